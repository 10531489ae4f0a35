//! The real-name ledgers: how many are in each, place by place; who they are; and one person whole.

use askama::Template;

use super::gov::Listing;
use super::{FieldErrors, Page};

/// How many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// In.
    pub inside: i64,
    /// It cannot be told.
    pub unclear: i64,
    /// Of those in, confirmed by a register.
    pub confirmed: i64,
}

/// A ledger of the region looked at.
#[derive(Clone, Debug, Default)]
pub struct BookTotal {
    /// Worded under `ledger-group`.
    pub group: String,
    /// How many.
    pub count: Cell,
}

/// A place one level below.
#[derive(Clone, Debug, Default)]
pub struct BookRow {
    /// Twelve digits; empty for those of whom no more is known than the region itself.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Ledger by ledger.
    pub counts: Vec<(String, Cell)>,
}

/// `/gov/ledgers`: who needs help, and where?
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/ledgers.html")]
pub struct GovLedgers {
    /// The page.
    pub page: Page,
    /// The names of the region.
    pub region: String,
    /// Its code.
    pub code: String,
    /// The region above, if the grant reaches it.
    pub above: Option<(String, String)>,
    /// The ledgers, in their order.
    pub totals: Vec<BookTotal>,
    /// The places below.
    pub rows: Vec<BookRow>,
}

impl GovLedgers {
    /// The address of the people behind a count.
    pub fn people(&self, group: &str, region: &str, state: &str) -> String {
        super::worker::address(&format!("/gov/ledgers/{group}"), &[("region", region), ("state", state)])
    }
}

/// Somebody of a ledger.
#[derive(Clone, Debug, Default)]
pub struct LedgerPerson {
    /// The worker's id.
    pub id: String,
    /// Masked.
    pub name_masked: String,
    /// Masked.
    pub phone_masked: String,
    /// The region's name.
    pub region: String,
    /// The name of the township that is responsible.
    pub station: String,
    /// `in`, `unclear` or `out`.
    pub state: String,
    /// In since.
    pub entered: i64,
    /// Out since.
    pub exited: Option<i64>,
    /// Why out: how and what about.
    pub why: Option<(String, String)>,
    /// Worded under `ledger-verified`.
    pub verified: String,
    /// When somebody last spoke with them.
    pub contact: Option<i64>,
}

/// `/gov/ledgers/{group}`: who is in it?
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/ledger.html")]
pub struct GovLedger {
    /// The page.
    pub page: Page,
    /// Which ledger.
    pub group: String,
    /// The law it stands on.
    pub law: String,
    /// The list; its total is that of the state, where it is counted.
    pub list: Listing,
    /// `verified` in force; empty for any.
    pub verified: String,
    /// `idle` in force, in days; empty for any.
    pub idle: String,
    /// Whether the words can be no name, number or phone.
    pub unread: bool,
    /// The rows.
    pub rows: Vec<LedgerPerson>,
    /// Whether the reader may take it out as a file.
    pub may_export: bool,
    /// What was typed as the reason.
    pub reason: String,
    /// What was wrong with it.
    pub errors: FieldErrors,
}

impl GovLedger {
    /// The states one may ask for.
    pub const STATES: [&'static str; 3] = ["in", "unclear", "out"];
    /// What registers may have said.
    pub const VERIFIED: [&'static str; 5] =
        ["unchecked", "confirmed", "contradicted", "absent", "unreachable"];
    /// For how many days nobody may have spoken with them.
    pub const IDLE: [&'static str; 3] = ["30", "90", "180"];
}

/// A fact about a person.
#[derive(Clone, Debug, Default)]
pub struct PortraitFact {
    /// The fact's id; none for what the identity number says.
    pub id: Option<String>,
    /// Worded under `fact-kind`.
    pub kind: String,
    /// Worded under `fact-value`, with its kind.
    pub value: String,
    /// `kind.value`, as the form sends it.
    pub what: String,
    /// The first day of it.
    pub from: Option<i64>,
    /// The first day, as a form sends it.
    pub from_text: String,
    /// The first day after.
    pub to: Option<i64>,
    /// Full years.
    pub age: Option<i64>,
    /// Worded under `fact-source`; none for the identity number.
    pub source: Option<String>,
    /// In words.
    pub note: String,
    /// When it was written down.
    pub at: Option<i64>,
    /// Whether it does not stand any more.
    pub gone: bool,
}

/// What somebody needs.
#[derive(Clone, Debug, Default)]
pub struct PortraitNeed {
    /// Worded under `need`.
    pub need: String,
    /// The ledgers that say so.
    pub groups: Vec<String>,
    /// The days on which it was told.
    pub told: Vec<i64>,
}

/// Where somebody stands in a ledger.
#[derive(Clone, Debug, Default)]
pub struct PortraitBook {
    /// Worded under `ledger-group`.
    pub group: String,
    /// `in`, `unclear` or `out`.
    pub state: String,
    /// Since.
    pub entered: Option<i64>,
    /// Until.
    pub exited: Option<i64>,
    /// How and what about, each worded under `ledger-how` and `fact-kind`.
    pub why: Vec<(String, String)>,
    /// The day on which time alone changes it.
    pub until: Option<i64>,
    /// The law.
    pub law: String,
    /// Who is responsible.
    pub station: String,
    /// Worded under `ledger-verified`.
    pub verified: String,
    /// Worded under `ledger-register`.
    pub register: String,
    /// When that was said.
    pub verified_at: Option<i64>,
    /// Whether a row stands, which can be verified and ended.
    pub open: bool,
}

/// Something offered.
#[derive(Clone, Debug, Default)]
pub struct PortraitOffer {
    /// `application` or `invitation`.
    pub what: String,
    /// The job.
    pub job: String,
    /// Its title.
    pub title: String,
    /// The state of the application; empty for an invitation.
    pub state: String,
    /// When it last changed.
    pub at: i64,
}

/// What was typed into the form of a fact.
#[derive(Clone, Debug, Default)]
pub struct FactTyped {
    /// `kind.value`
    pub what: String,
    /// From.
    pub from: String,
    /// Until.
    pub to: String,
    /// Source.
    pub source: String,
    /// Note.
    pub note: String,
}

/// `/gov/people/{id}/portrait`: one person whole.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/portrait.html")]
pub struct GovPortrait {
    /// The page.
    pub page: Page,
    /// The worker's id.
    pub id: String,
    /// Masked.
    pub name_masked: String,
    /// Masked.
    pub phone_masked: String,
    /// Masked.
    pub id_masked: Option<String>,
    /// The names of the region.
    pub region: String,
    /// What they look for, in one line.
    pub occupations: String,
    /// What they need.
    pub needs: Vec<PortraitNeed>,
    /// Where they stand.
    pub books: Vec<PortraitBook>,
    /// Where they stood.
    pub past: Vec<PortraitBook>,
    /// The facts.
    pub facts: Vec<PortraitFact>,
    /// What was offered.
    pub offers: Vec<PortraitOffer>,
    /// Who spoke with them: how, when, what came of it.
    pub contacts: Vec<(String, i64, String)>,
    /// Kinds of facts one may write down, each with what it may say.
    pub kinds: Vec<(String, Vec<String>)>,
    /// Whether the reader may see the person's other page.
    pub may_see: bool,
    /// Whether the reader may write down facts.
    pub may_record: bool,
    /// Whether the reader keeps contact.
    pub may_keep: bool,
    /// Whether the reader may ask a register.
    pub may_verify: bool,
    /// What was typed.
    pub typed: FactTyped,
    /// What was wrong with it.
    pub errors: FieldErrors,
}

impl GovPortrait {
    /// The fields that errors stand beside.
    pub const FIELDS: &'static str = "what from to source note how";
    /// Where a fact may come from.
    pub const SOURCES: [&'static str; 5] = ["person", "paper", "register", "station", "import"];
    /// How somebody is reached.
    pub const HOWS: [&'static str; 4] = ["visit", "phone", "counter", "message"];
}
