//! What is left when a person is erased: nothing of them, and counts without them.

use store::{Change, Error, Tx, args};

use super::row::{facts_of, turns_of};
use super::{ContactRow, Tally, rows_of};
use crate::workers::WorkerRow;

/// Their facts, their rows and what was spoken are to be no more.
pub(crate) async fn forgotten(tx: &Tx, records: &[WorkerRow]) -> Result<Change, Error> {
    let mut change = Change::default();
    for fact in facts_of(tx, records).await? {
        change = change.remove(&fact);
    }
    for turn in turns_of(tx, records).await? {
        change = change.remove(&turn);
    }
    for record in records {
        let contacts: Vec<ContactRow> = tx.all(include_str!("contacts.sql"), args![record.id]).await?;
        change = contacts.iter().fold(change, Change::remove);
    }
    let mut tally = Tally::default();
    for row in rows_of(tx, records).await? {
        tally.leave(&row);
        change = change.remove(&row);
    }
    Ok(change.and(tally.change(tx).await?))
}
