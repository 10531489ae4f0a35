//! Crew dispatch: tomorrow's shifts filled all at once, with a proof that no other plan is better.
//!
//! Workers × shifts with capacities, each allowed pair with an integer value, each worker at most one shift. The plan is
//! optimal and carries a certificate whose dual bound equals the total (see [`Certificate`] and [`verify`]). It refuses
//! to approximate and to guess: a pair that comes twice is an error, a worker is never assigned at a loss.

mod auction;
mod certificate;
mod cover;
mod days;
pub mod files;
mod graph;
mod instance;
mod matching;
mod number;
mod repair;
mod solve;

pub use certificate::{Certificate, Cover, Objective, Verified, verify};
pub use days::{DayPlan, VerifiedDay, dispatch_days, usual_steps, verify_days};
pub use instance::{Edge, Instance};
pub use solve::{Plan, dispatch};
