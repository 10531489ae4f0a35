use std::collections::{BTreeMap, BTreeSet};

use kernel::{Micros, PayUnit, from_civil};

use super::plan::{Plan, What};

fn today() -> Micros {
    from_civil(2026, 3, 18, 9, 30).unwrap()
}

#[test]
fn the_same_seed_draws_the_same_plan_and_another_seed_another() {
    let words = |seed| {
        let plan = Plan::of(seed, today(), 100).unwrap();
        let jobs: Vec<_> = plan.jobs.iter().map(|job| job.input.clone()).collect();
        (plan.steps, jobs)
    };
    assert_eq!(words(7), words(7));
    assert_ne!(words(7), words(8));
}

#[test]
fn the_whole_province_is_as_promised() {
    let plan = Plan::of(1, today(), 1).unwrap();
    assert_eq!((plan.people.len(), plan.shops.len()), (50_000, 3_000));
    let sorted = plan.steps.is_sorted_by_key(|step| step.at);
    assert!(sorted && plan.steps.iter().all(|step| step.at < plan.today));

    let phones: BTreeSet<_> = (0..53_000).map(|n| plan.phone(n).as_str().to_owned()).collect();
    assert_eq!(phones.len(), 53_000);
    let codes: Vec<_> = plan.shops.iter().filter_map(|s| s.new.credit_code).collect();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());

    // What is posted by verified employers and has not begun by today is open; nobody fills the last place of it.
    let open: Vec<_> = plan
        .jobs
        .iter()
        .filter(|job| plan.shops[job.shop].verified)
        .filter(|job| {
            job.period().map_or(job.at > plan.today - 30 * Micros::DAY, |p| p.start() >= plan.today)
        })
        .collect();
    assert_eq!(open.len(), 22_600);
    let hour = |h: i64| plan.today + h * Micros::HOUR;
    let tonight =
        open.iter().filter(|job| job.period().is_some_and(|p| hour(8) <= p.start() && p.start() < hour(23)));
    assert!(tonight.count() >= 2_000);
    let left = open.iter().filter(|job| job.period().is_none_or(|p| hour(24) <= p.start())).count();
    assert!(left >= 20_000, "{left} at the end of the day");
    assert!(open.iter().all(|job| job.period().is_none_or(|p| p.start() >= hour(6))));

    let home = atlas::Atlas::load().place("350102000000".parse().unwrap()).unwrap();
    let near = open.iter().filter(|job| job.input.point.distance_m(&home) <= 1_000.0).count();
    assert!(near >= 20, "{near} jobs in the middle of the capital");

    let hires = plan.steps.iter().filter(|s| matches!(s.what, What::Accept(_))).count();
    assert!((9_000..12_500).contains(&hires), "{hires} hires");

    for job in &plan.jobs {
        let (yuan, flexible) = (job.input.pay.fen().0 / 100, job.input.kind == matching::JobKind::Flexible);
        let (low, high) = match job.input.pay.unit() {
            PayUnit::Hour => (15, 60),
            PayUnit::Day => (120, 400),
            PayUnit::Month => (2_800, 12_000),
        };
        assert!(yuan >= low && (flexible || yuan <= high), "{yuan} for {}", job.input.title);
    }
}

/// Nobody asks for two things that cannot both be done, so that no acceptance ends another application unseen.
#[test]
fn what_a_worker_asks_for_does_not_meet() {
    let plan = Plan::of(2, today(), 10).unwrap();
    let mut asked: BTreeMap<usize, Vec<(Micros, Micros)>> = BTreeMap::new();
    for one in &plan.asked {
        let job = &plan.jobs[one.job];
        let all = (Micros(i64::MIN), Micros(i64::MAX));
        let (start, end) = job.period().map_or(all, |p| (p.start(), p.end()));
        let others = asked.entry(one.worker).or_default();
        assert!(others.iter().all(|&(s, e)| end <= s || e <= start), "worker {}", one.worker);
        others.push((start, end));
    }
}
