//! The real clock, and the demo's: the real one moved to another day.

use std::time::{SystemTime, UNIX_EPOCH};

use kernel::{Clock, Micros};

/// The system's clock plus a constant.
pub struct WallClock {
    offset: i64,
}

impl WallClock {
    /// The real time.
    pub const fn real() -> Self {
        Self { offset: 0 }
    }

    /// The real time of day on another day: `today` is that day's beginning in the province.
    pub fn on(today: Micros) -> Self {
        Self { offset: today.0 - kernel::day_start(Self::real().now()).0 }
    }
}

impl Clock for WallClock {
    fn now(&self) -> Micros {
        #[expect(clippy::disallowed_methods, reason = "this is the one clock that everything else asks")]
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX).saturating_add(self.offset))
    }
}
