//! The allowed pairs as the solver walks them: by worker and by shift, in flat arrays. It refuses nothing; the instance
//! has been checked.

use super::number::Number;

/// No pair, no worker, no shift.
pub(super) const NONE: u32 = u32::MAX;

/// Pairs with weights to be maximised. A *place* is the index of a pair in the order by worker.
pub(super) struct Graph<W> {
    /// Where each worker's pairs begin; one more than there are workers.
    from: Vec<u32>,
    /// The shift of the pair at each place.
    pub(super) shift: Vec<u32>,
    /// Its weight.
    pub(super) weight: Vec<W>,
    /// Its index in the instance.
    pub(super) edge: Vec<u32>,
    /// Where each shift's list begins; one more than there are shifts.
    back: Vec<u32>,
    /// For each shift the worker, place and weight of its pairs.
    backward: Vec<(u32, u32, W)>,
    /// How many workers each shift takes, at most one more than have a pair with it: such a shift is never full.
    pub(super) capacity: Vec<u32>,
}

impl<W: Number> Graph<W> {
    /// Of pairs `(worker, shift, weight, index in the instance)`.
    pub(super) fn new(workers: usize, capacity: &[u64], pairs: &[(u32, u32, W, u32)]) -> Self {
        let from = starts(workers, pairs.iter().map(|pair| pair.0));
        let back = starts(capacity.len(), pairs.iter().map(|pair| pair.1));
        let mut next = from.clone();
        let mut shift = vec![0; pairs.len()];
        let mut weight = vec![W::ZERO; pairs.len()];
        let mut edge = vec![0; pairs.len()];
        for &(worker, to, heavy, index) in pairs {
            let place = &mut next[worker as usize];
            shift[*place as usize] = to;
            weight[*place as usize] = heavy;
            edge[*place as usize] = index;
            *place += 1;
        }
        let mut next = back.clone();
        let mut backward = vec![(0, 0, W::ZERO); pairs.len()];
        for worker in 0..workers {
            for place in from[worker]..from[worker + 1] {
                let slot = &mut next[shift[place as usize] as usize];
                backward[*slot as usize] = (worker as u32, place, weight[place as usize]);
                *slot += 1;
            }
        }
        let degree = |j: usize| u64::from(back[j + 1] - back[j]);
        let capacity = capacity.iter().enumerate().map(|(j, c)| (*c).min(degree(j) + 1) as u32).collect();
        Graph { from, shift, weight, edge, back, backward, capacity }
    }

    pub(super) fn workers(&self) -> usize {
        self.from.len() - 1
    }

    pub(super) fn shifts(&self) -> usize {
        self.capacity.len()
    }

    /// The places of a worker's pairs.
    pub(super) fn places(&self, worker: usize) -> std::ops::Range<usize> {
        self.from[worker] as usize..self.from[worker + 1] as usize
    }

    /// The workers who may take a shift, each with the place and weight of the pair.
    pub(super) fn takers(&self, shift: usize) -> &[(u32, u32, W)] {
        &self.backward[self.back[shift] as usize..self.back[shift + 1] as usize]
    }
}

/// Running sums of how often each of `n` numbers comes, beginning with nought.
fn starts(n: usize, numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut sums = vec![0; n + 1];
    for number in numbers {
        sums[number as usize + 1] += 1;
    }
    for at in 1..=n {
        sums[at] += sums[at - 1];
    }
    sums
}
