//! What a command decided, before it is written: rows to put, people and organisations concerned.
//!
//! A `Change` is plain data, so the same decision can go through the gateway one at a time or through the bulk path by
//! the hundred thousand, and both leave the same rows and entries. It refuses to say *how* it is written.

use kernel::{Level, RegionCode};
use serde_json::Value as Json;

use crate::{Table, Value};

/// One row to write.
#[derive(Clone, Debug, PartialEq)]
pub struct Put {
    pub(crate) table: &'static str,
    pub(crate) columns: &'static [&'static str],
    pub(crate) values: Vec<Value>,
    pub(crate) verb: Verb,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    /// A new row.
    Insert,
    /// The whole row, if it still has this version; it gets the next one.
    Update(i64),
    /// The row with this key is no more; its key is all that is given.
    Remove,
    /// The same because its time has come.
    Lapse,
}

impl Put {
    /// A new row.
    pub fn insert<T: Table>(row: &T) -> Self {
        Self { table: T::TABLE, columns: T::COLUMNS, values: row.values(), verb: Verb::Insert }
    }

    /// A row that held a person's words and is to be no more.
    pub fn remove<T: Table>(row: &T) -> Self {
        let values = row.values().into_iter().take(1).collect();
        Self { table: T::TABLE, columns: &T::COLUMNS[..1], values, verb: Verb::Remove }
    }

    /// The row as it is to be, given that `before` is how it was read. Versions count up by one.
    pub fn update<T: Table + Versioned>(before: &T, after: &mut T) -> Self {
        after.set_version(before.version() + 1);
        Self {
            table: T::TABLE,
            columns: T::COLUMNS,
            values: after.values(),
            verb: Verb::Update(before.version()),
        }
    }
}

/// A row that counts its versions.
pub trait Versioned {
    /// The version that was read.
    fn version(&self) -> i64;
    /// Sets the version to be written.
    fn set_version(&mut self, version: i64);
}

/// Implements [`Versioned`] for rows with a `version` column.
#[macro_export]
macro_rules! versioned {
    ($($t:ty),* $(,)?) => {$(
        impl $crate::Versioned for $t {
            fn version(&self) -> i64 { self.version }
            fn set_version(&mut self, version: i64) { self.version = version; }
        }
    )*};
}

/// What an entry says to one of those it concerns.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub(crate) subject: String,
    pub(crate) body: Json,
}

/// Rows and the parts of the entry that tells of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    pub(crate) puts: Vec<Put>,
    pub(crate) parts: Vec<Part>,
    pub(crate) erased: Vec<String>,
    pub(crate) region: Option<RegionCode>,
}

impl Change {
    /// Nothing yet, in a region. The journal keeps no more of it than the county.
    pub fn of(region: RegionCode) -> Self {
        let region = if region.level() > Level::County { region.at(Level::County) } else { region };
        Self { region: Some(region), ..Self::default() }
    }

    /// Nothing yet, in no region: what concerns an account alone.
    pub fn anywhere() -> Self {
        Self::default()
    }

    /// Adds a new row.
    pub fn insert<T: Table>(mut self, row: &T) -> Self {
        self.puts.push(Put::insert(row));
        self
    }

    /// Adds a changed row; see [`Put::update`].
    pub fn update<T: Table + Versioned>(mut self, before: &T, mut after: T) -> Self {
        self.puts.push(Put::update(before, &mut after));
        self
    }

    /// Adds that a row is to be no more; for erasing a person, and nothing else.
    pub fn remove<T: Table>(mut self, row: &T) -> Self {
        self.puts.push(Put::remove(row));
        self
    }

    /// Adds that the time of a row has come, by a rule of how long it is kept; for the program itself, and nobody else.
    pub fn lapse(mut self, table: &'static str, key: String) -> Self {
        let values = vec![Value::Text(key)];
        self.puts.push(Put { table, columns: &["id"], values, verb: Verb::Lapse });
        self
    }

    /// Adds what the entry says to `subject`: ids and facts, never a name, phone, address or identity number.
    pub fn tell(mut self, subject: impl ToString, body: Json) -> Self {
        self.parts.push(Part { subject: subject.to_string(), body });
        self
    }

    /// Adds another change's rows and parts; the region stays this one's.
    pub fn and(mut self, other: Change) -> Self {
        self.puts.extend(other.puts);
        self.parts.extend(other.parts);
        self.erased.extend(other.erased);
        self
    }

    /// Deletes every part that concerns `subject`, in entries past, and says nothing of whom. May be asked for several.
    pub fn erase(mut self, subject: impl ToString) -> Self {
        self.erased.push(subject.to_string());
        self
    }
}
