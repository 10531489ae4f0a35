//! The counter: nobody is acted for without their consent, numbers go to one each, and a deed is done once.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(missing_docs)]

mod common;
mod town;

use std::collections::BTreeSet;

use common::{World, code, each_engine, holds};
use features::{
    accounts::SignedIn,
    applications::{self, ApplicationState, Refusal},
    consents::{self, Act, ConsentId, Given, How},
    counter::{self, Answer, Deed, Item, Outcome, Purpose, Taking, TicketId, TicketState},
    offices, twins,
    workers::{self, EraseReason, Mark, Newcomer, Patch},
};
use kernel::{IdNumber, Micros, Operation, RegionCode, Role, WorkerId};
use town::{GULOU, registration};

fn gulou() -> RegionCode {
    GULOU.parse().unwrap()
}

fn key(w: &World) -> String {
    w.store.scribe().uuid().to_string()
}

fn item(w: &World, deed: Deed) -> Item {
    Item { key: key(w), entered_at: None, deed }
}

async fn act(w: &World, clerk: &SignedIn, deed: Deed) -> kernel::Result<Answer> {
    counter::carry_out(&w.store, &clerk.actor, gulou(), &item(w, deed)).await
}

fn newcomer(w: &World, phone: &str) -> Newcomer {
    let phone = (!phone.is_empty()).then(|| phone.parse().unwrap());
    Newcomer { id: WorkerId::from_uuid(w.store.scribe().uuid()), phone, input: registration() }
}

fn given(w: &World, worker: WorkerId, acts: &[Act]) -> Given {
    Given {
        id: ConsentId::from_uuid(w.store.scribe().uuid()),
        worker,
        acts: acts.iter().copied().collect(),
        how: How::Spoken,
        until: w.store.now() + Micros::DAY,
    }
}

async fn arrives(w: &World, clerk: &SignedIn, phone: &str) -> WorkerId {
    let newcomer = newcomer(w, phone);
    act(w, clerk, Deed::Register(Box::new(newcomer.clone()))).await.unwrap();
    newcomer.id
}

#[tokio::test]
async fn a_newcomer_is_registered_once_with_a_phone_or_without() {
    each_engine(async |w| {
        let clerk = w.appoint("clerk", Role::Staff, GULOU).await;
        let far = w.appoint("far", Role::Staff, "350111000000").await;
        let first = newcomer(&w, "13805910001");
        act(&w, &clerk, Deed::Register(Box::new(first.clone()))).await.unwrap();
        let again = Deed::Register(Box::new(newcomer(&w, "13805910001")));
        assert_eq!(code(act(&w, &clerk, again).await), "worker.phone_taken");
        let same = Deed::Register(Box::new(Newcomer { phone: None, ..first.clone() }));
        assert_eq!(code(act(&w, &clerk, same).await), "worker.registered");
        let number = IdNumber::with_check("35010219910317042").unwrap();
        let numbered = |mut one: Newcomer| {
            one.input.id_number = Some(number.clone());
            Deed::Register(Box::new(one))
        };
        act(&w, &clerk, numbered(newcomer(&w, ""))).await.unwrap();
        assert_eq!(code(act(&w, &clerk, numbered(newcomer(&w, ""))).await), "worker.id_number_taken");
        // A clerk registers those of their own region; a newcomer by themselves signs in with the phone that was said.
        let there = Deed::Register(Box::new(newcomer(&w, "13805910002")));
        let outside =
            counter::carry_out(&w.store, &far.actor, "350111000000".parse().unwrap(), &item(&w, there)).await;
        assert_eq!(code(outside), "counter.elsewhere");
        let me = w.sign_in("13805910001").await;
        assert_eq!(me.worker.unwrap().id, first.id);

        let found = async |mark: Mark| workers::find(&w.store, &clerk.actor, gulou(), &mark).await.unwrap();
        assert_eq!(found(Mark::Phone("13805910001".parse().unwrap())).await[0].id, first.id);
        assert_eq!(found(Mark::Number(number.clone())).await.len(), 1);
        let named = found(Mark::Name("林秀英".parse().unwrap())).await;
        assert_eq!(named.len(), 2);
        assert!(named.iter().all(|one| one.name_masked == "林*英"));
        assert!(found(Mark::Name("林秀".parse().unwrap())).await.is_empty(), "a name is a whole name");
        let elsewhere = workers::find(&w.store, &far.actor, gulou(), &Mark::Number(number.clone())).await;
        assert_eq!(code(elsewhere), "access.forbidden");
        let own =
            workers::find(&w.store, &far.actor, "350111000000".parse().unwrap(), &Mark::Number(number)).await;
        assert!(own.unwrap().is_empty(), "nobody of another region is found");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_acted_for_but_by_whom_and_for_what_and_as_long_as_they_consented() {
    each_engine(async |w| {
        let clerk = w.appoint("clerk", Role::Staff, GULOU).await;
        let other = w.appoint("other", Role::Staff, GULOU).await;
        let (boss, shop) = town::employer(&w, "13805910011", true).await;
        let job = town::post(&w, &boss, shop, &town::input(town::shift(&w, 48, 4), 2)).await;
        let second = town::post(&w, &boss, shop, &town::input(town::shift(&w, 72, 4), 2)).await;
        let worker = arrives(&w, &clerk, "13805910001").await;
        let apply = |id| Deed::Apply(worker, id);
        assert_eq!(code(act(&w, &clerk, apply(job.id)).await), "consent.none");
        assert_eq!(code(act(&w, &clerk, Deed::Details(worker, Box::default())).await), "consent.none");

        // For one act and no other, for one clerk and no other.
        act(&w, &clerk, Deed::Consent(given(&w, worker, &[Act::Apply]))).await.unwrap();
        let applied = act(&w, &clerk, apply(job.id)).await.unwrap();
        let application = applied.body["application"].as_str().unwrap().parse().unwrap();
        assert_eq!(code(act(&w, &clerk, Deed::Details(worker, Box::default())).await), "consent.none");
        assert_eq!(code(act(&w, &other, apply(job.id)).await), "consent.none");
        applications::offer(&w.store, &boss.actor, application).await.unwrap();
        assert_eq!(code(act(&w, &clerk, Deed::Accept(application)).await), "consent.none");
        let answers = given(&w, worker, &[Act::Answer, Act::Details]);
        act(&w, &clerk, Deed::Consent(answers.clone())).await.unwrap();
        let hired = act(&w, &clerk, Deed::Accept(application)).await.unwrap();
        assert_eq!(hired.body["state"], ApplicationState::Hired.as_str());
        let patch = Patch { reach_m: Some(9_000), ..Patch::default() };
        act(&w, &clerk, Deed::Details(worker, Box::new(patch))).await.unwrap();
        assert_eq!(workers::row(&w.store, worker).await.unwrap().reach_m, 9_000);

        // The person sees it and takes it back; the clerk takes back what is left.
        let me = w.sign_in("13805910001").await;
        let seen = consents::of_worker(&w.store, &me.actor, worker).await.unwrap();
        assert_eq!(seen.len(), 2);
        assert!(
            seen.iter().all(|one| one.holds && one.clerk == clerk.account && one.clerk_masked == "周*满")
        );
        consents::withdraw(&w.store, &me.actor, answers.id).await.unwrap();
        consents::withdraw(&w.store, &me.actor, answers.id).await.unwrap();
        assert_eq!(code(consents::withdraw(&w.store, &other.actor, answers.id).await), "not_found");
        let wish = Deed::Details(worker, Box::new(Patch { reach_m: Some(1_000), ..Patch::default() }));
        assert_eq!(code(act(&w, &clerk, wish.clone()).await), "consent.withdrawn");
        let later = act(&w, &clerk, apply(second.id)).await.unwrap();
        let later = later.body["application"].as_str().unwrap().parse().unwrap();
        act(&w, &clerk, Deed::Withdraw(later)).await.unwrap();

        // What is too long, over, or about nothing is no consent; by a code only with a code.
        let bad = |of: Given| act(&w, &clerk, Deed::Consent(of));
        let one = || given(&w, worker, &[Act::Apply]);
        assert_eq!(code(bad(Given { acts: BTreeSet::new(), ..one() }).await), "consent.acts");
        assert_eq!(code(bad(Given { until: w.store.now(), ..one() }).await), "consent.until");
        assert_eq!(
            code(bad(Given { until: w.store.now() + 91 * Micros::DAY, ..one() }).await),
            "consent.until"
        );
        assert_eq!(code(bad(Given { how: How::Code, ..one() }).await), "consent.no_code");

        w.clock.advance(2 * Micros::DAY);
        assert_eq!(code(act(&w, &clerk, apply(second.id)).await), "consent.expired");
        assert!(consents::of_worker(&w.store, &me.actor, worker).await.unwrap().iter().all(|one| !one.holds));
    })
    .await;
}

#[tokio::test]
async fn a_consent_ends_with_its_time_and_with_the_office() {
    each_engine(async |w| {
        let clerk = w.appoint("clerk", Role::Staff, GULOU).await;
        let (boss, shop) = town::employer(&w, "13805910011", true).await;
        let job = town::post(&w, &boss, shop, &town::input(town::shift(&w, 100, 4), 2)).await;
        let worker = arrives(&w, &clerk, "").await;
        act(&w, &clerk, Deed::Consent(given(&w, worker, &[Act::Apply]))).await.unwrap();
        // The office is taken between the permit and the deed: inside the transaction it is asked for again.
        let stale =
            consents::acting(&w.store, &clerk.actor, worker, Operation::ApplicationApply).await.unwrap();
        let official = w.official("350000000000").await;
        offices::revoke(&w.store, &official.actor, clerk.grants[0].id, "moved").await.unwrap();
        assert_eq!(code(applications::apply(&w.store, &stale, worker, job.id).await), "counter.office_ended");
        let again = w.appoint("clerk", Role::Staff, GULOU).await;
        w.clock.advance(25 * Micros::HOUR);
        assert_eq!(code(act(&w, &again, Deed::Apply(worker, job.id)).await), "consent.expired");
        assert_eq!(code(applications::apply(&w.store, &stale, worker, job.id).await), "consent.expired");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn clerks_who_call_at_once_get_a_number_each() {
    each_engine(async |w| {
        let clerks = [w.appoint("one", Role::Staff, GULOU).await, w.appoint("two", Role::Staff, GULOU).await];
        let take = |first: bool| {
            let id = TicketId::from_uuid(w.store.scribe().uuid());
            Deed::Take(Taking { id, given: None, purpose: Purpose::Work, first, worker: None })
        };
        assert_eq!(code(act(&w, &clerks[0], Deed::Call(None)).await), "ticket.nobody");
        let mut giving = tokio::task::JoinSet::new();
        for n in 0..12 {
            let (w, clerk, deed) = (w.clone(), clerks[n % 2].clone(), take(n == 11));
            giving
                .spawn(async move { act(&w, &clerk, deed).await.unwrap().body["number"].as_i64().unwrap() });
        }
        let numbers: BTreeSet<i64> = giving.join_all().await.into_iter().collect();
        assert_eq!(numbers, (1..=12).collect());
        let mut calling = tokio::task::JoinSet::new();
        for n in 0..12 {
            let (w, clerk) = (w.clone(), clerks[n % 2].clone());
            calling.spawn(async move {
                act(&w, &clerk, Deed::Call(None)).await.unwrap().body["ticket"].as_str().unwrap().to_owned()
            });
        }
        let called: BTreeSet<String> = calling.join_all().await.into_iter().collect();
        assert_eq!(called.len(), 12, "no number is called twice");
        let queue = counter::queue(&w.store, &clerks[0].actor, gulou()).await.unwrap();
        assert_eq!((queue.count, queue.done), (0, 10), "the two in hand are not done yet");

        // One's own number is done with, or nobody came; another's that is over stays so.
        let mine = queue.serving.unwrap();
        act(&w, &clerks[0], Deed::End(mine.id, TicketState::NoShow)).await.unwrap();
        assert_eq!(code(act(&w, &clerks[1], Deed::End(mine.id, TicketState::Done)).await), "ticket.ended");
        assert_eq!(code(act(&w, &clerks[1], Deed::Call(Some(mine.id))).await), "ticket.ended");
        // Whoever finds it hard to wait goes first; the next day begins with one.
        act(&w, &clerks[0], take(false)).await.unwrap();
        let hurried = act(&w, &clerks[0], take(true)).await.unwrap();
        let next = act(&w, &clerks[1], Deed::Call(None)).await.unwrap();
        assert_eq!(next.body["ticket"], hurried.body["ticket"]);
        w.clock.advance(Micros::DAY);
        assert_eq!(act(&w, &clerks[0], take(false)).await.unwrap().body["number"], 1);
        // A series of a counter's own is neither the node's nor anything else.
        let given = |series: &str, number: i64| {
            let id = TicketId::from_uuid(w.store.scribe().uuid());
            let given = Some((series.to_owned(), number));
            Deed::Take(Taking { id, given, purpose: Purpose::Work, first: false, worker: None })
        };
        assert_eq!(act(&w, &clerks[0], given("K7", 4)).await.unwrap().body["number"], 4);
        for (series, number) in [("A", 1), ("", 1), ("K77", 1), ("k7", 1), ("K7", 0), ("K7", 10_000)] {
            assert_eq!(code(act(&w, &clerks[0], given(series, number)).await), "ticket.number");
        }
        assert_eq!(code(act(&w, &clerks[1], given("K7", 4)).await), "conflict", "a number is given once");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_deed_is_done_once_however_often_and_by_how_many_it_comes() {
    each_engine(async |w| {
        let clerk = w.appoint("clerk", Role::Staff, GULOU).await;
        let other = w.appoint("other", Role::Staff, GULOU).await;
        let entries = async || w.store.one::<i64>("select count(*) from entry", vec![]).await.unwrap();
        let deed = item(&w, Deed::Register(Box::new(newcomer(&w, "13805910001"))));
        let taken = item(&w, Deed::Register(Box::new(newcomer(&w, "13805910001"))));
        let before = entries().await;
        let mut sending = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (w, clerk, deed) = (w.clone(), clerk.clone(), deed.clone());
            sending
                .spawn(async move { counter::answer(&w.store, &clerk.actor, gulou(), &deed).await.unwrap() });
        }
        let answers = sending.join_all().await;
        assert!(answers.iter().all(|one| *one == answers[0] && one.outcome == Outcome::Done));
        assert_eq!(entries().await, before + 1, "one entry");

        // A refusal is an answer, once; the reason of then stays the reason.
        let mut sending = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (w, clerk, deed) = (w.clone(), clerk.clone(), taken.clone());
            sending
                .spawn(async move { counter::answer(&w.store, &clerk.actor, gulou(), &deed).await.unwrap() });
        }
        let answers = sending.join_all().await;
        assert!(answers.iter().all(|one| *one == answers[0]));
        assert_eq!(
            (answers[0].outcome, answers[0].body["code"].as_str()),
            (Outcome::Refused, Some("worker.phone_taken"))
        );
        assert_eq!(entries().await, before + 2, "one entry more");
        let official = w.official("350000000000").await;
        let mark = Mark::Phone("13805910001".parse().unwrap());
        let first = workers::find(&w.store, &clerk.actor, gulou(), &mark).await.unwrap()[0].id;
        workers::erase(&w.store, &official.actor, first, EraseReason::Request).await.unwrap();
        let still = counter::answer(&w.store, &clerk.actor, gulou(), &taken).await.unwrap();
        assert_eq!(still.outcome, Outcome::Refused);
        // What was done is not done once more, though nobody can tell for whom it was.
        let after = entries().await;
        let done = counter::answer(&w.store, &clerk.actor, gulou(), &deed).await.unwrap();
        assert_eq!((done.outcome, done.body), (Outcome::Done, serde_json::json!({})));
        assert_eq!(entries().await, after);
        // The key is the clerk's own; a bad one is none.
        let mine = Item { key: deed.key.clone(), ..item(&w, Deed::Register(Box::new(newcomer(&w, "")))) };
        let theirs = counter::answer(&w.store, &other.actor, gulou(), &mine).await.unwrap();
        assert_eq!(theirs.outcome, Outcome::Done);
        for key in ["", "short", "with blank in it", &"x".repeat(65)] {
            let bad = Item { key: key.into(), ..deed.clone() };
            assert_eq!(code(counter::answer(&w.store, &clerk.actor, gulou(), &bad).await), "counter.key");
        }
        w.store.drain(&[]).await.unwrap();
        assert_eq!(store::patrol(&w.store, features::CHECKS).await.unwrap(), vec![]);
    })
    .await;
}

#[tokio::test]
async fn of_an_erased_person_nothing_stands_at_the_counter_under_any_record() {
    each_engine(async |w| {
        let clerk = w.appoint("clerk", Role::Staff, GULOU).await;
        let official = w.official("350000000000").await;
        let one = arrives(&w, &clerk, "13805910001").await;
        let two = arrives(&w, &clerk, "13805910002").await;
        for worker in [one, two] {
            act(&w, &clerk, Deed::Consent(given(&w, worker, &[Act::Apply]))).await.unwrap();
            let id = TicketId::from_uuid(w.store.scribe().uuid());
            let taking =
                Taking { id, given: None, purpose: Purpose::Work, first: false, worker: Some(worker) };
            act(&w, &clerk, Deed::Take(taking)).await.unwrap();
        }
        let kept = twins::merge(&w.store, &official.actor, one, two, "papers seen", false).await.unwrap();
        // A consent of either record is the person's.
        let (boss, shop) = town::employer(&w, "13805910011", true).await;
        let job = town::post(&w, &boss, shop, &town::input(town::shift(&w, 20, 4), 2)).await;
        let applied = act(&w, &clerk, Deed::Apply(two, job.id)).await.unwrap();
        assert_eq!(applied.body["worker"], kept.to_string());
        let application = applied.body["application"].as_str().unwrap().parse().unwrap();
        assert_eq!(code(act(&w, &clerk, Deed::Decline(application, Refusal::Time)).await), "consent.none");
        workers::erase(&w.store, &official.actor, kept, EraseReason::Request).await.unwrap();
        for id in [one, two] {
            let left: Vec<String> = w
                .dump()
                .await
                .into_iter()
                .filter(|line| holds(line, &id.to_string()))
                .filter(|line| {
                    ["consent", "ticket", "counter_answer", "part"]
                        .iter()
                        .any(|of| line.starts_with(&format!("{of}: ")))
                })
                .collect();
            assert!(left.is_empty(), "{left:#?}");
        }
    })
    .await;
}
