//! Branch and bound over one part: best bound first, a pair in or out at each branch. It refuses to run on: work is
//! counted in looks at pairs, and what stays open when it is spent stands in the bound.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::crew::{Crew, moments};
use super::own::{Fate, Own};
use super::part::Part;
use super::price::{Priced, SCALE, Watch, at, excess, lower};

/// Subgradient steps at the root and at every other node.
const ROUNDS: (u32, u32) = (240, 24);
/// Of the plans that prices lead to, every so many-th is improved by moves.
const IMPROVED: u32 = 12;
/// Open nodes kept at most; each holds prices.
const OPEN: usize = 20_000;

/// What was found in a part.
pub(super) struct Found {
    /// The places taken.
    pub(super) taken: Vec<usize>,
    /// Nothing is worth more.
    pub(super) bound: i128,
    /// The root's prices, in parts of `1 / SCALE`, which prove a bound of their own.
    pub(super) price: Vec<i128>,
}

/// A node: what is fixed, and the prices and bound it was left with.
struct Node {
    fixed: Vec<(u32, bool)>,
    price: Vec<i128>,
}

/// Searches a part; takes what it does from the work.
pub(super) fn search(part: &Part, work: &mut u64) -> Found {
    let own = &mut Own::default();
    let look = part.pairs.len() as u64;
    let mut best = Incumbent {
        part,
        crew: Crew::new(part),
        moments: moments(part),
        seen: 0,
        work: std::mem::take(work),
    };
    best.crew.refill(part, own);
    best.offer(own, best.crew.clone(), true);
    let free = vec![Fate::Free; part.pairs.len()];
    let none = vec![0; part.shifts.len()];
    let begin = [alone(part), none].map(|price| at(part, own, &free, price));
    let begin = begin.into_iter().min_by_key(|priced| priced.bound).map(|priced| priced.price);
    let root = lower(part, own, &free, begin.unwrap_or_default(), ROUNDS.0, &mut best);
    let led = Crew::led(part, own, &root.price, SCALE, 0);
    best.offer(own, led, true);

    let price = root.price.clone();
    let mut bound = root.bound;
    let mut nodes = vec![Some(Node { fixed: Vec::new(), price: root.price })];
    let mut open = BinaryHeap::from([(root.bound, Reverse(0))]);
    loop {
        let Some((highest, Reverse(number))) = open.pop() else {
            bound = bound.min(best.crew.weight * SCALE);
            break;
        };
        bound = bound.min(highest);
        if bound / SCALE <= best.crew.weight || nodes.len() >= OPEN || !best.spend(look) {
            break;
        }
        let Some(node) = nodes.get_mut(number).and_then(Option::take) else { continue };
        let here = at(part, own, &fates(part, &node.fixed), node.price);
        let Some(branch) = branch(part, &fates(part, &node.fixed), &here) else {
            best.adopt(&here.taken);
            continue;
        };
        for inside in [true, false] {
            let mut fixed = node.fixed.clone();
            fixed.push((branch as u32, inside));
            let below = lower(part, own, &fates(part, &fixed), here.price.clone(), ROUNDS.1, &mut best);
            let below_bound = below.bound.min(highest);
            if below_bound / SCALE > best.crew.weight {
                open.push((below_bound, Reverse(nodes.len())));
                nodes.push(Some(Node { fixed, price: below.price }));
            }
        }
    }
    *work = best.work;
    let bound = (bound / SCALE).max(best.crew.weight);
    Found { taken: best.crew.taken.into_iter().flatten().collect(), bound, price }
}

/// Prices at which each shift, if workers had no other, would be asked for by no more than it takes: the weight of the
/// first who finds no room.
fn alone(part: &Part) -> Vec<i128> {
    let mut weights = vec![Vec::new(); part.shifts.len()];
    for pair in &part.pairs {
        weights[pair.shift as usize].push(pair.weight * SCALE);
    }
    let price = |(mut weights, capacity): (Vec<i128>, &u64)| {
        weights.sort_unstable_by(|one, other| other.cmp(one));
        weights.get(*capacity as usize).copied().unwrap_or(0)
    };
    weights.into_iter().zip(&part.capacity).map(price).collect()
}

/// The best plan so far, and the work that is left.
struct Incumbent<'a> {
    part: &'a Part,
    crew: Crew,
    moments: Vec<Vec<u32>>,
    seen: u32,
    work: u64,
}

impl Incumbent<'_> {
    /// Takes a plan if it is better, with moves or without.
    fn offer(&mut self, own: &mut Own, mut crew: Crew, moves: bool) {
        if moves {
            // The rest stays for the bound.
            let mut share = self.work / 4;
            self.work -= share;
            crew.improve(self.part, own, &self.moments, &mut share);
            self.work += share;
        }
        if crew.weight > self.crew.weight {
            self.crew = crew;
        }
    }

    /// Takes what is asked at prices if it is better; false if shifts have no room for it.
    fn adopt(&mut self, taken: &[usize]) -> bool {
        let fits = excess(self.part, taken).iter().all(|excess| *excess <= 0);
        if fits {
            let crew = Crew::of(self.part, taken);
            if crew.weight > self.crew.weight {
                self.crew = crew;
            }
        }
        fits
    }
}

impl Watch for Incumbent<'_> {
    fn goal(&self) -> i128 {
        self.crew.weight
    }

    fn spend(&mut self, looks: u64) -> bool {
        let left = self.work.checked_sub(looks);
        self.work = left.unwrap_or(self.work);
        left.is_some()
    }

    fn see(&mut self, own: &mut Own, priced: &Priced) {
        self.seen = self.seen.wrapping_add(1);
        if self.adopt(&priced.taken) || !self.seen.is_multiple_of(IMPROVED) {
            return;
        }
        if self.spend(2 * self.part.pairs.len() as u64) {
            let led = Crew::led(self.part, own, &priced.price, SCALE, self.seen as usize);
            let near = led.weight + led.weight / 64 >= self.crew.weight;
            self.offer(own, led, near);
        }
    }
}

/// What the fixed pairs mean for all pairs: overlaps of a pair that is in are out, and so are all others of a shift
/// that is full.
fn fates(part: &Part, fixed: &[(u32, bool)]) -> Vec<Fate> {
    let mut fates = vec![Fate::Free; part.pairs.len()];
    let mut room = part.capacity.clone();
    for &(place, inside) in fixed {
        let place = place as usize;
        if !inside {
            fates[place] = Fate::Out;
            continue;
        }
        let shift = part.pairs[place].shift;
        let worker = part.worker(place);
        for other in part.places(worker) {
            if part.overlap(part.pairs[other].shift, shift) {
                fates[other] = Fate::Out;
            }
        }
        fates[place] = Fate::In;
        room[shift as usize] = room[shift as usize].saturating_sub(1);
    }
    for (fate, pair) in fates.iter_mut().zip(&part.pairs) {
        if *fate == Fate::Free && room[pair.shift as usize] == 0 {
            *fate = Fate::Out;
        }
    }
    fates
}

/// A free pair to decide next: where too many ask for a shift, else where a priced shift is not full, else any that is
/// taken; none if nothing is free that matters.
fn branch(part: &Part, fates: &[Fate], here: &Priced) -> Option<usize> {
    let excess = excess(part, &here.taken);
    let free = |place: &usize| fates[*place] == Fate::Free;
    let crowd = |place: &usize| excess[part.pairs[*place].shift as usize];
    let taken = here.taken.iter().copied().filter(free);
    let crowded = taken.clone().filter(|place| crowd(place) > 0);
    let crowded = crowded.max_by_key(|place| (crowd(place), part.pairs[*place].weight, Reverse(*place)));
    let idle = || {
        let mut is_taken = vec![false; part.pairs.len()];
        for place in &here.taken {
            is_taken[*place] = true;
        }
        let wanting = |place: &usize| crowd(place) < 0 && here.price[part.pairs[*place].shift as usize] > 0;
        let places = (0..part.pairs.len()).filter(|place| !is_taken[*place] && free(place) && wanting(place));
        places.max_by_key(|place| {
            let price = here.price[part.pairs[*place].shift as usize];
            (part.pairs[*place].weight * SCALE - price, Reverse(*place))
        })
    };
    crowded.or_else(idle)
}
