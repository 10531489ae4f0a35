//! What officials see of a region: figures, lists and the journal. Only reads, across areas; it refuses every name in
//! clear and every region that the official was not given.

mod figures;
mod journal;
mod lists;
mod person;
mod platform;

pub use figures::{Below, Day, Figures, below, days, figures, people_count, unverified_count};
pub use journal::{About, Happening, journal};
pub use lists::{
    EmployerCounted, Filter, PersonCounted, PersonState, employers, jobs, jobs_of, people, waiting,
};
pub use person::{Person, Taken, person};
pub use platform::{Platform, platform};

/// The bounds between which a word lies: itself, or any.
fn bounds(word: Option<&str>) -> (String, String) {
    word.map_or_else(|| (String::new(), "zzzz".to_owned()), |word| (word.to_owned(), word.to_owned()))
}
