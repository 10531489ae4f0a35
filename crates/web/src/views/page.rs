//! What every page knows: the reader, the language, the time, and how to say things in it.

use std::fmt;

use askama::filters::HtmlSafe;
use kernel::{Operation, Role, Rule, rule};

use super::employer::{Fit, Watch};
use super::say;
use super::{FieldErrors, NearbyPay, Occupation, Pay, Reason, When};
use crate::assets;
use crate::i18n::{Arg, Lang, T};

/// The person signed in.
#[derive(Clone, Debug, Default)]
pub struct Me {
    /// Masked name, or masked phone before there is a name.
    pub name_masked: String,
    /// Notices not yet read.
    pub unread: i64,
    /// Whether they are registered as a worker.
    pub worker: bool,
    /// The name of the employer they act for.
    pub employer: Option<String>,
    /// The name of the region they are an official of, or of whose station they are.
    pub office: Option<String>,
    /// Which office they sit in.
    pub role: Option<Role>,
    /// How many proposals wait for a second person, where they may be it.
    pub waiting: i64,
}

/// What every page is given.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The language of the reader.
    pub lang: Lang,
    /// Large type, 长辈版.
    pub large: bool,
    /// Whether the people and jobs are invented.
    pub demo: bool,
    /// The token every POST form sends back.
    pub csrf: String,
    /// The present, in micros UTC.
    pub now: i64,
    /// Who is signed in.
    pub signed_in: Option<Me>,
    /// Path and query of this page; the toggles come back to it.
    pub path: String,
    /// What was just done, such as `applied`: said once at the foot of the page. A code without words is not said.
    pub done: Option<String>,
}

/// A whole number, however a template passes it.
pub trait Number {
    /// The number.
    fn get(&self) -> i64;
}

impl Number for i64 {
    fn get(&self) -> i64 {
        *self
    }
}

impl<N: Number> Number for &N {
    fn get(&self) -> i64 {
        (**self).get()
    }
}

/// A picture of the sprite.
pub struct Icon<'a>(&'a str);

impl fmt::Display for Icon<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sprite = assets::url("icons.svg");
        write!(f, r##"<svg class="i" aria-hidden="true"><use href="{sprite}#i-{}"></use></svg>"##, self.0)
    }
}

impl HtmlSafe for Icon<'_> {}

impl Page {
    /// Whether the reader is registered as a worker.
    pub fn is_worker(&self) -> bool {
        self.signed_in.as_ref().is_some_and(|me| me.worker)
    }

    /// The words in the language of the reader.
    pub fn words(&self) -> T {
        T(self.lang)
    }

    /// The words under a key.
    pub fn t(&self, key: impl AsRef<str>) -> String {
        self.words().s(key.as_ref())
    }

    /// The words under a key, with a number `$n`.
    pub fn n(&self, key: impl AsRef<str>, n: impl Arg) -> String {
        self.words().a(key.as_ref(), &[("n", &n)])
    }

    /// The words under a key, with one value.
    pub fn a(&self, key: impl AsRef<str>, name: &str, value: impl Arg) -> String {
        self.words().a(key.as_ref(), &[(name, &value)])
    }

    /// The words under a key, with two values.
    pub fn aa(&self, key: impl AsRef<str>, a: &str, x: impl Arg, b: &str, y: impl Arg) -> String {
        self.words().a(key.as_ref(), &[(a, &x), (b, &y)])
    }

    /// The word for a code of a list.
    pub fn word(&self, list: &str, code: impl AsRef<str>) -> String {
        self.words().word(list, code.as_ref())
    }

    /// The words for several codes, with the comma of the language between them.
    pub fn list(&self, list: &str, codes: &[String]) -> String {
        let words: Vec<_> = codes.iter().map(|code| self.word(list, code)).collect();
        words.join(&self.t("comma"))
    }

    /// Whether two codes are the same.
    pub fn is(&self, one: impl AsRef<str>, other: impl AsRef<str>) -> bool {
        one.as_ref() == other.as_ref()
    }

    /// The class of a state's badge, with a blank before it.
    pub fn tone(&self, state: &str) -> &'static str {
        match state {
            "open" | "hired" | "verified" => " ok",
            "offered" | "review" | "unverified" => " warn",
            "suspended" => " bad",
            "shortlisted" | "filled" => " info",
            _ => "",
        }
    }

    /// The key of a code in a list, for words that take values.
    pub fn key(&self, list: &str, code: &str) -> String {
        crate::i18n::key(list, code)
    }

    /// The names of occupations in one line.
    pub fn names(&self, occupations: &[Occupation]) -> String {
        let names: Vec<_> = occupations.iter().map(|occupation| occupation.name.as_str()).collect();
        names.join(&self.t("comma"))
    }

    /// A picture of the sprite, by its name without `i-`.
    pub fn icon<'a>(&self, name: &'a str) -> Icon<'a> {
        Icon(name)
    }

    /// The address of a file.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::url(name)
    }

    /// What was just done, if there are words for it.
    pub fn done_text(&self) -> Option<String> {
        let key = crate::i18n::key("done", self.done.as_deref()?);
        self.words().has(&key).then(|| self.t(&key))
    }

    /// Errors of one field, in words.
    pub fn errors(&self, errors: &FieldErrors, field: &str) -> Vec<String> {
        errors.of(self.words(), field)
    }

    /// Errors of the form as a whole, in words: those of no field in the list, which blanks separate.
    pub fn errors_besides(&self, errors: &FieldErrors, fields: &str) -> Vec<String> {
        errors.besides(self.words(), fields)
    }

    /// A moment as a person says it: 今天 14:00.
    pub fn at(&self, at: impl Number) -> String {
        say::at(self.words(), self.now, at.get())
    }

    /// A day as a person says it.
    pub fn day(&self, at: impl Number) -> String {
        say::day(self.words(), self.now, at.get())
    }

    /// How long until then: 还有 2 天.
    pub fn remaining(&self, until: impl Number) -> String {
        say::remaining(self.words(), self.now, until.get())
    }

    /// How long ago: 3 小时前.
    pub fn ago(&self, at: impl Number) -> String {
        say::ago(self.words(), self.now, at.get())
    }

    /// A distance: 420 米.
    pub fn distance(&self, metres: impl Number) -> String {
        say::distance(self.words(), metres.get())
    }

    /// How one gets there: 走路 6 分钟, or the distance when it is too far to walk.
    pub fn walking(&self, metres: impl Number) -> String {
        say::walking(self.words(), metres.get())
    }

    /// A sum in yuan with the digits grouped: 3,600.
    pub fn yuan(&self, fen: impl Number) -> String {
        say::yuan(fen.get())
    }

    /// A count with the digits grouped.
    pub fn count(&self, n: impl Number) -> String {
        say::grouped(n.get())
    }

    /// Pay in one breath: ¥200／天.
    pub fn pay(&self, pay: &Pay) -> String {
        say::pay(self.words(), pay)
    }

    /// The line beside the pay: the whole sum of a short job paid by the hour, else 合每小时 ¥25.
    pub fn hourly(&self, pay: &Pay, when: &When) -> Option<String> {
        say::hourly(self.words(), pay, when)
    }

    /// What others pay nearby.
    pub fn nearby(&self, pay: &NearbyPay) -> String {
        say::nearby(self.words(), pay)
    }

    /// What others pay nearby, beside an hourly figure.
    pub fn nearby_short(&self, pay: &NearbyPay) -> String {
        self.aa("nearby-short", "low", say::rough(pay.p25), "high", say::rough(pay.p75))
    }

    /// When the work begins and for how long, in one line.
    pub fn when(&self, when: &When) -> String {
        say::when(self.words(), self.now, when)
    }

    /// Every stretch of the work, a line each.
    pub fn when_lines(&self, when: &When) -> Vec<String> {
        say::when_lines(self.words(), self.now, when)
    }

    /// The week of a 21-bit mask: 周一到周五 上午、下午.
    pub fn week(&self, slots: impl Number) -> String {
        say::week(self.words(), slots.get())
    }

    /// Why a job is shown where it is.
    pub fn reason(&self, reason: &Reason) -> String {
        say::reason(self.words(), reason)
    }

    /// Why a candidate stands where they stand.
    pub fn fit(&self, fit: &Fit) -> String {
        say::fit(self.words(), fit)
    }

    /// What to watch out for with a candidate.
    pub fn watch(&self, watch: &Watch) -> String {
        say::watch(self.words(), watch)
    }

    /// How much more or less than the job pays somebody asks, for one unit.
    pub fn compare(&self, more: impl Number) -> String {
        say::compare(self.words(), more.get())
    }

    /// The name of a journal entry in words; its code when there are none.
    pub fn entry(&self, name: impl AsRef<str>) -> String {
        self.word("entry", name)
    }

    /// The tabs of an office: code and address. Each has those it may open.
    pub fn gov_tabs(&self) -> Vec<(&'static str, &'static str)> {
        use Operation as O;
        const ALL: [(&str, &str, Operation); 14] = [
            ("station", "/station", O::CounterServe),
            ("home", "/gov", O::EmployerVerify),
            ("review", "/gov/review", O::JobReview),
            ("arrive", "/gov/arrive", O::CodeUse),
            ("crew", "/gov/crew", O::CrewRecommend),
            ("jobs", "/gov/jobs", O::JobReadRegion),
            ("people", "/gov/people", O::WorkerReadAny),
            ("ledgers", "/gov/ledgers", O::LedgerRead),
            ("employers", "/gov/employers", O::EmployerVerify),
            ("roles", "/gov/roles", O::GrantRead),
            ("approvals", "/gov/approvals", O::ProposalRead),
            ("journal", "/gov/journal", O::JournalRead),
            ("looks", "/gov/looks", O::LookRead),
            ("ops", "/ops", O::PlatformRead),
        ];
        let role = self.signed_in.as_ref().and_then(|me| me.role);
        let mine = ALL.into_iter().filter(|(_, _, op)| role.is_some_and(|role| rule(*op, role) != Rule::No));
        mine.map(|(code, href, _)| (code, href)).collect()
    }

    /// How many proposals wait for the reader.
    pub fn waiting(&self) -> i64 {
        self.signed_in.as_ref().map_or(0, |me| me.waiting)
    }

    /// Whether this page stands at or below a tab's address.
    pub fn under(&self, tab: &str) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        let below = path.strip_prefix(tab).is_some_and(|rest| rest.starts_with('/'));
        path == tab || tab != "/gov" && below
    }

    /// A path around an id.
    pub fn path_to(&self, before: &str, id: &str, after: &str) -> String {
        format!("{before}{id}{after}")
    }

    /// The id of the reason's field in the sheet of an act on a numbered pair.
    pub fn twin_field(&self, act: &str, at: impl fmt::Display) -> String {
        format!("{act}-r-{at}")
    }

    /// A path around an id, with the version that the reader saw.
    pub fn path_seen(&self, before: &str, id: &str, after: &str, version: impl Number) -> String {
        format!("{before}{id}{after}?v={}", version.get())
    }

    /// An hourly figure, to the tenth of a yuan.
    pub fn rough(&self, fen: impl Number) -> String {
        say::rough(fen.get())
    }

    /// The end of an id, where ids of the same hour differ.
    pub fn short_id(&self, id: &str) -> String {
        match id.char_indices().rev().nth(7) {
            Some((at, _)) if at > 0 => format!("…{}", &id[at..]),
            _ => id.to_owned(),
        }
    }

    /// Month and day in digits, for the foot of a chart.
    pub fn short_day(&self, at: impl Number) -> String {
        say::short_day(at.get())
    }

    /// The first character of a name, for the round mark.
    pub fn initial(&self, name: &str) -> String {
        name.chars().next().map(String::from).unwrap_or_default()
    }

    /// A small number as text, for keys that end in one.
    pub fn digit(&self, n: impl Number) -> String {
        n.get().to_string()
    }

    /// The key of the heading over a list of jobs within a distance.
    pub fn heading(&self, reach: &str) -> &'static str {
        match reach {
            "3km" => "heading-3km",
            "10km" => "heading-10km",
            "any" => "heading-any",
            _ => "heading-walk",
        }
    }

    /// Whether a bit of a mask is set, for the grid of the week.
    pub fn bit(&self, mask: impl Number, day: impl Number, shift: impl Number) -> bool {
        mask.get() >> (day.get() * 3 + shift.get()) & 1 == 1
    }
}
