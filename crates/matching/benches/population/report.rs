//! What was found, against what is true.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it found")]

use std::collections::{BTreeMap, HashMap, HashSet};

use matching::people::{Suspicion, Verdict};

use crate::population::{KINDS, Population, TRAPS};

/// Of found pairs the share that is true, and of true pairs the share that was found.
pub fn rates(world: &Population, found: &[Suspicion], only: Option<Verdict>) -> (f64, f64) {
    let truth: HashSet<(u128, u128)> = world.pairs.iter().map(|pair| (pair.0, pair.1)).collect();
    let counted: Vec<&Suspicion> =
        found.iter().filter(|pair| only.is_none_or(|only| pair.verdict == only)).collect();
    let right = counted.iter().filter(|pair| truth.contains(&(pair.a, pair.b))).count() as f64;
    (right / counted.len().max(1) as f64, right / truth.len().max(1) as f64)
}

pub fn print(world: &Population, found: &[Suspicion]) {
    for (what, only) in [("all", None), ("same", Some(Verdict::Same)), ("ask", Some(Verdict::Ask))] {
        let count = found.iter().filter(|pair| only.is_none_or(|only| pair.verdict == only)).count();
        let (precision, recall) = rates(world, found, only);
        println!("{what} found={count} precision={:.2}% recall={:.2}%", precision * 100.0, recall * 100.0);
    }
    let by: HashMap<(u128, u128), &Suspicion> = found.iter().map(|pair| ((pair.a, pair.b), pair)).collect();
    for (kind, _) in KINDS {
        for alone in [true, false] {
            let of: Vec<_> = world
                .pairs
                .iter()
                .filter(|pair| pair.2.contains(&kind) && (pair.2.len() == 1) == alone)
                .collect();
            let hit = of.iter().filter(|pair| by.contains_key(&(pair.0, pair.1))).count();
            let share = hit as f64 / of.len().max(1) as f64 * 100.0;
            let with = if alone { "alone" } else { "with another" };
            println!("{kind:?} {with}: pairs={} recall={share:.2}%", of.len());
        }
    }
    for trap in TRAPS {
        let of: Vec<_> = world.traps.iter().filter(|pair| pair.2 == trap).collect();
        let hit = of.iter().filter(|pair| by.contains_key(&(pair.0, pair.1))).count();
        println!("{trap:?}: pairs={} taken for one={hit}", of.len());
    }
    let truth: HashSet<(u128, u128)> = world.pairs.iter().map(|pair| (pair.0, pair.1)).collect();
    let traps: HashSet<(u128, u128)> = world.traps.iter().map(|pair| (pair.0, pair.1)).collect();
    let others =
        found.iter().filter(|p| !truth.contains(&(p.a, p.b)) && !traps.contains(&(p.a, p.b))).count();
    println!("others taken for one={others}");
    if std::env::var("PEOPLE_SHOW").is_ok() {
        show(world, found, &truth);
    }
}

/// The patterns that mislead most.
fn show(world: &Population, found: &[Suspicion], truth: &HashSet<(u128, u128)>) {
    let mut wrong: BTreeMap<String, (usize, usize, f64)> = BTreeMap::new();
    for pair in found {
        let told: Vec<String> = pair.reasons.iter().map(|(_, how)| how.to_string()).collect();
        let cell = wrong.entry(told.join(" ")).or_insert((0, 0, pair.score));
        if truth.contains(&(pair.a, pair.b)) { cell.0 += 1 } else { cell.1 += 1 }
    }
    let mut rows: Vec<_> = wrong.into_iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1.1));
    for (told, (right, bad, score)) in rows.iter().take(25) {
        println!("wrong={bad} right={right} score={score:.1} {told}");
    }
    let hit: HashSet<(u128, u128)> = found.iter().map(|pair| (pair.a, pair.b)).collect();
    let people: HashMap<u128, _> = world.people.iter().map(|person| (person.key, person)).collect();
    let mut missed: BTreeMap<String, (usize, f64)> = BTreeMap::new();
    for (a, b, kinds) in world.pairs.iter().filter(|pair| !hit.contains(&(pair.0, pair.1))) {
        let weighed = matching::people::weigh(people[a], people[b], world.people.len());
        let told: Vec<String> = weighed.reasons.iter().map(|(_, how)| how.to_string()).collect();
        missed.entry(format!("{} {kinds:?}", told.join(" "))).or_insert((0, weighed.score)).0 += 1;
    }
    let mut rows: Vec<_> = missed.into_iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1.0));
    for (told, (count, score)) in rows.iter().take(25) {
        println!("missed={count} score={score:.1} {told}");
    }
}
