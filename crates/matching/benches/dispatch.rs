//! How long a dispatch takes. Prints figures; judges nothing.
//!
//! `cargo bench -p matching --bench dispatch -- [KIND…]`
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod cases;

use std::time::Instant;

use cases::{KINDS, Kind, Numbers, pairs, periods};
use kernel::{Micros, Period};
use matching::dispatch::{
    Edge, Instance, Objective, dispatch, dispatch_days, usual_steps, verify, verify_days,
};

/// Workers, shifts, pairs a worker, places a shift (up to).
const SIZES: [(u32, u32, u32, u64); 6] = [
    (500, 500, 500, 1),
    (10_000, 3_000, 50, 1),
    (10_000, 1_000, 50, 5),
    (10_000, 3_000, 50, 6),
    (3_000, 10_000, 50, 1),
    (2_000, 2_000, 2_000, 1),
];

/// Days: workers, shifts, pairs a worker, places a shift (up to).
const DAYS: [(u32, u32, u32, u64); 7] = [
    (20, 24, 8, 2),
    (60, 60, 12, 3),
    (300, 100, 12, 3),
    (60, 300, 40, 3),
    (100, 1_000, 200, 3),
    (1_000, 400, 20, 3),
    (10_000, 3_000, 50, 3),
];

const BOTH: [Objective; 2] = [Objective::MostValue, Objective::LeastCost];

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|part| name.contains(part.as_str()));
    for (workers, shifts, degree, places) in SIZES {
        for kind in KINDS {
            let name = format!("{workers}x{shifts}x{degree}x{places}_{kind:?}");
            if !wanted(&name) {
                continue;
            }
            let instance = instance(kind, workers, shifts, degree, places);
            for objective in BOTH {
                let began = Instant::now();
                let plan = dispatch(&instance, objective, None).unwrap();
                let took = began.elapsed();
                let proved = verify(&instance, objective, None, &plan).unwrap();
                println!(
                    "{name} {objective:?}: ms={:.0} total={} bound={} gap={} assigned={}",
                    took.as_secs_f64() * 1e3,
                    proved.total,
                    proved.bound,
                    proved.gap(),
                    proved.assigned,
                );
            }
        }
    }
    for (workers, shifts, degree, places) in DAYS {
        for kind in [Kind::Uniform, Kind::Few, Kind::Popular, Kind::Equal] {
            let name = format!("day_{workers}x{shifts}x{degree}x{places}_{kind:?}");
            if !wanted(&name) {
                continue;
            }
            let instance = instance(kind, workers, shifts, degree, places);
            let steps = usual_steps(instance.edges().len());
            let period = |(start, end)| Period::new(Micros(start), Micros(end)).unwrap();
            let periods = periods(shifts, 5).into_iter().map(period).collect::<Vec<_>>();
            for objective in BOTH {
                let began = Instant::now();
                let plan = dispatch_days(&instance, &periods, objective, steps).unwrap();
                let took = began.elapsed();
                let proved = verify_days(&instance, &periods, objective, &plan).unwrap();
                println!(
                    "{name} {objective:?}: ms={:.0} total={} bound={} gap={} priced={} assigned={} most_assigned={}",
                    took.as_secs_f64() * 1e3,
                    proved.total,
                    proved.bound,
                    proved.gap(),
                    proved.priced,
                    proved.assigned,
                    proved.most_assigned,
                );
            }
        }
    }
}

fn instance(kind: Kind, workers: u32, shifts: u32, degree: u32, places: u64) -> Instance {
    let mut numbers = Numbers(99);
    let capacity = (0..shifts).map(|_| if places == 1 { 1 } else { numbers.below(places) }).collect();
    let edges = pairs(kind, workers, shifts, degree, 1).into_iter();
    let edges = edges.map(|(worker, shift, value)| Edge { worker, shift, value });
    Instance::new(workers as usize, capacity, edges.collect()).unwrap()
}
