//! Where each item is filed: a persistent hash trie (P. Bagwell, "Ideal hash trees", 2001) from ids to places.
//! It refuses to draw a seed: equal contents found by equal changes look alike everywhere.

use std::sync::Arc;

/// Entries in a bucket before it forks.
const BUCKET: usize = 24;
const BITS: u32 = 2;
/// Beyond this depth the hash has no bits left and buckets grow.
const DEPTH: u32 = 64 / BITS;

/// Where an item is filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Along the curve.
    pub(crate) along: u64,
    /// One of its occupations.
    pub(crate) home: u32,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    id: [u64; 2],
    place: Place,
}

#[derive(Clone, Debug)]
enum Node {
    Bucket(Vec<Entry>),
    Fork(Box<[Arc<Node>; 1 << BITS]>),
}

/// The map.
#[derive(Clone, Debug)]
pub(crate) struct Trie {
    root: Arc<Node>,
    len: usize,
}

fn halves(id: u128) -> [u64; 2] {
    [(id >> 64) as u64, id as u64]
}

/// The finalizer of SplitMix64 (G. Steele et al., 2014) over both halves.
fn hash([high, low]: [u64; 2]) -> u64 {
    let mix = |mut bits: u64| {
        bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ bits >> 31
    };
    mix(mix(high.wrapping_add(0x9E37_79B9_7F4A_7C15)) ^ low)
}

fn digit(hash: u64, depth: u32) -> usize {
    (hash >> (depth * BITS) & ((1 << BITS) - 1)) as usize
}

impl Default for Trie {
    fn default() -> Trie {
        Trie { root: Arc::new(Node::Bucket(Vec::new())), len: 0 }
    }
}

impl Trie {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn get(&self, id: u128) -> Option<Place> {
        let id = halves(id);
        let (hash, mut depth, mut node) = (hash(id), 0, &self.root);
        loop {
            match &**node {
                Node::Bucket(entries) => return entries.iter().find(|e| e.id == id).map(|e| e.place),
                Node::Fork(children) => node = &children[digit(hash, depth)],
            }
            depth += 1;
        }
    }

    /// Puts an id that is not there; says whether it was not.
    pub(crate) fn insert(&mut self, id: u128, place: Place) -> bool {
        if self.get(id).is_some() {
            return false;
        }
        let entry = Entry { id: halves(id), place };
        put(Arc::make_mut(&mut self.root), entry, hash(entry.id), 0);
        self.len += 1;
        true
    }

    /// Takes an id out; says where its item was filed.
    pub(crate) fn remove(&mut self, id: u128) -> Option<Place> {
        self.get(id)?;
        let id = halves(id);
        let (hash, mut depth, mut node) = (hash(id), 0, &mut self.root);
        loop {
            match Arc::make_mut(node) {
                Node::Fork(children) => node = &mut children[digit(hash, depth)],
                Node::Bucket(entries) => {
                    let at = entries.iter().position(|e| e.id == id)?;
                    self.len -= 1;
                    return Some(entries.swap_remove(at).place);
                }
            }
            depth += 1;
        }
    }
}

fn put(node: &mut Node, entry: Entry, hash: u64, depth: u32) {
    match node {
        Node::Fork(children) => {
            put(Arc::make_mut(&mut children[digit(hash, depth)]), entry, hash, depth + 1);
        }
        Node::Bucket(entries) => {
            entries.push(entry);
            fork(node, depth);
        }
    }
}

fn fork(node: &mut Node, depth: u32) {
    let Node::Bucket(entries) = node else { return };
    if entries.len() <= BUCKET || depth >= DEPTH {
        return;
    }
    let mut buckets: [Vec<Entry>; 1 << BITS] = Default::default();
    for entry in entries.drain(..) {
        buckets[digit(hash(entry.id), depth)].push(entry);
    }
    let children = buckets.map(|bucket| {
        let mut child = Node::Bucket(bucket);
        fork(&mut child, depth + 1);
        Arc::new(child)
    });
    *node = Node::Fork(Box::new(children));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_map_and_a_clone_stays_what_it_was(
            changes in vec((any::<bool>(), prop_oneof![0..400u128, any::<u128>()], 0..9u64), 0..1500),
            cut in 0..1500usize,
        ) {
            let (mut trie, mut map) = (Trie::default(), BTreeMap::new());
            let mut snapshot = (trie.clone(), map.clone());
            for (at, (puts, id, along)) in changes.into_iter().enumerate() {
                if at == cut {
                    snapshot = (trie.clone(), map.clone());
                }
                let place = Place { along, home: along as u32 };
                if puts {
                    prop_assert_eq!(trie.insert(id, place), !map.contains_key(&id));
                    map.entry(id).or_insert(place);
                } else {
                    prop_assert_eq!(trie.remove(id), map.remove(&id));
                }
            }
            for (trie, map) in [(&trie, &map), (&snapshot.0, &snapshot.1)] {
                prop_assert_eq!(trie.len(), map.len());
                for id in (0..400).chain(map.keys().copied()) {
                    prop_assert_eq!(trie.get(id), map.get(&id).copied());
                }
            }
        }
    }
}
