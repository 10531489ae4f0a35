//! Workers for a job: only those who let themselves be found, nameless, invited once, and gone when they say so.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use std::sync::Arc;

use common::{World, code, each_engine};
use features::{
    accounts::SignedIn,
    applications,
    index::LiveIndex,
    invitations::{self, A_DAY, AT_MOST, Suited},
    notices::Notices,
    workers::{self, EraseReason, Registration},
};
use kernel::{Fen, JobId, Micros, WorkerId};
use matching::topk::Query;
use town::{employer, here, input, post, registered, shift};

async fn person(w: &World, phone: &str, findable: bool) -> (SignedIn, WorkerId) {
    registered(w, phone, asks(findable)).await
}

fn asks(findable: bool) -> Registration {
    let work = matching::Occupations::load().find("帮厨", 1)[0].code.to_owned();
    Registration { occupations: vec![work], reach_m: 5000, findable, ..town::registration() }
}

async fn suited(w: &World, index: &LiveIndex, boss: &SignedIn, job: JobId) -> Vec<Suited> {
    w.store.drain(&[]).await.unwrap();
    index.catch_up(&w.store).await.unwrap();
    invitations::suited(&w.store, index, &boss.actor, job, 20).await.unwrap().1
}

/// A node that starts now holds what one holds that followed; how many.
async fn agree(w: &World, index: &LiveIndex) -> usize {
    let fresh = LiveIndex::empty();
    fresh.rebuild(&w.store).await.unwrap();
    let all = Query { limit: 9, pay: Fen(10_000), ..Query::around(here(), 1e5, &[], w.store.now()) };
    assert_eq!(fresh.people(&all).unwrap(), index.people(&all).unwrap());
    index.people(&all).unwrap().len()
}

#[tokio::test]
async fn whoever_agrees_is_found_invited_once_and_gone_when_they_say_so() {
    each_engine(async |w| {
        let index = LiveIndex::empty();
        index.rebuild(&w.store).await.unwrap();
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let job = post(&w, &boss, shop, &input(shift(&w, 24, 5), 2)).await;
        let open = person(&w, "13800000101", true).await;
        let hidden = person(&w, "13800000102", false).await;
        let applied = person(&w, "13800000103", true).await;
        applications::apply(&w.store, &applied.0.actor, applied.1, job.id).await.unwrap();

        let found = suited(&w, &index, &boss, job.id).await;
        assert_eq!(found.iter().map(|one| (one.worker, one.invited)).collect::<Vec<_>>(), [(open.1, false)]);

        let send =
            async |who: &SignedIn, worker| invitations::invite(&w.store, &who.actor, job.id, worker).await;
        for _ in 0..2 {
            send(&boss, open.1).await.unwrap();
        }
        assert_eq!(code(send(&boss, hidden.1).await), "invitation.gone");
        assert_eq!(code(send(&boss, applied.1).await), "invitation.asked");
        let (rival, _) = employer(&w, "13800000009", true).await;
        assert_eq!(code(send(&rival, open.1).await), "not_found");
        let theirs = invitations::suited(&w.store, &index, &rival.actor, job.id, 20).await;
        assert_eq!(code(theirs.map(|_| ())), "not_found");

        w.store.drain(&[Arc::new(Notices)]).await.unwrap();
        let told = "select kind from notice where subject = $1";
        let kinds: Vec<String> = w.store.all(told, store::args![open.1]).await.unwrap();
        assert_eq!(kinds, ["job.invite"], "twice is once");
        assert!(suited(&w, &index, &boss, job.id).await[0].invited);

        // What somebody is hired for weighs on the board as it follows, too.
        let row = applications::apply(&w.store, &open.0.actor, open.1, job.id).await.unwrap();
        applications::offer(&w.store, &boss.actor, row.id).await.unwrap();
        applications::accept(&w.store, &open.0.actor, row.id).await.unwrap();
        let job = post(&w, &boss, shop, &input(shift(&w, 48, 5), 2)).await;
        assert_eq!(suited(&w, &index, &boss, job.id).await.len(), 2);
        agree(&w, &index).await;

        // Taking the leave back, and being erased, takes effect at once.
        workers::update(&w.store, &open.0.actor, open.1, asks(false)).await.unwrap();
        assert_eq!(suited(&w, &index, &boss, job.id).await.len(), 1);
        workers::update(&w.store, &open.0.actor, open.1, asks(true)).await.unwrap();
        assert_eq!(suited(&w, &index, &boss, job.id).await.len(), 2);
        workers::erase(&w.store, &open.0.actor, open.1, EraseReason::ALL[0]).await.unwrap();
        assert_eq!(suited(&w, &index, &boss, job.id).await.len(), 1);
        assert_eq!(agree(&w, &index).await, 1, "the erased one has left the board itself");
        assert_eq!(store::patrol(&w.store, features::CHECKS).await.unwrap(), vec![]);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_pestered() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let job = post(&w, &boss, shop, &input(shift(&w, 72, 5), 2)).await;
        let mut people = Vec::new();
        for n in 0..=A_DAY {
            people.push(person(&w, &format!("1380000{:04}", 1000 + n), true).await.1);
        }
        for worker in &people[..A_DAY as usize] {
            invitations::invite(&w.store, &boss.actor, job.id, *worker).await.unwrap();
        }
        let last = people[A_DAY as usize];
        let send = async || invitations::invite(&w.store, &boss.actor, job.id, last).await;
        assert_eq!(code(send().await), "invitation.too_many");
        w.clock.set(Micros(w.store.now().0 + Micros::DAY));
        send().await.unwrap();

        // Nor is one person sent more than a few a day, from however many employers.
        for n in 1..=AT_MOST {
            let (another, shop) = employer(&w, &format!("1380000200{n}"), true).await;
            let job = post(&w, &another, shop, &input(shift(&w, 72, 5), 1)).await;
            let sent = invitations::invite(&w.store, &another.actor, job.id, last).await;
            assert_eq!(sent.map_err(|e| e.code), if n < AT_MOST { Ok(()) } else { Err("invitation.enough") });
        }

        let (new, stall) = employer(&w, "13800000003", false).await;
        let theirs = post(&w, &new, stall, &input(shift(&w, 72, 5), 1)).await;
        let sent = invitations::invite(&w.store, &new.actor, theirs.id, last).await;
        assert_eq!(code(sent), "invitation.unverified");
    })
    .await;
}
