//! Every stretch of a text that may be a term: by character, by sound, by initials, or with a slip. It refuses to
//! choose among stretches that overlap; [`super::segment`] does.

use std::collections::BTreeMap;

use super::Search;
use super::complete::misread;
use super::grammar::Sense;
use super::lexicon::{Common, Thing};
use super::normal::joins;
use super::pay::{self, Said};
use super::sound::odd;
use super::trie::Suffix;
use super::walk::{Leave, Step, Walk};

/// What a stretch may be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    /// An occupation: the number of what is shown.
    Occupation(u32),
    /// Places, best first.
    Places(Vec<u32>),
    /// A word of the grammar.
    Word(Sense),
    /// Pay.
    Pay(Said),
    /// Pinyin of characters that stand together in some term.
    Written(String),
}

/// A stretch that may be something.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
    /// What it may be.
    pub what: What,
    /// How much it is worth to read it so.
    pub score: i32,
    /// Whether it counts only where no unread word touches it.
    pub loose: bool,
}

/// How many letters of whole syllables are needed to believe in pinyin.
const LETTERS: usize = 4;
/// How many nodes one walk may look at; ordinary words take hundreds, letters made to be costly a hundred times that.
const NODES: usize = 20_000;
/// The same where two letters are swapped, which is tried at each of up to thirty.
const SWAPPED: usize = 2_000;

impl Search<'_> {
    /// The stretches of a text that are written in its own characters, and pay.
    pub(super) fn spelt(&self, text: &[char]) -> Vec<Span> {
        let mut spans = Vec::new();
        for start in 0..text.len() {
            if cuts(text, start) || text[start] == ' ' {
                continue;
            }
            let (mut node, mut depth) = (super::trie::ROOT, 0);
            for (end, c) in text.iter().enumerate().skip(start) {
                if end > start && joins(*c) {
                    continue;
                }
                let Some(child) = self.trie.child(node, *c) else { break };
                node = child;
                depth += 1;
                if !cuts(text, end + 1) {
                    let step = Step { node, depth, at: 0, odd: 0, unusual: 0, heard: 0 };
                    self.spans_at(step, start, end + 1, &mut spans);
                }
            }
        }
        let pays = pay::find(text, |at| {
            let begins = |span: &Span| span.start == at && !span.loose && span.end > at + 1;
            spans.iter().any(begins)
        });
        spans.extend(pays.into_iter().map(|said| Span {
            start: said.start,
            end: said.end,
            score: 20 + 15 * (said.end - said.start) as i32,
            what: What::Pay(said),
            loose: false,
        }));
        spans
    }

    /// The stretches that are written in letters, or in letters and characters.
    pub(super) fn sounded(&self, text: &[char]) -> Vec<Span> {
        let mut spans = Vec::new();
        for (from, to) in runs(text, |c| c.is_alphanumeric()) {
            let token = &text[from..to];
            if !token.iter().any(char::is_ascii_lowercase) {
                continue;
            }
            if token.iter().any(|c| !c.is_ascii()) {
                self.whole(token, from, Leave { loose: true, slip: false }, NODES, &mut spans);
            }
            for (start, end) in runs(token, char::is_ascii_lowercase) {
                self.letters(&token[start..end], from + start, &mut spans);
            }
        }
        spans
    }

    /// The stretch, if it is a whole term with one slip.
    pub(super) fn slipped(&self, text: &[char], start: usize) -> Vec<Span> {
        let letters = text.iter().all(char::is_ascii_lowercase);
        let (least, most) = if letters { (LETTERS, 30) } else { (3, 16) };
        let mut spans = Vec::new();
        if (least..=most).contains(&text.len()) && (letters || text.iter().all(|c| !c.is_ascii())) {
            self.whole(text, start, Leave { loose: false, slip: true }, NODES, &mut spans);
            if letters {
                // A slip among letters leaves less doubt than one among characters.
                spans.iter_mut().for_each(|span| span.score += 6);
                let before = spans.len();
                let mut swapped = text.to_vec();
                for at in 1..text.len() {
                    swapped.swap(at - 1, at);
                    self.whole(&swapped, start, Leave::default(), SWAPPED, &mut spans);
                    swapped.swap(at - 1, at);
                }
                spans.iter_mut().skip(before).for_each(|span| span.score -= 10);
            }
        }
        spans.retain(|span| match &span.what {
            What::Occupation(n) => self.common(*n) <= Common::Name || text.len() > 4,
            What::Places(all) => all.iter().all(|n| self.common(*n) <= Common::Township),
            What::Word(sense) => *sense != Sense::Filler,
            What::Pay(_) | What::Written(_) => false,
        });
        spans
    }

    pub(super) fn common(&self, shown: u32) -> Common {
        self.lexicon.shown.get(shown as usize).map_or(Common::Village, |shown| shown.common)
    }

    fn whole(&self, token: &[char], from: usize, leave: Leave, nodes: usize, spans: &mut Vec<Span>) {
        let mut walk = Walk::new(&self.trie, &self.sounds, token, false).within(nodes);
        walk.run(0, leave, |step| {
            if usize::from(step.at) == token.len() && step.depth > 1 {
                self.spans_at(step, from, from + token.len(), spans);
            }
            true
        });
    }

    fn letters(&self, run: &[char], from: usize, spans: &mut Vec<Span>) {
        let mut walk = Walk::new(&self.trie, &self.sounds, run, false).within(NODES);
        let mut begins = vec![false; run.len() + 1];
        begins[0] = true;
        let mut found = Vec::new();
        let mut written = BTreeMap::new();
        for start in 0..run.len() {
            if !begins[start] {
                continue;
            }
            walk.run(start, Leave { loose: true, slip: false }, |step| {
                let end = usize::from(step.at);
                let whole = start == 0 && end == run.len();
                let enough = if step.odd & odd::INITIAL != 0 {
                    whole && step.depth > 1
                } else {
                    step.depth > 1 && (end - start >= LETTERS || whole && end > 2)
                };
                if enough {
                    let before = found.len();
                    self.spans_at(step, from + start, from + end, &mut found);
                    if found.len() > before && step.odd & odd::INITIAL == 0 {
                        begins[end] = true;
                    }
                    if step.odd == 0 {
                        let (count, text) = self.written(step);
                        let best = written.entry((start, end)).or_insert((0, String::new()));
                        if count > best.0 {
                            *best = (count, text);
                            begins[end] = true;
                        }
                    }
                }
                true
            });
        }
        spans.append(&mut found);
        for ((start, end), (count, text)) in written.into_iter().filter(|(_, (count, _))| *count > 0) {
            let length = text.chars().count() as i32;
            let score = 10 * length + 5 * (length - 1) - 10 + (count.ilog2() as i32).min(4);
            let (start, end) = (from + start, from + end);
            spans.push(Span { start, end, what: What::Written(text), score, loose: false });
        }
    }

    /// The characters that led to a node, and in how many terms for work they are read so.
    fn written(&self, step: Step) -> (usize, String) {
        let known = |suffix: &&Suffix| {
            let term = self.lexicon.terms.get(suffix.term as usize);
            term.is_some_and(|term| {
                let work = !matches!(self.common(term.shown), Common::Township | Common::Village);
                work && !misread(step, **suffix, term)
            })
        };
        let through = self.trie.through(step.node);
        let (from, length) = (through.first().map_or(0, |s| usize::from(s.at)), usize::from(step.depth));
        let first = through.first().and_then(|suffix| self.lexicon.terms.get(suffix.term as usize));
        let text = first.and_then(|term| term.chars.get(from..from + length)).unwrap_or_default();
        (through.iter().filter(known).count(), text.iter().collect())
    }

    /// The word of the grammar that a text begins with, the longest, with its length.
    pub(super) fn begins_with_word(&self, text: &[char]) -> Option<(Sense, usize)> {
        let (mut node, mut found) = (super::trie::ROOT, None);
        for (at, c) in text.iter().enumerate() {
            let Some(child) = self.trie.child(node, *c) else { break };
            node = child;
            for suffix in self.trie.ending(node).iter().filter(|suffix| suffix.at == 0) {
                match self.thing_of(*suffix) {
                    Some(Thing::Word(sense)) if *sense != Sense::Filler => found = Some((*sense, at + 1)),
                    _ => {}
                }
            }
        }
        found
    }

    /// Whether the whole text is a word for the occupation.
    pub(super) fn is_word_for(&self, text: &[char], code: &str) -> bool {
        let node = text.iter().try_fold(super::trie::ROOT, |node, c| self.trie.child(node, *c));
        node.is_some_and(|node| {
            let mut ends = self.trie.ending(node).iter().filter(|suffix| suffix.at == 0);
            ends.any(|s| matches!(self.thing_of(*s), Some(Thing::Occupation(known)) if known == code))
        })
    }

    fn thing_of(&self, suffix: Suffix) -> Option<&Thing> {
        let term = self.lexicon.terms.get(suffix.term as usize)?;
        self.lexicon.shown.get(term.shown as usize).map(|shown| &shown.thing)
    }

    /// What ends at a node as a span of the text.
    fn spans_at(&self, step: Step, start: usize, end: usize, spans: &mut Vec<Span>) {
        let length = i32::from(step.depth);
        let (mut occupation, mut places, mut word) = (None::<(u32, i32)>, Vec::new(), None);
        for suffix in self.trie.ending(step.node).iter().filter(|suffix| suffix.at == 0) {
            let Some(term) = self.lexicon.terms.get(suffix.term as usize) else { continue };
            let common = self.common(term.shown);
            let loss = loss(step, misread(step, *suffix, term));
            if step.odd & odd::INITIAL != 0 && common > rarest_initials(length) {
                continue;
            }
            let score = |bonus| 10 * length + 5 * (length - 1) + bonus - loss;
            let thing = self.lexicon.shown.get(term.shown as usize).map(|shown| &shown.thing);
            match thing {
                Some(Thing::Occupation(_)) if length > 1 => {
                    let score = score(worth(common));
                    if occupation.is_none_or(|(known, best)| (score, known) > (best, term.shown)) {
                        occupation = Some((term.shown, score));
                    }
                }
                Some(Thing::Place(_)) if length > 1 => {
                    let loose = common > Common::County && (term.short || length < 3);
                    places.push((loose, term.shown, score(if loose { -8 } else { worth(common) })));
                }
                Some(Thing::Word(Sense::Filler)) => word = Some((Sense::Filler, 6 * length - loss)),
                Some(Thing::Word(sense)) if length > 1 => word = Some((*sense, score(4))),
                _ => {}
            }
        }
        let mut add = |what, score, loose| spans.push(Span { start, end, what, score, loose });
        if let Some((shown, score)) = occupation {
            add(What::Occupation(shown), score, false);
        }
        places.sort_unstable();
        if let Some(score) = places.iter().map(|place| place.2).max() {
            let loose = places.iter().all(|place| place.0);
            add(What::Places(places.into_iter().map(|place| place.1).collect()), score, loose);
        }
        if let Some((sense, score)) = word {
            // A single character says nothing inside a word that was not understood.
            add(What::Word(sense), score, length == 1);
        }
    }
}

/// How rare a term may be that initials are taken for, by their number.
fn rarest_initials(length: i32) -> Common {
    match length {
        ..=2 => Common::Trade,
        3 => Common::Everyday,
        _ => Common::Alias,
    }
}

fn worth(common: Common) -> i32 {
    match common {
        Common::Trade => 4,
        Common::Grammar | Common::County | Common::Everyday => 3,
        Common::Name => 2,
        Common::Township | Common::Alias => 1,
        Common::Village => 0,
    }
}

fn loss(step: Step, misread: bool) -> i32 {
    let initial = if step.odd & odd::INITIAL != 0 { 12 } else { 0 };
    let odd = initial
        + match step.odd & (odd::TYPO | odd::SLOPPY) {
            0 => 0,
            odd::SLOPPY => 6,
            odd::TYPO => 16,
            // Another character of the same sound.
            _ => 10,
        };
    odd + if misread { 4 } else { 0 }
}

/// Whether a place stands inside a Latin word or a number.
pub(crate) fn cuts(text: &[char], at: usize) -> bool {
    let ascii = |at: usize| text.get(at).is_some_and(|c| c.is_ascii_alphanumeric());
    at > 0 && ascii(at - 1) && ascii(at)
}

/// The longest stretches of characters that are all of a kind.
pub(crate) fn runs(text: &[char], kind: impl Fn(&char) -> bool) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    for stretch in text.chunk_by(|a, b| kind(a) == kind(b)) {
        if stretch.first().is_some_and(&kind) {
            runs.push((at, at + stretch.len()));
        }
        at += stretch.len();
    }
    runs
}
