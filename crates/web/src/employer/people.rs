//! Who nearby suits a job, and inviting them to look at it. Nobody has a name here before they apply.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::invitations::{self, Suited};
use features::jobs::{self, JobRow};
use kernel::{JobId, Kind, WorkerId};

use super::candidates::fit_of;
use crate::app::App;
use crate::forms::{Check, Fields, id};
use crate::present;
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::employer::{JobPeople, SuitedPerson};
use crate::visitor::Visitor;

/// How many are shown; whoever wants more waits for those to answer.
const MOST: usize = 20;

/// `GET /employer/jobs/{id}/people`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Path(job): Path<String>) -> Reply {
    visitor.session()?;
    show(&view(&app, &visitor, id(&job)?, FieldErrors::default()).await?)
}

/// `POST /employer/jobs/{id}/people/{worker}`
pub async fn invite(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((job, worker)): Path<(String, String)>,
    _: Fields,
) -> Reply {
    visitor.session()?;
    let (job, worker): (JobId, WorkerId) = (id(&job)?, id(&worker)?);
    match invitations::invite(&app.store, &visitor.actor(), job, worker).await {
        Ok(()) => Ok(onward(&format!("/employer/jobs/{job}/people"), "invited")),
        Err(error) if matches!(error.kind, Kind::Conflict | Kind::TooMany) => {
            let mut check = Check::default();
            check.note(error);
            again(&view(&app, &visitor, job, check.0).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn view(app: &App, visitor: &Visitor, job: JobId, errors: FieldErrors) -> Result<JobPeople, PageError> {
    let found = invitations::suited(&app.store, &app.index, &visitor.actor(), job, MOST).await;
    let mut check = Check(errors);
    let allowed = found.is_ok();
    let (row, people) = match found {
        Ok(found) => found,
        Err(error) if error.kind == Kind::Conflict => {
            if check.0.is_empty() {
                check.note(error);
            }
            (jobs::own(&app.store, &visitor.actor(), job).await?, Vec::new())
        }
        Err(error) => return Err(error.into()),
    };
    Ok(JobPeople {
        id: row.id.to_string(),
        title: row.title.clone(),
        when: present::when(&row),
        pay: row.pay().into(),
        open: row.takes(app.store.now()),
        people: people.into_iter().map(|one| person(&row, one)).collect(),
        allowed,
        errors: check.0,
        page: visitor.page(app).await?,
    })
}

fn person(job: &JobRow, one: Suited) -> SuitedPerson {
    let trade = one.occupations.iter().find(|code| **code == job.occupation).or(one.occupations.first());
    SuitedPerson {
        id: one.worker.to_string(),
        trade: trade.map(|code| present::occupation(code).name).unwrap_or_default(),
        reach: match one.distance_m {
            near if near <= 1_050.0 => "walk",
            near if near <= 3_000.0 => "3km",
            near if near <= 10_000.0 => "10km",
            _ => "far",
        }
        .to_owned(),
        fit: fit_of(job, &one.before, &one.occupations, one.availability, one.pay),
        hires: one.before.iter().map(|hire| hire.hires).sum(),
        all_of_the_time: one.availability.contains(job.slots),
        pay: one.pay.map(Into::into),
        has: one.has.iter().map(ToString::to_string).collect(),
        invited: one.invited,
    }
}
