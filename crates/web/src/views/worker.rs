//! What a worker sees, on a phone: home, a job, an application, messages; arriving and one's own things stand in
//! their own files and are exported here.

use askama::Template;

use super::{FieldErrors, NearbyPay, Page, Pay, Reason, When};

/// A job in a list.
#[derive(Clone, Debug, Default)]
pub struct JobCard {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its pay.
    pub pay: Pay,
    /// Metres from the reader, when a place is known.
    pub distance: Option<i64>,
    /// When it is.
    pub when: When,
    /// The name of the employer.
    pub employer: String,
    /// Whether the employer was verified.
    pub verified: bool,
    /// Why it stands here.
    pub reason: Option<Reason>,
}

/// `/`: work near me.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/home.html")]
pub struct Home {
    /// The page.
    pub page: Page,
    /// The name of the place.
    pub place: String,
    /// Whether the words of the search name that place.
    pub around: bool,
    /// The filters in force.
    pub filters: Filters,
    /// What was understood of the words searched for, each with the address without it.
    pub heard: Vec<(String, String)>,
    /// The words that count for nothing.
    pub unheard: Vec<String>,
    /// How many match.
    pub total: i64,
    /// How many were shown on the pages before this one.
    pub before: i64,
    /// The jobs of this page.
    pub jobs: Vec<JobCard>,
    /// The cursor of the next page, the value of `after`.
    pub next: Option<String>,
}

impl Home {
    /// How many were shown up to the end of this page.
    pub fn seen(&self) -> i64 {
        self.before + self.jobs.len() as i64
    }

    /// How many follow this page.
    pub fn left(&self) -> i64 {
        (self.total - self.seen()).max(0)
    }

    /// The address of the next page.
    pub fn next_href(&self) -> Option<String> {
        let next = self.next.as_deref()?;
        let href = self.filters.href();
        let mark = if href.contains('?') { '&' } else { '?' };
        Some(format!("{href}{mark}{}", address("", &[("after", next)]).trim_start_matches('?')))
    }

    /// After which card the sign-in card stands: after the third, or the last when there are fewer.
    pub fn ask_after(&self) -> usize {
        if self.page.signed_in.is_some() || self.before > 0 { 0 } else { self.jobs.len().min(3) }
    }
}

/// What is known of an employer, counted.
#[derive(Clone, Debug, Default)]
pub struct EmployerFacts {
    /// Name, or masked name of a household.
    pub name: String,
    /// company, sole_trader, household or agency.
    pub kind: String,
    /// Whether verified.
    pub verified: bool,
    /// People hired.
    pub hires: i64,
    /// Jobs posted.
    pub jobs: i64,
    /// With us since.
    pub since: i64,
}

/// My application to the job I look at.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    /// Its id.
    pub id: String,
    /// Its state.
    pub state: String,
}

/// `/jobs/{id}`: one job.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/job.html")]
pub struct Job {
    /// The page.
    pub page: Page,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// gig, flexible or full_time.
    pub kind: String,
    /// draft, review, open, filled, closed or expired.
    pub state: String,
    /// Its pay.
    pub pay: Pay,
    /// What others pay nearby.
    pub nearby: Option<NearbyPay>,
    /// daily, weekly, monthly or completion.
    pub settlement: String,
    /// When it is.
    pub when: When,
    /// The name of the occupation.
    pub occupation: String,
    /// The employer's own words.
    pub description: String,
    /// Codes of requirements.
    pub requirements: Vec<String>,
    /// How many people are wanted.
    pub openings: i64,
    /// How many are hired.
    pub filled: i64,
    /// The names of the region, widest first.
    pub region: String,
    /// The place in words, if the employer gave it and the reader may read it.
    pub address: String,
    /// Whether the place in words is told once hired.
    pub address_later: bool,
    /// Metres from the reader, when a place is known.
    pub distance: Option<i64>,
    /// The last moment to apply.
    pub expires_at: Option<i64>,
    /// Who offers it.
    pub employer: EmployerFacts,
    /// My application, if there is one that still counts.
    pub applied: Option<Applied>,
    /// Whether this is my own job.
    pub own: bool,
    /// My phone, masked, as the sheet names it.
    pub phone_masked: String,
    /// How often I was hired for such work.
    pub done_before: i64,
    /// Why applying failed, if it did.
    pub errors: FieldErrors,
}

/// The way to a job on one line: minutes of walking, no street invented.
#[derive(Clone, Debug, Default)]
pub struct Ruler {
    /// Where the job stands on the line.
    pub x: i64,
    /// Where the minutes stand: place and minutes.
    pub ticks: Vec<(i64, i64)>,
}

impl Job {
    /// The way on one line, up to 15 or up to 45 minutes of walking; none when it is too far to walk.
    pub fn ruler(&self) -> Option<Ruler> {
        const LEFT: i64 = 24;
        const WIDE: i64 = 300;
        let metres = self.distance.filter(|metres| *metres <= 3_000)?;
        let step = if metres <= 1_050 { 5 } else { 15 };
        let full = step * 3 * 70;
        let x = LEFT + (metres * WIDE / full).clamp(18, WIDE);
        let ticks = (1..=3).map(|n| (LEFT + WIDE * n / 3, n * step)).collect();
        Some(Ruler { x, ticks })
    }

    /// The line of the action bar: `over`, `own`, `applied`, `sign_in`, `register` or `apply`.
    pub fn stance(&self) -> &'static str {
        match &self.page.signed_in {
            _ if self.applied.is_some() => "applied",
            _ if self.own => "own",
            _ if self.state != "open" => "over",
            None => "sign_in",
            Some(me) if !me.worker => "register",
            Some(_) => "apply",
        }
    }

    /// Where signing in leads back to.
    pub fn sign_in(&self) -> String {
        address("/sign-in", &[("next", &format!("/jobs/{}", self.id))])
    }

    /// Where registering leads back to.
    pub fn register(&self) -> String {
        address("/me/register", &[("next", &format!("/jobs/{}", self.id))])
    }
}

/// One step of the life of an application.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// A key of `step-…`.
    pub code: String,
    /// When it came, if it has.
    pub at: Option<i64>,
    /// `done`, `now`, or empty for a step to come.
    pub mark: &'static str,
}

/// `/applications/{id}`: my application.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/application.html")]
pub struct Application {
    /// The page.
    pub page: Page,
    /// Its id.
    pub id: String,
    /// The job's id.
    pub job: String,
    /// The job's title.
    pub title: String,
    /// The employer's name.
    pub employer: String,
    /// The employer's phone, once hired.
    pub phone: Option<String>,
    /// Where to go, once hired.
    pub address: String,
    /// The job's pay.
    pub pay: Pay,
    /// When the job is.
    pub when: When,
    /// daily, weekly, monthly or completion.
    pub settlement: String,
    /// applied, shortlisted, offered, hired, refused, withdrawn or lapsed.
    pub state: String,
    /// When I applied.
    pub applied_at: i64,
    /// When I was shortlisted.
    pub shortlisted_at: Option<i64>,
    /// When it was offered.
    pub offered_at: Option<i64>,
    /// Until when the offer stands.
    pub offer_until: Option<i64>,
    /// When it came to its present end: hired, refused, withdrawn or lapsed.
    pub ended_at: Option<i64>,
    /// Who refused: employer or worker.
    pub refused_by: String,
    /// The typed reason of a refusal.
    pub reason: String,
    /// Whether it may still be withdrawn.
    pub may_withdraw: bool,
    /// Why the last act failed, if it did.
    pub errors: FieldErrors,
}

impl Application {
    /// Reasons a worker may give for refusing an offer.
    pub const REASONS: [&'static str; 5] = ["time", "distance", "pay", "found_other", "other"];

    /// The steps, those to come included.
    pub fn steps(&self) -> Vec<Step> {
        let step = |code: &str, at: Option<i64>, mark| Step { code: code.to_owned(), at, mark };
        let mut steps = vec![step("applied", Some(self.applied_at), "done")];
        if self.shortlisted_at.is_some() {
            steps.push(step("shortlisted", self.shortlisted_at, "done"));
        }
        if self.offered_at.is_some() {
            steps.push(step("offered", self.offered_at, "done"));
        }
        match self.state.as_str() {
            "applied" | "shortlisted" => {
                steps.push(step("waiting-employer", None, "now"));
                steps.push(step("hired-later", None, ""));
            }
            "offered" => {
                steps.push(step("waiting-you", None, "now"));
                steps.push(step("hired-later", None, ""));
            }
            "hired" => {
                steps.push(step("hired", self.ended_at, "done"));
                steps.push(step("work-later", None, "now"));
            }
            "refused" if self.refused_by == "worker" => steps.push(step("declined", self.ended_at, "now")),
            ended => steps.push(step(ended, self.ended_at, "now")),
        }
        steps
    }
}

/// A notice.
#[derive(Clone, Debug, Default)]
pub struct NoticeRow {
    /// Its id.
    pub id: String,
    /// When.
    pub at: i64,
    /// Whether it is new.
    pub unread: bool,
    /// Its kind, worded under `notice-…`.
    pub kind: String,
    /// The title of the job it is about.
    pub title: String,
    /// The employer, or the masked worker.
    pub who: String,
    /// The typed reason of a refusal; else empty.
    pub reason: String,
    /// The state that it tells of, if it tells of one; else empty.
    pub state: String,
    /// Where it leads.
    pub href: String,
}

impl NoticeRow {
    /// The notice in words.
    pub fn text(&self, page: &Page) -> String {
        let key = crate::i18n::key("notice", &self.kind);
        let exact = crate::i18n::key(&key, &self.state);
        let known = [exact, key].into_iter().find(|key| page.words().has(key));
        let key = known.unwrap_or_else(|| "notice-other".to_owned());
        let list = if self.kind == "application.decline" { "decline" } else { "refused" };
        let why = if self.reason.is_empty() { String::new() } else { page.word(list, &self.reason) };
        page.words().a(&key, &[("title", &self.title), ("who", &self.who), ("why", &why)])
    }
}

/// `/messages`: notices.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "worker/messages.html")]
pub struct Messages {
    /// The page.
    pub page: Page,
    /// The notices, newest first.
    pub notices: Vec<NoticeRow>,
    /// The address of the next page.
    pub next: Option<String>,
}

pub use super::arrival::{Code, Inbox, Place, SignIn, Sms};
pub use super::code::{MyCode, MyPhone, MyUse};
pub use super::filters::{Filters, address};
pub use super::me::{ApplicationRow, Me, MyConsent, MyWorker, PastWork, Register, Resume, SessionRow};
