//! Reading jobs: one in public, an employer's own, a region's.

use kernel::{Actor, EmployerId, JobId, Micros, Operation, RegionCode, Scope};
use store::{Store, args};

use super::model::{JobRow, JobState, RevisionRow};
use crate::paging::{self, Page};

/// A job anybody may see: open, or over but once open. Drafts and jobs in review are their employer's alone.
pub async fn public(store: &Store, actor: &Actor, id: JobId) -> kernel::Result<JobRow> {
    let _ = actor.may(Operation::JobRead, &Scope::Public)?;
    let row = super::row(store, id).await?;
    if row.posted_at.is_some() && !matches!(row.state, JobState::Draft | JobState::Review) {
        return Ok(row);
    }
    let scope = Scope::Employer { id: row.employer_id, region: row.region };
    let _ = actor.may(Operation::JobReadOwn, &scope).map_err(|_| kernel::Error::not_found("not_found"))?;
    Ok(row)
}

/// One of the actor's employer's own jobs.
pub async fn own(store: &Store, actor: &Actor, id: JobId) -> kernel::Result<JobRow> {
    super::owned(store, actor, id).await.map(|(row, _)| row)
}

/// Jobs by id, in no order; for pages that found the ids in the live index.
pub async fn by_ids(store: &Store, ids: &[JobId]) -> kernel::Result<Vec<JobRow>> {
    let keys: Vec<String> = ids.iter().map(ToString::to_string).collect();
    Ok(store.of_keys("select * from job where id in ($list)", &keys).await?)
}

/// The open jobs of employers, in no order.
pub async fn open_of(store: &Store, employers: &[EmployerId]) -> Result<Vec<JobRow>, store::Error> {
    let keys: Vec<String> = employers.iter().map(ToString::to_string).collect();
    store.of_keys("select * from job where employer_id in ($list) and state = 'open'", &keys).await
}

/// How a job read over time, newest first.
pub async fn history(store: &Store, actor: &Actor, id: JobId) -> kernel::Result<(JobRow, Vec<RevisionRow>)> {
    let row = own(store, actor, id).await?;
    Ok((row, store.all(include_str!("revisions.sql"), args![id]).await?))
}

store::view! {
    /// What waits for an employer at a job.
    pub struct Waiting {
        /// Applied or shortlisted.
        waiting: i64,
        /// Offers out.
        offered: i64,
    }
}

/// A job with what waits at it.
#[derive(Clone, Debug)]
pub struct OwnJob {
    /// The job.
    pub job: JobRow,
    /// The counts.
    pub waiting: Waiting,
}

impl store::FromRow for OwnJob {
    fn from_row(row: &store::AnyRow) -> Result<Self, store::Error> {
        Ok(Self { job: JobRow::from_row(row)?, waiting: Waiting::from_row(row)? })
    }
}

/// An employer's own jobs, newest first.
pub async fn of_employer(
    store: &Store,
    actor: &Actor,
    employer: EmployerId,
    after: Option<&str>,
    limit: i64,
) -> kernel::Result<Page<OwnJob>> {
    let owner = crate::employers::row(store, employer).await?;
    let _ = actor
        .may(Operation::JobReadOwn, &Scope::Employer { id: employer, region: owner.region })
        .map_err(super::hide)?;
    let (at, id): (i64, String) = paging::decode(after)?.unwrap_or((i64::MAX, String::new()));
    let limit = paging::limit(limit)?;
    let rows = store.all(include_str!("of_employer.sql"), args![employer, at, id, limit + 1]).await?;
    Ok(Page::cut(rows, limit, |j: &OwnJob| (j.job.created_at.0, j.job.id.to_string())))
}

/// A job of a region with its employer's name.
#[derive(Clone, Debug)]
pub struct RegionJob {
    /// The job.
    pub job: JobRow,
    /// None for a household.
    pub employer_name: Option<String>,
}

impl RegionJob {
    /// As this reader may see it: the door of a household is for the official who reviews its job.
    pub(crate) fn seen_by(mut self, actor: &Actor) -> Self {
        let reviews = actor.may(Operation::JobReview, &Scope::Region(self.job.region)).is_ok();
        if self.employer_name.is_none() && !reviews {
            self.job.address.clear();
        }
        self
    }
}

impl store::FromRow for RegionJob {
    fn from_row(row: &store::AnyRow) -> Result<Self, store::Error> {
        Ok(Self { job: JobRow::from_row(row)?, employer_name: store::Field::from_row(row, "employer_name")? })
    }
}

/// The jobs of a region in one state.
pub async fn of_region(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    state: JobState,
    after: Option<&str>,
    limit: i64,
) -> kernel::Result<Page<RegionJob>> {
    let _ = actor.may(Operation::JobReadRegion, &Scope::Region(region))?;
    let (low, high) = region.range();
    let id: String = paging::decode(after)?.unwrap_or_default();
    let limit = paging::limit(limit)?;
    let rows = store.all(include_str!("of_region.sql"), args![low, high, state, id, limit + 1]).await?;
    Ok(Page::cut(rows, limit, |j: &RegionJob| j.job.id.to_string()).map(|row| row.seen_by(actor)))
}

store::view! {
    /// How many jobs of a region are in a state.
    pub struct StateCount {
        /// The state.
        state: JobState,
        /// Jobs.
        jobs: i64,
        /// Openings not yet filled.
        openings: i64,
    }
}

/// The jobs of a region counted by state.
pub async fn counts(store: &Store, actor: &Actor, region: RegionCode) -> kernel::Result<Vec<StateCount>> {
    let _ = actor.may(Operation::JobReadRegion, &Scope::Region(region))?;
    let (low, high) = region.range();
    Ok(store.all(include_str!("count_region.sql"), args![low, high]).await?)
}

/// Every job one may apply to, for building the live index.
pub async fn open(store: &Store, now: Micros) -> kernel::Result<Vec<JobRow>> {
    Ok(store.all(include_str!("open.sql"), args![now]).await?)
}
