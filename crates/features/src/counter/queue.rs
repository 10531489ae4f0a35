//! Numbers: taken, called, done with. Two clerks who call at once get two numbers. A counter without a network gives
//! numbers of a series of its own, so that none is given twice.

use kernel::{AccountId, Actor, Error, Operation, RegionCode, Result, Scope, WorkerId, day_start, words};
use serde_json::json;
use store::{Change, Decision, Store, Tx, args};

use super::{TicketId, TicketRow};

words! {
    /// What somebody comes for.
    pub enum Purpose {
        /// Work.
        Work = "work",
        /// To be registered.
        Register = "register",
        /// Money they may be entitled to.
        Policy = "policy",
        /// Somebody to work for them.
        Hire = "hire",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// Where a number stands.
    pub enum TicketState {
        /// Not called yet.
        Waiting = "waiting",
        /// At a counter.
        Serving = "serving",
        /// Over.
        Done = "done",
        /// Called, and nobody came.
        NoShow = "no_show",
    }
}

/// The series of the node itself.
pub const OWN: &str = "A";

/// What somebody who comes is given.
#[derive(Clone, Debug)]
pub struct Taking {
    /// The caller's.
    pub id: TicketId,
    /// A number that a counter without a network gave away: its series and the number.
    pub given: Option<(String, i64)>,
    /// What they come for.
    pub purpose: Purpose,
    /// Whether they go before the others.
    pub first: bool,
    /// Who it is, if that is known.
    pub worker: Option<WorkerId>,
}

/// The queue of a counter today.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// The number this clerk serves.
    pub serving: Option<TicketRow>,
    /// Who waits, in the order in which they will be called; the first fifty.
    pub waiting: Vec<TicketRow>,
    /// How many wait.
    pub count: i64,
    /// How many were served today.
    pub done: i64,
}

/// The right to serve at the counter of a region.
pub fn ask(actor: &Actor, region: RegionCode) -> Result<kernel::Permit> {
    actor.may(Operation::CounterServe, &Scope::Region(region))
}

/// Who waits, and whom this clerk serves.
pub async fn queue(store: &Store, actor: &Actor, region: RegionCode) -> Result<Queue> {
    let permit = actor.may(Operation::CounterServe, &Scope::Region(region))?;
    let (day, clerk) = (day_start(store.now()), permit.account());
    let waiting = store.all(include_str!("waiting.sql"), args![region, day, 50_i64]).await?;
    let serving = store.maybe(include_str!("serving.sql"), args![region, day, clerk]).await?;
    let count = |state: TicketState| args![region, day, state];
    Ok(Queue {
        serving,
        waiting,
        count: store.one(include_str!("count.sql"), count(TicketState::Waiting)).await?,
        done: store.one(include_str!("count.sql"), count(TicketState::Done)).await?,
    })
}

/// One number, to print.
pub async fn ticket(store: &Store, actor: &Actor, id: TicketId) -> Result<TicketRow> {
    let row: TicketRow = store.one(include_str!("ticket.sql"), args![id]).await?;
    let _permit =
        actor.may(Operation::CounterServe, &Scope::Region(row.region)).map_err(crate::jobs::hide)?;
    Ok(row)
}

/// Gives a number.
pub(super) async fn take_in(
    tx: &Tx,
    store: &Store,
    clerk: AccountId,
    region: RegionCode,
    taking: &Taking,
) -> std::result::Result<Decision<TicketRow>, store::Error> {
    let (now, day) = (store.now(), day_start(store.now()));
    let (series, number) = match &taking.given {
        Some((series, number)) => {
            let own = series.len() == 2
                && series.as_bytes()[0].is_ascii_uppercase()
                && series.as_bytes()[1].is_ascii_digit();
            if !own || !(1..=9999).contains(number) {
                return Err(Error::invalid("ticket.number").into());
            }
            (series.clone(), *number)
        }
        None => {
            let last: i64 = tx.one(include_str!("last.sql"), args![region, day, OWN.to_owned()]).await?;
            (OWN.to_owned(), last + 1)
        }
    };
    if number > 9999 {
        return Err(Error::conflict("ticket.full").into());
    }
    let worker_id = match taking.worker {
        Some(worker) => Some(crate::workers::row_in(tx, worker).await?.id),
        None => None,
    };
    let row = TicketRow {
        id: taking.id,
        region,
        day,
        series,
        number,
        purpose: taking.purpose,
        first: i64::from(taking.first),
        worker_id,
        state: TicketState::Waiting,
        taken_by: clerk,
        taken_at: now,
        called_by: None,
        called_at: None,
        ended_at: None,
        version: 1,
    };
    let change = told(Change::of(region).insert(&row), &row);
    Ok(Decision::changed(row, change))
}

/// What the entry says of a number: to whom it belongs, if that is known.
fn told(change: Change, row: &TicketRow) -> Change {
    match row.worker_id {
        Some(worker) => change.tell(worker, json!({ "ticket": row.id, "state": row.state })),
        None => change,
    }
}

/// Calls a number, or the next: the one that this clerk was serving is done.
pub(super) async fn call_in(
    tx: &Tx,
    store: &Store,
    clerk: AccountId,
    region: RegionCode,
    id: Option<TicketId>,
) -> std::result::Result<Decision<TicketRow>, store::Error> {
    let (now, day) = (store.now(), day_start(store.now()));
    let next: Option<TicketRow> = match id {
        Some(id) => Some(here(tx, region, id).await?),
        None => tx.maybe(include_str!("waiting.sql"), args![region, day, 1_i64]).await?,
    };
    let next = next.ok_or(Error::conflict("ticket.nobody"))?;
    match next.state {
        TicketState::Waiting => {}
        TicketState::Serving if next.called_by == Some(clerk) => return Ok(Decision::unchanged(next)),
        TicketState::Serving => return Err(Error::conflict("ticket.called").into()),
        TicketState::Done | TicketState::NoShow => return Err(Error::conflict("ticket.ended").into()),
    }
    let mut change = Change::of(region);
    let before: Option<TicketRow> =
        tx.maybe(include_str!("serving.sql"), args![region, day, Some(clerk)]).await?;
    if let Some(before) = before {
        let done = TicketRow { state: TicketState::Done, ended_at: Some(now), ..before.clone() };
        change = told(change, &done).update(&before, done);
    }
    let called = TicketRow {
        state: TicketState::Serving,
        called_by: Some(clerk),
        called_at: Some(now),
        ..next.clone()
    };
    let change = told(change, &called).update(&next, called.clone());
    Ok(Decision::changed(called, change))
}

/// A number is done with, or nobody came.
pub(super) async fn end_in(
    tx: &Tx,
    store: &Store,
    region: RegionCode,
    id: TicketId,
    state: TicketState,
) -> std::result::Result<Decision<TicketRow>, store::Error> {
    let row = here(tx, region, id).await?;
    if row.state == state {
        return Ok(Decision::unchanged(row));
    }
    if !matches!(row.state, TicketState::Waiting | TicketState::Serving) {
        return Err(Error::conflict("ticket.ended").into());
    }
    let ended = TicketRow { state, ended_at: Some(store.now()), ..row.clone() };
    let change = told(Change::of(region), &ended).update(&row, ended.clone());
    Ok(Decision::changed(ended, change))
}

/// A number of this counter; those of other counters are as if there were none.
async fn here(tx: &Tx, region: RegionCode, id: TicketId) -> std::result::Result<TicketRow, store::Error> {
    let row: TicketRow = tx.one(include_str!("ticket.sql"), args![id]).await?;
    if row.region == region { Ok(row) } else { Err(Error::not_found("not_found").into()) }
}
