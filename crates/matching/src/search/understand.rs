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
        let chosen = joined(&normal.chars, self.read(&normal.chars));
        self.put_together(&normal, &chosen)
    }

    /// The stretches of the text, in order.
    fn read(&self, text: &[char]) -> Vec<Span> {
        let mut spans = self.spelt(text);
        spans.extend(self.sounded(text));
        let chosen = choose(text, spans.clone());
        let before = spans.len();
        let left = unread(text, &chosen);
        for (from, to) in &left {
            spans.extend(self.slipped(&text[*from..*to], *from));
        }
        // A slip may leave the rest of its word to be read as another: the whole token counts, too.
        for (from, to) in runs(text, |c| c.is_alphanumeric()) {
            let partly = left.iter().any(|(a, b)| *a >= from && *b <= to && (*a, *b) != (from, to));
            if partly {
                spans.extend(self.slipped(&text[from..to], from));
            }
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
                What::Occupation(shown) => {
                    let word = &normal.chars[span.start..span.end];
                    if let Some((sense, length)) = self.begins_with_word(word) {
                        let kind = take(sense, &mut all, &mut when, &mut dates);
                        if self.code(*shown).is_some_and(|code| self.is_word_for(&word[length..], code)) {
                            parts.push((kind, span.start, span.start + length));
                            parts.push((PartKind::Occupation, span.start + length, span.end));
                            continue;
                        }
                    }
                    PartKind::Occupation
                }
                What::Places(shown) => {
                    places.push(shown.iter().filter_map(|n| self.region(*n)).collect());
                    PartKind::Place
                }
                What::Pay(said) if pay.is_none() => {
                    pay = Some((*said, parts.len()));
                    PartKind::Pay
                }
                What::Pay(_) | What::Written(_) => continue,
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
        let mut words = BTreeMap::new();
        for (from, to) in &rest {
            words.extend(in_characters(&normal.chars, *from, *to, chosen));
        }
        all.rest = words.values().map(String::as_str).collect::<Vec<_>>().join(" ");
        all.occupations = self.work(chosen, words);
        parts.extend(rest.into_iter().map(|(from, to)| (PartKind::Rest, from, to)));
        parts.sort_by_key(|(_, from, _)| *from);
        all.parts =
            parts.into_iter().map(|(kind, from, to)| Part { kind, range: normal.bytes(from, to) }).collect();
        all
    }

    fn code(&self, shown: u32) -> Option<&str> {
        match &self.lexicon.shown.get(shown as usize)?.thing {
            Thing::Occupation(code) => Some(code),
            _ => None,
        }
    }

    fn region(&self, shown: u32) -> Option<RegionCode> {
        match self.lexicon.shown.get(shown as usize)?.thing {
            Thing::Place(code) => Some(code),
            _ => None,
        }
    }

    /// The occupations that the words for work and the words not understood, by where they stand, mean together.
    fn work(&self, chosen: &[Span], mut pieces: BTreeMap<usize, String>) -> Vec<Meaning> {
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

/// A stretch that was not understood, by where it begins: in characters where it is pinyin of some.
fn in_characters(text: &[char], from: usize, to: usize, chosen: &[Span]) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let mut at = from;
    let plain = |from: usize, to: usize, words: &mut Vec<(usize, String)>| {
        if from < to {
            words.push((from, text[from..to].iter().collect()));
        }
    };
    for span in chosen.iter().filter(|span| span.start >= from && span.end <= to) {
        if let What::Written(word) = &span.what {
            plain(at, span.start, &mut words);
            match words.last_mut() {
                // Characters that stand together are one word.
                Some((_, last)) if at == span.start && !last.is_ascii() => last.push_str(word),
                _ => words.push((span.start, word.clone())),
            }
            at = span.end;
        }
    }
    plain(at, to, &mut words);
    words
}

/// Two days with a word for "to" between them are all days from the one to the other.
fn joined(text: &[char], chosen: Vec<Span>) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::with_capacity(chosen.len());
    for span in chosen {
        let last = all.last_mut();
        let day = |span: &Span| match span.what {
            What::Word(Sense::Days(days)) if days.count_ones() == 1 => Some(days.trailing_zeros()),
            _ => None,
        };
        if let Some(last) = last
            && let (Some(from), Some(to)) = (day(last), day(&span))
            && from < to
            && matches!(text.get(last.end..span.start), Some(['到' | '至' | '-' | '~']))
        {
            let days = (from..=to).fold(0, |days, day| days | 1 << day);
            *last = Span { end: span.end, what: What::Word(Sense::Days(days)), ..last.clone() };
            continue;
        }
        all.push(span);
    }
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
