//! The two engines, and every way in which they differ that the rest must not know.

use std::time::Duration;

use sqlx::{AnyConnection, AnyPool, Connection as _, Executor as _, any::AnyPoolOptions};

use crate::Error;

/// Which database is behind the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded default.
    Sqlite,
    /// To grow, and for several nodes.
    Postgres,
}

impl std::fmt::Display for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

impl Engine {
    /// The engine a URL names.
    pub fn of(url: &str) -> Result<Self, Error> {
        if url.starts_with("sqlite:") {
            Ok(Self::Sqlite)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres)
        } else {
            Err(Error::Schema("a database is sqlite:PATH or postgres://…".into()))
        }
    }

    pub(crate) const fn begin_write(self) -> &'static str {
        match self {
            // A deferred begin fails when it turns into a writer; an immediate one waits its turn.
            Self::Sqlite => "begin immediate",
            Self::Postgres => "begin isolation level serializable",
        }
    }

    pub(crate) const fn begin_upkeep(self) -> &'static str {
        match self {
            Self::Sqlite => "begin immediate",
            Self::Postgres => "begin isolation level read committed",
        }
    }

    pub(crate) const fn begin_snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "begin",
            Self::Postgres => "begin isolation level repeatable read read only",
        }
    }

    /// Moves the log into the database and empties it; PostgreSQL recycles its own.
    pub(crate) const fn empty_log(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => Some("pragma wal_checkpoint(truncate)"),
            Self::Postgres => None,
        }
    }

    /// Entries after a position with their parts. SQLite probes the keys of its own accord; PostgreSQL has to be held to
    /// it, or it keeps joining whole tables by a plan made when they were small.
    pub(crate) const fn entries(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "select p.position, e.seq, e.name, e.at, e.region, q.ordinal, q.subject, q.body \
                from (select position, seq from position where position > $1 order by position limit $2) p \
                join entry e on e.seq = p.seq left join part q on q.seq = e.seq order by p.position, q.ordinal"
            }
            Self::Postgres => {
                "select p.position, p.seq, e.name, e.at, e.region, q.ordinal, q.subject, q.body \
                from (select position, seq from position where position > $1 order by position limit $2) p \
                cross join lateral (select * from entry where seq = p.seq offset 0) e \
                left join lateral (select * from part where seq = p.seq offset 0) q on true \
                order by p.position, q.ordinal"
            }
        }
    }

    /// What grows when a transaction has changed something.
    pub(crate) const fn changes(self) -> &'static str {
        match self {
            Self::Sqlite => "select total_changes()",
            Self::Postgres => "select count(pg_current_xact_id_if_assigned())",
        }
    }
}

pub(crate) struct Pools {
    pub read: AnyPool,
    pub write: AnyPool,
}

pub(crate) async fn connect(engine: Engine, url: &str, connections: u32) -> Result<Pools, Error> {
    sqlx::any::install_default_drivers();
    let options = || {
        AnyPoolOptions::new()
            .test_before_acquire(false)
            .acquire_timeout(Duration::from_secs(20))
            .idle_timeout(None)
            .max_lifetime(None)
    };
    match engine {
        Engine::Sqlite => {
            let url = if url.contains('?') { format!("{url}&mode=rwc") } else { format!("{url}?mode=rwc") };
            let write = options()
                .max_connections(1)
                .after_connect(|c, _| Box::pin(async move { c.execute(SQLITE_WRITER).await.map(drop) }))
                .connect(&url)
                .await?;
            let read = options()
                .max_connections(connections.max(2))
                .after_connect(|c, _| Box::pin(async move { c.execute(SQLITE_READER).await.map(drop) }))
                .connect(&url)
                .await?;
            Ok(Pools { read, write })
        }
        Engine::Postgres => {
            // A pool would try for twenty seconds to reach what is not there; whoever starts us hears of it at once.
            AnyConnection::connect(url).await?.close().await?;
            let pool = options()
                .test_before_acquire(true)
                .max_connections(connections.max(4))
                .after_connect(|c, _| Box::pin(async move { c.execute(POSTGRES).await.map(drop) }))
                .connect(url)
                .await?;
            Ok(Pools { read: pool.clone(), write: pool })
        }
    }
}

const SQLITE_WRITER: &str = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; \
    pragma busy_timeout = 10000; pragma cache_size = -65536; pragma secure_delete = on; pragma wal_autocheckpoint = 4000;";
const SQLITE_READER: &str =
    "pragma busy_timeout = 10000; pragma query_only = on; pragma cache_size = -32768;";
// Statements here take milliseconds; compiling one for its guessed cost takes tens.
const POSTGRES: &str = "set synchronous_commit = on; set idle_in_transaction_session_timeout = '60s'; \
    set statement_timeout = '60s'; set timezone = 'UTC'; set jit = off;";
