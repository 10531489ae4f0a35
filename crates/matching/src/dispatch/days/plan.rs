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
    /// No plan has more assignments, by the same; only where least cost is asked.
    pub most: i128,
}

/// Looks that a day with so many edges is usually worth: some seconds.
pub const fn usual_steps(edges: usize) -> u64 {
    100_000_000 + 2_000 * edges as u64
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
    let (edges, apart) = (instance.edges().len() as i128, high - low);
    // The last is more than any two plans differ in cost; bounds are closer where one more assignment is worth less.
    let each = match objective {
        Objective::MostValue => vec![0],
        Objective::LeastCost => {
            let mut each = vec![low + 2 * apart + 1, low + 8 * apart + 1, low + apart * edges + 1];
            each.dedup();
            each
        }
    };
    let most = each.iter().map(|each| each - low).max().unwrap_or(0).max(high);
    let sum = most.checked_mul(SCALE * 64).and_then(|sum| sum.checked_mul(edges + 1));
    sum.filter(|sum| *sum < i128::MAX / 2).ok_or(Error::invalid("dispatch.too_large"))?;

    let places = places(instance);
    let mut left = steps;
    let mut best: Option<DayPlan> = None;
    for (runs, each) in (1..=each.len() as u64).rev().zip(each) {
        let mut share = left / runs;
        left -= share;
        let mut next = once(instance, periods, objective, each, &mut share);
        // A plan of k assignments weighs (λ − low)·k less what it costs above the lowest.
        next.most = ((next.searched + apart * places) / (each - low).max(1)).min(places);
        left += share;
        best = Some(match best {
            Some(best) => best.or(next, instance),
            None => next,
        });
        if best.as_ref().is_some_and(|best| best.is_proved(instance)) {
            break;
        }
    }
    best.ok_or(Error::internal("dispatch.unproven"))
}

/// No plan has more assignments than workers who may come to places.
fn places(instance: &Instance) -> i128 {
    let mut takers = vec![0_u64; instance.capacity().len()];
    for edge in instance.edges() {
        takers[edge.shift as usize] += 1;
    }
    takers.iter().zip(instance.capacity()).map(|(takers, capacity)| i128::from(*takers.min(capacity))).sum()
}

/// A plan where one more assignment is worth `each`.
fn once(
    instance: &Instance,
    periods: &[Period],
    objective: Objective,
    each: i128,
    left: &mut u64,
) -> DayPlan {
    let weight = |value: i64| match objective {
        Objective::MostValue => (value >= 0).then(|| i128::from(value)),
        Objective::LeastCost => Some(each - i128::from(value)),
    };
    let parts = parts(instance, periods, weight);
    let mut open = parts.iter().filter(|part| !part.is_single()).map(|p| p.pairs.len() as u128).sum::<u128>();
    let mut plan = DayPlan {
        chosen: Vec::new(),
        each,
        scale: SCALE,
        prices: vec![0; periods.len()],
        searched: 0,
        most: 0,
    };
    for part in &parts {
        if part.is_single() {
            plan.single(part);
            continue;
        }
        let size = part.pairs.len() as u128;
        let share = (u128::from(*left) * size / open.max(1)) as u64;
        open -= size;
        *left -= plan.searched(part, share);
    }
    plan.chosen.sort_unstable();
    plan
}

impl DayPlan {
    fn cost(&self, instance: &Instance) -> i128 {
        self.chosen.iter().map(|index| i128::from(instance.edges()[*index].value)).sum()
    }

    /// Of two plans for least cost the better one, with the bound that is closer for its number of assignments.
    fn or(self, other: DayPlan, instance: &Instance) -> DayPlan {
        let rank = |plan: &DayPlan| (plan.chosen.len(), -plan.cost(instance));
        let (mut plan, next) = if rank(&other) > rank(&self) { (other, self) } else { (self, other) };
        let number = plan.chosen.len() as i128;
        if next.each * number - next.searched > plan.each * number - plan.searched {
            let chosen = std::mem::take(&mut plan.chosen);
            plan = DayPlan { chosen, most: plan.most.min(next.most), ..next };
        } else {
            plan.most = plan.most.min(next.most);
        }
        plan
    }

    /// Whether it has as many assignments as can be, for least cost, and no plan of as many costs less.
    fn is_proved(&self, instance: &Instance) -> bool {
        let number = self.chosen.len() as i128;
        number == self.most && self.each * number - self.searched == self.cost(instance)
    }

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
