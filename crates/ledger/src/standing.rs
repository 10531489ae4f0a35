//! Where a person stands in a ledger on a day, since when, and until when at the least if no fact comes to it.

use crate::rule::ruling;
use crate::{Day, Entry, Fact, Found, How, Kind, Reason, Truth};

kernel::words! {
    /// Where somebody stands.
    pub enum Standing {
        /// In.
        In = "in",
        /// Something points there; whether they are in cannot be told until more is known.
        Unclear = "unclear",
        /// Out.
        Out = "out",
    }
}

/// A while in which the standing is the same: half-open, without an end on either side where none is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first day; none before every fact.
    pub from: Option<Day>,
    /// The first day after; none after every fact.
    pub to: Option<Day>,
    /// The standing.
    pub standing: Standing,
}

/// The standing on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The standing.
    pub standing: Standing,
    /// Why: of in what supports it, of out what stands against it, of unclear what is lacking.
    pub reasons: Vec<Reason>,
    /// Since when; none if it was never otherwise.
    pub since: Option<Day>,
    /// The day on which time alone will change it, if it will.
    pub until: Option<Day>,
}

/// What the rule says on a day.
fn ask(entry: &Entry, facts: &[Fact], day: Day) -> (Standing, Found) {
    let let_go = facts
        .iter()
        .filter(|fact| fact.kind == Kind::Released && fact.value == entry.group.as_str() && fact.from <= day);
    if let Some(last) = let_go.max_by_key(|fact| (fact.from, fact.at, &fact.id)) {
        // What begins afterwards counts again.
        let anew = facts
            .iter()
            .any(|fact| entry.anchors.contains(&fact.kind) && fact.from > last.from && fact.from <= day);
        if !anew {
            let reason = Reason { how: How::LetGo, kind: Kind::Released, fact: Some(last.id.clone()) };
            return (Standing::Out, Found { truth: Truth::No, reasons: vec![reason] });
        }
    }
    let found = entry.when.ask(facts, day);
    let standing = match found.truth {
        Truth::Yes => Standing::In,
        Truth::No => Standing::Out,
        // Of most people most things are not known; only where something points to the ledger is it worth asking.
        Truth::Unknown if anchored(entry, facts, day) => Standing::Unclear,
        Truth::Unknown => Standing::Out,
    };
    (standing, found)
}

/// Whether a fact points to the ledger on a day.
fn anchored(entry: &Entry, facts: &[Fact], day: Day) -> bool {
    let points = |fact: &Fact| fact.value != "no";
    entry.anchors.iter().any(|kind| ruling(facts, *kind, day).is_some_and(points))
}

/// Every stretch of a person's standing, without a gap, earliest first; neighbours differ.
pub fn history(entry: &Entry, facts: &[Fact]) -> Vec<Stretch> {
    let mut turns = Vec::new();
    entry.when.turns(facts, &mut turns);
    let concerns = |fact: &&Fact| entry.anchors.contains(&fact.kind) || fact.kind == Kind::Released;
    for fact in facts.iter().filter(concerns) {
        turns.push(fact.from);
        turns.extend(fact.to);
    }
    turns.sort_unstable();
    turns.dedup();
    let before = turns.first().map_or(Day(0), |first| first.later(-1));
    let first = Stretch { from: None, to: None, standing: ask(entry, facts, before).0 };
    let mut all = vec![first];
    for turn in turns {
        let standing = ask(entry, facts, turn).0;
        if let Some(last) = all.last_mut().filter(|last| last.standing != standing) {
            last.to = Some(turn);
            all.push(Stretch { from: Some(turn), to: None, standing });
        }
    }
    all
}

/// Where a person stands on a day.
pub fn stand(entry: &Entry, facts: &[Fact], day: Day) -> Stand {
    let (standing, found) = ask(entry, facts, day);
    let all = history(entry, facts);
    let here = |one: &&Stretch| one.from.is_none_or(|from| from <= day) && one.to.is_none_or(|to| day < to);
    let now = all.iter().find(here);
    Stand {
        standing,
        reasons: found.reasons,
        since: now.and_then(|one| one.from),
        until: now.and_then(|one| one.to),
    }
}
