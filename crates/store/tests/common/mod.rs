//! A fresh migrated store on each engine that is there, for one test at a time.
#![allow(dead_code)]

use std::io::Write as _;
use std::{future::Future, sync::Arc};

use kernel::{Actor, FixedClock, Micros, Operation, Permit, Scope};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _};
use store::{Entropy, Options, Store, Vault};

pub const NOW: Micros = Micros(1_795_000_000_000_000);

pub async fn open(url: &str) -> Store {
    let entropy = Arc::new(Entropy::system());
    let vault = Arc::new(Vault::generate(&Entropy::seeded(1)));
    let clock = Arc::new(FixedClock::new(NOW));
    Store::open(Options { url: url.into(), connections: 12, clock, entropy, vault }).await.unwrap()
}

/// Runs a test on a fresh migrated database of each engine.
pub async fn each<F, Fut>(test: F)
where
    F: Fn(Arc<Store>, String) -> Fut,
    Fut: Future<Output = ()>,
{
    each_bare(|store, url| async {
        store.migrate().await.unwrap();
        test(store, url).await;
    })
    .await;
}

/// The same with an empty database; PostgreSQL is left out, and said so, without `BANYAN_TEST_POSTGRES`.
pub async fn each_bare<F, Fut>(test: F)
where
    F: Fn(Arc<Store>, String) -> Fut,
    Fut: Future<Output = ()>,
{
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("t.sqlite").display());
    let store = Arc::new(open(&url).await);
    test(store.clone(), url).await;
    store.close().await;

    let Ok(server) = std::env::var("BANYAN_TEST_POSTGRES") else {
        assert!(std::env::var_os("BANYAN_TEST_REQUIRED").is_none(), "PostgreSQL is required");
        let _ = writeln!(std::io::stderr(), "BANYAN_TEST_POSTGRES is not set: PostgreSQL left out");
        return;
    };
    let name = format!("t_{}", Entropy::system().uuid(NOW).simple());
    let mut admin = sqlx::PgConnection::connect(&server).await.unwrap();
    admin.execute(AssertSqlSafe(format!("create database {name}"))).await.unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    let store = Arc::new(open(&url).await);
    test(store.clone(), url).await;
    store.close().await;
    admin.execute(AssertSqlSafe(format!("drop database {name} with (force)"))).await.unwrap();
}

pub fn permit() -> Permit {
    Actor::system().may(Operation::SystemRun, &Scope::Public).unwrap()
}
