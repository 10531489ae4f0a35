//! Administrative divisions: the twelve-digit statistical codes over GB/T 2260. Containment is by prefix; it
//! refuses to know names or which codes exist.

use std::fmt;
use std::str::FromStr;

use crate::{Error, Result, serde_text, words};

words! {
    /// How deep a division stands, the widest first.
    pub enum Level {
        /// A province, two digits.
        Province = "province",
        /// A city, four digits.
        City = "city",
        /// A county or district, six digits.
        County = "county",
        /// A township, town or subdistrict, nine digits.
        Township = "township",
        /// A village or community, twelve digits.
        Village = "village",
    }
}

impl Level {
    /// How many leading digits say which division of this level.
    pub const fn digits(self) -> usize {
        match self {
            Level::Province => 2,
            Level::City => 4,
            Level::County => 6,
            Level::Township => 9,
            Level::Village => 12,
        }
    }
}

/// The code of a division: twelve digits, zeros after the significant ones, the first digit 1–8.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode([u8; 12]);

impl RegionCode {
    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The level: that of the last digit which is not zero.
    pub fn level(&self) -> Level {
        let significant = 12 - self.0.iter().rev().take_while(|&&digit| digit == b'0').count();
        let reaches = |level: &&Level| level.digits() >= significant;
        Level::ALL.iter().find(reaches).copied().unwrap_or(Level::Village)
    }

    /// The significant digits: `3501` for a city.
    pub fn prefix(&self) -> &str {
        self.as_str().get(..self.level().digits()).unwrap_or_default()
    }

    /// The division of the given level that this one is or lies in; itself if the level is deeper.
    #[must_use]
    pub fn at(&self, level: Level) -> RegionCode {
        let mut code = *self;
        code.0.iter_mut().skip(level.digits()).for_each(|digit| *digit = b'0');
        code
    }

    /// The next wider division; none above a province.
    pub fn parent(&self) -> Option<RegionCode> {
        let wider = Level::ALL.iter().rev().find(|level| **level < self.level())?;
        Some(self.at(*wider))
    }

    /// Whether the other is this division or lies in it.
    pub fn contains(&self, other: &RegionCode) -> bool {
        other.as_str().starts_with(self.prefix())
    }

    /// Text bounds, lower inclusive and upper exclusive, of this division and all that lies in it.
    pub fn range(&self) -> (String, String) {
        let lower = self.0.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        let span = (self.level().digits()..12).fold(1, |span, _| span * 10);
        (self.to_string(), format!("{:012}", lower + span))
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RegionCode({self})")
    }
}

impl FromStr for RegionCode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let code: Option<[u8; 12]> = text.as_bytes().try_into().ok();
        code.filter(|code| code.iter().all(u8::is_ascii_digit) && (b'1'..=b'8').contains(&code[0]))
            .map(Self)
            .ok_or(Error::invalid("region.format"))
    }
}

serde_text!(RegionCode);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Codes close enough to each other that containment happens.
    fn code() -> impl Strategy<Value = RegionCode> {
        let digits = "[38]5(0[01]|39)(0[0-2]|99)(00[01]|999)(00[01]|999)";
        (digits, 0usize..5)
            .prop_map(|(digits, level)| digits.parse::<RegionCode>().unwrap().at(Level::ALL[level]))
    }

    proptest! {
        #[test]
        fn containment_is_a_partial_order(a in code(), b in code(), c in code()) {
            prop_assert!(a.contains(&a));
            prop_assert!(!(a.contains(&b) && b.contains(&a)) || a == b);
            prop_assert!(!(a.contains(&b) && b.contains(&c)) || a.contains(&c));
        }

        #[test]
        fn the_range_is_containment(a in code(), b in code()) {
            let (lower, upper) = a.range();
            prop_assert_eq!(lower.as_str() <= b.as_str() && b.as_str() < upper.as_str(), a.contains(&b));
        }

        #[test]
        fn the_parent_is_wider_and_contains(a in code()) {
            match a.parent() {
                Some(parent) => {
                    prop_assert!(parent.level() < a.level());
                    prop_assert!(parent.contains(&a) && !a.contains(&parent));
                }
                None => prop_assert_eq!(a.level(), Level::Province),
            }
        }

        #[test]
        fn text_reads_back(a in code()) {
            prop_assert_eq!(a.to_string().parse(), Ok(a));
        }
    }

    #[test]
    fn levels_of_a_village_in_fuzhou() {
        let mut code: RegionCode = "350102001003".parse().unwrap();
        let mut line = vec![(code.to_string(), code.level())];
        while let Some(parent) = code.parent() {
            code = parent;
            line.push((code.to_string(), code.level()));
        }
        let expected = ["350102001003", "350102001000", "350102000000", "350100000000", "350000000000"];
        assert!(line.iter().map(|step| step.0.as_str()).eq(expected));
        assert!(line.iter().map(|step| step.1).eq(Level::ALL.iter().rev().copied()));
    }

    #[test]
    fn a_city_without_counties_keeps_its_townships() {
        let (city, town): (RegionCode, RegionCode) =
            ("441900000000".parse().unwrap(), "441900003000".parse().unwrap());
        assert_eq!(town.level(), Level::Township);
        assert_eq!(town.parent(), Some(city));
        assert!(city.contains(&town));
    }

    #[test]
    fn malformed_codes_are_refused() {
        for text in ["", "35", "35010200100", "3501020010030", "35010200100x", "050000000000", "990000000000"]
        {
            assert_eq!(text.parse::<RegionCode>().unwrap_err().code, "region.format", "{text}");
        }
    }
}
