//! What is kept of a person here, for their erasure: without their phones nobody can say whose a use was.

use kernel::WorkerId;
use store::{Change, Error, Tx, args};

use super::row::{CardRow, PhoneKeyRow};

/// The phones and cards of a person, past ones as well.
#[derive(Clone, Debug, Default)]
pub struct Held {
    phones: Vec<PhoneKeyRow>,
    cards: Vec<CardRow>,
}

/// Reads them, inside the transaction that erases.
pub(crate) async fn held(tx: &Tx, worker: WorkerId) -> Result<Held, Error> {
    Ok(Held {
        phones: tx.all(include_str!("phones_all.sql"), args![worker]).await?,
        cards: tx.all(include_str!("cards_all.sql"), args![worker]).await?,
    })
}

/// They are to be no more.
pub(crate) fn erased(change: Change, held: &Held) -> Change {
    let change = held.phones.iter().fold(change, Change::remove);
    held.cards.iter().fold(change, Change::remove)
}
