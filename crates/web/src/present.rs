//! Rows of the business as the facts that pages say. It refuses to choose words.

use atlas::Atlas;
use features::applications::ApplicationRow;
use features::employers::{EmployerKind, EmployerState};
use features::jobs::JobRow;
use features::views::Offerer;
use kernel::{Fen, Micros, Pay, Point, RegionCode};
use matching::{Occupations, PayNearby};

use crate::forms::Fields;
use crate::i18n::T;
use crate::views::{NearbyPay, Occupation, PlaceRow, Reason, Shift, When};

/// How far "others nearby" reach.
pub const NEARBY_M: f64 = 10_000.0;

/// When a job is.
pub fn when(job: &JobRow) -> When {
    match (job.starts_at, job.ends_at) {
        (Some(start), Some(end)) if end - start <= Micros::DAY => {
            When::Shifts(vec![Shift { start: start.0, end: end.0 }])
        }
        (from, until) => When::LongTerm {
            from: from.map(|at| at.0),
            until: until.map(|at| at.0),
            slots: i64::from(job.slots.bits()),
        },
    }
}

/// The names above a division and its own.
pub fn place(code: RegionCode) -> PlaceRow {
    let path = Atlas::load().path(code);
    let (own, above) = path.split_last().map_or((None, &[][..]), |(own, above)| (Some(own), above));
    PlaceRow {
        code: code.to_string(),
        name: own.map_or("", |own| own.name).to_owned(),
        within: above.iter().skip(1).map(|region| region.name).collect(),
    }
}

/// The divisions that words may mean.
pub fn places(words: &str, limit: usize) -> Vec<PlaceRow> {
    let words: String = words.chars().take(60).collect();
    Atlas::load().search(&words, limit).into_iter().map(|region| place(region.code)).collect()
}

/// An occupation with its name; a code that is not known stands for itself.
pub fn occupation(code: &str) -> Occupation {
    let name = Occupations::load().get(code).map_or(code, |known| &known.name);
    Occupation { code: code.to_owned(), name: name.to_owned() }
}

/// The name of an employer; of a household only that it is one.
pub fn named(t: T, name: Option<&str>, kind: EmployerKind) -> String {
    name.map_or_else(|| t.word("employer-kind", kind.as_str()), str::to_owned)
}

/// The name of who offers a job, and whether an official has verified them.
pub fn offerer(t: T, offerer: Option<&Offerer>) -> (String, bool) {
    let Some(offerer) = offerer else { return (String::new(), false) };
    (named(t, offerer.name.as_deref(), offerer.kind), offerer.state == EmployerState::Verified)
}

/// What others pay nearby.
pub fn nearby(pay: &PayNearby) -> NearbyPay {
    NearbyPay { p25: pay.p25.0, p50: pay.p50.0, p75: pay.p75.0, count: count(pay.n) }
}

/// A typed reason as pages say it.
pub fn reason(reason: matching::Reason) -> Reason {
    match reason {
        matching::Reason::Nearest => Reason::Nearest,
        matching::Reason::Fits => Reason::Fits,
        matching::Reason::PaysMore { fen_per_hour } => Reason::PaysMore(fen_per_hour.0),
        matching::Reason::PaidSameDay => Reason::PaidSameDay,
        matching::Reason::StartsToday => Reason::StartsToday,
        matching::Reason::SeveralOpenings { n } => Reason::SeveralOpenings(i64::from(n)),
        matching::Reason::NoExperience => Reason::NoExperience,
        matching::Reason::NewHere => Reason::NewHere,
    }
}

/// Who refused an application: only an offer can be refused by the worker, and who made one no longer refuses.
pub fn refused_by(application: &ApplicationRow) -> &'static str {
    if application.offered_at.is_some() { "worker" } else { "employer" }
}

/// Whole metres between two points.
pub fn metres(from: Point, to: Point) -> i64 {
    from.distance_m(&to).round() as i64
}

/// A count as pages take it.
pub fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The pay that a form names.
pub fn pay(form: &Fields) -> kernel::Result<Pay> {
    let amount: Fen = form.get("pay_amount").trim().parse()?;
    Pay::new(form.get("pay_unit").parse()?, amount)
}
