//! What an employer sees: my jobs, candidates side by side, the history of a job; posting stands in its own file.

use askama::Template;

use super::{FieldErrors, Page, Pay, When};

pub use super::crew::{Crew, CrewPerson, CrewShift};
pub use super::firms::{AppealView, EmployerPapers, PaperView, RulingView};
pub use super::people::{JobPeople, SuitedPerson};
pub use super::posting::{EmployerNew, JobForm, ShiftInput};

/// One of my jobs, with its counts.
#[derive(Clone, Debug, Default)]
pub struct JobRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// draft, review, open, filled, closed or expired.
    pub state: String,
    /// Its pay.
    pub pay: Pay,
    /// When it is.
    pub when: When,
    /// How many people are wanted.
    pub openings: i64,
    /// How many applied.
    pub came: i64,
    /// How many have an offer open.
    pub offered: i64,
    /// How many are hired.
    pub hired: i64,
    /// How many still wait for my answer.
    pub waiting: i64,
    /// Why an official sent it back, in their words.
    pub sent_back: Option<String>,
}

/// `/employer`: my jobs.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "employer/home.html")]
pub struct EmployerHome {
    /// The page.
    pub page: Page,
    /// The employer's name.
    pub name: String,
    /// `unverified`, `verified` or `suspended`.
    pub standing: String,
    /// The decision that holds now.
    pub ruling: Option<RulingView>,
    /// Whether the reader owns it.
    pub owner: bool,
    /// Whether the reader posts and hires.
    pub posts: bool,
    /// The jobs, newest first.
    pub jobs: Vec<JobRow>,
    /// Whether a day has people to make a crew of.
    pub crew: bool,
    /// The address of the next page.
    pub next: Option<String>,
}

impl EmployerAbout {
    /// What somebody may be for an employer.
    pub const ROLES: [&'static str; 3] = ["employer", "poster", "payer"];
}

impl EmployerHome {
    /// The jobs in groups, those that ask for something first.
    pub fn groups(&self) -> Vec<(&'static str, Vec<&JobRow>)> {
        let groups = [
            ("open", &["open"][..]),
            ("draft", &["draft"]),
            ("review", &["review"]),
            ("filled", &["filled"]),
            ("over", &["closed", "expired"]),
        ];
        groups
            .into_iter()
            .map(|(name, states)| {
                (name, self.jobs.iter().filter(|job| states.contains(&job.state.as_str())).collect())
            })
            .filter(|(_, jobs): &(_, Vec<_>)| !jobs.is_empty())
            .collect()
    }
}

/// Somebody who acts for the employer.
#[derive(Clone, Debug, Default)]
pub struct MemberRow {
    /// The grant's id.
    pub id: String,
    /// Whether they have agreed.
    pub agreed: bool,
    /// Masked name; none for those who are no workers, or have not agreed.
    pub name: Option<String>,
    /// Masked phone.
    pub phone: String,
    /// Worded under `member-role-…`.
    pub role: String,
    /// Since when.
    pub since: i64,
    /// Whether it is the reader.
    pub me: bool,
}

/// `/employer/about`: what the employer has told, and who acts for it.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "employer/about.html")]
pub struct EmployerAbout {
    /// The page.
    pub page: Page,
    /// The name.
    pub name: String,
    /// company, sole_trader, household or agency.
    pub kind: String,
    /// The credit code.
    pub credit_code: Option<String>,
    /// The names of the region.
    pub region: String,
    /// The address.
    pub address: Option<String>,
    /// `unverified`, `verified` or `suspended`.
    pub standing: String,
    /// Who acts for it, the first first.
    pub members: Vec<MemberRow>,
    /// `phone`, as typed.
    pub phone: String,
    /// Whether the reader owns it.
    pub owner: bool,
    /// The other employers the reader acts for: id and name.
    pub others: Vec<(String, String)>,
    /// Errors by field name.
    pub errors: FieldErrors,
}

/// Why a candidate stands where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Hired for such work so often.
    DoneBefore(i64),
    /// So many metres away, the nearest of all.
    Nearest(i64),
    /// Asks no more than is paid.
    PayFits,
    /// Free the whole time.
    TimeFits,
    /// Chose this occupation.
    Chosen,
    /// Looks for work here for the first time.
    FirstTime,
}

/// One honest thing to watch out for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watch {
    /// Has not done such work.
    NeverDone,
    /// Too far to walk, metres.
    Far(i64),
    /// Asks more than is paid, fen an hour.
    AsksMore(i64),
    /// Free only part of the time.
    PartTime,
    /// Did not say they have this requirement.
    Lacks(String),
}

/// A person who applied.
#[derive(Clone, Debug, Default)]
pub struct Candidate {
    /// The application's id.
    pub id: String,
    /// Masked name; the full name once hired.
    pub name: String,
    /// The application's state.
    pub state: String,
    /// When they applied.
    pub applied_at: i64,
    /// Why they stand here.
    pub fit: Option<Fit>,
    /// How often hired for such work.
    pub done_before: i64,
    /// How often hired at all.
    pub hires: i64,
    /// When last hired.
    pub last_hired: Option<i64>,
    /// Metres to the job.
    pub distance: Option<i64>,
    /// `all`, `some` or `none` of the time is free.
    pub time: String,
    /// Pay wished for.
    pub pay: Option<Pay>,
    /// Skills in their own words.
    pub skills: String,
    /// One thing to watch out for.
    pub watch: Option<Watch>,
    /// Until when an offer stands.
    pub offer_until: Option<i64>,
    /// Phone, once hired.
    pub phone: Option<String>,
    /// When the state was reached.
    pub at: i64,
    /// Who refused: employer or worker.
    pub refused_by: String,
    /// The typed reason of a refusal.
    pub reason: String,
}

/// `/employer/jobs/{id}`: who came.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "employer/candidates.html")]
pub struct Candidates {
    /// The page.
    pub page: Page,
    /// The job's id.
    pub id: String,
    /// The job's title.
    pub title: String,
    /// The job's state.
    pub state: String,
    /// The job's pay.
    pub pay: Pay,
    /// When the job is.
    pub when: When,
    /// How many people are wanted.
    pub openings: i64,
    /// The last moment to answer.
    pub expires_at: Option<i64>,
    /// Why an official sent it back, in their words.
    pub sent_back: Option<String>,
    /// Everybody, best first.
    pub candidates: Vec<Candidate>,
    /// Whether the list was cut; the address of the rest.
    pub next: Option<String>,
    /// Why the last act failed, if it did.
    pub errors: FieldErrors,
}

impl Candidates {
    /// Reasons an employer may give for a refusal.
    pub const REASONS: [&'static str; 8] =
        ["filled", "distance", "time", "skill", "certificate", "pay", "unreachable", "other"];
    /// How many are shown side by side.
    const SIDE_BY_SIDE: usize = 6;

    /// Those in one of the states.
    fn in_state(&self, states: &'static [&'static str]) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(move |candidate| states.contains(&candidate.state.as_str()))
    }

    /// Those hired.
    pub fn hired(&self) -> Vec<&Candidate> {
        self.in_state(&["hired"]).collect()
    }

    /// Those who have an offer.
    pub fn offered(&self) -> Vec<&Candidate> {
        self.in_state(&["offered"]).collect()
    }

    /// Those side by side: shortlisted and applied, best first.
    pub fn picks(&self) -> Vec<&Candidate> {
        self.in_state(&["applied", "shortlisted"]).take(Self::SIDE_BY_SIDE).collect()
    }

    /// Those who also came.
    pub fn others(&self) -> Vec<&Candidate> {
        self.in_state(&["applied", "shortlisted"]).skip(Self::SIDE_BY_SIDE).collect()
    }

    /// Those it is over with.
    pub fn over(&self) -> Vec<&Candidate> {
        self.in_state(&["refused", "withdrawn", "lapsed"]).collect()
    }

    /// Seats still free.
    pub fn free(&self) -> i64 {
        (self.openings - self.hired().len() as i64).max(0)
    }

    /// Empty seats to draw: at most eight seats in all.
    pub fn empty_seats(&self) -> Vec<i64> {
        (0..self.free().min((8 - self.hired().len() as i64).max(0))).collect()
    }

    /// Whether acting on people still makes sense.
    pub fn live(&self) -> bool {
        matches!(self.state.as_str(), "open" | "filled")
    }

    /// Fen more for one unit than the job pays, when both are for the same unit.
    pub fn asks_more(&self, candidate: &Candidate) -> Option<i64> {
        let pay = candidate.pay.as_ref()?;
        (pay.unit == self.pay.unit).then_some(pay.fen - self.pay.fen)
    }
}

/// One entry of a history.
#[derive(Clone, Debug, Default)]
pub struct HistoryRow {
    /// When.
    pub at: i64,
    /// The entry's name, worded under `entry-…`.
    pub name: String,
    /// The role that acted, worded under `role-…`.
    pub role: String,
    /// Position in the journal, once it has one.
    pub position: Option<i64>,
    /// What an edit changed, worded under `changed-…`.
    pub changed: Vec<String>,
}

/// `/employer/jobs/{id}/history`: what happened to a job.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "employer/history.html")]
pub struct JobHistory {
    /// The page.
    pub page: Page,
    /// Whether the reader may see who came.
    pub people: bool,
    /// The job's id.
    pub id: String,
    /// The job's title.
    pub title: String,
    /// The entries, newest first.
    pub entries: Vec<HistoryRow>,
}
