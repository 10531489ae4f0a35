//! Days of China's calendar. Months later is the same day of the month, or its last; it refuses a time of day.

use std::fmt;
use std::str::FromStr;

use kernel::{Error, Micros, Result, civil, day_start, from_civil};

/// A day, counted from 1970-01-01 in China.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

/// Later than any day that is written down.
const FAR: Day = Day(2_932_896);

impl Day {
    /// The day that a moment lies in.
    pub fn of(at: Micros) -> Day {
        let epoch = day_start(Micros(0));
        Day((day_start(at) - epoch) / Micros::DAY)
    }

    /// Its first moment.
    pub fn start(self) -> Micros {
        Micros(self.0.saturating_mul(Micros::DAY)) + day_start(Micros(0)).0
    }

    /// A day of the calendar.
    pub fn new(year: i32, month: u32, day: u32) -> Result<Day> {
        from_civil(year, month, day, 0, 0).map(Day::of)
    }

    /// So many days later.
    #[must_use]
    pub fn later(self, days: i64) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// So many months later.
    #[must_use]
    pub fn months_later(self, months: i64) -> Day {
        let (year, month, day, ..) = civil(self.start());
        let whole = i64::from(year) * 12 + i64::from(month) - 1 + months.clamp(-12_000, 120_000);
        let (year, month) = (whole.div_euclid(12), whole.rem_euclid(12) as u32 + 1);
        let year = i32::try_from(year).unwrap_or(i32::MAX);
        // The last days of a longer month become the last of a shorter one.
        (0..4).find_map(|back| Day::new(year, month, day.saturating_sub(back)).ok()).unwrap_or(FAR)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day, ..) = civil(self.start());
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = Error;

    /// Reads 2026-03-03, and nothing else.
    fn from_str(text: &str) -> Result<Day> {
        let bad = Error::invalid("time.date");
        let mut parts = text.split('-');
        let mut part = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?
        };
        let (Some(year), Some(month), Some(day)) = (part(4), part(2), part(2)) else { return Err(bad) };
        if parts.next().is_some() {
            return Err(bad);
        }
        Day::new(i32::try_from(year).map_err(|_| bad.clone())?, month, day)
    }
}
