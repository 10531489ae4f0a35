//! Whether an employer is real: its papers and what was decided, for its owner and for the official of its region.

use askama::Template;

use super::gov::Listing;
use super::{FieldErrors, Page};

/// A paper.
#[derive(Clone, Debug, Default)]
pub struct PaperView {
    /// Its id.
    pub id: String,
    /// Worded under `paper-kind-…`.
    pub kind: String,
    /// `jpeg`, `png` or `pdf`; none where there is only a number.
    pub file: Option<String>,
    /// Bytes.
    pub size: i64,
    /// Whose identity paper it is, masked.
    pub holder: Option<String>,
    /// The identity number, masked.
    pub number: Option<String>,
    /// When it was handed in.
    pub at: i64,
    /// When it was taken back.
    pub removed_at: Option<i64>,
    /// How often officials opened it, and when last.
    pub read: Option<(i64, i64)>,
}

impl PaperView {
    /// Whole kilobytes, at least one.
    pub fn kilobytes(&self) -> i64 {
        (self.size + 1023) / 1024
    }
}

/// An objection.
#[derive(Clone, Debug, Default)]
pub struct AppealView {
    /// Its id.
    pub id: String,
    /// Worded under `appeal-state-…`.
    pub state: String,
    /// Whether it waits.
    pub open: bool,
    /// Why the owner objects; none once the household is erased.
    pub words: Option<String>,
    /// What was answered.
    pub answer: Option<String>,
    /// When it was sent.
    pub at: i64,
    /// Until when it is to be answered.
    pub due: i64,
    /// When it was answered.
    pub decided_at: Option<i64>,
}

/// A decision.
#[derive(Clone, Debug, Default)]
pub struct RulingView {
    /// Its id.
    pub id: String,
    /// Worded under `verdict-…`.
    pub verdict: String,
    /// Worded under `ruling-reason-…`.
    pub reason: Option<String>,
    /// What is to be handed in, worded under `paper-kind-…`.
    pub missing: Vec<String>,
    /// The official's words.
    pub words: Option<String>,
    /// The region of the office.
    pub office: String,
    /// How many papers had been opened.
    pub papers: i64,
    /// When.
    pub at: i64,
    /// The objection to it.
    pub appeal: Option<AppealView>,
}

impl RulingView {
    /// The class of a note about it.
    pub fn tone(&self) -> &'static str {
        match self.verdict.as_str() {
            "refused" | "suspended" => " bad",
            "unverified" => " warn",
            _ => "",
        }
    }
}

/// `/employer/papers`: what is handed in, what was decided, and an objection.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "employer/papers.html")]
pub struct EmployerPapers {
    /// The page.
    pub page: Page,
    /// The employer's name.
    pub name: String,
    /// `unverified`, `verified` or `suspended`.
    pub standing: String,
    /// Whether it waits to be verified.
    pub asked: bool,
    /// What may be handed in.
    pub kinds: Vec<String>,
    /// Whether there is room for no more.
    pub full: bool,
    /// Until when one may object; none if there is nothing to object to.
    pub objects_until: Option<i64>,
    /// The decision that holds now.
    pub ruling: Option<RulingView>,
    /// Every decision, the last first.
    pub rulings: Vec<RulingView>,
    /// The papers.
    pub papers: Vec<PaperView>,
    /// `kind`, as chosen.
    pub kind: String,
    /// `holder`, as typed.
    pub holder: String,
    /// `appeal`, as typed.
    pub appeal: String,
    /// Errors of `kind`, `file`, `holder`, `number`, `appeal`, or of the form.
    pub errors: FieldErrors,
}

/// What the register said.
#[derive(Clone, Debug, Default)]
pub struct CheckView {
    /// `found`, `absent` or `unreachable`.
    pub outcome: String,
    /// Worded under `register-source-…`.
    pub source: String,
    /// When it was asked.
    pub at: i64,
    /// The registered name.
    pub name: String,
    /// `same`, `spelling` or `different`.
    pub likeness: String,
    /// Where the names differ: what both begin with, what was told, what is registered, what both end with.
    pub parts: Option<(String, String, String, String)>,
    /// Worded under `firm-state-…`.
    pub state: String,
    /// The legal representative, masked.
    pub legal: String,
    /// Whether it is the one of the identity paper.
    pub legal_agrees: Option<bool>,
    /// The address.
    pub address: String,
    /// What it may do.
    pub scope: String,
}

/// Another employer with something in common.
#[derive(Clone, Debug, Default)]
pub struct AlikeView {
    /// Its id.
    pub id: String,
    /// Its name, or what kind it is.
    pub name: String,
    /// `unverified`, `verified` or `suspended`.
    pub standing: String,
    /// The names of its region.
    pub region: String,
    /// Whether it is the same person; else the same name.
    pub person: bool,
    /// Whether it lies in the reader's region.
    pub here: bool,
}

/// Somebody who acts for the employer, masked.
#[derive(Clone, Debug, Default)]
pub struct ActsView {
    /// Masked name or phone.
    pub name: String,
    /// Worded under `member-role-…`.
    pub role: String,
    /// Since when.
    pub since: i64,
}

/// A job of the employer.
#[derive(Clone, Debug, Default)]
pub struct FirmJob {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its state.
    pub state: String,
    /// When it was last changed.
    pub at: i64,
}

/// `/gov/employers/{id}`: all that speaks for or against an employer.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/employer.html")]
pub struct GovEmployer {
    /// The page.
    pub page: Page,
    /// Its id.
    pub id: String,
    /// Its version; a decision is on what was seen.
    pub version: i64,
    /// Its name, masked for a household.
    pub name: String,
    /// company, sole_trader, household or agency.
    pub kind: String,
    /// `unverified`, `verified` or `suspended`.
    pub standing: String,
    /// The names of its region.
    pub region: String,
    /// The address; none for a household.
    pub address: Option<String>,
    /// The credit code.
    pub credit_code: Option<String>,
    /// Whether the code's division is where it stands.
    pub code_is_local: Option<bool>,
    /// When it registered.
    pub since: i64,
    /// Jobs posted.
    pub posted: i64,
    /// People hired.
    pub hires: i64,
    /// The papers.
    pub papers: Vec<PaperView>,
    /// Whether a register is configured.
    pub register: bool,
    /// What it said, the last first.
    pub checks: Vec<CheckView>,
    /// Employers with something in common.
    pub alike: Vec<AlikeView>,
    /// Who acts for it.
    pub members: Vec<ActsView>,
    /// Its last jobs.
    pub jobs: Vec<FirmJob>,
    /// The decision that holds now.
    pub ruling: Option<RulingView>,
    /// Every decision, the last first.
    pub rulings: Vec<RulingView>,
    /// The objection that waits, and why the reader may not answer it, if they may not.
    pub appeal: Option<(AppealView, Option<String>)>,
    /// `verdict`, `why`, `reason`, `answer`, as typed.
    pub typed: (String, String, String, String),
    /// Errors of `verdict`, `why`, `missing`, `reason`, `answer`, or of the form.
    pub errors: FieldErrors,
}

impl GovEmployer {
    /// The fields of the two forms.
    pub const FIELDS: &'static str = "verdict why reason answer";

    /// What may be decided as it stands.
    pub fn verdicts(&self) -> &'static [&'static str] {
        match self.standing.as_str() {
            "verified" => &["suspended", "unverified"],
            "suspended" => &["lifted"],
            _ => &["verified", "unverified", "refused", "suspended"],
        }
    }

    /// The reasons of the list that fit.
    pub fn reasons(&self) -> &'static [(&'static str, &'static [&'static str])] {
        const REFUSE: (&str, &[&str]) =
            ("refused", &["name_differs", "code_differs", "unreadable", "expired", "no_authority"]);
        const SUSPEND: (&str, &[&str]) =
            ("suspended", &["false_posting", "wage_arrears", "illegal_fee", "safety"]);
        match self.standing.as_str() {
            "verified" => &[SUSPEND],
            "suspended" => &[],
            _ => &[REFUSE, SUSPEND],
        }
    }

    /// What one may ask for.
    pub fn askable(&self) -> &'static [&'static str] {
        if self.kind == "household" {
            &["person_identity"]
        } else {
            &["licence", "legal_identity", "authorisation"]
        }
    }

    /// How many papers nobody here has opened yet.
    pub fn unread(&self) -> usize {
        self.papers.iter().filter(|one| one.file.is_some() && one.read.is_none()).count()
    }
}

/// An objection of a list.
#[derive(Clone, Debug, Default)]
pub struct AppealRowView {
    /// The employer's id.
    pub employer: String,
    /// Its name, masked for a household.
    pub name: String,
    /// The region's name.
    pub region: String,
    /// What was decided.
    pub verdict: String,
    /// When the objection was sent.
    pub at: i64,
    /// Until when it is to be answered.
    pub due: i64,
}

/// `/gov/appeals`: objections that wait, the most urgent first.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/appeals.html")]
pub struct GovAppeals {
    /// The page.
    pub page: Page,
    /// The list.
    pub list: Listing,
    /// Its rows.
    pub rows: Vec<AppealRowView>,
}
