//! Estimates of scores in single precision: of sixteen items at a time, and the most that any item below a node can
//! have. It refuses to decide alone: [`super::lens`] says how far an estimate can be off.

use super::bounds::Bounds;
use super::leaf::{Block, LANES};
use super::lens::Lens;
use super::query::Query;
use super::sphere::arc_m;

/// The estimate of what certainly does not pass.
pub(crate) const NEVER: f32 = f32::NEG_INFINITY;

/// Estimates of a block: by lane the score, or [`NEVER`], and the distance in metres.
pub(crate) struct Estimates {
    pub(crate) score: [f32; LANES],
    pub(crate) metres: [f32; LANES],
}

/// Estimates every lane; `base` is what the occupation gives. `WORKERS` is the side, `RICH` as in [`Lens::rich`].
pub(crate) fn block<const WORKERS: bool, const RICH: bool>(
    lens: &Lens,
    block: &Block,
    base: f32,
) -> Estimates {
    let mut out = Estimates { score: [NEVER; LANES], metres: [0.0; LANES] };
    for at in 0..LANES {
        let x = block.x[at] - lens.at[0];
        let y = block.y[at] - lens.at[1];
        let z = block.z[at] - lens.at[2];
        let metres = arc_m(x * x + y * y + z * z);
        let (pay, meet) = (block.pay[at], block.slots[at] & lens.slots);
        let score = base + weigh::<WORKERS, RICH>(lens, metres, pay, meet, block.posted[at], block.merit[at]);
        let passes = (metres <= lens.far)
            & (metres <= block.reach[at] + lens.slack)
            & (meet != 0)
            & pay_passes::<WORKERS>(lens, pay);
        out.score[at] = if passes { score } else { NEVER };
        out.metres[at] = metres;
    }
    out
}

/// The most that any item within the bounds can be estimated at, or [`NEVER`]: the same steps on the best end of each
/// column. Each step is monotone when rounded, but for the powers of two, which the seam covers.
pub(crate) fn node<const WORKERS: bool, const RICH: bool>(
    lens: &Lens,
    query: &Query<'_>,
    bounds: &Bounds,
    base: f32,
) -> f32 {
    let gap =
        |axis: usize| (bounds.low[axis] - lens.at[axis]).max(lens.at[axis] - bounds.high[axis]).max(0.0);
    let (x, y, z) = (gap(0), gap(1), gap(2));
    let metres = arc_m(x * x + y * y + z * z);
    let pay = if WORKERS { bounds.pay_low } else { bounds.pay_high };
    let meet = bounds.slots & lens.slots;
    let passes = (metres <= lens.far)
        & (metres <= bounds.reach + lens.slack)
        & (meet != 0)
        & pay_passes::<WORKERS>(lens, pay)
        & may_admit(query, bounds);
    if !passes {
        return NEVER;
    }
    base + weigh::<WORKERS, RICH>(lens, metres, pay, meet, bounds.newest, bounds.merit) + lens.seam
}

/// Whether some item within the bounds may pass [`super::score::admits`].
fn may_admit(query: &Query<'_>, bounds: &Bounds) -> bool {
    bounds.expires[1] > query.now.0
        && bounds.traits_any & query.requires.0 == query.requires.0
        && query.has.0 & bounds.needs_all == bounds.needs_all
        && query
            .dates
            .is_none_or(|dates| bounds.starts[0] < dates.end().0 && dates.start().0 < bounds.ends[1])
}

/// Whether every item within the bounds passes [`super::score::admits`] and is filed once.
pub(crate) fn admits_all(query: &Query<'_>, bounds: &Bounds) -> bool {
    bounds.expires[0] > query.now.0
        && bounds.traits_all & query.requires.0 == query.requires.0
        && query.has.0 & bounds.needs_any == bounds.needs_any
        && query
            .dates
            .is_none_or(|dates| bounds.starts[1] < dates.end().0 && dates.start().0 < bounds.ends[0])
        && query.only.is_none()
        && !bounds.shared
}

#[inline(always)]
fn pay_passes<const WORKERS: bool>(lens: &Lens, pay: i32) -> bool {
    if WORKERS { pay <= lens.pay_limit } else { pay >= lens.pay_limit }
}

#[inline(always)]
fn weigh<const WORKERS: bool, const RICH: bool>(
    lens: &Lens,
    metres: f32,
    pay: i32,
    meet: u32,
    posted: f32,
    merit: u32,
) -> f32 {
    let near = at_least_nought(1.0 - metres * lens.per_radius);
    let above = if WORKERS {
        // Over nought it is infinite or no number: both count as one.
        lens.pay / pay as f32 - 1.0
    } else {
        pay as f32 * lens.per_pay + lens.pay_base
    };
    let above = if above < 1.0 { above } else { 1.0 };
    let age = at_least_nought(lens.now - posted);
    let plain = lens.near_weight * near
        + lens.pay_weight * above
        + lens.slots_weight * (ones(meet) as i32 as f32 * lens.per_slot)
        + lens.fresh_weight * power(age * lens.fade);
    if !RICH {
        return plain;
    }
    let byte = |shift: u32| (merit >> shift & 255) as i32 as f32;
    plain
        + lens.walk_weight * power(metres * lens.tire)
        + lens.merit_weights[0] * byte(0)
        + lens.merit_weights[1] * byte(8)
        + lens.merit_weights[2] * byte(16)
}

#[inline(always)]
fn at_least_nought(value: f32) -> f32 {
    if value > 0.0 { value } else { 0.0 }
}

/// The bits set, by sums of neighbours, which compilers turn into vectors.
#[inline(always)]
fn ones(mask: u32) -> u32 {
    let pairs = mask - (mask >> 1 & 0x5555_5555);
    let fours = (pairs & 0x3333_3333) + (pairs >> 2 & 0x3333_3333);
    let bytes = (fours + (fours >> 4)) & 0x0F0F_0F0F;
    let halves = bytes + (bytes >> 8);
    (halves + (halves >> 16)) & 63
}

/// Two to the power of `−halvings`, for nought or more, up to 3·10⁻⁷: a whole power in the exponent's bits, and the
/// series of the exponential for the rest, which lies within half of nought.
#[inline(always)]
fn power(halvings: f32) -> f32 {
    /// Adding it rounds to a whole number, kept in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let exponent = if halvings < 120.0 { -halvings } else { -120.0 };
    let rounded = exponent + ROUND;
    let whole = rounded - ROUND;
    let rest = (exponent - whole) * std::f32::consts::LN_2;
    let series = 1.0
        + rest
            * (1.0
                + rest
                    * (1.0 / 2.0
                        + rest
                            * (1.0 / 6.0
                                + rest * (1.0 / 24.0 + rest * (1.0 / 120.0 + rest * (1.0 / 720.0))))));
    let scale = f32::from_bits(rounded.to_bits().wrapping_add(127).wrapping_shl(23));
    series * scale
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8192))]

        #[test]
        fn powers_of_two_are_close(halvings in prop_oneof![0.0..130.0f32, 0.0..2.0f32]) {
            let exact = (-f64::from(halvings)).exp2();
            prop_assert!((f64::from(power(halvings)) - exact).abs() <= 3e-7, "{halvings}");
        }

        #[test]
        fn ones_are_counted(mask: u32) {
            prop_assert_eq!(ones(mask), mask.count_ones());
        }
    }

    #[test]
    fn the_ends_of_the_powers() {
        assert_eq!(power(0.0), 1.0);
        assert_eq!(power(1.0), 0.5);
        assert!(power(f32::INFINITY) < 1e-30 && power(f32::MAX) < 1e-30);
    }
}
