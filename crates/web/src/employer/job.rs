//! Posting a job and changing one. The form shows itself again until it is whole; its key makes a form sent twice
//! post once and an edit of an older text visible.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::employers::{self, EmployerState};
use features::jobs::{self, JobState};
use kernel::{EmployerId, Error, JobId, Kind, Operation};

use super::job_form::{answered, blank, kept, placed, read};
use crate::app::App;
use crate::forms::{Asked, Check, Fields, id};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::employer::JobForm;
use crate::visitor::Visitor;

fn acting(visitor: &Visitor) -> Result<Option<EmployerId>, PageError> {
    visitor.session()?;
    Ok(visitor.employer())
}

/// Whoever only pays finds no form.
fn posts(visitor: &Visitor, employer: EmployerId) -> Result<(), PageError> {
    let may = visitor.may_for(employer, Operation::JobDraft);
    if may { Ok(()) } else { Err(PageError(Error::not_found("not_found"))) }
}

async fn reviewed(app: &App, employer: EmployerId) -> Result<bool, PageError> {
    Ok(employers::row(&app.store, employer).await?.state != EmployerState::Verified)
}

/// `GET /employer/jobs/new`; `?from=ID` begins with an earlier job.
pub async fn new_page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let Some(employer) = acting(&visitor)? else { return Ok(onward("/employer/new", "")) };
    posts(&visitor, employer)?;
    let page = visitor.page(&app).await?;
    let mut form = match asked.some("from") {
        Some(job) => kept(page, &jobs::own(&app.store, &visitor.actor(), id(job)?).await?),
        None => blank(page, &employers::row(&app.store, employer).await?, app.store.vault())?,
    };
    form.id = None;
    form.key = JobId::from_uuid(app.store.scribe().uuid()).to_string();
    form.reviewed = reviewed(&app, employer).await?;
    show(&form)
}

/// `POST /employer/jobs/new`
pub async fn new_post(State(app): State<Arc<App>>, visitor: Visitor, fields: Fields) -> Reply {
    let Some(employer) = acting(&visitor)? else { return Ok(onward("/employer/new", "")) };
    posts(&visitor, employer)?;
    let mut form = answered(visitor.page(&app).await?, &fields, &app.index, app.store.now());
    form.reviewed = reviewed(&app, employer).await?;
    let step = fields.get("step");
    if !matches!(step, "save" | "publish" | "check") {
        return show(&form);
    }
    let mut check = Check::default();
    let input = read(&fields, &mut check);
    let key = check.take("", fields.get("key").parse::<JobId>());
    if let (Some(input), Some(key), true) = (input, key, check.0.is_empty()) {
        if step == "check" {
            return show(&form);
        }
        match jobs::post(&app.store, &visitor.actor(), employer, key, &input, step == "publish").await {
            Ok(row) => return Ok(onward(&format!("/employer/jobs/{}", row.id), said(row.state))),
            Err(error) => note(&mut check, error)?,
        }
    }
    form.errors = check.0;
    again(&form)
}

/// `GET /employer/jobs/{id}/edit`
pub async fn edit_page(State(app): State<Arc<App>>, visitor: Visitor, Path(job): Path<String>) -> Reply {
    visitor.session()?;
    let row = jobs::own(&app.store, &visitor.actor(), id(&job)?).await?;
    posts(&visitor, row.employer_id)?;
    let mut form = kept(visitor.page(&app).await?, &row);
    form.reviewed = row.state != JobState::Open && reviewed(&app, row.employer_id).await?;
    show(&form)
}

/// `POST /employer/jobs/{id}/edit`
pub async fn edit_post(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(job): Path<String>,
    fields: Fields,
) -> Reply {
    visitor.session()?;
    let row = jobs::own(&app.store, &visitor.actor(), id(&job)?).await?;
    posts(&visitor, row.employer_id)?;
    let mut form = JobForm {
        id: Some(row.id.to_string()),
        reviewed: row.state != JobState::Open && reviewed(&app, row.employer_id).await?,
        ..answered(visitor.page(&app).await?, &fields, &app.index, app.store.now())
    };
    let step = fields.get("step");
    if !matches!(step, "save" | "publish" | "check") {
        return show(&form);
    }
    let mut check = Check::default();
    let input = read(&fields, &mut check).map(|input| placed(input, &fields, &row));
    let version = fields.get("key").parse().map_err(|_| Error::conflict("conflict"));
    let version: Option<i64> = check.take("", version);
    if let (Some(input), Some(version), true) = (input, version, check.0.is_empty()) {
        if step == "check" {
            return show(&form);
        }
        match edited(&app, &visitor, row.id, version, &input, step == "publish", &mut form.key).await {
            Ok(state) => return Ok(onward(&format!("/employer/jobs/{}", row.id), said(state))),
            Err(error) => note(&mut check, error)?,
        }
    }
    form.errors = check.0;
    again(&form)
}

async fn edited(
    app: &App,
    visitor: &Visitor,
    id: JobId,
    version: i64,
    input: &jobs::JobInput,
    publish: bool,
    key: &mut String,
) -> kernel::Result<JobState> {
    let actor = visitor.actor();
    let row = jobs::edit(&app.store, &actor, id, version, input).await?;
    // What is written stays written when handing in fails: the next try begins from there.
    *key = row.version.to_string();
    if publish && row.state == JobState::Draft {
        return Ok(jobs::submit(&app.store, &actor, id).await?.state);
    }
    // Nothing is said of having gone out when it was out before.
    Ok(if row.state == JobState::Open { JobState::Draft } else { row.state })
}

fn said(state: JobState) -> &'static str {
    match state {
        JobState::Open => "published",
        JobState::Review => "reviewed",
        _ => "saved",
    }
}

/// Puts an error beside the answer it is about; a fault that no answer mends is passed on.
fn note(check: &mut Check, error: Error) -> Result<(), PageError> {
    if !matches!(error.kind, Kind::Invalid | Kind::Conflict) {
        return Err(error.into());
    }
    let field = match error.field.unwrap_or_default() {
        "period" | "slots" => "when",
        "place" => "region",
        other => other,
    };
    check.note(error.field(field));
    Ok(())
}
