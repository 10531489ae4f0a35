//! Who nearby suits a job.

use askama::Template;

use super::employer::Fit;
use super::{FieldErrors, Page, Pay, When};

/// Somebody who suits, without a name.
#[derive(Clone, Debug, Default)]
pub struct SuitedPerson {
    /// The worker's id.
    pub id: String,
    /// The name of the occupation they look for.
    pub trade: String,
    /// How far, about: `walk`, `3km`, `10km` or `far`.
    pub reach: String,
    /// Why they stand here.
    pub fit: Option<Fit>,
    /// How often they were hired here.
    pub hires: i64,
    /// Whether they can the whole time.
    pub all_of_the_time: bool,
    /// What they ask for.
    pub pay: Option<Pay>,
    /// Words of belongings.
    pub has: Vec<String>,
    /// Whether they were invited.
    pub invited: bool,
}

/// `/employer/jobs/{id}/people`: whom to invite.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "employer/people.html")]
pub struct JobPeople {
    /// The page.
    pub page: Page,
    /// The job's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it is.
    pub when: When,
    /// Its pay.
    pub pay: Pay,
    /// Whether it still takes people.
    pub open: bool,
    /// Whether the employer may see them.
    pub allowed: bool,
    /// The best first.
    pub people: Vec<SuitedPerson>,
    /// What was wrong with the last try.
    pub errors: FieldErrors,
}
