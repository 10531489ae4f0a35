//! One search box: what a text asks for, and how what is being typed may go on. Everyday words, names and aliases of
//! occupations, places, pay and time in any order, in characters, pinyin or initials, with one slip.
//!
//! It refuses to read more than sixty characters, knows no sentence for people, and gives the same answer to the same
//! text on every machine.

mod complete;
mod grammar;
mod lexicon;
mod normal;
mod number;
mod pay;
mod segment;
mod sound;
mod spans;
mod trie;
mod types;
mod understand;
mod walk;

pub use types::{
    Completion, CompletionKind, Meaning, Part, PartKind, PayWish, PlaceName, Understood, Wishes,
};

use lexicon::Lexicon;
use normal::Folding;
use sound::Sounds;
use trie::Trie;

use crate::Occupations;

/// The search box, ready to be asked; made once from the occupations and the divisions.
#[derive(Debug)]
pub struct Search<'a> {
    occupations: &'a Occupations,
    folding: Folding,
    lexicon: Lexicon,
    sounds: Sounds,
    trie: Trie,
}

impl<'a> Search<'a> {
    /// An index of the occupations with their everyday words, the places and the words of the grammar.
    pub fn new(occupations: &'a Occupations, places: impl IntoIterator<Item = PlaceName>) -> Self {
        let folding = Folding::new();
        let mut lexicon = Lexicon::new(occupations, places, &folding);
        let sounds = Sounds::new(&lexicon.chars());
        for term in &mut lexicon.terms {
            term.unusual = sounds.unusual(&term.chars);
        }
        let trie = Trie::new(&lexicon.terms, &sounds);
        Self { occupations, folding, lexicon, sounds, trie }
    }

    /// How many terms can be found, and the bytes that the index occupies, about.
    pub fn size(&self) -> (usize, usize) {
        let terms = &self.lexicon.terms;
        let chars: usize = terms.iter().map(|term| term.chars.capacity() * size_of::<char>()).sum();
        let texts: usize = self.lexicon.shown.iter().map(|shown| shown.text.capacity()).sum();
        let rows = size_of_val(&terms[..]) + size_of_val(&self.lexicon.shown[..]);
        (terms.len(), self.trie.bytes() + chars + texts + rows)
    }
}
