//! What a text asks for: stretches chosen, then put together. Words for work are read together by
//! [`Occupations::suggest`](crate::Occupations::suggest); what nobody understands stays as words for titles.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Availability, RegionCode};

use super::Search;
use super::grammar::Sense;
use super::lexicon::Thing;
use super::normal::Normal;
use super::segment::choose;
use super::spans::{Span, What, runs};
use super::types::{Meaning, Part, PartKind, Understood};

/// How many meanings are given.
const MEANINGS: usize = 12;
/// How many places are given.
const PLACES: usize = 40;
/// What a word said in letters or with a slip weighs: as a whole term does.
const SAID: u32 = 8_000;

/// When in the week, as it is put together.
#[derive(Default)]
struct When {
    days: u8,
    shifts: u8,
}

impl Search<'_> {
    /// What a text asks for. It never fails: what is not understood is in [`Understood::rest`].
    pub fn understand(&self, text: &str) -> Understood {
        let normal = self.folding.normal(text);
        let chosen = self.read(&normal.chars);
        self.put_together(&normal, &chosen)
    }

    /// The stretches of the text, in order.
    fn read(&self, text: &[char]) -> Vec<Span> {
        let mut spans = self.spelt(text);
        spans.extend(self.sounded(text));
        let chosen = choose(text, spans.clone());
        let before = spans.len();
        for (from, to) in unread(text, &chosen) {
            spans.extend(self.slipped(&text[from..to], from));
        }
        if spans.len() == before { chosen } else { choose(text, spans) }
    }

    fn put_together(&self, normal: &Normal, chosen: &[Span]) -> Understood {
        let mut all = Understood::default();
        let mut when = When::default();
        let mut dates = BTreeSet::new();
        let mut pay = None;
        let mut places: Vec<Vec<RegionCode>> = Vec::new();
        let mut parts = Vec::new();
        let mut fillers = Vec::new();
        for span in chosen {
            let kind = match &span.what {
                What::Occupation(_) => PartKind::Occupation,
                What::Places(shown) => {
                    places.push(shown.iter().filter_map(|n| self.region(*n)).collect());
                    PartKind::Place
                }
                What::Pay(said) if pay.is_none() => {
                    pay = Some((*said, parts.len()));
                    PartKind::Pay
                }
                What::Pay(_) => continue,
                What::Word(Sense::Filler) => {
                    fillers.push((span.start, span.end));
                    continue;
                }
                What::Word(sense) => take(*sense, &mut all, &mut when, &mut dates),
            };
            parts.push((kind, span.start, span.end));
        }
        if let Some((said, part)) = pay {
            all.pay = said.wish(all.settlement);
            if all.pay.is_none() {
                parts.remove(part);
            }
        }
        all.slots = slots(&when);
        all.dates = dates.into_iter().collect();
        all.place = combined(places);
        all.place.truncate(PLACES);
        let rest = rest(&normal.chars, &parts, &fillers);
        let words: Vec<String> =
            rest.iter().map(|(from, to)| normal.chars[*from..*to].iter().collect()).collect();
        all.rest = words.join(" ");
        all.occupations = self.work(&normal.chars, chosen, &rest);
        parts.extend(rest.into_iter().map(|(from, to)| (PartKind::Rest, from, to)));
        parts.sort_by_key(|(_, from, _)| *from);
        all.parts =
            parts.into_iter().map(|(kind, from, to)| Part { kind, range: normal.bytes(from, to) }).collect();
        all
    }

    fn region(&self, shown: u32) -> Option<RegionCode> {
        match self.lexicon.shown.get(shown as usize)?.thing {
            Thing::Place(code) => Some(code),
            _ => None,
        }
    }

    /// The occupations that the words for work and the words not understood mean together.
    fn work(&self, text: &[char], chosen: &[Span], rest: &[(usize, usize)]) -> Vec<Meaning> {
        let mut pieces: BTreeMap<usize, String> =
            rest.iter().map(|(from, to)| (*from, text[*from..*to].iter().collect())).collect();
        let mut weights = BTreeMap::<String, u32>::new();
        for span in chosen {
            let What::Occupation(shown) = span.what else { continue };
            let Some(shown) = self.lexicon.shown.get(shown as usize) else { continue };
            pieces.insert(span.start, shown.text.clone());
            if let Thing::Occupation(code) = &shown.thing {
                // The same word may be known for several; the text decides among them.
                let same = self.occupations.find(&shown.text, MEANINGS);
                let best = same.first().map_or(0, |hit| hit.score);
                weights.entry(code.clone()).or_insert(if best > SAID { 0 } else { SAID / 2 });
            }
        }
        let mut said = String::new();
        for piece in pieces.values() {
            // Latin words stay apart; characters that stood together stay together.
            if said.ends_with(|c: char| c.is_ascii()) || piece.starts_with(|c: char| c.is_ascii()) {
                said.push(' ');
            }
            said.push_str(piece);
        }
        for hit in self.occupations.suggest(&said, MEANINGS) {
            let weight = weights.entry(hit.code.to_owned()).or_insert(0);
            *weight = (*weight).max(hit.score);
        }
        let mut all: Vec<Meaning> =
            weights.into_iter().map(|(code, weight)| Meaning { code, weight: weight.max(1) }).collect();
        all.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.code.cmp(&b.code)));
        all.truncate(MEANINGS);
        all
    }
}

fn take(sense: Sense, all: &mut Understood, when: &mut When, dates: &mut BTreeSet<u8>) -> PartKind {
    match sense {
        Sense::Settled(settlement) => {
            all.settlement = all.settlement.or(Some(settlement));
            PartKind::Settlement
        }
        Sense::Kind(kind) => {
            all.kind = all.kind.or(Some(kind));
            PartKind::Kind
        }
        Sense::Days(days) => {
            when.days |= days;
            PartKind::Slots
        }
        Sense::Shifts(shifts) => {
            when.shifts |= shifts;
            PartKind::Slots
        }
        Sense::Date(day, shifts) => {
            dates.insert(day);
            when.shifts |= shifts;
            PartKind::Date
        }
        Sense::Wish(wishes) => {
            all.wishes = all.wishes.with(wishes);
            PartKind::Wish
        }
        Sense::Filler => PartKind::Rest,
    }
}

/// The days named, or all of them, in the shifts named, or all of them; nothing when neither is named.
fn slots(when: &When) -> Option<Availability> {
    if when.days == 0 && when.shifts == 0 {
        return None;
    }
    let named = |bits: u8, n: u8| bits == 0 || bits >> n & 1 == 1;
    let all =
        Availability::ALL.slots().filter(|(day, shift)| named(when.days, *day) && named(when.shifts, *shift));
    Some(
        all.filter_map(|(day, shift)| Availability::of_shift(day, shift).ok())
            .fold(Availability::NONE, Availability::union),
    )
}

/// The places of several names: those of one name that lie in a place of another, else all of them.
fn combined(names: Vec<Vec<RegionCode>>) -> Vec<RegionCode> {
    let mut names = names.into_iter();
    let mut all = names.next().unwrap_or_default();
    for more in names {
        let within = |inner: &[RegionCode], outer: &[RegionCode]| -> Vec<RegionCode> {
            inner
                .iter()
                .filter(|code| outer.iter().any(|wide| wide != *code && wide.contains(code)))
                .copied()
                .collect()
        };
        let narrower = [within(&more, &all), within(&all, &more)].into_iter().find(|found| !found.is_empty());
        match narrower {
            Some(narrower) => all = narrower,
            None => all.extend(more),
        }
    }
    let mut seen = BTreeSet::new();
    all.retain(|code| seen.insert(*code));
    all
}

/// The words that no stretch covers: runs of letters and digits between stretches.
fn unread(text: &[char], chosen: &[Span]) -> Vec<(usize, usize)> {
    let covers: Vec<(usize, usize)> = chosen.iter().map(|span| (span.start, span.end)).collect();
    uncovered(text, &covers)
}

fn rest(
    text: &[char],
    parts: &[(PartKind, usize, usize)],
    fillers: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let mut covers: Vec<(usize, usize)> = parts.iter().map(|(_, from, to)| (*from, *to)).collect();
    covers.extend(fillers);
    uncovered(text, &covers)
}

fn uncovered(text: &[char], covers: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut open: Vec<char> = text.to_vec();
    for (from, to) in covers {
        open.iter_mut().take(*to).skip(*from).for_each(|c| *c = ' ');
    }
    runs(&open, |c| c.is_alphanumeric())
}
