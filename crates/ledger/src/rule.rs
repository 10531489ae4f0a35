//! Conditions over facts, with three answers. Yes and no say because of what; *unknown* says which fact would tell.

use kernel::words;

use crate::{Day, Fact, Kind};

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It is not so.
    No,
    /// Nobody has said.
    Unknown,
    /// It is so.
    Yes,
}

words! {
    /// How a fact bears on an answer.
    pub enum How {
        /// It is so.
        Holds = "holds",
        /// Nothing is known of it.
        Missing = "missing",
        /// It begins later.
        NotYet = "not_yet",
        /// It has ended.
        Over = "over",
        /// It says something else.
        Other = "other",
        /// It has not lasted long enough.
        TooShort = "too_short",
        /// It is too long ago.
        TooLong = "too_long",
        /// They are too young.
        TooYoung = "too_young",
        /// They are too old.
        TooOld = "too_old",
        /// An official let them go.
        LetGo = "let_go",
    }
}

/// Why an answer is what it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// How.
    pub how: How,
    /// What about.
    pub kind: Kind,
    /// The fact, if there is one.
    pub fact: Option<String>,
}

/// An answer with its reasons: of a yes what supports it, of a no what stands against it, else what is lacking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The answer.
    pub truth: Truth,
    /// Its reasons.
    pub reasons: Vec<Reason>,
}

impl Found {
    fn of(truth: Truth, how: How, kind: Kind, fact: Option<&Fact>) -> Found {
        Found { truth, reasons: vec![Reason { how, kind, fact: fact.map(|fact| fact.id.clone()) }] }
    }
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// Each of them.
    All(Vec<When>),
    /// One of them is enough.
    Any(Vec<When>),
    /// Unless this is known to be so; silence lets pass.
    Unless(Box<When>),
    /// A fact says one of these values.
    Fact {
        /// What about.
        kind: Kind,
        /// What it must say.
        values: Vec<String>,
        /// For how many months without a break.
        for_months: i64,
        /// At most so many months ago; none is any time.
        within_months: Option<i64>,
        /// Whether silence is a no: of what this office itself writes down.
        silent: bool,
    },
    /// The person is so old, by full years.
    Age {
        /// At least.
        from: i64,
        /// At most.
        to: Option<i64>,
        /// Of one sex only.
        sex: Option<String>,
    },
}

impl When {
    /// What the facts say of it on a day.
    pub fn ask(&self, facts: &[Fact], day: Day) -> Found {
        match self {
            When::All(each) => joined(each, facts, day, Truth::No, Truth::Yes),
            When::Any(each) => joined(each, facts, day, Truth::Yes, Truth::No),
            When::Unless(what) => {
                let found = what.ask(facts, day);
                match found.truth {
                    Truth::Yes => Found { truth: Truth::No, ..found },
                    _ => Found { truth: Truth::Yes, reasons: Vec::new() },
                }
            }
            When::Fact { kind, values, for_months, within_months, silent } => {
                let found = said(facts, day, *kind, values, *for_months, *within_months);
                match found.truth {
                    Truth::Unknown if *silent => Found { truth: Truth::No, ..found },
                    _ => found,
                }
            }
            When::Age { from, to, sex } => aged(facts, day, *from, *to, sex.as_deref()),
        }
    }

    /// Every day on which its answer may change.
    pub fn turns(&self, facts: &[Fact], out: &mut Vec<Day>) {
        match self {
            When::All(each) | When::Any(each) => each.iter().for_each(|one| one.turns(facts, out)),
            When::Unless(what) => what.turns(facts, out),
            When::Fact { kind, for_months, within_months, .. } => {
                for fact in facts.iter().filter(|fact| fact.kind == *kind) {
                    out.push(fact.from);
                    out.extend(fact.to);
                    // A run may go on from the end of another fact, whatever that one says.
                    for start in [Some(fact.from), fact.to].into_iter().flatten() {
                        out.push(start.months_later(*for_months));
                        out.extend(within_months.map(|months| start.months_later(months)));
                    }
                }
            }
            When::Age { from, to, .. } => {
                for fact in facts.iter().filter(|fact| fact.kind == Kind::Born) {
                    out.push(fact.from);
                    out.push(birthday(fact, *from));
                    out.extend(to.map(|to| birthday(fact, to + 1)));
                }
            }
        }
    }
}

/// All or any of them: one that decides is enough, else one that is unknown, else the other answer with every reason.
fn joined(each: &[When], facts: &[Fact], day: Day, decides: Truth, else_: Truth) -> Found {
    let found: Vec<Found> = each.iter().map(|one| one.ask(facts, day)).collect();
    let any = |truth| found.iter().any(|one| one.truth == truth);
    let truth = if any(decides) {
        decides
    } else if any(Truth::Unknown) {
        Truth::Unknown
    } else {
        else_
    };
    let mut reasons: Vec<Reason> =
        found.into_iter().filter(|one| one.truth == truth).flat_map(|one| one.reasons).collect();
    reasons.sort();
    reasons.dedup();
    Found { truth, reasons }
}

/// The fact of a kind that is so on a day: of several the one that began last, then the one written down last.
pub(crate) fn ruling(facts: &[Fact], kind: Kind, day: Day) -> Option<&Fact> {
    let held = facts.iter().filter(|fact| fact.kind == kind && fact.holds(day));
    held.max_by(|a, b| (a.from, a.at, &a.id).cmp(&(b.from, b.at, &b.id)))
}

fn said(
    facts: &[Fact],
    day: Day,
    kind: Kind,
    values: &[String],
    for_months: i64,
    within_months: Option<i64>,
) -> Found {
    let fits = |fact: &&Fact| values.contains(&fact.value);
    let recent = |fact: &&Fact| within_months.is_none_or(|months| day < fact.from.months_later(months));
    let found = if kind.several() {
        let held = || facts.iter().filter(|fact| fact.kind == kind && fact.holds(day));
        let latest = |a: &&Fact, b: &&Fact| (a.from, a.at, &a.id).cmp(&(b.from, b.at, &b.id));
        held().filter(fits).max_by(latest).or_else(|| held().max_by(latest))
    } else {
        ruling(facts, kind, day)
    };
    let Some(fact) = found else {
        let last = facts.iter().filter(|fact| fact.kind == kind).max_by_key(|fact| (fact.from, &fact.id));
        return match last {
            None => Found::of(Truth::Unknown, How::Missing, kind, None),
            Some(fact) if fact.from > day => Found::of(Truth::No, How::NotYet, kind, Some(fact)),
            Some(fact) => Found::of(Truth::No, How::Over, kind, Some(fact)),
        };
    };
    if !fits(&fact) {
        return Found::of(Truth::No, How::Other, kind, Some(fact));
    }
    if !recent(&fact) {
        return Found::of(Truth::No, How::TooLong, kind, Some(fact));
    }
    if for_months > 0 && day < since(facts, kind, values, day).months_later(for_months) {
        return Found::of(Truth::No, How::TooShort, kind, Some(fact));
    }
    Found::of(Truth::Yes, How::Holds, kind, Some(fact))
}

/// Since when it has been so without a break.
fn since(facts: &[Fact], kind: Kind, values: &[String], day: Day) -> Day {
    let so = |day: Day| ruling(facts, kind, day).is_some_and(|fact| values.contains(&fact.value));
    let ends = facts.iter().filter(|fact| fact.kind == kind).flat_map(|fact| [Some(fact.from), fact.to]);
    let mut turns: Vec<Day> = ends.flatten().filter(|turn| *turn <= day).collect();
    turns.sort_unstable();
    let mut start = day;
    for turn in turns.into_iter().rev() {
        if !so(turn) {
            break;
        }
        start = turn;
    }
    start
}

/// The first day on which somebody is so many years old: the day of birth does not count (Civil Code, article 201).
fn birthday(born: &Fact, years: i64) -> Day {
    born.from.months_later(years * 12).later(1)
}

fn aged(facts: &[Fact], day: Day, from: i64, to: Option<i64>, sex: Option<&str>) -> Found {
    let latest = facts.iter().filter(|fact| fact.kind == Kind::Born).max_by_key(|fact| (fact.at, &fact.id));
    let Some(born) = latest else {
        return Found::of(Truth::Unknown, How::Missing, Kind::Born, None);
    };
    let (truth, how) = if sex.is_some_and(|sex| sex != born.value) {
        (Truth::No, How::Other)
    } else if day < birthday(born, from) {
        (Truth::No, How::TooYoung)
    } else if to.is_some_and(|to| day >= birthday(born, to + 1)) {
        (Truth::No, How::TooOld)
    } else {
        (Truth::Yes, How::Holds)
    };
    Found::of(truth, how, Kind::Born, Some(born))
}
