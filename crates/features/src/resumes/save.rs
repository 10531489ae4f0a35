//! Saving a version, and going back to an earlier one, which is saving it anew.

use kernel::{Actor, Error, Operation, Result, ResumeId, WorkerId};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::{ResumeRow, Written, forget::dropped};
use crate::{
    consents,
    workers::{self, WorkerRow},
};

/// So many of the latest versions are kept, besides those that an employer was given.
pub const KEPT: i64 = 20;

/// Saves a version made from `base`, which must be the current one: whoever has not seen what is current does not write over
/// it. The same words once more are no new version.
pub async fn save(
    store: &Store,
    actor: &Actor,
    worker: WorkerId,
    base: Option<ResumeId>,
    written: Written,
) -> Result<ResumeId> {
    let (_, permit) = &workers::permitted(store, actor, Operation::WorkerUpdate, worker).await?;
    let written = &written.checked(store.now())?;
    store
        .write("resume.save", permit, |tx| async move {
            let row: WorkerRow = workers::row_in(&tx, worker).await?;
            consents::still(&tx, store, permit, row.id).await?;
            let current: Option<ResumeRow> = tx.maybe(include_str!("current.sql"), args![row.id]).await?;
            if let Some(current) = &current
                && current.open(store.vault())?.as_ref() == Some(written)
            {
                return Ok(Decision::unchanged(current.id));
            }
            if current.as_ref().map(|row| row.id) != base {
                return Err(Error::conflict("resume.changed").into());
            }
            let last: i64 = tx.one(include_str!("last_number.sql"), args![row.id]).await?;
            let spare = tx.all(include_str!("spare.sql"), args![row.id, last + 1 - KEPT]).await?;
            let (saved, change) = decide_save(&store.scribe(), &row, last, &spare, written)?;
            Ok(Decision::changed(saved.id, change))
        })
        .await
        .map_err(|error| match error {
            // Somebody else saved at the same moment.
            store::Error::Unique | store::Error::Stale => Error::conflict("resume.changed"),
            other => other.into(),
        })
}

/// Goes back to an earlier version: it is saved anew and is current.
pub async fn restore(
    store: &Store,
    actor: &Actor,
    worker: WorkerId,
    base: Option<ResumeId>,
    version: ResumeId,
) -> Result<ResumeId> {
    let (row, _permit) = workers::permitted(store, actor, Operation::WorkerUpdate, worker).await?;
    let earlier: ResumeRow = store.one(include_str!("version.sql"), args![row.id, version]).await?;
    let written = earlier.open(store.vault())?.ok_or(Error::gone("resume.dropped"))?;
    save(store, actor, worker, base, written).await
}

/// The next version of a record whose last has this number; the words of `spare` go.
pub fn decide_save(
    scribe: &Scribe<'_>,
    worker: &WorkerRow,
    last: i64,
    spare: &[ResumeRow],
    written: &Written,
) -> Result<(ResumeRow, Change)> {
    let id = ResumeId::from_uuid(scribe.uuid());
    let text = serde_json::to_string(written).map_err(|_| Error::internal("internal"))?;
    let row = ResumeRow {
        id,
        worker_id: worker.id,
        number: last + 1,
        body: Some(scribe.seal("resume", "body", id, &text)?),
        saved_at: scribe.now,
        dropped_at: None,
        version: 1,
    };
    let change = Change::of(worker.region)
        .insert(&row)
        .tell(worker.id, json!({ "resume": id.to_string(), "number": row.number }));
    let change = spare.iter().fold(change, |change, old| change.update(old, dropped(old, scribe.now)));
    Ok((row, change))
}
