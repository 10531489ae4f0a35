//! What a worker keeps: registration, applications, résumé, sessions.

use askama::Template;

use super::posting::JobForm;
use super::worker::Filters;
use super::{FieldErrors, Occupation, Page, Pay, PlaceRow, When};

/// `/me/register`: registration, and changing it. Buttons send `step`: `find_occupation`, `find_region` or `save`.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/register.html")]
pub struct Register {
    /// The page.
    pub page: Page,
    /// Whether it changes a registration that exists.
    pub edit: bool,
    /// `gig` or `full_time`.
    pub wants: String,
    /// `name`.
    pub name: String,
    /// Chosen, at most five; checkboxes `occupation`.
    pub occupations: Vec<Occupation>,
    /// Words to find occupations by, `occupation_q`.
    pub occupation_q: String,
    /// Found, not yet chosen; checkboxes `occupation`.
    pub found: Vec<Occupation>,
    /// `skills`.
    pub skills: String,
    /// Whether verified employers nearby may invite them; checkbox `findable`.
    pub findable: bool,
    /// Words of belongings; checkboxes `has`.
    pub has: Vec<String>,
    /// The 21-bit mask; checkboxes `slot`, value = bit.
    pub slots: i64,
    /// `reach`: walk, 3km, 10km or any.
    pub reach: String,
    /// `pay_unit`.
    pub pay_unit: String,
    /// `pay_amount`, yuan as typed.
    pub pay_amount: String,
    /// Chosen home, radio `region`.
    pub region: Option<PlaceRow>,
    /// Words to find a place by, `region_q`.
    pub region_q: String,
    /// Places found; radios `region`.
    pub places: Vec<PlaceRow>,
    /// `home`: `keep` the point on record, `here` where the reader says they are, or `none`.
    pub home: String,
    /// Whether a point is on record.
    pub home_known: bool,
    /// The name of where the reader says they are.
    pub here: Option<String>,
    /// `lon` and `lat`, as a phone found them.
    pub found_at: (String, String),
    /// `id_number`, as typed; never filled from the record.
    pub id_number: String,
    /// The number on record, masked.
    pub id_masked: Option<String>,
    /// Where to go afterwards.
    pub next: String,
    /// Errors by field name.
    pub errors: FieldErrors,
}

impl Register {
    /// The belongings, in order.
    pub const BELONGINGS: [&'static str; 5] =
        ["health_certificate", "electrician_certificate", "driving_licence", "own_tools", "own_vehicle"];

    /// Whether a belonging is ticked.
    pub fn owns(&self, code: &str) -> bool {
        self.has.iter().any(|one| one == code)
    }

    /// The fields that show their own errors.
    pub const FIELDS: &'static str =
        "wants name occupations skills availability reach pay region home id_number";
}

/// One of my applications.
#[derive(Clone, Debug, Default)]
pub struct ApplicationRow {
    /// Its id.
    pub id: String,
    /// The job's title.
    pub title: String,
    /// The employer's name.
    pub employer: String,
    /// Its state.
    pub state: String,
    /// The job's pay.
    pub pay: Pay,
    /// When the job is.
    pub when: When,
    /// Until when an offer stands.
    pub offer_until: Option<i64>,
}

/// What I registered.
#[derive(Clone, Debug, Default)]
pub struct MyWorker {
    /// `gig` or `full_time`.
    pub wants: String,
    /// Occupations chosen.
    pub occupations: Vec<Occupation>,
    /// The week I can.
    pub slots: i64,
    /// Whether what employers ask for is all there.
    pub complete: bool,
}

/// A device that is signed in.
#[derive(Clone, Debug, Default)]
pub struct SessionRow {
    /// Its id.
    pub id: String,
    /// What the browser calls itself, shortened.
    pub device: String,
    /// Signed in at.
    pub since: i64,
    /// Last seen at.
    pub last: i64,
    /// Whether it is this one.
    pub current: bool,
}

/// What I let a clerk do for me.
#[derive(Clone, Debug, Default)]
pub struct MyConsent {
    /// Its id.
    pub id: String,
    /// The clerk, masked; empty if they have no name.
    pub clerk: String,
    /// `details`, `apply`, `answer`.
    pub acts: Vec<String>,
    /// Since when.
    pub at: i64,
    /// Until when.
    pub until: i64,
}

/// `/me`: my things.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/me.html")]
pub struct Me {
    /// The page.
    pub page: Page,
    /// My phone, masked.
    pub phone_masked: String,
    /// What I registered.
    pub worker: Option<MyWorker>,
    /// My applications, newest first.
    pub applications: Vec<ApplicationRow>,
    /// Employers that ask me to act for them: id, name, since.
    pub invitations: Vec<(String, String, String)>,
    /// Where I am signed in.
    pub sessions: Vec<SessionRow>,
    /// What I let clerks do.
    pub consents: Vec<MyConsent>,
}

impl Me {
    /// The applications in groups: those that wait for me, those that wait for others, hired, over.
    pub fn groups(&self) -> Vec<(&'static str, Vec<&ApplicationRow>)> {
        let groups = [
            ("answer", &["offered"][..]),
            ("hired", &["hired"]),
            ("waiting", &["applied", "shortlisted"]),
            ("over", &["refused", "withdrawn", "lapsed"]),
        ];
        groups
            .into_iter()
            .map(|(name, states)| {
                (name, self.applications.iter().filter(|row| states.contains(&row.state.as_str())).collect())
            })
            .filter(|(_, rows): &(_, Vec<_>)| !rows.is_empty())
            .collect()
    }
}

/// Work I was hired for.
#[derive(Clone, Debug, Default)]
pub struct PastWork {
    /// The job's title.
    pub title: String,
    /// The employer's name.
    pub employer: String,
    /// When hired.
    pub at: i64,
}

/// `/me/resume`: the résumé, to print.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/resume.html")]
pub struct Resume {
    /// The page.
    pub page: Page,
    /// Full name: it is the owner's own paper.
    pub name: String,
    /// Full phone, likewise.
    pub phone: String,
    /// `gig` or `full_time`.
    pub wants: String,
    /// Occupations chosen.
    pub occupations: Vec<Occupation>,
    /// Skills in their own words.
    pub skills: String,
    /// Words of belongings.
    pub has: Vec<String>,
    /// The week they can.
    pub slots: i64,
    /// Pay wished for.
    pub pay: Option<Pay>,
    /// The names of the region, widest first.
    pub region: String,
    /// Work they were hired for here, newest first.
    pub history: Vec<PastWork>,
}
