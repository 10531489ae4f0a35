//! The proof that a plan is optimal, and the one who checks it. The check refuses to share code with the solver: it
//! takes the instance, the pairs chosen and the dual numbers, and adds up in 128 bits with every step checked.
//!
//! Let `v` be the values, `c` the capacities. A pair weighs `w = s·v + q`, or `w = s·(λ − v) + q` where least cost is
//! asked, with `q` the worker's priority (nought without fairness) and `s` more than all priorities together. With
//! gains `u ≥ 0` and prices `p ≥ 0` such that `u[i] + p[j] ≥ w` for every pair, any plan X weighs
//! `Σ w ≤ Σ u[i] + Σ p[j] ≤ Σ u + Σ c·p = B`, since a worker comes at most once in X and a shift at most `c` times.
//! Where the plan itself weighs `B` (complementary slackness) none is heavier, and since `s` exceeds any sum of
//! priorities, none has a better total, nor an equal total and a higher sum of priorities.
//!
//! For least cost, a cover proves the number of assignments: when every pair has its worker or its shift in the cover,
//! no plan has more than `Σ (workers in it) + Σ (capacities of shifts in it)`. Among plans of that number `k` each has
//! `s·(λ·k − total) + (priorities) ≤ B`, so that no total is below `λ·k − ⌊B / s⌋`.

use kernel::Error;

use super::instance::Instance;
use super::solve::Plan;

/// What makes a plan best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Objective {
    /// The largest total; a worker may stay without work, and nobody is assigned at a negative value.
    MostValue,
    /// As many assignments as can be; among such plans the least total.
    LeastCost,
}

/// Workers and shifts such that every allowed pair has one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// For each worker whether they are in it.
    pub workers: Vec<bool>,
    /// For each shift whether it is in it.
    pub shifts: Vec<bool>,
}

/// Dual numbers, see the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// `s`: what a value is multiplied by; one without fairness.
    pub scale: i128,
    /// `λ`: what one more assignment is worth; nought where most value is asked.
    pub each: i128,
    /// `u` for each worker.
    pub gains: Vec<i128>,
    /// `p` for each shift.
    pub prices: Vec<i128>,
    /// Why there are no more assignments, where least cost is asked.
    pub cover: Option<Cover>,
}

/// What a plan was found to be worth, and what no plan can better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The sum of the chosen values.
    pub total: i128,
    /// No total is better: none is larger, or none of as many assignments is smaller.
    pub bound: i128,
    /// How many pairs were chosen.
    pub assigned: u64,
    /// The sum of the priorities of the assigned; nought without priorities.
    pub priority: i128,
    /// Whether the plan weighs exactly what the duals allow, priorities included: it is optimal in every objective.
    pub optimal: bool,
}

impl Verified {
    /// How far the total may be from the best; nought when it is the best.
    pub fn gap(&self) -> i128 {
        self.bound.saturating_sub(self.total).saturating_abs()
    }
}

/// Checks a plan and its certificate against the instance and says what they prove.
///
/// # Errors
/// `dispatch.unproven` with the `flaw`: `shape`, `edge`, `worker_twice`, `over_capacity`, `scale`, `negative`,
/// `infeasible` (of the duals), `cover`, or `overflow`.
pub fn verify(
    instance: &Instance,
    objective: Objective,
    priorities: Option<&[u32]>,
    plan: &Plan,
) -> Result<Verified, Error> {
    check(instance, objective, priorities, plan)
        .map_err(|flaw| Error::internal("dispatch.unproven").with("flaw", flaw))
}

fn check(
    instance: &Instance,
    objective: Objective,
    priorities: Option<&[u32]>,
    plan: &Plan,
) -> Result<Verified, &'static str> {
    let proof = &plan.certificate;
    let (workers, shifts) = (instance.workers(), instance.capacity().len());
    let shaped = proof.gains.len() == workers
        && proof.prices.len() == shifts
        && priorities.is_none_or(|all| all.len() == workers);
    require(shaped, "shape")?;
    let priority = |worker: usize| priorities.and_then(|all| all.get(worker)).map_or(0, |p| i128::from(*p));

    let mut busy = vec![false; workers];
    let mut left = instance.capacity().to_vec();
    let (mut total, mut assigned, mut waited) = (0_i128, 0_u64, 0_i128);
    for index in &plan.chosen {
        let edge = instance.edges().get(*index).ok_or("edge")?;
        let busy = busy.get_mut(edge.worker as usize).ok_or("edge")?;
        require(!std::mem::replace(busy, true), "worker_twice")?;
        let left = left.get_mut(edge.shift as usize).ok_or("edge")?;
        *left = left.checked_sub(1).ok_or("over_capacity")?;
        total = total.checked_add(i128::from(edge.value)).ok_or("overflow")?;
        waited = waited.checked_add(priority(edge.worker as usize)).ok_or("overflow")?;
        assigned += 1;
    }

    let all = (0..workers).try_fold(0_i128, |sum, worker| sum.checked_add(priority(worker)));
    require(proof.scale > all.ok_or("overflow")?, "scale")?;
    require(objective == Objective::LeastCost || proof.each == 0, "scale")?;
    require(proof.gains.iter().chain(&proof.prices).all(|dual| *dual >= 0), "negative")?;
    for edge in instance.edges() {
        let value = i128::from(edge.value);
        let worth = match objective {
            Objective::MostValue => Some(value),
            Objective::LeastCost => proof.each.checked_sub(value),
        };
        let weight = worth
            .and_then(|worth| worth.checked_mul(proof.scale))
            .and_then(|weight| weight.checked_add(priority(edge.worker as usize)))
            .ok_or("overflow")?;
        let gain = proof.gains.get(edge.worker as usize).ok_or("shape")?;
        let price = proof.prices.get(edge.shift as usize).ok_or("shape")?;
        require(gain.checked_add(*price).ok_or("overflow")? >= weight, "infeasible")?;
    }

    let gains = proof.gains.iter().try_fold(0_i128, |sum, gain| sum.checked_add(*gain));
    let prices = proof.prices.iter().zip(instance.capacity()).try_fold(0_i128, |sum, (price, capacity)| {
        sum.checked_add(price.checked_mul(i128::from(*capacity))?)
    });
    let heaviest = gains.ok_or("overflow")?.checked_add(prices.ok_or("overflow")?).ok_or("overflow")?;
    let limit = heaviest.div_euclid(proof.scale);
    let (worth, bound) = match objective {
        Objective::MostValue => (Some(total), Some(limit)),
        Objective::LeastCost => {
            require(
                covered(instance, proof.cover.as_ref().ok_or("cover")?)? == i128::from(assigned),
                "cover",
            )?;
            let promised = proof.each.checked_mul(i128::from(assigned)).ok_or("overflow")?;
            (promised.checked_sub(total), promised.checked_sub(limit))
        }
    };
    let weight = worth
        .and_then(|worth| worth.checked_mul(proof.scale))
        .and_then(|weight| weight.checked_add(waited))
        .ok_or("overflow")?;
    let bound = bound.ok_or("overflow")?;
    Ok(Verified { total, bound, assigned, priority: waited, optimal: weight == heaviest })
}

/// How many assignments a cover allows at most.
fn covered(instance: &Instance, cover: &Cover) -> Result<i128, &'static str> {
    require(cover.workers.len() == instance.workers(), "shape")?;
    require(cover.shifts.len() == instance.capacity().len(), "shape")?;
    for edge in instance.edges() {
        let by_worker = cover.workers.get(edge.worker as usize).ok_or("shape")?;
        let by_shift = cover.shifts.get(edge.shift as usize).ok_or("shape")?;
        let closed = instance.capacity().get(edge.shift as usize) == Some(&0);
        require(*by_worker || *by_shift || closed, "cover")?;
    }
    let workers = cover.workers.iter().filter(|inside| **inside).count() as i128;
    let shifts = cover.shifts.iter().zip(instance.capacity()).filter(|(inside, _)| **inside);
    Ok(workers + shifts.map(|(_, capacity)| i128::from(*capacity)).sum::<i128>())
}

fn require(holds: bool, flaw: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(flaw) }
}
