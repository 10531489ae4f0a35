//! Employers: companies, sole traders, agencies and households; how they register and how officials verify them. A
//! household's name and address are sealed and it has no public name; it refuses two employers of one credit code.

mod list;
mod model;
mod register;
mod verify;

pub use list::{Public, for_account, get, list, row};
pub use model::{EmployerKind, EmployerRow, EmployerState, nameless};
pub use register::{New, decide_register, register};
pub use verify::{Verdict, decide_verify, verify};
