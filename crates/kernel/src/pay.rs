//! What a job pays and when. It refuses amounts that can only be a slip of the finger.

use serde::{Deserialize, Serialize};

use crate::{Error, Fen, Result, words};

words! {
    /// What the pay is counted by.
    pub enum PayUnit {
        /// By the hour.
        Hour = "hour",
        /// By the day of eight hours.
        Day = "day",
        /// By the month.
        Month = "month",
    }
}

words! {
    /// When pay is settled.
    pub enum Settlement {
        /// At the end of each day.
        Daily = "daily",
        /// Each week.
        Weekly = "weekly",
        /// Each month.
        Monthly = "monthly",
        /// When the work is done.
        Completion = "completion",
    }
}

impl PayUnit {
    /// The most that may be offered: 5,000 yuan an hour, 20,000 a day, 200,000 a month.
    pub const fn limit(self) -> Fen {
        match self {
            PayUnit::Hour => Fen(500_000),
            PayUnit::Day => Fen(2_000_000),
            PayUnit::Month => Fen(20_000_000),
        }
    }

    /// The hours of work in the unit: 8 in a day (Labour Law, article 36), 174 in a month
    /// (21.75 paid days of 8 hours, notice 劳社部发〔2008〕3号).
    pub const fn hours(self) -> i64 {
        match self {
            PayUnit::Hour => 1,
            PayUnit::Day => 8,
            PayUnit::Month => 174,
        }
    }
}

/// An offer of pay: more than nothing and no more than [`PayUnit::limit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
pub struct Pay {
    unit: PayUnit,
    fen: Fen,
}

#[derive(Deserialize)]
struct Raw {
    unit: PayUnit,
    fen: Fen,
}

impl TryFrom<Raw> for Pay {
    type Error = Error;

    fn try_from(raw: Raw) -> Result<Self> {
        Pay::new(raw.unit, raw.fen)
    }
}

impl Pay {
    /// Checks the amount against the limits of its unit.
    pub fn new(unit: PayUnit, fen: Fen) -> Result<Self> {
        if fen <= Fen::ZERO || fen > unit.limit() {
            return Err(Error::invalid("pay.range").with("unit", unit).with("max", unit.limit().yuan()));
        }
        Ok(Self { unit, fen })
    }

    /// A pay as it stands in a row that was checked when it was written, whatever the limits are now.
    pub const fn stored(unit: PayUnit, fen: Fen) -> Self {
        Self { unit, fen }
    }

    /// What it is counted by.
    pub const fn unit(self) -> PayUnit {
        self.unit
    }

    /// The amount for one unit.
    pub const fn fen(self) -> Fen {
        self.fen
    }

    /// The equivalent for one hour, for comparing and for the minimum wage; rounded down to a fen.
    /// See [`PayUnit::hours`] for the divisors.
    pub const fn hourly(self) -> Fen {
        Fen(self.fen.0 / self.unit.hours())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    proptest! {
        #[test]
        fn an_hour_is_never_overstated(unit in select(PayUnit::ALL), fen in 1i64..=20_000_000) {
            if let Ok(pay) = Pay::new(unit, Fen(fen)) {
                let whole = pay.hourly().0 * unit.hours();
                prop_assert!(whole <= fen && fen < whole + unit.hours());
                let json = serde_json::to_string(&pay).unwrap();
                prop_assert_eq!(serde_json::from_str::<Pay>(&json).unwrap(), pay);
            } else {
                prop_assert!(fen > unit.limit().0);
            }
        }
    }

    #[test]
    fn limits() {
        for &unit in PayUnit::ALL {
            let Fen(limit) = unit.limit();
            assert!(Pay::new(unit, Fen(1)).is_ok() && Pay::new(unit, Fen(limit)).is_ok());
            for fen in [i64::MIN, -1, 0, limit + 1] {
                assert_eq!(Pay::new(unit, Fen(fen)).unwrap_err().code, "pay.range");
            }
        }
        assert!(serde_json::from_str::<Pay>(r#"{"unit":"hour","fen":0}"#).is_err());
    }

    #[test]
    fn hourly_equivalents() {
        let hourly = |unit, fen| Pay::new(unit, Fen(fen)).unwrap().hourly();
        assert_eq!(hourly(PayUnit::Hour, 2350), Fen(2350));
        assert_eq!(hourly(PayUnit::Day, 20_000), Fen(2500));
        assert_eq!(hourly(PayUnit::Month, 600_000), Fen(3448));
    }
}
