//! Lists of a region: jobs, the queue of review, people, employers. Newest first, but for the queue.

use std::collections::BTreeMap;

use kernel::{Actor, EmployerId, JobId, Micros, Operation, RegionCode, Result, Scope, WorkerId, words};
use store::{Store, args};

use super::bounds;
use crate::employers::{EmployerRow, EmployerState};
use crate::jobs::{JobState, RegionJob};
use crate::paging::{self, Page};
use crate::workers::{self, PersonLine};

words! {
    /// How people of a list stand.
    pub enum PersonState {
        /// Has asked for work and waits for an answer.
        Looking = "looking",
        /// Has been hired before.
        Hired = "hired",
        /// Has never been hired.
        NeverHired = "never_hired",
    }
}

/// Which part of a list.
#[derive(Clone, Copy, Debug)]
pub struct Filter<'a, S> {
    /// Where.
    pub region: RegionCode,
    /// In which state; none is any.
    pub state: Option<S>,
    /// Words; empty for everything.
    pub words: &'a str,
    /// The cursor.
    pub after: Option<&'a str>,
    /// How many.
    pub limit: i64,
}

/// Stands after every id.
const LAST: &str = "g";

fn containing(words: &str) -> String {
    let plain = words.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{plain}%")
}

fn below(after: Option<&str>) -> Result<String> {
    Ok(paging::decode(after)?.unwrap_or_else(|| LAST.to_owned()))
}

/// The jobs of a region whose title or employer is called so.
pub async fn jobs(store: &Store, actor: &Actor, filter: Filter<'_, JobState>) -> Result<Page<RegionJob>> {
    let _permit = actor.may(Operation::JobReadRegion, &Scope::Region(filter.region))?;
    let ((low, high), limit) = (filter.region.range(), paging::limit(filter.limit)?);
    let (first, last) = bounds(filter.state.map(JobState::as_str));
    let asked = args![low, high, first, last, containing(filter.words), below(filter.after)?, limit + 1];
    let rows = store.all(include_str!("jobs.sql"), asked).await?;
    let page = Page::cut(rows, limit, |row: &RegionJob| row.job.id.to_string());
    Ok(page.map(|row| row.seen_by(actor)))
}

store::view! {
    /// A job of one employer.
    pub struct JobOf {
        /// The job.
        id: JobId,
        /// What it is called.
        title: String,
        /// Where it stands.
        state: JobState,
        /// When it last changed.
        updated_at: Micros,
    }
}

/// The last jobs of an employer that the actor may see, the last changed first.
pub async fn jobs_of(
    store: &Store,
    actor: &Actor,
    employer: EmployerId,
    region: RegionCode,
) -> Result<Vec<JobOf>> {
    let _permit = actor.may(Operation::JobReadRegion, &Scope::Region(region))?;
    let over = actor.grants().iter().map(kernel::Grant::region).filter(|office| office.contains(&region));
    let (low, high) = over.min_by_key(RegionCode::level).unwrap_or(region).range();
    Ok(store.all(include_str!("jobs_of.sql"), args![employer, low, high]).await?)
}

/// The jobs of a region that wait for an official, those waiting longest first.
pub async fn waiting(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    after: Option<&str>,
    limit: i64,
) -> Result<Page<RegionJob>> {
    let _permit = actor.may(Operation::JobReview, &Scope::Region(region))?;
    let ((low, high), limit) = (region.range(), paging::limit(limit)?);
    let (at, id): (i64, String) = paging::decode(after)?.unwrap_or_default();
    let rows = store.all(include_str!("waiting.sql"), args![low, high, at, id, limit + 1]).await?;
    Ok(Page::cut(rows, limit, |row: &RegionJob| (row.job.updated_at.0, row.job.id.to_string())))
}

/// An employer with what it did.
#[derive(Clone, Debug)]
pub struct EmployerCounted {
    /// The employer.
    pub employer: EmployerRow,
    /// Jobs posted.
    pub jobs: i64,
    /// People hired.
    pub hired: i64,
}

store::view! {
    /// What an employer did.
    pub struct EmployerCount {
        /// The employer.
        id: String,
        /// Jobs posted.
        jobs: i64,
        /// People hired.
        hired: i64,
    }
}

/// The employers of a region called so, or with this credit code.
pub async fn employers(
    store: &Store,
    actor: &Actor,
    filter: Filter<'_, EmployerState>,
) -> Result<Page<EmployerCounted>> {
    let _permit = actor.may(Operation::EmployerVerify, &Scope::Region(filter.region))?;
    let ((low, high), limit) = (filter.region.range(), paging::limit(filter.limit)?);
    let (first, last) = bounds(filter.state.map(EmployerState::as_str));
    let (like, code) = (containing(filter.words), filter.words.trim().to_uppercase());
    let asked = args![low, high, first, last, like, code, below(filter.after)?, limit + 1];
    let rows = store.all(include_str!("employers.sql"), asked).await?;
    let page = Page::cut(rows, limit, |row: &EmployerRow| row.id.to_string());
    let ids: Vec<String> = page.items.iter().map(|row| row.id.to_string()).collect();
    let counts: Vec<EmployerCount> = store.of_keys(include_str!("employer_counts.sql"), &ids).await?;
    page.try_map(|employer| {
        let id = employer.id.to_string();
        let did = counts.iter().find(|count| count.id == id);
        let (jobs, hired) = did.map_or((0, 0), |count| (count.jobs, count.hired));
        Ok(EmployerCounted { employer, jobs, hired })
    })
}

/// A worker, masked, with what they did.
#[derive(Clone, Debug)]
pub struct PersonCounted {
    /// The worker.
    pub person: PersonLine,
    /// Applications made.
    pub applied: i64,
    /// Times hired.
    pub hired: i64,
}

store::view! {
    /// What a worker did.
    pub struct PersonCount {
        /// The worker.
        id: WorkerId,
        /// Applications made.
        applied: i64,
        /// Times hired.
        hired: i64,
    }
}

/// The workers of a region, masked; `words` is the code of an occupation.
pub async fn people(
    store: &Store,
    actor: &Actor,
    filter: Filter<'_, PersonState>,
) -> Result<Page<PersonCounted>> {
    let _permit = actor.may(Operation::WorkerReadAny, &Scope::Region(filter.region))?;
    let ((low, high), limit) = (filter.region.range(), paging::limit(filter.limit)?);
    let sql = match filter.state {
        None => include_str!("workers.sql"),
        Some(PersonState::Looking) => include_str!("workers_looking.sql"),
        Some(PersonState::Hired) => include_str!("workers_hired.sql"),
        Some(PersonState::NeverHired) => include_str!("workers_never_hired.sql"),
    };
    let asked = args![low, high, containing(filter.words), below(filter.after)?, limit + 1];
    let page = Page::cut(store.all::<String>(sql, asked).await?, limit, Clone::clone);
    let counts: Vec<PersonCount> = store.of_keys(include_str!("worker_counts.sql"), &page.items).await?;
    let counts: BTreeMap<WorkerId, PersonCount> = counts.into_iter().map(|count| (count.id, count)).collect();
    let mut items = Vec::with_capacity(page.items.len());
    for id in &page.items {
        let person = workers::get_masked(store, actor, id.parse()?).await?;
        let (applied, hired) = counts.get(&person.id).map_or((0, 0), |count| (count.applied, count.hired));
        items.push(PersonCounted { person, applied, hired });
    }
    Ok(Page { items, next: page.next })
}
