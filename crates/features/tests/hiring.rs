//! What must hold of jobs and applications, on every engine: the main job, and everything that may go wrong in it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use common::{World, code, each_engine, minutes};
use features::{
    accounts::SignedIn,
    applications::{self, ApplicationRow, ApplicationState, Refusal},
    employers::{self, EmployerKind, New, Verdict},
    index::LiveIndex,
    jobs::{self, JobInput, JobKind, JobRow, JobState, Requirement},
    notices,
    workers::{self, About, Registration, RegistrationKind},
};
use kernel::{
    Availability, CreditCode, EmployerId, Fen, JobId, Micros, Pay, PayUnit, Period, Point, Settlement,
    WorkerId,
};
use store::{Follower as _, Reconciler as _};

const GULOU: &str = "350102000000";

fn here() -> Point {
    Point::new(119.3038, 26.0823).unwrap()
}

async fn worker(w: &World, phone: &str) -> (SignedIn, WorkerId) {
    let token = w.token(phone).await;
    let me = w.here(&token).await;
    let registration = Registration {
        name: "林秀英".parse().unwrap(),
        kind: RegistrationKind::Gig,
        id_number: None,
        region: GULOU.parse().unwrap(),
        home: Some(here()),
        occupations: vec!["4-10-01-01".into()],
        availability: Availability::ALL,
        reach_m: 3000,
        pay: Pay::new(PayUnit::Day, Fen(18_000)).unwrap(),
        about: About::default(),
    };
    let id = workers::register(&w.store, &me.actor, me.account, registration).await.unwrap();
    (w.here(&token).await, id)
}

async fn employer(w: &World, phone: &str, verified: bool) -> (SignedIn, EmployerId) {
    let token = w.token(phone).await;
    let me = w.here(&token).await;
    let code =
        CreditCode::with_check(&format!("91350100M{:08}", phone.parse::<u64>().unwrap() % 100_000_000))
            .unwrap();
    let new = New {
        kind: EmployerKind::Company,
        name: "阿兰海鲜排档".into(),
        credit_code: Some(code),
        region: GULOU.parse().unwrap(),
        address: Some("五四路 1 号".into()),
    };
    let id = employers::register(&w.store, &me.actor, me.account, new).await.unwrap();
    if verified {
        let official = w.official("350000000000").await;
        employers::verify(&w.store, &official.actor, id, Verdict::Verified, "papers seen").await.unwrap();
    }
    (w.here(&token).await, id)
}

fn shift(w: &World, from_hours: i64, hours: i64) -> Option<Period> {
    let start = w.store.now().0 + from_hours * Micros::HOUR;
    Some(Period::new(Micros(start), Micros(start + hours * Micros::HOUR)).unwrap())
}

fn input(period: Option<Period>, openings: i64) -> JobInput {
    JobInput {
        kind: JobKind::Gig,
        title: "排档帮厨".into(),
        occupation: matching::Occupations::load().find("帮厨", 1)[0].code.to_owned(),
        description: "洗菜、切配、收桌".into(),
        pay: Pay::new(PayUnit::Day, Fen(20_000)).unwrap(),
        settlement: Settlement::Daily,
        point: here(),
        address: "五四路 1 号".into(),
        openings,
        period,
        slots: Availability::ALL,
        requirements: vec![Requirement::NoExperience],
    }
}

fn id(w: &World) -> JobId {
    JobId::from_uuid(w.store.scribe().uuid())
}

async fn post(w: &World, boss: &SignedIn, employer: EmployerId, input: &JobInput) -> JobRow {
    jobs::post(&w.store, &boss.actor, employer, id(w), input, true).await.unwrap()
}

async fn offered(w: &World, me: &(SignedIn, WorkerId), boss: &SignedIn, job: JobId) -> ApplicationRow {
    let row = applications::apply(&w.store, &me.0.actor, me.1, job).await.unwrap();
    applications::offer(&w.store, &boss.actor, row.id).await.unwrap()
}

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
        // Those left over lapse, and are told.
        while applications::Lapse.run(&w.store).await.unwrap() > 0 {}
        let left: i64 =
            w.store.one("select count(*) from application where state = 'lapsed'", vec![]).await.unwrap();
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
async fn an_unverified_employers_job_waits_for_an_official() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", false).await;
        let me = worker(&w, "13800000001").await;
        let job = post(&w, &boss, shop, &input(None, 1)).await;
        assert_eq!(job.state, JobState::Review);
        assert_eq!(code(jobs::public(&w.store, &me.0.actor, job.id).await), "not_found");
        assert_eq!(code(applications::apply(&w.store, &me.0.actor, me.1, job.id).await), "not_found");
        assert_eq!(code(jobs::review(&w.store, &boss.actor, job.id, None).await), "not_found");
        let elsewhere = w.official("350200000000").await;
        assert_eq!(code(jobs::review(&w.store, &elsewhere.actor, job.id, None).await), "not_found");
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
