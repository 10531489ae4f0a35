//! The rule of two persons: what one proposes, another approves, or it lapses. It knows how a proposal lives, not what any of
//! them is about: whoever proposes brings the deed that an approval carries out, in the same transaction.
//!
//! It refuses that anybody decides on their own proposal, and that a proposal is decided twice.

mod row;

use kernel::{
    AccountId, Actor, Error, Micros, Operation, Permit, ProposalId, RegionCode, Result, Scope, words,
};
use serde_json::json;
use store::{Boxed, Change, Decision, Scribe, Store, Tx, args};

pub use row::{Draft, ProposalRow, ProposalState};

use crate::{
    jobs::hide,
    paging::{self, Page},
};

/// How long a proposal waits.
const LIFE: i64 = 14 * Micros::DAY;
/// How many are let lapse in one round.
const BATCH: i64 = 200;

/// What is to be done of an approved proposal, asked inside the transaction that approves it.
pub type Carry =
    for<'a> fn(&'a Store, &'a Tx, &'a ProposalRow) -> Boxed<'a, std::result::Result<Change, store::Error>>;

words! {
    /// What the second person says.
    pub enum Verdict {
        /// Do it.
        Approve = "approve",
        /// Do not.
        Refuse = "refuse",
    }
}

/// A new proposal and its entry: told to the region and to whom it is about.
pub fn decide_open(scribe: &Scribe<'_>, by: AccountId, draft: Draft) -> Result<(ProposalRow, Change)> {
    let id = ProposalId::from_uuid(scribe.uuid());
    let row = ProposalRow {
        id,
        kind: draft.kind.to_owned(),
        region: draft.region,
        subject: draft.subject,
        body: draft.body.to_string(),
        state: ProposalState::Open,
        proposed_by: by,
        proposed_at: scribe.now,
        reason: scribe.seal("proposal", "reason", id, &draft.reason)?,
        expires_at: scribe.now + LIFE,
        decided_by: None,
        decided_at: None,
        decision_reason: None,
        version: 1,
    };
    let change = told(&row).insert(&row);
    Ok((row, change))
}

fn told(row: &ProposalRow) -> Change {
    let fact = json!({ "proposal": row.id, "kind": row.kind, "state": row.state });
    Change::of(row.region).tell(&row.subject, fact.clone()).tell(row.proposed_by, fact)
}

/// The proposal as it is once decided, and its entry.
pub fn decide_close(
    scribe: &Scribe<'_>,
    before: &ProposalRow,
    state: ProposalState,
    by: Option<AccountId>,
    reason: Option<&str>,
) -> Result<Change> {
    let seal = |text| scribe.seal("proposal", "decision_reason", before.id, text);
    let after = ProposalRow {
        state,
        decided_by: by,
        decided_at: Some(scribe.now),
        decision_reason: reason.map(seal).transpose()?,
        ..before.clone()
    };
    Ok(told(&after).update(before, after))
}

/// The proposals of a region and all that lies in it: those that wait, the oldest first, or those decided, the last first.
pub async fn list(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    open: bool,
    after: Option<&str>,
    limit: i64,
) -> Result<Page<ProposalRow>> {
    let _permit = actor.may(Operation::ProposalRead, &Scope::Region(region))?;
    let limit = paging::limit(limit)?;
    let (from, to) = region.range();
    let rows: Vec<ProposalRow> = if open {
        let (id,): (String,) = paging::decode(after)?.unwrap_or_default();
        store.all(include_str!("open.sql"), args![from, to, id, limit + 1]).await?
    } else {
        let (id,): (String,) = paging::decode(after)?.unwrap_or(("~".to_owned(),));
        store.all(include_str!("decided.sql"), args![from, to, id, limit + 1]).await?
    };
    Ok(Page::cut(rows, limit, |row| (row.id.to_string(),)))
}

/// Whether anything about an account waits for a second person.
pub(crate) async fn about(tx: &Tx, account: AccountId) -> std::result::Result<bool, store::Error> {
    Ok(tx.one::<i64>(include_str!("about.sql"), args![account.to_string()]).await? > 0)
}

/// How many wait in a region for somebody other than this account.
pub async fn waiting(store: &Store, account: AccountId, region: RegionCode) -> Result<i64> {
    let (from, to) = region.range();
    Ok(store.one(include_str!("waiting.sql"), args![from, to, account]).await?)
}

/// A proposal the actor may decide on, with the permit for it.
pub async fn decidable(store: &Store, actor: &Actor, id: ProposalId) -> Result<(ProposalRow, Permit)> {
    let row: ProposalRow = store.one(include_str!("get.sql"), args![id]).await?;
    let permit = actor.may(Operation::ProposalDecide, &Scope::Region(row.region)).map_err(hide)?;
    Ok((row, permit))
}

/// Decides on a proposal. `carry` makes, of an approved one, what is to be done; it is asked inside the transaction and may
/// still refuse. The same verdict again by the same person changes nothing; another comes too late.
pub async fn decide(
    store: &Store,
    actor: &Actor,
    id: ProposalId,
    verdict: Verdict,
    reason: &str,
    carry: Carry,
) -> Result<()> {
    let (_, permit) = decidable(store, actor, id).await?;
    let by = permit.account().ok_or(Error::forbidden("access.forbidden"))?;
    let (name, state) = match verdict {
        Verdict::Approve => ("proposal.approve", ProposalState::Approved),
        Verdict::Refuse => ("proposal.refuse", ProposalState::Refused),
    };
    let least = if verdict == Verdict::Refuse { 2 } else { 0 };
    let reason = &kernel::bounded("reason", reason, least, 200)?;
    store
        .write(name, &permit, |tx| async move {
            let before: ProposalRow = tx.one(include_str!("get.sql"), args![id]).await?;
            if before.state == state && before.decided_by == Some(by) {
                return Ok(Decision::unchanged(()));
            }
            open_still(&before, store.now())?;
            if before.proposed_by == by || before.subject == by.to_string() {
                return Err(Error::conflict("proposal.own").into());
            }
            let closed = decide_close(&store.scribe(), &before, state, Some(by), Some(reason))?;
            Ok(match verdict {
                Verdict::Approve => Decision::changed((), closed.and(carry(store, &tx, &before).await?)),
                Verdict::Refuse => Decision::changed((), closed),
            })
        })
        .await
        .map_err(Into::into)
}

/// Takes one's own proposal back.
pub async fn withdraw(store: &Store, actor: &Actor, id: ProposalId) -> Result<()> {
    let row: ProposalRow = store.one(include_str!("get.sql"), args![id]).await?;
    let permit = actor.may(Operation::ProposalRead, &Scope::Region(row.region)).map_err(hide)?;
    if permit.account() != Some(row.proposed_by) {
        return Err(Error::not_found("not_found"));
    }
    let by = permit.account();
    store
        .write("proposal.withdraw", &permit, |tx| async move {
            let before: ProposalRow = tx.one(include_str!("get.sql"), args![id]).await?;
            if before.state == ProposalState::Withdrawn {
                return Ok(Decision::unchanged(()));
            }
            open_still(&before, store.now())?;
            let change = decide_close(&store.scribe(), &before, ProposalState::Withdrawn, by, None)?;
            Ok(Decision::changed((), change))
        })
        .await
        .map_err(Into::into)
}

fn open_still(row: &ProposalRow, now: Micros) -> Result<()> {
    if row.state == ProposalState::Open && row.expires_at > now {
        return Ok(());
    }
    Err(Error::conflict("proposal.decided"))
}

/// Lets proposals lapse that nobody decided on in time.
pub struct Lapse;

impl store::Reconciler for Lapse {
    fn name(&self) -> &'static str {
        "proposals.lapse"
    }

    fn every(&self) -> std::time::Duration {
        std::time::Duration::from_secs(60)
    }

    fn run<'a>(&'a self, store: &'a Store) -> Boxed<'a, std::result::Result<usize, store::Error>> {
        Box::pin(lapse(store))
    }
}

async fn lapse(store: &Store) -> std::result::Result<usize, store::Error> {
    let permit = Actor::system().may(Operation::SystemRun, &Scope::Public)?;
    let due: Vec<ProposalRow> = store.all(include_str!("due.sql"), args![store.now(), BATCH]).await?;
    let mut done = 0;
    for ProposalRow { id, .. } in due {
        let lapsed = store
            .write("proposal.lapse", &permit, |tx| async move {
                let before: ProposalRow = tx.one(include_str!("get.sql"), args![id]).await?;
                if before.state != ProposalState::Open || before.expires_at > store.now() {
                    return Ok(Decision::unchanged(0));
                }
                let change = decide_close(&store.scribe(), &before, ProposalState::Lapsed, None, None)?;
                Ok(Decision::changed(1, change))
            })
            .await?;
        done += lapsed;
    }
    Ok(done)
}
