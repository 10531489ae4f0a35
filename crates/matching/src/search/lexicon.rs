//! Every term the search box knows, what it stands for and how common it is: occupations by everyday word, name and
//! alias; places by full and short name; the words of the grammar. It refuses terms without a letter.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Level, RegionCode};

use super::grammar::{self, Sense};
use super::normal::{Folding, joins};
use super::types::PlaceName;
use crate::Occupations;

const EVERYDAY: &str = include_str!("../../../../data/everyday-words.csv");
/// Everyday trades, a line each, the commonest first.
const TRADES: &str = include_str!("../../../../data/search/everyday-trades.txt");

/// What a term stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Thing {
    Occupation(String),
    Place(RegionCode),
    Word(Sense),
}

/// How common a term is, the commonest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Common {
    Trade,
    Grammar,
    County,
    Everyday,
    Township,
    Name,
    Alias,
    Village,
}

/// What is shown for one or more terms.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// The text.
    pub text: String,
    /// What it stands for.
    pub thing: Thing,
    /// How common.
    pub common: Common,
    /// Which of them comes first among equals; within [`Common`].
    within: (u64, usize),
}

/// A term that can be typed.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    /// Its characters, folded.
    pub chars: Vec<char>,
    /// The number of what is shown for it.
    pub shown: u32,
    /// Whether it may be found from its middle.
    pub infix: bool,
    /// Whether it is the short form of a name.
    pub short: bool,
    /// Which characters are not read in their usual way.
    pub unusual: u32,
}

/// All terms; what is shown stands in the order of rank.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub shown: Vec<Shown>,
    pub terms: Vec<Term>,
    /// For each shown, the best ranked one of the same text.
    pub first_of_text: Vec<u32>,
}

/// The longest alias that somebody would look for.
const LONGEST_ALIAS: usize = 16;

impl Lexicon {
    /// The terms of the occupations, the places and the grammar.
    pub(crate) fn new(
        occupations: &Occupations,
        places: impl IntoIterator<Item = PlaceName>,
        folding: &Folding,
    ) -> Self {
        let mut all = occupation_words(occupations, folding);
        for (word, sense) in grammar::words() {
            let within = (0, word.chars().count());
            all.push(Shown { text: word, thing: Thing::Word(sense), common: Common::Grammar, within });
        }
        all.extend(places.into_iter().map(place));
        all.sort_by(|a, b| {
            (a.common, a.within, &a.text, code(&a.thing)).cmp(&(b.common, b.within, &b.text, code(&b.thing)))
        });
        let mut first = BTreeMap::<&str, u32>::new();
        let mut first_of_text = Vec::with_capacity(all.len());
        let mut terms = Vec::new();
        for (number, shown) in all.iter().enumerate() {
            first_of_text.push(*first.entry(&shown.text).or_insert(number as u32));
            let mut add = |text: &str, infix, short| {
                let chars = folding.term(text);
                if !chars.is_empty() {
                    terms.push(Term { chars, shown: number as u32, infix, short, unusual: 0 });
                }
            };
            add(&shown.text, true, false);
            if let (Thing::Place(_), Some(short)) = (&shown.thing, short_name(&shown.text)) {
                add(short, false, true);
            }
        }
        Self { shown: all, terms, first_of_text }
    }

    /// Every character that occurs.
    pub(crate) fn chars(&self) -> BTreeSet<char> {
        let mut all: Vec<char> = self.terms.iter().flat_map(|term| term.chars.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().collect()
    }
}

fn code(thing: &Thing) -> &str {
    match thing {
        Thing::Occupation(code) => code,
        Thing::Place(code) => code.as_str(),
        Thing::Word(_) => "",
    }
}

fn occupation_words(occupations: &Occupations, folding: &Folding) -> Vec<Shown> {
    let trades: BTreeMap<&str, u64> = TRADES.lines().zip(0..).collect();
    let mut all = Vec::new();
    let mut said = BTreeSet::new();
    let everyday = EVERYDAY.lines().skip(1).filter_map(|line| line.split_once(','));
    for (word, code) in everyday.filter(|(_, code)| occupations.get(code).is_some()) {
        said.insert((word.to_owned(), code.to_owned()));
        let trade = trades.get(word);
        let common = if trade.is_some() { Common::Trade } else { Common::Everyday };
        let within = (trade.copied().unwrap_or(0), word.chars().count());
        all.push(Shown { text: word.to_owned(), thing: Thing::Occupation(code.to_owned()), common, within });
    }
    for leaf in occupations.all().filter(|occupation| occupation.leaf) {
        let aliases = leaf.aliases.iter().map(|alias| (alias, Common::Alias));
        for (text, common) in std::iter::once((&leaf.name, Common::Name)).chain(aliases) {
            let length = text.chars().count();
            let plain = text.chars().all(|c| c.is_alphanumeric() || joins(folding.fold(c)));
            let searched = common == Common::Name || plain && (2..=LONGEST_ALIAS).contains(&length);
            if searched && said.insert((text.clone(), leaf.code.clone())) {
                let thing = Thing::Occupation(leaf.code.clone());
                all.push(Shown { text: text.clone(), thing, common, within: (0, length) });
            }
        }
    }
    all
}

fn place(place: PlaceName) -> Shown {
    let common = match place.level {
        Level::Province | Level::City | Level::County => Common::County,
        Level::Township => Common::Township,
        Level::Village => Common::Village,
    };
    let within = (u64::MAX - place.population, place.level as usize);
    Shown { text: spoken_name(&place.name), thing: Thing::Place(place.code), common, within }
}

/// The name of a place without the words for its committee.
fn spoken_name(name: &str) -> String {
    for (committee, spoken) in
        [("社区居民委员会", "社区"), ("社区居委会", "社区"), ("村民委员会", "村"), ("村委会", "村")]
    {
        if let Some(stem) = name.strip_suffix(committee).filter(|stem| !stem.is_empty()) {
            return format!("{stem}{spoken}");
        }
    }
    name.to_owned()
}

/// The name of a place without the word for what it is, when at least two characters are left.
fn short_name(name: &str) -> Option<&str> {
    const KINDS: [&str; 13] =
        ["畲族乡", "回族乡", "街道", "社区", "居委会", "开发区", "省", "市", "区", "县", "镇", "乡", "村"];
    let stem = KINDS.iter().find_map(|kind| name.strip_suffix(kind))?;
    (stem.chars().count() > 1).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_places_as_they_are_spoken() {
        for (name, spoken, short) in [
            ("安溪县", "安溪县", Some("安溪")),
            ("东山村委会", "东山村", Some("东山")),
            ("中山社区居委会", "中山社区", Some("中山")),
            ("庐丰畲族乡", "庐丰畲族乡", Some("庐丰")),
            ("良种场", "良种场", None),
            ("村委会", "村委会", None),
            ("新村委会", "新村", None),
        ] {
            assert_eq!(spoken_name(name), spoken);
            assert_eq!(short_name(spoken), short);
        }
    }
}
