//! The four column types both engines share, and rows as typed structs.
//!
//! There are no booleans, no JSON columns and no engine's own types here: text, 64-bit integer, double and blob, each
//! possibly null, are what one SQL text can mean on SQLite and PostgreSQL alike.

use sqlx::{Any, Row as _, any::AnyRow, query::Query};

use crate::Error;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Text.
    Text(String),
    /// A 64-bit integer: fen, microseconds, masks, counts.
    Int(i64),
    /// A double: degrees.
    Real(f64),
    /// Bytes: sealed values, commitments.
    Blob(Vec<u8>),
}

pub(crate) type Bound<'q> = Query<'q, Any, <Any as sqlx::Database>::Arguments>;

impl Value {
    pub(crate) fn bind(self, query: Bound<'_>) -> Bound<'_> {
        match self {
            Self::Null => query.bind(None::<String>),
            Self::Text(v) => query.bind(v),
            Self::Int(v) => query.bind(v),
            Self::Real(v) => query.bind(v),
            Self::Blob(v) => query.bind(v),
        }
    }
}

/// A Rust type that one column can hold.
pub trait Field: Sized {
    /// To the column.
    fn to_value(&self) -> Value;
    /// From the column.
    fn from_row(row: &AnyRow, column: &str) -> Result<Self, Error>;
}

macro_rules! native {
    ($($rust:ty => $variant:ident),*) => {$(
        impl Field for $rust {
            fn to_value(&self) -> Value { Value::$variant(self.clone().into()) }
            fn from_row(row: &AnyRow, column: &str) -> Result<Self, Error> { Ok(row.try_get(column)?) }
        }
    )*};
}
native!(String => Text, i64 => Int, f64 => Real, Vec<u8> => Blob);

impl<T: Field> Field for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Field::to_value)
    }
    fn from_row(row: &AnyRow, column: &str) -> Result<Self, Error> {
        use sqlx::ValueRef as _;
        if row.try_get_raw(column)?.is_null() { Ok(None) } else { T::from_row(row, column).map(Some) }
    }
}

/// Implements [`Field`] for types kept as text through `Display` and `FromStr`.
#[macro_export]
macro_rules! text_fields {
    ($($t:ty),* $(,)?) => {$(
        impl $crate::Field for $t {
            fn to_value(&self) -> $crate::Value { $crate::Value::Text(self.to_string()) }
            fn from_row(row: &$crate::AnyRow, column: &str) -> Result<Self, $crate::Error> {
                let text = <String as $crate::Field>::from_row(row, column)?;
                text.parse().map_err(|_| $crate::Error::Column(column.to_owned()))
            }
        }
    )*};
}

text_fields!(
    kernel::AccountId,
    kernel::WorkerId,
    kernel::EmployerId,
    kernel::JobId,
    kernel::ApplicationId,
    kernel::GrantId,
    kernel::ProposalId,
    kernel::FactorId,
    kernel::PaperId,
    kernel::RulingId,
    kernel::AppealId,
    kernel::CheckId,
    kernel::ResumeId,
    kernel::LookId,
    kernel::NoticeId,
    kernel::RegionCode,
    kernel::PayUnit,
    kernel::Settlement,
    kernel::CreditCode,
);

macro_rules! integer_fields {
    ($($t:ty),*) => {$(
        impl Field for $t {
            fn to_value(&self) -> Value { Value::Int(self.0) }
            fn from_row(row: &AnyRow, column: &str) -> Result<Self, Error> { Ok(Self(<i64 as Field>::from_row(row, column)?)) }
        }
    )*};
}
integer_fields!(kernel::Micros, kernel::Fen);

impl Field for kernel::Availability {
    fn to_value(&self) -> Value {
        Value::Int(i64::from(self.bits()))
    }
    fn from_row(row: &AnyRow, column: &str) -> Result<Self, Error> {
        u32::try_from(<i64 as Field>::from_row(row, column)?)
            .ok()
            .and_then(|bits| Self::new(bits).ok())
            .ok_or_else(|| Error::Column(column.to_owned()))
    }
}

/// Something read from one result row.
pub trait FromRow: Sized {
    /// Reads it by column names.
    fn from_row(row: &AnyRow) -> Result<Self, Error>;
}

impl FromRow for i64 {
    fn from_row(row: &AnyRow) -> Result<Self, Error> {
        Ok(row.try_get(0)?)
    }
}

impl FromRow for String {
    fn from_row(row: &AnyRow) -> Result<Self, Error> {
        Ok(row.try_get(0)?)
    }
}

/// A row of whatever columns, by name: for what is copied or handed out whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells(pub Vec<(String, Value)>);

impl FromRow for Cells {
    fn from_row(row: &AnyRow) -> Result<Self, Error> {
        use sqlx::{Column as _, TypeInfo as _, ValueRef as _};
        let cell = |i: usize| -> Result<Value, Error> {
            let raw = row.try_get_raw(i)?;
            if raw.is_null() {
                return Ok(Value::Null);
            }
            let kind = raw.type_info().name().to_owned();
            Ok(match kind.as_str() {
                "BIGINT" | "INTEGER" | "SMALLINT" => Value::Int(row.try_get(i)?),
                "DOUBLE" | "REAL" => Value::Real(row.try_get(i)?),
                "BLOB" => Value::Blob(row.try_get(i)?),
                _ => Value::Text(row.try_get(i)?),
            })
        };
        let columns = row.columns().iter().enumerate();
        columns
            .map(|(i, column)| Ok((column.name().to_owned(), cell(i)?)))
            .collect::<Result<_, Error>>()
            .map(Self)
    }
}

/// A whole row of a table; the first column is its key.
pub trait Table: FromRow + Clone {
    /// The table's name.
    const TABLE: &'static str;
    /// Its columns in order, key first.
    const COLUMNS: &'static [&'static str];
    /// The row's cells in the order of [`Table::COLUMNS`].
    fn values(&self) -> Vec<Value>;
}

/// Declares a struct that is a row of a table: `row! { /// doc  pub struct Job in "job" { id: JobId, … } }`.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* pub struct $name:ident in $table:literal { $($(#[$fm:meta])* $field:ident : $ty:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$fm])* pub $field: $ty),* }
        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::AnyRow) -> Result<Self, $crate::Error> {
                Ok(Self { $($field: <$ty as $crate::Field>::from_row(row, stringify!($field))?),* })
            }
        }
        impl $crate::Table for $name {
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];
            fn values(&self) -> Vec<$crate::Value> { vec![$($crate::Field::to_value(&self.$field)),*] }
        }
    };
}

/// Declares a struct read from a query that joins or counts.
#[macro_export]
macro_rules! view {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$fm:meta])* $field:ident : $ty:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$fm])* pub $field: $ty),* }
        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::AnyRow) -> Result<Self, $crate::Error> {
                Ok(Self { $($field: <$ty as $crate::Field>::from_row(row, stringify!($field))?),* })
            }
        }
    };
}

/// The arguments of a query, in order.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Field::to_value(&$value)),*] };
}
