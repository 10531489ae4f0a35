//! What officials see: a question a page, rows behind every figure, and the act that follows. People are masked.

use askama::Template;

use super::{FieldErrors, Page, Pay, When};

pub use super::code::{Arrived, GovArrive, GovCard, UsedUp};
pub use super::crew::GovCrew;
pub use super::privacy::{GovLooks, LookRow, ShownRow};
pub use super::twins::{GovTwins, MergedRow, TwinLine, TwinRow};

/// A figure that opens its rows.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// Worded under `figure-…` and `figure-…-note`: open_jobs, openings, people, applied, hired, review,
    /// unverified.
    pub code: String,
    /// The count.
    pub value: i64,
    /// The address of the rows.
    pub href: String,
}

/// A region one level below.
#[derive(Clone, Debug, Default)]
pub struct RegionRow {
    /// Twelve digits.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Jobs open.
    pub jobs: i64,
    /// Places still free in them.
    pub openings: i64,
    /// People looking.
    pub people: i64,
    /// Hired in the last 30 days.
    pub hired: i64,
}

/// A day of the chart.
#[derive(Clone, Debug, Default)]
pub struct DayCount {
    /// The first moment of the day.
    pub day: i64,
    /// Applications.
    pub applied: i64,
    /// Hires.
    pub hired: i64,
}

/// A column of the chart, placed.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Left edge.
    pub x: i64,
    /// Height of the applications.
    pub applied: i64,
    /// Height of the hires.
    pub hired: i64,
    /// The day.
    pub day: i64,
    /// Whether the day is written below it.
    pub labelled: bool,
}

/// `/gov`: how much work, how many people, how many found each other.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/home.html")]
pub struct GovHome {
    /// The page.
    pub page: Page,
    /// The region looked at.
    pub region: String,
    /// The region above, if the grant reaches it: code and name.
    pub above: Option<(String, String)>,
    /// The figures, most important first.
    pub figures: Vec<Figure>,
    /// The regions one level below.
    pub regions: Vec<RegionRow>,
    /// The last days, earliest first.
    pub days: Vec<DayCount>,
}

impl GovHome {
    /// The height of the chart's ground.
    pub const HEIGHT: i64 = 160;

    /// The tallest value of the chart.
    pub fn most(&self) -> i64 {
        self.days.iter().map(|day| day.applied.max(day.hired)).max().unwrap_or(0).max(1)
    }

    /// The columns of the chart.
    pub fn columns(&self) -> Vec<Column> {
        let scale = |n: i64| n.max(0) * Self::HEIGHT / self.most();
        let place = |(at, day): (usize, &DayCount)| Column {
            x: at as i64 * 44,
            applied: scale(day.applied),
            hired: scale(day.hired),
            day: day.day,
            labelled: (self.days.len() - 1 - at).is_multiple_of(3),
        };
        self.days.iter().enumerate().map(place).collect()
    }

    /// The width of the chart.
    pub fn width(&self) -> i64 {
        self.days.len() as i64 * 44
    }

    /// The sum of a column of the regions: jobs, openings, people or hired.
    pub fn sum(&self, column: &str) -> i64 {
        let of = |row: &RegionRow| match column {
            "jobs" => row.jobs,
            "openings" => row.openings,
            "people" => row.people,
            _ => row.hired,
        };
        self.regions.iter().map(of).sum()
    }

    /// Hires in the days of the chart.
    pub fn hired_sum(&self) -> i64 {
        self.days.iter().map(|day| day.hired).sum()
    }

    /// Applications in the days of the chart.
    pub fn applied_sum(&self) -> i64 {
        self.days.iter().map(|day| day.applied).sum()
    }
}

/// What every list of an official has: filters as they stand, how many rows, and the ways on.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The names of the region.
    pub region: String,
    /// `region`, the code in force.
    pub region_code: String,
    /// Regions one level below, to choose from: code and name.
    pub regions: Vec<(String, String)>,
    /// `q`, words searched for.
    pub q: String,
    /// `state`, the state in force; empty for all.
    pub state: String,
    /// How many rows match, when counted.
    pub total: Option<i64>,
    /// The address of the next page.
    pub next: Option<String>,
    /// The address of the CSV file.
    pub csv: String,
}

/// A job in an official's list.
#[derive(Clone, Debug, Default)]
pub struct GovJobRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its state.
    pub state: String,
    /// The employer's name.
    pub employer: String,
    /// The region's name.
    pub region: String,
    /// Its pay.
    pub pay: Pay,
    /// How many people are wanted.
    pub openings: i64,
    /// How many applied.
    pub came: i64,
    /// How many are hired.
    pub hired: i64,
    /// When it was posted.
    pub at: i64,
}

/// `/gov/jobs`: which jobs.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/jobs.html")]
pub struct GovJobs {
    /// The page.
    pub page: Page,
    /// The list.
    pub list: Listing,
    /// Its rows.
    pub rows: Vec<GovJobRow>,
}

impl GovJobs {
    /// The states one may ask for.
    pub const STATES: [&'static str; 6] = ["open", "review", "filled", "closed", "expired", "draft"];
}

/// A worker in an official's list.
#[derive(Clone, Debug, Default)]
pub struct GovPersonRow {
    /// The worker's id.
    pub id: String,
    /// Masked.
    pub name_masked: String,
    /// The region's name.
    pub region: String,
    /// `gig` or `full_time`.
    pub wants: String,
    /// Occupations in one line.
    pub occupations: String,
    /// Applications made.
    pub applied: i64,
    /// Times hired.
    pub hired: i64,
    /// Registered at.
    pub at: i64,
}

/// `/gov/people`: who looks for work.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/people.html")]
pub struct GovPeople {
    /// The page.
    pub page: Page,
    /// The list.
    pub list: Listing,
    /// Its rows.
    pub rows: Vec<GovPersonRow>,
}

impl GovPeople {
    /// The states one may ask for.
    pub const STATES: [&'static str; 3] = ["looking", "hired", "never_hired"];
}

/// An employer in an official's list.
#[derive(Clone, Debug, Default)]
pub struct GovEmployerRow {
    /// Its id.
    pub id: String,
    /// Its name, masked for a household.
    pub name: String,
    /// company, sole_trader, household or agency.
    pub kind: String,
    /// `unverified`, `verified` or `suspended`.
    pub standing: String,
    /// The region's name.
    pub region: String,
    /// Credit code; empty for a household.
    pub credit_code: String,
    /// Jobs posted.
    pub jobs: i64,
    /// People hired.
    pub hired: i64,
    /// Registered at.
    pub at: i64,
}

/// `/gov/employers`: who hires, and can they be trusted.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/employers.html")]
pub struct GovEmployers {
    /// The page.
    pub page: Page,
    /// The list.
    pub list: Listing,
    /// How many objections wait.
    pub appeals: i64,
    /// Its rows.
    pub rows: Vec<GovEmployerRow>,
}

impl GovEmployers {
    /// The states one may ask for.
    pub const STATES: [&'static str; 3] = ["unverified", "verified", "suspended"];
}

/// A job that waits for review.
#[derive(Clone, Debug, Default)]
pub struct ReviewRow {
    /// Its id.
    pub id: String,
    /// Its version; a decision is on what was seen.
    pub version: i64,
    /// Its title.
    pub title: String,
    /// The name of its occupation.
    pub occupation: String,
    /// The employer's name.
    pub employer: String,
    /// Whether the employer is verified.
    pub verified: bool,
    /// The region's name.
    pub region: String,
    /// Its pay.
    pub pay: Pay,
    /// Median hourly pay nearby, fen.
    pub nearby: Option<i64>,
    /// The employer's own words.
    pub description: String,
    /// How many people are wanted.
    pub openings: i64,
    /// Waiting since.
    pub since: i64,
    /// Codes of what made it wait, worded under `flag-…`.
    pub flags: Vec<String>,
}

impl ReviewRow {
    /// The pay as an hourly figure.
    pub fn hourly(&self, page: &Page) -> Option<String> {
        page.hourly(&self.pay, &When::default())
    }
}

/// `/gov/review`: which jobs wait for a decision.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/review.html")]
pub struct GovReview {
    /// The page.
    pub page: Page,
    /// The region looked at.
    pub region: String,
    /// How many wait in all.
    pub total: i64,
    /// Those waiting longest first.
    pub rows: Vec<ReviewRow>,
    /// The address of the next page.
    pub next: Option<String>,
    /// Why the last act failed, if it did; the field is `reason-{id}`.
    pub errors: FieldErrors,
}

/// An entry of the journal.
#[derive(Clone, Debug, Default)]
pub struct JournalRow {
    /// Position; none while it waits for one.
    pub position: Option<i64>,
    /// When.
    pub at: i64,
    /// Its name, worded under `entry-…`.
    pub name: String,
    /// The region's name.
    pub region: String,
    /// The role that acted.
    pub role: String,
    /// Subjects: kind and id.
    pub subjects: Vec<(String, String)>,
}

/// `/gov/journal`: what happened.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/journal.html")]
pub struct GovJournal {
    /// The page.
    pub page: Page,
    /// The list; `state` is the name of the entries.
    pub list: Listing,
    /// Names of entries one may ask for.
    pub names: Vec<String>,
    /// Its rows, newest first.
    pub rows: Vec<JournalRow>,
}

/// `/gov/people/{id}`: one person, masked.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/person.html")]
pub struct GovPerson {
    /// The page.
    pub page: Page,
    /// The worker's id.
    pub id: String,
    /// Masked.
    pub name_masked: String,
    /// Masked.
    pub phone_masked: String,
    /// Masked; none when not given.
    pub id_masked: Option<String>,
    /// The names of the region.
    pub region: String,
    /// `gig` or `full_time`.
    pub wants: String,
    /// Occupations in one line.
    pub occupations: String,
    /// The week they can.
    pub slots: i64,
    /// Pay wished for.
    pub pay: Option<Pay>,
    /// Registered at.
    pub at: i64,
    /// Their applications, newest first: job id, title, state, when.
    pub applications: Vec<(String, String, String, i64)>,
    /// Whether the reader may give this person a card.
    pub may_card: bool,
    /// Whether this person has one that holds.
    pub has_card: bool,
    /// The id of a card that is not yet.
    pub card_id: String,
    /// Other records that were merged into this one.
    pub merged: Vec<MergedRow>,
    /// Whether this official may erase.
    pub may_erase: bool,
    /// Whether the reader may see this person in clear, for a reason.
    pub may_look: bool,
    /// The person in clear, record by record, while a look holds.
    pub shown: Vec<ShownRow>,
    /// Until when it holds.
    pub shown_until: i64,
    /// The duty that was chosen.
    pub duty: String,
    /// The words that were written.
    pub words: String,
    /// Errors of `reason`, or of the form.
    pub errors: FieldErrors,
}

impl GovPerson {
    /// The reasons one may erase for.
    pub const REASONS: [&'static str; 3] = ["request", "death", "mistake"];
    /// The duties one may look for.
    pub const DUTIES: [&'static str; 7] = GovLooks::DUTIES;
}
