//! A question and a profile made ready for estimates in single precision, with proven margins. It refuses to be the
//! last word: [`super::score::judge`] is.
//!
//! The margin. Let `e` be the estimate of an item and `s` its score. Where the distance is known up to `δ` metres (see
//! [`super::sphere::slack_m`]), `1 − d/r` is known up to `δ/r` and the worth of the walk up to `ln 2·δ/h`, `h` metres
//! being its half-life. The age is known up to `2⁻²³·(n + a)` hours, `n` being the moment of the question in hours from
//! the epoch; this moves `exp(−a/f)` by at most `2⁻²²·(n/f + 1)`, because `x·exp(−x) < 1`. Each other part is known up
//! to a few units in the last place, `2⁻²⁴` of its weight, and so are the sums: `8·10⁻⁶` of the sum of the weights is
//! ample. So `|e − s| ≤ margin`, and an item with `e < c − 2·margin` cannot be among the best k when k items that
//! certainly pass have estimates of `c` or more.

use super::item::Side;
use super::profile::Profile;
use super::query::Query;
use super::score::WALK_M;
use super::sphere::{WIDE_M, slack_m, unit};
use crate::topk::bounds::hours;

/// No distance is longer.
const HALF_ROUND_M: f64 = 20_100_000.0;

/// Pay from here on is not compared in 32 bits.
const VAGUE_PAY: i64 = 1 << 29;

/// Half a unit or more in the last place of a share, and room for the sums.
const ROUNDING: f64 = 8e-6;

#[derive(Clone, Debug)]
pub(crate) struct Lens {
    pub(crate) at: [f32; 3],
    /// An estimated distance above this is certainly too far.
    pub(crate) far: f32,
    /// An estimated distance up to this is certainly within the radius.
    pub(crate) near_enough: f32,
    pub(crate) slack: f32,
    pub(crate) per_radius: f32,
    pub(crate) slots: u32,
    pub(crate) per_slot: f32,
    /// The pay that is wanted or offered, and the limit an item must keep.
    pub(crate) pay: f32,
    pub(crate) pay_limit: i32,
    pub(crate) per_pay: f32,
    pub(crate) pay_base: f32,
    pub(crate) now: f32,
    /// Powers of two lost in an hour and in a metre.
    pub(crate) fade: f32,
    pub(crate) tire: f32,
    pub(crate) near_weight: f32,
    pub(crate) pay_weight: f32,
    pub(crate) slots_weight: f32,
    pub(crate) fresh_weight: f32,
    pub(crate) walk_weight: f32,
    /// By a byte of trust, chance and newcomer.
    pub(crate) merit_weights: [f32; 3],
    /// How far an estimate may be from the score.
    pub(crate) margin: f32,
    /// How far a node's estimate may be below that of an item in it.
    pub(crate) seam: f32,
    /// Whether anything but the four plain parts counts.
    pub(crate) rich: bool,
    /// Whether estimates are only never too low.
    pub(crate) vague: bool,
}

impl Lens {
    /// None if nothing can pass.
    pub(crate) fn new(side: Side, profile: &Profile, query: &Query<'_>) -> Option<Lens> {
        let radius = query.radius_m;
        if query.slots.is_empty() || radius.is_nan() || radius < 0.0 || query.limit == 0 {
            return None;
        }
        let asked = query.pay.0.max(0);
        let vague_pay = asked >= VAGUE_PAY;
        let slack = slack_m(radius.min(HALF_ROUND_M));
        let tire = 1.0 / (WALK_M * profile.walk_minutes);
        let now = hours(query.now.0);
        let margin = profile.near * (slack / radius).min(1.0)
            + profile.walk * (slack * tire).min(1.0)
            + profile.fresh * (2f64.powi(-22) * (now.abs() / profile.fresh_hours + 1.0)).min(1.0)
            + profile.total() * ROUNDING;
        let limit = match side {
            _ if vague_pay && side == Side::Jobs => i32::MIN,
            _ if vague_pay => i32::MAX,
            _ => asked as i32,
        };
        Some(Lens {
            at: unit(query.point),
            far: (radius + slack).min(f64::from(f32::MAX)).next_up() as f32 * (1.0 + f32::EPSILON),
            near_enough: (radius.min(WIDE_M) - slack) as f32 * (1.0 - f32::EPSILON),
            slack: slack as f32 * (1.0 + f32::EPSILON),
            per_radius: (1.0 / radius).min(1e30) as f32,
            slots: query.slots.bits(),
            per_slot: 1.0 / query.slots.count() as f32,
            pay: asked as f32,
            pay_limit: limit,
            per_pay: if asked == 0 || vague_pay { 0.0 } else { (1.0 / asked as f64) as f32 },
            pay_base: if asked == 0 || vague_pay { 1.0 } else { -1.0 },
            now: now as f32,
            fade: (std::f64::consts::LOG2_E / profile.fresh_hours) as f32,
            tire: tire as f32,
            near_weight: profile.near as f32,
            pay_weight: profile.pay as f32,
            slots_weight: profile.slots as f32,
            fresh_weight: profile.fresh as f32,
            walk_weight: profile.walk as f32,
            merit_weights: [profile.trust, profile.chance, profile.newcomer]
                .map(|weight| (weight / 255.0) as f32),
            margin: margin as f32 * (1.0 + f32::EPSILON),
            seam: (profile.total() * ROUNDING) as f32,
            rich: profile.walk + profile.trust + profile.chance + profile.newcomer > 0.0,
            vague: vague_pay || radius > WIDE_M,
        })
    }
}
