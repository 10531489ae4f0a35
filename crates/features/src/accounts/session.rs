//! Sessions: a random token at the person, its keyed hash here.

use kernel::{AccountId, Actor, EmployerId, Error, Micros, RegionCode, Result, WorkerId, hex};
use store::{Store, args};

use super::{GrantRow, SessionRow};

/// How long somebody who holds an office stays signed in.
pub(super) const OFFICE: i64 = 12 * Micros::HOUR;
const SEEN_EVERY: i64 = 5 * Micros::MINUTE;

/// What the person who has just signed in is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The secret of the session; shown once, here.
    pub token: String,
    /// What forms must bring along.
    pub csrf: String,
    /// Whose.
    pub account: AccountId,
    /// Until when.
    pub expires_at: Micros,
}

/// The worker that an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkerHere {
    /// The worker.
    pub id: WorkerId,
    /// Where the worker lives.
    pub region: RegionCode,
}

impl SignedIn {
    /// Every record of the worker: the one that is kept first.
    pub fn records(&self) -> impl Iterator<Item = WorkerId> + '_ {
        self.actor.worker().into_iter().chain(self.actor.records().iter().copied())
    }
}

/// Who is behind a token.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// What access rules see.
    pub actor: Actor,
    /// The account.
    pub account: AccountId,
    /// The worker it is, if it is one.
    pub worker: Option<WorkerHere>,
    /// What forms must bring along.
    pub csrf: String,
    /// The session.
    pub session_id: String,
    /// The roles it holds now.
    pub grants: Vec<GrantRow>,
    /// The employers it acts for.
    pub employers: Vec<EmployerId>,
}

store::view! {
    /// A live session with the worker of its account.
    pub struct Here {
        /// The session.
        id: String,
        /// The account.
        account_id: AccountId,
        /// Its form secret.
        csrf: String,
        /// Last seen.
        seen_at: Micros,
        /// The worker.
        worker_id: Option<WorkerId>,
        /// Where the worker lives.
        worker_region: Option<RegionCode>,
        /// How many other records were merged into the worker's.
        others: i64,
    }
}

pub(super) async fn issue(store: &Store, account: AccountId, agent: &str, life: i64) -> Result<Session> {
    let token = hex(&store.entropy().bytes::<32>());
    let csrf = hex(&store.entropy().bytes::<32>());
    let [id, _] = &store.vault().hashes("session", &token);
    let now = store.now();
    let agent = &agent.chars().filter(|c| !c.is_control()).take(200).collect::<String>();
    let row = &SessionRow {
        id: id.clone(),
        account_id: account,
        csrf: csrf.clone(),
        agent: agent.clone(),
        created_at: now,
        seen_at: now,
        expires_at: now + life,
        ended_at: None,
    };
    store
        .upkeep(|tx| async move {
            let values = args![row.id, row.account_id, row.csrf, row.agent, row.created_at, row.expires_at];
            tx.execute(include_str!("session_put.sql"), values).await
        })
        .await?;
    Ok(Session { token, csrf, account, expires_at: now + life })
}

/// Who is behind a token; nobody if the session has ended or its account is erased.
pub async fn actor_of(store: &Store, token: &str) -> Result<Option<SignedIn>> {
    let now = store.now();
    // It may have begun before the keys were changed.
    let [id, other] = store.vault().hashes("session", token);
    let key = args![id, now, other];
    let Some(here) = store.maybe::<Here>(include_str!("session_here.sql"), key).await? else {
        return Ok(None);
    };
    let held = args![here.account_id, now];
    let grants = store.all::<GrantRow>(include_str!("grants_of_account.sql"), held).await?;
    if now - here.seen_at >= SEEN_EVERY {
        let id = &here.id;
        store
            .upkeep(|tx| async move { tx.execute(include_str!("session_seen.sql"), args![id.clone(), now]).await })
            .await?;
    }
    let worker = here.worker_id.zip(here.worker_region).map(|(id, region)| WorkerHere { id, region });
    let others = match here.worker_id.filter(|_| here.others > 0) {
        Some(worker) => store.all::<String>(include_str!("session_records.sql"), args![worker]).await?,
        None => Vec::new(),
    };
    let records = others.iter().map(|id| id.parse()).collect::<Result<Vec<WorkerId>>>()?;
    let rights = grants.iter().map(GrantRow::grant).collect::<Result<Vec<_>>>()?;
    Ok(Some(SignedIn {
        actor: Actor::signed_in(here.account_id, here.worker_id, rights).with_records(records),
        account: here.account_id,
        worker,
        csrf: here.csrf,
        session_id: here.id,
        employers: grants.iter().filter_map(|g| g.employer_id).collect(),
        grants,
    }))
}

/// Ends the session of a token; a token that is not known ends nothing.
pub async fn sign_out(store: &Store, token: &str) -> Result<()> {
    let [id, other] = &store.vault().hashes("session", token);
    let now = store.now();
    store
        .upkeep(|tx| async move {
            tx.execute(include_str!("session_end.sql"), args![id.clone(), now, other.clone()]).await
        })
        .await?;
    Ok(())
}

/// The live sessions of an account, the last seen first.
pub async fn sessions(store: &Store, account: AccountId) -> Result<Vec<SessionRow>> {
    Ok(store.all(include_str!("sessions_of_account.sql"), args![account, store.now()]).await?)
}

/// Ends one of an account's own sessions.
pub async fn end_session(store: &Store, account: AccountId, id: &str) -> Result<()> {
    let now = store.now();
    let ended = store
        .upkeep(|tx| async move {
            tx.execute(include_str!("session_end_own.sql"), args![id.to_owned(), now, account]).await
        })
        .await?;
    if ended == 1 { Ok(()) } else { Err(Error::not_found("not_found")) }
}

/// Ends every session of an account, but for one that is kept.
pub(crate) async fn end_all(store: &Store, account: AccountId, but: Option<&str>) -> Result<()> {
    let (now, but) = (store.now(), but.unwrap_or_default().to_owned());
    let but = &but;
    store
        .upkeep(|tx| async move {
            tx.execute(include_str!("session_end_all.sql"), args![account, now, but.clone()]).await
        })
        .await?;
    Ok(())
}
