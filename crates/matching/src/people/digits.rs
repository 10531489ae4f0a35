//! Numbers made of digits, and the slips of a hand that writes them: one digit wrong, two neighbours swapped.

use kernel::{IdNumber, Sex};

use super::How;

/// How two rows of digits compare: equal, a slip apart, or different.
fn slip(a: &[u8], b: &[u8]) -> How {
    let mut apart = (0..a.len()).filter(|&i| a[i] != b[i]);
    match (apart.next(), apart.next(), apart.next()) {
        (None, ..) => How::Equal,
        (Some(_), None, _) => How::OneDigit,
        (Some(i), Some(j), None) if j == i + 1 && a[i] == b[j] && a[j] == b[i] => How::Swapped,
        _ => How::Different,
    }
}

/// An identity number as it was written, with what its checksum says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) text: [u8; 18],
    pub(super) valid: bool,
}

impl Number {
    pub(super) fn read(text: &str) -> Option<Self> {
        let upper = text.trim().to_ascii_uppercase();
        let whole: [u8; 18] = upper.as_bytes().try_into().ok()?;
        let digits = whole[..17].iter().all(u8::is_ascii_digit);
        let last = whole[17] == b'X' || whole[17].is_ascii_digit();
        (digits && last).then(|| Self { text: whole, valid: upper.parse::<IdNumber>().is_ok() })
    }

    pub(super) fn birth(&self) -> Option<Date> {
        let mut digits = [0; 8];
        digits.copy_from_slice(&self.text[6..14]);
        Date(digits).possible()
    }

    pub(super) fn sex(&self) -> Sex {
        if self.text[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// A slip that the checksum shows is a slip; one between two valid numbers is none: those are two people's.
    pub(super) fn compare(&self, other: &Self) -> How {
        let both = self.valid && other.valid;
        match slip(&self.text, &other.text) {
            How::Equal => How::Equal,
            how @ (How::OneDigit | How::Swapped) if !both => how,
            _ if !both => How::Unsure,
            _ if slip(&self.text[..17], &other.text[..17]) == How::Different => How::Different,
            _ => How::BothValid,
        }
    }
}

/// Eleven digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phone(pub(super) [u8; 11]);

impl Phone {
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits: [u8; 11] = text.trim().as_bytes().try_into().ok()?;
        digits.iter().all(u8::is_ascii_digit).then_some(Self(digits))
    }

    pub(super) fn compare(&self, other: &Self) -> How {
        slip(&self.0, &other.0)
    }
}

/// A date of birth as eight digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Date(pub(super) [u8; 8]);

impl Date {
    pub(super) fn of(year: i32, month: u32, day: u32) -> Self {
        let whole = u64::from(year.unsigned_abs() % 10_000) * 10_000
            + u64::from(month % 100) * 100
            + u64::from(day % 100);
        let mut digits = [0; 8];
        let mut rest = whole;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        Self(digits)
    }

    fn possible(self) -> Option<Self> {
        let two = |at: usize| (self.0[at] - b'0') * 10 + self.0[at + 1] - b'0';
        let century = self.0[..2] == *b"19" || self.0[..2] == *b"20";
        (century && (1..=12).contains(&two(4)) && (1..=31).contains(&two(6))).then_some(self)
    }

    /// Month and day in each other's place is a slip as well.
    pub(super) fn compare(&self, other: &Self) -> How {
        match slip(&self.0, &other.0) {
            How::Different if self.0[..4] == other.0[..4] => {
                let crossed = self.0[4..6] == other.0[6..] && self.0[6..] == other.0[4..6];
                if crossed { How::Swapped } else { How::Different }
            }
            how => how,
        }
    }
}
