//! Who works where while the solver runs, with the prices that speak for it. It refuses a pair that is not tight: every
//! worker here stands in a pair whose weight is exactly the worker's gain and the shift's price together.

use super::graph::{Graph, NONE};
use super::number::Number;

/// A partial plan and dual prices: `gain[i] + price[j] ≥ weight` for every pair, with equality where somebody works;
/// both are never negative.
pub(super) struct Matching<W> {
    /// The dual of each worker.
    pub(super) gain: Vec<W>,
    /// The dual of each shift.
    pub(super) price: Vec<W>,
    /// The place of the pair each worker stands in, or none.
    pub(super) place: Vec<u32>,
    /// Who works in each shift.
    pub(super) held: Vec<Vec<u32>>,
    /// Where in that list each worker stands.
    slot: Vec<u32>,
}

impl<W: Number> Matching<W> {
    /// Of shift prices that are not negative and wishes: the place each worker would stand in, or none. A wish is
    /// granted where its pair is tight and room is left.
    pub(super) fn new(graph: &Graph<W>, price: Vec<W>, wish: &[u32]) -> Self {
        let workers = graph.workers();
        let gain = (0..workers).map(|worker| {
            let profits = graph.places(worker).map(|p| graph.weight[p] - price[graph.shift[p] as usize]);
            profits.fold(W::ZERO, Ord::max)
        });
        let mut matching = Matching {
            gain: gain.collect(),
            price,
            place: vec![NONE; workers],
            held: vec![Vec::new(); graph.shifts()],
            slot: vec![0; workers],
        };
        for (worker, &place) in wish.iter().enumerate() {
            if place == NONE {
                continue;
            }
            let shift = graph.shift[place as usize] as usize;
            let tight = matching.gain[worker] + matching.price[shift] == graph.weight[place as usize];
            if tight && matching.has_room(graph, shift) {
                matching.put(graph, worker, place);
            }
        }
        matching
    }

    /// Whether a shift takes one more.
    pub(super) fn has_room(&self, graph: &Graph<W>, shift: usize) -> bool {
        self.held[shift].len() < graph.capacity[shift] as usize
    }

    /// Lets a worker, who stands nowhere, stand in a pair.
    pub(super) fn put(&mut self, graph: &Graph<W>, worker: usize, place: u32) {
        let shift = graph.shift[place as usize] as usize;
        self.slot[worker] = self.held[shift].len() as u32;
        self.held[shift].push(worker as u32);
        self.place[worker] = place;
    }

    /// Takes a worker out of their pair and says which it was, or none.
    pub(super) fn take(&mut self, graph: &Graph<W>, worker: usize) -> u32 {
        let place = std::mem::replace(&mut self.place[worker], NONE);
        if place != NONE {
            let held = &mut self.held[graph.shift[place as usize] as usize];
            let slot = self.slot[worker];
            held.swap_remove(slot as usize);
            if let Some(moved) = held.get(slot as usize) {
                self.slot[*moved as usize] = slot;
            }
        }
        place
    }
}
