//! Résumés 简历: what workers say of themselves for those who may hire them, with the work they were hired for here.
//!
//! Each saving is a version, sealed and never changed; the latest is current, and applying says which version the employer
//! is given. What somebody sees is decided in one place, [`seen_by`]. Two records of one person are read together: what
//! the kept one says last is current, and splitting gives each its own back. `docs/resume.md` has the rules.
//!
//! It refuses to show a name or a phone before there is a hire, anything once an application is over, and to save over
//! what its writer has not seen.

mod forget;
mod model;
mod read;
mod save;
mod seen;
mod veil;

pub(crate) use forget::{erased, held};
pub use model::{Certificate, Month, ResumeRow, School, Work, Written};
pub(crate) use read::current_of;
pub use read::{Given, Line, Own, given, own, version, versions};
pub use save::{KEPT, decide_save, restore, save};
pub use seen::{Called, Full, Seen, Stage, seen_by};
pub use veil::veil;
