//! When somebody can work in a week: 21 slots, seven days of three shifts. It refuses finer detail, and the
//! hours from midnight to six belong to no slot.

use serde::{Deserialize, Serialize};

use crate::time::{local, weekday_of};
use crate::{Error, Micros, Period, Result};

/// A set of slots: bit `day * 3 + shift`; day 0 is Monday; shift 0 is 06–12, 1 is 12–18, 2 is 18–24.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Availability(u32);

impl Availability {
    /// No slot.
    pub const NONE: Availability = Availability(0);
    /// Every slot of the week.
    pub const ALL: Availability = Availability((1 << 21) - 1);

    /// Reads the 21-bit mask.
    pub const fn new(bits: u32) -> Result<Self> {
        if bits > Self::ALL.0 {
            return Err(Error::invalid("availability.range"));
        }
        Ok(Self(bits))
    }

    /// One slot.
    pub const fn of_shift(day: u8, shift: u8) -> Result<Self> {
        if day > 6 || shift > 2 {
            return Err(Error::invalid("availability.range"));
        }
        Ok(Self(1 << (day * 3 + shift)))
    }

    /// The slots that a dated period touches, in China standard time.
    pub fn covering(period: Period) -> Self {
        const QUARTER: i64 = 6 * Micros::HOUR;
        let (start, end) = (local(period.start()), local(period.end()));
        let first = start.div_euclid(QUARTER);
        // Four quarters a day; a week from any moment touches at most 29 of them.
        (first..=first.saturating_add(28)).take_while(|quarter| quarter.saturating_mul(QUARTER) < end).fold(
            Self::NONE,
            |slots, quarter| match quarter.rem_euclid(4) {
                0 => slots,
                part => {
                    let day = i64::from(weekday_of(quarter.div_euclid(4)));
                    Self(slots.0 | 1 << (day * 3 + part - 1))
                }
            },
        )
    }

    /// The mask.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// How many slots.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the two have a slot in common.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every slot of the other is here.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The slots of both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The slots of either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The days with any slot, in order.
    pub fn days(self) -> impl Iterator<Item = u8> {
        (0..7).filter(move |day| self.0 >> (day * 3) & 0b111 != 0)
    }

    /// The shifts of a day, in order.
    pub fn shifts(self, day: u8) -> impl Iterator<Item = u8> {
        self.slots().filter(move |slot| slot.0 == day).map(|slot| slot.1)
    }

    /// Every slot as day and shift, in order.
    pub fn slots(self) -> impl Iterator<Item = (u8, u8)> {
        (0..21).filter(move |slot| self.0 >> slot & 1 == 1).map(|slot| (slot / 3, slot % 3))
    }
}

impl TryFrom<u32> for Availability {
    type Error = Error;

    fn try_from(bits: u32) -> Result<Self> {
        Self::new(bits)
    }
}

impl From<Availability> for u32 {
    fn from(slots: Availability) -> u32 {
        slots.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{civil, from_civil, weekday};

    proptest! {
        #[test]
        fn the_slots_are_the_mask(bits in 0u32..1 << 21) {
            let slots = Availability::new(bits).unwrap();
            let again = slots
                .slots()
                .map(|(day, shift)| Availability::of_shift(day, shift).unwrap())
                .fold(Availability::NONE, Availability::union);
            prop_assert_eq!(again, slots);
            prop_assert_eq!(slots.slots().count(), slots.count() as usize);
            let by_day: Vec<_> = slots.days().flat_map(|day| slots.shifts(day).map(move |s| (day, s))).collect();
            prop_assert_eq!(by_day, slots.slots().collect::<Vec<_>>());
        }

        /// A slot is covered exactly when some hour of the period lies in it.
        #[test]
        fn covering_is_what_the_hours_touch(start in -20_000i64..20_000, hours in 1i64..400) {
            let moment = |hour: i64| Micros(hour * Micros::HOUR);
            let period = Period::new(moment(start), moment(start + hours)).unwrap();
            let touched = (start..start + hours)
                .map(moment)
                .filter(|at| civil(*at).3 >= 6)
                .map(|at| Availability::of_shift(weekday(at), (civil(at).3 / 6 - 1) as u8).unwrap())
                .fold(Availability::NONE, Availability::union);
            prop_assert_eq!(Availability::covering(period), touched);
        }

        #[test]
        fn any_period_can_be_covered(a: i64, b: i64) {
            prop_assume!(a != b);
            let period = Period::new(Micros(a.min(b)), Micros(a.max(b))).unwrap();
            if period.end() - period.start() >= 7 * Micros::DAY {
                prop_assert_eq!(Availability::covering(period), Availability::ALL);
            }
        }
    }

    #[test]
    fn a_shift_that_ends_at_noon_does_not_touch_the_afternoon() {
        let at = |hour| from_civil(2024, 2, 29, hour, 0).unwrap();
        let covering = |from, to| Availability::covering(Period::new(at(from), at(to)).unwrap());
        assert_eq!(covering(8, 12), Availability::of_shift(3, 0).unwrap());
        assert_eq!(covering(0, 6), Availability::NONE);
        assert_eq!(covering(11, 13).count(), 2);
    }

    #[test]
    fn what_is_not_in_the_week_is_refused() {
        assert!(Availability::new(1 << 21).is_err() && Availability::new(u32::MAX).is_err());
        assert!(Availability::of_shift(7, 0).is_err() && Availability::of_shift(0, 3).is_err());
        assert!(serde_json::from_str::<Availability>("2097152").is_err());
        assert_eq!(Availability::ALL.count(), 21);
    }
}
