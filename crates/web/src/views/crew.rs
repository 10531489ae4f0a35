//! A crew for a day, of an employer or of a station's region.

use askama::Template;

use super::employer::Fit;
use super::{FieldErrors, Page, Pay, When};

/// Somebody who asked for a shift.
#[derive(Clone, Debug, Default)]
pub struct CrewPerson {
    /// The application's id; checkbox `offer`.
    pub application: String,
    /// Masked name.
    pub name: String,
    /// Why they stand here.
    pub fit: Option<Fit>,
    /// Metres to the job.
    pub distance: Option<i64>,
    /// The word of a requirement that they did not say they meet.
    pub lacks: Option<String>,
    /// Whether they were looked at, or recommended by a station, before.
    pub kept: bool,
    /// Whether the plan proposes them.
    pub chosen: bool,
}

/// A shift of the day.
#[derive(Clone, Debug, Default)]
pub struct CrewShift {
    /// The job's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it is.
    pub when: When,
    /// Its pay.
    pub pay: Pay,
    /// Places free.
    pub free: i64,
    /// Who offers it; empty where that goes without saying.
    pub employer: String,
    /// Whether an official has verified them.
    pub verified: bool,
    /// Who asked, the proposed first.
    pub people: Vec<CrewPerson>,
}

/// `/employer/crew`: a day's crew, proposed and to be confirmed.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "employer/crew.html")]
pub struct Crew {
    /// The page.
    pub page: Page,
    /// The employer's name.
    pub name: String,
    /// The day.
    pub day: i64,
    /// The days that have somebody waiting.
    pub days: Vec<i64>,
    /// How many are proposed.
    pub proved: i64,
    /// The shifts somebody asked for.
    pub shifts: Vec<CrewShift>,
    /// What was wrong with the last try.
    pub errors: FieldErrors,
}

/// `/gov/crew`: the shifts of a region's day, filled across its employers.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/crew.html")]
pub struct GovCrew {
    /// The page.
    pub page: Page,
    /// The region.
    pub region: String,
    /// Its code.
    pub region_code: String,
    /// The day.
    pub day: i64,
    /// The days that have somebody waiting.
    pub days: Vec<i64>,
    /// How many are proposed.
    pub proved: i64,
    /// The shifts somebody asked for.
    pub shifts: Vec<CrewShift>,
    /// How many are shown, if there may be more.
    pub cut: Option<i64>,
    /// What was wrong with the last try.
    pub errors: FieldErrors,
}
