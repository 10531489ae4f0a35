//! How long questions and changes take at a province's scale: `cargo bench -p matching --bench topk`.
//!
//! Before criterion's own figures it prints, for each number of occupations, limit, profile and side, the median and the
//! 99th percentile over 1,000 queries. Each query is asked once in each of five rounds through all queries, so that
//! none finds its data in the cache, and its best time counts: other work on the machine does not show.
//! `TOPK_JOBS` and `TOPK_WORKERS` set other numbers than 1,000,000 and 5,000,000; nought leaves a side out.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "it prints figures")]

use std::time::{Duration, Instant};

use criterion::Criterion;
use kernel::{Availability, Fen, Micros, Point};
use matching::topk::{Builder, Index, Item, PLAIN, PRODUCT, Profile, Query, Share, Side, Wanted};

#[allow(dead_code, reason = "files have columns that are not needed here")]
mod province;

use province::{Job, Province};

const NOW: Micros = Micros(1_790_000_000_000_000);

struct Question {
    point: Point,
    wanted: Vec<Wanted>,
    pay: Fen,
    slots: Availability,
    radius_m: f64,
}

impl Question {
    fn query(&self, limit: usize) -> Query<'_> {
        let query = Query::around(self.point, self.radius_m, &self.wanted, NOW);
        Query { pay: self.pay, slots: self.slots, limit, ..query }
    }
}

fn item(job: &Job, province: &mut Province) -> Item {
    let point = Point::new(job.lon, job.lat).unwrap();
    let hours = match job.unit {
        "day" => 8,
        "month" => 174,
        _ => 1,
    };
    let slots = Availability::new(job.slots).unwrap();
    let posted = NOW - i64::from(job.hours_ago) * Micros::HOUR;
    Item {
        trust: Share::of(0.5 + province.share() / 2.0),
        chance: Share::of(province.share()),
        newcomer: Share::of(if province.share() < 0.1 { 1.0 } else { 0.0 }),
        ..Item::open(job.id.into(), point, Fen(job.fen / hours), slots, posted)
    }
}

/// Jobs have one occupation; a worker has one or two here, and goes 5 to 25 kilometres.
fn build(side: Side, items: u64, codes: usize) -> (Index, Vec<Question>) {
    let mut province = Province::new(1, codes);
    let mut builder = Builder::new(side);
    let mut filing = Duration::ZERO;
    for id in 1..=items {
        let job = province.job(id);
        let mut item = item(&job, &mut province);
        let mut occupations = vec![job.occupation];
        if side == Side::Workers {
            item.reach_m = 5_000 + (province.share() * 20_000.0) as u32;
            if province.share() < 0.5 {
                occupations.push(province.job(id).occupation);
            }
        }
        let started = Instant::now();
        builder.add(&item, &occupations).unwrap();
        filing += started.elapsed();
    }
    let started = Instant::now();
    let index = builder.build();
    let build_s = (filing + started.elapsed()).as_secs_f64();
    println!("side={side:?} items={items} codes={codes} build_s={build_s:.2}");
    let questions = (1..=1_000)
        .map(|id| {
            let ask = province.ask(id);
            // A job asks for workers of its one occupation and offers more than most want.
            let take = if side == Side::Jobs { 5 } else { 1 };
            Question {
                point: Point::new(ask.lon, ask.lat).unwrap(),
                wanted: ask.occupations.into_iter().take(take).map(Wanted::exact).collect(),
                pay: Fen(if side == Side::Jobs { ask.min_fen } else { 2 * ask.min_fen }),
                slots: Availability::new(ask.slots).unwrap(),
                radius_m: f64::from(ask.radius_m),
            }
        })
        .collect();
    (index, questions)
}

fn rounds(name: &str, index: &Index, questions: &[Question], profile: &Profile, limit: usize) {
    let mut best = vec![Duration::MAX; questions.len()];
    let mut hits = 0;
    for _ in 0..5 {
        hits = 0;
        for (question, best) in questions.iter().zip(&mut best) {
            let query = question.query(limit);
            let started = Instant::now();
            let found = index.top(profile, &query).unwrap();
            *best = started.elapsed().min(*best);
            hits += found.len();
        }
    }
    best.sort_unstable();
    let us = |at: usize| best[at].as_secs_f64() * 1e6;
    let (p50, p99, most) = (us(499), us(989), us(999));
    println!("{name} limit={limit} p50_us={p50:.1} p99_us={p99:.1} max_us={most:.1} hits={hits}");
}

/// Posts a job and closes another, over and over. `held`: each time a reader holds a snapshot from just before, the
/// worst case; otherwise nobody does, as within a batch of changes. Now and then it asks for what was posted.
fn changes(index: &Index, codes: usize, held: bool) {
    let mut live = index.clone();
    let mut province = Province::new(2, codes);
    let (mut posts, mut closings, mut clones) = (Vec::new(), Vec::new(), Vec::new());
    let mut snapshot = Index::new(Side::Jobs);
    for n in 0..20_000u64 {
        let job = province.job(2_000_000 + n);
        let item = item(&job, &mut province);
        let wanted = [Wanted::exact(&*job.occupation)];
        let occupations = [job.occupation];
        if held {
            let started = Instant::now();
            snapshot = live.clone();
            clones.push(started.elapsed());
        }
        let started = Instant::now();
        live.put(&item, &occupations).unwrap();
        posts.push(started.elapsed());
        if n % 100 == 0 && !item.slots.is_empty() {
            let query =
                Query { slots: item.slots, limit: 1_000, ..Query::around(item.point, 0.0, &wanted, NOW) };
            assert!(live.top(&PLAIN, &query).unwrap().iter().any(|hit| hit.id == item.id));
            assert!(snapshot.top(&PLAIN, &query).unwrap().iter().all(|hit| hit.id != item.id));
        }
        if held {
            snapshot = live.clone();
        }
        let started = Instant::now();
        assert!(live.remove(u128::from(1 + n * 37)));
        closings.push(started.elapsed());
        assert_eq!(live.len(), index.len());
    }
    for (name, mut times) in [("post", posts), ("close", closings), ("snapshot", clones)] {
        times.sort_unstable();
        let us = |share: f64| times.get((times.len() as f64 * share) as usize).map(|t| t.as_secs_f64() * 1e6);
        if let (Some(p50), Some(p99), Some(p999)) = (us(0.5), us(0.99), us(0.999)) {
            println!("{name} codes={codes} held={held} p50_us={p50:.2} p99_us={p99:.2} p999_us={p999:.2}");
        }
    }
}

fn main() {
    let number = |name: &str, usual| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (jobs, workers) = (number("TOPK_JOBS", 1_000_000), number("TOPK_WORKERS", 5_000_000));
    let mut criterion = Criterion::default().configure_from_args();
    for codes in [20, 100, 1_500].into_iter().filter(|_| jobs > 0) {
        let (index, questions) = build(Side::Jobs, jobs, codes);
        for limit in [1, 20, 200] {
            rounds(&format!("jobs codes={codes} profile=plain"), &index, &questions, &PLAIN, limit);
        }
        rounds(&format!("jobs codes={codes} profile=product"), &index, &questions, &PRODUCT, 20);
        changes(&index, codes, true);
        changes(&index, codes, false);
        let mut next = questions.iter().cycle();
        criterion.bench_function(&format!("jobs/{codes} codes/plain/20"), |b| {
            b.iter(|| next.next().map(|question| index.top(&PLAIN, &question.query(20))));
        });
    }
    if workers > 0 {
        let (index, questions) = build(Side::Workers, workers, 100);
        rounds("workers codes=100 profile=plain", &index, &questions, &PLAIN, 20);
        rounds("workers codes=100 profile=product", &index, &questions, &PRODUCT, 20);
    }
    criterion.final_summary();
}
