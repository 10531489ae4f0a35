//! What an employer does with a tap: publish, close, keep, offer, refuse. A second tap finds it done.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::applications::{self, ApplicationRow, Refusal};
use features::jobs::{self, JobState};
use kernel::{ApplicationId, Error, JobId, Kind, Result};

use crate::app::App;
use crate::forms::{Check, Fields, id};
use crate::problem::{Reply, again, onward};
use crate::visitor::Visitor;

type Taken = (State<Arc<App>>, Visitor, Path<String>, Fields);

/// `POST /employer/jobs/{id}/submit`
pub async fn submit((State(app), visitor, Path(job), _): Taken) -> Reply {
    visitor.session()?;
    let job = id(&job)?;
    let done = jobs::submit(&app.store, &visitor.actor(), job).await;
    let said = match &done {
        Ok(row) if row.state == JobState::Review => "reviewed",
        _ => "published",
    };
    told(&app, &visitor, job, done.map(drop), said).await
}

/// `POST /employer/jobs/{id}/close`
pub async fn close((State(app), visitor, Path(job), _): Taken) -> Reply {
    visitor.session()?;
    let job = id(&job)?;
    let done = jobs::close(&app.store, &visitor.actor(), job).await;
    told(&app, &visitor, job, done.map(drop), "closed").await
}

/// `POST /employer/applications/{id}/shortlist`
pub async fn shortlist((State(app), visitor, Path(of), _): Taken) -> Reply {
    visitor.session()?;
    let of = id(&of)?;
    let done = applications::shortlist(&app.store, &visitor.actor(), of).await;
    answered(&app, &visitor, of, done, "shortlisted").await
}

/// `POST /employer/applications/{id}/offer`
pub async fn offer((State(app), visitor, Path(of), _): Taken) -> Reply {
    visitor.session()?;
    let of = id(&of)?;
    let done = applications::offer(&app.store, &visitor.actor(), of).await;
    answered(&app, &visitor, of, done, "offered").await
}

/// `POST /employer/applications/{id}/refuse`
pub async fn refuse((State(app), visitor, Path(of), form): Taken) -> Reply {
    visitor.session()?;
    let of = id(&of)?;
    let done = match form.get("reason").parse::<Refusal>() {
        Ok(reason) => applications::refuse(&app.store, &visitor.actor(), of, reason).await,
        Err(_) => Err(Error::invalid("application.reason").field("reason")),
    };
    answered(&app, &visitor, of, done, "refused").await
}

async fn answered(
    app: &App,
    visitor: &Visitor,
    of: ApplicationId,
    done: Result<ApplicationRow>,
    said: &str,
) -> Reply {
    // The job is looked up with the actor's own rights: somebody else's application is nothing that exists.
    let (row, _) = applications::get(&app.store, &visitor.actor(), of).await?;
    told(app, visitor, row.job_id, done.map(drop), said).await
}

async fn told(app: &App, visitor: &Visitor, job: JobId, done: Result<()>, said: &str) -> Reply {
    match done {
        Ok(()) => Ok(onward(&format!("/employer/jobs/{job}"), said)),
        Err(error) if matches!(error.kind, Kind::Conflict | Kind::Invalid) => {
            let mut check = Check::default();
            check.note(error);
            again(&super::candidates::view(app, visitor, job, None, check.0).await?)
        }
        Err(error) => Err(error.into()),
    }
}
