//! The paper card: twelve digits whose last one catches every wrong digit and every two that were swapped (Damm), and
//! a PIN that is not the first that anybody would try.

use std::{fmt, str::FromStr};

use kernel::{Error, Result};

/// What stands before the number in the card's QR code.
const PREFIX: &str = "BC1";

/// A quasigroup without fixed points in which neighbours do not commute: H. M. Damm, 2004.
const TABLE: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// Year, month and day of birth.
pub type Birth = (i32, u32, u32);

/// The number of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CardNumber([u8; 12]);

fn check(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |sum, digit| TABLE[usize::from(sum)][usize::from(digit - b'0')])
}

impl CardNumber {
    /// The number that begins with the last eleven decimal digits of `random`.
    pub fn of(random: u64) -> Self {
        let mut number = [b'0'; 12];
        let mut rest = random % 100_000_000_000;
        for digit in number[..11].iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        number[11] = b'0' + check(&number[..11]);
        Self(number)
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// In groups of four, as it is printed.
    pub fn grouped(&self) -> String {
        let text = self.as_str();
        [0, 4, 8].map(|from| text.get(from..from + 4).unwrap_or_default()).join(" ")
    }

    /// What the card's QR code holds.
    pub fn text(&self) -> String {
        format!("{PREFIX}{}", self.as_str())
    }
}

impl fmt::Display for CardNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for CardNumber {
    type Err = Error;

    /// Reads what was typed or scanned, with blanks and dashes or without.
    fn from_str(text: &str) -> Result<Self> {
        let tidy: String = crate::tidy(text).chars().filter(|c| *c != '-').take(40).collect();
        let digits = tidy.strip_prefix(PREFIX).unwrap_or(&tidy).as_bytes();
        let number: Option<[u8; 12]> =
            digits.try_into().ok().filter(|number: &[u8; 12]| number.iter().all(u8::is_ascii_digit));
        number
            .filter(|number| check(number) == 0)
            .map(Self)
            .ok_or(Error::invalid("card.number").field("number"))
    }
}

/// Six digits that are not one digit six times, a run up or down, or the person's birthday: `card.pin_format`,
/// `card.pin_weak`.
pub fn check_pin(pin: &str, birth: Option<Birth>) -> Result<()> {
    let digits = pin.as_bytes();
    if digits.len() != 6 || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Error::invalid("card.pin_format").field("pin"));
    }
    let goes = |by: i16| digits.windows(2).all(|two| (i16::from(two[0]) + by - i16::from(two[1])) % 10 == 0);
    let born = birth.is_some_and(|(year, month, day)| {
        let (short, long) = (year.rem_euclid(100), year);
        [
            format!("{short:02}{month:02}{day:02}"),
            format!("{day:02}{month:02}{short:02}"),
            format!("{month:02}{day:02}{short:02}"),
            format!("{long:04}{month:02}"),
            format!("{month:02}{long:04}"),
            format!("{long:04}{month}{day}"),
        ]
        .iter()
        .any(|known| known == pin)
    });
    if goes(0) || goes(1) || goes(-1) || born {
        return Err(Error::invalid("card.pin_weak").field("pin"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_number_reads_back_and_no_slip_of_the_pen_does(random: u64, at in 0usize..12, digit in 0u8..10) {
            let number = CardNumber::of(random);
            for text in [number.to_string(), number.grouped(), number.text(), number.text().to_lowercase()] {
                prop_assert_eq!(text.parse(), Ok(number));
            }
            let mut wrong = number.0;
            wrong[at] = b'0' + digit;
            prop_assert_eq!(wrong == number.0, String::from_utf8_lossy(&wrong).parse::<CardNumber>().is_ok());
            if at > 0 {
                let mut swapped = number.0;
                swapped.swap(at - 1, at);
                let text = String::from_utf8_lossy(&swapped).into_owned();
                prop_assert_eq!(swapped == number.0, text.parse::<CardNumber>().is_ok());
            }
        }

        #[test]
        fn no_text_upsets_it(text in "\\PC{0,60}", pin in "\\PC{0,8}") {
            let _ = text.parse::<CardNumber>();
            let _ = check_pin(&pin, Some((1988, 2, 14)));
        }
    }

    #[test]
    fn the_pins_that_are_tried_first_are_refused() {
        let birth = Some((1988, 2, 14));
        let code = |pin: &str, birth| check_pin(pin, birth).map_err(|e| e.code);
        for pin in ["111111", "123456", "654321", "890123", "880214", "140288", "021488", "198802", "021988"]
        {
            assert_eq!(code(pin, birth), Err("card.pin_weak"), "{pin}");
        }
        for pin in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            assert_eq!(code(pin, birth), Err("card.pin_format"), "{pin}");
        }
        assert_eq!(code("880214", None), Ok(()));
        assert_eq!(code("402913", birth), Ok(()));
    }
}
