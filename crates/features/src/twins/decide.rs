//! The pure rules of merging and splitting. Records are those of one person: a root, and those that point at it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{AccountId, Error, Result, WorkerId};
use serde_json::json;
use store::{Change, Scribe};

use super::MergeRow;
use crate::workers::WorkerRow;

fn root(records: &[WorkerRow]) -> Result<&WorkerRow> {
    records.iter().find(|row| row.merged_into.is_none()).ok_or(Error::not_found("not_found"))
}

fn numbers(records: &[WorkerRow]) -> BTreeSet<&str> {
    records.iter().filter_map(|row| row.id_number_index.as_deref()).collect()
}

/// One person of two. Nothing to change if they are one already. Kept is the record with an identity number, else the
/// older one.
pub fn decide_merge(
    scribe: &Scribe<'_>,
    a: &[WorkerRow],
    b: &[WorkerRow],
    by: AccountId,
    reason: &str,
    two_numbers: bool,
) -> Result<(WorkerId, Option<Change>)> {
    let (one, other) = (root(a)?, root(b)?);
    if one.id == other.id {
        return Ok((one.id, None));
    }
    let (ours, theirs) = (numbers(a), numbers(b));
    if !two_numbers && !ours.is_empty() && !theirs.is_empty() && ours != theirs {
        return Err(Error::conflict("merge.two_numbers").field("two_numbers"));
    }
    let rank = |row: &WorkerRow| (row.id_number_index.is_none(), row.created_at, row.id);
    let (kept, gone, followers) = if rank(one) <= rank(other) { (one, other, b) } else { (other, one, a) };
    let id = scribe.uuid().to_string();
    let merge = MergeRow {
        kept_id: kept.id,
        merged_id: gone.id,
        merged_by: by,
        merged_at: scribe.now,
        reason: Some(scribe.seal("merge", "reason", &id, reason)?),
        undone_by: None,
        undone_at: None,
        undone_reason: None,
        version: 1,
        id,
    };
    let mut change = Change::of(kept.region).insert(&merge);
    for record in followers {
        change = change.update(record, WorkerRow { merged_into: Some(kept.id), ..record.clone() });
    }
    Ok((kept.id, Some(told(change, &merge, "worker.merge"))))
}

/// Two people of one: every record points at the root of what still stands.
pub fn decide_split(
    scribe: &Scribe<'_>,
    merge: &MergeRow,
    records: &[WorkerRow],
    standing: &[MergeRow],
    by: AccountId,
    reason: &str,
) -> Result<Change> {
    let undone = MergeRow {
        undone_by: Some(by),
        undone_at: Some(scribe.now),
        undone_reason: Some(scribe.seal("merge", "undone_reason", &merge.id, reason)?),
        ..merge.clone()
    };
    let mut change = Change::of(root(records)?.region).update(merge, undone);
    for (record, after) in records.iter().zip(after_split(merge, records, standing)) {
        if after.merged_into != record.merged_into {
            change = change.update(record, after);
        }
    }
    Ok(told(change, merge, "worker.split"))
}

/// The records in the same order, each with the root of what still stands.
pub(super) fn after_split(merge: &MergeRow, records: &[WorkerRow], standing: &[MergeRow]) -> Vec<WorkerRow> {
    let above: BTreeMap<WorkerId, WorkerId> = standing
        .iter()
        .filter(|other| other.id != merge.id)
        .map(|other| (other.merged_id, other.kept_id))
        .collect();
    let top = |from: WorkerId| {
        // As many steps as there are merges: a tree has no longer way.
        (0..=above.len()).fold(from, |at, _| above.get(&at).copied().unwrap_or(at))
    };
    let after = |record: &WorkerRow| {
        let into = Some(top(record.id)).filter(|root| *root != record.id);
        WorkerRow { merged_into: into, ..record.clone() }
    };
    records.iter().map(after).collect()
}

/// Both are told, each of themselves.
fn told(change: Change, merge: &MergeRow, notice: &str) -> Change {
    [merge.kept_id, merge.merged_id].into_iter().fold(change, |change, worker| {
        change.tell(worker, json!({ "worker": worker, "merge": merge.id, "notice": notice }))
    })
}
