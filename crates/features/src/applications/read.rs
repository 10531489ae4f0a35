//! Reading applications: a worker's own, a job's candidates, a region's counts.

use std::collections::BTreeMap;

use kernel::{Actor, ApplicationId, JobId, Operation, RegionCode, Scope, WorkerId};
use store::{Store, args};

use super::{ApplicationRow, ApplicationState};
use crate::{
    jobs::{self, JobRow, hide},
    paging::{self, Page},
};

/// An application as its worker sees it.
pub async fn for_worker(
    store: &Store,
    actor: &Actor,
    id: ApplicationId,
) -> kernel::Result<(ApplicationRow, JobRow)> {
    let (row, job) = super::pair(store, id).await?;
    let scope = Scope::Worker { id: row.worker_id, region: job.region };
    let _ = actor.may(Operation::ApplicationRead, &scope).map_err(hide)?;
    Ok((row, job))
}

/// An application as either side sees it.
pub async fn get(
    store: &Store,
    actor: &Actor,
    id: ApplicationId,
) -> kernel::Result<(ApplicationRow, JobRow)> {
    let (row, job) = super::pair(store, id).await?;
    let worker = Scope::Worker { id: row.worker_id, region: job.region };
    let employer = Scope::Employer { id: row.employer_id, region: job.region };
    let _ = actor
        .may(Operation::ApplicationRead, &worker)
        .or_else(|_| actor.may(Operation::ApplicationRead, &employer))
        .map_err(hide)?;
    Ok((row, job))
}

/// A worker's own applications, newest first.
pub async fn of_worker(
    store: &Store,
    actor: &Actor,
    worker: WorkerId,
    after: Option<&str>,
    limit: i64,
) -> kernel::Result<Page<ApplicationRow>> {
    let seen = crate::workers::row(store, worker).await?;
    let _ = actor
        .may(Operation::ApplicationRead, &Scope::Worker { id: seen.id, region: seen.region })
        .map_err(hide)?;
    let (at, id): (i64, String) = paging::decode(after)?.unwrap_or((i64::MAX, String::new()));
    let limit = paging::limit(limit)?;
    let rows = store.all(include_str!("of_worker.sql"), args![worker, at, id, limit + 1]).await?;
    Ok(Page::cut(rows, limit, |a: &ApplicationRow| (a.applied_at.0, a.id.to_string())))
}

/// The worker's application for a job that is live or hired, if there is one.
pub async fn standing(store: &Store, worker: WorkerId, job: JobId) -> kernel::Result<Option<ApplicationRow>> {
    Ok(store.maybe(include_str!("standing.sql"), args![worker, job]).await?)
}

/// The applications for one of the actor's employer's jobs, oldest first.
pub async fn of_job(
    store: &Store,
    actor: &Actor,
    job: JobId,
    after: Option<&str>,
    limit: i64,
) -> kernel::Result<(JobRow, Page<ApplicationRow>)> {
    let (row, scope) = jobs::owned(store, actor, job).await?;
    let _ = actor.may(Operation::ApplicationRead, &scope).map_err(hide)?;
    let id: String = paging::decode(after)?.unwrap_or_default();
    let limit = paging::limit(limit)?;
    let rows = store.all(include_str!("of_job.sql"), args![job, id, limit + 1]).await?;
    Ok((row, Page::cut(rows, limit, |a: &ApplicationRow| a.id.to_string())))
}

/// Those who wait for an answer about a job, the first to ask first, and how many offers of it are out. For whoever
/// asked for a permit before.
pub(crate) async fn waiting(
    store: &Store,
    job: JobId,
    limit: i64,
) -> kernel::Result<(Vec<ApplicationRow>, i64)> {
    let rows = store.all(include_str!("waiting.sql"), args![job, limit]).await?;
    Ok((rows, store.one(include_str!("offers.sql"), args![job]).await?))
}

store::view! {
    /// How often a worker was hired for an occupation, and when last.
    pub struct Experience {
        /// The worker.
        worker_id: WorkerId,
        /// The occupation.
        occupation: String,
        /// How many hires.
        hires: i64,
        /// The last of them.
        last_at: kernel::Micros,
    }
}

/// What each of the workers was hired for before; whoever was not is left out.
pub async fn experience(
    store: &Store,
    workers: &[WorkerId],
) -> kernel::Result<BTreeMap<WorkerId, Vec<Experience>>> {
    let keys: Vec<String> = workers.iter().map(ToString::to_string).collect();
    let hires: Vec<Experience> = store.of_keys(include_str!("experience.sql"), &keys).await?;
    let mut before: BTreeMap<WorkerId, Vec<Experience>> = BTreeMap::new();
    for hire in hires {
        before.entry(hire.worker_id).or_default().push(hire);
    }
    Ok(before)
}

store::view! {
    /// Applications of a region in a state.
    pub struct ApplicationCount {
        /// The state.
        state: ApplicationState,
        /// How many.
        applications: i64,
    }
}

/// The applications of a region that changed since a moment, counted by state.
pub async fn counts(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    since: kernel::Micros,
) -> kernel::Result<Vec<ApplicationCount>> {
    let _ = actor.may(Operation::ApplicationReadRegion, &Scope::Region(region))?;
    let (low, high) = region.range();
    Ok(store.all(include_str!("count_region.sql"), args![low, high, since]).await?)
}
