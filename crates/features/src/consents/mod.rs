//! Consents: somebody lets a clerk act for them, for some acts, until a moment. The person or the clerk takes it back. It
//! is asked before an act and again inside the transaction that writes it; it refuses to outlive the clerk's office, and
//! to let one consent stand for another act.

mod act;
mod erase;
mod row;

pub use act::{Act, How};
pub use erase::Held;
pub(crate) use erase::{erased, held};
pub use row::{ConsentId, ConsentRow};

use std::collections::BTreeSet;

use kernel::{
    AccountId, Actor, Error, Micros, Operation, Permit, Result, Rule, Scope, WorkerId, bounded, mask_name,
    rule,
};
use serde_json::json;
use store::{Change, Decision, Store, Tx, args};

use crate::workers::{self, WorkerRow};

/// The longest that a consent holds.
pub const LONGEST: i64 = 90 * Micros::DAY;
/// How long ago the person's code may have been read for a consent by code.
const CODE: i64 = 30 * Micros::MINUTE;

/// What somebody agrees to.
#[derive(Clone, Debug)]
pub struct Given {
    /// The caller's: the same again is the same consent.
    pub id: ConsentId,
    /// Who agrees.
    pub worker: WorkerId,
    /// To what.
    pub acts: BTreeSet<Act>,
    /// How they said so.
    pub how: How,
    /// Until when.
    pub until: Micros,
}

/// Writes down that somebody of one's region consents to be acted for.
pub async fn record(store: &Store, actor: &Actor, given: &Given) -> Result<ConsentRow> {
    let (_, permit) = workers::permitted(store, actor, Operation::ConsentRecord, given.worker).await?;
    let clerk = &permit_of(&permit)?;
    store
        .write("consent.record", &permit, |tx| async move { record_in(&tx, store, clerk, given).await })
        .await
        .map_err(Into::into)
}

fn permit_of(permit: &Permit) -> Result<AccountId> {
    permit.account().ok_or(Error::unauthenticated("access.sign_in"))
}

/// The same inside a decision of the clerk's.
pub(crate) async fn record_in(
    tx: &Tx,
    store: &Store,
    account: &AccountId,
    given: &Given,
) -> std::result::Result<Decision<ConsentRow>, store::Error> {
    let person = workers::row_in(tx, given.worker).await?;
    if let Some(row) = tx.maybe::<ConsentRow>(include_str!("get.sql"), args![given.id]).await? {
        let same = row.worker_id == person.id && row.account_id == *account;
        return if same { Ok(Decision::unchanged(row)) } else { Err(Error::conflict("conflict").into()) };
    }
    if given.how == How::Code {
        let since = store.now() - CODE;
        let read = args![person.id, *account, since];
        if tx.one::<i64>(include_str!("code_read.sql"), read).await? == 0 {
            return Err(Error::invalid("consent.no_code").field("how").into());
        }
    }
    let (row, change) = decide_record(store.now(), &person, *account, given)?;
    Ok(Decision::changed(row, change))
}

/// The consent as it is to be.
pub fn decide_record(
    now: Micros,
    person: &WorkerRow,
    account: AccountId,
    given: &Given,
) -> Result<(ConsentRow, Change)> {
    if given.acts.is_empty() {
        return Err(Error::invalid("consent.acts").field("acts"));
    }
    if given.until <= now || given.until - now > LONGEST {
        return Err(Error::invalid("consent.until").field("until").with("days", LONGEST / Micros::DAY));
    }
    let row = ConsentRow {
        id: given.id,
        worker_id: person.id,
        account_id: account,
        region: person.region,
        acts: Act::join(&given.acts),
        how: given.how,
        given_at: now,
        until: given.until,
        withdrawn_at: None,
        withdrawn_by: None,
        version: 1,
    };
    let told = json!({ "consent": row.id, "acts": row.acts, "how": row.how, "until": row.until });
    Ok((row.clone(), Change::of(person.region).insert(&row).tell(person.id, told)))
}

/// Takes a consent back: its person, or the clerk it was given to. Twice is once.
pub async fn withdraw(store: &Store, actor: &Actor, id: ConsentId) -> Result<()> {
    let permit = &withdrawal(store, actor, id).await?;
    store
        .write("consent.withdraw", permit, |tx| async move { withdraw_in(&tx, store, permit, id).await })
        .await?;
    Ok(())
}

/// The permit to take a consent back. Somebody else's is answered like none.
pub(crate) async fn withdrawal(store: &Store, actor: &Actor, id: ConsentId) -> Result<Permit> {
    let row: ConsentRow = store.one(include_str!("get.sql"), args![id]).await?;
    let person = workers::row(store, row.worker_id).await?;
    let mine = actor.account() == Some(row.account_id);
    let actor = if mine { actor.clone().with_consent(person.id) } else { actor.clone() };
    let scope = Scope::Worker { id: person.id, region: person.region };
    actor.may(Operation::ConsentWithdraw, &scope).map_err(crate::jobs::hide)
}

pub(crate) async fn withdraw_in(
    tx: &Tx,
    store: &Store,
    permit: &Permit,
    id: ConsentId,
) -> std::result::Result<Decision<WorkerId>, store::Error> {
    let row: ConsentRow = tx.one(include_str!("get.sql"), args![id]).await?;
    if row.withdrawn_at.is_some() {
        return Ok(Decision::unchanged(row.worker_id));
    }
    let by = if permit.role() == kernel::Role::Worker { "person" } else { "clerk" };
    let after =
        ConsentRow { withdrawn_at: Some(store.now()), withdrawn_by: Some(by.to_owned()), ..row.clone() };
    let told = json!({ "consent": id, "by": by });
    let change = Change::of(row.region).tell(row.worker_id, told).update(&row, after);
    Ok(Decision::changed(row.worker_id, change))
}

/// The consents of a person that a clerk holds, the last to be given first.
async fn of_clerk(store: &Store, worker: WorkerId, account: AccountId) -> Result<Vec<ConsentRow>> {
    Ok(store.all(include_str!("of_clerk.sql"), args![worker, account]).await?)
}

/// The clerk with the person's consent to an operation, if there is one now; else why not. Whose consent cannot be seen
/// is as if there were nobody.
pub async fn acting(store: &Store, actor: &Actor, worker: WorkerId, operation: Operation) -> Result<Actor> {
    let person = workers::row(store, worker).await?;
    let scope = Scope::Worker { id: person.id, region: person.region };
    // Whoever may without a consent needs none: the person themselves.
    if actor.may(operation, &scope).is_ok() {
        return Ok(actor.clone());
    }
    let account = actor.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let held = of_clerk(store, worker, account).await?;
    if held.iter().any(|row| row.allows(operation, store.now())) {
        let records = workers::records(store, worker).await?;
        return Ok(records.iter().fold(actor.clone(), |actor, row| actor.with_consent(row.id)));
    }
    if held.is_empty() && actor.may(Operation::WorkerReadAny, &scope).is_err() {
        return Err(Error::not_found("not_found"));
    }
    Err(refused(&held, operation, store.now()))
}

/// Why what a clerk holds is not enough: the last consent to this, if there was one.
fn refused(held: &[ConsentRow], operation: Operation, now: Micros) -> Error {
    match held.iter().find(|row| row.covers(operation)) {
        Some(last) if last.withdrawn_at.is_some() => Error::forbidden("consent.withdrawn"),
        Some(last) if last.until <= now => Error::forbidden("consent.expired"),
        _ => Error::forbidden("consent.none"),
    }
}

/// Inside a transaction: what was permitted by a consent is permitted still, and the clerk is one still. Whatever was
/// permitted otherwise passes.
pub(crate) async fn still(
    tx: &Tx,
    store: &Store,
    permit: &Permit,
    worker: WorkerId,
) -> std::result::Result<(), store::Error> {
    if rule(permit.operation(), permit.role()) != Rule::Consent {
        return Ok(());
    }
    let (account, now) = (permit_of(permit)?, store.now());
    let office = args![account, permit.role().as_str().to_owned(), now];
    if tx.one::<i64>(include_str!("office.sql"), office).await? == 0 {
        return Err(Error::forbidden("counter.office_ended").into());
    }
    let held: Vec<ConsentRow> = tx.all(include_str!("of_clerk.sql"), args![worker, account]).await?;
    if held.iter().any(|row| row.allows(permit.operation(), now)) {
        Ok(())
    } else {
        Err(refused(&held, permit.operation(), now).into())
    }
}

/// A consent as its person sees it, and whoever acts by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Which.
    pub id: ConsentId,
    /// Whose account may act.
    pub clerk: AccountId,
    /// The name of whom it was given to, with its middle hidden; empty if it has none.
    pub clerk_masked: String,
    /// To what.
    pub acts: Vec<Act>,
    /// How it was said.
    pub how: How,
    /// Since when.
    pub given_at: Micros,
    /// Until when.
    pub until: Micros,
    /// When it was taken back.
    pub withdrawn_at: Option<Micros>,
    /// Whether it holds now.
    pub holds: bool,
}

store::view! {
    /// The sealed name of an account.
    pub struct Named {
        /// Sealed.
        name: Option<Vec<u8>>,
    }
}

/// Every consent that a person gave under any of their records, the last first: for themselves.
pub async fn of_worker(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Vec<Consent>> {
    let (_, _permit) = workers::permitted(store, actor, Operation::WorkerRead, worker).await?;
    let rows: Vec<ConsentRow> = store.all(include_str!("of_worker.sql"), args![worker]).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(open(store, row).await?);
    }
    Ok(all)
}

/// What a clerk holds of somebody of their region, the last first.
pub async fn held_of(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Vec<Consent>> {
    let (_, permit) = workers::permitted(store, actor, Operation::ConsentRecord, worker).await?;
    let mut all = Vec::new();
    for row in of_clerk(store, worker, permit_of(&permit)?).await? {
        all.push(open(store, row).await?);
    }
    Ok(all)
}

async fn open(store: &Store, row: ConsentRow) -> Result<Consent> {
    let named = store.maybe::<Named>(include_str!("clerk.sql"), args![row.account_id]).await?;
    let name = named.and_then(|found| found.name);
    let name = name.map(|sealed| store.unseal("account", "name", row.account_id, &sealed)).transpose()?;
    Ok(Consent {
        id: row.id,
        clerk: row.account_id,
        clerk_masked: name.as_deref().map(mask_name).unwrap_or_default(),
        acts: row.acts().into_iter().collect(),
        how: row.how,
        given_at: row.given_at,
        until: row.until,
        withdrawn_at: row.withdrawn_at,
        holds: row.holds(store.now()),
    })
}

/// Reads the acts that a form ticked.
pub fn acts<'a>(words: impl Iterator<Item = &'a str>) -> Result<BTreeSet<Act>> {
    words.map(|word| bounded("acts", word, 1, 20)?.parse::<Act>()).collect()
}
