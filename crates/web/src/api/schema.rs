//! What the interface says and hears: plain fields with their bounds. Times are integer microseconds UTC, money is
//! integer fen, places are WGS84 degrees. It refuses fields it does not know.

use features::applications::ApplicationRow;
use features::employers::Public;
use features::jobs::JobRow;
use features::views::Offerer;
use kernel::{Pay, Point, Result};
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::{IntoParams, ToSchema};

use super::read::field;

macro_rules! word_schemas {
    ($($name:ident $list:ty),+ $(,)?) => {$(
        pub(super) fn $name() -> utoipa::openapi::schema::Object {
            let words = <$list>::ALL.iter().map(|word| word.as_str());
            ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build()
        }
    )+};
}

word_schemas!(
    pay_unit kernel::PayUnit,
    settlement kernel::Settlement,
    level kernel::Level,
    role kernel::Role,
    job_kind features::jobs::JobKind,
    job_state features::jobs::JobState,
    requirement features::jobs::Requirement,
    application_state features::applications::ApplicationState,
    refusal features::applications::Refusal,
    employer_kind features::employers::EmployerKind,
    employer_state features::employers::EmployerState,
    verdict features::employers::Verdict,
    ruling_reason features::employers::RulingReason,
    paper_kind features::employers::PaperKind,
    member_role features::employers::MemberRole,
    registration_kind features::workers::RegistrationKind,
    erase_reason features::workers::EraseReason,
    belonging features::workers::Belonging,
);

pub(super) fn requirements() -> utoipa::openapi::schema::Array {
    utoipa::openapi::schema::ArrayBuilder::new().items(requirement()).build()
}

pub(super) fn paper_kinds() -> utoipa::openapi::schema::Array {
    utoipa::openapi::schema::ArrayBuilder::new().items(paper_kind()).build()
}

pub(super) fn belongings() -> utoipa::openapi::schema::Array {
    utoipa::openapi::schema::ArrayBuilder::new().items(belonging()).build()
}

/// The id in a path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "only described; `Key` reads it")]
pub struct IdPath {
    /// The id: a UUID in lower case.
    #[param(pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    id: String,
}

/// The ids in the path of a member.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "only described; `Keys` reads it")]
pub struct MemberPath {
    /// The employer: a UUID in lower case.
    #[param(pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    id: String,
    /// The member: a UUID in lower case.
    #[param(pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    member: String,
}

/// A piece of a list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Piece {
    /// How many items at most; 20 when not given.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<i64>,
    /// `next` of the piece before.
    #[param(max_length = 200)]
    pub after: Option<String>,
}

impl Piece {
    /// How many items.
    pub fn limit(&self) -> i64 {
        self.limit.unwrap_or(20)
    }
}

/// A piece of a list, and the cursor to what follows.
#[derive(Serialize, ToSchema)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// Goes into `after` for what follows; null at the end.
    #[schema(required)]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// The same piece as the interface says it.
    pub fn of<U>(page: features::paging::Page<U>, say: impl FnMut(U) -> T) -> Self {
        Self { items: page.items.into_iter().map(say).collect(), next: page.next }
    }
}

/// Pay, with what it comes to for an hour.
#[derive(Serialize, ToSchema)]
pub struct PayOut {
    #[schema(schema_with = pay_unit)]
    unit: &'static str,
    /// Fen for one unit.
    fen: i64,
    /// Fen for one hour: a day counts 8 hours, a month 174.
    hourly_fen: i64,
}

impl From<Pay> for PayOut {
    fn from(pay: Pay) -> Self {
        Self { unit: pay.unit().as_str(), fen: pay.fen().0, hourly_fen: pay.hourly().0 }
    }
}

/// Pay as offered or wished for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayIn {
    #[schema(schema_with = pay_unit)]
    unit: String,
    /// Fen for one unit; at most 50,000 an hour, 400,000 a day or 20,000,000 a month.
    #[schema(minimum = 1, maximum = 20_000_000)]
    fen: i64,
}

impl PayIn {
    /// As the kernel knows it.
    pub fn checked(&self) -> Result<Pay> {
        let unit = field("pay", self.unit.parse())?;
        field("pay", Pay::new(unit, kernel::Fen(self.fen)))
    }
}

/// A place on Earth.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Degrees east.
    #[schema(minimum = -180, maximum = 180)]
    pub lon: f64,
    /// Degrees north.
    #[schema(minimum = -90, maximum = 90)]
    pub lat: f64,
}

impl Place {
    /// As the kernel knows it.
    pub fn checked(self) -> Result<Point> {
        field("place", Point::new(self.lon, self.lat))
    }
}

impl From<Point> for Place {
    fn from(point: Point) -> Self {
        Self { lon: point.lon(), lat: point.lat() }
    }
}

/// An employer in few words.
#[derive(Serialize, ToSchema)]
pub struct EmployerBrief {
    #[schema(format = "uuid")]
    id: String,
    /// Null for a household.
    #[schema(required)]
    name: Option<String>,
    /// Whether an official has found it real.
    verified: bool,
}

impl From<&Offerer> for EmployerBrief {
    fn from(row: &Offerer) -> Self {
        let verified = row.state == features::employers::EmployerState::Verified;
        Self { id: row.id.to_string(), name: row.name.clone(), verified }
    }
}

/// What everybody may know of an employer.
#[derive(Serialize, ToSchema)]
pub struct EmployerOut {
    #[schema(format = "uuid")]
    id: String,
    #[schema(schema_with = employer_kind)]
    kind: &'static str,
    /// Null for a household.
    #[schema(required)]
    name: Option<String>,
    #[schema(schema_with = employer_state)]
    state: &'static str,
    /// The region's twelve digits.
    region: String,
    created_at: i64,
    /// How many jobs it has posted.
    jobs_posted: i64,
    /// How many people it has hired.
    hires: i64,
}

impl From<Public> for EmployerOut {
    fn from(row: Public) -> Self {
        Self {
            id: row.id.to_string(),
            kind: row.kind.as_str(),
            name: row.name,
            state: row.state.as_str(),
            region: row.region.to_string(),
            created_at: row.created_at.0,
            jobs_posted: row.jobs_posted,
            hires: row.hires,
        }
    }
}

/// A job.
#[derive(Serialize, ToSchema)]
pub struct JobOut {
    #[schema(format = "uuid")]
    id: String,
    #[schema(format = "uuid")]
    employer_id: String,
    #[schema(schema_with = job_kind)]
    kind: &'static str,
    title: String,
    /// A code of the classification of occupations.
    occupation: String,
    description: String,
    pay: PayOut,
    #[schema(schema_with = settlement)]
    settlement: &'static str,
    /// The region's twelve digits.
    region: String,
    address: String,
    lon: f64,
    lat: f64,
    openings: i64,
    filled: i64,
    #[schema(required)]
    starts_at: Option<i64>,
    #[schema(required)]
    ends_at: Option<i64>,
    /// 21 bits, day × 3 + shift; Monday is day 0, the shifts are 06–12, 12–18 and 18–24.
    slots: u32,
    #[schema(schema_with = requirements)]
    requirements: Vec<&'static str>,
    #[schema(schema_with = job_state)]
    state: &'static str,
    #[schema(required)]
    posted_at: Option<i64>,
    /// From when on nobody can apply.
    expires_at: i64,
    created_at: i64,
    updated_at: i64,
    /// Goes into an edit, which is refused if the job has changed since.
    version: i64,
}

impl From<&JobRow> for JobOut {
    fn from(row: &JobRow) -> Self {
        Self {
            id: row.id.to_string(),
            employer_id: row.employer_id.to_string(),
            kind: row.kind.0.as_str(),
            title: row.title.clone(),
            occupation: row.occupation.clone(),
            description: row.description.clone(),
            pay: row.pay().into(),
            settlement: row.settlement.as_str(),
            region: row.region.to_string(),
            address: row.address.clone(),
            lon: row.lon,
            lat: row.lat,
            openings: row.openings,
            filled: row.filled,
            starts_at: row.starts_at.map(|at| at.0),
            ends_at: row.ends_at.map(|at| at.0),
            slots: row.slots.bits(),
            requirements: row.asks().into_iter().map(|word| word.as_str()).collect(),
            state: row.state.as_str(),
            posted_at: row.posted_at.map(|at| at.0),
            expires_at: row.expires_at.0,
            created_at: row.created_at.0,
            updated_at: row.updated_at.0,
            version: row.version,
        }
    }
}

/// An application, as both sides see it.
#[derive(Serialize, ToSchema)]
pub struct ApplicationOut {
    #[schema(format = "uuid")]
    id: String,
    #[schema(format = "uuid")]
    job_id: String,
    #[schema(format = "uuid")]
    employer_id: String,
    #[schema(schema_with = application_state)]
    state: &'static str,
    /// Why it was refused.
    #[schema(required)]
    reason: Option<String>,
    applied_at: i64,
    #[schema(required)]
    shortlisted_at: Option<i64>,
    #[schema(required)]
    offered_at: Option<i64>,
    /// Until when the offer stands.
    #[schema(required)]
    offer_until: Option<i64>,
    #[schema(required)]
    ended_at: Option<i64>,
    updated_at: i64,
}

impl From<&ApplicationRow> for ApplicationOut {
    fn from(row: &ApplicationRow) -> Self {
        Self {
            id: row.id.to_string(),
            job_id: row.job_id.to_string(),
            employer_id: row.employer_id.to_string(),
            state: row.state.as_str(),
            reason: row.reason.map(|word| word.to_string()),
            applied_at: row.applied_at.0,
            shortlisted_at: row.shortlisted_at.map(|at| at.0),
            offered_at: row.offered_at.map(|at| at.0),
            offer_until: row.offer_until.map(|at| at.0),
            ended_at: row.ended_at.map(|at| at.0),
            updated_at: row.updated_at.0,
        }
    }
}
