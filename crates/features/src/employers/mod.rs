//! Employers: companies, sole traders, agencies and households; how they register, who acts for them, and how officials verify them. A
//! household's name and address are sealed and it has no public name; it refuses two employers of one credit code.

mod list;
mod members;
mod model;
mod register;
mod update;
mod verify;

pub use list::{Public, for_account, get, list, row};
pub use members::{
    MOST, answer_invitation, decide_answer, decide_invite, decide_remove, invite_member, remove_member,
};
pub use model::{EmployerKind, EmployerRow, EmployerState, nameless};
pub use register::{New, decide_register, register};
pub use update::{decide_update, update};
pub use verify::{Verdict, decide_verify, verify};
