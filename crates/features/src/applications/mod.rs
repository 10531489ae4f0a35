//! Applications: from «I want this» to hired, each step seen by both sides.
//!
//! Hiring fills an opening exactly once, whoever clicks when; the database holds `filled <= openings` as well.

mod model;
mod read;

pub use model::*;
pub use read::*;

use kernel::{Actor, ApplicationId, JobId, Operation, Scope, WorkerId};
use store::{Change, Decision, Error, Store, Tx, args};

use crate::{
    consents,
    employers::{EmployerRow, EmployerState},
    jobs::{self, JobRow, hide},
    workers::WorkerRow,
};

async fn the(tx: &Tx, id: ApplicationId) -> Result<(ApplicationRow, JobRow), Error> {
    let application: ApplicationRow = tx.one(include_str!("by_id.sql"), args![id]).await?;
    let job = tx.one(include_str!("job.sql"), args![application.job_id]).await?;
    Ok((application, job))
}

/// Refuses the jobs of a suspended employer: nobody applies, is offered one or takes one until an official lets it go on.
async fn active(tx: &Tx, job: &JobRow) -> Result<(), Error> {
    let employer: EmployerRow = tx.one(include_str!("../jobs/employer.sql"), args![job.employer_id]).await?;
    if employer.state == EmployerState::Suspended {
        return Err(kernel::Error::conflict("application.employer_suspended").into());
    }
    Ok(())
}

/// Refuses barred work to a minor, also where the job asked for nothing barred, or the age was not known, before.
async fn of_age(tx: &Tx, store: &Store, job: &JobRow, worker: WorkerId) -> Result<(), Error> {
    if !job.adults_only() {
        return Ok(());
    }
    if crate::workers::known_minor(tx, store, worker).await? {
        return Err(kernel::Error::conflict("application.minor").into());
    }
    Ok(())
}

async fn held(tx: &Tx, worker: WorkerId) -> Result<Vec<ApplicationRow>, Error> {
    tx.all(include_str!("held.sql"), args![worker]).await
}

/// A worker applies. A second click finds the first application.
pub async fn apply(
    store: &Store,
    actor: &Actor,
    worker: WorkerId,
    job: JobId,
) -> kernel::Result<ApplicationRow> {
    let seen = crate::workers::row(store, worker).await?;
    let scope = Scope::Worker { id: seen.id, region: seen.region };
    let permit = &actor.may(Operation::ApplicationApply, &scope).map_err(hide)?;
    store
        .write(
            "application.apply",
            permit,
            |tx| async move { apply_in(&tx, store, permit, worker, job).await },
        )
        .await
        .map_err(Into::into)
}

/// The same inside a decision.
pub(crate) async fn apply_in(
    tx: &Tx,
    store: &Store,
    permit: &kernel::Permit,
    worker: WorkerId,
    job: JobId,
) -> Result<Decision<ApplicationRow>, Error> {
    let worker: WorkerRow = tx.one(include_str!("worker.sql"), args![worker]).await?;
    consents::still(tx, store, permit, worker.id).await?;
    let job: JobRow = tx.one(include_str!("job.sql"), args![job]).await?;
    if job.posted_at.is_none() {
        return Err(kernel::Error::not_found("not_found").into());
    }
    active(tx, &job).await?;
    let held = held(tx, worker.id).await?;
    if let Some(there) = held.iter().find(|a| a.job_id == job.id) {
        return Ok(Decision::unchanged(there.clone()));
    }
    of_age(tx, store, &job, worker.id).await?;
    let (row, change) = decide_apply(&store.scribe(), &job, &worker, &held)?;
    Ok(Decision::changed(row, change))
}

/// One step by the employer on one application.
async fn employer_step(
    store: &Store,
    actor: &Actor,
    operation: Operation,
    id: ApplicationId,
    done: ApplicationState,
    decide: impl Fn(&store::Scribe<'_>, &JobRow, &ApplicationRow) -> kernel::Result<(ApplicationRow, Change)>,
) -> kernel::Result<ApplicationRow> {
    let (seen, job) = pair(store, id).await?;
    let scope = Scope::Employer { id: seen.employer_id, region: job.region };
    let permit = actor.may(operation, &scope).map_err(hide)?;
    let decide = &decide;
    store
        .write(operation.as_str(), &permit, |tx| async move {
            let (application, job) = the(&tx, id).await?;
            if application.state == done {
                return Ok(Decision::unchanged(application));
            }
            if operation == Operation::ApplicationOffer {
                active(&tx, &job).await?;
                of_age(&tx, store, &job, application.worker_id).await?;
            }
            let (row, change) = decide(&store.scribe(), &job, &application)?;
            Ok(Decision::changed(row, change))
        })
        .await
        .map_err(Into::into)
}

/// The employer looks closer at an applicant.
pub async fn shortlist(store: &Store, actor: &Actor, id: ApplicationId) -> kernel::Result<ApplicationRow> {
    employer_step(
        store,
        actor,
        Operation::ApplicationShortlist,
        id,
        ApplicationState::Shortlisted,
        decide_shortlist,
    )
    .await
}

/// A station of the job's region recommends an applicant to the employer. Somebody already looked at stays as they are.
pub async fn recommend(store: &Store, actor: &Actor, id: ApplicationId) -> kernel::Result<ApplicationRow> {
    let (_, job) = pair(store, id).await?;
    let permit = actor.may(Operation::CrewRecommend, &Scope::Region(job.region)).map_err(hide)?;
    store
        .write("crew.recommend", &permit, |tx| async move {
            let (application, job) = the(&tx, id).await?;
            if matches!(application.state, ApplicationState::Shortlisted | ApplicationState::Offered) {
                return Ok(Decision::unchanged(application));
            }
            active(&tx, &job).await?;
            of_age(&tx, store, &job, application.worker_id).await?;
            let (row, change) = decide_recommend(&store.scribe(), &job, &application)?;
            Ok(Decision::changed(row, change))
        })
        .await
        .map_err(Into::into)
}

/// The employer offers the job to an applicant.
pub async fn offer(store: &Store, actor: &Actor, id: ApplicationId) -> kernel::Result<ApplicationRow> {
    employer_step(store, actor, Operation::ApplicationOffer, id, ApplicationState::Offered, decide_offer)
        .await
}

/// The employer says no, with a typed reason.
pub async fn refuse(
    store: &Store,
    actor: &Actor,
    id: ApplicationId,
    reason: Refusal,
) -> kernel::Result<ApplicationRow> {
    employer_step(store, actor, Operation::ApplicationRefuse, id, ApplicationState::Refused, |s, job, a| {
        decide_end(s, job, a, Ending::Refuse(reason))
    })
    .await
}

/// The worker accepts an offer and is hired.
pub async fn accept(store: &Store, actor: &Actor, id: ApplicationId) -> kernel::Result<ApplicationRow> {
    let permit = &worker_permit(store, actor, Operation::ApplicationAccept, id).await?;
    store
        .write("application.accept", permit, |tx| async move { accept_in(&tx, store, permit, id).await })
        .await
        .map_err(Into::into)
}

/// The same inside a decision.
pub(crate) async fn accept_in(
    tx: &Tx,
    store: &Store,
    permit: &kernel::Permit,
    id: ApplicationId,
) -> Result<Decision<ApplicationRow>, Error> {
    let (application, job) = the(tx, id).await?;
    consents::still(tx, store, permit, application.worker_id).await?;
    if application.state == ApplicationState::Hired {
        return Ok(Decision::unchanged(application));
    }
    active(tx, &job).await?;
    of_age(tx, store, &job, application.worker_id).await?;
    let held = held(tx, application.worker_id).await?;
    let (row, _, change) = decide_accept(&store.scribe(), &job, &application, &held)?;
    Ok(Decision::changed(row, change))
}

/// The worker says no to an offer, with a typed reason.
pub async fn decline(
    store: &Store,
    actor: &Actor,
    id: ApplicationId,
    reason: Refusal,
) -> kernel::Result<ApplicationRow> {
    let permit = worker_permit(store, actor, Operation::ApplicationDecline, id).await?;
    end(store, &permit, "application.decline", id, Ending::Decline(reason)).await
}

/// The worker takes an application back.
pub async fn withdraw(store: &Store, actor: &Actor, id: ApplicationId) -> kernel::Result<ApplicationRow> {
    let permit = worker_permit(store, actor, Operation::ApplicationWithdraw, id).await?;
    end(store, &permit, "application.withdraw", id, Ending::Withdraw).await
}

pub(crate) async fn worker_permit(
    store: &Store,
    actor: &Actor,
    operation: Operation,
    id: ApplicationId,
) -> kernel::Result<kernel::Permit> {
    let (seen, job) = pair(store, id).await?;
    actor.may(operation, &Scope::Worker { id: seen.worker_id, region: job.region }).map_err(hide)
}

async fn end(
    store: &Store,
    permit: &kernel::Permit,
    name: &'static str,
    id: ApplicationId,
    ending: Ending,
) -> kernel::Result<ApplicationRow> {
    store
        .write(name, permit, |tx| async move { end_in(&tx, store, permit, id, ending).await })
        .await
        .map_err(Into::into)
}

/// The same inside a decision.
pub(crate) async fn end_in(
    tx: &Tx,
    store: &Store,
    permit: &kernel::Permit,
    id: ApplicationId,
    ending: Ending,
) -> Result<Decision<ApplicationRow>, Error> {
    let (application, job) = the(tx, id).await?;
    consents::still(tx, store, permit, application.worker_id).await?;
    let repeated = match ending {
        Ending::Withdraw => application.state == ApplicationState::Withdrawn,
        Ending::Lapse => !application.is_live(),
        Ending::Decline(r) | Ending::Refuse(r) => application.reason == Some(r),
    };
    if repeated {
        return Ok(Decision::unchanged(application));
    }
    let (row, change) = decide_end(&store.scribe(), &job, &application, ending)?;
    Ok(Decision::changed(row, change))
}

/// What is due: offers that nobody took in time, and applications for jobs that are over.
pub struct Lapse;

impl store::Reconciler for Lapse {
    fn name(&self) -> &'static str {
        "application.lapse"
    }
    fn every(&self) -> std::time::Duration {
        std::time::Duration::from_secs(2)
    }
    fn run<'a>(&'a self, store: &'a Store) -> store::Boxed<'a, Result<usize, Error>> {
        Box::pin(async move {
            let mut due: Vec<String> = store.all(include_str!("due.sql"), args![store.now()]).await?;
            due.extend(store.all::<String>(include_str!("of_ended_jobs.sql"), vec![]).await?);
            let count = due.len();
            for id in due {
                let permit = Actor::system().may(Operation::SystemRun, &Scope::Public)?;
                end(store, &permit, "application.lapse", id.parse()?, Ending::Lapse).await?;
            }
            Ok(count)
        })
    }
}

pub(crate) async fn pair(store: &Store, id: ApplicationId) -> kernel::Result<(ApplicationRow, JobRow)> {
    let application: ApplicationRow = store.one(include_str!("by_id.sql"), args![id]).await?;
    let job = jobs::row(store, application.job_id).await?;
    Ok((application, job))
}
