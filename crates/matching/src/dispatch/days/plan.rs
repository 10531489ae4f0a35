//! A day on which a worker may take several shifts that do not overlap, planned within a limit of work. It refuses to
//! call a plan optimal without a bound that says so; where the search ends early the gap is what is left open.

use kernel::{Error, Period};

use super::part::{Part, parts};
use super::price::SCALE;
use super::search::search;
use crate::dispatch::solve::assign;
use crate::dispatch::{Instance, Objective};

/// A plan of a day with the bounds that were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayPlan {
    /// Indices into the instance's edges, ascending.
    pub chosen: Vec<usize>,
    /// `λ`: what one more assignment is worth; nought where most value is asked.
    pub each: i128,
    /// What prices are multiplied by.
    pub scale: i128,
    /// For each shift a price, times `scale`: a bound that anybody can check, see [`super::verify_days`].
    pub prices: Vec<i128>,
    /// No plan weighs more, by branch and bound: a weight is the value, or `λ` less the value where least cost is asked.
    pub searched: i128,
}

/// Plans a day within `steps` looks at pairs (some ten nanoseconds each). `periods` says when each shift is.
///
/// Parts of the day in which no worker could take two shifts are assigned optimally whatever the limit.
///
/// # Errors
/// `dispatch.periods` if there is not one for each shift; `dispatch.too_large` if sums of weights do not fit.
pub fn dispatch_days(
    instance: &Instance,
    periods: &[Period],
    objective: Objective,
    steps: u64,
) -> Result<DayPlan, Error> {
    if periods.len() != instance.capacity().len() {
        return Err(Error::invalid("dispatch.periods"));
    }
    let values = || instance.edges().iter().map(|edge| i128::from(edge.value));
    let (low, high) = (values().min().unwrap_or(0), values().max().unwrap_or(0));
    let edges = instance.edges().len() as i128;
    let each = match objective {
        Objective::MostValue => 0,
        // More than any two plans differ in cost.
        Objective::LeastCost => low + (high - low) * edges + 1,
    };
    let most = (each - low).max(high).max(0);
    let sum = most.checked_mul(SCALE * 64).and_then(|sum| sum.checked_mul(edges + 1));
    sum.filter(|sum| *sum < i128::MAX / 2).ok_or(Error::invalid("dispatch.too_large"))?;

    let weight = |value: i64| match objective {
        Objective::MostValue => (value >= 0).then(|| i128::from(value)),
        Objective::LeastCost => Some(each - i128::from(value)),
    };
    let parts = parts(instance, periods, weight);
    let mut open = parts.iter().filter(|part| !part.is_single()).map(|p| p.pairs.len() as u128).sum::<u128>();
    let mut left = steps;
    let mut plan =
        DayPlan { chosen: Vec::new(), each, scale: SCALE, prices: vec![0; periods.len()], searched: 0 };
    for part in &parts {
        if part.is_single() {
            plan.single(part);
            continue;
        }
        let size = part.pairs.len() as u128;
        let share = (u128::from(left) * size / open.max(1)) as u64;
        open -= size;
        left -= plan.searched(part, share);
    }
    plan.chosen.sort_unstable();
    Ok(plan)
}

impl DayPlan {
    fn single(&mut self, part: &Part) {
        let mut pairs = Vec::with_capacity(part.pairs.len());
        for worker in 0..part.workers() {
            for place in part.places(worker) {
                let pair = part.pairs[place];
                pairs.push((worker as u32, pair.shift, pair.weight, place as u32));
            }
        }
        let best = assign(part.workers(), &part.capacity, &pairs);
        for place in best.chosen {
            let pair = part.pairs[place as usize];
            self.searched += pair.weight;
            self.chosen.push(pair.edge as usize);
        }
        for (shift, price) in part.shifts.iter().zip(best.prices) {
            self.prices[*shift as usize] = price * SCALE;
        }
    }

    /// Searches a part and says how much work that took.
    fn searched(&mut self, part: &Part, share: u64) -> u64 {
        let mut left = share;
        let found = search(part, &mut left);
        self.searched += found.bound;
        self.chosen.extend(found.taken.iter().map(|place| part.pairs[*place].edge as usize));
        for (shift, price) in part.shifts.iter().zip(found.price) {
            self.prices[*shift as usize] = price;
        }
        share - left
    }
}
