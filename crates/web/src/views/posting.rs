//! Becoming an employer, and posting a job in four answers.

use askama::Template;

use super::{FieldErrors, NearbyPay, Occupation, Page, PlaceRow};

/// `/employer/new` and `/employer/edit`: becoming an employer, and correcting it. Buttons send `step`: `find_region` or
/// `save`.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "employer/new.html")]
pub struct EmployerNew {
    /// The page.
    pub page: Page,
    /// Whether it corrects an employer that exists; its kind stays.
    pub edit: bool,
    /// `kind`: company, sole_trader, household or agency.
    pub kind: String,
    /// `name`.
    pub name: String,
    /// `credit_code`.
    pub credit_code: String,
    /// Chosen place, radio `region`.
    pub region: Option<PlaceRow>,
    /// Words to find a place by, `region_q`.
    pub region_q: String,
    /// Places found.
    pub places: Vec<PlaceRow>,
    /// `address`.
    pub address: String,
    /// Errors by field name.
    pub errors: FieldErrors,
}

impl EmployerNew {
    /// The kinds, in order.
    pub const KINDS: [&'static str; 4] = ["sole_trader", "company", "household", "agency"];
    /// The fields that show their own errors.
    pub const FIELDS: &'static str = "kind name credit_code region address";
}

/// A dated shift as typed: `date_1`, `start_1`, `end_1` and so on.
#[derive(Clone, Debug, Default)]
pub struct ShiftInput {
    /// 2026-11-24.
    pub date: String,
    /// 14:00.
    pub start: String,
    /// 22:00.
    pub end: String,
}

/// `/employer/jobs/new` and `/employer/jobs/{id}/edit`: four answers. Buttons send `step`: `find_occupation`,
/// `find_region`, `check`, `save` or `publish`.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "employer/job_form.html")]
pub struct JobForm {
    /// The page.
    pub page: Page,
    /// The job, when it exists.
    pub id: Option<String>,
    /// `key`: the id a new job will have, or the version of the job that was changed.
    pub key: String,
    /// `title`.
    pub title: String,
    /// `kind`: gig, flexible or full_time.
    pub kind: String,
    /// Chosen; radio `occupation`.
    pub occupation: Option<Occupation>,
    /// Suggested by the title; radios `occupation`.
    pub suggested: Vec<Occupation>,
    /// Other words to find a kind by, `occupation_q`.
    pub occupation_q: String,
    /// The words that nothing was found for.
    pub unfound: Option<String>,
    /// `when`: dated or long_term.
    pub when: String,
    /// The shifts as typed; at least one row is shown.
    pub shifts: Vec<ShiftInput>,
    /// The 21-bit mask; checkboxes `slot`.
    pub slots: i64,
    /// `from`, a date.
    pub from: String,
    /// `until`, a date.
    pub until: String,
    /// `pay_unit`.
    pub pay_unit: String,
    /// `pay_amount`, yuan as typed.
    pub pay_amount: String,
    /// `settlement`.
    pub settlement: String,
    /// What others pay nearby for the occupation.
    pub nearby: Option<NearbyPay>,
    /// Fen an hour of the pay as typed, when it could be read.
    pub hourly: Option<i64>,
    /// Chosen place; radio `region`.
    pub region: Option<PlaceRow>,
    /// Words to find a place by, `region_q`.
    pub region_q: String,
    /// Places found.
    pub places: Vec<PlaceRow>,
    /// `address`.
    pub address: String,
    /// `openings`, as typed.
    pub openings: String,
    /// Checkboxes `requirement`.
    pub requirements: Vec<String>,
    /// `description`.
    pub description: String,
    /// Whether publishing goes to review first.
    pub reviewed: bool,
    /// Errors by field name.
    pub errors: FieldErrors,
}

impl JobForm {
    /// The kinds, in order.
    pub const KINDS: [&'static str; 3] = ["gig", "flexible", "full_time"];
    /// The settlements, in order.
    pub const SETTLEMENTS: [&'static str; 4] = ["daily", "weekly", "monthly", "completion"];
    /// The units, in order.
    pub const UNITS: [&'static str; 3] = ["hour", "day", "month"];
    /// The requirements, in order.
    pub const REQUIREMENTS: [&'static str; 9] = [
        "no_experience",
        "experience",
        "health_certificate",
        "electrician_certificate",
        "driving_licence",
        "own_tools",
        "own_vehicle",
        "heavy_lifting",
        "night",
    ];
    /// The fields that show their own errors.
    pub const FIELDS: &'static str = "title kind occupation when availability pay settlement region address openings requirements description";

    /// The rows of shifts to show: those typed, at least one.
    pub fn rows(&self) -> Vec<(usize, ShiftInput)> {
        let blank = self.shifts.is_empty().then(ShiftInput::default);
        let typed = self.shifts.iter().cloned();
        typed.chain(blank).enumerate().map(|(at, row)| (at + 1, row)).collect()
    }

    /// Whether a kind may be looked for by other words: once a title was looked at.
    pub fn searchable(&self) -> bool {
        !self.title.trim().is_empty() || !self.occupation_q.is_empty()
    }

    /// Whether a requirement is ticked.
    pub fn requires(&self, code: &str) -> bool {
        self.requirements.iter().any(|requirement| requirement == code)
    }

    /// How the pay stands among others nearby: `low`, `fair` or `high`.
    pub fn standing(&self) -> Option<&'static str> {
        let (hourly, nearby) = (self.hourly?, self.nearby.as_ref()?);
        Some(match hourly {
            low if low < nearby.p25 => "low",
            high if high > nearby.p75 => "high",
            _ => "fair",
        })
    }
}
