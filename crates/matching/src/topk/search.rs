//! Best-first branch and bound (A. Land, A. Doig, 1960) over the trees of the occupations asked for: nodes by the most
//! that is in them, until nothing left can be among the best k; then the exact scores of the few that can. It refuses
//! to let an estimate order the results.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::estimate::{self, NEVER};
use super::item::{Record, Side};
use super::leaf::{LANES, Leaf};
use super::lens::Lens;
use super::profile::Profile;
use super::query::{Hit, Query};
use super::score::{admits, best_first, judge};
use super::tree::{Child, Node};

/// Doubtful candidates that may wait before they are judged.
const WAITING: usize = 512;

/// A tree to search and what its occupation is worth.
pub(crate) struct Ground<'i> {
    pub(crate) occupation: u32,
    pub(crate) weight: f64,
    pub(crate) tree: &'i Child,
}

/// The trees asked for, in the order of their occupations.
pub(crate) type Grounds<'i> = [Ground<'i>];

struct Front<'i> {
    most: f32,
    ground: u32,
    child: &'i Child,
}

impl Ord for Front<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.most.total_cmp(&other.most)
    }
}

impl PartialOrd for Front<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Front<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Front<'_> {}

#[derive(Clone, Copy)]
struct Candidate<'i> {
    estimate: f32,
    ground: u32,
    record: &'i Record,
}

struct Search<'i, 'q> {
    side: Side,
    profile: &'q Profile,
    query: &'q Query<'q>,
    lens: Lens,
    grounds: &'q Grounds<'i>,
    /// What certainly passes.
    sure: Vec<Candidate<'i>>,
    /// What may pass, at the edge of a filter.
    doubtful: Vec<Candidate<'i>>,
    /// Nothing estimated below this can be among the best.
    floor: f32,
    cut_at: usize,
}

/// The best of the grounds.
pub(crate) fn top<'i, 'q>(
    side: Side,
    profile: &'q Profile,
    query: &'q Query<'q>,
    grounds: &'q Grounds<'i>,
) -> Vec<Hit> {
    let Some(lens) = Lens::new(side, profile, query) else { return Vec::new() };
    let rich = lens.rich;
    let search = Search {
        side,
        profile,
        query,
        lens,
        grounds,
        sure: Vec::new(),
        doubtful: Vec::new(),
        floor: f32::MIN,
        cut_at: query.limit,
    };
    match (side, rich) {
        (Side::Jobs, false) => search.run::<false, false>(),
        (Side::Jobs, true) => search.run::<false, true>(),
        (Side::Workers, false) => search.run::<true, false>(),
        (Side::Workers, true) => search.run::<true, true>(),
    }
}

impl<'i> Search<'i, '_> {
    fn run<const WORKERS: bool, const RICH: bool>(mut self) -> Vec<Hit> {
        let base: Vec<f32> =
            self.grounds.iter().map(|ground| (self.profile.occupation * ground.weight) as f32).collect();
        let mut fronts = BinaryHeap::with_capacity(64 + self.grounds.len());
        for (at, ground) in self.grounds.iter().enumerate() {
            let most = estimate::node::<WORKERS, RICH>(&self.lens, self.query, &ground.tree.bounds, base[at]);
            if most > NEVER {
                fronts.push(Front { most, ground: at as u32, child: ground.tree });
            }
        }
        while let Some(Front { most, ground, child }) = fronts.pop() {
            if most < self.floor {
                break;
            }
            let base = base[ground as usize];
            match &*child.node {
                Node::Branch(children) => {
                    for child in children {
                        let most =
                            estimate::node::<WORKERS, RICH>(&self.lens, self.query, &child.bounds, base);
                        if most >= self.floor {
                            fronts.push(Front { most, ground, child });
                        }
                    }
                }
                Node::Leaf(leaf) => {
                    let clean = estimate::admits_all(self.query, &child.bounds);
                    self.look::<WORKERS, RICH>(leaf, clean, ground, base);
                }
            }
        }
        self.finish()
    }

    fn look<const WORKERS: bool, const RICH: bool>(
        &mut self,
        leaf: &'i Leaf,
        clean: bool,
        ground: u32,
        base: f32,
    ) {
        for (block, records) in leaf.blocks.iter().zip(leaf.records.chunks(LANES)) {
            let estimates = estimate::block::<WORKERS, RICH>(&self.lens, block, base);
            for (at, record) in records.iter().enumerate() {
                let estimate = estimates.score[at];
                if estimate < self.floor || (!clean && !self.admits(ground, record)) {
                    continue;
                }
                let metres = estimates.metres[at];
                let within = metres <= self.lens.near_enough && metres + self.lens.slack <= block.reach[at];
                let candidate = Candidate { estimate, ground, record };
                if within && !self.lens.vague {
                    self.sure.push(candidate);
                    if self.sure.len() >= self.cut_at {
                        self.cut();
                    }
                } else {
                    self.doubtful.push(candidate);
                    if self.doubtful.len() >= WAITING {
                        self.settle();
                    }
                }
            }
        }
    }

    /// Whether an item passes all that is not estimated, and this is where it counts: of the occupations asked for
    /// that of the greatest weight, then of the least number.
    fn admits(&self, ground: u32, record: &Record) -> bool {
        let here = &self.grounds[ground as usize];
        let weight_of = |occupation: u32| {
            let at = self.grounds.binary_search_by_key(&occupation, |ground| ground.occupation).ok()?;
            Some(self.grounds[at].weight)
        };
        let better = |other: u32| {
            weight_of(other).is_some_and(|weight| {
                weight > here.weight || (weight == here.weight && other < here.occupation)
            })
        };
        (record.others.is_none() || !record.occupations().any(better)) && admits(self.query, record)
    }

    /// Raises the floor to what the k-th of the sure candidates proves, and drops what is below.
    fn cut(&mut self) {
        let limit = self.query.limit;
        if self.sure.len() >= limit {
            let (_, last, _) =
                self.sure.select_nth_unstable_by(limit - 1, |a, b| b.estimate.total_cmp(&a.estimate));
            self.floor = self.floor.max(last.estimate - 2.0 * self.lens.margin);
            let floor = self.floor;
            self.sure.retain(|candidate| candidate.estimate >= floor);
        }
        self.cut_at = (self.sure.len() * 2 + 8).max(limit);
    }

    /// Judges what is doubtful: what passes is sure, and its score is its estimate.
    fn settle(&mut self) {
        for candidate in std::mem::take(&mut self.doubtful) {
            if candidate.estimate < self.floor {
                continue;
            }
            if let Some(hit) = self.judge(&candidate) {
                self.sure.push(Candidate { estimate: hit.score as f32, ..candidate });
                if self.sure.len() >= self.cut_at {
                    self.cut();
                }
            }
        }
    }

    fn judge(&self, candidate: &Candidate<'_>) -> Option<Hit> {
        let weight = self.grounds[candidate.ground as usize].weight;
        judge(self.side, self.profile, self.query, candidate.record, weight)
    }

    fn finish(mut self) -> Vec<Hit> {
        self.cut();
        let all = self.sure.iter().chain(&self.doubtful);
        let mut hits: Vec<Hit> = all
            .filter(|candidate| candidate.estimate >= self.floor)
            .filter_map(|candidate| self.judge(candidate))
            .collect();
        hits.sort_unstable_by(best_first);
        hits.truncate(self.query.limit);
        hits
    }
}
