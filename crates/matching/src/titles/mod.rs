//! From the title of a job to codes of the classification, groups included: weights learned from coded titles, likeness
//! to names and tasks. It refuses to say how sure it is: its training codes are themselves a machine's guesses.

mod features;
mod likeness;
mod linear;
mod rank;
mod ridge;
mod table;
mod train;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use kernel::{Error, Result};

use crate::words::{Match, WHOLE};
use crate::{Occupation, Occupations};
use features::features;
use likeness::Likeness;
use linear::{Linear, Reader, path};
use rank::{FACTS, Facts, Known};

pub use table::{Summary, run};

const WEIGHTS: &[u8] = include_bytes!("../../../../data/title-weights.bin");
const MAGIC: &[u8] = b"titles 2";

/// The codes of the classification by number, with what is said of them.
#[derive(Debug)]
pub(crate) struct Codes {
    list: Vec<String>,
    levels: Vec<u8>,
    leaves: Vec<bool>,
    groups: Vec<[u32; 3]>,
    names: Likeness,
    tasks: Likeness,
}

impl Codes {
    fn new(all: &Occupations) -> Self {
        let list = all.all().map(|occupation| occupation.code.clone()).collect::<Vec<_>>();
        let names = all.all().enumerate().flat_map(|(code, occupation)| {
            let names = std::iter::once(&occupation.name).chain(&occupation.aliases);
            names.map(move |name| (code, name.as_str()))
        });
        let names = Likeness::new(list.len(), names);
        let said = |o: &Occupation| format!("{} {}", o.definition, o.tasks);
        let tasks = all.all().map(said).collect::<Vec<_>>();
        let tasks = Likeness::new(list.len(), tasks.iter().map(String::as_str).enumerate());
        let levels = all.all().map(|occupation| occupation.level).collect();
        let leaves = all.all().map(|occupation| occupation.leaf).collect();
        let groups = groups(&list);
        Self { list, levels, leaves, groups, names, tasks }
    }

    fn number(&self, code: &str) -> Option<usize> {
        self.list.binary_search_by(|known| known.as_str().cmp(code)).ok()
    }
}

/// For each code its groups of level 1 to 3, numbered in order over all levels; a group of a higher level stands in for
/// those below it.
fn groups(codes: &[String]) -> Vec<[u32; 3]> {
    let mut numbers = BTreeMap::new();
    let mut number = |code: &str, depth: usize| {
        let end = code.match_indices('-').nth(depth).map_or(code.len(), |(at, _)| at);
        let next = numbers.len() as u32;
        *numbers.entry((depth, code.get(..end).unwrap_or(code).to_owned())).or_insert(next)
    };
    codes.iter().map(|code| [0, 1, 2].map(|depth| number(code, depth))).collect()
}

/// What coded titles have taught, ready to be asked.
#[derive(Debug)]
pub struct Titles {
    codes: Codes,
    counts: Vec<u32>,
    linear: Linear,
    weights: Facts,
    /// For each code its nodes in the classifier.
    places: Vec<Vec<u32>>,
}

impl Titles {
    /// The one copy, read from the embedded weights on first use.
    ///
    /// # Errors
    /// `titles.weights` (internal) where the embedded weights are not what the program expects.
    pub fn load() -> Result<&'static Titles> {
        static LOADED: OnceLock<Result<Titles>> = OnceLock::new();
        LOADED.get_or_init(|| Self::read(WEIGHTS, Occupations::load())).as_ref().map_err(Clone::clone)
    }

    /// Learns from pairs of title and code. Pairs whose code the classification does not list are left out. Takes
    /// about ten seconds a thousand titles; the same titles in the same order give the same bytes.
    pub fn train(coded: &[(String, String)], all: &Occupations) -> Titles {
        train::train(coded, all)
    }

    /// Reads what [`Self::write`] wrote.
    ///
    /// # Errors
    /// `titles.weights` (internal) for bytes that are cut, damaged in their structure, or of another classification.
    pub fn read(bytes: &[u8], all: &Occupations) -> Result<Titles> {
        let mut from = Reader(bytes);
        let mut weights = [0.0; FACTS];
        let bad = || Error::internal("titles.weights");
        if from.take(MAGIC.len())? != MAGIC {
            return Err(bad());
        }
        for weight in &mut weights {
            *weight = from.real()?;
        }
        let mut titles = Self { weights, ..Self::empty(Codes::new(all)) };
        if from.number()? as usize != titles.codes.list.len() {
            return Err(bad());
        }
        for count in &mut titles.counts {
            *count = from.number()?;
        }
        titles.linear = Linear::read(&mut from)?;
        titles.place();
        if from.0.is_empty() { Ok(titles) } else { Err(bad()) }
    }

    /// The weights as bytes: the weights of the facts, how many training titles each code had, and the classifier over
    /// hashed features, little-endian. No title stands in them.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        self.weights.iter().for_each(|weight| out.extend(weight.to_bits().to_le_bytes()));
        out.extend((self.counts.len() as u32).to_le_bytes());
        self.counts.iter().for_each(|count| out.extend(count.to_le_bytes()));
        self.linear.write(&mut out);
        out
    }

    fn empty(codes: Codes) -> Self {
        let counts = vec![0; codes.list.len()];
        Self { codes, counts, linear: Linear::default(), weights: [0.0; FACTS], places: Vec::new() }
    }

    /// Finds each code's nodes in the classifier.
    fn place(&mut self) {
        let numbered: BTreeMap<&str, usize> = self.linear.numbered();
        let nodes = |code: &String| {
            path(code).iter().filter_map(|node| numbered.get(node.as_str())).map(|n| *n as u32).collect()
        };
        self.places = self.codes.list.iter().map(nodes).collect();
    }

    /// The score of each code under the classifier, by number, and whether any feature of the title is known.
    fn scores(&self, title: &str) -> (Vec<f32>, bool) {
        let (sums, known) = self.linear.sums(&features(title));
        let at = |node: &u32| sums.get(*node as usize).copied().unwrap_or(0.0);
        (self.places.iter().map(|nodes| nodes.iter().map(at).sum()).collect(), known)
    }

    /// The candidates for a title with their facts; none where nothing of it is known.
    fn candidates(&self, title: &str) -> Vec<(usize, Facts)> {
        let title = title.chars().take(features::LONGEST).collect::<String>();
        let (scores, known) = self.scores(&title);
        self.chosen(&title, &scores, &self.counts, known)
    }

    fn chosen(&self, title: &str, scores: &[f32], counts: &[u32], known: bool) -> Vec<(usize, Facts)> {
        let names = self.codes.names.ask(title);
        if !known && names.iter().all(|like| like.cosine <= 0.0) {
            return Vec::new();
        }
        let tasks = self.codes.tasks.ask(title);
        let (levels, groups) = (self.codes.levels.as_slice(), self.codes.groups.as_slice());
        rank::candidates(&Known { scores, counts, levels, groups, names: &names, tasks: &tasks })
    }

    fn ranked(&self, title: &str) -> Vec<(usize, u32)> {
        let found = self.candidates(title);
        let scores = found.iter().map(|(_, facts)| rank::score(&self.weights, facts)).collect::<Vec<_>>();
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let share = |score: f32| (rank::exp(score - top) * 1e6) as u32 + 1;
        let mut order = found.iter().zip(scores).map(|((code, _), score)| (*code, score)).collect::<Vec<_>>();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        order.into_iter().map(|(code, score)| (code, share(score))).collect()
    }

    /// The codes that a title may mean, best first, groups among them. Empty where nothing of the title is known.
    pub fn codes(&self, title: &str, limit: usize) -> Vec<Match<'_>> {
        self.matches(title, |_| true).take(limit).collect()
    }

    fn matches(&self, title: &str, keep: impl Fn(usize) -> bool) -> impl Iterator<Item = Match<'_>> {
        let kept = self.ranked(title).into_iter().filter(move |(code, _)| keep(*code));
        kept.filter_map(|(code, score)| Some(Match { code: self.codes.list.get(code)?, score }))
    }

    /// The occupations to offer for a posted job, best first: a whole everyday word, name or alias as
    /// [`Occupations::suggest`] finds it, then what titles teach, then the rest of the search. Only occupations that a
    /// job can be given; nothing where the search finds nothing. Scores only fall; they compare within one answer.
    pub fn posted<'a>(&'a self, all: &'a Occupations, title: &str, limit: usize) -> Vec<Match<'a>> {
        let words = all.suggest(title, limit);
        let leaf = |code: usize| self.codes.leaves.get(code).copied().unwrap_or(false);
        let (whole, rest): (Vec<_>, Vec<_>) = words.into_iter().partition(|hit| hit.score >= WHOLE);
        if whole.is_empty() && rest.is_empty() {
            return Vec::new();
        }
        // The search's own best keeps a place among the first three.
        let mut taught = self.matches(title, leaf).take(limit);
        let two = taught.by_ref().take(2).collect::<Vec<_>>();
        let (best, others) = rest.split_at_checked(1).unwrap_or_default();
        let all = whole.iter().chain(&two).chain(best).copied().chain(taught).chain(others.iter().copied());
        let mut found = Vec::<Match<'a>>::new();
        for hit in all {
            if found.len() < limit && found.iter().all(|known| known.code != hit.code) {
                found.push(hit);
            }
        }
        let length = found.len() as u32;
        found.iter_mut().zip(0..).for_each(|(hit, place)| hit.score = length - place);
        found.sort_by_key(|hit| Reverse(hit.score));
        found
    }
}
