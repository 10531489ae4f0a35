//! Unified social credit codes of organisations, GB 32100. They refuse a wrong check character and the
//! letters that the standard leaves out: I, O, S, V and Z.

use std::fmt;
use std::str::FromStr;

use crate::{Error, Result, serde_text};

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A valid unified social credit code of eighteen characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode([u8; 18]);

impl CreditCode {
    /// Completes seventeen characters with their check character; positions 3–8 are digits of a division.
    pub fn with_check(body: &str) -> Result<Self> {
        let body = body.to_ascii_uppercase();
        let body: [u8; 17] = body.as_bytes().try_into().map_err(|_| Error::invalid("creditcode.length"))?;
        let check = check(&body).filter(|_| body[2..8].iter().all(u8::is_ascii_digit));
        let mut code = [check.ok_or(Error::invalid("creditcode.format"))?; 18];
        code[..17].copy_from_slice(&body);
        Ok(Self(code))
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn value(character: u8) -> Option<usize> {
    ALPHABET.iter().position(|&known| known == character)
}

/// The weights are the powers of 3 modulo 31.
fn check(body: &[u8; 17]) -> Option<u8> {
    let (mut sum, mut weight) = (0, 1);
    for &character in body {
        sum += value(character)? * weight;
        weight = weight * 3 % 31;
    }
    Some(ALPHABET[(31 - sum % 31) % 31])
}

impl FromStr for CreditCode {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim().to_ascii_uppercase();
        let code: [u8; 18] = text.as_bytes().try_into().map_err(|_| Error::invalid("creditcode.length"))?;
        if value(code[17]).is_none() {
            return Err(Error::invalid("creditcode.format"));
        }
        let body = text.get(..17).ok_or(Error::invalid("creditcode.format"))?;
        let whole = Self::with_check(body)?;
        if whole.0 != code {
            return Err(Error::invalid("creditcode.checksum"));
        }
        Ok(whole)
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CreditCode({self})")
    }
}

serde_text!(CreditCode);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn body() -> impl Strategy<Value = String> {
        "[159][12][0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}"
    }

    proptest! {
        #[test]
        fn text_reads_back(body in body()) {
            let code = CreditCode::with_check(&body).unwrap();
            prop_assert_eq!(code.to_string().parse(), Ok(code));
            prop_assert_eq!(code.to_string().to_lowercase().parse(), Ok(code));
        }

        #[test]
        fn any_one_changed_character_is_noticed(body in body(), at in 0usize..18, by in 1usize..31) {
            let mut bytes = CreditCode::with_check(&body).unwrap().0;
            bytes[at] = ALPHABET[(value(bytes[at]).unwrap() + by) % 31];
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            prop_assert!(text.parse::<CreditCode>().is_err());
        }
    }

    #[test]
    fn codes_in_use() {
        for text in ["91350100M000100Y43", "91110000600037341L", "914403001922038216"] {
            assert!(text.parse::<CreditCode>().is_ok(), "{text}");
        }
    }

    #[test]
    fn each_fault_has_its_code() {
        let code = |text: &str| text.parse::<CreditCode>().unwrap_err().code;
        assert_eq!(code("91110000600037341M"), "creditcode.checksum");
        assert_eq!(code("91110000600037341"), "creditcode.length");
        assert_eq!(code("91110000600037341I"), "creditcode.format");
        assert_eq!(code("9111O000600037341L"), "creditcode.format");
        assert_eq!(code("9111A000600037341L"), "creditcode.format");
        assert_eq!(code("911100006000373榕"), "creditcode.format");
    }
}
