//! My code 一码通办: what a phone shows for half a minute, what the node certified about the phone, and the number and
//! PIN of a paper card. Everything here is decided from what is handed in: it refuses to read a clock, to draw
//! randomness and to know whose a code is. `docs/codes.md` has the layout byte by byte.

mod base32;
mod card;
mod certificate;
mod code;
mod key;

pub use card::{Birth, CardNumber, check_pin};
pub use certificate::{Certificate, Unsigned};
pub use code::{Code, STEP, Verified, WINDOW, step_of, tidy};
pub use key::{KeyId, NodeKey, Public, Secret, Signature, prove, proves};
