//! What was promised stands, and whoever may not hire does not: terms under an offer, a suspended employer, words an
//! official has not seen.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use common::{code, each_engine};
use features::{
    applications::{self, ApplicationState, Refusal},
    employers::{self, Verdict},
    index::LiveIndex,
    jobs::{self, JobInput, JobState},
};
use kernel::{Fen, Pay, PayUnit};
use town::{employer, here, input, offered, post, shift, worker};

fn cheaper(input: &JobInput) -> JobInput {
    JobInput { pay: Pay::new(PayUnit::Day, Fen(1_00)).unwrap(), ..input.clone() }
}

#[tokio::test]
async fn terms_stand_while_an_offer_is_out_and_after_a_hire() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let me = worker(&w, "13800000001").await;
        let said = input(shift(&w, 24, 8), 2);
        let job = post(&w, &boss, shop, &said).await;
        let asked = applications::apply(&w.store, &me.0.actor, me.1, job.id).await.unwrap();
        let edit = async |input: &JobInput| {
            let now = jobs::own(&w.store, &boss.actor, job.id).await.unwrap();
            jobs::edit(&w.store, &boss.actor, job.id, now.version, input).await
        };
        // Whoever only waits is told; what is offered then is the job as it stands.
        let later = JobInput { period: shift(&w, 48, 8), ..said.clone() };
        edit(&later).await.unwrap();
        let offer = applications::offer(&w.store, &boss.actor, asked.id).await.unwrap();
        assert_eq!(offer.starts_at, later.period.map(|period| period.start()));
        assert_eq!(code(edit(&cheaper(&later)).await), "job.promised");
        assert_eq!(code(edit(&said).await), "job.promised");
        let words = JobInput { description: "带上雨鞋".into(), openings: 3, ..later.clone() };
        edit(&words).await.unwrap();
        applications::accept(&w.store, &me.0.actor, asked.id).await.unwrap();
        assert_eq!(code(edit(&cheaper(&words)).await), "job.promised");
    })
    .await;
}

#[tokio::test]
async fn a_suspended_employer_hires_nobody_and_is_not_found() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let (me, other) = (worker(&w, "13800000001").await, worker(&w, "13800000003").await);
        let said = input(shift(&w, 24, 8), 2);
        let job = post(&w, &boss, shop, &said).await;
        let offer = offered(&w, &me, &boss, job.id).await;
        let waits = applications::apply(&w.store, &other.0.actor, other.1, job.id).await.unwrap();
        let index = LiveIndex::empty();
        index.rebuild(&w.store).await.unwrap();
        assert_eq!(index.jobs(), 1);
        let official = w.official("350000000000").await.actor;
        let said_of = async |verdict| {
            employers::verify(&w.store, &official, shop, verdict, "seen", None).await.unwrap();
            w.store.drain(&[]).await.unwrap();
            index.catch_up(&w.store).await.unwrap();
        };
        said_of(Verdict::Suspended).await;
        assert_eq!(index.jobs(), 0);
        let third = worker(&w, "13800000004").await;
        for refused in [
            applications::apply(&w.store, &third.0.actor, third.1, job.id).await,
            applications::offer(&w.store, &boss.actor, waits.id).await,
            applications::accept(&w.store, &me.0.actor, offer.id).await,
        ] {
            assert_eq!(code(refused), "application.employer_suspended");
        }
        assert_eq!(
            code(jobs::edit(&w.store, &boss.actor, job.id, job.version, &said).await),
            "employer.suspended"
        );
        said_of(Verdict::Verified).await;
        assert_eq!(index.jobs(), 1);
        applications::accept(&w.store, &me.0.actor, offer.id).await.unwrap();
        let _ = here();
    })
    .await;
}

#[tokio::test]
async fn an_official_lets_through_only_what_was_seen() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", false).await;
        let official = w.official("350000000000").await.actor;
        let said = input(shift(&w, 24, 8), 1);
        let job = post(&w, &boss, shop, &said).await;
        assert_eq!(job.state, JobState::Review);
        let other = JobInput { title: "另一个活".into(), ..said.clone() };
        let edited = jobs::edit(&w.store, &boss.actor, job.id, job.version, &other).await.unwrap();
        let review = async |note: Option<&str>, version| {
            jobs::review(&w.store, &official, job.id, note, Some(version)).await
        };
        assert_eq!(code(review(None, job.version).await), "conflict");
        let open = review(None, edited.version).await.unwrap();
        assert_eq!(open.state, JobState::Open);
        // An edit of an open job is looked at again, and nobody reads it before.
        let again = jobs::edit(&w.store, &boss.actor, job.id, open.version, &said).await.unwrap();
        assert_eq!(again.state, JobState::Review);
        let visitor = kernel::Actor::visitor();
        assert_eq!(code(jobs::public(&w.store, &visitor, job.id).await), "not_found");
        // What was sent back goes to an official again, even from an employer verified meanwhile.
        review(Some("写清楚"), again.version).await.unwrap();
        let row = employers::row(&w.store, shop).await.unwrap();
        let stale =
            employers::verify(&w.store, &official, shop, Verdict::Verified, "seen", Some(row.version + 1))
                .await;
        assert_eq!(code(stale), "conflict");
        employers::verify(&w.store, &official, shop, Verdict::Verified, "seen", Some(row.version))
            .await
            .unwrap();
        let handed_in = jobs::submit(&w.store, &boss.actor, job.id).await.unwrap();
        assert_eq!(handed_in.state, JobState::Review);
    })
    .await;
}

#[tokio::test]
async fn who_comes_too_late_is_told_that_the_places_are_taken() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let (me, late) = (worker(&w, "13800000001").await, worker(&w, "13800000003").await);
        let job = post(&w, &boss, shop, &input(shift(&w, 24, 8), 1)).await;
        let (mine, theirs) = (offered(&w, &me, &boss, job.id).await, offered(&w, &late, &boss, job.id).await);
        applications::accept(&w.store, &me.0.actor, mine.id).await.unwrap();
        let lapse: &dyn store::Reconciler = &applications::Lapse;
        lapse.run(&w.store).await.unwrap();
        let (row, _) = applications::for_worker(&w.store, &late.0.actor, theirs.id).await.unwrap();
        assert_eq!((row.state, row.reason), (ApplicationState::Refused, Some(Refusal::Filled)));
    })
    .await;
}
