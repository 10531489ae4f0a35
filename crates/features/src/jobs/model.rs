//! A job: its words, its row, and what may be asked of it. It decides nothing.

use kernel::{
    Availability, EmployerId, Fen, JobId, Micros, Pay, PayUnit, Period, Point, RegionCode, Settlement,
};
use matching::JobKind;

use crate::workers::Belonging;

kernel::words! {
    /// Where a job stands.
    pub enum JobState {
        /// Being written.
        Draft = "draft",
        /// Waiting for an official to look at it.
        Review = "review",
        /// Anybody may apply.
        Open = "open",
        /// Every opening has been filled.
        Filled = "filled",
        /// The employer or an official ended it.
        Closed = "closed",
        /// Its time has passed.
        Expired = "expired",
    }
}

kernel::words! {
    /// What a job asks of the one who does it.
    pub enum Requirement {
        /// Nothing that one must have done before.
        NoExperience = "no_experience",
        /// Experience with the same work.
        Experience = "experience",
        /// A health certificate.
        HealthCertificate = "health_certificate",
        /// An electrician's certificate.
        ElectricianCertificate = "electrician_certificate",
        /// A driving licence.
        DrivingLicence = "driving_licence",
        /// Tools of one's own.
        OwnTools = "own_tools",
        /// A vehicle of one's own.
        OwnVehicle = "own_vehicle",
        /// Lifting heavy things.
        HeavyLifting = "heavy_lifting",
        /// Work at night.
        Night = "night",
    }
}

/// A job's kind as a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindField(pub JobKind);

impl std::fmt::Display for KindField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl std::str::FromStr for KindField {
    type Err = kernel::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

store::text_fields!(JobState, KindField);

store::row! {
    /// A job as it is stored.
    pub struct JobRow in "job" {
        /// Its id.
        id: JobId,
        /// Whose it is.
        employer_id: EmployerId,
        /// Traditional gig, new flexible work, or full time.
        kind: KindField,
        /// What the employer calls it.
        title: String,
        /// The occupation's code.
        occupation: String,
        /// What is to be done.
        description: String,
        /// By hour, day or month.
        pay_unit: PayUnit,
        /// How much a unit.
        pay_fen: Fen,
        /// When it is paid.
        settlement: Settlement,
        /// The village or community it is in.
        region: RegionCode,
        /// Where, in words.
        address: String,
        /// Degrees east.
        lon: f64,
        /// Degrees north.
        lat: f64,
        /// How many are wanted.
        openings: i64,
        /// How many have been hired.
        filled: i64,
        /// When the shift or the period begins.
        starts_at: Option<Micros>,
        /// When it ends.
        ends_at: Option<Micros>,
        /// The weekly slots it takes.
        slots: Availability,
        /// Requirement words, separated by spaces.
        requirements: String,
        /// Where it stands.
        state: JobState,
        /// What an official said when sending it back.
        review_note: Option<String>,
        /// When it first was open.
        posted_at: Option<Micros>,
        /// Until when one may apply.
        expires_at: Micros,
        /// When it was begun.
        created_at: Micros,
        /// When it last changed.
        updated_at: Micros,
        /// Counts changes.
        version: i64,
    }
}

store::row! {
    /// How a job read before an edit, or as first written.
    pub struct RevisionRow in "job_revision" {
        /// Its id.
        id: String,
        /// The job.
        job_id: JobId,
        /// The version that had these fields.
        job_version: i64,
        /// The fields, as JSON.
        fields: String,
        /// When they were written.
        at: Micros,
    }
}
store::versioned!(JobRow);

impl JobRow {
    /// Its pay; the database holds it to the same limits.
    pub fn pay(&self) -> Pay {
        // A row older than a tightened limit is still shown as it stands.
        Pay::stored(self.pay_unit, self.pay_fen)
    }

    /// Where it is.
    pub fn point(&self) -> Option<Point> {
        Point::new(self.lon, self.lat).ok()
    }

    /// What it asks, as typed words.
    pub fn asks(&self) -> Vec<Requirement> {
        self.requirements.split(' ').filter_map(|w| w.parse().ok()).collect()
    }

    /// What it asks somebody to have.
    pub fn needs(&self) -> Vec<Belonging> {
        self.requirements.split(' ').filter_map(|w| w.parse().ok()).collect()
    }

    /// The first thing it asks for that somebody who has these does not have.
    pub fn lacking(&self, has: &[Belonging]) -> Option<Belonging> {
        self.needs().into_iter().find(|asked| !has.contains(asked))
    }

    /// Whether minors may not do it: heavy loads (Provisions on the Special Protection of Juvenile Workers, article 3)
    /// and special operations such as an electrician's (Provisions on Training for Special Operations, article 4).
    pub fn adults_only(&self) -> bool {
        let barred = |asked| matches!(asked, Requirement::HeavyLifting | Requirement::ElectricianCertificate);
        self.asks().into_iter().any(barred)
    }

    /// When it takes a person's time.
    pub fn hours(&self) -> Hours {
        Hours { starts_at: self.starts_at, ends_at: self.ends_at, slots: self.slots }
    }

    /// Whether one may apply at this moment.
    pub fn takes(&self, now: Micros) -> bool {
        self.state == JobState::Open && self.expires_at > now && self.filled < self.openings
    }

    /// As the live index keeps it.
    pub fn indexed(&self) -> Option<matching::OpenJob> {
        Some(matching::OpenJob {
            key: self.id.uuid().as_u128(),
            point: self.point()?,
            occupation: self.occupation.clone(),
            kind: self.kind.0,
            hourly: self.pay().hourly(),
            slots: self.slots,
            starts_at: self.starts_at,
            expires_at: self.expires_at,
            daily_pay: self.settlement == Settlement::Daily,
            no_experience: self.asks().contains(&Requirement::NoExperience),
        })
    }
}

/// The time a job takes: an optional period and the weekly slots within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// From; nothing is from now on.
    pub starts_at: Option<Micros>,
    /// To; nothing is without end.
    pub ends_at: Option<Micros>,
    /// Which slots of the week.
    pub slots: Availability,
}

impl Hours {
    fn single_shift(&self) -> bool {
        matches!((self.starts_at, self.ends_at), (Some(s), Some(e)) if e.0 - s.0 <= Micros::DAY)
    }

    /// Whether one person cannot do both: the periods meet, and, unless both are single shifts, so do the slots.
    pub fn overlaps(&self, other: &Hours) -> bool {
        let from = |h: &Hours| h.starts_at.map_or(i64::MIN, |m| m.0);
        let to = |h: &Hours| h.ends_at.map_or(i64::MAX, |m| m.0);
        let meet = from(self) < to(other) && from(other) < to(self);
        meet && (self.single_shift() && other.single_shift() || self.slots.intersects(other.slots))
    }

    /// The slots of a dated shift or period; the night from midnight to six counts as the evening before.
    pub fn slots_of(period: Period) -> Availability {
        let slots = Availability::covering(period);
        if slots.bits() != 0 {
            return slots;
        }
        let eve = kernel::weekday(Micros(period.start().0 - 6 * Micros::HOUR));
        Availability::of_shift(eve, 2).unwrap_or(Availability::ALL)
    }
}
