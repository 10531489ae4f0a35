//! Looking at what is sealed of a person: their name, phone, identity number and home in clear. Everything is masked until
//! somebody whose duty it is says what for; then it is shown to that account, of that person, for ten minutes. The look is
//! an entry of the journal and a row that stays: the person reads it, and so do the officials and auditors of the region.
//!
//! It refuses to show anything without a look that still holds and a right that still holds, whoever looked before.

mod model;
mod read;

pub use model::{Duty, LookRow, Looker};
pub use read::{Line, Seen, Shown, list, of_me, shown};

use kernel::{Actor, Error, LookId, Micros, Operation, Permit, Result, Scope, bounded};
use kernel::{RegionCode, WorkerId};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, Tx, args};

use crate::workers::{self, WorkerRow};

/// How long what is sealed is shown after a look.
pub const WHILE: i64 = 10 * Micros::MINUTE;
/// How long the words may be.
const WORDS: (usize, usize) = (2, 200);

fn looker(actor: &Actor, permit: &Permit, region: RegionCode) -> Result<Looker> {
    let account = permit.account().ok_or(Error::forbidden("access.forbidden"))?;
    let held = actor.grants().iter().filter(|grant| grant.role() == permit.role());
    let over = held.map(kernel::Grant::region).filter(|office| office.contains(&region));
    let office = over.min_by_key(RegionCode::level).ok_or(Error::forbidden("access.forbidden"))?;
    Ok(Looker { account, role: permit.role(), office })
}

/// The look with its entry: the person learns of it, and the one who looked has it among what they did.
pub fn decide_look(
    scribe: &Scribe<'_>,
    person: &WorkerRow,
    by: Looker,
    duty: Duty,
    words: &str,
) -> Result<(LookRow, Change)> {
    let id = LookId::from_uuid(scribe.uuid());
    let row = LookRow {
        id,
        worker_id: person.id,
        account_id: by.account,
        role: by.role.to_string(),
        office: by.office,
        region: person.region,
        duty,
        words: scribe.seal("look", "words", id, words)?,
        at: scribe.now,
        until_at: scribe.now + WHILE,
    };
    let told =
        json!({ "look": id, "duty": duty, "role": by.role, "office": by.office, "notice": "worker.looked" });
    let change = Change::of(person.region)
        .insert(&row)
        .tell(person.id, told)
        .tell(by.account, json!({ "look": id, "duty": duty }));
    Ok((row, change))
}

/// Looks at a person for a reason. While an earlier look of the same account at the same person holds, it is that one.
pub async fn look(
    store: &Store,
    actor: &Actor,
    worker: WorkerId,
    duty: Duty,
    words: &str,
) -> Result<LookRow> {
    let (_, permit) = workers::permitted(store, actor, Operation::WorkerUnmask, worker).await?;
    let words = &bounded("words", words, WORDS.0, WORDS.1)?;
    store
        .write("worker.unmask", &permit, |tx| async move {
            // Where they live may have changed since the permit.
            let person = workers::row_in(&tx, worker).await?;
            let scope = Scope::Worker { id: person.id, region: person.region };
            let still = actor.may(Operation::WorkerUnmask, &scope).map_err(crate::jobs::hide)?;
            let by = looker(actor, &still, person.region)?;
            if let Some(open) = held(&tx, by, store.now(), person.id).await? {
                return Ok(Decision::unchanged(open));
            }
            let (row, change) = decide_look(&store.scribe(), &person, by, duty, words)?;
            Ok(Decision::changed(row, change))
        })
        .await
        .map_err(Into::into)
}

async fn held(tx: &Tx, by: Looker, now: Micros, worker: WorkerId) -> Result<Option<LookRow>, store::Error> {
    tx.maybe(include_str!("open.sql"), args![by.account, now, worker]).await
}

/// The looks at a record, to be taken away when its person is erased.
pub(crate) async fn of_record(tx: &Tx, worker: WorkerId) -> Result<Vec<LookRow>, store::Error> {
    tx.all(include_str!("of_record.sql"), args![worker]).await
}
