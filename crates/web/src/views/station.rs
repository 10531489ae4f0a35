//! The counter of a station.

use askama::Template;

use super::worker::Application;
use super::{FieldErrors, Page, Pay, When};

/// A number of the queue.
#[derive(Clone, Debug, Default)]
pub struct TicketLine {
    /// Its id.
    pub id: String,
    /// As it is called: A017.
    pub label: String,
    /// What they come for.
    pub purpose: String,
    /// Whether they go before the others.
    pub first: bool,
    /// Since when they wait.
    pub at: i64,
    /// Who it is, if that is known.
    pub person: Option<String>,
}

/// Something that was noted today.
#[derive(Clone, Debug, Default)]
pub struct NotedLine {
    /// What.
    pub kind: String,
    /// When.
    pub at: i64,
    /// About whom, masked; may be empty.
    pub name: String,
    /// Whether it could not be done.
    pub refused: bool,
}

/// What stands at the side of every page of the counter.
#[derive(Clone, Debug, Default)]
pub struct Counter {
    /// Where it stands.
    pub region: String,
    /// The region's code.
    pub region_code: String,
    /// Whose what the browser keeps is.
    pub owner: String,
    /// The number being served here.
    pub serving: Option<TicketLine>,
    /// Who waits, the next first.
    pub waiting: Vec<TicketLine>,
    /// How many wait.
    pub count: i64,
    /// Since when the one who waits longest does.
    pub longest: Option<i64>,
    /// How many were served today.
    pub done: i64,
    /// What was noted, the last first.
    pub noted: Vec<NotedLine>,
    /// Keys of the forms: next, done, nobody came, a number, an arrival.
    pub keys: [String; 5],
    /// The id of the number that would be given.
    pub ticket: String,
}

impl Counter {
    /// What people come for.
    pub const PURPOSES: [&'static str; 5] = ["work", "register", "policy", "hire", "other"];
    /// What a clerk does, by the word of its form.
    pub const KINDS: [&'static str; 12] = [
        "register",
        "consent",
        "consent_end",
        "details",
        "apply",
        "withdraw",
        "accept",
        "decline",
        "take",
        "call",
        "done",
        "no_show",
    ];
}

/// Somebody found.
#[derive(Clone, Debug, Default)]
pub struct StationPersonLine {
    /// Their id.
    pub id: String,
    /// Masked.
    pub name_masked: String,
    /// Masked; empty for those without a phone.
    pub phone_masked: String,
    /// Where they live, below the counter's region.
    pub region: String,
    /// Since when they are registered.
    pub at: i64,
}

/// A job near the counter.
#[derive(Clone, Debug, Default)]
pub struct JobLine {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it pays.
    pub pay: Pay,
    /// When.
    pub when: When,
    /// How far from home, in metres, where that may be known; the middle of a region is nobody's home.
    pub distance: Option<i64>,
    /// Whose.
    pub employer: String,
    /// Whether they were verified.
    pub verified: bool,
    /// The key of its form.
    pub key: String,
}

/// `/station`: nobody is here, or several were found.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "station/home.html")]
pub struct StationHome {
    /// The page.
    pub page: Page,
    /// What stands at the side.
    pub counter: Counter,
    /// What was looked for.
    pub text: String,
    /// Whether that is a card, whose PIN is wanting.
    pub card: bool,
    /// Whether anybody was looked for.
    pub asked: bool,
    /// Who was found.
    pub people: Vec<StationPersonLine>,
    /// Somebody who lives elsewhere, masked.
    pub elsewhere: Option<String>,
    /// Work near here.
    pub jobs: Vec<JobLine>,
    /// What work was looked for.
    pub q: String,
    /// Errors by field name.
    pub errors: FieldErrors,
}

/// A consent that the clerk holds, or held.
#[derive(Clone, Debug, Default)]
pub struct ConsentLine {
    /// Its id.
    pub id: String,
    /// To what.
    pub acts: Vec<String>,
    /// How it was said.
    pub how: String,
    /// Since when.
    pub at: i64,
    /// Until when.
    pub until: i64,
    /// Whether it holds.
    pub holds: bool,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// To whom, masked.
    pub clerk: String,
}

/// Something that the person applied for.
#[derive(Clone, Debug, Default)]
pub struct DeedLine {
    /// The application.
    pub id: String,
    /// The job's title.
    pub title: String,
    /// Where it stands.
    pub state: String,
    /// When the job is.
    pub when: When,
    /// What it pays.
    pub pay: Pay,
    /// Whether it may be taken back here.
    pub live: bool,
    /// Whether an offer may be answered here.
    pub offered: bool,
    /// Keys of its forms: take back, accept, refuse.
    pub keys: [String; 3],
}

/// What is asked of somebody at a counter, as it was typed or is known.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// The whole name.
    pub name: String,
    /// `gig` or `full_time`.
    pub wants: String,
    /// What they can do for work, in words.
    pub work: String,
    /// `always`, `days`, `evenings`, `weekends`; empty for another week.
    pub free: String,
    /// `walk`, `3km`, `10km`, `any`.
    pub reach: String,
    /// In yuan.
    pub pay_amount: String,
    /// `hour`, `day`, `month`.
    pub pay_unit: String,
    /// Where they live.
    pub region: String,
    /// In their own words.
    pub skills: String,
}

impl Details {
    /// When somebody can work.
    pub const FREE: [&'static str; 4] = ["always", "days", "evenings", "weekends"];
    /// How far somebody goes.
    pub const REACH: [&'static str; 4] = ["walk", "3km", "10km", "any"];
    /// What pay is counted by.
    pub const UNITS: [&'static str; 3] = ["hour", "day", "month"];
    /// The fields that show their own errors.
    pub const FIELDS: &'static str =
        "name phone id_number wants work free reach pay region skills how acts until";
}

/// `/station/people/{id}`: the person who is here.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "station/person.html")]
pub struct StationPerson {
    /// The page.
    pub page: Page,
    /// What stands at the side.
    pub counter: Counter,
    /// Who.
    pub line: StationPersonLine,
    /// The names of where they live.
    pub region: String,
    /// `gig`, `full_time` or `both`.
    pub wants: String,
    /// What they look for.
    pub occupations: String,
    /// The week they can.
    pub slots: i64,
    /// What they ask.
    pub pay: Option<Pay>,
    /// Masked.
    pub id_masked: Option<String>,
    /// What the clerk holds and held.
    pub consents: Vec<ConsentLine>,
    /// Whether the clerk may change details, apply, answer.
    pub may: [bool; 3],
    /// What is known, where the person lets it be seen.
    pub known: Details,
    /// Work near here.
    pub jobs: Vec<JobLine>,
    /// What work was looked for.
    pub q: String,
    /// What they applied for, where they let it be seen.
    pub asked: Vec<DeedLine>,
    /// The id of a consent that would be given.
    pub consent_id: String,
    /// A key for a form.
    pub key: String,
    /// Keys for the other forms: taking a consent back, changing details.
    pub keys: [String; 2],
    /// Where one may live here: code and name.
    pub homes: Vec<(String, String)>,
    /// Errors by field name.
    pub errors: FieldErrors,
}

impl StationPerson {
    /// What one may consent to.
    pub const ACTS: [&'static str; 3] = ["details", "apply", "answer"];
    /// How.
    pub const HOW: [&'static str; 3] = ["spoken", "signed", "code"];
    /// For how long.
    pub const UNTIL: [&'static str; 3] = ["today", "week", "quarter"];

    /// The consent that holds, if one does.
    pub fn consent(&self) -> Option<&ConsentLine> {
        self.consents.iter().find(|one| one.holds)
    }

    /// The last one, if none holds.
    pub fn before(&self) -> Option<&ConsentLine> {
        self.consents.first().filter(|_| self.consent().is_none())
    }
}

/// `/station/new`: a newcomer.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "station/new.html")]
pub struct StationNew {
    /// The page.
    pub page: Page,
    /// What stands at the side.
    pub counter: Counter,
    /// Where one may live here: code and name.
    pub homes: Vec<(String, String)>,
    /// The id that the newcomer will have.
    pub worker: String,
    /// The id that their consent will have.
    pub consent: String,
    /// The key of the form.
    pub key: String,
    /// As typed.
    pub phone: String,
    /// As typed.
    pub id_number: String,
    /// Whether they let the clerk act for them.
    pub agreed: bool,
    /// What was typed.
    pub typed: Details,
    /// Errors by field name.
    pub errors: FieldErrors,
}

/// `/station/tickets/{id}`: a number, to print.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "station/ticket.html")]
pub struct StationTicket {
    /// The page.
    pub page: Page,
    /// Where.
    pub region: String,
    /// Which.
    pub ticket: TicketLine,
}

/// `/station/shell`: the counter with no network. What it shows is put there by its script.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "station/shell.html")]
pub struct StationShell {
    /// The page.
    pub page: Page,
}

impl StationShell {
    fn none(&self) -> FieldErrors {
        FieldErrors::default()
    }

    fn blank(&self) -> Details {
        Details {
            wants: "gig".into(),
            free: "always".into(),
            reach: "3km".into(),
            pay_unit: "day".into(),
            ..Details::default()
        }
    }

    fn homes(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    fn counter(&self) -> Counter {
        Counter::default()
    }
}
