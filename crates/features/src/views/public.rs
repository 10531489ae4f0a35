//! A job as one reader may see it: a household's door is for those it has hired.

use kernel::{Actor, JobId, Operation, Result, Scope};
use store::Store;

use crate::applications::{self, ApplicationState};
use crate::employers::{self, EmployerKind};
use crate::jobs::{self, JobRow};

/// A job anybody may see, without the address where that is not theirs to know.
pub async fn public_job(store: &Store, actor: &Actor, id: JobId) -> Result<JobRow> {
    let row = jobs::public(store, actor, id).await?;
    if door_is_open(store, actor, &row).await? {
        Ok(row)
    } else {
        Ok(JobRow { address: String::new(), ..row })
    }
}

/// Whether a reader may know the address of a job: of a household's only who acts for it, who was hired, and the official
/// who reviews it.
pub async fn door_is_open(store: &Store, actor: &Actor, job: &JobRow) -> Result<bool> {
    if employers::row(store, job.employer_id).await?.kind != EmployerKind::Household {
        return Ok(true);
    }
    let own = Scope::Employer { id: job.employer_id, region: job.region };
    if actor.may(Operation::JobReadOwn, &own).is_ok()
        || actor.may(Operation::JobReview, &Scope::Region(job.region)).is_ok()
    {
        return Ok(true);
    }
    let Some(worker) = actor.worker() else { return Ok(false) };
    let standing = applications::standing(store, worker, job.id).await?;
    Ok(standing.is_some_and(|row| row.state == ApplicationState::Hired))
}
