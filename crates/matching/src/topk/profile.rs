//! Scoring profiles: weights as data. They refuse nothing but weights that are negative or no finite number.

use kernel::{Error, Result};

/// What a score is made of. Weights are not negative; a part lies between nought and one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Profile {
    /// Weight of nearness within the radius asked for: `1 − d/r`.
    pub near: f64,
    /// Weight of pay above what is wanted: `min(1, w/m − 1)`.
    pub pay: f64,
    /// Weight of the share of the slots asked for that the item covers.
    pub slots: f64,
    /// Weight of freshness: `exp(−a/fresh_hours)`.
    pub fresh: f64,
    /// Weight of a short walk: it halves every `walk_minutes` of walking.
    pub walk: f64,
    /// Weight of the nearness of the occupation.
    pub occupation: f64,
    /// Weight of the other side's reliability.
    pub trust: f64,
    /// Weight of the chance that the other side accepts.
    pub chance: f64,
    /// Weight of being new or small.
    pub newcomer: f64,
    /// In how many hours freshness falls to 1/e; more than nought.
    pub fresh_hours: f64,
    /// In how many minutes of walking, at 70 metres each, the worth of a short walk halves; more than nought.
    pub walk_minutes: f64,
}

/// The profile that anyone can check against brute force or a spatial database.
pub const PLAIN: Profile = Profile {
    near: 0.45,
    pay: 0.25,
    slots: 0.20,
    fresh: 0.10,
    walk: 0.0,
    occupation: 0.0,
    trust: 0.0,
    chance: 0.0,
    newcomer: 0.0,
    fresh_hours: 168.0,
    walk_minutes: 15.0,
};

/// The profile the product uses; `docs/matching.md` gives each weight its reason.
pub const PRODUCT: Profile = Profile {
    near: 0.15,
    pay: 0.20,
    slots: 0.15,
    fresh: 0.05,
    walk: 0.15,
    occupation: 0.10,
    trust: 0.08,
    chance: 0.07,
    newcomer: 0.05,
    fresh_hours: 168.0,
    walk_minutes: 15.0,
};

/// The parts of a score, each between nought and one, before they are weighted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    /// `1 − d/r`.
    pub near: f64,
    /// `min(1, w/m − 1)`; one if nothing is wanted.
    pub pay: f64,
    /// The share of the slots asked for that the item covers.
    pub slots: f64,
    /// `exp(−a/fresh_hours)`.
    pub fresh: f64,
    /// `2^(−walk/walk_minutes)`.
    pub walk: f64,
    /// The weight of the occupation's match.
    pub occupation: f64,
    /// The item's reliability.
    pub trust: f64,
    /// The chance that it accepts.
    pub chance: f64,
    /// How new or small it is.
    pub newcomer: f64,
}

/// No weight is above this, so that sums stay finite in single precision.
const MOST: f64 = 1e6;

impl Profile {
    /// `profile.weight` if a weight is not within 0..=1,000,000 or a duration not within 0.001..=1,000,000.
    pub fn check(&self) -> Result<()> {
        let weights = self.weights().iter().all(|weight| (0.0..=MOST).contains(weight));
        let spans = [self.fresh_hours, self.walk_minutes].iter().all(|span| (1e-3..=MOST).contains(span));
        if weights && spans { Ok(()) } else { Err(Error::invalid("profile.weight")) }
    }

    /// The score of the parts: their weighted sum, added in the order of the fields.
    pub fn weigh(&self, parts: &Parts) -> f64 {
        self.near * parts.near
            + self.pay * parts.pay
            + self.slots * parts.slots
            + self.fresh * parts.fresh
            + self.walk * parts.walk
            + self.occupation * parts.occupation
            + self.trust * parts.trust
            + self.chance * parts.chance
            + self.newcomer * parts.newcomer
    }

    /// The best score there can be.
    pub fn total(&self) -> f64 {
        self.weights().iter().sum()
    }

    const fn weights(&self) -> [f64; 9] {
        [
            self.near,
            self.pay,
            self.slots,
            self.fresh,
            self.walk,
            self.occupation,
            self.trust,
            self.chance,
            self.newcomer,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_profiles_are_sound_and_give_at_most_one() {
        for profile in [PLAIN, PRODUCT] {
            assert_eq!(profile.check(), Ok(()));
            assert!((profile.total() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn unsound_weights_are_refused() {
        for weight in [-1e-9, f64::NAN, f64::INFINITY, 1e7] {
            assert_eq!(Profile { near: weight, ..PLAIN }.check().unwrap_err().code, "profile.weight");
            assert!(Profile { newcomer: weight, ..PLAIN }.check().is_err());
        }
        for span in [0.0, -1.0, f64::NAN] {
            assert!(Profile { fresh_hours: span, ..PLAIN }.check().is_err());
            assert!(Profile { walk_minutes: span, ..PLAIN }.check().is_err());
        }
    }
}
