//! Workers: registration for gigs and for full-time work, one's own profile and résumé, the list that officials see,
//! and erasure. It refuses to show a name, phone or identity number of somebody else unmasked.

mod assisted;
mod erase;
mod list;
mod model;
mod profile;
mod register;

pub use assisted::{Newcomer, Patch, amend, register_for};
pub(crate) use assisted::{amend_in, register_for_in};
pub use erase::{EraseReason, Traces, decide_erase, erase};
pub(crate) use list::masked;
pub use list::{Mark, PersonLine, find, get_masked, list};
pub use model::WorkerRow;
pub(crate) use profile::known_number;
pub use profile::{Hire, Profile, Resume, profile, resume};
pub(crate) use register::Holder;
pub use register::{About, Belonging, Registration, RegistrationKind, decide_register, register, update};

use kernel::{Actor, Error, Kind, Micros, Operation, Permit, Result, Scope, WorkerId};
use store::{Store, Tx, args};

/// A worker who has not been erased; of one that was merged, the record that is kept.
pub async fn row(store: &Store, id: WorkerId) -> Result<WorkerRow> {
    Ok(store.one(include_str!("get.sql"), args![id]).await?)
}

/// The same, inside a transaction.
pub(crate) async fn row_in(tx: &store::Tx, id: WorkerId) -> std::result::Result<WorkerRow, store::Error> {
    tx.one(include_str!("get.sql"), args![id]).await
}

/// Every record of the person that a record is of, by their ids; the one that is kept has no `merged_into`.
pub async fn records(store: &Store, id: WorkerId) -> Result<Vec<WorkerRow>> {
    Ok(store.all(include_str!("records.sql"), args![id]).await?)
}

/// The same inside a decision.
pub(crate) async fn records_in(tx: &Tx, id: WorkerId) -> std::result::Result<Vec<WorkerRow>, store::Error> {
    tx.all(include_str!("records.sql"), args![id]).await
}

/// Whether any record of a person says that they are a minor.
pub(crate) async fn known_minor(
    tx: &Tx,
    store: &Store,
    id: WorkerId,
) -> std::result::Result<bool, store::Error> {
    for row in records_in(tx, id).await? {
        if row.is_minor(store.vault(), store.now())? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Those whom employers nearby may invite. For the live index.
pub(crate) async fn findable(store: &Store) -> Result<Vec<WorkerRow>> {
    Ok(store.all(include_str!("findable.sql"), vec![]).await?)
}

/// Those who were erased since; of them a follower is told no id.
pub(crate) async fn erased(store: &Store, since: Micros) -> std::result::Result<Vec<WorkerId>, store::Error> {
    let ids: Vec<String> = store.all(include_str!("erased.sql"), args![since]).await?;
    ids.iter().map(|id| id.parse().map_err(Into::into)).collect()
}

/// The worker with the permit for it. Somebody else's worker is answered like none.
pub(crate) async fn permitted(
    store: &Store,
    actor: &Actor,
    op: Operation,
    id: WorkerId,
) -> Result<(WorkerRow, Permit)> {
    let row = row(store, id).await?;
    match actor.may(op, &Scope::Worker { id: row.id, region: row.region }) {
        Ok(permit) => Ok((row, permit)),
        Err(e) if e.kind == Kind::Forbidden => Err(Error::not_found("not_found")),
        Err(e) => Err(e),
    }
}
