//! The question and the answer. A question that nothing can pass is answered with nothing, not with an error.

use std::fmt;

use kernel::{Availability, Fen, Micros, Period, Point, walking_minutes};

use super::item::Traits;
use super::profile::Parts;
use crate::is_under;

/// What a wanted code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// That code as it is written, whatever it means.
    Exact,
    /// The code and all that lies under it in the classification (see [`crate::is_under`]).
    Under,
}

/// An occupation that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The code, or that of a group.
    pub code: String,
    /// Whether it stands for a group.
    pub scope: Scope,
    /// How much a match is worth, within 0..=1; of several that match the greatest counts.
    pub weight: f64,
}

impl Wanted {
    /// What a neighbour in the classification is worth, beside one for the occupation itself.
    pub const NEAR: f64 = 0.6;

    /// One code at full weight.
    pub fn exact(code: impl Into<String>) -> Wanted {
        Wanted { code: code.into(), scope: Scope::Exact, weight: 1.0 }
    }

    /// A code or group at full weight.
    pub fn under(code: impl Into<String>) -> Wanted {
        Wanted { code: code.into(), scope: Scope::Under, weight: 1.0 }
    }

    /// A code or group at full weight, and at [`Wanted::NEAR`] the occupations that share its first three levels
    /// (see [`crate::near`]).
    pub fn with_near(code: &str) -> Vec<Wanted> {
        let mut wanted = vec![Wanted::under(code)];
        if let Some((family, last)) = code.rsplit_once('-')
            && family.split('-').count() == 3
            && last != "00"
        {
            wanted.push(Wanted { code: family.to_owned(), scope: Scope::Under, weight: Wanted::NEAR });
        }
        wanted
    }

    /// The weight for an occupation, if it matches.
    pub(crate) fn matches(&self, code: &str) -> Option<f64> {
        let holds = match self.scope {
            Scope::Exact => self.code == code,
            Scope::Under => is_under(code, &self.code),
        };
        holds.then(|| self.worth())
    }

    pub(crate) fn worth(&self) -> f64 {
        // Not `clamp`: what is no number is nought.
        if self.weight > 0.0 { self.weight.min(1.0) } else { 0.0 }
    }
}

/// What is asked.
#[derive(Clone, Copy)]
pub struct Query<'a> {
    /// Where the asking side is.
    pub point: Point,
    /// How far it looks, in metres; infinity for anywhere. Nothing is within a negative radius or one that is no
    /// number; within nought is what lies at the very point.
    pub radius_m: f64,
    /// The occupations; none means any, at full weight.
    pub occupations: &'a [Wanted],
    /// What the asking side wants for an hour, or offers; below nought counts as nought.
    pub pay: Fen,
    /// The slots asked for; no slot meets nothing.
    pub slots: Availability,
    /// The dates asked for: an item with dates of its own must overlap them.
    pub dates: Option<Period>,
    /// What the asking side has, for the items' needs.
    pub has: Traits,
    /// What an item must have.
    pub requires: Traits,
    /// Only items whose id passes, such as those whose text matches.
    pub only: Option<&'a dyn Fn(u128) -> bool>,
    /// The moment of the question: items that expired by then are not found.
    pub now: Micros,
    /// At most so many.
    pub limit: usize,
}

impl<'a> Query<'a> {
    /// A question for an occupation, or any, from a place; every slot, any pay and no requirement.
    pub const fn around(point: Point, radius_m: f64, occupations: &'a [Wanted], now: Micros) -> Query<'a> {
        Query {
            point,
            radius_m,
            occupations,
            pay: Fen::ZERO,
            slots: Availability::ALL,
            dates: None,
            has: Traits::ALL,
            requires: Traits::NONE,
            only: None,
            now,
            limit: 20,
        }
    }
}

impl fmt::Debug for Query<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("point", &self.point)
            .field("radius_m", &self.radius_m)
            .field("occupations", &self.occupations)
            .field("pay", &self.pay)
            .field("slots", &self.slots)
            .field("dates", &self.dates)
            .field("has", &self.has)
            .field("requires", &self.requires)
            .field("only", &self.only.is_some())
            .field("now", &self.now)
            .field("limit", &self.limit)
            .finish()
    }
}

/// One item found, with all that its score was made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The item's id.
    pub id: u128,
    /// The score: [`super::Profile::weigh`] of the parts.
    pub score: f64,
    /// The parts.
    pub parts: Parts,
    /// How far it is, in metres on the sphere.
    pub distance_m: f64,
    /// What the item pays or wants for an hour.
    pub pay: Fen,
    /// The slots that meet.
    pub slots: Availability,
    /// How old the posting is, in hours, not negative.
    pub age_hours: f64,
}

impl Hit {
    /// Minutes to walk, rounded up.
    pub fn walking_minutes(&self) -> u32 {
        walking_minutes(self.distance_m)
    }

    /// How much the item's pay lies above another, such as the median of similar work; negative below it.
    pub fn pay_above(&self, other: Fen) -> Option<Fen> {
        self.pay.checked_sub(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_three_levels_and_count_less() {
        let wanted = Wanted::with_near("4-10-01-06");
        let worth = |code| {
            wanted
                .iter()
                .filter_map(|w| w.matches(code))
                .fold(None, |a: Option<f64>, b| Some(a.map_or(b, |a| a.max(b))))
        };
        assert_eq!(worth("4-10-01-06"), Some(1.0));
        assert_eq!(worth("4-10-01-05"), Some(Wanted::NEAR));
        assert_eq!(worth("4-10-02-01"), None);
        assert_eq!(Wanted::with_near("4-10").len(), 1);
        assert_eq!(Wanted::with_near("4-10-01-00").len(), 1);
    }

    #[test]
    fn a_weight_is_a_share() {
        let worth = |weight| Wanted { weight, ..Wanted::exact("x") }.worth();
        assert_eq!([-1.0, 0.5, 2.0, f64::NAN].map(worth), [0.0, 0.5, 1.0, 0.0]);
    }
}
