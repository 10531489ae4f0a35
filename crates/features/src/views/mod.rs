//! Reads across areas, for people on both sides of a job: who offers it, who asks for it, and how the two reach each
//! other. It refuses a name or a phone to the other side before there is a hire.

mod members;
mod public;

pub use members::{Invitation, Member, invitations, members, members_of};
pub use public::{door_is_open, public_job};

use std::collections::BTreeMap;

use kernel::{
    AccountId, Actor, ApplicationId, Availability, EmployerId, Error, JobId, Operation, Pay, PersonName,
    Phone, Point, RegionCode, Result, Scope, WorkerId, mask_name,
};
use store::{Store, args};

use crate::applications::{ApplicationRow, ApplicationState, Experience, experience};
use crate::employers::{EmployerKind, EmployerState};
use crate::jobs::JobRow;
use crate::paging::Page;
use crate::workers::{About, WorkerRow};

store::view! {
    /// Who offers a job, as far as a list says it.
    pub struct Offerer {
        /// The employer.
        id: EmployerId,
        /// What kind.
        kind: EmployerKind,
        /// The name; none for a household.
        name: Option<String>,
        /// How far it is trusted.
        state: EmployerState,
    }
}

/// Who offers jobs, by id.
pub async fn offerers(store: &Store, ids: &[EmployerId]) -> Result<BTreeMap<EmployerId, Offerer>> {
    let mut keys: Vec<String> = ids.iter().map(ToString::to_string).collect();
    keys.sort_unstable();
    keys.dedup();
    let rows: Vec<Offerer> = store.of_keys(include_str!("offerers.sql"), &keys).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

store::view! {
    /// A sealed phone with the account it belongs to.
    pub struct Reached {
        /// The account.
        account_id: AccountId,
        /// Sealed.
        phone: Option<Vec<u8>>,
    }
}

impl Reached {
    fn open(&self, store: &Store) -> Result<Option<Phone>> {
        let Some(sealed) = &self.phone else { return Ok(None) };
        let phone = store.unseal("account", "phone", self.account_id, sealed)?;
        phone.parse().map(Some).map_err(|_| Error::internal("internal"))
    }
}

/// The phone of one's own account.
pub async fn own_phone(store: &Store, account: AccountId) -> Result<Option<Phone>> {
    let found = store.maybe::<Reached>(include_str!("own_phone.sql"), args![account]).await?;
    found.map_or(Ok(None), |found| found.open(store))
}

/// The employer's phone, for the worker whom it hired; nobody else is told.
pub async fn employer_phone(store: &Store, actor: &Actor, hired: &ApplicationRow) -> Result<Option<Phone>> {
    if hired.state != ApplicationState::Hired || !actor.is_worker(hired.worker_id) {
        return Ok(None);
    }
    let found = store.maybe::<Reached>(include_str!("employer_phone.sql"), args![hired.employer_id]).await?;
    found.map_or(Ok(None), |found| found.open(store))
}

/// Somebody who asks for a job, as its employer sees them.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What they ask.
    pub application: ApplicationRow,
    /// The person: of a record that was merged, the one that is kept.
    pub person: WorkerId,
    /// The name: masked, in full once hired; empty for somebody erased.
    pub name: String,
    /// The phone, once hired.
    pub phone: Option<Phone>,
    /// Where they set out from.
    pub home: Option<Point>,
    /// The occupations they look for.
    pub occupations: Vec<String>,
    /// When they can.
    pub availability: Availability,
    /// The pay they ask for.
    pub pay: Option<Pay>,
    /// What they say of themselves.
    pub about: About,
    /// What they were hired for before.
    pub before: Vec<Experience>,
}

/// The candidates of one of the actor's employer's jobs, oldest first.
pub async fn candidates(
    store: &Store,
    actor: &Actor,
    job: JobId,
    after: Option<&str>,
    limit: i64,
) -> Result<(JobRow, Page<Candidate>)> {
    let (row, page) = crate::applications::of_job(store, actor, job, after, limit).await?;
    Ok((row, Page { items: behind(store, page.items).await?, next: page.next }))
}

/// Who stands behind applications. For whoever asked for a permit before.
pub(crate) async fn behind(store: &Store, applications: Vec<ApplicationRow>) -> Result<Vec<Candidate>> {
    let ids: Vec<WorkerId> = applications.iter().map(|item| item.worker_id).collect();
    let keys: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let workers: Vec<WorkerRow> = store.of_keys(include_str!("workers.sql"), &keys).await?;
    let workers: BTreeMap<WorkerId, WorkerRow> =
        workers.into_iter().map(|worker| (worker.id, worker)).collect();
    let before = experience(store, &ids).await?;
    let hired = applications.iter().filter(|item| item.state == ApplicationState::Hired);
    let hired: Vec<String> = hired.map(|item| item.worker_id.to_string()).collect();
    let phones: Vec<WorkerPhone> = store.of_keys(include_str!("worker_phones.sql"), &hired).await?;
    let mut candidates = Vec::with_capacity(applications.len());
    for application in applications {
        let worker = workers.get(&application.worker_id);
        let phone = phones.iter().find(|phone| phone.worker_id == application.worker_id);
        let before = before.get(&application.worker_id).cloned().unwrap_or_default();
        candidates.push(candidate(store, application, worker, phone, before)?);
    }
    Ok(candidates)
}

store::view! {
    /// The sealed phone of a worker.
    pub struct WorkerPhone {
        /// The worker.
        worker_id: WorkerId,
        /// The account.
        account_id: AccountId,
        /// Sealed.
        phone: Option<Vec<u8>>,
    }
}

fn candidate(
    store: &Store,
    application: ApplicationRow,
    worker: Option<&WorkerRow>,
    phone: Option<&WorkerPhone>,
    before: Vec<Experience>,
) -> Result<Candidate> {
    let hired = application.state == ApplicationState::Hired;
    let name =
        worker.map(|worker| worker.open_name(store.vault())).transpose()?.flatten().unwrap_or_default();
    let phone = match phone.filter(|_| hired) {
        Some(found) => Reached { account_id: found.account_id, phone: found.phone.clone() }.open(store)?,
        None => None,
    };
    let home = match worker {
        Some(worker) => worker.open_home(store.vault())?.or_else(|| place_of(worker.region)),
        None => None,
    };
    Ok(Candidate {
        name: if hired { name } else { mask_name(&name) },
        phone,
        home,
        occupations: worker.map(WorkerRow::occupation_codes).unwrap_or_default(),
        availability: worker.map_or(Availability::NONE, |worker| worker.availability),
        pay: worker.and_then(|worker| worker.pay().ok().flatten()),
        about: worker.map(|worker| worker.open_about(store.vault())).transpose()?.unwrap_or_default(),
        before,
        person: worker.and_then(|worker| worker.merged_into).unwrap_or(application.worker_id),
        application,
    })
}

/// A county is too wide to be a place to set out from.
fn place_of(region: RegionCode) -> Option<Point> {
    let near = region.level() >= kernel::Level::Township;
    if near { atlas::Atlas::load().place(region) } else { None }
}

store::view! {
    /// How many have applied for a job, whatever became of it.
    pub struct Came {
        /// The job.
        job_id: JobId,
        /// How many.
        applications: i64,
    }
}

/// How many have applied for each of the jobs; a job nobody applied for is left out.
pub async fn came(store: &Store, jobs: &[JobId]) -> Result<BTreeMap<JobId, i64>> {
    let keys: Vec<String> = jobs.iter().map(ToString::to_string).collect();
    let rows: Vec<Came> = store.of_keys(include_str!("came.sql"), &keys).await?;
    Ok(rows.into_iter().map(|row| (row.job_id, row.applications)).collect())
}

store::view! {
    /// Who stands behind an application.
    pub struct Behind {
        /// The application.
        id: ApplicationId,
        /// The employer it went to.
        employer_id: EmployerId,
        /// The worker.
        worker_id: WorkerId,
        /// Sealed.
        name: Option<Vec<u8>>,
    }
}

/// The masked names behind applications to employers that the actor acts for.
pub async fn masked_applicants(
    store: &Store,
    actor: &Actor,
    ids: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, String>> {
    let keys: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<Behind> = store.of_keys(include_str!("behind.sql"), &keys).await?;
    let mut names = BTreeMap::new();
    for row in rows {
        let own = actor.grants().iter().find(|grant| grant.employer() == Some(row.employer_id));
        let Some(grant) = own else { continue };
        let scope = Scope::Employer { id: row.employer_id, region: grant.region() };
        let Ok(_permit) = actor.may(Operation::ApplicationRead, &scope) else { continue };
        let open = |sealed: &Vec<u8>| store.unseal("worker", "name", row.worker_id, sealed);
        let name = row.name.as_ref().map(open).transpose()?.unwrap_or_default();
        names.insert(row.id, name.parse::<PersonName>().map(|name| name.masked()).unwrap_or_default());
    }
    Ok(names)
}
