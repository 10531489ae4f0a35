//! Real-name ledgers 实名台账: dated facts about people with their source, and where the rule of `data/ledgers.toml` puts
//! them; who is responsible, what another office's register says, when somebody last spoke with them.
//!
//! Nobody is entered by hand: facts are written down, the rule decides, and the rows follow in the transaction that
//! changes a fact. What time alone changes is a reconciler's. A fact is never overwritten: a later one corrects it. The
//! facts of every record of a merged person are read together; split, each record has its own again.
//!
//! It refuses to score or rank anybody, and to say that somebody was checked where no register answered.

mod contact;
mod count;
mod erase;
mod export;
mod fact;
mod list;
mod model;
mod reckon;
mod register;
mod row;
mod turn;
mod verify;

pub use contact::{NewContact, decide_contact, keep_contact, release};
pub use count::{Below, Count, Counts, Tally, counts};
pub(crate) use erase::forgotten;
pub use export::{Taken, export};
pub use fact::{NewFact, Recorded, decide_fact, facts, record, void};
pub use list::{Filter, Line, Search, list};
pub use model::{ContactHow, FactSource, State, Verified};
pub use reckon::{Reckoned, Reckoning, Seen, decide_reckon, known};
pub use register::{Answer, FileRegister, NoRegisters, PeopleRegister, Silent};
pub use row::{ContactRow, CountRow, ExportRow, FactRow, LedgerRow, TurnRow};
pub use turn::Turn;
pub use verify::verify;

pub(crate) use contact::of_worker as contacts;
pub(crate) use row::rows_of;

use kernel::{Actor, Operation, Permit, Result, Scope};

use crate::jobs::hide;
use crate::workers::WorkerRow;

/// The permit for one person; whoever may not have it is answered as if there were nobody.
fn permit(actor: &Actor, operation: Operation, row: &WorkerRow) -> Result<Permit> {
    actor.may(operation, &Scope::Worker { id: row.id, region: row.region }).map_err(hide)
}
