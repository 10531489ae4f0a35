//! What is left of consents when a person is erased: nothing.

use kernel::WorkerId;
use store::{Change, Error, Tx, args};

use super::ConsentRow;

/// The consents that one record of a person gave.
#[derive(Clone, Debug, Default)]
pub struct Held(Vec<ConsentRow>);

/// Reads them, inside the transaction that erases.
pub(crate) async fn held(tx: &Tx, worker: WorkerId) -> Result<Held, Error> {
    Ok(Held(tx.all(include_str!("all.sql"), args![worker]).await?))
}

/// They are to be no more.
pub(crate) fn erased(change: Change, held: &Held) -> Change {
    held.0.iter().fold(change, Change::remove)
}
