//! Days on which a worker may take several shifts that do not overlap. That is NP-hard, so the search is bounded: it
//! refuses to run longer than it was allowed to, and says truly how far its plan may be from the best.
//!
//! Bounds are Lagrangian (capacities priced, each worker's best day by dynamic programming); plans are led by those
//! prices and improved by assignments that are optimal for all shifts of one moment; branch and bound closes what it can.

mod check;
mod crew;
mod own;
mod part;
mod plan;
mod price;
mod search;

pub use check::{VerifiedDay, verify_days};
pub use plan::{DayPlan, dispatch_days, usual_steps};
