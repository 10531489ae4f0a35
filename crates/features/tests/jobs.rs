//! What must hold of jobs, on every engine: review, edits with their history, and the live index.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use common::{code, each_engine};
use features::{
    applications,
    employers::{self, EmployerKind},
    index::LiveIndex,
    jobs::{self, JobInput, JobState},
    notices,
};
use kernel::{Availability, Fen, Micros, Pay, PayUnit, Point};
use store::Follower as _;
use town::*;

#[tokio::test(flavor = "multi_thread")]
async fn an_unverified_employers_job_waits_for_an_official() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", false).await;
        let me = worker(&w, "13800000001").await;
        let job = post(&w, &boss, shop, &input(None, 1)).await;
        assert_eq!(job.state, JobState::Review);
        assert_eq!(code(jobs::public(&w.store, &me.0.actor, job.id).await), "not_found");
        assert_eq!(code(applications::apply(&w.store, &me.0.actor, me.1, job.id).await), "not_found");
        assert_eq!(code(jobs::review(&w.store, &boss.actor, job.id, None, None).await), "not_found");
        let elsewhere = w.official("350200000000").await;
        assert_eq!(code(jobs::review(&w.store, &elsewhere.actor, job.id, None, None).await), "not_found");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_keep_history_and_bad_input_changes_nothing() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let s = &w.store;
        let good = input(shift(&w, 4, 8), 2);
        let bad = [
            ("text.too_long", JobInput { title: "长".repeat(1_000_000), ..good.clone() }),
            ("text.control", JobInput { title: "排\0档".into(), ..good.clone() }),
            ("job.openings", JobInput { openings: 0, ..good.clone() }),
            ("job.openings", JobInput { openings: 1000, ..good.clone() }),
            ("job.place_outside", JobInput { point: Point::new(116.4, 39.9).unwrap(), ..good.clone() }),
            ("job.occupation_unknown", JobInput { occupation: "9-99-99-99".into(), ..good.clone() }),
            ("job.times", JobInput { period: shift(&w, -4, 2), ..good.clone() }),
            ("job.times", JobInput { period: None, slots: Availability::NONE, ..good.clone() }),
        ];
        let head: i64 = s.one("select count(*) from entry", vec![]).await.unwrap();
        for (expected, wrong) in &bad {
            assert_eq!(code(jobs::post(s, &boss.actor, shop, id(&w), wrong, true).await), *expected);
        }
        assert_eq!(s.one::<i64>("select count(*) from entry", vec![]).await.unwrap(), head);

        let form = id(&w);
        let job = jobs::post(s, &boss.actor, shop, form, &good, true).await.unwrap();
        let again = jobs::post(s, &boss.actor, shop, form, &good, true).await.unwrap();
        assert_eq!(job, again, "a form sent twice posts once");
        let more =
            JobInput { openings: 3, pay: Pay::new(PayUnit::Hour, Fen(30_00)).unwrap(), ..good.clone() };
        let edited = jobs::edit(s, &boss.actor, job.id, job.version, &more).await.unwrap();
        assert_eq!((edited.openings, edited.pay_unit, edited.version), (3, PayUnit::Hour, 2));
        assert_eq!(code(jobs::edit(s, &boss.actor, job.id, job.version, &good).await), "conflict");
        let (_, revisions) = jobs::history(s, &boss.actor, job.id).await.unwrap();
        assert_eq!(revisions.iter().map(|r| r.job_version).collect::<Vec<_>>(), [2, 1]);
        assert!(revisions[1].fields.contains("20000") && revisions[0].fields.contains("3000"));

        let me = worker(&w, "13800000001").await;
        let offer = offered(&w, &me, &boss, job.id).await;
        applications::accept(s, &me.0.actor, offer.id).await.unwrap();
        let fewer = JobInput { openings: 1, ..good };
        assert_eq!(code(jobs::edit(s, &boss.actor, job.id, 3, &fewer).await), "job.openings_below_filled");
        let closed = jobs::close(s, &boss.actor, job.id).await.unwrap();
        assert_eq!(closed.state, JobState::Closed);
        assert_eq!(code(jobs::edit(s, &boss.actor, job.id, closed.version, &more).await), "job.state");
    })
    .await;
}

/// The live index of a node that only watched agrees with one built afresh.
#[tokio::test(flavor = "multi_thread")]
async fn the_live_index_follows_the_journal() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let me = worker(&w, "13800000001").await;
        let index = LiveIndex::empty();
        index.rebuild(&w.store).await.unwrap();
        let mut changes = index.subscribe();
        let query = |now| matching::Query {
            center: here(),
            radius_m: 2000.0,
            occupations: vec![],
            flags: matching::Facts::NONE,
            least: Fen(0),
            most: None,
            slots: None,
            now,
            after: None,
            limit: 50,
        };
        let mut posted = Vec::new();
        for n in 0..6 {
            posted.push(post(&w, &boss, shop, &input(shift(&w, 4 + n * 10, 8), 1)).await);
        }
        w.store.drain(&[]).await.unwrap();
        index.catch_up(&w.store).await.unwrap();
        assert_eq!(index.nearby(&query(w.store.now())).total, 6);
        jobs::close(&w.store, &boss.actor, posted[5].id).await.unwrap();
        let offer = offered(&w, &me, &boss, posted[0].id).await;
        applications::accept(&w.store, &me.0.actor, offer.id).await.unwrap();
        w.store.drain(&[]).await.unwrap();
        assert!(index.lag() <= 0);
        index.catch_up(&w.store).await.unwrap();
        let fresh = LiveIndex::empty();
        fresh.rebuild(&w.store).await.unwrap();
        let (a, b) = (index.nearby(&query(w.store.now())), fresh.nearby(&query(w.store.now())));
        assert_eq!(a.items, b.items);
        let (all, now) = ([], w.store.now());
        let best = matching::topk::Query::around(here(), 2000.0, &all, now);
        let best = |index: &LiveIndex| index.best(&best).unwrap();
        assert_eq!(best(&index), best(&fresh));
        assert_eq!(best(&index).len(), 4);
        // A verdict weighs on every open job of the employer, though it names none of them.
        let sure = best(&index)[0].parts.trust;
        let official = w.official("350000000000").await.actor;
        employers::verify(&w.store, &official, shop, employers::Verdict::Unverified, "seen", None)
            .await
            .unwrap();
        w.store.drain(&[]).await.unwrap();
        index.catch_up(&w.store).await.unwrap();
        assert!(best(&index).iter().all(|hit| hit.parts.trust < sure));
        fresh.rebuild(&w.store).await.unwrap();
        assert_eq!(best(&index), best(&fresh));
        assert_eq!(a.total, 4);
        let heard = changes.try_recv().unwrap();
        assert!(heard.subjects.contains(&shop.to_string()) && heard.jobs.contains(&posted[0].id));
        // Time alone takes a job away, with no entry.
        w.clock.advance(15 * Micros::HOUR);
        assert_eq!(index.nearby(&query(w.store.now())).total, 3);
        let _ = notices::Notices.name();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_households_job_stands_in_the_middle_of_its_village_and_its_door_is_nowhere() {
    each_engine(async |w| {
        let s = &w.store;
        let boss = w.sign_in("13800000003").await;
        let home = employers::New {
            kind: EmployerKind::Household,
            name: "陈小明".into(),
            credit_code: None,
            region: GULOU.parse().unwrap(),
            address: None,
        };
        let household = employers::register(s, &boss.actor, boss.account, home).await.unwrap();
        let boss = w.here(&w.token_again("13800000003").await).await;
        let doors = [Point::new(119.301_234_5, 26.087_123_4), Point::new(119.311_234_5, 26.091_123_4)];
        let at = |door: Point| JobInput { point: door, ..input(None, 1) };
        let [first, second] = doors.map(|door| at(door.unwrap()));
        let middle = |row: &jobs::JobRow| {
            let place = atlas::Atlas::load().place(row.region).unwrap();
            assert_eq!((row.lon, row.lat), (place.lon(), place.lat()));
            assert_eq!(row.region, jobs::region_of(place).unwrap(), "the middle lies in the village");
        };
        let job = jobs::post(s, &boss.actor, household, id(&w), &first, true).await.unwrap();
        middle(&job);
        let moved = jobs::edit(s, &boss.actor, job.id, 1, &second).await.unwrap();
        middle(&moved);
        // What the form was filled with comes back from it: the village stays the same.
        let same = JobInput { openings: 2, ..at(moved.point().unwrap()) };
        let same = jobs::edit(s, &boss.actor, job.id, 2, &same).await.unwrap();
        assert_eq!((same.region, same.lon, same.lat), (moved.region, moved.lon, moved.lat));
        for line in w.dump().await {
            assert!(
                !["119.30123", "119.31123", "26.08712", "26.09112"].iter().any(|part| line.contains(part)),
                "{line}"
            );
        }
        // A shop's door is meant to be found.
        let (owner, shop) = employer(&w, "13800000002", true).await;
        let open = post(&w, &owner, shop, &first).await;
        assert_eq!((open.lon, open.lat), (119.301_234_5, 26.087_123_4));
    })
    .await;
}
