//! What is asked: workers, shifts with capacities, and the pairs that are allowed. It refuses pairs out of range and
//! pairs that come twice.

use kernel::Error;

/// A pair that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Edge {
    /// The worker's number, from nought.
    pub worker: u32,
    /// The shift's number, from nought.
    pub shift: u32,
    /// What it is worth, or what it costs.
    pub value: i64,
}

/// Workers, shifts and allowed pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    workers: usize,
    capacity: Vec<u64>,
    edges: Vec<Edge>,
}

impl Instance {
    /// An instance of `workers` workers and one shift for each capacity. A capacity may be nought, or larger than
    /// there are workers.
    ///
    /// # Errors
    /// `dispatch.too_large` from 2³¹ workers, shifts or edges on; `dispatch.edge` for a number out of range;
    /// `dispatch.duplicate` for a pair that comes twice; both with the `index` of the edge.
    pub fn new(workers: usize, capacity: Vec<u64>, edges: Vec<Edge>) -> Result<Self, Error> {
        const MOST: usize = 1 << 31;
        if workers >= MOST || capacity.len() >= MOST || edges.len() >= MOST {
            return Err(Error::invalid("dispatch.too_large"));
        }
        let outside = |e: &Edge| e.worker as usize >= workers || e.shift as usize >= capacity.len();
        if let Some(index) = edges.iter().position(outside) {
            return Err(Error::invalid("dispatch.edge").with("index", index));
        }
        if let Some(index) = repeated(workers, capacity.len(), &edges).first() {
            return Err(Error::invalid("dispatch.duplicate").with("index", index));
        }
        Ok(Instance { workers, capacity, edges })
    }

    /// How many workers there are.
    pub fn workers(&self) -> usize {
        self.workers
    }

    /// How many workers each shift takes.
    pub fn capacity(&self) -> &[u64] {
        &self.capacity
    }

    /// The allowed pairs, in the order given.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// No plan has more assignments.
    pub(super) fn most_assigned(&self) -> i128 {
        let places = self.capacity.iter().map(|c| i128::from(*c)).sum::<i128>();
        places.min(self.workers as i128)
    }
}

/// The indices of edges whose pair came before, ascending; numbers must be in range.
pub(super) fn repeated(workers: usize, shifts: usize, edges: &[Edge]) -> Vec<usize> {
    let mut from = vec![0_u32; workers + 1];
    for edge in edges {
        from[edge.worker as usize + 1] += 1;
    }
    for worker in 0..workers {
        from[worker + 1] += from[worker];
    }
    let mut by_worker = vec![0_u32; edges.len()];
    for (index, edge) in edges.iter().enumerate() {
        let next = &mut from[edge.worker as usize];
        by_worker[*next as usize] = index as u32;
        *next += 1;
    }
    let mut seen = vec![u32::MAX; shifts];
    let twice = by_worker.into_iter().map(|index| index as usize).filter(|&index| {
        let edge = edges[index];
        std::mem::replace(&mut seen[edge.shift as usize], edge.worker) == edge.worker
    });
    let mut found = twice.collect::<Vec<_>>();
    found.sort_unstable();
    found
}
