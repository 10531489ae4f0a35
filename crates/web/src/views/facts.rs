//! Facts that several pages say: pay, time of work, the reason for a place in a list.

/// Pay as offered or wished: `hour`, `day` or `month`, and fen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pay {
    /// `hour`, `day` or `month`.
    pub unit: String,
    /// Fen for one unit.
    pub fen: i64,
}

impl Pay {
    /// Fen for an hour: a day is 8 hours, a month 174.
    pub fn hourly(&self) -> i64 {
        match self.unit.as_str() {
            "day" => self.fen / 8,
            "month" => self.fen / 174,
            _ => self.fen,
        }
    }
}

impl From<kernel::Pay> for Pay {
    fn from(pay: kernel::Pay) -> Self {
        Pay { unit: pay.unit().as_str().to_owned(), fen: pay.fen().0 }
    }
}

/// What others pay near here for such work, in fen an hour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NearbyPay {
    /// A quarter pay less than this.
    pub p25: i64,
    /// Half pay less than this.
    pub p50: i64,
    /// A quarter pay more than this.
    pub p75: i64,
    /// How many jobs were counted.
    pub count: i64,
}

/// One dated stretch of work, half-open, in micros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// The first moment.
    pub start: i64,
    /// The first moment after.
    pub end: i64,
}

/// When the work is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// On these dates, earliest first.
    Shifts(Vec<Shift>),
    /// Week after week.
    LongTerm {
        /// From this moment, if said.
        from: Option<i64>,
        /// Until this moment, if said.
        until: Option<i64>,
        /// The 21-bit mask of the week.
        slots: i64,
    },
}

impl Default for When {
    fn default() -> Self {
        When::Shifts(Vec::new())
    }
}

/// Why a job is shown where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The nearest of all.
    Nearest,
    /// Trade and time are all the reader's own.
    Fits,
    /// Pays so many fen an hour more than others near here.
    PaysMore(i64),
    /// Paid the same day.
    PaidSameDay,
    /// Starts today.
    StartsToday,
    /// Still takes so many people.
    SeveralOpenings(i64),
    /// Needs no experience.
    NoExperience,
    /// Posted a short while ago.
    NewHere,
}
