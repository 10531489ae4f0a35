//! Mobile numbers of the mainland. They show themselves only masked, refuse to be serialized, and refuse
//! landlines and foreign numbers.

use std::fmt;
use std::str::FromStr;

use crate::{Error, Result};

/// A mainland mobile number: eleven digits, the first 1, the second 3–9. `Debug` is masked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone([u8; 11]);

impl Phone {
    /// The number in clear. For encrypting, calling and comparing, not for showing.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The number with its middle hidden: `138 **** 6021`.
    pub fn masked(&self) -> String {
        let (head, tail) = (self.as_str().get(..3), self.as_str().get(7..));
        format!("{} **** {}", head.unwrap_or_default(), tail.unwrap_or_default())
    }
}

/// Spaces, hyphens and a leading `+86` are dropped.
impl FromStr for Phone {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let bare = bare.strip_prefix("+86").unwrap_or(&bare);
        let digits: Option<[u8; 11]> = bare.as_bytes().try_into().ok();
        let mobile = |number: &[u8; 11]| {
            number.iter().all(u8::is_ascii_digit) && number[0] == b'1' && number[1] >= b'3'
        };
        digits.filter(mobile).map(Self).ok_or(Error::invalid("phone.format"))
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_usual_spelling_is_the_same_number(number in "1[3-9][0-9]{9}") {
            let phone: Phone = number.parse().unwrap();
            prop_assert_eq!(phone.as_str(), &number);
            let (a, b, c) = (&number[..3], &number[3..7], &number[7..]);
            for text in [format!("+86 {a} {b} {c}"), format!("{a}-{b}-{c}"), format!("+86-{number} ")] {
                prop_assert_eq!(text.parse(), Ok(phone.clone()));
            }
            prop_assert_eq!(format!("{phone:?}"), format!("Phone({a} **** {c})"));
        }
    }

    #[test]
    fn the_mask() {
        assert_eq!("13850016021".parse::<Phone>().unwrap().masked(), "138 **** 6021");
    }

    #[test]
    fn other_numbers_are_refused() {
        for text in
            ["", "12850016021", "23850016021", "1385001602", "138500160211", "+852 51234567", "1385001602a"]
        {
            assert_eq!(text.parse::<Phone>().unwrap_err().code, "phone.format", "{text}");
        }
    }
}
