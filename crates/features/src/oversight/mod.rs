//! What officials see of a region: figures, lists and the journal. Only reads, across areas; it refuses every name in
//! clear and every region that the official was not given.

mod figures;
mod journal;
mod lists;

pub use figures::{Below, Day, Figures, below, days, figures};
pub use journal::{About, Happening, journal};
pub use lists::{
    EmployerCounted, Filter, PersonCounted, PersonState, Taken, employers, jobs, people, taken, waiting,
};

/// The bounds between which a word lies: itself, or any.
fn bounds(word: Option<&str>) -> (String, String) {
    word.map_or_else(|| (String::new(), "zzzz".to_owned()), |word| (word.to_owned(), word.to_owned()))
}
