//! What must hold of workers and employers, on every engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::BTreeSet;

use common::{World, code, each_engine, holds, minutes};
use features::{
    accounts::{self, InboxSender, SignedIn},
    applications::{self, ApplicationState},
    employers::{self, EmployerKind, EmployerState, New, Verdict},
    jobs::{self, JobInput, JobKind},
    notices, resumes,
    workers::{self, About, EraseReason, Registration, RegistrationKind},
};
use kernel::{
    Actor, Availability, CreditCode, Fen, IdNumber, JobId, Micros, Pay, PayUnit, Period, Phone, Point,
    Settlement, WorkerId,
};

const NAME: &str = "林秀英";
const PHONE: &str = "13805910021";
const GULOU: &str = "350102000000";

fn phone(text: &str) -> Phone {
    text.parse().unwrap()
}

fn id_number() -> IdNumber {
    IdNumber::with_check("35010219880214352").unwrap()
}

fn registration() -> Registration {
    Registration {
        name: NAME.parse().unwrap(),
        kind: RegistrationKind::Gig,
        id_number: Some(id_number()),
        region: GULOU.parse().unwrap(),
        home: Some(Point::new(119.30377, 26.08226).unwrap()),
        occupations: vec!["4-10-01-01".into()],
        availability: Availability::ALL,
        reach_m: 3000,
        pay: Pay::new(PayUnit::Hour, Fen(3000)).unwrap(),
        findable: false,
        about: About { skills: vec!["煮闽菜".into()], has: vec![], text: "住在三坊七巷".into() },
    }
}

async fn worker(world: &World, phone: &str, input: Registration) -> (SignedIn, WorkerId) {
    let token = world.token(phone).await;
    let here = world.here(&token).await;
    let id = workers::register(&world.store, &here.actor, here.account, input).await.unwrap();
    (world.here(&token).await, id)
}

fn company(code: &str) -> New {
    New {
        kind: EmployerKind::Company,
        name: "福州榕树餐饮有限公司".into(),
        credit_code: Some(CreditCode::with_check(code).unwrap()),
        region: GULOU.parse().unwrap(),
        address: Some("八一七北路1号".into()),
    }
}

#[tokio::test]
async fn a_worker_registers_once_and_adds_the_other_kind() {
    each_engine(async |w: World| {
        let (here, id) = worker(&w, PHONE, registration()).await;
        assert_eq!(here.worker.map(|worker| worker.id), Some(id));
        w.clock.advance(minutes(1));
        let other = Registration {
            kind: RegistrationKind::FullTime,
            id_number: None,
            reach_m: 5000,
            home: None,
            ..registration()
        };
        assert_eq!(workers::register(&w.store, &here.actor, here.account, other).await.unwrap(), id);
        let profile = workers::profile(&w.store, &here.actor, id).await.unwrap();
        assert!(profile.gig_since < profile.full_time_since && profile.gig_since.is_some());
        assert_eq!((profile.name.as_deref(), profile.name_masked.as_str()), (Some(NAME), "林*英"));
        assert_eq!(profile.phone_masked, phone(PHONE).masked());
        assert_eq!((profile.reach_m, profile.home), (5000, None));
        assert_eq!(profile.id_number_masked, Some(id_number().masked()));
        assert_eq!(profile.about, registration().about);

        let moved = Registration { region: "350103000000".parse().unwrap(), ..registration() };
        workers::update(&w.store, &here.actor, id, moved).await.unwrap();
        let resume = resumes::own(&w.store, &here.actor, id).await.unwrap().full;
        assert_eq!(resume.region.as_str(), "350103000000");
        assert_eq!(resume.hires, []);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    each_engine(async |w: World| {
        let here = w.sign_in(PHONE).await;
        let cases = [
            (Registration { region: "350199000000".parse().unwrap(), ..registration() }, "region.unknown"),
            (Registration { occupations: vec![], ..registration() }, "worker.occupations_count"),
            (
                Registration { occupations: vec!["4-10-01-01".into(); 2], ..registration() },
                "worker.occupations_count",
            ),
            (Registration { occupations: vec!["9-99-99-99".into()], ..registration() }, "occupation.unknown"),
            (Registration { reach_m: 499, ..registration() }, "worker.reach"),
            (Registration { reach_m: 100_001, ..registration() }, "worker.reach"),
        ];
        for (input, expected) in cases {
            assert_eq!(code(workers::register(&w.store, &here.actor, here.account, input).await), expected);
        }
        let visitor = workers::register(&w.store, &Actor::visitor(), here.account, registration()).await;
        assert_eq!(code(visitor), "access.sign_in");
        let (_, _) = worker(&w, "13805910022", registration()).await;
        let same_number = workers::register(&w.store, &here.actor, here.account, registration()).await;
        assert_eq!(code(same_number), "worker.id_number_taken");
    })
    .await;
}

#[tokio::test]
async fn what_belongs_to_another_is_not_found() {
    each_engine(async |w: World| {
        let (mine, worker_id) = worker(&w, PHONE, registration()).await;
        let other = w.sign_in("13805910022").await;
        let (s, a) = (&w.store, &other.actor);
        let absent = WorkerId::from_uuid(other.account.uuid());
        for id in [worker_id, absent] {
            assert_eq!(code(workers::profile(s, a, id).await), "not_found");
            assert_eq!(code(resumes::own(s, a, id).await), "not_found");
            assert_eq!(code(workers::update(s, a, id, registration()).await), "not_found");
            assert_eq!(code(workers::get_masked(s, a, id).await), "not_found");
            assert_eq!(code(workers::erase(s, a, id, EraseReason::Request).await), "not_found");
        }
        assert_eq!(code(workers::register(s, a, mine.account, registration()).await), "not_found");
        assert_eq!(
            code(employers::register(s, a, mine.account, company("91350102MA2XYABC1")).await),
            "not_found"
        );
        let employer =
            employers::register(s, &mine.actor, mine.account, company("91350102MA2XYABC1")).await.unwrap();
        assert_eq!(
            code(employers::verify(s, a, employer, Verdict::Verified, "seen", None).await),
            "not_found"
        );

        let xiamen = w.official("350200000000").await.actor;
        assert_eq!(code(workers::get_masked(s, &xiamen, worker_id).await), "not_found");
        assert_eq!(code(workers::erase(s, &xiamen, worker_id, EraseReason::Death).await), "not_found");
        assert_eq!(
            code(employers::verify(s, &xiamen, employer, Verdict::Verified, "seen", None).await),
            "not_found"
        );
        let fuzhou = workers::list(s, &xiamen, GULOU.parse().unwrap(), None, 10).await;
        assert_eq!(code(fuzhou), "access.forbidden");
    })
    .await;
}

#[tokio::test]
async fn officials_page_through_masked_people() {
    each_engine(async |w: World| {
        let mut ids = BTreeSet::new();
        for n in 0..5 {
            let region = if n % 2 == 0 { GULOU } else { "350103000000" };
            let input = Registration { id_number: None, region: region.parse().unwrap(), ..registration() };
            ids.insert(worker(&w, &format!("1380591003{n}"), input).await.1);
        }
        let official = w.official("350100000000").await.actor;
        let city = "350100000000".parse().unwrap();
        let (mut seen, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let page = workers::list(&w.store, &official, city, cursor.as_deref(), 2).await.unwrap();
            assert!(
                page.items
                    .iter()
                    .all(|line| line.name_masked == "林*英" && !line.phone_masked.contains("0591"))
            );
            seen.extend(page.items.iter().map(|line| line.id));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 5);
        assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), ids);
        let district = workers::list(&w.store, &official, GULOU.parse().unwrap(), None, 10).await.unwrap();
        assert_eq!((district.items.len(), district.next), (3, None));
    })
    .await;
}

#[tokio::test]
async fn one_credit_code_makes_one_employer() {
    each_engine(async |w: World| {
        let (a, b) = (w.sign_in(PHONE).await, w.sign_in("13805910022").await);
        let input = || company("91350102MA2XYABC1");
        let (one, two) = tokio::join!(
            employers::register(&w.store, &a.actor, a.account, input()),
            employers::register(&w.store, &b.actor, b.account, input()),
        );
        let (won, lost, winner) = if one.is_ok() { (one, two, &a) } else { (two, one, &b) };
        assert_eq!(code(lost), "employer.credit_code_taken");
        let id = won.unwrap();
        let rows = employers::for_account(&w.store, winner.account).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
        let second =
            employers::register(&w.store, &winner.actor, winner.account, company("91350102MA2XYABD1")).await;
        assert_eq!(code(second), "employer.already");
        let none = New { credit_code: None, kind: EmployerKind::Agency, ..input() };
        let none = employers::register(&w.store, &a.actor, a.account, none).await;
        assert_eq!(code(none), "employer.credit_code_needed");
    })
    .await;
}

#[tokio::test]
async fn employers_are_verified_and_households_have_no_public_name() {
    each_engine(async |w: World| {
        let token = w.token(PHONE).await;
        let here = w.here(&token).await;
        let home = New {
            kind: EmployerKind::Household,
            name: NAME.into(),
            address: Some("安泰街道朱紫坊12号".into()),
            ..company("91350102MA2XYABC1")
        };
        let id = employers::register(&w.store, &here.actor, here.account, home).await.unwrap();
        assert_eq!(w.here(&token).await.employers, [id]);
        let public = employers::get(&w.store, id).await.unwrap();
        assert_eq!((public.name, public.state, public.jobs_posted), (None, EmployerState::Unverified, 0));
        for line in w.dump().await {
            assert!(!holds(&line, NAME) && !holds(&line, "朱紫坊"), "{line}");
        }
        let row = employers::row(&w.store, id).await.unwrap();
        assert_eq!(row.open_name(w.store.vault()).unwrap(), NAME);

        let official = w.official(GULOU).await.actor;
        let head = w.store.digest().await.unwrap();
        for (verdict, state) in [
            (Verdict::Verified, EmployerState::Verified),
            (Verdict::Suspended, EmployerState::Suspended),
            (Verdict::Unverified, EmployerState::Unverified),
        ] {
            for _ in 0..2 {
                employers::verify(&w.store, &official, id, verdict, "seen", None).await.unwrap();
            }
            assert_eq!(employers::get(&w.store, id).await.unwrap().state, state);
            let region = GULOU.parse().unwrap();
            let listed = employers::list(&w.store, &official, region, Some(state), None, 10).await.unwrap();
            assert_eq!(listed.items.iter().map(|e| e.id).collect::<Vec<_>>(), [id]);
        }
        w.store.drain(&[]).await.unwrap();
        assert!(w.store.digest().await.unwrap().0 >= head.0 + 3);
        let none = employers::list(
            &w.store,
            &official,
            GULOU.parse().unwrap(),
            Some(EmployerState::Verified),
            None,
            10,
        );
        assert_eq!(none.await.unwrap().items, []);
    })
    .await;
}

fn dinner(now: Micros) -> JobInput {
    JobInput {
        kind: JobKind::Gig,
        title: "晚市传菜".into(),
        occupation: "4-10-01-01".into(),
        description: String::new(),
        pay: Pay::new(PayUnit::Hour, Fen(2600)).unwrap(),
        settlement: Settlement::Daily,
        point: Point::new(119.3, 26.08).unwrap(),
        address: "八一七北路1号".into(),
        openings: 1,
        period: Some(Period::new(now + 8 * Micros::HOUR, now + 12 * Micros::HOUR).unwrap()),
        slots: Availability::NONE,
        requirements: vec![],
    }
}

#[tokio::test]
async fn erasure_withdraws_what_was_asked_for() {
    each_engine(async |w: World| {
        let official = w.official(GULOU).await.actor;
        let token = w.token("13805910022").await;
        let boss = w.here(&token).await;
        let id = employers::register(&w.store, &boss.actor, boss.account, company("91350102MA2XYABC1"))
            .await
            .unwrap();
        employers::verify(&w.store, &official, id, Verdict::Verified, "seen", None).await.unwrap();
        let boss = w.here(&token).await.actor;
        let (job, input) = (JobId::from_uuid(w.store.scribe().uuid()), dinner(w.store.now()));
        jobs::post(&w.store, &boss, id, job, &input, true).await.unwrap();
        let (here, worker) = worker(&w, PHONE, registration()).await;
        let asked = applications::apply(&w.store, &here.actor, worker, job).await.unwrap();

        workers::erase(&w.store, &here.actor, worker, EraseReason::Request).await.unwrap();
        let (after, _) = applications::get(&w.store, &boss, asked.id).await.unwrap();
        assert_eq!(after.state, ApplicationState::Withdrawn);
        assert_eq!(after.version, asked.version + 1);
        w.store.drain(&[std::sync::Arc::new(notices::Notices)]).await.unwrap();
        let account = w.here(&token).await.account;
        let told = notices::list(&w.store, &boss, account, &[id.to_string()], None, 9).await.unwrap();
        assert_eq!(told.items[0].kind, "application.withdraw");
    })
    .await;
}

#[tokio::test]
async fn erasure_leaves_the_journal_and_nothing_of_the_person() {
    each_engine(async |w: World| {
        let texts = InboxSender::new(w.store.clone());
        accounts::request_code(&w.store, &texts, &phone(PHONE), "a").await.unwrap();
        w.clock.advance(minutes(2));
        let (here, id) = worker(&w, PHONE, registration()).await;
        let (kept, other) =
            worker(&w, "13805910022", Registration { id_number: None, ..registration() }).await;
        let household =
            New { kind: EmployerKind::Household, name: NAME.into(), ..company("91350102MA2XYABC1") };
        let home = employers::register(&w.store, &here.actor, here.account, household).await.unwrap();
        let official = w.official(GULOU).await.actor;
        employers::verify(&w.store, &official, home, Verdict::Verified, "seen", None).await.unwrap();
        w.clock.advance(minutes(2));
        let here = w.sign_in(PHONE).await;
        let input =
            JobInput {
                title: "照看林家阿婆".into(), address: "三坊七巷9号".into(), ..dinner(w.store.now())
            };
        let care = JobId::from_uuid(w.store.scribe().uuid());
        jobs::post(&w.store, &here.actor, home, care, &input, true).await.unwrap();
        w.store.drain(&[]).await.unwrap();
        let (before, digest) = w.store.digest().await.unwrap();
        let told = async |subject: &str| {
            w.dump().await.iter().filter(|l| l.starts_with("part: ") && l.contains(subject)).count()
        };
        assert!(told(&id.to_string()).await > 0 && told(&here.account.to_string()).await > 0);

        workers::erase(&w.store, &official, id, EraseReason::Request).await.unwrap();
        w.store.drain(&[]).await.unwrap();

        assert_eq!(w.store.digest_to(before).await.unwrap(), (before, digest));
        let head = w.store.head().await.unwrap();
        assert_eq!(w.store.entries_after(0, 1000).await.unwrap().len() as i64, head);
        assert_eq!(store::patrol(&w.store, &[]).await.unwrap(), []);
        assert_eq!(told(&id.to_string()).await, 0);
        assert_eq!(told(&here.account.to_string()).await, 0);
        assert!(told(&other.to_string()).await > 0);
        let index = w.store.vault().blind("phone", PHONE);
        let number = w.store.vault().blind("id_number", id_number().as_str());
        for line in w.dump().await {
            for trace in
                [NAME, PHONE, id_number().as_str(), "三坊七巷", "林家阿婆", "119.30377", &index, &number]
            {
                assert!(!holds(&line, trace), "{trace} in {line}");
            }
            let table = line.split(':').next().unwrap();
            let kept = ["account", "worker", "role_grant"].contains(&table);
            assert!(kept || !holds(&line, &here.account.to_string()), "{line}");
        }

        assert_eq!(code(workers::profile(&w.store, &here.actor, id).await), "not_found");
        assert_eq!(code(workers::erase(&w.store, &official, id, EraseReason::Request).await), "not_found");
        let home = employers::row(&w.store, home).await.unwrap();
        assert_eq!(home.open_name(w.store.vault()).unwrap(), "");
        assert_eq!(
            (home.open_address(w.store.vault()).unwrap(), home.state),
            (None, EmployerState::Suspended)
        );
        let profile = workers::profile(&w.store, &kept.actor, other).await.unwrap();
        assert_eq!(profile.name.as_deref(), Some(NAME));

        // The phone is free: whoever holds it now begins anew.
        w.clock.advance(Micros::DAY);
        assert_ne!(w.sign_in(PHONE).await.account, here.account);
    })
    .await;
}
