//! Pages of no one surface: an error, and the description of the interface for programs.

use askama::Template;

use super::Page;
use crate::i18n::{Arg, key};

/// An error, said as a page: what happened, what was kept, the way out.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "shared/error.html")]
pub struct ErrorPage {
    /// The page.
    pub page: Page,
    /// The HTTP status.
    pub status: u16,
    /// The code, such as `job.not_open`.
    pub code: String,
    /// Details that the words use.
    pub detail: Vec<(String, String)>,
    /// Where the way out leads; `/` when empty.
    pub back: String,
}

impl ErrorPage {
    fn say(&self, key: &str) -> String {
        let args: Vec<(&str, &dyn Arg)> =
            self.detail.iter().map(|(name, value)| (name.as_str(), value as &dyn Arg)).collect();
        self.page.words().a(key, &args)
    }

    fn key(&self) -> String {
        let key = key("error", &self.code);
        if self.page.words().has(&key) { key } else { "error-internal".to_owned() }
    }

    /// What happened.
    pub fn what(&self) -> String {
        self.say(&self.key())
    }

    /// What was kept.
    pub fn kept(&self) -> String {
        let own = format!("{}.kept", self.key());
        if self.page.words().has(&own) { self.say(&own) } else { self.page.t("error-kept") }
    }

    /// The words of the way out.
    pub fn way(&self) -> String {
        let own = format!("{}.way", self.key());
        if self.page.words().has(&own) { self.say(&own) } else { self.page.t("error-way") }
    }

    /// Where the way out leads.
    pub fn href(&self) -> &str {
        match self.code.as_str() {
            _ if !self.back.is_empty() => &self.back,
            "access.sign_in" | "session.expired" => "/sign-in",
            "worker.incomplete" => "/me/register",
            "employer.not_verified" => "/employer",
            _ => "/",
        }
    }
}

/// A parameter or a field of a body.
#[derive(Clone, Debug, Default)]
pub struct ApiParameter {
    /// Its name.
    pub name: String,
    /// path, query, header or body.
    pub place: String,
    /// Its type.
    pub kind: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it is, from the description of the interface.
    pub about: String,
}

/// One operation.
#[derive(Clone, Debug, Default)]
pub struct ApiOperation {
    /// GET, POST, …
    pub method: String,
    /// The path, with its `{parameters}`.
    pub path: String,
    /// What it does, from the description of the interface.
    pub summary: String,
    /// What it takes.
    pub parameters: Vec<ApiParameter>,
    /// Status and meaning.
    pub responses: Vec<(String, String)>,
}

/// `/api`: the interface for programs, for people to read.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "shared/api.html")]
pub struct ApiDocs {
    /// The page.
    pub page: Page,
    /// The address of the OpenAPI file.
    pub openapi: String,
    /// Name of the group, and its operations.
    pub groups: Vec<(String, Vec<ApiOperation>)>,
}
