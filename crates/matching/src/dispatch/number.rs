//! The two widths of integer the solver runs in. It refuses any other: what does not fit in 128 bits is not solved.

use std::ops::{Add, AddAssign, Div, Mul, Sub, SubAssign};

/// A signed integer that weights and prices are kept in.
pub(super) trait Number:
    Copy
    + Ord
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + AddAssign
    + SubAssign
{
    /// Nought.
    const ZERO: Self;
    /// Nearly the largest; nothing the solver adds up reaches it.
    const FAR: Self;

    /// From 128 bits; the caller has made sure that it fits.
    fn narrow(wide: i128) -> Self;

    /// To 128 bits.
    fn wide(self) -> i128;
}

impl Number for i64 {
    const ZERO: Self = 0;
    const FAR: Self = i64::MAX;

    fn narrow(wide: i128) -> Self {
        wide as i64
    }

    fn wide(self) -> i128 {
        i128::from(self)
    }
}

impl Number for i128 {
    const ZERO: Self = 0;
    const FAR: Self = i128::MAX;

    fn narrow(wide: i128) -> Self {
        wide
    }

    fn wide(self) -> i128 {
        self
    }
}
