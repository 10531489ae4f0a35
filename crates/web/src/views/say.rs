//! Saying things as people say them. Plain functions of a language, the present and a fact; they refuse to read
//! a clock. Days are days in China.

use kernel::{Fen, Micros, civil, day_start, walking_minutes, weekday};

use super::employer::{Fit, Watch};
use super::{NearbyPay, Pay, Reason, When};
use crate::i18n::T;

/// Further than this nobody walks to work, metres.
const WALKABLE: i64 = 3_000;

fn days_between(now: i64, at: i64) -> i64 {
    (day_start(Micros(at)).0 - day_start(Micros(now)).0) / Micros::DAY
}

/// The hour and minute: 14:00.
pub fn clock(at: i64) -> String {
    let (_, _, _, hour, minute) = civil(Micros(at));
    format!("{hour}:{minute:02}")
}

/// A day: 今天, 明天, 11 月 26 日 周四; with the year when it is another one.
pub fn day(t: T, now: i64, at: i64) -> String {
    match days_between(now, at) {
        -1 => t.s("day-yesterday"),
        0 => t.s("day-today"),
        1 => t.s("day-tomorrow"),
        2 => t.s("day-after-tomorrow"),
        _ => {
            let (year, month, day, ..) = civil(Micros(at));
            let month_word = t.s(&format!("month-{month}"));
            let weekday = t.s(&format!("weekday-{}", weekday(Micros(at))));
            if year == civil(Micros(now)).0 {
                t.a("day-date", &[("month", &month_word), ("day", &day), ("weekday", &weekday)])
            } else {
                let year = year.to_string();
                t.a("day-date-year", &[("year", &year), ("month", &month_word), ("day", &day)])
            }
        }
    }
}

/// A moment: 今天 14:00.
pub fn at(t: T, now: i64, at: i64) -> String {
    format!("{} {}", day(t, now, at), clock(at))
}

/// Month and day in digits: 11/26.
pub fn short_day(at: i64) -> String {
    let (_, month, day, ..) = civil(Micros(at));
    format!("{month}/{day}")
}

/// From one moment to another: 今天 14:00 到 22:00.
pub fn span(t: T, now: i64, start: i64, end: i64) -> String {
    let from = at(t, now, start);
    let to = match days_between(start, end) {
        0 => clock(end),
        1 if civil(Micros(end)).3 < 12 => t.a("next-day", &[("clock", &clock(end))]),
        _ => at(t, now, end),
    };
    t.a("span", &[("from", &from), ("to", &to)])
}

/// How long until then: 还有 2 天; that it is over when it is.
pub fn remaining(t: T, now: i64, until: i64) -> String {
    let left = until - now;
    if left <= 0 {
        t.s("remaining-over")
    } else if left < Micros::HOUR {
        t.a("remaining-minutes", &[("n", &(left / Micros::MINUTE).max(1))])
    } else if left < Micros::DAY {
        t.a("remaining-hours", &[("n", &(left / Micros::HOUR))])
    } else {
        t.a("remaining-days", &[("n", &(left / Micros::DAY))])
    }
}

/// How long ago, within a day; then the day.
pub fn ago(t: T, now: i64, then: i64) -> String {
    let gone = now - then;
    if gone < Micros::MINUTE {
        t.s("ago-now")
    } else if gone < Micros::HOUR {
        t.a("ago-minutes", &[("n", &(gone / Micros::MINUTE))])
    } else if gone < Micros::DAY {
        t.a("ago-hours", &[("n", &(gone / Micros::HOUR))])
    } else {
        day(t, now, then)
    }
}

/// A distance: 420 米 to the nearest ten below a kilometre, 1.2 公里, 23 公里.
pub fn distance(t: T, metres: i64) -> String {
    let tens = ((metres.max(0) + 5) / 10 * 10).max(10);
    if tens < 1_000 {
        return t.a("metres", &[("n", &tens)]);
    }
    let tenths = (metres + 50) / 100;
    let km = match (tenths / 10, tenths % 10) {
        (whole, _) if whole >= 10 => ((metres + 500) / 1_000).to_string(),
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole}.{part}"),
    };
    t.a("kilometres", &[("km", &km)])
}

/// How one gets there: 走路 6 分钟; a kilometre figure when it is too far to walk.
pub fn walking(t: T, metres: i64) -> String {
    if metres > WALKABLE {
        return t.a("away", &[("distance", &distance(t, metres))]);
    }
    let minutes = walking_minutes(metres.max(1) as f64).max(1);
    t.a("walking", &[("n", &minutes)])
}

/// A whole number with its digits in groups of three.
pub fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::from(if n < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Yuan without needless zeros, digits grouped: 180, 23.5, 3,600.
pub fn yuan(fen: i64) -> String {
    let plain = Fen(fen).yuan();
    let (whole, part) = plain.split_once('.').map_or((plain.as_str(), ""), |(whole, part)| (whole, part));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
    if part.is_empty() { whole } else { format!("{whole}.{part}") }
}

/// An hourly figure, to the tenth of a yuan, for comparing: 25, 23.5.
pub fn rough(fen: i64) -> String {
    yuan((fen + 5) / 10 * 10)
}

/// Pay in one breath: ¥200／天.
pub fn pay(t: T, pay: &Pay) -> String {
    let unit = t.word("per", &pay.unit);
    t.a("pay", &[("yuan", &yuan(pay.fen)), ("unit", &unit)])
}

/// The line beside the pay. A day whose hours are known is divided by them; any other by what a day usually has, as
/// it is when compared with what others pay.
pub fn hourly(t: T, pay: &Pay, when: &When) -> Option<String> {
    if let ("day", When::Shifts(shifts)) = (pay.unit.as_str(), when)
        && let [one] = shifts.as_slice()
        && let minutes @ 1.. = (one.end - one.start) / Micros::MINUTE
    {
        return Some(t.a("hourly", &[("yuan", &rough(pay.fen.saturating_mul(60) / minutes))]));
    }
    if pay.unit != "hour" {
        return Some(t.a("hourly", &[("yuan", &rough(pay.hourly()))]));
    }
    let When::Shifts(shifts) = when else { return None };
    let minutes: i64 = shifts.iter().map(|shift| (shift.end - shift.start) / Micros::MINUTE).sum();
    (minutes > 0).then(|| {
        let sum = yuan(pay.fen.saturating_mul(minutes) / 60);
        t.a("hours-sum", &[("hours", &hours(minutes)), ("yuan", &sum)])
    })
}

/// Hours, halves said as .5: 8, 3.5.
fn hours(minutes: i64) -> String {
    let tenths = (minutes * 10 + 30) / 60;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// What others pay nearby, an hour.
pub fn nearby(t: T, pay: &NearbyPay) -> String {
    let (low, high) = (rough(pay.p25), rough(pay.p75));
    if low == high {
        return t.a("nearby-one", &[("yuan", &low)]);
    }
    t.a("nearby", &[("low", &low), ("high", &high)])
}

/// When the work begins and for how long, in one line.
pub fn when(t: T, now: i64, when: &When) -> String {
    match when {
        When::Shifts(shifts) => match shifts.as_slice() {
            [] => t.s("when-unset"),
            [one] => {
                let length = hours((one.end - one.start) / Micros::MINUTE);
                t.a("when-shift", &[("at", &at(t, now, one.start)), ("hours", &length)])
            }
            [first, ..] => t.a("when-shifts", &[("at", &at(t, now, first.start)), ("n", &shifts.len())]),
        },
        When::LongTerm { slots, .. } => t.a("when-long", &[("week", &week(t, *slots))]),
    }
}

/// Every stretch of the work, a line each.
pub fn when_lines(t: T, now: i64, when: &When) -> Vec<String> {
    match when {
        When::Shifts(shifts) => shifts.iter().map(|shift| span(t, now, shift.start, shift.end)).collect(),
        When::LongTerm { from, until, slots } => {
            let mut lines = vec![week(t, *slots)];
            match (from, until) {
                (Some(from), Some(until)) => {
                    let (from, to) = (day(t, now, *from), day(t, now, *until - 1));
                    lines.push(t.a("span", &[("from", &from), ("to", &to)]));
                }
                (Some(from), None) => lines.push(t.a("from-day", &[("day", &day(t, now, *from))])),
                (None, Some(until)) => lines.push(t.a("until-day", &[("day", &day(t, now, *until - 1))])),
                (None, None) => lines.push(t.s("long-open")),
            }
            lines
        }
    }
}

/// The week of a 21-bit mask: days that share the same parts of the day are said together.
pub fn week(t: T, slots: i64) -> String {
    const FULL: i64 = (1 << 21) - 1;
    match slots & FULL {
        0 => return t.s("week-none"),
        FULL => return t.s("week-any"),
        _ => {}
    }
    let parts = |day: i64| slots >> (day * 3) & 7;
    let mut said: Vec<(i64, Vec<i64>)> = Vec::new();
    for day in (0..7).filter(|day| parts(*day) != 0) {
        match said.iter_mut().find(|(of, _)| *of == parts(day)) {
            Some((_, days)) => days.push(day),
            None => said.push((parts(day), vec![day])),
        }
    }
    let groups: Vec<_> =
        said.iter().map(|(parts, on)| format!("{} {}", days(t, on), shifts(t, *parts))).collect();
    groups.join(&t.s("semicolon"))
}

fn days(t: T, days: &[i64]) -> String {
    if days.len() == 7 {
        return t.s("week-every-day");
    }
    let name = |day: &i64| t.s(&format!("weekday-{day}"));
    match days {
        [first, .., last] if days.len() > 2 && last - first == days.len() as i64 - 1 => {
            t.a("week-range", &[("first", &name(first)), ("last", &name(last))])
        }
        _ => days.iter().map(name).collect::<Vec<_>>().join(&t.s("comma")),
    }
}

fn shifts(t: T, parts: i64) -> String {
    if parts == 7 {
        return t.s("shift-all");
    }
    let names = (0..3).filter(|shift| parts >> shift & 1 == 1).map(|shift| t.s(&format!("shift-{shift}")));
    names.collect::<Vec<_>>().join(&t.s("comma"))
}

/// Why a job is shown where it is.
pub fn reason(t: T, reason: &Reason) -> String {
    match reason {
        Reason::Nearest => t.s("reason-nearest"),
        Reason::Fits => t.s("reason-fits"),
        Reason::PaysMore(fen) => t.a("reason-pays-more", &[("yuan", &rough(*fen))]),
        Reason::PaidSameDay => t.s("reason-paid-same-day"),
        Reason::StartsToday => t.s("reason-starts-today"),
        Reason::SeveralOpenings(n) => t.a("reason-several-openings", &[("n", n)]),
        Reason::NoExperience => t.s("reason-no-experience"),
        Reason::NewHere => t.s("reason-new-here"),
    }
}

/// Why a candidate stands where they stand.
pub fn fit(t: T, fit: &Fit) -> String {
    match fit {
        Fit::DoneBefore(n) => t.a("fit-done-before", &[("n", n)]),
        Fit::Nearest(metres) => t.a("fit-nearest", &[("way", &walking(t, *metres))]),
        Fit::PayFits => t.s("fit-pay"),
        Fit::TimeFits => t.s("fit-time"),
        Fit::Chosen => t.s("fit-chosen"),
        Fit::FirstTime => t.s("fit-first-time"),
    }
}

/// What to watch out for with a candidate.
pub fn watch(t: T, watch: &Watch) -> String {
    match watch {
        Watch::NeverDone => t.s("watch-never-done"),
        Watch::Far(metres) => t.a("watch-far", &[("distance", &distance(t, *metres))]),
        Watch::AsksMore(fen) => t.a("watch-asks-more", &[("yuan", &rough(*fen))]),
        Watch::PartTime => t.s("watch-part-time"),
        Watch::Lacks(code) => t.a("watch-lacks", &[("what", &t.word("requirement", code))]),
    }
}

/// How much more or less than the job pays somebody asks, for one unit.
pub fn compare(t: T, more: i64) -> String {
    match more {
        0 => t.s("compare-same"),
        1.. => t.a("compare-more", &[("yuan", &yuan(more))]),
        _ => t.a("compare-less", &[("yuan", &yuan(-more))]),
    }
}
