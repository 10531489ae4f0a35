//! What the search box is given and what it answers. Plain values: nothing here reads a text.

use std::ops::Range;

use kernel::{Availability, Fen, Level, PayUnit, RegionCode, Settlement};

use crate::JobKind;

/// A division that can be searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceName {
    /// Its code.
    pub code: RegionCode,
    /// Its official name, such as `安溪县` or `东山村委会`.
    pub name: String,
    /// How many people live there, or any other number that ranks places of one level; 0 when unknown.
    pub population: u64,
    /// How deep it stands.
    pub level: Level,
}

/// An occupation that a text may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// A code of the classification, such as `4-10-01-06`.
    pub code: String,
    /// How well it fits; only for comparing within one answer.
    pub weight: u32,
}

/// What pay is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayWish {
    /// What it is counted by.
    pub unit: PayUnit,
    /// Whether the text says the unit; else it follows from the amount and the settlement.
    pub unit_said: bool,
    /// The least, for one unit; within 1 fen and [`PayUnit::limit`].
    pub at_least: Option<Fen>,
    /// The most, for one unit; not below `at_least`.
    pub at_most: Option<Fen>,
}

/// A set of further wishes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wishes(u8);

impl Wishes {
    /// No wish.
    pub const NONE: Wishes = Wishes(0);
    /// Work that asks for no experience.
    pub const NO_EXPERIENCE: Wishes = Wishes(1);
    /// Meals are given.
    pub const MEALS: Wishes = Wishes(2);
    /// A bed is given.
    pub const LODGING: Wishes = Wishes(4);
    /// Social insurance is paid.
    pub const INSURANCE: Wishes = Wishes(8);

    /// The wishes of either.
    #[must_use]
    pub const fn with(self, other: Wishes) -> Wishes {
        Wishes(self.0 | other.0)
    }

    /// Whether every wish of the other is here.
    pub const fn contains(self, other: Wishes) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What a part of the text was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// A word for an occupation.
    Occupation,
    /// A place.
    Place,
    /// Pay.
    Pay,
    /// When in the week.
    Slots,
    /// A day counted from today, with or without a time of day.
    Date,
    /// When pay is settled.
    Settlement,
    /// The kind of job.
    Kind,
    /// A further wish.
    Wish,
    /// Words that were not understood.
    Rest,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it was read as.
    pub kind: PartKind,
    /// Its bytes in the text; both ends are character boundaries.
    pub range: Range<usize>,
}

/// What a text asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understood {
    /// The occupations it may mean, best first, ties in the order of code. When no part is an occupation they are a
    /// guess from the words in `rest`.
    pub occupations: Vec<Meaning>,
    /// The places it may mean, best first.
    pub place: Vec<RegionCode>,
    /// The pay it asks for.
    pub pay: Option<PayWish>,
    /// The slots of the week it names.
    pub slots: Option<Availability>,
    /// The days it names, counted from today, in order.
    pub dates: Vec<u8>,
    /// When pay shall be settled.
    pub settlement: Option<Settlement>,
    /// The kind of job.
    pub kind: Option<JobKind>,
    /// Further wishes.
    pub wishes: Wishes,
    /// The words that were not understood, to be looked for in titles, with single spaces between them.
    pub rest: String,
    /// Where everything came from, in the order of the text, without overlap.
    pub parts: Vec<Part>,
}

/// What a completion stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// An occupation, by its code.
    Occupation(String),
    /// A place; the best ranked one of the name.
    Place(RegionCode),
    /// A word of the grammar, such as `日结`.
    Word,
}

/// A way to go on with what is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What would stand in place of `range`.
    pub text: String,
    /// What it stands for.
    pub kind: CompletionKind,
    /// The bytes of the input it replaces; both ends are character boundaries.
    pub range: Range<usize>,
}
