//! What the database can answer besides rows.

/// An error of the store. Commands turn the expected ones into their own codes; the rest reach people as `internal`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A unique constraint refused the row.
    #[error("a row with the same key exists")]
    Unique,
    /// A check, foreign key or not-null constraint refused the row.
    #[error("a constraint refused the row")]
    Constraint,
    /// Somebody changed the row since it was read.
    #[error("the row has changed since it was read")]
    Stale,
    /// A transaction changed something and appended no entry, or touched a table that its gateway does not own.
    #[error("gateway: {0}")]
    Gateway(&'static str),
    /// The transaction lost against others too often.
    #[error("too much contention")]
    Contention,
    /// A sealed value did not open.
    #[error("a sealed value does not open")]
    Sealed,
    /// The key file is unusable.
    #[error("key file: {0}")]
    Key(String),
    /// The database is not the one that was expected.
    #[error("schema: {0}")]
    Schema(String),
    /// A stored value is not what its column promises.
    #[error("column {0} holds an unexpected value")]
    Column(String),
    /// Anything else the database said.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// A command refused; carried through a transaction unchanged.
    #[error("{0}")]
    Refused(kernel::Error),
}

impl From<sqlx::Error> for Error {
    fn from(e: sqlx::Error) -> Self {
        use sqlx::error::ErrorKind::{
            CheckViolation, ForeignKeyViolation, NotNullViolation, UniqueViolation,
        };
        match e.as_database_error().map(|d| d.kind()) {
            Some(UniqueViolation) => Self::Unique,
            Some(CheckViolation | ForeignKeyViolation | NotNullViolation) => Self::Constraint,
            _ => Self::Database(e),
        }
    }
}

impl From<kernel::Error> for Error {
    fn from(e: kernel::Error) -> Self {
        Self::Refused(e)
    }
}

impl From<Error> for kernel::Error {
    fn from(e: Error) -> Self {
        match e {
            Error::Refused(e) => e,
            Error::Unique | Error::Constraint | Error::Stale => Self::conflict("conflict"),
            Error::Contention | Error::Database(sqlx::Error::PoolTimedOut) => {
                Self::unavailable("unavailable")
            }
            other => {
                tracing::error!(error = %other, "store");
                Self::internal("internal")
            }
        }
    }
}

/// Whether PostgreSQL asks for the transaction to be run again (serialization failure, deadlock).
pub(crate) fn asks_again(e: &sqlx::Error) -> bool {
    matches!(e.as_database_error().and_then(|d| d.code()).as_deref(), Some("40001" | "40P01"))
}
