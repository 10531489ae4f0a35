//! Finding an occupation by what people call it. It refuses long texts beyond their first sixty characters and keeps
//! scores in whole numbers, so that every machine ranks alike.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::Occupation;
use crate::grams::{Grams, clean};

/// An occupation that a text may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match<'a> {
    /// Its code.
    pub code: &'a str,
    /// How well it fits; only for comparing within one answer.
    pub score: u32,
}

/// The score from which on the whole text is a term.
pub(crate) const WHOLE: u32 = 8_000;
/// How much of a text is read.
const LONGEST_TEXT: usize = 60;
/// The longest term looked for inside a text.
const LONGEST_TERM: usize = 16;

/// Where a term comes from; the later the more telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Alias,
    Name,
    Everyday,
}

/// The terms of all occupations and the runs of characters in their descriptions.
#[derive(Debug)]
pub(crate) struct Words {
    codes: Vec<String>,
    terms: BTreeMap<String, Vec<(u16, Source)>>,
    grams: Grams,
}

impl Words {
    /// An index of the occupations and the everyday words for them.
    pub(crate) fn new(leaves: &[&Occupation], everyday: impl Iterator<Item = (String, String)>) -> Self {
        let codes = leaves.iter().map(|leaf| leaf.code.clone()).collect::<Vec<_>>();
        let mut terms = BTreeMap::<String, Vec<(u16, Source)>>::new();
        let mut add = |term: &str, number: usize, source| {
            let known = terms.entry(squeezed(&clean(term, usize::MAX))).or_default();
            known.push((number as u16, source));
        };
        for (number, leaf) in leaves.iter().enumerate() {
            add(&leaf.name, number, Source::Name);
            for alias in &leaf.aliases {
                add(alias, number, Source::Alias);
                // Half of a pair such as "manager/head" says nothing alone; a longer part does.
                let parts = alias.split('/').filter(|part| *part != alias && part.chars().count() > 2);
                parts.for_each(|part| add(part, number, Source::Alias));
            }
        }
        for (word, code) in everyday {
            if let Ok(number) = codes.binary_search(&code) {
                add(&word, number, Source::Everyday);
            }
        }
        Self { codes, terms, grams: Grams::new(leaves) }
    }

    /// The best matches; see [`crate::Occupations::find`].
    pub(crate) fn find(&self, text: &str, limit: usize) -> Vec<Match<'_>> {
        let text = clean(text, LONGEST_TEXT);
        let shared = self.grams.shared(&text);
        // The runs of characters alone decide only where they say enough; elsewhere they order what terms found.
        let mut scores = shared.iter().map(|s| if s.telling { s.permille } else { 0 }).collect::<Vec<_>>();
        let mut raise = |number: u16, score: u32| {
            let number = usize::from(number);
            scores[number] = scores[number].max(score + shared[number].permille / 10);
        };
        let whole = squeezed(&text);
        for (number, source) in self.terms.get(&whole).into_iter().flatten() {
            raise(*number, WHOLE + 500 * *source as u32);
        }
        for (term, length, end) in inner_terms(&text) {
            for (number, source) in self.terms.get(&term).into_iter().flatten() {
                raise(*number, 3_000 + 200 * length as u32 + 40 * *source as u32 + end as u32);
            }
        }
        if !whole.is_empty() {
            for (term, known) in self.terms.iter().filter(|(term, _)| term.contains(&whole)) {
                for (number, _) in known {
                    raise(*number, 1_500 + (1_000 * whole.len() / term.len()) as u32);
                }
            }
        }
        let numbered = self.codes.iter().zip(scores).filter(|(_, score)| *score > 0);
        let mut found = numbered.map(|(code, score)| Match { code, score }).collect::<Vec<_>>();
        found.sort_by_key(|hit| (Reverse(hit.score), hit.code));
        found.truncate(limit);
        found
    }
}

fn squeezed(text: &[char]) -> String {
    text.iter().filter(|c| **c != ' ').collect()
}

/// Every stretch of the text that may be a term, with its length and where it ends.
fn inner_terms(text: &[char]) -> impl Iterator<Item = (String, usize, usize)> + '_ {
    let stretches = (0..text.len()).flat_map(move |start| {
        (start + 2..=text.len().min(start + LONGEST_TERM)).map(move |end| (start, end))
    });
    // A Latin word counts whole or not at all.
    let cuts_word = move |at: usize| {
        at > 0 && at < text.len() && text[at - 1].is_ascii_alphanumeric() && text[at].is_ascii_alphanumeric()
    };
    stretches.filter(move |(start, end)| !cuts_word(*start) && !cuts_word(*end)).map(move |(start, end)| {
        let stretch = &text[start..end];
        (stretch.iter().collect(), stretch.len(), end)
    })
}
