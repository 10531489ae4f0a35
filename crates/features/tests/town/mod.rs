//! A small town to hire in: workers, employers, shifts, jobs.

#![allow(dead_code, missing_docs, clippy::unwrap_used, reason = "helpers of tests")]

use features::{
    accounts::SignedIn,
    applications::{self, ApplicationRow},
    employers::{self, EmployerKind, New, Verdict},
    jobs::{self, JobInput, JobKind, JobRow, Requirement},
    workers::{self, About, Registration, RegistrationKind},
};
use kernel::{
    Availability, CreditCode, EmployerId, Fen, JobId, Micros, Pay, PayUnit, Period, Point, Settlement,
    WorkerId,
};

use super::common::World;

pub const GULOU: &str = "350102000000";

pub fn here() -> Point {
    Point::new(119.3038, 26.0823).unwrap()
}

pub fn registration() -> Registration {
    Registration {
        name: "林秀英".parse().unwrap(),
        kind: RegistrationKind::Gig,
        id_number: None,
        region: GULOU.parse().unwrap(),
        home: Some(here()),
        occupations: vec!["4-10-01-01".into()],
        availability: Availability::ALL,
        reach_m: 3000,
        pay: Pay::new(PayUnit::Day, Fen(18_000)).unwrap(),
        findable: false,
        about: About::default(),
    }
}

pub async fn worker(w: &World, phone: &str) -> (SignedIn, WorkerId) {
    registered(w, phone, registration()).await
}

pub async fn registered(w: &World, phone: &str, input: Registration) -> (SignedIn, WorkerId) {
    let token = w.token(phone).await;
    let me = w.here(&token).await;
    let id = workers::register(&w.store, &me.actor, me.account, input).await.unwrap();
    (w.here(&token).await, id)
}

pub async fn employer(w: &World, phone: &str, verified: bool) -> (SignedIn, EmployerId) {
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
        employers::verify(&w.store, &official.actor, id, Verdict::Verified, "papers seen", None)
            .await
            .unwrap();
    }
    (w.here(&token).await, id)
}

pub fn shift(w: &World, from_hours: i64, hours: i64) -> Option<Period> {
    let start = w.store.now().0 + from_hours * Micros::HOUR;
    Some(Period::new(Micros(start), Micros(start + hours * Micros::HOUR)).unwrap())
}

pub fn input(period: Option<Period>, openings: i64) -> JobInput {
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

pub fn id(w: &World) -> JobId {
    JobId::from_uuid(w.store.scribe().uuid())
}

pub async fn post(w: &World, boss: &SignedIn, employer: EmployerId, input: &JobInput) -> JobRow {
    jobs::post(&w.store, &boss.actor, employer, id(w), input, true).await.unwrap()
}

pub async fn offered(w: &World, me: &(SignedIn, WorkerId), boss: &SignedIn, job: JobId) -> ApplicationRow {
    let row = applications::apply(&w.store, &me.0.actor, me.1, job).await.unwrap();
    applications::offer(&w.store, &boss.actor, row.id).await.unwrap()
}
