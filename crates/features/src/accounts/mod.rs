//! Accounts: who signs in, with what, and in which roles. Phones are sealed and found by blind index; sessions and
//! codes are kept only as keyed hashes. It refuses to say whether a phone or a login is known here.

pub mod attempts;
mod challenge;
mod code;
mod factor;
mod forget;
mod login;
pub mod passkey;
pub(crate) mod password;
mod row;
mod sender;
mod session;
mod staff;

pub use challenge::Sweep;
pub(crate) use code::of_phone;
pub use code::{decide_open, decide_phoneless, request_code, verify_code};
pub use factor::{
    FactorKind, FactorRow, Proof, TotpOffer, add_passkey, begin_passkey, begin_totp, confirm_totp, factors,
    own_factor, remove_factor,
};
pub(crate) use factor::{removed as factor_removed, standing as factors_standing};
pub use forget::{erased, forget};
pub use login::{activate, activation, change_password, logins, own_login};
pub(crate) use login::{
    decide_login, decide_reset, get, has_password, login, of_id, of_login, offices_now, offices_of,
};
pub(crate) use row::open_phone;
pub use row::{AccountRow, GrantRow, SessionRow, grant_row};
pub use sender::{InboxSender, TextSender, inbox_messages};
pub(crate) use session::end_all;
pub use session::{Session, SignedIn, WorkerHere, actor_of, end_session, sessions, sign_out};
pub use staff::{Entered, Step, first_official_token, second, second_step, setup_official, staff_sign_in};
