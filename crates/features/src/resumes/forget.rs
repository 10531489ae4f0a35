//! What is left of somebody's résumés when they are erased: that there were some, and when.

use kernel::{Micros, WorkerId};
use store::{Change, Error, Tx, args};

use super::ResumeRow;

/// The versions of a record that still have words.
pub(crate) async fn held(tx: &Tx, worker: WorkerId) -> Result<Vec<ResumeRow>, Error> {
    tx.all(include_str!("held.sql"), args![worker]).await
}

/// The same without their words.
pub(crate) fn erased(change: Change, rows: &[ResumeRow], now: Micros) -> Change {
    rows.iter().fold(change, |change, row| change.update(row, dropped(row, now)))
}

/// A version without its words.
pub(super) fn dropped(row: &ResumeRow, now: Micros) -> ResumeRow {
    ResumeRow { body: None, dropped_at: Some(now), ..row.clone() }
}
