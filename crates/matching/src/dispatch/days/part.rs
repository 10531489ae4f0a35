//! A day cut into parts that do not touch each other. It refuses to keep together what can be planned apart: two shifts
//! share a part only if a chain of workers joins them, each of whom may take two shifts that overlap.

use kernel::Period;

use crate::dispatch::Instance;

/// An allowed pair inside a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// The shift's number in the part.
    pub(super) shift: u32,
    /// What it is worth; more is better, never negative.
    pub(super) weight: i128,
    /// How many of the worker's pairs, in their order, end before this one starts.
    pub(super) before: u32,
    /// Its index in the instance.
    pub(super) edge: u32,
}

/// Workers and shifts that are planned together.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The instance's numbers of the shifts.
    pub(super) shifts: Vec<u32>,
    /// When each is.
    pub(super) periods: Vec<Period>,
    /// How many workers each takes.
    pub(super) capacity: Vec<u64>,
    /// Where the pairs of each worker begin; one more than there are workers.
    pub(super) from: Vec<usize>,
    /// Pairs by worker, and of one worker by their end.
    pub(super) pairs: Vec<Pair>,
}

impl Part {
    pub(super) fn workers(&self) -> usize {
        self.from.len().saturating_sub(1)
    }

    pub(super) fn places(&self, worker: usize) -> std::ops::Range<usize> {
        self.from[worker]..self.from[worker + 1]
    }

    /// Whose pair stands at a place.
    pub(super) fn worker(&self, place: usize) -> usize {
        self.from.partition_point(|from| *from <= place) - 1
    }

    /// Whether no worker could take two of its shifts: then it is an assignment.
    pub(super) fn is_single(&self) -> bool {
        self.pairs.iter().all(|pair| pair.before == 0)
    }

    pub(super) fn overlap(&self, one: u32, other: u32) -> bool {
        self.periods[one as usize].overlaps(self.periods[other as usize])
    }
}

/// The parts of an instance, with the weight of each edge, or none where it is never taken.
pub(super) fn parts(
    instance: &Instance,
    periods: &[Period],
    weight: impl Fn(i64) -> Option<i128>,
) -> Vec<Part> {
    let capacity = instance.capacity();
    let mut kept = Vec::new();
    for (index, edge) in instance.edges().iter().enumerate() {
        if capacity[edge.shift as usize] > 0
            && let Some(weight) = weight(edge.value)
        {
            kept.push((edge.worker, edge.shift, weight, index as u32));
        }
    }
    let mut groups = Groups((0..capacity.len() as u32).collect());
    kept.sort_unstable_by_key(|&(worker, shift, _, _)| (worker, periods[shift as usize].start(), shift));
    for mine in kept.chunk_by(|one, other| one.0 == other.0) {
        let mut last: Option<(u32, kernel::Micros)> = None;
        for &(_, shift, _, _) in mine {
            let period = periods[shift as usize];
            last = Some(match last {
                Some((with, end)) if period.start() < end => {
                    groups.join(with, shift);
                    (shift, end.max(period.end()))
                }
                _ => (shift, period.end()),
            });
        }
    }
    let mut number = vec![u32::MAX; capacity.len()];
    let mut local = vec![0; capacity.len()];
    let mut found: Vec<(Part, u32)> = Vec::new();
    for shift in 0..capacity.len() as u32 {
        let root = groups.root(shift) as usize;
        if number[root] == u32::MAX {
            number[root] = found.len() as u32;
            found.push((Part::default(), u32::MAX));
        }
        let part = &mut found[number[root] as usize].0;
        local[shift as usize] = part.shifts.len() as u32;
        part.shifts.push(shift);
        part.periods.push(periods[shift as usize]);
        part.capacity.push(capacity[shift as usize]);
    }
    kept.sort_unstable_by_key(|&(worker, shift, _, _)| (worker, periods[shift as usize].end(), shift));
    for (worker, shift, weight, edge) in kept {
        let (part, last) = &mut found[number[groups.root(shift) as usize] as usize];
        if *last != worker {
            *last = worker;
            part.from.push(part.pairs.len());
        }
        let mine = &part.pairs[part.from.last().copied().unwrap_or(0)..];
        let start = periods[shift as usize].start();
        let before = mine.partition_point(|pair| part.periods[pair.shift as usize].end() <= start) as u32;
        part.pairs.push(Pair { shift: local[shift as usize], weight, before, edge });
    }
    let mut parts = found.into_iter().map(|(part, _)| part).filter(|part| !part.pairs.is_empty());
    let mut parts = parts.by_ref().collect::<Vec<_>>();
    for part in &mut parts {
        part.from.push(part.pairs.len());
        let mut takers = vec![0_u64; part.shifts.len()];
        for pair in &part.pairs {
            takers[pair.shift as usize] += 1;
        }
        // Room for one more than can come is room that no price is asked for.
        for (capacity, takers) in part.capacity.iter_mut().zip(takers) {
            *capacity = (*capacity).min(takers + 1);
        }
    }
    parts
}

/// Sets of shifts that are joined.
struct Groups(Vec<u32>);

impl Groups {
    fn root(&mut self, mut shift: u32) -> u32 {
        while self.0[shift as usize] != shift {
            let above = self.0[self.0[shift as usize] as usize];
            self.0[shift as usize] = above;
            shift = above;
        }
        shift
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        self.0[high as usize] = low;
    }
}
