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
use crate::{Occupation, Occupations, occupations};
use features::{NARROW, WIDE, ends, features};
use likeness::{By, Likeness};
use linear::{Linear, Reader, path};
use rank::{FACTS, Facts, Known, Scores};

pub use table::{Summary, run};

const WEIGHTS: &[u8] = include_bytes!("../../../../data/title-weights.bin");
const MAGIC: &[u8] = b"titles 3";

/// The codes of the classification by number, with what is said of them.
#[derive(Debug)]
pub(crate) struct Codes {
    list: Vec<String>,
    levels: Vec<u8>,
    leaves: Vec<bool>,
    groups: Vec<[u32; 3]>,
    names: Likeness,
    tasks: Likeness,
    signs: Likeness,
    /// The ends of each code's names, in order.
    ends: Vec<Vec<u32>>,
}

impl Codes {
    fn new(all: &Occupations) -> Self {
        let list = all.all().map(|occupation| occupation.code.clone()).collect::<Vec<_>>();
        let names = all.all().enumerate().flat_map(|(code, o)| named(o).map(move |name| (code, name)));
        let names = names.collect::<Vec<_>>();
        let signs = Likeness::new(By::Signs, list.len(), names.iter().copied());
        let names = Likeness::new(By::Runs, list.len(), names.into_iter());
        let ends = all.all().map(|o| {
            let mut ends = named(o).flat_map(ends).collect::<Vec<_>>();
            ends.sort_unstable();
            ends
        });
        let ends = ends.collect();
        let said = |o: &Occupation| format!("{} {}", o.definition, o.tasks);
        let tasks = all.all().map(said).collect::<Vec<_>>();
        let tasks = Likeness::new(By::Runs, list.len(), tasks.iter().map(String::as_str).enumerate());
        let levels = all.all().map(|occupation| occupation.level).collect();
        let leaves = all.all().map(|occupation| occupation.leaf).collect();
        let groups = groups(&list);
        Self { list, levels, leaves, groups, names, tasks, signs, ends }
    }

    fn number(&self, code: &str) -> Option<usize> {
        self.list.binary_search_by(|known| known.as_str().cmp(code)).ok()
    }
}

/// The name and the aliases of an occupation.
fn named(occupation: &Occupation) -> impl Iterator<Item = &str> {
    std::iter::once(&occupation.name).chain(&occupation.aliases).map(String::as_str)
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
    ridge: Linear,
    line: Linear,
    weights: Facts,
    /// For each code its nodes in the ridge regression and in the log-linear classifier.
    places: (Places, Places),
}

/// For each code its nodes in a classifier.
type Places = Vec<Vec<u32>>;

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
        titles.ridge = Linear::read(&mut from)?;
        titles.line = Linear::read(&mut from)?;
        titles.place();
        if from.0.is_empty() { Ok(titles) } else { Err(bad()) }
    }

    /// The weights as bytes: the weights of the facts, how many training titles each code had, and the two classifiers
    /// over hashed features, little-endian. No title stands in them.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        self.weights.iter().for_each(|weight| out.extend(weight.to_bits().to_le_bytes()));
        out.extend((self.counts.len() as u32).to_le_bytes());
        self.counts.iter().for_each(|count| out.extend(count.to_le_bytes()));
        self.ridge.write(&mut out);
        self.line.write(&mut out);
        out
    }

    fn empty(codes: Codes) -> Self {
        let counts = vec![0; codes.list.len()];
        let (ridge, line) = (Linear::default(), Linear::default());
        Self { codes, counts, ridge, line, weights: [0.0; FACTS], places: Default::default() }
    }

    /// Finds each code's nodes in the classifiers.
    fn place(&mut self) {
        let places = |linear: &Linear| {
            let numbered: BTreeMap<&str, usize> = linear.numbered();
            let nodes = |code: &String| {
                let nodes = path(code);
                nodes.iter().filter_map(|node| numbered.get(node.as_str())).map(|n| *n as u32).collect()
            };
            self.codes.list.iter().map(nodes).collect()
        };
        self.places = (places(&self.ridge), places(&self.line));
    }

    /// The scores of each code, by number, and whether any feature of the title is known.
    fn scores(&self, title: &str) -> (Scores, bool) {
        let ask = |linear: &Linear, places: &Places, reading| {
            let (sums, known) = linear.sums(&features(title, reading));
            let at = |node: &u32| sums.get(*node as usize).copied().unwrap_or(0.0);
            (places.iter().map(|nodes| nodes.iter().map(at).sum()).collect(), known)
        };
        let (ridge, one) = ask(&self.ridge, &self.places.0, &WIDE);
        let (line, other) = ask(&self.line, &self.places.1, &NARROW);
        (Scores { ridge, line }, one || other)
    }

    /// The candidates for a title with their facts; none where nothing of it is known.
    fn candidates(&self, title: &str) -> Vec<(usize, Facts)> {
        let title = title.chars().take(features::LONGEST).collect::<String>();
        let (scores, known) = self.scores(&title);
        self.chosen(&title, &scores, &self.counts, known)
    }

    fn chosen(&self, title: &str, scores: &Scores, counts: &[u32], known: bool) -> Vec<(usize, Facts)> {
        let codes = &self.codes;
        let names = codes.names.ask(title);
        if !known && names.iter().all(|like| like.cosine <= 0.0) {
            return Vec::new();
        }
        let work = occupations::work(title);
        let work = if work.contains(char::is_alphanumeric) { work.as_str() } else { title };
        rank::candidates(&Known {
            scores,
            counts,
            levels: &codes.levels,
            groups: &codes.groups,
            names: &names,
            tasks: &codes.tasks.ask(title),
            signs: &codes.signs.ask(work),
            ends: &ends(work),
            name_ends: &codes.ends,
        })
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
