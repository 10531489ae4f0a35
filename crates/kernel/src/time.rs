//! Time: integer microseconds UTC, and the civil calendar of China (UTC+8, no summer time since 1991). It
//! refuses to read a clock; arithmetic saturates.

use std::ops::{Add, Sub};
use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// A moment: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Micros(pub i64);

impl Micros {
    /// Microseconds in a second.
    pub const SECOND: i64 = 1_000_000;
    /// Microseconds in a minute.
    pub const MINUTE: i64 = 60 * Self::SECOND;
    /// Microseconds in an hour.
    pub const HOUR: i64 = 60 * Self::MINUTE;
    /// Microseconds in a day.
    pub const DAY: i64 = 24 * Self::HOUR;

    /// Whole milliseconds since 1970, never negative; what [`crate::v7`] asks for.
    pub fn millis(self) -> u64 {
        u64::try_from(self.0.div_euclid(1_000)).unwrap_or(0)
    }
}

impl Add<i64> for Micros {
    type Output = Micros;

    fn add(self, micros: i64) -> Micros {
        Micros(self.0.saturating_add(micros))
    }
}

impl Sub<i64> for Micros {
    type Output = Micros;

    fn sub(self, micros: i64) -> Micros {
        Micros(self.0.saturating_sub(micros))
    }
}

impl Sub for Micros {
    type Output = i64;

    fn sub(self, earlier: Micros) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Micros;
}

/// A clock that stands still until it is told; for tests and demonstrations.
#[derive(Debug, Default)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that shows the given moment.
    pub const fn new(now: Micros) -> Self {
        Self(AtomicI64::new(now.0))
    }

    /// Shows another moment from now on.
    pub fn set(&self, now: Micros) {
        self.0.store(now.0, Ordering::SeqCst);
    }

    /// Moves forward by so many microseconds.
    pub fn advance(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Micros {
        Micros(self.0.load(Ordering::SeqCst))
    }
}

/// A half-open period: the start belongs to it, the end does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
pub struct Period {
    start: Micros,
    end: Micros,
}

#[derive(Deserialize)]
struct Raw {
    start: Micros,
    end: Micros,
}

impl TryFrom<Raw> for Period {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self> {
        Period::new(raw.start, raw.end)
    }
}

impl Period {
    /// Refuses a period that does not end after it starts.
    pub fn new(start: Micros, end: Micros) -> Result<Self> {
        if start >= end {
            return Err(Error::invalid("period.order"));
        }
        Ok(Self { start, end })
    }

    /// The first moment.
    pub const fn start(self) -> Micros {
        self.start
    }

    /// The first moment after.
    pub const fn end(self) -> Micros {
        self.end
    }

    /// Whether the moment lies in the period.
    pub fn contains(self, at: Micros) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two have a moment in common.
    pub fn overlaps(self, other: Period) -> bool {
        self.start < other.end && other.start < self.end
    }
}

const OFFSET: i64 = 8 * Micros::HOUR;

pub(crate) const fn local(at: Micros) -> i64 {
    at.0.saturating_add(OFFSET)
}

/// The day of the week of a count of days since 1970-01-01, a Thursday; Monday is 0.
pub(crate) const fn weekday_of(days: i64) -> u8 {
    (days + 3).rem_euclid(7) as u8
}

/// Year, month, day, hour and minute in China.
pub fn civil(at: Micros) -> (i32, u32, u32, u32, u32) {
    let local = local(at);
    let (year, month, day) = date(local.div_euclid(Micros::DAY));
    let minutes = local.rem_euclid(Micros::DAY) / Micros::MINUTE;
    (year, month, day, (minutes / 60) as u32, (minutes % 60) as u32)
}

/// The moment of a date and time in China; refuses one that is not in the calendar of the years 1–9999.
pub fn from_civil(year: i32, month: u32, day: u32, hour: u32, minute: u32) -> Result<Micros> {
    let real = (1..=9999).contains(&year) && day >= 1 && day <= days_in_month(year, month);
    if !real || hour > 23 || minute > 59 {
        return Err(Error::invalid("time.date"));
    }
    let clock = i64::from(hour) * Micros::HOUR + i64::from(minute) * Micros::MINUTE;
    Ok(Micros(days(year, month, day) * Micros::DAY + clock - OFFSET))
}

/// The day of the week in China: 0 is Monday, 6 is Sunday.
pub fn weekday(at: Micros) -> u8 {
    weekday_of(local(at).div_euclid(Micros::DAY))
}

/// The midnight in China that began the day.
pub fn day_start(at: Micros) -> Micros {
    at - local(at).rem_euclid(Micros::DAY)
}

/// How many days a month has; none if there is no such month.
pub(crate) const fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

// Both directions count years from March, so that the leap day comes last, in eras of 400 years:
// Howard Hinnant, "chrono-compatible low-level date algorithms".
fn days(year: i32, month: u32, day: u32) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * (i64::from(month) + 9).rem_euclid(12) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn date(days: i64) -> (i32, u32, u32) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    ((year + era * 400 + i64::from(month <= 2)) as i32, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moment() -> impl Strategy<Value = Micros> {
        let end = from_civil(9999, 12, 31, 0, 0).unwrap().0;
        (from_civil(1, 1, 1, 0, 0).unwrap().0..end).prop_map(Micros)
    }

    proptest! {
        #[test]
        fn civil_reads_back(at in moment()) {
            let (year, month, day, hour, minute) = civil(at);
            let whole = from_civil(year, month, day, hour, minute).unwrap();
            prop_assert_eq!(whole.0, local(at).div_euclid(Micros::MINUTE) * Micros::MINUTE - OFFSET);
        }

        #[test]
        fn a_day_begins_at_midnight_and_the_next_is_the_next_weekday(at in moment()) {
            let start = day_start(at);
            let (year, month, day, ..) = civil(at);
            prop_assert_eq!(civil(start), (year, month, day, 0, 0));
            prop_assert!(start <= at && at - start < Micros::DAY);
            prop_assert_eq!(weekday(start + Micros::DAY), (weekday(at) + 1) % 7);
        }

        #[test]
        fn any_moment_has_a_date(at: i64) {
            let (_, month, day, hour, minute) = civil(Micros(at));
            prop_assert!((1..=12).contains(&month) && (1..=31).contains(&day) && hour < 24 && minute < 60);
        }

        #[test]
        fn periods_overlap_when_they_share_a_moment(a in 0i64..9, b in 1i64..9, c in 0i64..9, d in 1i64..9) {
            let period = |start, length| Period::new(Micros(start), Micros(start + length)).unwrap();
            let (one, two) = (period(a, b), period(c, d));
            let shared = (0..20).map(Micros).any(|at| one.contains(at) && two.contains(at));
            prop_assert_eq!(one.overlaps(two), shared);
            prop_assert_eq!(two.overlaps(one), shared);
        }
    }

    #[test]
    fn known_dates() {
        assert_eq!(civil(Micros(0)), (1970, 1, 1, 8, 0));
        assert_eq!(from_civil(1970, 1, 1, 8, 0), Ok(Micros(0)));
        // 2024-02-29 was a Thursday; 16:30 UTC of the day before is already that day in China.
        let leap = from_civil(2024, 2, 29, 0, 30).unwrap();
        assert_eq!(leap, Micros(1_709_137_800 * Micros::SECOND));
        assert_eq!(weekday(leap), 3);
    }

    #[test]
    fn what_is_not_in_the_calendar_is_refused() {
        for (year, month, day, hour, minute) in [
            (2023, 2, 29, 0, 0),
            (1900, 2, 29, 0, 0),
            (2024, 4, 31, 0, 0),
            (2024, 13, 1, 0, 0),
            (2024, 0, 1, 0, 0),
            (2024, 1, 0, 0, 0),
            (2024, 1, 1, 24, 0),
            (2024, 1, 1, 0, 60),
            (0, 1, 1, 0, 0),
            (10_000, 1, 1, 0, 0),
        ] {
            assert_eq!(from_civil(year, month, day, hour, minute).unwrap_err().code, "time.date");
        }
    }

    #[test]
    fn a_period_ends_after_it_starts() {
        assert_eq!(Period::new(Micros(1), Micros(1)).unwrap_err().code, "period.order");
        assert!(serde_json::from_str::<Period>(r#"{"start":2,"end":1}"#).is_err());
    }

    #[test]
    fn the_fixed_clock_moves_only_when_told() {
        let clock = FixedClock::new(Micros(5));
        clock.advance(Micros::SECOND);
        assert_eq!(clock.now(), Micros(1_000_005));
        clock.set(Micros(7));
        assert_eq!((clock.now(), clock.now()), (Micros(7), Micros(7)));
    }
}
