//! How officials and staff come in.

use askama::Template;

use super::{FieldErrors, Page};

/// `/staff/sign-in`: login and password.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/sign_in.html")]
pub struct StaffSignIn {
    /// The page.
    pub page: Page,
    /// `login`, as typed.
    pub login: String,
    /// Where to go afterwards.
    pub next: String,
    /// Errors of `login`, `password`, or of the form.
    pub errors: FieldErrors,
}

/// `/staff/setup`: the first login, with a one-time token.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "gov/setup.html")]
pub struct StaffSetup {
    /// The page.
    pub page: Page,
    /// `token`.
    pub token: String,
    /// `login`, as typed.
    pub login: String,
    /// Errors of `token`, `login`, `password`, or of the form.
    pub errors: FieldErrors,
}
