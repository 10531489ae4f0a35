//! Prints how many of the true pairs among a million records are found and how many of the found are true, by kind of
//! error and by trap. `PEOPLE_SEED`, `PEOPLE_PAIRS` choose another population, `PEOPLE_HARDER=1` one with more gaps
//! and more errors than the rule was made for.

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs, unreachable_pub, dead_code)]

mod population;
#[path = "population/report.rs"]
mod report;

use std::time::Instant;

use matching::people::find;
use population::{PLAN, Plan, population};

fn main() {
    let ask = |name: &str, or: u64| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(or);
    let seed = ask("PEOPLE_SEED", 7001);
    let pairs = ask("PEOPLE_PAIRS", PLAN.pairs as u64) as usize;
    let mut plan = Plan { pairs, traps: pairs / 10, singles: pairs * 2, ..PLAN };
    if ask("PEOPLE_HARDER", 0) == 1 {
        plan = Plan { no_number: 18, no_phone: 8, twice: 35, ..plan };
    }
    let world = population(seed, plan);
    let start = Instant::now();
    let found = find(&world.people);
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "seed={seed} records={} true_pairs={} seconds={seconds:.1}",
        world.people.len(),
        world.pairs.len()
    );
    report::print(&world, &found);
}
