//! One job, with everything that decides about going there.

use std::sync::Arc;

use atlas::Atlas;
use axum::extract::{Path, State};
use features::applications::ApplicationState;
use features::employers::{EmployerKind, EmployerState};
use features::jobs::{JobRow, JobState};
use features::{applications, employers, jobs, views as facts};
use kernel::JobId;

use crate::app::App;
use crate::forms::id;
use crate::present;
use crate::problem::{PageError, Reply, show};
use crate::views::worker::{Applied, EmployerFacts, Job};
use crate::views::{FieldErrors, Page};
use crate::visitor::Visitor;

/// `GET /jobs/{id}`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Path(job): Path<String>) -> Reply {
    show(&view(&app, &visitor, id(&job)?, FieldErrors::default()).await?)
}

/// The page of a job, with what was wrong with the last try.
pub async fn view(app: &App, visitor: &Visitor, id: JobId, errors: FieldErrors) -> Result<Job, PageError> {
    let row = jobs::public(&app.store, &visitor.actor(), id).await?;
    let page = visitor.page(app).await?;
    let employer = employers::get(&app.store, row.employer_id).await?;
    let household = employer.kind == EmployerKind::Household;
    let employer = EmployerFacts {
        name: present::named(page.words(), employer.name.as_deref(), employer.kind),
        kind: employer.kind.to_string(),
        verified: employer.state == EmployerState::Verified,
        hires: employer.hires,
        jobs: employer.jobs_posted,
        since: employer.created_at.0,
    };
    let mine = mine(app, visitor, &row).await?;
    let own = visitor.signed_in.as_ref().is_some_and(|session| session.employers.contains(&row.employer_id));
    let hired = mine.applied.as_ref().is_some_and(|mine| mine.state == ApplicationState::Hired.as_str());
    // The door of a home is told to whoever works there, and to nobody before.
    let closed = household && !own && !hired;
    let nearby = row
        .point()
        .and_then(|at| app.index.pay_nearby(at, present::NEARBY_M, &row.occupation, app.store.now()));
    let stands = visitor.stands(app).await?;
    let distance = stands.zip(row.point()).map(|(place, at)| present::metres(place.point, at));
    Ok(Job {
        id: row.id.to_string(),
        title: row.title.clone(),
        kind: row.kind.to_string(),
        state: standing(&row, &page).to_owned(),
        pay: row.pay().into(),
        nearby: nearby.as_ref().map(present::nearby),
        settlement: row.settlement.to_string(),
        when: present::when(&row),
        occupation: present::occupation(&row.occupation).name,
        description: row.description.clone(),
        requirements: row.asks().into_iter().map(|asked| asked.to_string()).collect(),
        openings: row.openings,
        filled: row.filled,
        region: Atlas::load().full_name(row.region),
        address: if closed { String::new() } else { row.address.clone() },
        address_later: closed && !row.address.is_empty(),
        distance,
        expires_at: Some(row.expires_at.0),
        employer,
        applied: mine.applied,
        own,
        phone_masked: mine.phone_masked,
        done_before: mine.done_before,
        errors,
        page,
    })
}

/// A job whose time has passed is over, whether or not that was written down yet.
fn standing(row: &JobRow, page: &Page) -> &'static str {
    match row.state {
        JobState::Open if row.expires_at.0 <= page.now => JobState::Expired.as_str(),
        state => state.as_str(),
    }
}

#[derive(Default)]
struct Mine {
    applied: Option<Applied>,
    phone_masked: String,
    done_before: i64,
}

async fn mine(app: &App, visitor: &Visitor, job: &JobRow) -> Result<Mine, PageError> {
    let Some(session) = &visitor.signed_in else { return Ok(Mine::default()) };
    let phone = facts::own_phone(&app.store, session.account).await?;
    let mut mine =
        Mine { phone_masked: phone.map(|phone| phone.masked()).unwrap_or_default(), ..Mine::default() };
    if let Some(worker) = session.worker {
        let standing = applications::standing(&app.store, worker.id, job.id).await?;
        mine.applied = standing.map(|row| Applied { id: row.id.to_string(), state: row.state.to_string() });
        let before = applications::experience(&app.store, &[worker.id]).await?;
        mine.done_before = before
            .values()
            .flatten()
            .filter(|hire| hire.occupation == job.occupation)
            .map(|hire| hire.hires)
            .sum();
    }
    Ok(mine)
}
