//! The province's geography and population: divisions, outlines of counties, approximate places and the census.
//!
//! Everything is read from data compiled into the program. This crate refuses to reach for anything else: no
//! network, no database, no clock, no randomness. It never claims to know where a village stands; see
//! [`Atlas::place`].

mod atlas;
mod census;
mod outline;
mod place;
mod search;

pub use atlas::{Atlas, Region};
pub use census::{AGES, Census, County, EDUCATION, INDUSTRIES, OCCUPATIONS};
