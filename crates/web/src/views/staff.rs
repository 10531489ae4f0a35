//! How those who hold an office come in, and their own account.

use askama::Template;

use super::me::SessionRow;
use super::qr::Qr;
use super::{FieldErrors, Page};

/// `/staff/sign-in`: login and password.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "office/sign_in.html")]
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
#[template(path = "office/setup.html")]
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

/// `/staff/second`: the second step.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "office/second.html")]
pub struct StaffSecond {
    /// The page.
    pub page: Page,
    /// `token`, the secret of this step.
    pub token: String,
    /// What a passkey is to sign, base64url.
    pub challenge: String,
    /// Whether a time-based code would do.
    pub code: bool,
    /// The passkeys that would do, with spaces between them.
    pub passkeys: String,
    /// Where to go afterwards.
    pub next: String,
    /// Errors of `code`, or of the form.
    pub errors: FieldErrors,
}

/// `/staff/activate`: setting a password with a one-time token.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "office/activate.html")]
pub struct StaffActivate {
    /// The page.
    pub page: Page,
    /// `token`.
    pub token: String,
    /// Errors of `token`, `password`, or of the form.
    pub errors: FieldErrors,
}

/// An office that the reader holds.
#[derive(Clone, Debug, Default)]
pub struct OfficeRow {
    /// The grant's id.
    pub id: String,
    /// Worded under `role-…`.
    pub role: String,
    /// The names of the region.
    pub region: String,
    /// Until when.
    pub until: Option<i64>,
    /// Whether the reader sits in it.
    pub here: bool,
}

/// A second factor of the reader.
#[derive(Clone, Debug, Default)]
pub struct FactorLine {
    /// Its id.
    pub id: String,
    /// `totp` or `passkey`.
    pub kind: String,
    /// What they call it.
    pub label: String,
    /// Since when.
    pub since: i64,
}

/// `/account`: one's own account.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "office/account.html")]
pub struct Account {
    /// The page.
    pub page: Page,
    /// The login.
    pub login: String,
    /// The offices.
    pub offices: Vec<OfficeRow>,
    /// The second factors.
    pub factors: Vec<FactorLine>,
    /// Where one is signed in.
    pub sessions: Vec<SessionRow>,
    /// Errors of `old`, `password`, `label`, or of the form.
    pub errors: FieldErrors,
}

/// `/account/totp`: setting up a time-based code.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "office/totp.html")]
pub struct TotpSetup {
    /// The page.
    pub page: Page,
    /// The factor's id.
    pub id: String,
    /// The secret, for typing; empty when it is asked for again.
    pub secret: String,
    /// The QR code of its address: side and path.
    pub qr: Qr,
    /// Errors of `code`, or of the form.
    pub errors: FieldErrors,
}

/// `/account/passkey`: making a passkey.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "office/passkey.html")]
pub struct PasskeySetup {
    /// The page.
    pub page: Page,
    /// `token`.
    pub token: String,
    /// What the passkey is made over, base64url.
    pub challenge: String,
    /// The account's id, without dashes.
    pub account: String,
    /// The login, for the browser to show.
    pub login: String,
    /// `label`, what the owner calls it.
    pub label: String,
}
