//! From an instance to a plan with its certificate. It refuses what would not fit in 128 bits.

use kernel::Error;

use super::auction::{auction, grain};
use super::certificate::{Certificate, Objective};
use super::cover::cover;
use super::graph::{Graph, NONE};
use super::instance::Instance;
use super::matching::Matching;
use super::number::Number;
use super::repair::repair;

/// A plan: which pairs stand, and what proves that none is better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Indices into the instance's edges, ascending.
    pub chosen: Vec<usize>,
    /// The dual side.
    pub certificate: Certificate,
}

/// An optimal plan.
///
/// `priorities` names the second objective, fairness among equals: one number for each worker, such as days since last
/// work; among all plans that are optimal the sum over the assigned is as large as can be. None leaves the choice open.
///
/// # Errors
/// `dispatch.priorities` if there is not one for each worker; `dispatch.too_large` if the weights do not fit in 128
/// bits, which values of 64 bits reach only together with priorities.
pub fn dispatch(
    instance: &Instance,
    objective: Objective,
    priorities: Option<&[u32]>,
) -> Result<Plan, Error> {
    if priorities.is_some_and(|all| all.len() != instance.workers()) {
        return Err(Error::invalid("dispatch.priorities"));
    }
    let edges = instance.edges();
    let (low, high) = edges.iter().fold((i128::MAX, i128::MIN), |(low, high), edge| {
        (low.min(i128::from(edge.value)), high.max(i128::from(edge.value)))
    });
    // Whoever can be assigned by moving others may cost so much and no more.
    let each = match objective {
        Objective::MostValue => 0,
        Objective::LeastCost if edges.is_empty() => 0,
        Objective::LeastCost => high + (high - low) * instance.most_assigned() + 1,
    };
    let scale = 1 + priorities.map_or(0, |all| all.iter().map(|p| i128::from(*p)).sum::<i128>());
    let most = match objective {
        Objective::MostValue => high.max(0),
        Objective::LeastCost => (each - low.min(each)).max(1),
    };
    let room = most
        .checked_add(1)
        .and_then(|most| most.checked_mul(scale))
        .and_then(|most| most.checked_mul(grain(instance.capacity().len())))
        .and_then(|most| most.checked_mul(8))
        .ok_or(Error::invalid("dispatch.too_large"))?;
    let problem = Problem { instance, objective, each, scale, priorities };
    Ok(if room < i128::from(i64::MAX) { problem.solve::<i64>() } else { problem.solve::<i128>() })
}

/// A matching of largest weight, with its prices.
pub(super) fn heaviest<W: Number>(graph: &Graph<W>) -> Matching<W> {
    let (price, wish) = auction(graph);
    let mut matching = Matching::new(graph, price, &wish);
    repair(graph, &mut matching);
    matching
}

/// Pairs chosen for the largest weight, by the index given with each, and the price of each shift.
pub(super) struct Heaviest {
    pub(super) chosen: Vec<u32>,
    pub(super) prices: Vec<i128>,
}

/// The largest weight, each worker at most once, of pairs `(worker, shift, weight, index)` whose weights are not
/// negative and whose shifts are not closed.
pub(super) fn assign(workers: usize, capacity: &[u64], pairs: &[(u32, u32, i128, u32)]) -> Heaviest {
    fn run<W: Number>(workers: usize, capacity: &[u64], pairs: &[(u32, u32, i128, u32)]) -> Heaviest {
        let narrow = pairs.iter().map(|pair| (pair.0, pair.1, W::narrow(pair.2), pair.3));
        let graph = Graph::<W>::new(workers, capacity, &narrow.collect::<Vec<_>>());
        let matching = heaviest(&graph);
        let stand = matching.place.iter().filter(|place| **place != NONE);
        Heaviest {
            chosen: stand.map(|place| graph.edge[*place as usize]).collect(),
            prices: matching.price.iter().map(|price| price.wide()).collect(),
        }
    }
    let most = pairs.iter().map(|pair| pair.2).max().unwrap_or(0);
    let room = (most + 1).saturating_mul(grain(capacity.len())).saturating_mul(8);
    if room < i128::from(i64::MAX) {
        run::<i64>(workers, capacity, pairs)
    } else {
        run::<i128>(workers, capacity, pairs)
    }
}

struct Problem<'a> {
    instance: &'a Instance,
    objective: Objective,
    each: i128,
    scale: i128,
    priorities: Option<&'a [u32]>,
}

impl Problem<'_> {
    fn solve<W: Number>(&self) -> Plan {
        let capacity = self.instance.capacity();
        let mut pairs = Vec::with_capacity(self.instance.edges().len());
        for (index, edge) in self.instance.edges().iter().enumerate() {
            let value = i128::from(edge.value);
            let worth = match self.objective {
                Objective::MostValue => value,
                Objective::LeastCost => self.each - value,
            };
            // Nobody is made to lose, and a closed shift takes nobody.
            if worth < 0 || capacity[edge.shift as usize] == 0 {
                continue;
            }
            let extra = self.priorities.map_or(0, |all| i128::from(all[edge.worker as usize]));
            pairs.push((edge.worker, edge.shift, W::narrow(worth * self.scale + extra), index as u32));
        }
        let graph = Graph::new(self.instance.workers(), capacity, &pairs);
        drop(pairs);
        let matching = heaviest(&graph);
        self.plan(&graph, &matching)
    }

    fn plan<W: Number>(&self, graph: &Graph<W>, matching: &Matching<W>) -> Plan {
        let stand = matching.place.iter().filter(|place| **place != NONE);
        let mut chosen = stand.map(|place| graph.edge[*place as usize] as usize).collect::<Vec<_>>();
        chosen.sort_unstable();
        let mut prices = matching.price.iter().map(|price| price.wide()).collect::<Vec<_>>();
        let gains = matching.gain.iter().map(|gain| gain.wide()).collect::<Vec<_>>();
        self.price_closed(&gains, &mut prices);
        let cover = match self.objective {
            Objective::MostValue => None,
            Objective::LeastCost => Some(cover(graph, matching)),
        };
        Plan { chosen, certificate: Certificate { scale: self.scale, each: self.each, gains, prices, cover } }
    }

    /// A closed shift costs the bound nothing; its price only has to be high enough.
    fn price_closed(&self, gains: &[i128], prices: &mut [i128]) {
        for edge in self.instance.edges() {
            let shift = edge.shift as usize;
            if self.instance.capacity()[shift] > 0 {
                continue;
            }
            let worth = match self.objective {
                Objective::MostValue => i128::from(edge.value),
                Objective::LeastCost => self.each - i128::from(edge.value),
            };
            let extra = self.priorities.map_or(0, |all| i128::from(all[edge.worker as usize]));
            let needed = worth * self.scale + extra - gains[edge.worker as usize];
            prices[shift] = prices[shift].max(needed);
        }
    }
}
