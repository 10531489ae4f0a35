//! One struct a page, one template a struct. A struct carries facts (fen, micros, metres, codes); the words are
//! chosen here and in the translation files. Pages refuse to look anything up.

mod arrival;
mod code;
mod crew;
mod facts;
mod filters;
pub mod firms;
mod form;
pub mod ledgers;
pub mod me;
mod page;
mod people;
mod posting;
pub mod privacy;
pub mod qr;
pub mod samples;
pub mod say;
pub mod staff;
mod twins;

pub mod employer;
pub mod gov;
pub mod offices;
pub mod shared;
pub mod station;
pub mod worker;

pub use facts::{NearbyPay, Pay, Reason, Shift, When};
pub use form::{FieldError, FieldErrors, Occupation, PlaceRow};
pub use page::{Icon, Me, Page};
