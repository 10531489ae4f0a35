//! The index: a tree for each occupation, and where each item is filed. A clone is a snapshot and costs a few dozen
//! counts; a change copies a few nodes that a snapshot still holds. It refuses two items with one id.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use kernel::{Error, Result};

use super::curve;
use super::item::{Item, Record, Side};
use super::profile::Profile;
use super::query::{Hit, Query, Scope, Wanted};
use super::search::{self, Ground};
use super::tree::{Child, Key};
use super::trie::{Place, Trie};
use crate::code::{is_under, stem};

/// Trees that are copied together.
const CHUNK: usize = 8;

type Chunk = [Option<Child>; CHUNK];

/// Jobs or workers in memory, ready for questions.
#[derive(Clone, Debug)]
pub struct Index {
    side: Side,
    numbers: Arc<BTreeMap<Arc<str>, u32>>,
    trees: Vec<Arc<Chunk>>,
    places: Trie,
}

/// Collects items and files them all at once, which is faster and packs them closer than one by one.
#[derive(Debug)]
pub struct Builder {
    index: Index,
    records: Vec<Record>,
}

impl Index {
    /// An index of nothing.
    pub fn new(side: Side) -> Index {
        Index { side, numbers: Arc::default(), trees: Vec::new(), places: Trie::default() }
    }

    /// Which way its questions go.
    pub const fn side(&self) -> Side {
        self.side
    }

    /// How many items it holds, expired ones included.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether an item with the id is there.
    pub fn contains(&self, id: u128) -> bool {
        self.places.get(id).is_some()
    }

    /// Files an item under its occupations; says whether it replaced one with its id. `pay.range` if its pay is
    /// negative, `item.occupations` if it has no occupation or an empty one; then nothing is changed.
    pub fn put<S: AsRef<str>>(&mut self, item: &Item, occupations: &[S]) -> Result<bool> {
        let record = Record::new(item)?;
        let occupations = self.number_all(occupations)?;
        let replaced = self.remove(item.id);
        self.file(record, &occupations, |index, copy| {
            let tree = index.tree_mut(copy.home);
            match tree {
                Some(tree) => tree.insert(copy),
                None => *tree = Some(Child::build(vec![copy])),
            }
        });
        Ok(replaced)
    }

    /// Takes an item out; says whether it was there.
    pub fn remove(&mut self, id: u128) -> bool {
        let Some(Place { along, home }) = self.places.remove(id) else { return false };
        let key = Key::at(along, id);
        let record = self.take(home, &key);
        for occupation in record.and_then(|record| record.others).into_iter().flatten() {
            self.take(occupation, &key);
        }
        true
    }

    fn take(&mut self, occupation: u32, key: &Key) -> Option<Record> {
        let tree = self.tree_mut(occupation);
        let child = tree.as_mut()?;
        let record = child.remove(key);
        if child.is_empty() {
            *tree = None;
        }
        record
    }

    /// The best of all items that pass, at most as many as asked for, best first and equal scores by the smaller id.
    /// `profile.weight` if the profile is unsound.
    pub fn top(&self, profile: &Profile, query: &Query<'_>) -> Result<Vec<Hit>> {
        profile.check()?;
        let grounds: Vec<Ground<'_>> = self
            .asked(query.occupations)
            .into_iter()
            .filter_map(|(occupation, weight)| {
                Some(Ground { occupation, weight, tree: self.tree(occupation)? })
            })
            .collect();
        Ok(search::top(self.side, profile, query, &grounds))
    }

    /// The occupations asked for, by number, each with its greatest weight.
    fn asked(&self, wanted: &[Wanted]) -> BTreeMap<u32, f64> {
        let mut asked = BTreeMap::new();
        if wanted.is_empty() {
            return self.numbers.values().map(|number| (*number, 1.0)).collect();
        }
        for wanted in wanted {
            let mut ask = |number: &u32| {
                let weight = asked.entry(*number).or_insert(0.0f64);
                *weight = weight.max(wanted.worth());
            };
            match wanted.scope {
                Scope::Exact => self.numbers.get(wanted.code.as_str()).into_iter().for_each(&mut ask),
                Scope::Under => {
                    let stem = stem(&wanted.code);
                    self.numbers
                        .range::<str, _>((Bound::Included(stem), Bound::Unbounded))
                        .take_while(|(code, _)| code.starts_with(stem))
                        .filter(|(code, _)| is_under(code, stem))
                        .for_each(|(_, number)| ask(number));
                }
            }
        }
        asked
    }

    fn tree(&self, occupation: u32) -> Option<&Child> {
        let at = occupation as usize;
        self.trees.get(at / CHUNK)?[at % CHUNK].as_ref()
    }

    fn tree_mut(&mut self, occupation: u32) -> &mut Option<Child> {
        let at = occupation as usize;
        if at / CHUNK >= self.trees.len() {
            self.trees.resize_with(at / CHUNK + 1, || Arc::new(Default::default()));
        }
        &mut Arc::make_mut(&mut self.trees[at / CHUNK])[at % CHUNK]
    }

    fn number_all<S: AsRef<str>>(&mut self, codes: &[S]) -> Result<Vec<u32>> {
        if codes.is_empty() || codes.iter().any(|code| code.as_ref().is_empty()) {
            return Err(Error::invalid("item.occupations"));
        }
        let mut numbers: Vec<u32> = codes.iter().map(|code| self.number(code.as_ref())).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Ok(numbers)
    }

    fn number(&mut self, code: &str) -> u32 {
        if let Some(number) = self.numbers.get(code) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        Arc::make_mut(&mut self.numbers).insert(code.into(), number);
        number
    }

    fn file(
        &mut self,
        record: Record,
        occupations: &[u32],
        mut keep: impl FnMut(&mut Index, Record),
    ) -> bool {
        let along = curve::place(record.point);
        let home = occupations.first().copied().unwrap_or_default();
        let new = self.places.insert(record.id(), Place { along, home });
        if new {
            record.filed(occupations).for_each(|copy| keep(self, copy));
        }
        new
    }
}

impl Builder {
    /// Of an index that is yet empty.
    pub fn new(side: Side) -> Builder {
        Builder { index: Index::new(side), records: Vec::new() }
    }

    /// Adds an item; says whether its id was not there yet, and leaves it out if it was. Errors as [`Index::put`].
    pub fn add<S: AsRef<str>>(&mut self, item: &Item, occupations: &[S]) -> Result<bool> {
        let record = Record::new(item)?;
        let occupations = self.index.number_all(occupations)?;
        let records = &mut self.records;
        Ok(self.index.file(record, &occupations, |_, copy| records.push(copy)))
    }

    /// Whether an item with the id was added.
    pub fn contains(&self, id: u128) -> bool {
        self.index.contains(id)
    }

    /// Files everything.
    pub fn build(self) -> Index {
        let Builder { mut index, mut records } = self;
        records.sort_unstable_by_key(|record| record.home);
        // From the end, so that what is filed is given back as the trees grow.
        while let Some(home) = records.last().map(|record| record.home) {
            let start = records.partition_point(|record| record.home < home);
            let mut own = records.split_off(start);
            if records.len() < records.capacity() / 2 {
                records.shrink_to_fit();
            }
            own.sort_by_cached_key(Key::of);
            *index.tree_mut(home) = Some(Child::build(own));
        }
        index
    }
}
