//! The demo carried out in bulk is the demo carried out step by step; it is sound, and the known people can sign in.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::sync::Mutex;

use common::{World, each_engine};
use features::{
    accounts::{AccountRow, GrantRow},
    applications::{ApplicationRow, ApplicationState},
    demo::{self, Options},
    employers::{EmployerRow, RulingRow},
    jobs::{JobRow, RevisionRow},
    workers::WorkerRow,
};
use kernel::{Micros, from_civil};

const SEED: u64 = 2026;

fn today() -> Micros {
    from_civil(2026, 3, 18, 9, 30).unwrap()
}

fn options() -> Options<'static> {
    Options { seed: SEED, today: today(), scale: 100, progress: &|_, _, _| {} }
}

/// Every fact and every entry, and the digest over the journal.
#[derive(Debug, PartialEq)]
struct All {
    facts: Vec<(&'static str, Vec<String>)>,
    entries: Vec<String>,
    digest: (i64, String),
}

async fn all(world: &World) -> All {
    async fn rows<T: store::Table + std::fmt::Debug>(
        world: &World,
        sql: &'static str,
    ) -> (&'static str, Vec<String>) {
        let rows = world.store.all::<T>(sql, vec![]).await.unwrap();
        (T::TABLE, rows.iter().map(|row| format!("{row:?}")).collect())
    }
    let mut entries = Vec::new();
    loop {
        let batch = world.store.entries_after(entries.len() as i64, 1_000).await.unwrap();
        if batch.is_empty() {
            break;
        }
        entries.extend(batch.iter().map(|entry| format!("{entry:?}")));
    }
    All {
        facts: vec![
            rows::<AccountRow>(world, "select * from account order by id").await,
            rows::<GrantRow>(world, "select * from role_grant order by id").await,
            rows::<WorkerRow>(world, "select * from worker order by id").await,
            rows::<EmployerRow>(world, "select * from employer order by id").await,
            rows::<JobRow>(world, "select * from job order by id").await,
            rows::<RevisionRow>(world, "select * from job_revision order by id").await,
            rows::<ApplicationRow>(world, "select * from application order by id").await,
            rows::<RulingRow>(world, "select * from employer_decision order by id").await,
        ],
        entries,
        digest: world.store.digest().await.unwrap(),
    }
}

#[tokio::test]
async fn in_bulk_and_step_by_step_are_the_same_on_every_engine() {
    let made = Mutex::new(Vec::new());
    each_engine(async |world| {
        world.clock.set(today());
        demo::build(&world.store, options()).await.unwrap();
        let all = all(&world).await;
        made.lock().unwrap().push(all);
    })
    .await;
    each_engine(async |world| {
        demo::replay(&world.store, &world.clock, options()).await.unwrap();
        let all = all(&world).await;
        made.lock().unwrap().push(all);
    })
    .await;
    let made = made.into_inner().unwrap();
    for other in &made[1..] {
        assert_eq!(made[0].digest, other.digest);
        assert_eq!(made[0].entries, other.entries);
        assert_eq!(made[0].facts, other.facts);
    }
    let count = |table| made[0].facts.iter().find(|(name, _)| *name == table).unwrap().1.len();
    assert_eq!((count("worker"), count("employer")), (508, 33));
    for state in ApplicationState::ALL {
        let held = format!("state: {state:?}");
        assert!(made[0].facts[6].1.iter().any(|row| row.contains(&held)), "nobody {state}");
    }
}

#[tokio::test]
async fn it_is_sound_and_stays_as_it_is() {
    each_engine(async |world| {
        world.clock.set(today());
        let store = &world.store;
        let first = demo::build(store, options()).await.unwrap();
        assert!(demo::is_demo(store).await.unwrap());
        let again = demo::build(store, options()).await.unwrap();
        assert_eq!((again.entries, again.workers), (first.entries, 0));

        // The last hour is left to the notices, so that the known people find some.
        let hour = world.store.entries_after(0, i64::from(u16::MAX)).await.unwrap();
        let late = |entry: &&store::Record| {
            let from = kernel::day_start(today()) - Micros::HOUR;
            (from..today()).contains(&entry.at)
        };
        let cursor: i64 =
            store.one("select position from cursor where follower = 'notices'", vec![]).await.unwrap();
        let first_late = hour.iter().filter(late).map(|entry| entry.position).min();
        assert_eq!(first_late, Some(cursor + 1));

        let followed = |v: &store::Violation| !v.check.starts_with("followers");
        let mut found = store::patrol(store, features::CHECKS).await.unwrap();
        found.retain(followed);
        assert_eq!(found, []);

        for (login, region) in [("official", "350100000000"), ("province", "350000000000")] {
            let here = world.here(&world.office_token(login, demo::PASSWORD).await).await;
            assert_eq!(here.actor.grants()[0].region().as_str(), region);
        }
        let worker = world.sign_in("13800000001").await.worker.unwrap();
        let row = features::workers::row(store, worker.id).await.unwrap();
        assert_eq!(row.open_name(store.vault()).unwrap().unwrap(), "林秀英");
        for phone in ["13800000002", "13800000003"] {
            assert_eq!(world.sign_in(phone).await.employers.len(), 1, "{phone}");
        }
        let kitchen = world.sign_in("13800000002").await;
        let jobs = features::jobs::of_employer(store, &kitchen.actor, kitchen.employers[0], None, 100)
            .await
            .unwrap();
        let tonight = from_civil(2026, 3, 18, 14, 0).unwrap();
        let shift = jobs.items.iter().find(|own| own.job.starts_at == Some(tonight)).unwrap();
        assert_eq!((shift.job.pay_fen.0, shift.job.openings, shift.waiting.waiting), (20_000, 2, 5));
    })
    .await;
}

#[tokio::test]
async fn a_database_with_a_journal_of_its_own_is_refused() {
    each_engine(async |world| {
        world.token("13900000000").await;
        assert_eq!(demo::build(&world.store, options()).await.unwrap_err().code, "demo.not_empty");
        assert!(!demo::is_demo(&world.store).await.unwrap());
    })
    .await;
}
