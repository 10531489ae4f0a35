//! What an official reads of a region, and the erasure of a worker. People are masked.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use features::employers;
use features::jobs::{self, JobState, RegionJob};
use features::oversight::{self, About, Happening};
use features::workers::{self, PersonLine};
use kernel::{RegionCode, WorkerId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::places::CodePath;
use super::read::{Caller, Key, Params, field};
use super::refused::Answer;
use super::schema::{EmployerOut, IdPath, JobOut, Page, Piece, employer_state, erase_reason, job_state};
use crate::app::App;

/// A piece of a list of things in one state.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct JobsIn {
    /// In which state; open when not given.
    #[param(schema_with = job_state)]
    state: Option<String>,
    /// How many items at most; 20 when not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the piece before.
    #[param(max_length = 200)]
    after: Option<String>,
}

/// A job of a region.
#[derive(Serialize, ToSchema)]
pub struct RegionJobOut {
    job: JobOut,
    /// Null for a household.
    #[schema(required)]
    employer_name: Option<String>,
}

/// The jobs of one's region.
#[utoipa::path(get, path = "/api/v1/regions/{code}/jobs", tag = "officials", params(CodePath, JobsIn),
    responses((status = 200, description = "OK", body = Page<RegionJobOut>)), security(("bearer" = [])))]
pub async fn jobs(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(region): Key<RegionCode>,
    Params(input): Params<JobsIn>,
) -> Answer<Json<Page<RegionJobOut>>> {
    caller.signed_in()?;
    let state = input.state.as_deref().map_or(Ok(JobState::Open), |word| field("state", word.parse()))?;
    let (after, limit) = (input.after.as_deref(), input.limit.unwrap_or(20));
    let page = jobs::of_region(&app.store, &caller.actor(), region, state, after, limit).await?;
    let say = |row: RegionJob| RegionJobOut { job: (&row.job).into(), employer_name: row.employer_name };
    Ok(Json(Page::of(page, say)))
}

/// A worker, masked.
#[derive(Serialize, ToSchema)]
pub struct PersonOut {
    #[schema(format = "uuid")]
    id: String,
    name_masked: String,
    phone_masked: String,
    /// The region's twelve digits.
    region: String,
    occupations: Vec<String>,
    #[schema(required)]
    gig_since: Option<i64>,
    #[schema(required)]
    full_time_since: Option<i64>,
    created_at: i64,
}

fn person_out(person: PersonLine) -> PersonOut {
    PersonOut {
        id: person.id.to_string(),
        name_masked: person.name_masked,
        phone_masked: person.phone_masked,
        region: person.region.to_string(),
        occupations: person.occupations,
        gig_since: person.gig_since.map(|at| at.0),
        full_time_since: person.full_time_since.map(|at| at.0),
        created_at: person.created_at.0,
    }
}

/// The workers of one's region.
#[utoipa::path(get, path = "/api/v1/regions/{code}/people", tag = "officials", params(CodePath, Piece),
    responses((status = 200, description = "OK", body = Page<PersonOut>)), security(("bearer" = [])))]
pub async fn people(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(region): Key<RegionCode>,
    Params(piece): Params<Piece>,
) -> Answer<Json<Page<PersonOut>>> {
    caller.signed_in()?;
    let after = piece.after.as_deref();
    let page = workers::list(&app.store, &caller.actor(), region, after, piece.limit()).await?;
    Ok(Json(Page::of(page, person_out)))
}

/// A piece of a list of employers.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EmployersIn {
    /// In which state; all when not given.
    #[param(schema_with = employer_state)]
    state: Option<String>,
    /// How many items at most; 20 when not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the piece before.
    #[param(max_length = 200)]
    after: Option<String>,
}

/// The employers of one's region.
#[utoipa::path(get, path = "/api/v1/regions/{code}/employers", tag = "officials", params(CodePath, EmployersIn),
    responses((status = 200, description = "OK", body = Page<EmployerOut>)), security(("bearer" = [])))]
pub async fn employers(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(region): Key<RegionCode>,
    Params(input): Params<EmployersIn>,
) -> Answer<Json<Page<EmployerOut>>> {
    caller.signed_in()?;
    let state = input.state.as_deref().map(|word| field("state", word.parse())).transpose()?;
    let (after, limit) = (input.after.as_deref(), input.limit.unwrap_or(20));
    let page = employers::list(&app.store, &caller.actor(), region, state, after, limit).await?;
    Ok(Json(Page::of(page, EmployerOut::from)))
}

/// An entry of the journal.
#[derive(Serialize, ToSchema)]
pub struct HappeningOut {
    position: i64,
    at: i64,
    /// Such as `job.post`.
    name: String,
    /// The county's twelve digits.
    region: String,
    /// The role that acted.
    role: String,
    /// The ids of those it concerns; nothing is left of those who were erased.
    subjects: Vec<String>,
}

fn happening_out(entry: Happening) -> HappeningOut {
    HappeningOut {
        position: entry.position,
        at: entry.at.0,
        name: entry.name,
        region: entry.region,
        role: entry.role,
        subjects: entry.subjects.into_iter().map(|(_, id)| id).collect(),
    }
}

/// What happened in one's region, the last first.
#[utoipa::path(get, path = "/api/v1/regions/{code}/journal", tag = "officials", params(CodePath, Piece),
    responses((status = 200, description = "OK", body = Page<HappeningOut>)), security(("bearer" = [])))]
pub async fn journal(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(region): Key<RegionCode>,
    Params(piece): Params<Piece>,
) -> Answer<Json<Page<HappeningOut>>> {
    caller.signed_in()?;
    let after = piece.after.as_deref();
    let page =
        oversight::journal(&app.store, &caller.actor(), region, About::default(), after, piece.limit())
            .await?;
    Ok(Json(Page::of(page, happening_out)))
}

/// Why somebody is erased.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EraseIn {
    /// Why.
    #[param(schema_with = erase_reason)]
    reason: String,
}

/// Erases a worker: oneself, or somebody of one's region who asked for it. It cannot be undone.
#[utoipa::path(delete, path = "/api/v1/workers/{id}", tag = "officials", params(IdPath, EraseIn),
    responses((status = 204, description = "Erased")), security(("bearer" = [])))]
pub async fn erase(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<WorkerId>,
    Params(input): Params<EraseIn>,
) -> Answer<StatusCode> {
    caller.signed_in()?;
    let reason = field("reason", input.reason.parse())?;
    workers::erase(&app.store, &caller.actor(), id, reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
