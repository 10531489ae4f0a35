//! What work asks for and what the law bars: papers and tools decide what fits, age decides only where a law says so.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod common;
mod town;

use std::collections::BTreeSet;

use common::{World, code, each_engine};
use features::{
    applications,
    index::{LiveIndex, has},
    jobs::{self, JobInput, Requirement},
    workers::{self, About, Belonging, Registration},
};
use kernel::IdNumber;
use matching::topk::Query;
use town::{employer, here, input, post, shift};

/// A registration of somebody so many years and one day old.
fn registration(w: &World, years: i32, has: Vec<Belonging>) -> Registration {
    let (year, month, day, ..) = kernel::civil(w.store.now());
    let born = format!("{}{:04}{month:02}{:02}", "350102", year - years, day.max(2) - 1);
    Registration {
        id_number: Some(IdNumber::with_check(&format!("{born}{:03}", 100 + years)).unwrap()),
        about: About { has, ..About::default() },
        ..town::registration()
    }
}

#[tokio::test]
async fn papers_decide_what_fits_and_age_only_where_the_law_says_so() {
    each_engine(async |w| {
        let (boss, shop) = employer(&w, "13800000002", true).await;
        let asks = |requirements: Vec<Requirement>| JobInput { requirements, ..input(shift(&w, 24, 5), 2) };
        let plain = post(&w, &boss, shop, &asks(vec![])).await;
        let heavy = post(&w, &boss, shop, &asks(vec![Requirement::HeavyLifting])).await;
        let paper = post(&w, &boss, shop, &asks(vec![Requirement::HealthCertificate])).await;
        let wires = post(&w, &boss, shop, &asks(vec![Requirement::ElectricianCertificate])).await;
        let night = post(&w, &boss, shop, &asks(vec![Requirement::Night])).await;

        let index = LiveIndex::empty();
        index.rebuild(&w.store).await.unwrap();
        let fits = |belongings: &[Belonging], minor| {
            let query = Query {
                has: has(belongings, minor),
                limit: 20,
                ..Query::around(here(), 1e4, &[], w.store.now())
            };
            index.best(&query).unwrap().into_iter().map(|hit| hit.id).collect::<BTreeSet<u128>>()
        };
        let keys = |jobs: &[&features::jobs::JobRow]| -> BTreeSet<u128> {
            jobs.iter().map(|job| job.id.uuid().as_u128()).collect()
        };
        let (health, electric) = (Belonging::HealthCertificate, Belonging::ElectricianCertificate);
        assert_eq!(fits(&[], false), keys(&[&plain, &heavy, &night]));
        assert_eq!(fits(&[health], false), keys(&[&plain, &heavy, &night, &paper]));
        assert_eq!(fits(&[health, electric], false), keys(&[&plain, &heavy, &night, &paper, &wires]));
        assert_eq!(fits(&[health, electric], true), keys(&[&plain, &night, &paper]));

        let token = w.token("13800000201").await;
        let me = w.here(&token).await;
        let put = async |input| workers::register(&w.store, &me.actor, me.account, input).await;
        assert_eq!(code(put(registration(&w, 15, vec![])).await), "worker.under_age");
        assert!(w.here(&token).await.worker.is_none(), "a refused registration leaves nothing");
        let id = put(registration(&w, 17, vec![health, health])).await.unwrap();
        let me = w.here(&token).await;
        let profile = workers::profile(&w.store, &me.actor, id).await.unwrap();
        assert_eq!((profile.about.has, profile.minor), (vec![health], true));
        for job in [&heavy, &wires] {
            assert_eq!(code(applications::apply(&w.store, &me.actor, id, job.id).await), "application.minor");
        }
        applications::apply(&w.store, &me.actor, id, night.id).await.unwrap();
        // Nor does asking for more afterwards get round it.
        let asked = applications::apply(&w.store, &me.actor, id, plain.id).await.unwrap();
        let heavier = JobInput { requirements: vec![Requirement::HeavyLifting], ..asks(vec![]) };
        jobs::edit(&w.store, &boss.actor, plain.id, plain.version, &heavier).await.unwrap();
        assert_eq!(code(applications::offer(&w.store, &boss.actor, asked.id).await), "application.minor");
        w.store.drain(&[]).await.unwrap();
        assert_eq!(store::patrol(&w.store, features::CHECKS).await.unwrap(), vec![]);
    })
    .await;
}
