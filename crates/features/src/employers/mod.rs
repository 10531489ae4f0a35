//! Employers: companies, sole traders, agencies and households; how they register, who acts for them in which role, the papers they
//! hand in, and how officials verify them, with reasons that may be objected to. A household's name and address are sealed and it
//! has no public name; it refuses two employers of one credit code.

mod appeals;
mod compare;
mod dossier;
mod files;
mod forget;
mod list;
mod members;
mod model;
mod papers;
mod register;
mod registers;
mod rows;
mod rulings;
mod update;

pub use appeals::{
    ANSWER, AppealOutcome, TERM, Waiting, answer_appeal, appeal, decide_appeal, may_answer, open_appeals,
    open_appeals_count,
};
pub use compare::{Likeness, compare, plain};
pub use dossier::{
    Alike, AppealLine, Checked, Dossier, Own, PaperLine, RulingLine, dossier, own_dossier, standing_of,
};
pub use files::LARGEST;
pub(crate) use files::crc;
pub use forget::{HouseholdFiles, forget_files, household_files};
pub use list::{Public, for_account, get, list, row};
pub use members::{
    MOST, MemberRole, answer_invitation, change_role, decide_answer, decide_invite, decide_remove,
    decide_role, invite_member, leave, remove_member,
};
pub use model::{EmployerKind, EmployerRow, EmployerState, nameless};
pub use papers::{
    MOST_PAPERS, NewPaper, PaperFile, decide_hand_in, decide_look, hand_in, look_at_paper, own_paper,
    own_papers, remove_paper,
};
pub use register::{New, decide_register, register};
pub use registers::{
    CompanyRegister, DemoRegister, Fault, NoRegister, Registered, Silent, check_register, decide_check,
};
pub use rows::{
    AppealRow, AppealState, CheckOutcome, CheckRow, FirmState, Media, PaperKind, PaperReadRow, PaperRow,
    RulingRow,
};
pub use rulings::{Ruler, Ruling, RulingReason, Verdict, decide, decide_ruling, verify};
pub use update::{decide_update, update};
