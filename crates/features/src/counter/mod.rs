//! The counter of a station: what a clerk does there, one deed at a time and each once; who waits, by number; and what is
//! kept of it. A deed that was kept without a network is carried out when it arrives, by the rules of that moment; one
//! that cannot be is refused with a reason and answered so for ever. It refuses to act for anybody without their consent.

mod answer;
mod deed;
mod erase;
mod queue;
mod row;

pub use answer::{Answer, Noted, Outcome, answer, carry_out, lasting, recent};
pub use deed::{Deed, Item, Taking};
pub use erase::Held;
pub(crate) use erase::{erased, held};
pub use queue::{OWN, Purpose, Queue, TicketState, ask, queue, ticket};
pub use row::{AnswerRow, TicketId, TicketRow};
