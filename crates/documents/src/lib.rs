//! Papers to print: a sheet of headings, facts and entries becomes a PDF, A4, with Chinese text that can be selected,
//! searched and read aloud.
//!
//! The font is one file of the program (`data/fonts`, 9,148 characters). A character that it lacks is drawn as a box, keeps
//! its own meaning for whoever copies it, and is named at the foot: nobody is handed a paper on which their name is silently
//! wrong. The same sheet gives the same bytes: the day on it is given, there is no clock here.
//!
//! It refuses to know what a sheet is about, to hold a word for people, and to fail over what people wrote.

#![warn(missing_docs)]

mod draw;
mod font;
mod layout;
mod text;

/// A day on a paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// 1–12.
    pub month: u8,
    /// 1–31.
    pub day: u8,
}

/// A paper: what it is called, what stands on it, what is said at its foot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its title, for the window of whoever reads it.
    pub title: String,
    /// The language it is in, as a tag.
    pub lang: String,
    /// The day it was made.
    pub day: Day,
    /// What stands on it, in order.
    pub blocks: Vec<Block>,
    /// Said small at the end.
    pub foot: String,
    /// Said after `foot` when a character could not be drawn; the characters follow by their numbers.
    pub missing: String,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Whose paper it is, large, with something beside it at the right.
    Name {
        /// The name.
        text: String,
        /// Beside it.
        aside: String,
    },
    /// A line in a second voice.
    Line(String),
    /// A heading over a rule.
    Heading(String),
    /// Some sentences.
    Text(String),
    /// A word and what there is to say under it.
    Fact {
        /// The word.
        label: String,
        /// What there is.
        text: String,
    },
    /// Something with a time: a job, a school.
    Entry {
        /// What.
        title: String,
        /// When, at the right.
        when: String,
        /// Where, below.
        place: String,
        /// More of it.
        text: String,
        /// What it is vouched by, in a small frame; empty for nothing.
        mark: String,
    },
}

/// The sheet as a PDF.
///
/// # Errors
/// When the file cannot be written, which nothing on a sheet brings about.
pub fn pdf(sheet: &Sheet) -> Result<Vec<u8>, Unwritten> {
    draw::write(sheet)
}

/// Whether the font has the character; what it lacks is drawn as a box.
pub fn has(c: char) -> bool {
    font::Face::load().has(c)
}

/// A PDF that could not be written.
#[derive(Debug)]
pub struct Unwritten(pub(crate) String);

impl std::fmt::Display for Unwritten {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unwritten {}
