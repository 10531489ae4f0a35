//! My code 一码通办: the phones that a node certified, paper cards, and where a code was used. One code is used once:
//! which use was the first is decided here, where it arrives. It refuses to say anything of a person to a reader who
//! has not got their code or their card in front of them.

mod arrive;
mod card;
mod erase;
mod keys;
mod phone;
mod row;

pub use ::codes::{CardNumber, Code, NodeKey, tidy};
pub use arrive::{Arrival, Place, Reading, Surface, Use, arrive, uses};
pub use card::{by_card, card_of, issue_card};
pub use erase::Held;
pub(crate) use erase::{erased, held};
pub use keys::{node_keys, revoked};
pub use phone::{Certified, Proof, certify, challenge, phones, revoke};
pub use row::{CardId, CardRow, CodeUseRow, NodeKeyRow, PhoneKeyId, PhoneKeyRow};
