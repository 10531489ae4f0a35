//! The one place where an item is judged: whether it passes, and its score, exactly as the profile says. The engine
//! and brute force both use it, so that they can differ in nothing but what they look at. It refuses to estimate.

use std::cmp::Ordering;

use kernel::{Availability, Fen, Micros, Result};

use super::item::{Item, Record, Side};
use super::profile::{Parts, Profile};
use super::query::{Hit, Query};

/// Metres walked in a minute, as in [`kernel::walking_minutes`].
pub(crate) const WALK_M: f64 = 70.0;

/// Judges one item by itself: none if it does not pass. `pay.range` if its pay is negative.
pub fn appraise(
    side: Side,
    profile: &Profile,
    query: &Query<'_>,
    item: &Item,
    occupations: &[&str],
) -> Result<Option<Hit>> {
    let record = Record::new(item)?;
    let weight = |code: &&str| match query.occupations {
        [] => Some(1.0),
        wanted => wanted.iter().filter_map(|w| w.matches(code)).reduce(f64::max),
    };
    let best = occupations.iter().filter_map(weight).reduce(f64::max);
    Ok(best.and_then(|best| judge(side, profile, query, &record, best)))
}

/// The order of results: the better score first, equal scores by the smaller id.
pub fn best_first(a: &Hit, b: &Hit) -> Ordering {
    b.score.total_cmp(&a.score).then(a.id.cmp(&b.id))
}

/// Whether the item passes all that is neither place, pay, slots nor occupation.
pub(crate) fn admits(query: &Query<'_>, record: &Record) -> bool {
    record.expires > query.now.0
        && record.traits & query.requires.0 == query.requires.0
        && query.has.0 & record.needs == record.needs
        && query.dates.is_none_or(|dates| record.starts < dates.end().0 && dates.start().0 < record.ends)
        && query.only.is_none_or(|only| only(record.id()))
}

/// The item's score, if it passes; `occupation` is the weight of its best match.
pub(crate) fn judge(
    side: Side,
    profile: &Profile,
    query: &Query<'_>,
    record: &Record,
    occupation: f64,
) -> Option<Hit> {
    let asked = query.pay.0.max(0);
    let (offered, wanted) = match side {
        Side::Jobs => (record.pay, asked),
        Side::Workers => (asked, record.pay),
    };
    let meet = record.slots & query.slots.bits();
    if offered < wanted || meet == 0 || !admits(query, record) {
        return None;
    }
    let distance_m = query.point.distance_m(&record.point);
    // Not `>`: nothing is within a radius that is no number.
    let within = distance_m <= query.radius_m
        && (record.reach_m == u32::MAX || distance_m <= f64::from(record.reach_m));
    if !within {
        return None;
    }
    let age_hours = query.now.0.saturating_sub(record.posted).max(0) as f64 / Micros::HOUR as f64;
    let share = |byte: u8| f64::from(byte) / 255.0;
    let [trust, chance, newcomer] = record.merit.map(share);
    let parts = Parts {
        near: if query.radius_m == 0.0 { 1.0 } else { 1.0 - distance_m / query.radius_m },
        pay: if wanted == 0 { 1.0 } else { (offered as f64 / wanted as f64 - 1.0).min(1.0) },
        slots: f64::from(meet.count_ones()) / f64::from(query.slots.count()),
        fresh: (-age_hours / profile.fresh_hours).exp(),
        walk: (-distance_m / WALK_M / profile.walk_minutes).exp2(),
        occupation,
        trust,
        chance,
        newcomer,
    };
    Some(Hit {
        id: record.id(),
        score: profile.weigh(&parts),
        parts,
        distance_m,
        pay: Fen(record.pay),
        slots: Availability::new(meet).unwrap_or_default(),
        age_hours,
    })
}
