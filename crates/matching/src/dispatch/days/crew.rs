//! A plan of a part while it is improved. It refuses a move that loses: each one is the best of its neighbourhood, in
//! which the plan itself lies.

use std::collections::BTreeSet;

use super::own::{Fate, Own};
use super::part::Part;
use crate::dispatch::solve::assign;

/// An assignment's pair costs about as much as so many looks at a pair in a worker's own day.
const ASSIGN: u64 = 30;

/// Who takes what, within capacities and without overlaps.
#[derive(Clone, Debug)]
pub(super) struct Crew {
    /// The places each worker takes.
    pub(super) taken: Vec<Vec<usize>>,
    left: Vec<u64>,
    /// What it is all worth.
    pub(super) weight: i128,
}

impl Crew {
    pub(super) fn new(part: &Part) -> Self {
        Crew { taken: vec![Vec::new(); part.workers()], left: part.capacity.clone(), weight: 0 }
    }

    /// A plan that takes these places; shifts have room for them.
    pub(super) fn of(part: &Part, taken: &[usize]) -> Self {
        let mut crew = Crew::new(part);
        for &place in taken {
            let pair = part.pairs[place];
            crew.taken[part.worker(place)].push(place);
            crew.left[pair.shift as usize] -= 1;
            crew.weight += pair.weight;
        }
        crew
    }

    /// The shifts that one worker takes are chosen anew, at what `worth` says of a place that has room.
    fn again(&mut self, part: &Part, own: &mut Own, worker: usize, worth: impl Fn(usize) -> (i128, Fate)) {
        for place in self.taken[worker].drain(..) {
            self.left[part.pairs[place].shift as usize] += 1;
            self.weight -= part.pairs[place].weight;
        }
        let left = &self.left;
        own.solve(part, part.places(worker), |place| match worth(place) {
            (worth, Fate::Free) if left[part.pairs[place].shift as usize] == 0 => (worth, Fate::Out),
            other => other,
        });
        for &place in &own.taken {
            self.left[part.pairs[place].shift as usize] -= 1;
            self.weight += part.pairs[place].weight;
        }
        self.taken[worker].extend_from_slice(&own.taken);
    }

    /// A plan led by prices: workers one after another, beginning at one of them, take what is worth its price; then
    /// each takes what is left.
    pub(super) fn led(part: &Part, own: &mut Own, price: &[i128], scale: i128, begin: usize) -> Self {
        let mut crew = Crew::new(part);
        let workers = part.workers();
        for at in 0..workers {
            let worker = (at + begin) % workers;
            crew.again(part, own, worker, |place| {
                let pair = part.pairs[place];
                (pair.weight * scale - price[pair.shift as usize], Fate::Free)
            });
        }
        crew.refill(part, own);
        crew
    }

    /// Each worker's shifts are chosen anew among those with room.
    pub(super) fn refill(&mut self, part: &Part, own: &mut Own) {
        for worker in 0..part.workers() {
            self.again(part, own, worker, |place| (part.pairs[place].weight, Fate::Free));
        }
    }

    /// Moves until none of them gains, or until the work is spent.
    pub(super) fn improve(&mut self, part: &Part, own: &mut Own, moments: &[Vec<u32>], left: &mut u64) {
        loop {
            let before = self.weight;
            for moment in moments {
                if !self.reassign(part, moment, left) {
                    return;
                }
            }
            let look = part.pairs.len() as u64;
            if *left < look {
                return;
            }
            *left -= look;
            self.refill(part, own);
            if self.weight == before {
                return;
            }
        }
    }

    /// The best assignment of shifts that all overlap, the others standing as they are; a worker may drop others for
    /// one of them where that gains. False if the work is spent.
    fn reassign(&mut self, part: &Part, moment: &[u32], left: &mut u64) -> bool {
        let mut number = vec![u32::MAX; part.shifts.len()];
        for (at, shift) in moment.iter().enumerate() {
            number[*shift as usize] = at as u32;
        }
        let mut pairs = Vec::new();
        for worker in 0..part.workers() {
            for place in part.places(worker) {
                let pair = part.pairs[place];
                let at = number[pair.shift as usize];
                if at == u32::MAX {
                    continue;
                }
                let others = self.taken[worker].iter().map(|other| part.pairs[*other]);
                let dropped = others
                    .filter(|other| {
                        number[other.shift as usize] == u32::MAX && part.overlap(other.shift, pair.shift)
                    })
                    .map(|other| other.weight)
                    .sum::<i128>();
                if pair.weight > dropped {
                    pairs.push((worker as u32, at, pair.weight - dropped, place as u32));
                }
            }
        }
        let work = pairs.len() as u64 * ASSIGN;
        if *left < work {
            return false;
        }
        *left -= work;
        let capacity = moment.iter().map(|shift| part.capacity[*shift as usize]).collect::<Vec<_>>();
        let best = assign(part.workers(), &capacity, &pairs);
        for worker in 0..part.workers() {
            let (left, weight) = (&mut self.left, &mut self.weight);
            self.taken[worker].retain(|place| {
                let pair = part.pairs[*place];
                let stays = number[pair.shift as usize] == u32::MAX;
                if !stays {
                    left[pair.shift as usize] += 1;
                    *weight -= pair.weight;
                }
                stays
            });
        }
        for place in best.chosen {
            let place = place as usize;
            let worker = part.worker(place);
            let shift = part.pairs[place].shift;
            let (left, weight) = (&mut self.left, &mut self.weight);
            self.taken[worker].retain(|other| {
                let pair = part.pairs[*other];
                let stays = !part.overlap(pair.shift, shift);
                if !stays {
                    left[pair.shift as usize] += 1;
                    *weight -= pair.weight;
                }
                stays
            });
            self.taken[worker].push(place);
            self.left[shift as usize] -= 1;
            self.weight += part.pairs[place].weight;
        }
        true
    }
}

/// The largest sets of shifts that all go on at one moment.
pub(super) fn moments(part: &Part) -> Vec<Vec<u32>> {
    let mut by_start = (0..part.shifts.len() as u32).collect::<Vec<_>>();
    by_start.sort_unstable_by_key(|shift| (part.periods[*shift as usize].start(), *shift));
    let mut open = BTreeSet::new();
    let mut found: Vec<Vec<u32>> = Vec::new();
    for shift in by_start {
        let now = part.periods[shift as usize].start();
        let over = |open: &BTreeSet<(kernel::Micros, u32)>| open.first().is_some_and(|first| first.0 <= now);
        if over(&open) {
            found.push(open.iter().map(|(_, shift)| *shift).collect());
        }
        while over(&open) {
            open.pop_first();
        }
        open.insert((part.periods[shift as usize].end(), shift));
    }
    found.push(open.into_iter().map(|(_, shift)| shift).collect());
    found
}
