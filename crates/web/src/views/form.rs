//! What forms share: errors beside their fields, choices of occupation and place. They keep what was typed.

use crate::i18n::{Arg, T, key};

/// What is wrong with a field: the code of the error and its details.
#[derive(Clone, Debug, Default)]
pub struct FieldError {
    /// The name of the input; empty for the whole form.
    pub field: String,
    /// The code of the error, such as `phone.format`.
    pub code: String,
    /// Details that the words of the error use.
    pub detail: Vec<(String, String)>,
}

impl From<&kernel::Error> for FieldError {
    fn from(error: &kernel::Error) -> Self {
        FieldError {
            field: error.field.unwrap_or_default().to_owned(),
            code: error.code.to_owned(),
            detail: error.detail.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        }
    }
}

impl FieldError {
    /// What happened and how to mend it.
    pub fn text(&self, t: T) -> String {
        let args: Vec<(&str, &dyn Arg)> =
            self.detail.iter().map(|(name, value)| (name.as_str(), value as &dyn Arg)).collect();
        let key = key("error", &self.code);
        if t.has(&key) { t.a(&key, &args) } else { t.s("error-internal") }
    }
}

/// The errors of a form.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this field has one.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|error| error.field == field)
    }

    /// Those of this field, in words.
    pub fn of(&self, t: T, field: &str) -> Vec<String> {
        self.0.iter().filter(|error| error.field == field).map(|error| error.text(t)).collect()
    }

    /// Those of no field in the list, which blanks separate, in words.
    pub fn besides(&self, t: T, fields: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|error| error.field.is_empty() || !fields.split(' ').any(|field| field == error.field))
            .map(|error| error.text(t))
            .collect()
    }
}

/// An occupation to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Occupation {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A place to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceRow {
    /// Twelve digits.
    pub code: String,
    /// Its own name.
    pub name: String,
    /// The names above it, widest first.
    pub within: String,
}
