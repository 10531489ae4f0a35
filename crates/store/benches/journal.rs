//! What the journal costs: raw one-row commits a second beside `write`s a second with entry, position and follower
//! drained, on the same database, with the same clients, in the same run. Prints figures; judges nothing.
//!
//! `cargo bench --workspace --bench journal -- [CLIENTS] [SECONDS]`, with PostgreSQL when `BANYAN_TEST_POSTGRES` is set.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use kernel::AccountId;
use serde_json::json;
use sqlx::any::AnyPoolOptions;
use store::{Boxed, Change, Decision, Error, Follower, Record, Store, Tx};

store::row! {
    pub struct Account in "account" {
        id: AccountId,
        created_at: i64,
        version: i64,
    }
}

/// A follower as light as one can be and still follow.
struct Count(AtomicI64);

impl Follower for Count {
    fn name(&self) -> &'static str {
        "count"
    }
    fn apply<'a>(&'a self, _: &'a Store, _: &'a Tx, batch: &'a [Record]) -> Boxed<'a, Result<(), Error>> {
        self.0.fetch_add(batch.len() as i64, Ordering::Relaxed);
        Box::pin(async { Ok(()) })
    }
}

async fn clients<F, Fut>(clients: usize, span: Duration, work: F) -> (u64, Duration)
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = ()> + Send,
{
    let work = Arc::new(work);
    let started = Instant::now();
    let tasks: Vec<_> = (0..clients)
        .map(|_| {
            let work = work.clone();
            tokio::spawn(async move {
                let mut done = 0u64;
                while started.elapsed() < span {
                    work().await;
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += task.await.unwrap();
    }
    (done, started.elapsed())
}

fn main() {
    let mut args = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    let count: usize = args.next().and_then(|a| a.parse().ok()).unwrap_or(16);
    let span = Duration::from_secs(args.next().and_then(|a| a.parse().ok()).unwrap_or(5));
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(common::each(
        |store, url| async move {
            let sqlite = url.starts_with("sqlite");
            // Raw: a row a commit, through a pool made like the store's own.
            let pool = AnyPoolOptions::new()
                .max_connections(if sqlite { 1 } else { count as u32 })
                .test_before_acquire(!sqlite)
                .after_connect(move |c, _| {
                    Box::pin(async move {
                        let pragmas = "pragma journal_mode = wal; pragma synchronous = full";
                        if sqlite { sqlx::Executor::execute(c, pragmas).await.map(drop) } else { Ok(()) }
                    })
                })
                .connect(&url)
                .await
                .unwrap();
            let mut raw = Vec::new();
            let mut kept = Vec::new();
            for _ in 0..3 {
                let (p, s) = (pool.clone(), store.clone());
                let (done, took) = clients(count, span, move || {
                    let (pool, id) = (p.clone(), s.scribe().uuid().to_string());
                    async move {
                        let sql = "insert into account (id, created_at, version) values ($1, $2, 1)";
                        sqlx::query(sql).bind(id).bind(7i64).execute(&pool).await.unwrap();
                    }
                })
                .await;
                raw.push(done as f64 / took.as_secs_f64());

                let (end, signal) = tokio::sync::watch::channel(false);
                let follower = Arc::new(Count(AtomicI64::new(0)));
                let runners = [
                    tokio::spawn(store.clone().run_positions(signal.clone())),
                    tokio::spawn(store.clone().run_follower(follower.clone(), signal)),
                ];
                let started = Instant::now();
                let s = store.clone();
                let (done, _) = clients(count, span, move || {
                    let store = s.clone();
                    async move {
                        let row = Account { id: AccountId::from_uuid(store.scribe().uuid()), created_at: 7, version: 1 };
                        let row = &row;
                        store
                            .write("account.open", &common::permit(), |_| async move {
                                let change = Change::anywhere().insert(row).tell(row.id, json!({ "n": 1 }));
                                Ok(Decision::changed((), change))
                            })
                            .await
                            .unwrap();
                    }
                })
                .await;
                while follower.0.load(Ordering::Relaxed) < done as i64 {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                kept.push(done as f64 / started.elapsed().as_secs_f64());
                let _ = end.send(true);
                for runner in runners {
                    runner.await.unwrap();
                }
            }
            pool.close().await;
            let (raw_best, kept_best) = (median(raw), median(kept));
            let engine = if sqlite { "sqlite" } else { "postgres" };
            println!(
                "engine={engine} clients={count} raw_per_s={raw_best:.0} write_per_s={kept_best:.0} ratio={:.2}",
                kept_best / raw_best
            );
        },
    ));
}

fn median(mut v: Vec<f64>) -> f64 {
    v.sort_by(f64::total_cmp);
    v[v.len() / 2]
}
