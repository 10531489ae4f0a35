//! What must hold of the gateways, the journal and its order, on both engines.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(missing_docs)]

mod common;

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, Ordering},
};

use common::{each, open, permit};
use kernel::{AccountId, Micros};
use serde_json::json;
use sqlx::{Connection as _, Executor as _};
use store::{Boxed, Change, Decision, Error, Follower, Record, Store, Tx, args};

store::row! {
    /// An account, as far as these tests need one.
    pub struct Account in "account" {
        id: AccountId,
        login: Option<String>,
        created_at: Micros,
        version: i64,
    }
}
store::versioned!(Account);

const BY_ID: &str = "select * from account where id = $1";

fn account(store: &Store, login: Option<&str>) -> Account {
    let id = AccountId::from_uuid(store.scribe().uuid());
    Account { id, login: login.map(str::to_owned), created_at: store.now(), version: 1 }
}

async fn open_account(store: &Store, row: &Account) -> Result<(), Error> {
    store
        .write("account.open", &permit(), |_| async move {
            Ok(Decision::changed((), Change::anywhere().insert(row).tell(row.id, json!({ "n": 1 }))))
        })
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_written_is_there_with_its_entry_and_nothing_else_is() {
    each(|store, _| async move {
        let row = account(&store, Some("lin"));
        open_account(&store, &row).await.unwrap();
        store.drain(&[]).await.unwrap();
        assert_eq!(store.one::<Account>(BY_ID, args![row.id]).await.unwrap(), row);
        let entries = store.entries_after(0, 10).await.unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].position, entries[0].name.as_str()), (1, "account.open"));
        assert_eq!(entries[0].parts[0].subject.as_deref(), Some(row.id.to_string().as_str()));

        // A refused command leaves nothing.
        let refused: Result<(), Error> = store
            .write("x", &permit(), |tx| async move {
                let _ = tx.one::<i64>("select count(*) from account", vec![]).await?;
                Err(kernel::Error::conflict("no").into())
            })
            .await;
        assert!(matches!(refused, Err(Error::Refused(e)) if e.code == "no"));
        // A taken login is refused, whole.
        let second = account(&store, Some("lin"));
        assert!(matches!(open_account(&store, &second).await, Err(Error::Unique)));
        assert_eq!(store.one::<i64>("select count(*) from account", vec![]).await.unwrap(), 1);
        assert_eq!(store.one::<i64>("select count(*) from entry", vec![]).await.unwrap(), 1);
    })
    .await;
}

/// A writer that goes away in the middle leaves a whole fact or none, and no transaction for the next to fall into.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_write_cut_off_is_whole_or_nothing() {
    each(|store, _| async move {
        for round in 0..200u64 {
            let (s, row) = (store.clone(), account(&store, None));
            let task = tokio::spawn(async move { open_account(&s, &row).await });
            tokio::time::sleep(std::time::Duration::from_micros(round * 15)).await;
            task.abort();
            let _ = task.await;
            open_account(&store, &account(&store, None)).await.unwrap();
        }
        store.drain(&[]).await.unwrap();
        let rows: i64 = store.one("select count(*) from account", vec![]).await.unwrap();
        assert!((200..=400).contains(&rows), "{rows}");
        for same in
            ["select count(*) from entry", "select count(*) from part", "select count(*) from position"]
        {
            assert_eq!(store.one::<i64>(same, vec![]).await.unwrap(), rows, "{same}");
        }
        assert_eq!(store::patrol(&store, &[]).await.unwrap(), vec![]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_change_without_an_entry_does_not_commit() {
    each(|store, _| async move {
        let sneaky: Result<(), Error> = store
            .write("x", &permit(), |tx| async move {
                let sql = "insert into setting (name, value) values ('a', 'b') returning value";
                tx.one::<String>(sql, vec![]).await?;
                Ok(Decision::unchanged(()))
            })
            .await;
        assert!(matches!(sneaky, Err(Error::Gateway(_))));
        let direct: Result<u64, Error> = store
            .write("x", &permit(), |tx| async move {
                let done = tx.execute("delete from setting", vec![]).await?;
                Ok(Decision::unchanged(done))
            })
            .await;
        assert!(matches!(direct, Err(Error::Gateway(_))));
        assert_eq!(store.one::<i64>("select count(*) from setting", vec![]).await.unwrap(), 0);
        // A fact goes only with the person it was about.
        let row = account(&store, None);
        open_account(&store, &row).await.unwrap();
        let row = &row;
        let gone = Change::anywhere().remove(row).tell("somebody", json!({}));
        for (change, left) in [(&gone, 1), (&gone.clone().erase(row.id), 0)] {
            let done =
                store.write("x", &permit(), |_| async { Ok(Decision::changed((), change.clone())) }).await;
            assert_eq!(done.is_err(), left == 1);
            assert_eq!(store.one::<i64>("select count(*) from account", vec![]).await.unwrap(), left);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_row_that_moved_on_is_not_overwritten() {
    each(|store, _| async move {
        let row = account(&store, None);
        open_account(&store, &row).await.unwrap();
        let stale = Account { version: 7, ..row.clone() };
        let done: Result<(), Error> = store
            .write("x", &permit(), |_| {
                let stale = stale.clone();
                async move { Ok(Decision::changed((), Change::anywhere().update(&stale, stale.clone()))) }
            })
            .await;
        assert!(matches!(done, Err(Error::Stale)));
        assert_eq!(store.one::<Account>(BY_ID, args![row.id]).await.unwrap().version, 1);
        assert_eq!(store.one::<i64>("select count(*) from entry", vec![]).await.unwrap(), 1);
    })
    .await;
}

/// Many add to one row at once; every addition counts exactly once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_writers_lose_nothing() {
    each(|store, url| async move {
        let row = account(&store, None);
        open_account(&store, &row).await.unwrap();
        let other = Arc::new(open(&url).await);
        let tasks: Vec<_> = (0..40)
            .map(|i| {
                let store = if i % 2 == 0 { store.clone() } else { other.clone() };
                let id = row.id;
                tokio::spawn(async move {
                    store
                        .write("bump", &permit(), |tx| async move {
                            let before: Account = tx.one(BY_ID, args![id]).await?;
                            let mut after = before.clone();
                            after.created_at = Micros(before.created_at.0 + 1);
                            Ok(Decision::changed(
                                (),
                                Change::anywhere().update(&before, after).tell(id, json!({})),
                            ))
                        })
                        .await
                })
            })
            .collect();
        let mut done = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(()) => done += 1,
                Err(Error::Contention) => {}
                Err(e) => panic!("{e}"),
            }
        }
        assert!(done > 30, "{done}");
        let after: Account = store.one(BY_ID, args![row.id]).await.unwrap();
        assert_eq!(after.created_at.0 - row.created_at.0, done);
        store.drain(&[]).await.unwrap();
        assert_eq!(store.head().await.unwrap(), done + 1);
        assert_eq!(store::patrol(&store, &[]).await.unwrap(), vec![]);
        other.close().await;
    })
    .await;
}

#[derive(Default)]
struct Watcher {
    seen: Mutex<Vec<i64>>,
    fail_at: AtomicI64,
}

impl Follower for Watcher {
    fn name(&self) -> &'static str {
        "watcher"
    }
    fn apply<'a>(
        &'a self,
        store: &'a Store,
        tx: &'a Tx,
        batch: &'a [Record],
    ) -> Boxed<'a, Result<(), Error>> {
        Box::pin(async move {
            for record in batch {
                if record.position == self.fail_at.load(Ordering::SeqCst) {
                    return Err(Error::Gateway("on purpose"));
                }
                let sql = "insert into notice (id, subject, kind, position, ordinal, body, created_at) \
                           values ($1, 's', 'k', $2, 0, '', $3)";
                tx.execute(sql, args![record.position.to_string(), record.position, store.now()]).await?;
            }
            self.seen.lock().unwrap().extend(batch.iter().map(|r| r.position));
            Ok(())
        })
    }
}

/// Positions are dense and in order whatever the writers do, and a follower's effects are there exactly once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn positions_are_dense_and_followers_see_each_once() {
    each(|store, url| async move {
        let other = Arc::new(open(&url).await);
        let (end, signal) = tokio::sync::watch::channel(false);
        let runners: Vec<_> = [&store, &other]
            .into_iter()
            .flat_map(|s| {
                let follower: Arc<dyn Follower> = Arc::new(Watcher::default());
                [
                    tokio::spawn(s.clone().run_positions(signal.clone())),
                    tokio::spawn(s.clone().run_follower(follower, signal.clone())),
                ]
            })
            .collect();
        let writers: Vec<_> = (0..8)
            .map(|i| {
                let store = if i % 2 == 0 { store.clone() } else { other.clone() };
                tokio::spawn(async move {
                    for n in 0..25 {
                        let row = account(&store, None);
                        let row = &row;
                        let done: Result<(), Error> = store
                            .write("mixed", &permit(), |tx| async move {
                                let _: i64 = tx.one("select count(*) from setting", vec![]).await?;
                                tokio::time::sleep(std::time::Duration::from_millis(n % 7)).await;
                                if n % 5 == 0 {
                                    return Err(kernel::Error::conflict("rolled.back").into());
                                }
                                Ok(Decision::changed(
                                    (),
                                    Change::anywhere().insert(row).tell(row.id, json!({})),
                                ))
                            })
                            .await;
                        assert_eq!(done.is_ok(), n % 5 != 0);
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let _ = end.send(true);
        for runner in runners {
            runner.await.unwrap();
        }
        store.drain(&[Arc::new(Watcher::default())]).await.unwrap();
        assert_eq!(store.head().await.unwrap(), 160);
        assert_eq!(store.one::<i64>("select count(*) from notice", vec![]).await.unwrap(), 160);
        assert_eq!(store::patrol(&store, &[]).await.unwrap(), vec![]);
        other.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_follower_that_fails_leaves_no_trace_and_goes_on_later() {
    each(|store, _| async move {
        for _ in 0..5 {
            open_account(&store, &account(&store, None)).await.unwrap();
        }
        let watcher = Arc::new(Watcher::default());
        watcher.fail_at.store(3, Ordering::SeqCst);
        store.drain(&[]).await.unwrap();
        assert!(store.follow(watcher.as_ref()).await.is_err());
        assert_eq!(store.one::<i64>("select count(*) from notice", vec![]).await.unwrap(), 0);
        watcher.fail_at.store(0, Ordering::SeqCst);
        assert_eq!(store.follow(watcher.as_ref()).await.unwrap(), 5);
        assert_eq!(*watcher.seen.lock().unwrap(), vec![1, 2, 3, 4, 5]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn erasing_one_leaves_the_digest_and_the_others() {
    each(|store, _| async move {
        let (a, b) = (account(&store, None), account(&store, None));
        open_account(&store, &a).await.unwrap();
        open_account(&store, &b).await.unwrap();
        store.drain(&[]).await.unwrap();
        let before = store.digest().await.unwrap();
        let gone = a.id;
        store
            .write("erase", &permit(), |_| async move {
                Ok(Decision::changed((), Change::anywhere().erase(gone)))
            })
            .await
            .unwrap();
        store.drain(&[]).await.unwrap();
        assert_eq!(store.digest_to(2).await.unwrap(), before);
        let entries = store.entries_after(0, 10).await.unwrap();
        assert_eq!(entries[0].parts[0].subject, None);
        assert_eq!(entries[0].parts[0].body, None);
        assert_eq!(entries[1].parts[0].subject, Some(b.id.to_string()));
        assert_eq!(store::patrol(&store, &[]).await.unwrap(), vec![]);
        // And the journal cannot be changed in any other way.
        for sql in [
            "update entry set name = 'x' where seq = 1 returning name",
            "delete from position where position = 1 returning 'x'",
            "update part set body = '{}' where seq = 2 and ordinal = 1 returning body",
            "delete from part where seq = 2 returning 'x'",
        ] {
            let done: Result<Option<String>, Error> =
                store.upkeep(|tx| async move { tx.maybe(sql, vec![]).await }).await;
            assert!(done.is_err(), "{sql}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_bent_byte_is_found_by_the_patrol() {
    each(|store, _| async move {
        open_account(&store, &account(&store, None)).await.unwrap();
        store.drain(&[]).await.unwrap();
        let sql = "insert into part (seq, ordinal, commitment, subject, salt, body) \
                   select seq, 9, commitment, 'x', salt, body from part where seq = 1 and ordinal = 1 returning body";
        store.upkeep(|tx| async move { tx.one::<String>(sql, vec![]).await }).await.unwrap();
        let found = store::patrol(&store, &[]).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].check, "entries match their commitments");
    })
    .await;
}

/// A writer that took its number and commits late, while nothing that began after it has ended, is still placed.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_writer_is_placed() {
    each(|store, url| async move {
        if store.engine() == store::Engine::Sqlite {
            return; // there the one writer gives the position itself
        }
        let mut floor = Default::default();
        open_account(&store, &account(&store, None)).await.unwrap();
        store::place(&store, &mut floor).await.unwrap();
        let mut late = sqlx::PgConnection::connect(&url).await.unwrap();
        let put = "with n as (select journal_next() as seq) insert into entry \
            (seq, version, name, role, region, at, salt, commitment) \
            select seq, 1, 'late', 'system', '', 1, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex') from n";
        late.execute("begin").await.unwrap();
        late.execute(put).await.unwrap();
        for _ in 0..5 {
            store::place(&store, &mut floor).await.unwrap();
        }
        late.execute("commit").await.unwrap();
        for _ in 0..3 {
            open_account(&store, &account(&store, None)).await.unwrap();
            store::place(&store, &mut floor).await.unwrap();
        }
        let missing = "select count(*) from entry where seq not in (select seq from position)";
        assert_eq!(store.one::<i64>(missing, args![]).await.unwrap(), 0);
        assert_eq!(store.head().await.unwrap(), 5);
    })
    .await;
}
