//! Two records that look like one person, side by side, and what was merged into one.

use askama::Template;

use super::gov::Listing;
use super::{FieldErrors, Page};

/// What of two records is compared.
#[derive(Clone, Debug, Default)]
pub struct TwinLine {
    /// Worded under `twin-field`.
    pub field: String,
    /// As the first record has it, masked; empty if it has none.
    pub a: String,
    /// As the second has it.
    pub b: String,
    /// How it compares, worded under `twin-how`.
    pub how: String,
}

/// Two records.
#[derive(Clone, Debug, Default)]
pub struct TwinRow {
    /// The first record's id.
    pub a: String,
    /// The second's.
    pub b: String,
    /// `same` or `ask`.
    pub verdict: String,
    /// The first's name, masked.
    pub name: String,
    /// Field by field.
    pub lines: Vec<TwinLine>,
    /// When the first registered.
    pub a_at: i64,
    /// When the second did.
    pub b_at: i64,
    /// Whether both have an identity number and they differ.
    pub two_numbers: bool,
}

/// `/gov/twins`: who is registered twice?
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/twins.html")]
pub struct GovTwins {
    /// The page.
    pub page: Page,
    /// The region and the ways on.
    pub list: Listing,
    /// The pairs, the likeliest first.
    pub rows: Vec<TwinRow>,
    /// Errors of an act.
    pub errors: FieldErrors,
}

/// A record that was merged into a person.
#[derive(Clone, Debug, Default)]
pub struct MergedRow {
    /// The merge's id.
    pub id: String,
    /// Masked.
    pub name_masked: String,
    /// Masked.
    pub phone_masked: String,
    /// The names of the region.
    pub region: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: i64,
}
