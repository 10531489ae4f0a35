//! Who holds what, what waits for a second person, and how the platform runs.

use askama::Template;

use super::gov::Listing;
use super::{FieldErrors, Page};

/// Somebody who holds an office.
#[derive(Clone, Debug, Default)]
pub struct HolderRow {
    /// The grant's id.
    pub id: String,
    /// The account's id.
    pub account: String,
    /// The login.
    pub login: String,
    /// The name; empty for the first officials.
    pub name: String,
    /// Worded under `role-…`.
    pub role: String,
    /// The names of the region.
    pub region: String,
    /// Since when.
    pub since: i64,
    /// Until when; none for the first officials.
    pub until: Option<i64>,
    /// The login of whoever gave it.
    pub giver: String,
    /// Why it was given; empty for the first officials.
    pub reason: String,
    /// When it ended, if it has.
    pub ended: Option<i64>,
    /// Why it was taken back; empty if it ended by itself.
    pub revoked: String,
    /// Whether there is a second factor.
    pub secured: bool,
    /// Whether this is the reader.
    pub me: bool,
}

/// A role that is being given, as typed.
#[derive(Clone, Debug, Default)]
pub struct RoleForm {
    /// `login`.
    pub login: String,
    /// `name`.
    pub name: String,
    /// `role`.
    pub role: String,
    /// `to`, twelve digits.
    pub region: String,
    /// `until`, a day.
    pub until: String,
    /// `reason`.
    pub reason: String,
}

/// What came of giving.
#[derive(Clone, Debug, Default)]
pub struct GivenOffice {
    /// The login.
    pub login: String,
    /// Whether it waits for a second person.
    pub waits: bool,
    /// Where the person of a login without a password sets one; shown once.
    pub address: Option<String>,
}

/// `/gov/roles`: who may do what here.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "office/roles.html")]
pub struct GovRoles {
    /// The page.
    pub page: Page,
    /// The list; `state` is the role.
    pub list: Listing,
    /// Its rows.
    pub rows: Vec<HolderRow>,
    /// Whether the reader gives and takes back.
    pub gives: bool,
    /// The form.
    pub form: RoleForm,
    /// What was just given.
    pub given: Option<GivenOffice>,
    /// Errors of the form's fields, or of the last act.
    pub errors: FieldErrors,
}

impl GovRoles {
    /// The offices, in order.
    pub const ROLES: [&'static str; 7] =
        ["staff", "official", "finance", "auditor", "counsellor", "provider", "operator"];
    /// Those that need a second person.
    pub const TWO: [&'static str; 4] = ["official", "finance", "auditor", "operator"];
}

/// What waits for a second person, or did.
#[derive(Clone, Debug, Default)]
pub struct ProposalLine {
    /// Its id.
    pub id: String,
    /// Worded under `proposal-kind-…`.
    pub kind: String,
    /// Worded under `proposal-state-…`.
    pub state: String,
    /// The login of whom it is about.
    pub subject: String,
    /// Worded under `role-…`; empty where it is about none.
    pub role: String,
    /// The names of the region.
    pub region: String,
    /// Until when the role would hold.
    pub until: Option<i64>,
    /// The login of whoever proposed it.
    pub by: String,
    /// When.
    pub at: i64,
    /// Why.
    pub reason: String,
    /// Until when it waits.
    pub expires: i64,
    /// The login of whoever decided.
    pub decided_by: String,
    /// When.
    pub decided_at: Option<i64>,
    /// Why.
    pub decision: String,
    /// Whether the reader proposed it.
    pub own: bool,
    /// Whether the reader may decide.
    pub mine_to_decide: bool,
}

/// `/gov/approvals`: what waits for a second person.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "office/approvals.html")]
pub struct GovApprovals {
    /// The page.
    pub page: Page,
    /// The list.
    pub list: Listing,
    /// Whether those that wait are shown, and not those decided.
    pub open: bool,
    /// Its rows.
    pub rows: Vec<ProposalLine>,
    /// Where the person of an approved office or reset sets a password; shown once.
    pub address: Option<String>,
    /// Why the last act failed, if it did.
    pub errors: FieldErrors,
}

/// A figure of the platform.
#[derive(Clone, Debug, Default)]
pub struct OpsFigure {
    /// Worded under `ops-…` and `ops-…-note`.
    pub code: String,
    /// The count.
    pub value: i64,
}

/// `/ops`: how the platform runs.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "office/ops.html")]
pub struct Ops {
    /// The page.
    pub page: Page,
    /// The program's version.
    pub version: &'static str,
    /// Which database.
    pub engine: String,
    /// The figures.
    pub figures: Vec<OpsFigure>,
    /// Each duty and when some node last took it.
    pub duties: Vec<(String, i64)>,
    /// Each follower and how many entries it is behind.
    pub cursors: Vec<(String, i64)>,
}
