//! All terms from each of their characters on, as a tree of characters: what begins a term or stands inside one is a
//! path from the root. It refuses to begin inside a Latin word or a number.

use std::collections::VecDeque;

use super::lexicon::Term;
use super::sound::{Sound, Sounds};

/// The number of a node.
pub(crate) type NodeId = u32;

/// A term from one of its characters on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Suffix {
    /// The number of the term.
    pub term: u32,
    /// The character it begins at.
    pub at: u16,
}

#[derive(Debug)]
struct Node {
    c: char,
    children: (u32, u32),
    suffixes: (u32, u32),
    /// How many of the suffixes end here; they come first.
    ends: u32,
}

/// The tree.
#[derive(Debug)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
    suffixes: Vec<Suffix>,
    by_sound: Vec<Vec<NodeId>>,
}

/// The root.
pub(crate) const ROOT: NodeId = 0;

impl Trie {
    /// The tree of the terms.
    pub(crate) fn new(terms: &[Term], sounds: &Sounds) -> Self {
        let mut suffixes = Vec::new();
        for (number, term) in terms.iter().enumerate() {
            for at in 0..term.chars.len() {
                let inside = at > 0
                    && (!term.infix
                        || (term.chars[at].is_ascii() && term.chars[at - 1].is_ascii_alphanumeric()));
                if !inside {
                    suffixes.push(Suffix { term: number as u32, at: at as u16 });
                }
            }
        }
        let text = |s: &Suffix| &terms[s.term as usize].chars[usize::from(s.at)..];
        // Three characters packed into a number decide most comparisons.
        let packed = |s: &Suffix| {
            let three = text(s).iter().map(|c| u64::from(*c as u32)).chain(std::iter::repeat(0));
            three.take(3).fold(0, |key, c| key << 21 | c)
        };
        let mut keyed: Vec<(u64, Suffix)> = suffixes.iter().map(|s| (packed(s), *s)).collect();
        keyed.sort_unstable_by(|(x, a), (y, b)| {
            x.cmp(y).then_with(|| text(a).cmp(text(b))).then((a.term, a.at).cmp(&(b.term, b.at)))
        });
        let suffixes: Vec<Suffix> = keyed.into_iter().map(|(_, suffix)| suffix).collect();
        let mut nodes =
            vec![Node { c: ' ', children: (0, 0), suffixes: (0, suffixes.len() as u32), ends: 0 }];
        let mut open = VecDeque::from([(ROOT, 0)]);
        while let Some((id, depth)) = open.pop_front() {
            let (from, to) = nodes[id as usize].suffixes;
            let all = &suffixes[from as usize..to as usize];
            let ends = all.partition_point(|s| text(s).len() <= depth);
            let first = nodes.len() as u32;
            let mut at = from + ends as u32;
            for group in all[ends..].chunk_by(|a, b| text(a)[depth] == text(b)[depth]) {
                let end = at + group.len() as u32;
                open.push_back((nodes.len() as u32, depth + 1));
                let c = group.first().map_or(' ', |s| text(s)[depth]);
                nodes.push(Node { c, children: (0, 0), suffixes: (at, end), ends: 0 });
                at = end;
            }
            let last = nodes.len() as u32;
            let node = &mut nodes[id as usize];
            (node.children, node.ends) = ((first, last), ends as u32);
        }
        nodes.shrink_to_fit();
        let mut by_sound = vec![Vec::new(); sounds.count()];
        let (first, last) = nodes[0].children;
        for child in first..last {
            for sound in sounds.readings(nodes[child as usize].c) {
                by_sound[usize::from(*sound)].push(child);
            }
        }
        Self { nodes, suffixes, by_sound }
    }

    /// The character that leads to a node.
    pub(crate) fn char(&self, node: NodeId) -> char {
        self.nodes[node as usize].c
    }

    /// The nodes one character further, in the order of character.
    pub(crate) fn children(&self, node: NodeId) -> std::ops::Range<NodeId> {
        let (first, last) = self.nodes[node as usize].children;
        first..last
    }

    /// The node that a character leads to.
    pub(crate) fn child(&self, node: NodeId, c: char) -> Option<NodeId> {
        let (first, last) = self.nodes[node as usize].children;
        let all = &self.nodes[first as usize..last as usize];
        all.binary_search_by_key(&c, |child| child.c).ok().map(|at| first + at as u32)
    }

    /// The nodes below the root whose character may be read so.
    pub(crate) fn begun_by(&self, sound: Sound) -> &[NodeId] {
        &self.by_sound[usize::from(sound)]
    }

    /// Everything that goes through a node.
    pub(crate) fn through(&self, node: NodeId) -> &[Suffix] {
        let (from, to) = self.nodes[node as usize].suffixes;
        &self.suffixes[from as usize..to as usize]
    }

    /// Everything that ends at a node.
    pub(crate) fn ending(&self, node: NodeId) -> &[Suffix] {
        &self.through(node)[..self.nodes[node as usize].ends as usize]
    }

    /// The bytes it occupies.
    pub(crate) fn bytes(&self) -> usize {
        self.nodes.capacity() * size_of::<Node>() + self.suffixes.capacity() * size_of::<Suffix>()
    }
}
