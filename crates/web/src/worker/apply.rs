//! Applying with one tap. Somebody who is not registered yet gives only a name; what asking for
//! the job says (its trade, its time, its pay) is noted and can be changed later, and no more.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::jobs::JobRow;
use features::workers::{About, Registration, RegistrationKind};
use features::{accounts, applications, jobs, workers};
use kernel::{JobId, Kind, PersonName, WorkerId};

use crate::app::App;
use crate::forms::{Check, Fields, id};
use crate::problem::{PageError, Reply, again, onward};
use crate::visitor::{Visitor, cookie};

const REACH_M: i64 = 3_000;

/// `POST /jobs/{id}/apply`
pub async fn post(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(job): Path<String>,
    headers: axum::http::HeaderMap,
    form: Fields,
) -> Reply {
    let job: JobId = id(&job)?;
    let session = visitor.session()?;
    let mut actor = session.actor.clone();
    let mut check = Check::default();
    let worker = match session.worker {
        Some(worker) => Some(worker.id),
        None => {
            let row = jobs::public(&app.store, &actor, job).await?;
            let worker = register(&app, &visitor, &row, &form, &mut check).await?;
            // The registration made a worker of the account: who asks is looked up anew.
            let token = cookie(&headers, "sid").unwrap_or_default();
            if let Some(now) = accounts::actor_of(&app.store, token).await? {
                actor = now.actor;
            }
            worker
        }
    };
    let applied = match worker {
        Some(worker) => applications::apply(&app.store, &actor, worker, job).await,
        None => return again(&super::job::view(&app, &visitor, job, check.0).await?),
    };
    match applied {
        Ok(application) => Ok(onward(&format!("/applications/{}", application.id), "applied")),
        Err(error) if error.kind == Kind::Conflict => {
            check.note(error);
            again(&super::job::view(&app, &visitor, job, check.0).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn register(
    app: &App,
    visitor: &Visitor,
    job: &JobRow,
    form: &Fields,
    check: &mut Check,
) -> Result<Option<WorkerId>, PageError> {
    let Some(name) = check.take("name", form.get("name").parse::<PersonName>()) else { return Ok(None) };
    let input = Registration {
        name,
        kind: RegistrationKind::Gig,
        id_number: None,
        // Where the job is says nothing of where they live, but for the county.
        region: visitor.place.as_ref().map_or_else(|| job.region.at(kernel::Level::County), |at| at.region),
        home: None,
        occupations: vec![job.occupation.clone()],
        availability: job.slots,
        reach_m: REACH_M,
        pay: job.pay(),
        findable: false,
        about: About::default(),
    };
    Ok(Some(workers::register(&app.store, &visitor.actor(), visitor.account()?, input).await?))
}
