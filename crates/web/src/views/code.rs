//! My code, and who reads it.

use askama::Template;

use super::qr::Qr;
use super::{FieldErrors, Page};

/// A phone that may show my code.
#[derive(Clone, Debug, Default)]
pub struct MyPhone {
    /// Its id.
    pub id: String,
    /// Its pseudonym, by which the page knows itself.
    pub code_id: String,
    /// What its browser calls itself.
    pub device: String,
    /// Since when.
    pub since: i64,
}

/// Where my code was used.
#[derive(Clone, Debug, Default)]
pub struct MyUse {
    /// `counter`, `fair` or `till`.
    pub surface: String,
    /// What the place is called.
    pub place: String,
    /// When it was read.
    pub at: i64,
}

/// `/me/code`: my code. What it shows is made by its script.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/my_code.html")]
pub struct MyCode {
    /// The page.
    pub page: Page,
    /// Whether this is the page that a phone keeps, without its reader.
    pub shell: bool,
    /// The phones that may show my code.
    pub phones: Vec<MyPhone>,
    /// Where it was used, the last first.
    pub uses: Vec<MyUse>,
}

/// Somebody whose code or card was read.
#[derive(Clone, Debug, Default)]
pub struct Arrived {
    /// The person, if the reader may open their page.
    pub id: Option<String>,
    /// Masked.
    pub name_masked: String,
    /// Where they live.
    pub region: String,
    /// When.
    pub at: i64,
}

/// Where and when the code was used before.
#[derive(Clone, Debug, Default)]
pub struct UsedUp {
    /// `counter`, `fair` or `till`.
    pub surface: String,
    /// What the place is called.
    pub place: String,
    /// When.
    pub at: i64,
}

/// `/gov/arrive`: a field for a scanner.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/arrive.html")]
pub struct GovArrive {
    /// The page.
    pub page: Page,
    /// Where this is.
    pub region: String,
    /// What this arrival will be called.
    pub key: String,
    /// A card number that is waiting for its PIN.
    pub text: String,
    /// Who was there.
    pub arrived: Option<Arrived>,
    /// Why a code is no more.
    pub used: Option<UsedUp>,
    /// Errors by field name.
    pub errors: FieldErrors,
}

/// `/gov/people/{id}/card`: a card, to print.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/card.html")]
pub struct GovCard {
    /// The page.
    pub page: Page,
    /// Whose.
    pub id: String,
    /// Masked.
    pub name_masked: String,
    /// In groups of four.
    pub number: String,
    /// The number, for scanners.
    pub qr: Qr,
    /// Whether too many PINs were wrong.
    pub locked: bool,
}
