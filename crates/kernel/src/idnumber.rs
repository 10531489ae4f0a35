//! Identity numbers of citizens, GB 11643. They show themselves only masked, refuse to be serialized, and
//! refuse a wrong check character or an impossible date of birth.

use std::fmt;
use std::str::FromStr;

use crate::time::days_in_month;
use crate::{Error, Micros, Result, civil, words};

words! {
    /// The sex that an identity number records.
    pub enum Sex {
        /// Female.
        Female = "female",
        /// Male.
        Male = "male",
    }
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// A valid identity number of eighteen characters. `Debug` is masked and there is no `Display`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdNumber([u8; 18]);

impl IdNumber {
    /// Completes seventeen digits with their check character.
    pub fn with_check(digits: &str) -> Result<Self> {
        let body: [u8; 17] = digits.as_bytes().try_into().map_err(|_| Error::invalid("idnumber.length"))?;
        if !body.iter().all(u8::is_ascii_digit) {
            return Err(Error::invalid("idnumber.format"));
        }
        let mut number = [check(&body); 18];
        number[..17].copy_from_slice(&body);
        Self(number).dated()
    }

    /// The number in clear. For encrypting, computing and comparing, not for showing.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Year, month and day of birth.
    pub fn birth(&self) -> (i32, u32, u32) {
        let number = |from: usize, to: usize| {
            self.0[from..to].iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
        };
        (number(6, 10).cast_signed(), number(10, 12), number(12, 14))
    }

    /// Full years of age at a moment, by the calendar of China. A year is full on the day after the birthday, since the
    /// day of birth does not count (Civil Code, article 201).
    pub fn age(&self, now: Micros) -> i32 {
        let (year, month, day) = self.birth();
        let (now_year, now_month, now_day, ..) = civil(now);
        now_year - year - i32::from((now_month, now_day) <= (month, day))
    }

    /// The sex: the seventeenth digit is odd for men.
    pub fn sex(&self) -> Sex {
        if self.0[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// The six digits of the county where the number was first given out.
    pub fn region_prefix(&self) -> &str {
        self.as_str().get(..6).unwrap_or_default()
    }

    /// The number with its date of birth hidden.
    pub fn masked(&self) -> String {
        let tail = self.as_str().get(14..).unwrap_or_default();
        format!("{}********{tail}", self.region_prefix())
    }

    fn dated(self) -> Result<Self> {
        let (year, month, day) = self.birth();
        if year < 1900 || day == 0 || day > days_in_month(year, month) {
            return Err(Error::invalid("idnumber.date"));
        }
        Ok(self)
    }
}

fn check(body: &[u8; 17]) -> u8 {
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    CHECKS[sum as usize % 11]
}

impl FromStr for IdNumber {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim().to_ascii_uppercase();
        let number: [u8; 18] = text.as_bytes().try_into().map_err(|_| Error::invalid("idnumber.length"))?;
        let (body, last) = text.split_at_checked(17).ok_or(Error::invalid("idnumber.format"))?;
        if !(last == "X" || number[17].is_ascii_digit()) {
            return Err(Error::invalid("idnumber.format"));
        }
        let whole = Self::with_check(body)?;
        if whole.0 != number {
            return Err(Error::invalid("idnumber.checksum"));
        }
        Ok(whole)
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdNumber({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number() -> impl Strategy<Value = IdNumber> {
        (110_000u32..830_000, 1900..2100, 1u32..=12, 1u32..=28, 0u32..1000)
            .prop_map(|(r, y, m, d, n)| IdNumber::with_check(&format!("{r}{y}{m:02}{d:02}{n:03}")).unwrap())
    }

    proptest! {
        #[test]
        fn text_reads_back(number in number()) {
            prop_assert_eq!(number.as_str().parse(), Ok(number.clone()));
            prop_assert_eq!(number.as_str().to_lowercase().parse(), Ok(number));
        }

        #[test]
        fn any_one_changed_digit_is_noticed(number in number(), at in 0usize..18, by in 1u8..10) {
            let mut bytes = number.0;
            bytes[at] = match bytes[at] {
                b'X' => b'0' + by,
                digit => b'0' + (digit - b'0' + by) % 10,
            };
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            prop_assert!(text.parse::<IdNumber>().is_err());
        }

        #[test]
        fn neighbours_swapped_are_noticed(number in number(), at in 0usize..16) {
            let mut bytes = number.0;
            bytes.swap(at, at + 1);
            prop_assume!(bytes != number.0);
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            prop_assert!(text.parse::<IdNumber>().is_err());
        }

        #[test]
        fn the_date_of_birth_never_shows(number in number()) {
            let shown = format!("{number:?}");
            prop_assert_eq!(&shown, &format!("IdNumber({})", number.masked()));
            prop_assert!(!shown.contains(&number.as_str()[6..14]));
        }
    }

    #[test]
    fn the_example_of_the_standard() {
        let number: IdNumber = "11010519491231002X".parse().unwrap();
        assert_eq!(number.birth(), (1949, 12, 31));
        assert_eq!(number.sex(), Sex::Female);
        assert_eq!(number.region_prefix(), "110105");
        assert_eq!(number.masked(), "110105********002X");
        assert_eq!("440524188001010014".parse::<IdNumber>().unwrap_err().code, "idnumber.date");
    }

    #[test]
    fn a_year_is_full_on_the_day_after_the_birthday() {
        let number: IdNumber = "11010519491231002X".parse().unwrap();
        let at = |year, month, day, hour| crate::from_civil(year, month, day, hour, 0).unwrap();
        assert_eq!(number.age(at(1965, 12, 31, 23)), 15);
        assert_eq!(number.age(at(1966, 1, 1, 0)), 16);
        assert_eq!(number.age(at(1966, 12, 31, 0)), 16);
    }

    #[test]
    fn each_fault_has_its_code() {
        let code = |text: &str| text.parse::<IdNumber>().unwrap_err().code;
        assert_eq!(code("110105194912310021"), "idnumber.checksum");
        assert_eq!(code("110105491231002"), "idnumber.length");
        assert_eq!(code("1101051949123100Y1"), "idnumber.format");
        assert_eq!(code("11010519491231002Y"), "idnumber.format");
        assert_eq!(code("110105194912310榕"), "idnumber.format");
        for date in ["19490230", "19491301", "19490100", "19490001", "18991231", "19000229"] {
            let faulty = IdNumber::with_check(&format!("110105{date}002"));
            assert_eq!(faulty.unwrap_err().code, "idnumber.date", "{date}");
        }
    }
}
