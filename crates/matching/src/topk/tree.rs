//! The items of one occupation: a B+ tree in the order of place and id (R. Bayer, E. McCreight, 1972) whose nodes know
//! the bounds of what is below them. A change copies the way from the root to a leaf where somebody else still
//! holds it (J. Driscoll et al., "Making data structures persistent", 1989), so a clone costs one count. It refuses
//! to fill itself again after removals: nodes leave when they are empty.

use std::sync::Arc;

use super::bounds::{Bounds, Lane};
use super::curve;
use super::item::Record;
use super::leaf::{CAPACITY, Leaf};

/// The most children of a branch.
const FANOUT: usize = 10;
/// How full leaves and branches are built, so that the next insertions do not split them all.
const BUILT_LEAF: usize = 56;
const BUILT_BRANCH: usize = 8;

/// The place of an item in the order: along the curve, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    place: u64,
    id: u128,
}

impl Key {
    /// No key is less.
    pub(crate) const LEAST: Key = Key { place: 0, id: 0 };

    pub(crate) fn of(record: &Record) -> Key {
        Key::at(curve::place(record.point), record.id())
    }

    pub(crate) const fn at(place: u64, id: u128) -> Key {
        Key { place, id }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Leaf(Leaf),
    Branch(Vec<Child>),
}

/// A node with what its parent knows of it; also the root of a tree.
#[derive(Clone, Debug)]
pub(crate) struct Child {
    pub(crate) bounds: Bounds,
    /// No key below is less, but for the first child of a branch.
    low: Key,
    pub(crate) node: Arc<Node>,
}

impl Child {
    fn leaf(low: Key, leaf: Leaf) -> Child {
        Child { bounds: leaf.bounds(), low, node: Arc::new(Node::Leaf(leaf)) }
    }

    fn branch(children: Vec<Child>) -> Child {
        let low = children.first().map_or(Key::LEAST, |child| child.low);
        let bounds = Bounds::around(children.iter().map(|child| child.bounds));
        Child { bounds, low, node: Arc::new(Node::Branch(children)) }
    }

    /// A tree of records in the order of their keys.
    pub(crate) fn build(records: Vec<Record>) -> Child {
        let mut count = records.len();
        let mut records = records.into_iter();
        let mut level: Vec<Child> = Vec::with_capacity(count.div_ceil(BUILT_LEAF));
        for left in (1..=count.div_ceil(BUILT_LEAF)).rev() {
            let take = count.div_ceil(left);
            count -= take;
            let leaf: Vec<Record> = records.by_ref().take(take).collect();
            level.push(Child::leaf(leaf.first().map_or(Key::LEAST, Key::of), Leaf::of(leaf)));
        }
        while level.len() > 1 {
            let mut count = level.len();
            let mut children = level.into_iter();
            let parents = count.div_ceil(BUILT_BRANCH);
            level = Vec::with_capacity(parents);
            for left in (1..=parents).rev() {
                let take = count.div_ceil(left);
                count -= take;
                level.push(Child::branch(children.by_ref().take(take).collect()));
            }
        }
        level.pop().unwrap_or_else(|| Child::leaf(Key::LEAST, Leaf::default()))
    }

    /// Adds an item.
    pub(crate) fn insert(&mut self, record: Record) {
        let (key, lane) = (Key::of(&record), Lane::of(&record));
        if let Some(upper) = self.add(record, &key, &lane) {
            let lower = self.clone();
            *self = Child::branch(vec![lower, upper]);
        }
    }

    fn add(&mut self, record: Record, key: &Key, lane: &Lane) -> Option<Child> {
        self.bounds.join(&Bounds::of(&record, lane));
        match Arc::make_mut(&mut self.node) {
            Node::Leaf(leaf) => {
                leaf.push(record, *lane);
                if leaf.records.len() <= CAPACITY {
                    return None;
                }
                let (low, upper) = leaf.split();
                self.bounds = leaf.bounds();
                Some(Child::leaf(low, upper))
            }
            Node::Branch(children) => {
                let at = child_for(children, key);
                if let Some(upper) = children[at].add(record, key, lane) {
                    children.insert(at + 1, upper);
                }
                if children.len() <= FANOUT {
                    return None;
                }
                let upper = children.split_off(children.len() / 2);
                self.bounds = Bounds::around(children.iter().map(|child| child.bounds));
                Some(Child::branch(upper))
            }
        }
    }

    /// Takes an item out.
    pub(crate) fn remove(&mut self, key: &Key) -> Option<Record> {
        let record = self.take(key)?;
        loop {
            let only = match &*self.node {
                Node::Branch(children) if children.len() == 1 => children.first().cloned(),
                _ => None,
            };
            match only {
                Some(child) => *self = child,
                None => return Some(record),
            }
        }
    }

    fn take(&mut self, key: &Key) -> Option<Record> {
        match Arc::make_mut(&mut self.node) {
            Node::Leaf(leaf) => {
                let record = leaf.remove(key.id)?;
                self.bounds = leaf.bounds();
                Some(record)
            }
            Node::Branch(children) => {
                let at = child_for(children, key);
                let record = children[at].take(key)?;
                if children[at].is_empty() {
                    children.remove(at);
                }
                self.bounds = Bounds::around(children.iter().map(|child| child.bounds));
                Some(record)
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        match &*self.node {
            Node::Leaf(leaf) => leaf.records.is_empty(),
            Node::Branch(children) => children.is_empty(),
        }
    }
}

/// Which child holds a key; a branch has at least one.
fn child_for(children: &[Child], key: &Key) -> usize {
    children.partition_point(|child| child.low <= *key).saturating_sub(1)
}
