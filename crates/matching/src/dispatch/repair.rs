//! The exact part: shortest augmenting paths (Dijkstra's method with potentials) until complementary slackness holds.
//! It refuses to trust where it starts: any prices that are not negative lead to an optimum, good ones sooner.
//!
//! Two things can be wrong with a tight matching: a worker with a positive gain who works nowhere, and a shift with a
//! positive price and room left. The first are mended by paths forward from the worker, the second by paths backward
//! from the shift. Either search moves prices by exactly the length of the path and leaves no new fault behind.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::graph::{Graph, NONE};
use super::matching::Matching;
use super::number::Number;

/// Makes a tight matching optimal.
pub(super) fn repair<W: Number>(graph: &Graph<W>, matching: &mut Matching<W>) {
    let mut search = Search::new(graph.shifts());
    for worker in 0..graph.workers() {
        if matching.place[worker] == NONE && matching.gain[worker] > W::ZERO {
            search.forward(graph, matching, worker);
        }
    }
    for shift in 0..graph.shifts() {
        while matching.price[shift] > W::ZERO && matching.has_room(graph, shift) {
            search.backward(graph, matching, shift);
        }
    }
}

/// Shifts reached so far, nearest first.
struct Search<W> {
    distance: Vec<W>,
    settled: Vec<bool>,
    /// The pair by which each shift was reached: its worker and place.
    by: Vec<(u32, u32)>,
    reached: Vec<u32>,
    order: Vec<u32>,
    /// Reached at the distance that is being settled: no need of the heap.
    now: Vec<u32>,
    later: BinaryHeap<Reverse<(W, u32)>>,
}

/// Where a path ends.
#[derive(Clone, Copy)]
enum End {
    /// Forward: at a shift with room. Backward: at a shift that goes without.
    Shift(u32),
    /// Forward: at a worker who leaves the shift given. Backward: at a worker who worked nowhere and joins it.
    Worker(u32, u32, u32),
}

impl<W: Number> Search<W> {
    fn new(shifts: usize) -> Self {
        Search {
            distance: vec![W::FAR; shifts],
            settled: vec![false; shifts],
            by: vec![(NONE, NONE); shifts],
            reached: Vec::new(),
            order: Vec::new(),
            now: Vec::new(),
            later: BinaryHeap::new(),
        }
    }

    fn begin(&mut self) {
        for shift in self.reached.drain(..) {
            self.distance[shift as usize] = W::FAR;
            self.settled[shift as usize] = false;
        }
        self.order.clear();
        self.now.clear();
        self.later.clear();
    }

    fn reach(&mut self, shift: u32, distance: W, by: (u32, u32), current: W) {
        if self.distance[shift as usize] == W::FAR {
            self.reached.push(shift);
        }
        self.distance[shift as usize] = distance;
        self.by[shift as usize] = by;
        if distance == current {
            self.now.push(shift);
        } else {
            self.later.push(Reverse((distance, shift)));
        }
    }

    /// The nearest shift that is nearer than the best end and not settled yet.
    fn next(&mut self, best: W) -> Option<(u32, W)> {
        while let Some(shift) = self.now.pop() {
            if !self.settled[shift as usize] {
                return (self.distance[shift as usize] < best).then(|| self.settle(shift));
            }
        }
        while let Some(Reverse((distance, shift))) = self.later.pop() {
            if distance >= best {
                return None;
            }
            if !self.settled[shift as usize] {
                return Some(self.settle(shift));
            }
        }
        None
    }

    fn settle(&mut self, shift: u32) -> (u32, W) {
        self.settled[shift as usize] = true;
        self.order.push(shift);
        (shift, self.distance[shift as usize])
    }

    /// From a worker with a gain and no work: to a shift with room, or to a worker for whom leaving costs least.
    fn forward(&mut self, graph: &Graph<W>, m: &mut Matching<W>, source: usize) {
        self.begin();
        let (mut best, mut end) = (m.gain[source], End::Worker(source as u32, NONE, NONE));
        self.scan(graph, m, source, W::ZERO, &mut best, &mut end);
        while let Some((shift, at)) = self.next(best) {
            for slot in 0..m.held[shift as usize].len() {
                let worker = m.held[shift as usize][slot];
                let leave = at + m.gain[worker as usize];
                if leave < best {
                    (best, end) = (leave, End::Worker(worker, shift, NONE));
                }
                self.scan(graph, m, worker as usize, at, &mut best, &mut end);
            }
        }
        for &shift in &self.order {
            let by = best - self.distance[shift as usize];
            m.price[shift as usize] += by;
            for &worker in &m.held[shift as usize] {
                m.gain[worker as usize] -= by;
            }
        }
        m.gain[source] -= best;
        let mut to = match end {
            End::Shift(shift) => shift,
            End::Worker(_, NONE, _) => return,
            End::Worker(worker, shift, _) => {
                m.take(graph, worker as usize);
                shift
            }
        };
        loop {
            let (worker, place) = self.by[to as usize];
            let before = m.take(graph, worker as usize);
            m.put(graph, worker as usize, place);
            if before == NONE {
                return;
            }
            to = graph.shift[before as usize];
        }
    }

    /// Looks at every shift that a worker at a distance could take.
    fn scan(&mut self, graph: &Graph<W>, m: &Matching<W>, worker: usize, at: W, best: &mut W, end: &mut End) {
        let base = at + m.gain[worker];
        let places = graph.places(worker);
        for place in places {
            let shift = graph.shift[place] as usize;
            let distance = base + m.price[shift] - graph.weight[place];
            if distance < *best && distance < self.distance[shift] {
                self.reach(shift as u32, distance, (worker as u32, place as u32), at);
                if m.has_room(graph, shift) {
                    (*best, *end) = (distance, End::Shift(shift as u32));
                }
            }
        }
    }

    /// From a shift with a price and room left: to a worker who works nowhere, or to a shift for which going without
    /// costs least.
    fn backward(&mut self, graph: &Graph<W>, m: &mut Matching<W>, source: usize) {
        self.begin();
        let (mut best, mut end) = (m.price[source], End::Shift(source as u32));
        self.reach(source as u32, W::ZERO, (NONE, NONE), W::ZERO);
        while let Some((shift, at)) = self.next(best) {
            let base = at + m.price[shift as usize];
            if base < best {
                (best, end) = (base, End::Shift(shift));
            }
            for &(worker, place, weight) in graph.takers(shift as usize) {
                let distance = base + m.gain[worker as usize] - weight;
                if distance >= best {
                    continue;
                }
                let stands = m.place[worker as usize];
                if stands == NONE {
                    (best, end) = (distance, End::Worker(worker, shift, place));
                    continue;
                }
                let from = graph.shift[stands as usize];
                if from != shift && distance < self.distance[from as usize] {
                    // The pair that the worker would move to; the one they leave is theirs.
                    self.reach(from, distance, (worker, place), at);
                }
            }
        }
        for &shift in &self.order {
            let by = best - self.distance[shift as usize];
            m.price[shift as usize] -= by;
            for &worker in &m.held[shift as usize] {
                m.gain[worker as usize] += by;
            }
        }
        let mut from = match end {
            End::Shift(shift) => shift,
            End::Worker(worker, shift, place) => {
                m.put(graph, worker as usize, place);
                shift
            }
        };
        while from as usize != source {
            let (worker, place) = self.by[from as usize];
            m.take(graph, worker as usize);
            m.put(graph, worker as usize, place);
            from = graph.shift[place as usize];
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_map, vec};
    use proptest::prelude::*;

    use super::*;
    use crate::dispatch::solve::heaviest;

    fn weight(graph: &Graph<i64>, matching: &Matching<i64>) -> i64 {
        matching.place.iter().filter(|place| **place != NONE).map(|place| graph.weight[*place as usize]).sum()
    }

    /// Prices are right when no pair is worth more, and whatever has a price or gain is used up.
    fn holds(graph: &Graph<i64>, matching: &Matching<i64>) {
        for worker in 0..graph.workers() {
            for place in graph.places(worker) {
                let slack =
                    matching.gain[worker] + matching.price[graph.shift[place] as usize] - graph.weight[place];
                assert!(slack >= 0);
                assert!(slack == 0 || matching.place[worker] != place as u32);
            }
            assert!(
                matching.gain[worker] == 0 || matching.gain[worker] > 0 && matching.place[worker] != NONE
            );
        }
        for shift in 0..graph.shifts() {
            let (held, price) = (matching.held[shift].len(), matching.price[shift]);
            assert!(held <= graph.capacity[shift] as usize);
            assert!(price == 0 || price > 0 && held == graph.capacity[shift] as usize);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_500, ..ProptestConfig::default() })]

        #[test]
        fn any_prices_lead_to_an_optimum(
            pairs in btree_map((0..12_u32, 0..8_u32), 0..40_i64, 0..70),
            capacity in vec(1..4_u64, 8),
            price in vec(0..50_i64, 8),
            wish in vec(0..70_u32, 12),
        ) {
            let pairs = pairs.into_iter().zip(0..).map(|(((w, s), value), at)| (w, s, value, at)).collect::<Vec<_>>();
            let graph = Graph::<i64>::new(12, &capacity, &pairs);
            let wish = wish.into_iter().enumerate().map(|(worker, at)| {
                let places = graph.places(worker);
                if places.contains(&(at as usize)) { at } else { places.start.min(places.end.saturating_sub(1)) as u32 }
            });
            let wish = wish.enumerate().map(|(worker, at)| if graph.places(worker).is_empty() { NONE } else { at });
            let mut matching = Matching::new(&graph, price, &wish.collect::<Vec<_>>());
            repair(&graph, &mut matching);
            holds(&graph, &matching);
            let best = heaviest(&graph);
            holds(&graph, &best);
            prop_assert_eq!(weight(&graph, &matching), weight(&graph, &best));
        }
    }
}
