//! How long a dispatch takes. Prints figures; judges nothing.
//!
//! `cargo bench -p matching --bench dispatch -- [KIND…]`
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

mod cases;

use std::time::Instant;

use cases::{KINDS, Numbers, pairs};
use matching::dispatch::{Edge, Instance, Objective, dispatch, verify};

/// Workers, shifts, pairs a worker, places a shift (up to).
const SIZES: [(u32, u32, u32, u64); 6] = [
    (500, 500, 500, 1),
    (10_000, 3_000, 50, 1),
    (10_000, 1_000, 50, 5),
    (10_000, 3_000, 50, 6),
    (3_000, 10_000, 50, 1),
    (2_000, 2_000, 2_000, 1),
];

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    for (workers, shifts, degree, places) in SIZES {
        for kind in KINDS {
            let name = format!("{workers}x{shifts}x{degree}x{places}_{kind:?}");
            if !asked.is_empty() && !asked.iter().any(|part| name.contains(part.as_str())) {
                continue;
            }
            let mut numbers = Numbers(99);
            let capacity = (0..shifts).map(|_| if places == 1 { 1 } else { numbers.below(places) }).collect();
            let edges = pairs(kind, workers, shifts, degree, 1)
                .into_iter()
                .map(|(worker, shift, value)| Edge { worker, shift, value });
            let instance = Instance::new(workers as usize, capacity, edges.collect()).unwrap();
            for objective in [Objective::MostValue, Objective::LeastCost] {
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
}
