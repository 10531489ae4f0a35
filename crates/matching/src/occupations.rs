//! The classification of occupations of 2022 and what people call each of them. It refuses to guess without a trace:
//! a text that shares nothing with the classification or with everyday speech finds nothing.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::code::stem;
use crate::words::{Match, WHOLE, Words};

const CLASSIFICATION: &str = include_str!("../../../data/occupations-csco2022.csv");
const EVERYDAY: &str = include_str!("../../../data/everyday-words.csv");
/// What postings say around the work itself, a line each.
const POSTING: &str = include_str!("../../../data/posting-words.txt");
/// How much of a title is read before those are left out.
const LONGEST_TITLE: usize = 240;

/// An occupation, or a group of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occupation {
    /// The code, such as `4-10-01-06`.
    pub code: String,
    /// 1 major class, 2 class, 3 group, 4 occupation.
    pub level: u8,
    /// The name, without the marks that stand in [`Self::digital`] and [`Self::green`].
    pub name: String,
    /// What it is; empty for most groups.
    pub definition: String,
    /// What people in it do; empty where the classification lists nothing.
    pub tasks: String,
    /// Other names in use, in the order of the source.
    pub aliases: Vec<String>,
    /// Marked as a digital occupation.
    pub digital: bool,
    /// Marked as a green occupation.
    pub green: bool,
    /// An occupation with nothing below it: what a job can be given.
    pub leaf: bool,
}

/// The classification with its everyday words, ready to be asked.
#[derive(Debug)]
pub struct Occupations {
    by_code: BTreeMap<String, Occupation>,
    children: BTreeMap<String, Vec<String>>,
    words: Words,
}

impl Occupations {
    /// The one copy, read from the embedded files on first use.
    pub fn load() -> &'static Occupations {
        static LOADED: OnceLock<Occupations> = OnceLock::new();
        LOADED.get_or_init(|| Self::read(CLASSIFICATION, EVERYDAY))
    }

    fn read(classification: &str, everyday: &str) -> Self {
        let mut by_code = BTreeMap::<String, Occupation>::new();
        for row in rows(classification) {
            let Some(new) = occupation(&row) else { continue };
            // The source lists four codes twice, one of them as a group and as its only occupation.
            match by_code.get(&new.code) {
                Some(old) if old.level >= new.level => {}
                _ => {
                    by_code.insert(new.code.clone(), new);
                }
            }
        }
        let mut children = BTreeMap::<String, Vec<String>>::new();
        for code in by_code.keys() {
            children.entry(parent(code, &by_code)).or_default().push(code.clone());
        }
        for (code, occupation) in &mut by_code {
            occupation.leaf = occupation.level == 4 && !children.contains_key(code);
        }
        let leaves = by_code.values().filter(|occupation| occupation.leaf).collect::<Vec<_>>();
        let everyday =
            rows(everyday).filter_map(|row| Some((row.get(0)?.to_owned(), row.get(1)?.to_owned())));
        let words = Words::new(&leaves, everyday);
        Self { by_code, children, words }
    }

    /// The occupation or group with the code.
    pub fn get(&self, code: &str) -> Option<&Occupation> {
        self.by_code.get(code)
    }

    /// All of them, in the order of code.
    pub fn all(&self) -> impl Iterator<Item = &Occupation> {
        self.by_code.values()
    }

    /// What stands directly below a code, in the order of code; the major classes for the empty text.
    pub fn children(&self, code: &str) -> Vec<&Occupation> {
        self.children.get(code).into_iter().flatten().filter_map(|child| self.get(child)).collect()
    }

    /// The occupations that a word or a few words may mean, best first, ties in the order of code.
    ///
    /// A whole everyday word, name or alias comes first; then the longest one that stands in the text; then names and
    /// aliases in which the text stands; then occupations that share runs of characters with the text.
    pub fn find(&self, text: &str, limit: usize) -> Vec<Match<'_>> {
        self.words.find(text, limit)
    }

    /// The occupations that the title of a posting may mean: [`Self::find`] without what postings say around the work,
    /// such as that somebody is wanted and how well it pays.
    pub fn suggest(&self, title: &str, limit: usize) -> Vec<Match<'_>> {
        let title = title.chars().take(LONGEST_TITLE).collect::<String>();
        let found = self.find(&title, limit);
        if found.first().is_some_and(|hit| hit.score >= WHOLE) {
            return found;
        }
        let better = self.find(&work(&title), limit);
        if better.is_empty() { found } else { better }
    }
}

/// What is left of a title without the words that postings say around the work.
pub(crate) fn work(title: &str) -> String {
    POSTING.lines().fold(title.to_owned(), |rest, word| rest.replace(word, " "))
}

fn rows(text: &str) -> impl Iterator<Item = csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).into_records().filter_map(Result::ok)
}

/// Columns: level, code, number, name, definition, tasks, number, aliases.
fn occupation(row: &csv::StringRecord) -> Option<Occupation> {
    let (code, level) = (row.get(1)?.to_owned(), row.get(0)?.parse().ok()?);
    let marked = row.get(3)?.trim();
    let name = marked.trim_end_matches(['L', 'S', '/', ' ']);
    let marks = &marked[name.len()..];
    let mut aliases = Vec::<String>::new();
    for alias in row.get(7)?.split(',').map(str::trim) {
        if !alias.is_empty() && alias != name && alias != marked && !aliases.iter().any(|a| a == alias) {
            aliases.push(alias.to_owned());
        }
    }
    Some(Occupation {
        code,
        level,
        name: name.replace(' ', ""),
        definition: row.get(4)?.to_owned(),
        tasks: row.get(5)?.to_owned(),
        aliases,
        digital: marks.contains('S'),
        green: marks.contains('L'),
        leaf: false,
    })
}

/// The nearest group above that the classification lists (it leaves some out); empty for a major class.
fn parent(code: &str, known: &BTreeMap<String, Occupation>) -> String {
    let mut above = stem(code);
    while let Some((shorter, _)) = above.rsplit_once('-') {
        let padded = format!("{shorter}{}", "-00".repeat(3 - shorter.matches('-').count()));
        if known.contains_key(&padded) {
            return padded;
        }
        above = shorter;
    }
    String::new()
}
