//! The business: one folder per area, with its types, rules, SQL and commands.
//!
//! Every command asks what the actor may do before anything else. Nothing here knows of pages or HTTP, and no area
//! writes another area's tables: it asks that area for the rows.

pub mod accounts;
pub mod applications;
mod checks;
pub mod codes;
pub mod consents;
pub mod counter;
pub mod crew;
pub mod demo;
pub mod employers;
pub mod index;
pub mod invitations;
pub mod jobs;
pub mod ledgers;
pub mod looks;
pub mod notices;
pub mod offices;
pub mod oversight;
pub mod paging;
pub mod portrait;
pub mod privacy;
pub mod proposals;
pub mod twins;
pub mod views;
pub mod words;
pub mod workers;

pub use checks::CHECKS;
