//! The database: SQLite or PostgreSQL behind one SQL text, the journal, and what follows it.
//!
//! It knows nothing of jobs or people; it refuses to let a fact be written without its journal entry.

mod bulk;
mod change;
mod copy;
mod doctor;
mod engine;
mod entropy;
mod error;
mod follower;
mod gateway;
pub mod journal;
mod lease;
mod migrate;
mod patrol;
mod position;
mod read;
mod reconcile;
mod reseal;
mod tx;
mod value;
mod vault;

use std::{path::Path, sync::Arc};

use kernel::{Clock, Micros};
use tokio::sync::Notify;

pub use bulk::Loader;
pub use change::{Change, Put, Versioned};
pub use copy::copy;
pub use doctor::{Finding, Severity, doctor};
pub use engine::Engine;
pub use entropy::Entropy;
pub use error::Error;
pub use follower::{Follower, Signal};
pub use gateway::{Decision, UPKEEP};
pub use journal::{Record, RecordPart};
pub use migrate::MIGRATIONS;
pub use patrol::{Check, Violation, patrol};
pub use position::place;
pub use reconcile::Reconciler;
pub use reseal::{Reseal, SEALED, Sealed, Standing, UNSEALED};
pub use sqlx::any::AnyRow;
pub use tx::Tx;
pub use value::{Cells, Field, FromRow, Table, Value};
pub use vault::{Cell, Vault};

/// A boxed future, for the few traits that are kept in lists.
pub type Boxed<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The database of a deployment, with its clock, keys and randomness.
pub struct Store {
    pub(crate) engine: Engine,
    pub(crate) url: String,
    pub(crate) pools: engine::Pools,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<Entropy>,
    pub(crate) vault: Arc<Vault>,
    pub(crate) wake: Notify,
    pub(crate) node: String,
}

/// How to open a store.
pub struct Options {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Connections of the pool.
    pub connections: u32,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<Entropy>,
    /// The column keys.
    pub vault: Arc<Vault>,
}

impl Options {
    /// The usual options, with the keys in `data/column.key`.
    pub fn new(url: &str, data: &Path, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        let entropy = Arc::new(Entropy::system());
        let vault = Arc::new(Vault::open_or_create(&data.join("column.key"), &entropy)?);
        Ok(Self { url: url.to_owned(), connections: 16, clock, entropy, vault })
    }
}

impl Store {
    /// Connects. The schema is not looked at; see [`Store::migrate`] and [`Store::check_schema`].
    pub async fn open(options: Options) -> Result<Self, Error> {
        let engine = Engine::of(&options.url)?;
        let pools = engine::connect(engine, &options.url, options.connections).await?;
        // The process is in the name, so that whoever reads the leases can tell who holds one.
        let node = format!("{}-{}", std::process::id(), vault::hex(&Entropy::system().bytes::<8>()));
        Ok(Self {
            engine,
            url: options.url,
            pools,
            clock: options.clock,
            entropy: options.entropy,
            vault: options.vault,
            wake: Notify::new(),
            node,
        })
    }

    /// Which database.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The time.
    pub fn now(&self) -> Micros {
        self.clock.now()
    }

    /// Randomness.
    pub fn entropy(&self) -> &Entropy {
        &self.entropy
    }

    /// The column keys.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// What a decision may use besides what it read.
    pub fn scribe(&self) -> Scribe<'_> {
        Scribe { now: self.now(), entropy: &self.entropy, vault: &self.vault }
    }

    /// Seals a value for one cell.
    pub fn seal(&self, table: &str, column: &str, row: impl ToString, plain: &str) -> Result<Vec<u8>, Error> {
        self.scribe().seal(table, column, row, plain)
    }

    /// Opens a sealed value of one cell.
    pub fn unseal(
        &self,
        table: &str,
        column: &str,
        row: impl ToString,
        sealed: &[u8],
    ) -> Result<String, Error> {
        self.vault.open(Cell::new(table, column, &row.to_string()), sealed)
    }

    /// Opens sealed bytes of one cell.
    pub fn unseal_bytes(
        &self,
        table: &str,
        column: &str,
        row: impl ToString,
        sealed: &[u8],
    ) -> Result<Vec<u8>, Error> {
        self.vault.open_bytes(Cell::new(table, column, &row.to_string()), sealed)
    }

    /// Resolves when something was written by this process.
    pub async fn written(&self) {
        self.wake.notified().await;
    }

    /// Empties the embedded database's log, in which old pages keep what has since been deleted. Deleted rows are
    /// overwritten in the database itself; PostgreSQL drops them when it vacuums.
    pub async fn scrub(&self) -> Result<(), Error> {
        let Some(sql) = self.engine.empty_log() else { return Ok(()) };
        for _ in 0..20 {
            // It waits for readers as long as a writer would, and says whether one was still there.
            let busy: i64 = sqlx::query_scalar(sql).fetch_one(&self.pools.write).await?;
            if busy == 0 {
                return Ok(());
            }
        }
        Err(Error::Contention)
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.pools.write.close().await;
        self.pools.read.close().await;
    }
}

/// The time, fresh ids and the keys: all that a pure decision needs of the world.
#[derive(Clone, Copy)]
pub struct Scribe<'a> {
    /// The moment of the decision.
    pub now: Micros,
    entropy: &'a Entropy,
    vault: &'a Vault,
}

impl<'a> Scribe<'a> {
    /// A scribe of one's own, for the bulk path.
    pub fn new(now: Micros, entropy: &'a Entropy, vault: &'a Vault) -> Self {
        Self { now, entropy, vault }
    }

    /// A fresh UUIDv7.
    pub fn uuid(&self) -> uuid::Uuid {
        self.entropy.uuid(self.now)
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        self.entropy.bytes()
    }

    /// The column keys.
    pub fn vault(&self) -> &Vault {
        self.vault
    }

    /// Seals a value for one cell.
    pub fn seal(&self, table: &str, column: &str, row: impl ToString, plain: &str) -> Result<Vec<u8>, Error> {
        self.vault.seal(Cell::new(table, column, &row.to_string()), plain, self.entropy)
    }

    /// Seals bytes that are no text for one cell.
    pub fn seal_bytes(
        &self,
        table: &str,
        column: &str,
        row: impl ToString,
        plain: &[u8],
    ) -> Result<Vec<u8>, Error> {
        self.vault.seal_bytes(Cell::new(table, column, &row.to_string()), plain, self.entropy)
    }

    /// The blind index of a value, to be written.
    pub fn blind(&self, kind: &str, value: &str) -> String {
        self.vault.blind(kind, value)
    }

    /// The blind indexes that a row of a value may have, to be looked for.
    pub fn blinds(&self, kind: &str, value: &str) -> [String; 2] {
        self.vault.blinds(kind, value)
    }
}
