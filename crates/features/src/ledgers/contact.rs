//! Keeping contact with somebody of a ledger, and letting them go by hand. To let go is a fact like any other: the rule
//! reads it, and whatever begins afterwards counts again.

use kernel::{AccountId, Actor, Error, Micros, Operation, Result, WorkerId, bounded};
use ledger::{Day, Group, Kind};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::fact::root;
use super::{ContactHow, ContactRow, FactRow, FactSource, LedgerRow, Reckoning, State, permit, rows_of};
use crate::workers::{self, WorkerRow};

/// How long a note may be.
const NOTE: usize = 200;

/// That somebody spoke with a person.
#[derive(Clone, Debug)]
pub struct NewContact {
    /// How.
    pub how: ContactHow,
    /// What came of it; empty for nothing to say.
    pub note: String,
}

/// Writes down that the actor spoke with a person just now.
pub async fn keep_contact(store: &Store, actor: &Actor, worker: WorkerId, input: NewContact) -> Result<()> {
    let seen = workers::row(store, worker).await?;
    let asked = permit(actor, Operation::LedgerKeep, &seen)?;
    let by = asked.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let note = &bounded("note", &input.note, 0, NOTE)?;
    store
        .write("ledger.contact", &asked, |tx| async move {
            let records = workers::records_in(&tx, seen.id).await?;
            let root = root(&records)?;
            let _here = permit(actor, Operation::LedgerKeep, root)?;
            let rows = rows_of(&tx, &records).await?;
            let (_, change) = decide_contact(&store.scribe(), root, &rows, by, input.how, note)?;
            Ok(Decision::changed((), change))
        })
        .await
        .map_err(Into::into)
}

/// The contact with its entry, and the rows that it is the last of.
pub fn decide_contact(
    scribe: &Scribe<'_>,
    worker: &WorkerRow,
    rows: &[LedgerRow],
    by: AccountId,
    how: ContactHow,
    note: &str,
) -> Result<(ContactRow, Change)> {
    let id = scribe.uuid().to_string();
    let words = Some(note).filter(|note| !note.is_empty());
    let contact = ContactRow {
        worker_id: worker.id,
        how,
        at: scribe.now,
        note: words.map(|note| scribe.seal("contact", "note", &id, note)).transpose()?,
        recorded_by: by,
        recorded_at: scribe.now,
        version: 1,
        id,
    };
    let told = json!({ "contact": contact.id, "how": how });
    let mut change = Change::of(worker.region).insert(&contact).tell(worker.id, told);
    for row in rows.iter().filter(|row| row.worker_id == worker.id && row.state != State::Out) {
        change =
            change.update(row, LedgerRow { contact_at: scribe.now, updated_at: scribe.now, ..row.clone() });
    }
    Ok((contact, change))
}

/// Lets somebody go from a ledger, for a reason. Twice is once.
pub async fn release(
    store: &Store,
    actor: &Actor,
    worker: WorkerId,
    group: Group,
    reason: &str,
) -> Result<()> {
    let seen = workers::row(store, worker).await?;
    let asked = permit(actor, Operation::LedgerKeep, &seen)?;
    let (by, reason) = (asked.account(), &bounded("reason", reason, 2, NOTE)?);
    store
        .write("ledger.exit", &asked, |tx| async move {
            let records = workers::records_in(&tx, seen.id).await?;
            let root = root(&records)?;
            let _here = permit(actor, Operation::LedgerKeep, root)?;
            let rows = rows_of(&tx, &records).await?;
            let open = |row: &&LedgerRow| {
                let standing = matches!(row.state, State::In | State::Unclear);
                row.worker_id == root.id && row.grp == group.as_str() && standing
            };
            if !rows.iter().any(|row| open(&row)) {
                let was = rows.iter().any(|row| row.grp == group.as_str());
                return if was {
                    Ok(Decision::unchanged(()))
                } else {
                    Err(Error::not_found("not_found").into())
                };
            }
            let scribe = store.scribe();
            let id = scribe.uuid().to_string();
            let fact = FactRow {
                worker_id: root.id,
                kind: Kind::Released.to_string(),
                value: group.to_string(),
                from_day: Day::of(scribe.now).0,
                to_day: None,
                source: FactSource::Station,
                note: Some(scribe.seal("fact", "note", &id, reason)?),
                corrects: None,
                void: 0,
                recorded_by: by,
                recorded_at: scribe.now,
                version: 1,
                id,
            };
            let told = json!({ "fact": fact.id, "kind": fact.kind, "value": fact.value });
            let change = Change::of(root.region).insert(&fact).tell(root.id, told);
            let mut reckoning = Reckoning::default();
            reckoning.person(&tx, store, records, std::slice::from_ref(&fact)).await?;
            Ok(Decision::changed((), change.and(reckoning.finish(&tx).await?)))
        })
        .await
        .map_err(Into::into)
}

/// The contacts of every record of a person, the last first. For whoever asked for a permit before.
pub(crate) async fn of_worker(store: &Store, records: &[WorkerRow]) -> Result<Vec<ContactRow>> {
    let mut all = Vec::new();
    for record in records {
        all.extend(store.all::<ContactRow>(include_str!("contacts.sql"), args![record.id]).await?);
    }
    all.sort_by_key(|row| (std::cmp::Reverse(row.at), row.id.clone()));
    Ok(all)
}

/// So many microseconds of days.
pub(super) fn days(n: i64) -> i64 {
    n.saturating_mul(Micros::DAY)
}
