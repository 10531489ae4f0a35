//! Arriving: signing in by phone, and saying where one is.

use askama::Template;

use super::{FieldErrors, Page, PlaceRow};

/// `/sign-in`: a phone number.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/sign_in.html")]
pub struct SignIn {
    /// The page.
    pub page: Page,
    /// The number as typed.
    pub phone: String,
    /// Where to go afterwards.
    pub next: String,
    /// Errors of `phone`, or of the form.
    pub errors: FieldErrors,
}

/// `/sign-in/code`: the six digits.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/code.html")]
pub struct Code {
    /// The page.
    pub page: Page,
    /// The number the message went to, masked.
    pub phone_masked: String,
    /// The handle of this attempt, sent back as `ticket`.
    pub ticket: String,
    /// Where to go afterwards.
    pub next: String,
    /// From when another message may be asked for.
    pub resend_at: i64,
    /// Errors of `code`, or of the form.
    pub errors: FieldErrors,
}

impl Code {
    /// Where another number is given.
    pub fn other(&self) -> String {
        super::filters::address("/sign-in", &[("next", &self.next)])
    }

    /// Seconds until another message may be asked for.
    pub fn wait(&self) -> i64 {
        ((self.resend_at - self.page.now + 999_999) / 1_000_000).max(0)
    }
}

/// A text message.
#[derive(Clone, Debug, Default)]
pub struct Sms {
    /// When it was sent.
    pub at: i64,
    /// The number, masked.
    pub to_masked: String,
    /// Its words.
    pub body: String,
}

/// `/inbox`: in a demonstration, the text messages nobody's phone received.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/inbox.html")]
pub struct Inbox {
    /// The page.
    pub page: Page,
    /// Where the digits are filled in.
    pub back: String,
    /// The messages, newest first.
    pub messages: Vec<Sms>,
}

/// `/place`: choosing where one is.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/place.html")]
pub struct Place {
    /// The page.
    pub page: Page,
    /// What was searched for.
    pub q: String,
    /// What was found.
    pub results: Vec<PlaceRow>,
    /// Places chosen before, newest first.
    pub recent: Vec<PlaceRow>,
    /// The place in force.
    pub current: Option<String>,
    /// Where to go afterwards.
    pub next: String,
    /// Errors of the form.
    pub errors: FieldErrors,
}
