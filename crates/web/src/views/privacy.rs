//! What is kept about somebody and who looked at it: for the person, and for those who watch over it.

use askama::Template;

use super::gov::Listing;
use super::{FieldErrors, Page};

/// A record in clear, while a look holds.
#[derive(Clone, Debug, Default)]
pub struct ShownRow {
    /// The name.
    pub name: String,
    /// The phone; empty if there is none.
    pub phone: String,
    /// The identity number; empty if it is not known.
    pub id_number: String,
    /// What they say of themselves.
    pub about: String,
}

/// A look, for those who watch over it.
#[derive(Clone, Debug, Default)]
pub struct LookRow {
    /// The look's number.
    pub id: String,
    /// The person's id.
    pub worker: String,
    /// The person's name, masked.
    pub name_masked: String,
    /// The login of who looked.
    pub login: String,
    /// The name of who looked.
    pub by: String,
    /// In which role.
    pub role: String,
    /// The names of the office's region.
    pub office: String,
    /// Worded under `duty`.
    pub duty: String,
    /// What for, in words.
    pub words: String,
    /// When.
    pub at: i64,
}

/// `/gov/looks`: who looked at whom, and what for?
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/looks.html")]
pub struct GovLooks {
    /// The page.
    pub page: Page,
    /// The filter and the ways on.
    pub list: Listing,
    /// The looks, the last first.
    pub rows: Vec<LookRow>,
    /// Whether the reader may open a person's page.
    pub may_open: bool,
}

impl GovLooks {
    /// The duties one may look for.
    pub const DUTIES: [&'static str; 7] =
        ["service", "contact", "verify", "complaint", "inspection", "law", "other"];
}

/// A kind of record, and how many there are.
#[derive(Clone, Debug, Default)]
pub struct HeldRow {
    /// Worded under `held`.
    pub kind: String,
    /// How many.
    pub rows: i64,
    /// Where it is corrected; empty where nothing can be.
    pub href: String,
    /// Days that it is kept; none if an event ends it.
    pub days: Option<i64>,
    /// The event, worded under `keep`.
    pub until: String,
    /// Worded under `law`; empty if there is none.
    pub law: String,
}

/// Something agreed to.
#[derive(Clone, Debug, Default)]
pub struct ConsentRow {
    /// Worded under `consent`.
    pub kind: String,
    /// Since when.
    pub since: Option<i64>,
    /// Until when.
    pub until: Option<i64>,
    /// Where it is taken back.
    pub href: String,
}

/// `/me/privacy`: what is kept about me?
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/privacy.html")]
pub struct MyPrivacy {
    /// The page.
    pub page: Page,
    /// What is held, kind by kind.
    pub held: Vec<HeldRow>,
    /// Who looked, the last first.
    pub looks: Vec<LookRow>,
    /// Where the earlier looks are.
    pub next: Option<String>,
    /// What I agreed to.
    pub consents: Vec<ConsentRow>,
    /// Whether I may erase myself here.
    pub may_erase: bool,
    /// Errors of the form.
    pub errors: FieldErrors,
}

impl MyPrivacy {
    /// The kinds of which there is something.
    pub fn there(&self) -> Vec<&HeldRow> {
        self.held.iter().filter(|row| row.rows > 0).collect()
    }
}

/// A kind of record in a copy: its word, and its rows of named values.
#[derive(Clone, Debug, Default)]
pub struct CopyPart {
    /// Worded under `held`.
    pub kind: String,
    /// Row by row: the field, worded under `held-field`, and its value.
    pub rows: Vec<Vec<(String, String)>>,
}

/// `/me/privacy/copy.html`: everything that is kept about me, to read and to print.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/copy.html")]
pub struct MyCopy {
    /// The page.
    pub page: Page,
    /// When it was put together.
    pub at: i64,
    /// Kind by kind.
    pub parts: Vec<CopyPart>,
}
