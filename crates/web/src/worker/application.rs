//! My application: where it stands, what comes next, and once hired how to reach the employer.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::applications::{self, ApplicationState};
use features::views as facts;
use kernel::ApplicationId;

use crate::app::App;
use crate::forms::id;
use crate::present;
use crate::problem::{PageError, Reply, show};
use crate::views::FieldErrors;
use crate::views::worker::Application;
use crate::visitor::Visitor;

/// `GET /applications/{id}`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Path(application): Path<String>) -> Reply {
    show(&view(&app, &visitor, id(&application)?, FieldErrors::default()).await?)
}

/// The page of an application, with what was wrong with the last act.
pub async fn view(
    app: &App,
    visitor: &Visitor,
    id: ApplicationId,
    errors: FieldErrors,
) -> Result<Application, PageError> {
    let actor = visitor.actor();
    let (row, job) = applications::for_worker(&app.store, &actor, id).await?;
    let page = visitor.page(app).await?;
    let offerers = facts::offerers(&app.store, &[job.employer_id]).await?;
    let (employer, _) = present::offerer(page.words(), offerers.get(&job.employer_id));
    let phone = facts::employer_phone(&app.store, &actor, &row).await?;
    // Where to go is told to whoever goes there.
    let hired = row.state == ApplicationState::Hired;
    Ok(Application {
        id: row.id.to_string(),
        job: job.id.to_string(),
        title: job.title.clone(),
        employer,
        phone: phone.map(|phone| phone.as_str().to_owned()),
        address: if hired { job.address.clone() } else { String::new() },
        pay: job.pay().into(),
        when: present::when(&job),
        settlement: job.settlement.to_string(),
        state: row.state.to_string(),
        applied_at: row.applied_at.0,
        shortlisted_at: row.shortlisted_at.map(|at| at.0),
        offered_at: row.offered_at.map(|at| at.0),
        offer_until: row.offer_until.map(|at| at.0),
        ended_at: row.ended_at.map(|at| at.0),
        refused_by: present::refused_by(&row).to_owned(),
        reason: row.reason.map(|reason| reason.to_string()).unwrap_or_default(),
        may_withdraw: row.is_live(),
        resume: row.resume_id.map(|id| id.to_string()),
        errors,
        page,
    })
}
