//! Starting prices: an auction with ε-scaling (Bertsekas) for shifts that take several workers. It refuses to be the
//! last word: what it leaves is mended exactly by [`super::repair`], so its choices touch speed and nothing else.
//!
//! Weights are multiplied by `grain`, one more than there are shifts, and in the last round ε is one. A plan that is
//! right to one such grain is right exactly, and its prices become exact when they are rounded at a remainder that no
//! price has: among more remainders than prices there is one.

use super::graph::{Graph, NONE};
use super::number::Number;

/// ε becomes this many times smaller from round to round.
const STEP: i128 = 8;
/// Between rounds prices are lowered by so many of the last ε: bids then find them again from below, and few shifts
/// are left dearer than anybody would pay. Less leaves the exact part more to mend, more costs bids.
const LOWER: i128 = 3;
/// Bids in one round, for each worker and shift, after which it is left as it stands.
const PATIENCE: usize = 24;

/// Prices that are not negative, and the place each worker would stand in.
pub(super) fn auction<W: Number>(graph: &Graph<W>) -> (Vec<W>, Vec<u32>) {
    let grain = grain(graph.shifts());
    let mut house = House::new(graph, grain);
    let most = graph.weight.iter().map(|weight| weight.wide()).max().unwrap_or(0) * grain;
    let mut epsilon = (most / STEP).max(1);
    loop {
        house.round(graph, W::narrow(epsilon));
        if epsilon == 1 {
            break;
        }
        house.reopen(W::narrow(epsilon * LOWER));
        epsilon = (epsilon / STEP).max(1);
    }
    (rounded(&house.price, grain), house.place)
}

/// What weights are multiplied by for so many shifts.
pub(super) fn grain(shifts: usize) -> i128 {
    shifts as i128 + 2
}

struct House<W> {
    weight: Vec<W>,
    price: Vec<W>,
    place: Vec<u32>,
    /// The bids each shift holds, a heap with the lowest first.
    bids: Vec<Vec<(W, u32)>>,
    waiting: Vec<u32>,
}

impl<W: Number> House<W> {
    fn new(graph: &Graph<W>, grain: i128) -> Self {
        let grain = W::narrow(grain);
        House {
            weight: graph.weight.iter().map(|weight| *weight * grain).collect(),
            price: vec![W::ZERO; graph.shifts()],
            place: vec![NONE; graph.workers()],
            bids: vec![Vec::new(); graph.shifts()],
            waiting: Vec::new(),
        }
    }

    /// Sends everybody home and lowers prices a little, so that they are found again from below.
    fn reopen(&mut self, lower: W) {
        for (price, bids) in self.price.iter_mut().zip(&mut self.bids) {
            bids.clear();
            *price = (*price - lower).max(W::ZERO);
        }
        self.place.fill(NONE);
    }

    /// Workers bid until each stands somewhere or gains nothing anywhere.
    fn round(&mut self, graph: &Graph<W>, epsilon: W) {
        self.waiting.extend((0..graph.workers() as u32).rev());
        let mut patience = PATIENCE * (graph.workers() + graph.shifts());
        while let Some(worker) = self.waiting.pop() {
            if patience == 0 {
                self.waiting.clear();
                return;
            }
            patience -= 1;
            self.bid(graph, worker, epsilon);
        }
    }

    fn bid(&mut self, graph: &Graph<W>, worker: u32, epsilon: W) {
        let (mut first, mut second, mut at) = (W::ZERO, W::ZERO, NONE);
        let places = graph.places(worker as usize);
        let begin = places.start as u32;
        let pairs = graph.shift[places.clone()].iter().zip(&self.weight[places]);
        for (place, (shift, weight)) in (begin..).zip(pairs) {
            let profit = *weight - self.price[*shift as usize];
            if profit > second {
                if profit > first {
                    (second, first, at) = (first, profit, place);
                } else {
                    second = profit;
                }
            }
        }
        if at == NONE {
            return;
        }
        let shift = graph.shift[at as usize] as usize;
        let bid = self.price[shift] + first - second + epsilon;
        self.place[worker as usize] = at;
        let (bids, room) = (&mut self.bids[shift], graph.capacity[shift] as usize);
        if bids.len() < room {
            push(bids, (bid, worker));
        } else if let Some(lowest) = bids.first_mut() {
            let (_, out) = std::mem::replace(lowest, (bid, worker));
            sift(bids);
            self.place[out as usize] = NONE;
            self.waiting.push(out);
        }
        if let (true, Some((lowest, _))) = (bids.len() == room, bids.first()) {
            self.price[shift] = *lowest;
        }
    }
}

fn push<W: Number>(heap: &mut Vec<(W, u32)>, bid: (W, u32)) {
    heap.push(bid);
    let mut at = heap.len() - 1;
    while at > 0 && heap[(at - 1) / 2] > heap[at] {
        heap.swap(at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

/// Restores the heap when its first bid has been replaced by a higher one.
fn sift<W: Number>(heap: &mut [(W, u32)]) {
    let mut at = 0;
    loop {
        let mut child = 2 * at + 1;
        if child >= heap.len() {
            return;
        }
        if child + 1 < heap.len() && heap[child + 1] < heap[child] {
            child += 1;
        }
        if heap[at] <= heap[child] {
            return;
        }
        heap.swap(at, child);
        at = child;
    }
}

/// Prices in whole weights: each is rounded down, counted from a remainder that none of them has.
fn rounded<W: Number>(price: &[W], grain: i128) -> Vec<W> {
    let mut taken = vec![false; grain as usize];
    for p in price {
        taken[(p.wide() % grain) as usize] = true;
    }
    let free = taken.iter().skip(1).position(|taken| !taken).map_or(grain, |at| at as i128 + 1);
    price.iter().map(|p| W::narrow((p.wide() + grain - free) / grain)).collect()
}
