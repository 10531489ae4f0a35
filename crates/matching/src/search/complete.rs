//! Completion of the token being typed. Ranked by how exactly the text spells the term, then by how common the term
//! is, then by text. It refuses to complete after a space: nothing is being typed there.

use std::ops::{Range, RangeInclusive};

use super::Search;
use super::lexicon::{Shown, Term, Thing};
use super::normal::joins;
use super::sound::odd;
use super::trie::Suffix;
use super::types::{Completion, CompletionKind};
use super::walk::{Leave, Step, Walk};

/// With fewer hits than this, one slip is forgiven.
const FEW: usize = 5;
/// How many letters of pinyin, and from how many characters of a name on, one slip is forgiven in.
const SLIP_LETTERS: RangeInclusive<usize> = 4..=30;
const SLIP_CHARACTERS: usize = 3;
/// How many nodes one completion looks at, about.
const NODES: usize = 30_000;
/// No hit.
const NEVER: u8 = u8::MAX;

/// How exactly each text was hit; the less the better.
struct Hits {
    tiers: Vec<u8>,
    hit: Vec<u32>,
}

impl Search<'_> {
    /// How the last token may go on: at most `limit` completions, best first, distinct in text; none after a space.
    ///
    /// The token is found from its beginning; where that finds nothing, after the terms that it begins with
    /// (`安溪ban` is completed from `ban` on).
    pub fn complete(&self, prefix: &str, limit: usize) -> Vec<Completion> {
        let normal = self.folding.normal(prefix);
        let length = normal.chars.len();
        let token = normal.chars.iter().rev().take_while(|c| c.is_alphanumeric()).count();
        let text = normal.chars.get(length - token..).unwrap_or_default();
        if text.is_empty() {
            return Vec::new();
        }
        if let Some((from, hits)) = self.joined_hits(&normal.chars) {
            return self.ranked(hits, normal.bytes(from, length), limit);
        }
        let (from, hits) = self.hits(text);
        self.ranked(hits, normal.bytes(length - token + from, length), limit)
    }

    /// What a token with marks in it begins, without the marks, and where it begins.
    fn joined_hits(&self, text: &[char]) -> Option<(usize, Hits)> {
        let token = text.iter().rev().take_while(|c| c.is_alphanumeric() || joins(**c)).count();
        let from = text.len() - token;
        let plain: Vec<char> = text.iter().skip(from).copied().filter(|c| c.is_alphanumeric()).collect();
        if plain.len() == token || !text.get(from).is_some_and(|c| c.is_alphanumeric()) {
            return None;
        }
        let mut hits = Hits { tiers: vec![NEVER; self.lexicon.shown.len()], hit: Vec::new() };
        let mut walk = Walk::new(&self.trie, &self.sounds, &plain, true);
        self.collect(&mut walk, 0, &plain, Leave::default(), false, &mut hits);
        (!hits.hit.is_empty()).then_some((from, hits))
    }

    /// The best of the hits.
    fn ranked(&self, hits: Hits, range: Range<usize>, limit: usize) -> Vec<Completion> {
        let mut found: Vec<(u8, u32)> =
            hits.hit.iter().map(|n| (hits.tiers.get(*n as usize).copied().unwrap_or(NEVER), *n)).collect();
        found.sort_unstable();
        found.truncate(limit);
        let shown = found.into_iter().filter_map(|(_, n)| self.lexicon.shown.get(n as usize));
        let completion = |shown: &Shown| Completion {
            text: shown.text.clone(),
            kind: match &shown.thing {
                Thing::Occupation(code) => CompletionKind::Occupation(code.clone()),
                Thing::Place(code) => CompletionKind::Place(*code),
                Thing::Word(_) => CompletionKind::Word,
            },
            range: range.clone(),
        };
        shown.map(completion).collect()
    }

    fn hits(&self, text: &[char]) -> (usize, Hits) {
        let mut hits = Hits { tiers: vec![NEVER; self.lexicon.shown.len()], hit: Vec::new() };
        let mut walk = Walk::new(&self.trie, &self.sounds, text, true).within(NODES);
        let loose = Leave { loose: true, slip: false };
        self.collect(&mut walk, 0, text, loose, true, &mut hits);
        if hits.hit.is_empty() {
            for from in self.after_known(text) {
                self.collect(&mut walk, from, text, loose, false, &mut hits);
                if !hits.hit.is_empty() {
                    return (from, hits);
                }
            }
        }
        if hits.hit.len() < FEW {
            self.collect_slips(&mut walk, text, &mut hits);
        }
        if hits.hit.is_empty() {
            for from in (1..text.len() - 1).filter(|at| breaks(text, *at)) {
                self.collect(&mut walk, from, text, loose, false, &mut hits);
                if !hits.hit.is_empty() {
                    return (from, hits);
                }
            }
        }
        (0, hits)
    }

    fn collect_slips(&self, walk: &mut Walk<'_>, text: &[char], hits: &mut Hits) {
        let letters = text.iter().all(char::is_ascii_lowercase);
        let characters = text.iter().all(|c| !c.is_ascii());
        let enough =
            letters && SLIP_LETTERS.contains(&text.len()) || characters && text.len() >= SLIP_CHARACTERS;
        if !enough {
            return;
        }
        let slip = Leave { loose: false, slip: true };
        self.collect(walk, 0, text, slip, false, hits);
        if letters {
            // A transposition across two syllables is none within either.
            let mut swapped = text.to_vec();
            for at in 1..text.len() {
                swapped.swap(at - 1, at);
                let mut walk = Walk::new(&self.trie, &self.sounds, &swapped, true).within(NODES / 20);
                let exact = Leave::default();
                walk.run(0, exact, |step| {
                    let step = Step { odd: step.odd | odd::TYPO, ..step };
                    self.take(step, text.len(), false, hits)
                });
                swapped.swap(at - 1, at);
            }
        }
    }

    fn collect(
        &self,
        walk: &mut Walk<'_>,
        from: usize,
        text: &[char],
        leave: Leave,
        infix: bool,
        hits: &mut Hits,
    ) {
        walk.run(from, leave, |step| self.take(step, text.len(), infix, hits));
    }

    /// Takes what goes through a node where the whole text is read; says whether to go on.
    fn take(&self, step: Step, length: usize, infix: bool, hits: &mut Hits) -> bool {
        if usize::from(step.at) < length {
            return true;
        }
        for suffix in self.trie.through(step.node) {
            let Some(term) = self.lexicon.terms.get(suffix.term as usize) else { continue };
            if (suffix.at > 0 && !infix)
                || (step.odd & odd::TYPO != 0 && term.chars.len() < SLIP_CHARACTERS - 1)
            {
                continue;
            }
            let text = self.lexicon.first_of_text.get(term.shown as usize).copied().unwrap_or(term.shown);
            if let Some(known) = hits.tiers.get_mut(text as usize) {
                if *known == NEVER {
                    hits.hit.push(text);
                }
                *known = (*known).min(tier(step, *suffix, term));
            }
        }
        false
    }

    /// Where the text may begin anew after terms that it spells exactly, in order.
    fn after_known(&self, text: &[char]) -> Vec<usize> {
        let mut walk = Walk::new(&self.trie, &self.sounds, text, false).within(NODES / 2);
        let mut known = vec![false; text.len() + 1];
        known[0] = true;
        for from in 0..text.len() {
            if !known[from] {
                continue;
            }
            walk.run(from, Leave::default(), |step| {
                let term = step.depth > 1 && self.trie.ending(step.node).iter().any(|suffix| suffix.at == 0);
                if term {
                    known[usize::from(step.at)] = true;
                }
                true
            });
        }
        (1..text.len()).filter(|at| known[*at]).collect()
    }
}

/// Whether a new word may begin here: not inside a run of letters or of digits.
fn breaks(text: &[char], at: usize) -> bool {
    match (text.get(at - 1), text.get(at)) {
        (Some(a), Some(b)) => {
            !(a.is_ascii_alphabetic() && b.is_ascii_alphabetic() || a.is_ascii_digit() && b.is_ascii_digit())
        }
        _ => false,
    }
}

/// How exactly a text spells a term, the less the better.
pub(super) fn tier(step: Step, suffix: Suffix, term: &Term) -> u8 {
    let misread = misread(step, suffix, term);
    let (spelt, inside) = match step.odd & (odd::TYPO | odd::SLOPPY | odd::INITIAL) {
        alike if alike & odd::TYPO != 0 && alike & odd::SLOPPY != 0 => (84, 20),
        typo if typo & odd::TYPO != 0 => (90, 20),
        both if both == odd::SLOPPY | odd::INITIAL => (60, 20),
        odd::SLOPPY => (16, 50),
        _ if misread => (30, 22),
        odd::INITIAL => (10, 22),
        _ => (0, 24),
    };
    let end = usize::from(suffix.at) + usize::from(step.depth);
    let unfinished = end < term.chars.len() || step.odd & odd::PARTIAL != 0;
    spelt
        + match (suffix.at > 0, unfinished) {
            (true, _) => inside,
            (false, true) => 5,
            (false, false) => 0,
        }
}

/// Whether a character was heard in another reading than the term has.
pub(super) fn misread(step: Step, suffix: Suffix, term: &Term) -> bool {
    let unusual = term.unusual.checked_shr(u32::from(suffix.at)).unwrap_or(0);
    (unusual ^ step.unusual) & step.heard != 0
}
