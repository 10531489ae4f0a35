//! Open work near a point: the question, the answer, and the interface an index has to keep. It refuses ties: results
//! stand in the order of distance in whole millimetres and then of key, so that a cursor names an exact place.

use kernel::{Availability, Fen, Micros, Point, day_start};

kernel::words! {
    /// The kind of a job.
    pub enum JobKind {
        /// Traditional day work.
        Gig = "gig",
        /// The newer work by assignment, such as graphic design or legal advice.
        Flexible = "flexible",
        /// A post.
        FullTime = "full_time",
    }
}

/// A set of plain facts about a job, for filter chips.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Facts(u8);

impl Facts {
    /// No fact.
    pub const NONE: Facts = Facts(0);
    /// It starts on the day of the question, in China.
    pub const TODAY: Facts = Facts(1);
    /// Pay is settled each day.
    pub const DAILY_PAY: Facts = Facts(2);
    /// No experience is asked for.
    pub const NO_EXPERIENCE: Facts = Facts(4);
    /// Some of it is in the evening.
    pub const EVENING: Facts = Facts(8);
    /// It goes on: a full-time post, or a gig by the week that has no date.
    pub const LONG_TERM: Facts = Facts(16);

    /// The facts of either.
    #[must_use]
    pub const fn with(self, other: Facts) -> Facts {
        Facts(self.0 | other.0)
    }

    /// The facts that are not in the other.
    #[must_use]
    pub const fn without(self, other: Facts) -> Facts {
        Facts(self.0 & !other.0)
    }

    /// The facts as bits.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether every fact of the other is here.
    pub const fn contains(self, other: Facts) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A job that is open, as far as finding it needs.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenJob {
    /// The job's id.
    pub key: u128,
    /// Where the work is.
    pub point: Point,
    /// The code of its occupation.
    pub occupation: String,
    /// What kind it is.
    pub kind: JobKind,
    /// What it pays for an hour, or the equivalent.
    pub hourly: Fen,
    /// The slots of the week that it touches.
    pub slots: Availability,
    /// When it begins, if it has a date.
    pub starts_at: Option<Micros>,
    /// From when on it is no longer shown.
    pub expires_at: Micros,
    /// Whether pay is settled each day.
    pub daily_pay: bool,
    /// Whether it asks for no experience.
    pub no_experience: bool,
}

impl OpenJob {
    /// The facts that hold at a moment.
    pub fn facts(&self, now: Micros) -> Facts {
        let today = self.starts_at.is_some_and(|at| day_start(at) == day_start(now));
        self.lasting_facts().with(if today { Facts::TODAY } else { Facts::NONE })
    }

    /// The facts that do not depend on the moment.
    pub fn lasting_facts(&self) -> Facts {
        let undated_gig = self.kind == JobKind::Gig && self.starts_at.is_none();
        [
            (self.daily_pay, Facts::DAILY_PAY),
            (self.no_experience, Facts::NO_EXPERIENCE),
            (self.slots.slots().any(|(_, shift)| shift == 2), Facts::EVENING),
            (self.kind == JobKind::FullTime || undated_gig, Facts::LONG_TERM),
        ]
        .into_iter()
        .filter(|(holds, _)| *holds)
        .fold(Facts::NONE, |facts, (_, fact)| facts.with(fact))
    }
}

/// A place in the order of results: distance in millimetres, then key.
pub type Cursor = (u64, u128);

/// What somebody asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Where they stand.
    pub center: Point,
    /// How far they go, in metres; infinity for anywhere. Nothing is within a negative radius or one that is no number.
    pub radius_m: f64,
    /// Occupations or groups of them (see [`crate::is_under`]); none means all.
    pub occupations: Vec<String>,
    /// Facts that must all hold.
    pub flags: Facts,
    /// The least pay for an hour; nought for any.
    pub least: Fen,
    /// The most pay for an hour, if there is a limit.
    pub most: Option<Fen>,
    /// Slots of which a job touches one, if any are asked for.
    pub slots: Option<Availability>,
    /// The moment of the question.
    pub now: Micros,
    /// Only results after this place.
    pub after: Option<Cursor>,
    /// At most so many results; nought only counts.
    pub limit: usize,
}

/// One job found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The job's id.
    pub key: u128,
    /// The distance in millimetres, rounded to the nearest.
    pub distance_mm: u64,
}

/// A page of results.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The results, nearest first.
    pub items: Vec<Hit>,
    /// Where the next page begins, if there is more.
    pub next: Option<Cursor>,
    /// How many jobs match, on all pages.
    pub total: usize,
}

/// What similar work pays around here for an hour: quartiles by nearest rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayNearby {
    /// A quarter of the jobs pay this or less.
    pub p25: Fen,
    /// The median.
    pub p50: Fen,
    /// Three quarters of the jobs pay this or less.
    pub p75: Fen,
    /// How many jobs were counted.
    pub n: usize,
}

impl PayNearby {
    /// The quartiles of a list of hourly pay; none of an empty list.
    pub fn of(mut hourly: Vec<Fen>) -> Option<PayNearby> {
        hourly.sort_unstable();
        let n = hourly.len();
        let at = |percent: usize| hourly.get((percent * n).div_ceil(100).saturating_sub(1)).copied();
        Some(PayNearby { p25: at(25)?, p50: at(50)?, p75: at(75)?, n })
    }
}

/// An index of open jobs that answers exactly; a job that has expired is neither shown nor counted.
pub trait NearbyIndex {
    /// The matching jobs in order, one page of them.
    fn nearby(&self, query: &Query) -> Page;

    /// What jobs of an occupation or group within a radius pay.
    fn pay_nearby(&self, center: Point, radius_m: f64, occupation: &str, now: Micros) -> Option<PayNearby>;

    /// How many jobs it holds, expired ones included.
    fn len(&self) -> usize;

    /// Whether it holds none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
