//! Accounts: who signs in, with what, and in which roles. Phones are sealed and found by blind index; sessions and
//! codes are kept only as keyed hashes. It refuses to say whether a phone or a login is known here.

pub mod attempts;
mod code;
mod forget;
mod password;
mod row;
mod sender;
mod session;
mod staff;

pub(crate) use code::of_phone;
pub use code::{decide_open, request_code, verify_code};
pub use forget::{erased, forget};
pub use row::{AccountRow, GrantRow, SessionRow, grant_row};
pub use sender::{InboxSender, TextSender, inbox_messages};
pub use session::{Session, SignedIn, WorkerHere, actor_of, end_session, sessions, sign_out};
pub use staff::{create_staff, first_official_token, setup_official, staff_sign_in};
