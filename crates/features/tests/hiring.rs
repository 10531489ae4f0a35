//! What must hold of applications, on every engine: the main job, and everything that may go wrong in it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use common::{code, each_engine, minutes};
use features::{
    applications::{self, ApplicationState, Refusal},
    jobs::{self, JobState},
    notices,
};
use kernel::Micros;
use store::Reconciler as _;
use town::*;

#[tokio::test(flavor = "multi_thread")]
async fn from_posting_to_hired_and_everybody_is_told() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let me = worker(&w, "13800000001").await;
        let job = post(&w, &boss, shop, &input(shift(&w, 4, 8), 2)).await;
        assert_eq!((job.state, job.posted_at), (JobState::Open, Some(w.store.now())));

        let row = applications::apply(&w.store, &me.0.actor, me.1, job.id).await.unwrap();
        // A second click is the first one's application.
        assert_eq!(applications::apply(&w.store, &me.0.actor, me.1, job.id).await.unwrap(), row);
        applications::shortlist(&w.store, &boss.actor, row.id).await.unwrap();
        let offer = applications::offer(&w.store, &boss.actor, row.id).await.unwrap();
        assert_eq!(offer.offer_until, job.starts_at, "an offer stands until the work begins, at most a day");
        let hired = applications::accept(&w.store, &me.0.actor, row.id).await.unwrap();
        assert_eq!(hired.state, ApplicationState::Hired);
        assert_eq!(applications::accept(&w.store, &me.0.actor, row.id).await.unwrap(), hired);
        let after = jobs::own(&w.store, &boss.actor, job.id).await.unwrap();
        assert_eq!((after.filled, after.state), (1, JobState::Open));

        w.store.drain(&[std::sync::Arc::new(notices::Notices)]).await.unwrap();
        let told = |s: String| {
            let w = &w;
            async move {
                let rows: Vec<notices::NoticeRow> = w
                    .store
                    .all("select * from notice where subject = $1 order by position", store::args![s])
                    .await
                    .unwrap();
                rows.into_iter().map(|n| n.kind).collect::<Vec<_>>()
            }
        };
        assert_eq!(told(me.1.to_string()).await, ["application.shortlist", "application.offer"]);
        assert_eq!(
            told(shop.to_string()).await,
            ["employer.verify", "application.apply", "application.accept"]
        );
        assert_eq!(w.store.one::<i64>("select count(*) from outbox", vec![]).await.unwrap(), 1);
        assert_eq!(store::patrol(&w.store, features::CHECKS).await.unwrap(), vec![]);
    })
    .await;
}

/// Forty accept the last opening at the same moment: one is hired, thirty-nine are told plainly.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_last_opening_is_filled_once_however_many_click() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let job = post(&w, &boss, shop, &input(shift(&w, 4, 8), 1)).await;
        let mut ready = Vec::new();
        for n in 0..40 {
            let me = worker(&w, &format!("139{n:08}")).await;
            let offer = offered(&w, &me, &boss, job.id).await;
            ready.push((me.0, offer.id));
        }
        let clicks: Vec<_> = ready
            .into_iter()
            .map(|(me, application)| {
                let store = w.store.clone();
                tokio::spawn(async move { applications::accept(&store, &me.actor, application).await })
            })
            .collect();
        let (mut hired, mut told) = (0, 0);
        for click in clicks {
            match click.await.unwrap() {
                Ok(row) => {
                    assert_eq!(row.state, ApplicationState::Hired);
                    hired += 1;
                }
                Err(e) => {
                    assert_eq!(e.code, "application.job_full");
                    told += 1;
                }
            }
        }
        assert_eq!((hired, told), (1, 39));
        let after = jobs::own(&w.store, &boss.actor, job.id).await.unwrap();
        assert_eq!((after.filled, after.state), (1, JobState::Filled));
        // Those left over are told that the places are taken.
        while applications::Lapse.run(&w.store).await.unwrap() > 0 {}
        let left: i64 =
            w.store.one("select count(*) from application where reason = 'filled'", vec![]).await.unwrap();
        assert_eq!(left, 39);
        w.store.drain(&[std::sync::Arc::new(notices::Notices)]).await.unwrap();
        assert_eq!(store::patrol(&w.store, features::CHECKS).await.unwrap(), vec![]);
    })
    .await;
}

/// One worker accepts two jobs for the same hours at the same moment: one of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_is_hired_twice_for_the_same_hours() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let me = worker(&w, "13800000001").await;
        let mut offers = Vec::new();
        for start in [4, 5, 6, 7] {
            let job = post(&w, &boss, shop, &input(shift(&w, start, 8), 3)).await;
            offers.push(offered(&w, &me, &boss, job.id).await.id);
        }
        let apart = post(&w, &boss, shop, &input(shift(&w, 30, 8), 3)).await;
        let apart = offered(&w, &me, &boss, apart.id).await.id;
        let clicks: Vec<_> = offers
            .iter()
            .map(|&offer| {
                let (store, actor) = (w.store.clone(), me.0.actor.clone());
                tokio::spawn(async move { applications::accept(&store, &actor, offer).await })
            })
            .collect();
        let mut hired = 0;
        for click in clicks {
            match click.await.unwrap() {
                Ok(_) => hired += 1,
                Err(e) => {
                    assert!(["application.overlap", "application.state"].contains(&e.code), "{}", e.code)
                }
            }
        }
        assert_eq!(hired, 1);
        let states: Vec<String> = w
            .store
            .all("select state from application where state <> 'offered' order by state", vec![])
            .await
            .unwrap();
        assert_eq!(states, ["hired", "lapsed", "lapsed", "lapsed"]);
        // One entry lapsed three, and the employer hears of each.
        w.store.drain(&[std::sync::Arc::new(notices::Notices)]).await.unwrap();
        let page =
            notices::list(&w.store, &boss.actor, boss.account, &[shop.to_string()], None, 2).await.unwrap();
        let more = page.next.as_deref();
        let rest =
            notices::list(&w.store, &boss.actor, boss.account, &[shop.to_string()], more, 99).await.unwrap();
        let told = page.items.iter().chain(&rest.items).filter(|one| one.kind == "application.lapse");
        assert_eq!(told.count(), 3);
        // What does not overlap still stands.
        assert_eq!(
            applications::accept(&w.store, &me.0.actor, apart).await.unwrap().state,
            ApplicationState::Hired
        );
        assert_eq!(
            code(
                applications::apply(&w.store, &me.0.actor, me.1, {
                    post(&w, &boss, shop, &input(shift(&w, 31, 2), 1)).await.id
                })
                .await
            ),
            "application.overlap"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn time_ends_offers_and_jobs() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let (a, b) = (worker(&w, "13800000001").await, worker(&w, "13800000003").await);
        let soon = post(&w, &boss, shop, &input(shift(&w, 2, 4), 2)).await;
        let later = post(&w, &boss, shop, &input(shift(&w, 100, 4), 2)).await;
        let offer = offered(&w, &a, &boss, soon.id).await;
        let waiting = applications::apply(&w.store, &b.0.actor, b.1, soon.id).await.unwrap();
        let long = offered(&w, &a, &boss, later.id).await;
        w.clock.advance(minutes(121));
        assert_eq!(
            code(applications::accept(&w.store, &a.0.actor, offer.id).await),
            "application.offer_expired"
        );
        assert!(
            applications::apply(&w.store, &b.0.actor, b.1, soon.id).await.is_ok(),
            "a second click still finds the first"
        );
        assert_eq!(jobs::Expiry.run(&w.store).await.unwrap(), 1);
        assert_eq!(jobs::Expiry.run(&w.store).await.unwrap(), 0);
        assert_eq!(applications::Lapse.run(&w.store).await.unwrap(), 2);
        let state = async |id| applications::get(&w.store, &boss.actor, id).await.unwrap().0.state;
        assert_eq!(state(offer.id).await, ApplicationState::Lapsed);
        assert_eq!(state(waiting.id).await, ApplicationState::Lapsed);
        assert_eq!(state(long.id).await, ApplicationState::Offered);
        // The clock jumps back: what is over stays over.
        w.clock.advance(minutes(-600));
        assert_eq!(code(applications::accept(&w.store, &a.0.actor, offer.id).await), "application.state");
        w.clock.advance(minutes(600) + Micros::DAY);
        assert_eq!(applications::Lapse.run(&w.store).await.unwrap(), 1);
        assert_eq!(state(long.id).await, ApplicationState::Lapsed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_anothers_is_not_there() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let (rival, _) = employer(&w, "13800000004", false).await;
        let (a, b) = (worker(&w, "13800000001").await, worker(&w, "13800000003").await);
        let job = post(&w, &boss, shop, &input(None, 2)).await;
        let row = applications::apply(&w.store, &a.0.actor, a.1, job.id).await.unwrap();
        let s = &w.store;
        assert_eq!(code(applications::apply(s, &b.0.actor, a.1, job.id).await), "not_found");
        for wrong in [&rival.actor, &b.0.actor, &a.0.actor] {
            assert_eq!(code(applications::offer(s, wrong, row.id).await), "not_found");
            assert_eq!(code(applications::refuse(s, wrong, row.id, Refusal::Skill).await), "not_found");
            assert_eq!(code(jobs::close(s, wrong, job.id).await), "not_found");
            assert_eq!(code(jobs::edit(s, wrong, job.id, 1, &input(None, 5)).await), "not_found");
            assert_eq!(code(jobs::history(s, wrong, job.id).await), "not_found");
        }
        for wrong in [&rival.actor, &b.0.actor, &boss.actor] {
            assert_eq!(code(applications::withdraw(s, wrong, row.id).await), "not_found");
            assert_eq!(code(applications::accept(s, wrong, row.id).await), "not_found");
        }
        assert_eq!(code(applications::get(s, &rival.actor, row.id).await), "not_found");
        assert_eq!(code(applications::offer(s, &kernel::Actor::visitor(), row.id).await), "access.sign_in");
        // A job's form id cannot be used to reach somebody else's job.
        let there = jobs::post(s, &rival.actor, rival.employers[0], job.id, &input(None, 1), true).await;
        assert_eq!(code(there), "not_found");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reasons_are_typed_and_each_side_has_its_own() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let job = post(&w, &boss, shop, &input(None, 9)).await;
        let me = worker(&w, "13800000001").await;
        let s = &w.store;
        let offer = offered(&w, &me, &boss, job.id).await;
        assert_eq!(
            code(applications::decline(s, &me.0.actor, offer.id, Refusal::Skill).await),
            "application.reason"
        );
        assert_eq!(
            code(applications::refuse(s, &boss.actor, offer.id, Refusal::FoundOther).await),
            "application.reason"
        );
        let no = applications::decline(s, &me.0.actor, offer.id, Refusal::Distance).await.unwrap();
        assert_eq!((no.state, no.reason), (ApplicationState::Refused, Some(Refusal::Distance)));
        // And may ask again, and take it back.
        let again = applications::apply(s, &me.0.actor, me.1, job.id).await.unwrap();
        assert_ne!(again.id, no.id);
        let back = applications::withdraw(s, &me.0.actor, again.id).await.unwrap();
        assert_eq!(back.state, ApplicationState::Withdrawn);
        assert_eq!(code(applications::offer(s, &boss.actor, again.id).await), "application.state");
    })
    .await;
}
