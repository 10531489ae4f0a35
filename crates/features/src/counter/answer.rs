//! A deed is carried out once: its answer is written in the transaction that does it, under the key that the counter
//! gave it, and the same key again is given the same answer, by whichever node.

use kernel::{
    AccountId, Actor, Error, Kind, Micros, Operation, Permit, RegionCode, Result, Scope, WorkerId, day_start,
    mask_name, words,
};
use serde_json::{Value as Json, json};
use store::{Change, Decision, Store, Tx, args};

use super::{AnswerRow, Deed, Item, queue};
use crate::{applications, applications::Ending, consents, workers};

words! {
    /// What came of a deed.
    pub enum Outcome {
        /// Done.
        Done = "done",
        /// Refused, for good.
        Refused = "refused",
    }
}

/// What came of a deed, the first time and ever after.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What the counter calls it.
    pub key: String,
    /// What it was.
    pub kind: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Ids and facts; of a refusal its `code`, `field` and `values`.
    pub body: Json,
}

impl AnswerRow {
    fn answer(&self) -> Answer {
        Answer {
            key: self.key.clone(),
            kind: self.kind.clone(),
            outcome: self.outcome,
            body: serde_json::from_str(&self.body).unwrap_or_default(),
        }
    }
}

const ANSWERED: &str = include_str!("answer_of_key.sql");

/// Carries a deed out, or says what it came to before. A refusal is not kept: whoever is here mends it and sends anew.
pub async fn carry_out(store: &Store, actor: &Actor, region: RegionCode, item: &Item) -> Result<Answer> {
    let served = actor.may(Operation::CounterServe, &Scope::Region(region))?;
    let clerk = served.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    checked(&item.key)?;
    let key = || args![clerk, item.key.clone()];
    for _ in 0..4 {
        if let Some(row) = store.maybe::<AnswerRow>(ANSWERED, key()).await? {
            return Ok(row.answer());
        }
        let permit = &permit(store, actor, region, &item.deed).await?;
        let done = store
            .write(item.deed.name(), permit, |tx| async move {
                if let Some(row) = tx.maybe::<AnswerRow>(ANSWERED, args![clerk, item.key.clone()]).await? {
                    return Ok(Decision::unchanged(row.answer()));
                }
                let (done, change) = done(&tx, store, permit, clerk, region, &item.deed).await?.into_parts();
                let change = change.unwrap_or_else(|| Change::of(region));
                let row = row(store, clerk, item, done.worker, Outcome::Done, done.body);
                Ok(Decision::changed(row.answer(), noted(change, &row)))
            })
            .await;
        match done {
            // The same deed by another node, or a number that somebody took at this moment: looked at again.
            Err(store::Error::Unique) => {}
            other => return Ok(other?),
        }
    }
    Err(Error::conflict("conflict"))
}

/// The same for what a counter kept: a refusal is an answer as well, kept and given again. What fails for another reason
/// is to be sent again.
pub async fn answer(store: &Store, actor: &Actor, region: RegionCode, item: &Item) -> Result<Answer> {
    let error = match carry_out(store, actor, region, item).await {
        Err(error) if lasting(&error) => error,
        other => return other,
    };
    refuse(store, actor, region, item, &error).await
}

/// Whether a deed will be refused for this however often it comes.
pub fn lasting(error: &Error) -> bool {
    let mine = matches!(error.code, "counter.office_ended" | "counter.key" | "access.sign_in");
    matches!(error.kind, Kind::Invalid | Kind::Conflict | Kind::Forbidden | Kind::NotFound | Kind::Gone)
        && !mine
}

async fn refuse(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    item: &Item,
    error: &Error,
) -> Result<Answer> {
    let permit = &actor.may(Operation::CounterServe, &Scope::Region(region))?;
    let clerk = permit.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let values: Json = error.detail.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    let body = &json!({ "code": error.code, "field": error.field, "values": values });
    // Somebody who is erased or was never registered is not pointed at.
    let worker = match item.deed.worker() {
        Some(worker) => workers::row(store, worker).await.ok().map(|row| row.id),
        None => None,
    };
    let key = || args![clerk, item.key.clone()];
    let kept = store
        .write("counter.refuse", permit, |tx| async move {
            if let Some(row) = tx.maybe::<AnswerRow>(ANSWERED, args![clerk, item.key.clone()]).await? {
                return Ok(Decision::unchanged(row.answer()));
            }
            let row = row(store, clerk, item, worker, Outcome::Refused, body.clone());
            Ok(Decision::changed(row.answer(), noted(Change::of(region), &row)))
        })
        .await;
    match kept {
        Err(store::Error::Unique) => Ok(store.one::<AnswerRow>(ANSWERED, key()).await?.answer()),
        other => Ok(other?),
    }
}

fn checked(key: &str) -> Result<()> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    if (8..=64).contains(&key.len()) && key.bytes().all(plain) {
        Ok(())
    } else {
        Err(Error::invalid("counter.key"))
    }
}

fn row(
    store: &Store,
    clerk: AccountId,
    item: &Item,
    worker: Option<WorkerId>,
    outcome: Outcome,
    body: Json,
) -> AnswerRow {
    let scribe = store.scribe();
    AnswerRow {
        id: scribe.uuid().to_string(),
        account_id: clerk,
        key: item.key.clone(),
        kind: item.deed.name().to_owned(),
        worker_id: worker,
        // A clock that is ahead does not write the future.
        entered_at: item.entered_at.map_or(scribe.now, |at| at.min(scribe.now)),
        answered_at: scribe.now,
        outcome,
        body: body.to_string(),
        version: 1,
    }
}

/// The clerk's part of the entry: which deed of theirs it was.
fn noted(change: Change, row: &AnswerRow) -> Change {
    let told = json!({ "deed": row.key, "entered_at": row.entered_at, "outcome": row.outcome });
    change.insert(row).tell(row.account_id, told)
}

/// The permit that a deed asks for, with the consent it is done by.
async fn permit(store: &Store, actor: &Actor, region: RegionCode, deed: &Deed) -> Result<Permit> {
    use Operation as O;
    let of_application = async |operation: O, id| {
        let (row, _) = applications::pair(store, id).await?;
        let actor = consents::acting(store, actor, row.worker_id, operation).await?;
        applications::worker_permit(store, &actor, operation, id).await
    };
    let of_worker = async |operation: O, worker| {
        let actor = consents::acting(store, actor, worker, operation).await?;
        Ok(workers::permitted(store, &actor, operation, worker).await?.1)
    };
    match deed {
        Deed::Register(newcomer) => {
            let here = Scope::Region(newcomer.input.region);
            let may = actor.may(O::WorkerRegisterFor, &here);
            may.map_err(|_| Error::forbidden("counter.elsewhere").field("region"))
        }
        Deed::Consent(given) => Ok(workers::permitted(store, actor, O::ConsentRecord, given.worker).await?.1),
        Deed::EndConsent(id) => consents::withdrawal(store, actor, *id).await,
        Deed::Details(worker, _) => of_worker(O::WorkerUpdate, *worker).await,
        Deed::Apply(worker, _) => of_worker(O::ApplicationApply, *worker).await,
        Deed::Withdraw(id) => of_application(O::ApplicationWithdraw, *id).await,
        Deed::Accept(id) => of_application(O::ApplicationAccept, *id).await,
        Deed::Decline(id, _) => of_application(O::ApplicationDecline, *id).await,
        Deed::Take(taking) => {
            if let Some(worker) = taking.worker {
                let _seen = workers::permitted(store, actor, O::WorkerReadAny, worker).await?;
            }
            actor.may(O::CounterServe, &Scope::Region(region))
        }
        Deed::Call(_) | Deed::End(..) => actor.may(O::CounterServe, &Scope::Region(region)),
    }
}

/// What was done, and about whom.
struct Done {
    worker: Option<WorkerId>,
    body: Json,
}

async fn done(
    tx: &Tx,
    store: &Store,
    permit: &Permit,
    clerk: AccountId,
    region: RegionCode,
    deed: &Deed,
) -> std::result::Result<Decision<Done>, store::Error> {
    let of_application = |made: Decision<applications::ApplicationRow>| {
        with(made, |row| Done {
            worker: Some(row.worker_id),
            body: json!({ "worker": row.worker_id, "application": row.id, "state": row.state }),
        })
    };
    let of_worker =
        |made: Decision<WorkerId>| with(made, |id| Done { worker: Some(id), body: json!({ "worker": id }) });
    let of_ticket = |made: Decision<super::TicketRow>| {
        with(made, |row| Done {
            worker: row.worker_id,
            body: json!({ "ticket": row.id, "series": row.series, "number": row.number, "state": row.state }),
        })
    };
    Ok(match deed {
        Deed::Register(newcomer) => of_worker(workers::register_for_in(tx, store, newcomer).await?),
        Deed::Consent(given) => with(consents::record_in(tx, store, &clerk, given).await?, |row| Done {
            worker: Some(row.worker_id),
            body: json!({ "worker": row.worker_id, "consent": row.id }),
        }),
        Deed::EndConsent(id) => with(consents::withdraw_in(tx, store, permit, *id).await?, |worker| Done {
            worker: Some(worker),
            body: json!({ "worker": worker, "consent": id }),
        }),
        Deed::Details(worker, patch) => {
            of_worker(workers::amend_in(tx, store, permit, *worker, patch).await?)
        }
        Deed::Apply(worker, job) => {
            of_application(applications::apply_in(tx, store, permit, *worker, *job).await?)
        }
        Deed::Withdraw(id) => {
            of_application(applications::end_in(tx, store, permit, *id, Ending::Withdraw).await?)
        }
        Deed::Accept(id) => of_application(applications::accept_in(tx, store, permit, *id).await?),
        Deed::Decline(id, reason) => {
            of_application(applications::end_in(tx, store, permit, *id, Ending::Decline(*reason)).await?)
        }
        Deed::Take(taking) => of_ticket(queue::take_in(tx, store, clerk, region, taking).await?),
        Deed::Call(id) => of_ticket(queue::call_in(tx, store, clerk, region, *id).await?),
        Deed::End(id, state) => of_ticket(queue::end_in(tx, store, region, *id, *state).await?),
    })
}

/// The same decision with another value.
fn with<T, U>(decision: Decision<T>, to: impl FnOnce(T) -> U) -> Decision<U> {
    match decision.into_parts() {
        (value, Some(change)) => Decision::changed(to(value), change),
        (value, None) => Decision::unchanged(to(value)),
    }
}

store::view! {
    /// Something that was noted.
    pub struct NotedRow {
        /// What.
        kind: String,
        /// When.
        answered_at: Micros,
        /// What came of it.
        outcome: Outcome,
        /// About whom.
        worker_id: Option<WorkerId>,
        /// Sealed.
        name: Option<Vec<u8>>,
    }
}

/// Something that this clerk noted today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// What.
    pub kind: String,
    /// When.
    pub at: Micros,
    /// What came of it.
    pub outcome: Outcome,
    /// About whom, masked; empty if about nobody.
    pub name_masked: String,
}

/// What this clerk noted today, the last eight.
pub async fn recent(store: &Store, actor: &Actor, region: RegionCode) -> Result<Vec<Noted>> {
    let permit = actor.may(Operation::CounterServe, &Scope::Region(region))?;
    let since = day_start(store.now());
    let rows: Vec<NotedRow> = store.all(include_str!("recent.sql"), args![permit.account(), since]).await?;
    let noted = |row: NotedRow| {
        let name = match (row.worker_id, &row.name) {
            (Some(worker), Some(sealed)) => mask_name(&store.unseal("worker", "name", worker, sealed)?),
            _ => String::new(),
        };
        Ok(Noted { kind: row.kind, at: row.answered_at, outcome: row.outcome, name_masked: name })
    };
    rows.into_iter().map(noted).collect()
}
