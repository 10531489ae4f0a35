//! Two records of one person: who looks like it, and what an official found.
//!
//! A merge is a pointer. Nothing of either record is changed or deleted: the record that is kept stands for the person,
//! reads of the other follow to it, lists show the union, and what is done meanwhile stays with the record it was
//! written to. Undone, both are as they were. Merges that stand form trees; `worker.merged_into` points at the root, so
//! nobody follows a chain, and there is no circle since only roots are merged.
//!
//! It refuses to merge by itself: the program suspects, a person decides and says why.

mod decide;
mod model;
mod scan;
mod suspects;

use decide::after_split;
pub use decide::{decide_merge, decide_split};
pub use model::{ApartRow, MergeRow};
pub use scan::{Scan, scan};
pub use suspects::{Merged, Side, Suspect, merges, suspects};

use std::collections::BTreeMap;

use kernel::{Actor, Error, Kind, Operation, Permit, Result, Scope, WorkerId, bounded};
use serde_json::json;
use store::{Change, Decision, Store, Tx, args};

use crate::ledgers;
use crate::workers::{self, WorkerRow};

/// How long a reason may be.
const REASON: (usize, usize) = (2, 200);

/// The record that is kept of each, with the permit for both. Whoever may not have both is answered as if there were
/// none.
async fn pair(
    store: &Store,
    actor: &Actor,
    a: WorkerId,
    b: WorkerId,
) -> Result<(WorkerRow, WorkerRow, Permit)> {
    let (a, b) = (workers::row(store, a).await?, workers::row(store, b).await?);
    let _other = permit(actor, &b)?;
    let permit = permit(actor, &a)?;
    Ok((a, b, permit))
}

fn permit(actor: &Actor, row: &WorkerRow) -> Result<Permit> {
    match actor.may(Operation::WorkerMerge, &Scope::Worker { id: row.id, region: row.region }) {
        Err(error) if error.kind == Kind::Forbidden => Err(Error::not_found("not_found")),
        other => other,
    }
}

/// Merges two records: they are one person. Twice is once. The one with an identity number is kept, else the older
/// one. Two different numbers are two people unless the official says that they saw to it.
pub async fn merge(
    store: &Store,
    actor: &Actor,
    a: WorkerId,
    b: WorkerId,
    reason: &str,
    two_numbers: bool,
) -> Result<WorkerId> {
    let (_, _, asked) = pair(store, actor, a, b).await?;
    let (reason, by) = (&bounded("reason", reason, REASON.0, REASON.1)?, account(&asked)?);
    let kept = store
        .write("worker.merge", &asked, |tx| async move {
            let (mine, theirs) = (workers::records_in(&tx, a).await?, workers::records_in(&tx, b).await?);
            // Where they live may have changed since the permit.
            for row in mine.iter().chain(&theirs) {
                if row.merged_into.is_none() {
                    let _here = permit(actor, row)?;
                }
            }
            let (kept, change) = decide_merge(&store.scribe(), &mine, &theirs, by, reason, two_numbers)?;
            let Some(change) = change else { return Ok(Decision::unchanged(kept)) };
            // One person is in a ledger once, by the facts of every record.
            let one =
                |row: WorkerRow| WorkerRow { merged_into: Some(kept).filter(|kept| *kept != row.id), ..row };
            let mut reckoning = ledgers::Reckoning::default();
            reckoning.person(&tx, store, mine.into_iter().chain(theirs).map(one).collect(), &[]).await?;
            Ok(Decision::changed(kept, change.and(reckoning.finish(&tx).await?)))
        })
        .await?;
    forget_pair(store, a.min(b), a.max(b)).await?;
    Ok(kept)
}

/// Two records are two people, and stay so. Twice is once.
pub async fn apart(store: &Store, actor: &Actor, a: WorkerId, b: WorkerId, reason: &str) -> Result<()> {
    let (a, b, asked) = pair(store, actor, a, b).await?;
    let (reason, by) = (&bounded("reason", reason, REASON.0, REASON.1)?, account(&asked)?);
    if a.id == b.id {
        return Err(Error::conflict("merge.merged"));
    }
    let (low, high) = if a.id < b.id { (&a, &b) } else { (&b, &a) };
    store
        .write("worker.apart", &asked, |tx| async move {
            let there: Option<String> =
                tx.maybe(include_str!("apart_pair.sql"), args![low.id, high.id]).await?;
            if there.is_some() {
                return Ok(Decision::unchanged(()));
            }
            let scribe = store.scribe();
            let id = scribe.uuid().to_string();
            let row = ApartRow {
                a_id: low.id,
                b_id: high.id,
                found_by: by,
                found_at: scribe.now,
                reason: Some(scribe.seal("apart", "reason", &id, reason)?),
                version: 1,
                id,
            };
            let told = json!({ "apart": row.id });
            let change = Change::of(low.region).insert(&row).tell(low.id, told.clone()).tell(high.id, told);
            Ok(Decision::changed((), change))
        })
        .await?;
    forget_pair(store, low.id, high.id).await
}

/// Undoes a merge: they are two people after all. Twice is once.
pub async fn split(store: &Store, actor: &Actor, merge: &str, reason: &str) -> Result<()> {
    let seen: MergeRow = store.one(include_str!("merge.sql"), args![merge.to_owned()]).await?;
    // Whoever may have only one of the two records learns nothing of the merge.
    let (_, _, asked) = pair(store, actor, seen.kept_id, seen.merged_id).await?;
    let (reason, by) = (&bounded("reason", reason, REASON.0, REASON.1)?, account(&asked)?);
    store
        .write("worker.split", &asked, |tx| async move {
            let row: MergeRow = tx.one(include_str!("merge.sql"), args![merge.to_owned()]).await?;
            if row.undone_at.is_some() {
                return Ok(Decision::unchanged(()));
            }
            let records = workers::records_in(&tx, row.kept_id).await?;
            for record in &records {
                let _here = permit(actor, record)?;
            }
            let standing = standing(&tx, &records).await?;
            let change = decide_split(&store.scribe(), &row, &records, &standing, by, reason)?;
            // Each of the two has the facts of their own records again.
            let mut people: BTreeMap<WorkerId, Vec<WorkerRow>> = BTreeMap::new();
            for record in after_split(&row, &records, &standing) {
                people.entry(record.merged_into.unwrap_or(record.id)).or_default().push(record);
            }
            let mut reckoning = ledgers::Reckoning::default();
            for person in people.into_values() {
                reckoning.person(&tx, store, person, &[]).await?;
            }
            Ok(Decision::changed((), change.and(reckoning.finish(&tx).await?)))
        })
        .await
        .map_err(Into::into)
}

fn account(permit: &Permit) -> Result<kernel::AccountId> {
    permit.account().ok_or(Error::unauthenticated("access.sign_in"))
}

/// The merges that stand among the records of one person.
async fn standing(tx: &Tx, records: &[WorkerRow]) -> Result<Vec<MergeRow>, store::Error> {
    let mut all: Vec<MergeRow> = Vec::new();
    for record in records {
        all.extend(tx.maybe::<MergeRow>(include_str!("standing.sql"), args![record.id]).await?);
    }
    Ok(all)
}

/// What is left of merges and findings when a person is erased: no word of why, and no finding at all.
pub(crate) async fn forgotten(tx: &Tx, records: &[WorkerRow]) -> Result<Change, store::Error> {
    let (mut merges, mut found): (Vec<MergeRow>, Vec<ApartRow>) = (Vec::new(), Vec::new());
    for record in records {
        merges.extend(tx.all(include_str!("merges_of.sql"), args![record.id]).await?);
        found.extend(tx.all(include_str!("apart_of.sql"), args![record.id]).await?);
    }
    merges.sort_by(|a, b| a.id.cmp(&b.id));
    merges.dedup_by(|a, b| a.id == b.id);
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
    let change = merges
        .iter()
        .filter(|merge| merge.reason.is_some() || merge.undone_reason.is_some())
        .fold(Change::anywhere(), |change, merge| {
            change.update(merge, MergeRow { reason: None, undone_reason: None, ..merge.clone() })
        });
    Ok(found.iter().fold(change, Change::remove))
}

/// Nobody is suspected who is no more.
pub(crate) async fn forget(tx: &Tx, worker: WorkerId) -> Result<(), store::Error> {
    tx.execute(include_str!("forget.sql"), args![worker]).await.map(drop)
}

async fn forget_pair(store: &Store, low: WorkerId, high: WorkerId) -> Result<()> {
    store
        .upkeep(|tx| async move { tx.execute(include_str!("forget_pair.sql"), args![low, high]).await })
        .await?;
    Ok(())
}
