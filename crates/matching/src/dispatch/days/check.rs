//! What a day's plan and its bounds prove. The check refuses to share code with the search: it adds up the instance, the
//! chosen edges and the prices anew.
//!
//! With prices `p ≥ 0` any plan X weighs `Σ w = Σ (w − p) + Σ p ≤ Σ (best day of each worker at w − p) + Σ c·p`, since
//! X gives each worker some day without overlaps and each shift at most `c` workers (Lagrangian duality).

use std::collections::BTreeMap;

use kernel::{Error, Period};

use super::plan::DayPlan;
use crate::dispatch::{Instance, Objective};

/// What a day's plan was found to be worth, and what no plan can better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerifiedDay {
    /// The sum of the chosen values.
    pub total: i128,
    /// No total is better, by the prices alone; for least cost: none of as many assignments.
    pub priced: i128,
    /// The same with what branch and bound excluded.
    pub bound: i128,
    /// How many pairs were chosen.
    pub assigned: u64,
    /// No plan has more; equal to `assigned` where most value is asked.
    pub most_assigned: u64,
}

impl VerifiedDay {
    /// How far the total may be from the best.
    pub fn gap(&self) -> i128 {
        self.bound.saturating_sub(self.total).saturating_abs()
    }

    /// Whether the plan is proved to be optimal.
    pub fn optimal(&self) -> bool {
        self.gap() == 0 && self.assigned == self.most_assigned
    }
}

/// No plan has more assignments than workers who may come to places.
fn places(instance: &Instance) -> Option<i128> {
    let mut takers: BTreeMap<u32, u64> = BTreeMap::new();
    for edge in instance.edges() {
        *takers.entry(edge.shift).or_default() += 1;
    }
    takers.into_iter().try_fold(0_i128, |sum, (shift, takers)| {
        Some(sum + i128::from(takers.min(*instance.capacity().get(shift as usize)?)))
    })
}

/// Checks a day's plan and its prices against the instance and says what they prove.
///
/// # Errors
/// `dispatch.unproven` with the `flaw`: `shape`, `edge`, `overlap`, `over_capacity`, `negative`, or `overflow`.
pub fn verify_days(
    instance: &Instance,
    periods: &[Period],
    objective: Objective,
    plan: &DayPlan,
) -> Result<VerifiedDay, Error> {
    check(instance, periods, objective, plan)
        .map_err(|flaw| Error::internal("dispatch.unproven").with("flaw", flaw))
}

fn check(
    instance: &Instance,
    periods: &[Period],
    objective: Objective,
    plan: &DayPlan,
) -> Result<VerifiedDay, &'static str> {
    let shifts = instance.capacity().len();
    require(periods.len() == shifts && plan.prices.len() == shifts && plan.scale > 0, "shape")?;
    require(objective == Objective::LeastCost || plan.each == 0, "shape")?;
    require(plan.prices.iter().all(|price| *price >= 0), "negative")?;
    let mut left = instance.capacity().to_vec();
    let mut busy: BTreeMap<u32, Vec<Period>> = BTreeMap::new();
    let (mut total, mut assigned) = (0_i128, 0_u64);
    for index in &plan.chosen {
        let edge = instance.edges().get(*index).ok_or("edge")?;
        let left = left.get_mut(edge.shift as usize).ok_or("edge")?;
        *left = left.checked_sub(1).ok_or("over_capacity")?;
        let period = *periods.get(edge.shift as usize).ok_or("shape")?;
        let day = busy.entry(edge.worker).or_default();
        require(!day.iter().any(|other| other.overlaps(period)), "overlap")?;
        day.push(period);
        total = total.checked_add(i128::from(edge.value)).ok_or("overflow")?;
        assigned += 1;
    }

    let mut days: BTreeMap<u32, Vec<(Period, i128)>> = BTreeMap::new();
    for edge in instance.edges() {
        let value = i128::from(edge.value);
        let weight = match objective {
            Objective::MostValue => value,
            Objective::LeastCost => plan.each.checked_sub(value).ok_or("overflow")?,
        };
        let price = plan.prices.get(edge.shift as usize).ok_or("shape")?;
        let profit = weight.checked_mul(plan.scale).and_then(|w| w.checked_sub(*price)).ok_or("overflow")?;
        let open = instance.capacity().get(edge.shift as usize).is_some_and(|capacity| *capacity > 0);
        if open && profit > 0 {
            let period = *periods.get(edge.shift as usize).ok_or("shape")?;
            days.entry(edge.worker).or_default().push((period, profit));
        }
    }
    let mut scaled = 0_i128;
    for (price, capacity) in plan.prices.iter().zip(instance.capacity()) {
        let cost = price.checked_mul(i128::from(*capacity)).ok_or("overflow")?;
        scaled = scaled.checked_add(cost).ok_or("overflow")?;
    }
    for day in days.into_values() {
        scaled = scaled.checked_add(best_day(day).ok_or("overflow")?).ok_or("overflow")?;
    }
    let priced = scaled.div_euclid(plan.scale);
    let bound = priced.min(plan.searched);
    let bounds = match objective {
        Objective::MostValue => Some((priced, bound, i128::from(assigned))),
        Objective::LeastCost => at_least(instance, plan, assigned, priced, bound),
    };
    let (priced, bound, most) = bounds.ok_or("overflow")?;
    let most_assigned = u64::try_from(most).map_err(|_| "overflow")?;
    Ok(VerifiedDay { total, priced, bound, assigned, most_assigned })
}

/// From bounds on the weight: the least total of as many assignments by either, and the most assignments.
fn at_least(
    instance: &Instance,
    plan: &DayPlan,
    assigned: u64,
    priced: i128,
    bound: i128,
) -> Option<(i128, i128, i128)> {
    let low = instance.edges().iter().map(|edge| i128::from(edge.value)).min().unwrap_or(0);
    let high = instance.edges().iter().map(|edge| i128::from(edge.value)).max().unwrap_or(0);
    let promised = plan.each.checked_mul(i128::from(assigned))?;
    // A plan of k assignments weighs (λ − low)·k less what it costs above the lowest, at most (high − low) each.
    let places = places(instance)?;
    let lost = high.checked_sub(low)?.checked_mul(places)?;
    let step = plan.each.checked_sub(low)?;
    let most = if step > 0 { bound.checked_add(lost)?.div_euclid(step) } else { places };
    let most = most.min(places).min(plan.most).max(i128::from(assigned));
    Some((promised.checked_sub(priced)?, promised.checked_sub(bound)?, most))
}

/// The most that periods without overlaps are worth together.
fn best_day(mut day: Vec<(Period, i128)>) -> Option<i128> {
    day.sort_unstable_by_key(|(period, _)| period.end());
    // By end: the most that is worth up to there.
    let mut best = vec![(None, 0_i128)];
    for (period, profit) in day {
        let before = best.partition_point(|(end, _)| end.is_none_or(|end| end <= period.start()));
        let with = best.get(before.checked_sub(1)?)?.1.checked_add(profit)?;
        let most = best.last()?.1.max(with);
        best.push((Some(period.end()), most));
    }
    Some(best.last()?.1)
}

fn require(holds: bool, flaw: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(flaw) }
}
