//! Who belongs to which of the real-name ledgers 实名台账, from when to when, because of what: a rule over dated facts.
//!
//! Pure and deterministic by day. The rules are data (`data/ledgers.toml`); a fact that is lacking makes an answer
//! *cannot tell until this is known*, never a yes or a no. It refuses to weigh, score or rank anybody.

mod day;
mod fact;
mod group;
mod rule;
mod standing;

pub use day::Day;
pub use fact::{Fact, Kind, Need, Shape};
pub use group::{Entry, Group, ledgers};
pub use rule::{Found, How, Reason, Truth};
pub use standing::{Stand, Standing, Stretch, history, stand};
