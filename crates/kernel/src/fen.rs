//! Money: integer fen. It refuses floating point and silent overflow.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// An amount of money in fen, hundredths of a yuan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Fen {
    /// Nothing.
    pub const ZERO: Fen = Fen(0);

    /// The sum, unless it overflows.
    pub const fn checked_add(self, other: Fen) -> Option<Fen> {
        match self.0.checked_add(other.0) {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// The difference, unless it overflows.
    pub const fn checked_sub(self, other: Fen) -> Option<Fen> {
        match self.0.checked_sub(other.0) {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// The product, unless it overflows.
    pub const fn checked_mul(self, times: i64) -> Option<Fen> {
        match self.0.checked_mul(times) {
            Some(fen) => Some(Fen(fen)),
            None => None,
        }
    }

    /// Yuan without trailing zeros: `180`, `23.5`, `0.05`.
    pub fn yuan(self) -> String {
        let text = self.to_string();
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// Yuan with two decimals: `12.34`.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", fen / 100, fen % 100))
    }
}

/// Reads yuan with at most two decimals: `12`, `12.5`, `12.34`, `-3`.
impl FromStr for Fen {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let error = || Error::invalid("fen.format");
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let (sign, amount) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
        let (yuan, decimals) = match amount.split_once('.') {
            Some((yuan, decimals)) if digits(decimals) && decimals.len() <= 2 => (yuan, decimals),
            Some(_) => return Err(error()),
            None => (amount, ""),
        };
        if !digits(yuan) {
            return Err(error());
        }
        format!("{sign}{yuan}{decimals:0<2}").parse().map(Fen).map_err(|_| error())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn both_spellings_read_back(fen: i64) {
            let fen = Fen(fen);
            prop_assert_eq!(fen.to_string().parse(), Ok(fen));
            prop_assert_eq!(fen.yuan().parse(), Ok(fen));
        }

        #[test]
        fn adding_and_subtracting_undo_each_other(a: i64, b: i64) {
            if let Some(sum) = Fen(a).checked_add(Fen(b)) {
                prop_assert_eq!(sum.checked_sub(Fen(b)), Some(Fen(a)));
            } else {
                prop_assert!(i128::from(a) + i128::from(b) != i128::from(a.wrapping_add(b)));
            }
        }
    }

    #[test]
    fn spellings() {
        for (text, fen) in [("12.34", 1234), ("12", 1200), ("12.5", 1250), ("-0.05", -5), ("007", 700)] {
            assert_eq!(text.parse(), Ok(Fen(fen)));
        }
        for text in
            ["", ".", "12.", ".5", "12.345", "+1", "1e3", "1,000", " 1", "--1", "92233720368547758.08"]
        {
            assert_eq!(text.parse::<Fen>().unwrap_err().code, "fen.format", "{text}");
        }
        assert_eq!([0, 18000, 2350, -10].map(|fen| Fen(fen).yuan()), ["0", "180", "23.5", "-0.1"]);
        assert_eq!(Fen(i64::MIN).to_string(), "-92233720368547758.08");
    }

    #[test]
    fn overflow_is_seen() {
        assert_eq!(Fen(i64::MAX).checked_add(Fen(1)), None);
        assert_eq!(Fen(i64::MIN).checked_sub(Fen(1)), None);
        assert_eq!(Fen(i64::MAX).checked_mul(2), None);
        assert_eq!(Fen(150).checked_mul(3), Some(Fen(450)));
    }
}
