//! A bound from prices (Lagrangian relaxation of capacities) and better prices by subgradient steps. It refuses
//! fractions: prices are whole numbers of `1 / SCALE` of a weight, so the bound is exact for whatever prices stand.

use super::own::{Fate, Own};
use super::part::Part;

/// Prices are counted in such parts of a weight.
pub(super) const SCALE: i128 = 1 << 10;
/// Steps without a better bound before they are made shorter.
const PATIENCE: u32 = 8;
/// The length of steps is counted in such parts.
const UNIT: i128 = 256;

/// Prices and what they say.
#[derive(Clone, Debug)]
pub(super) struct Priced {
    /// The price of each shift.
    pub(super) price: Vec<i128>,
    /// Nothing that the fates allow is worth more, in parts of `1 / SCALE`.
    pub(super) bound: i128,
    /// The places taken when every worker takes their best day at these prices; shifts may be overfull.
    pub(super) taken: Vec<usize>,
}

/// What is asked at prices: each worker's best day.
pub(super) fn at(part: &Part, own: &mut Own, fates: &[Fate], price: Vec<i128>) -> Priced {
    let mut taken = Vec::new();
    let mut bound = price.iter().zip(&part.capacity).map(|(price, c)| price * i128::from(*c)).sum::<i128>();
    for worker in 0..part.workers() {
        bound += own.solve(part, part.places(worker), |place| {
            let pair = part.pairs[place];
            (pair.weight * SCALE - price[pair.shift as usize], fates[place])
        });
        taken.extend_from_slice(&own.taken);
    }
    Priced { price, bound, taken }
}

/// How many more workers than it takes each shift was given.
pub(super) fn excess(part: &Part, taken: &[usize]) -> Vec<i128> {
    let mut excess = part.capacity.iter().map(|c| -i128::from(*c)).collect::<Vec<_>>();
    for place in taken {
        excess[part.pairs[*place].shift as usize] += 1;
    }
    excess
}

/// Who watches the bound come down.
pub(super) trait Watch {
    /// A bound that is not above this need not come lower.
    fn goal(&self) -> i128;

    /// Takes so many looks from the work; false if they are not left.
    fn spend(&mut self, looks: u64) -> bool;

    /// Is shown each set of prices that bettered the bound.
    fn see(&mut self, own: &mut Own, priced: &Priced);
}

/// Lowers the bound from where it begins, at most `rounds` times, while the work lasts and the goal is not reached.
pub(super) fn lower(
    part: &Part,
    own: &mut Own,
    fates: &[Fate],
    begin: Vec<i128>,
    rounds: u32,
    watch: &mut dyn Watch,
) -> Priced {
    let mut best = at(part, own, fates, begin);
    watch.see(own, &best);
    let (mut here, mut length, mut idle) = (best.clone(), UNIT, 0);
    for _ in 0..rounds {
        if best.bound / SCALE <= watch.goal() || length == 0 || !watch.spend(part.pairs.len() as u64) {
            break;
        }
        let mut slope = excess(part, &here.taken);
        for (slope, price) in slope.iter_mut().zip(&here.price) {
            if *price == 0 && *slope < 0 {
                *slope = 0;
            }
        }
        let square = slope.iter().map(|slope| slope * slope).sum::<i128>();
        if square == 0 {
            break;
        }
        let far = (here.bound - watch.goal() * SCALE).max(SCALE);
        let step = |slope: i128| far.saturating_mul(length) / UNIT * slope / square;
        let price =
            here.price.iter().zip(&slope).map(|(price, slope)| (price + step(*slope)).max(0)).collect();
        here = at(part, own, fates, price);
        if here.bound < best.bound {
            (best, idle) = (here.clone(), 0);
            watch.see(own, &best);
        } else {
            idle += 1;
            if idle == PATIENCE {
                (here, length, idle) = (best.clone(), length / 2, 0);
            }
        }
    }
    best
}
