//! Workers for a job: who nearby suits it, of those who let themselves be found, and inviting them to look at it. It
//! refuses to say who they are: until they apply, an employer sees no name, no phone and no door.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Actor, Availability, Error, JobId, Micros, Operation, Pay, Result, WorkerId};
use matching::topk::{Query, Wanted};
use serde_json::json;
use store::{Change, Decision, Store, args};

use crate::applications::{Experience, experience};
use crate::employers::{EmployerRow, EmployerState};
use crate::index::{self, LiveIndex};
use crate::jobs::{self, JobRow, hide};
use crate::workers::{Belonging, WorkerRow};

/// So many an employer may invite within a day.
pub const A_DAY: i64 = 30;
/// Nobody is sent more within a day, from whomever.
pub const AT_MOST: i64 = 5;
/// How far is looked, in metres.
const AROUND: f64 = 20_000.0;

store::row! {
    /// An invitation that was sent.
    pub struct InvitationRow in "invitation" {
        /// The key.
        id: String,
        /// To which job.
        job_id: JobId,
        /// Whom.
        worker_id: WorkerId,
        /// From whom.
        employer_id: kernel::EmployerId,
        /// When.
        at: Micros,
    }
}

/// Somebody who suits a job, without anything that says who.
#[derive(Clone, Debug)]
pub struct Suited {
    /// The worker.
    pub worker: WorkerId,
    /// How far from the job, about, in metres.
    pub distance_m: f64,
    /// What they look for.
    pub occupations: Vec<String>,
    /// When they can.
    pub availability: Availability,
    /// The pay they ask for.
    pub pay: Option<Pay>,
    /// What they have.
    pub has: Vec<Belonging>,
    /// What they were hired for before.
    pub before: Vec<Experience>,
    /// Whether they were invited to this job.
    pub invited: bool,
}

/// Who nearby suits a job, the best first, those left out who asked for it already. Refused to an employer whom nobody
/// has verified: people agreed to be seen by others only.
pub async fn suited(
    store: &Store,
    live: &LiveIndex,
    actor: &Actor,
    job: JobId,
    limit: usize,
) -> Result<(JobRow, Vec<Suited>)> {
    let (row, scope) = jobs::owned(store, actor, job).await?;
    let _permit = actor.may(Operation::JobInvite, &scope).map_err(hide)?;
    if crate::employers::row(store, row.employer_id).await?.state != EmployerState::Verified {
        return Err(unverified());
    }
    let Some(point) = row.point().filter(|_| row.takes(store.now())) else { return Ok((row, Vec::new())) };
    let asked: Vec<String> = store.all(include_str!("asked.sql"), args![job]).await?;
    let keys: BTreeSet<u128> =
        asked.iter().filter_map(|id| id.parse::<WorkerId>().ok()).map(|id| id.uuid().as_u128()).collect();
    let new = |id: u128| !keys.contains(&id);
    let wanted = Wanted::with_near(&row.occupation);
    let hits = live.people(&Query {
        pay: row.pay().hourly(),
        slots: row.slots,
        requires: index::needs(&row),
        only: Some(&new),
        limit,
        ..Query::around(point, AROUND, &wanted, store.now())
    })?;
    let ids: Vec<WorkerId> =
        hits.iter().map(|hit| WorkerId::from_uuid(kernel::uuid::Uuid::from_u128(hit.id))).collect();
    let names: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<WorkerRow> = store.of_keys(include_str!("../views/workers.sql"), &names).await?;
    let rows: BTreeMap<WorkerId, WorkerRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    let mut before = experience(store, &ids).await?;
    let invited: Vec<String> = store.all(include_str!("of_job.sql"), args![job]).await?;
    let mut people = Vec::with_capacity(hits.len());
    for (hit, id) in hits.iter().zip(ids) {
        // The index may be a moment behind: whoever is gone or may not be found any more is not shown.
        let Some(worker) =
            rows.get(&id).filter(|worker| worker.findable_since.is_some() && worker.merged_into.is_none())
        else {
            continue;
        };
        people.push(Suited {
            worker: id,
            distance_m: hit.distance_m,
            occupations: worker.occupation_codes(),
            availability: worker.availability,
            pay: worker.pay()?,
            has: worker.open_about(store.vault())?.has,
            before: before.remove(&id).unwrap_or_default(),
            invited: invited.contains(&id.to_string()),
        });
    }
    Ok((row, people))
}

/// Invites somebody to look at a job. Twice is once. Only verified employers may, and not without end.
pub async fn invite(store: &Store, actor: &Actor, job: JobId, worker: WorkerId) -> Result<()> {
    let (_, scope) = jobs::owned(store, actor, job).await?;
    let permit = actor.may(Operation::JobInvite, &scope).map_err(hide)?;
    store
        .write("job.invite", &permit, |tx| async move {
            if tx.maybe::<String>(include_str!("one.sql"), args![job, worker]).await?.is_some() {
                return Ok(Decision::unchanged(()));
            }
            let row: JobRow = tx.one(include_str!("../applications/job.sql"), args![job]).await?;
            let employer: EmployerRow =
                tx.one(include_str!("../jobs/employer.sql"), args![row.employer_id]).await?;
            if employer.state != EmployerState::Verified {
                return Err(unverified().into());
            }
            let now = store.now();
            if !row.takes(now) {
                return Err(Error::conflict("job.not_open").into());
            }
            // Nobody there and nobody who wants to be found are answered alike.
            let found: Option<WorkerRow> =
                tx.maybe(include_str!("../workers/get.sql"), args![worker]).await?;
            let Some(found) = found.filter(|found| found.findable_since.is_some()) else {
                return Err(Error::conflict("invitation.gone").into());
            };
            let worker = found.id;
            if row.adults_only() && crate::workers::known_minor(&tx, store, worker).await? {
                return Err(Error::conflict("invitation.gone").into());
            }
            let asked: Vec<String> = tx.all(include_str!("asked.sql"), args![job]).await?;
            if asked.contains(&worker.to_string()) {
                return Err(Error::conflict("invitation.asked").into());
            }
            let since = Micros(now.0 - Micros::DAY);
            let lately: i64 = tx.one(include_str!("lately.sql"), args![row.employer_id, since]).await?;
            if lately >= A_DAY {
                return Err(Error::too_many("invitation.too_many").with("max", A_DAY).into());
            }
            let heard: i64 = tx.one(include_str!("heard.sql"), args![worker, since]).await?;
            if heard >= AT_MOST {
                return Err(Error::conflict("invitation.enough").into());
            }
            let sent = InvitationRow {
                id: store.scribe().uuid().to_string(),
                job_id: job,
                worker_id: worker,
                employer_id: row.employer_id,
                at: now,
            };
            let change = Change::of(row.region)
                .insert(&sent)
                .tell(worker, json!({ "job": job, "notice": "job.invite" }))
                .tell(row.employer_id, json!({ "job": job, "invitation": sent.id }));
            Ok(Decision::changed((), change))
        })
        .await?;
    Ok(())
}

fn unverified() -> Error {
    Error::conflict("invitation.unverified")
}
