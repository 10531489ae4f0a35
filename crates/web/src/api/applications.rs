//! Applications: each step by the side whose step it is. A step done twice is done once.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use features::applications;
use features::jobs::JobRow;
use features::views::{self, Candidate};
use kernel::{ApplicationId, JobId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::{Body, Caller, Key, Params, field};
use super::refused::Answer;
use super::schema::{ApplicationOut, IdPath, Page, PayOut, Piece, refusal};
use crate::app::App;

/// Applies for a job.
#[utoipa::path(post, path = "/api/v1/jobs/{id}/applications", tag = "applications", params(IdPath),
    responses((status = 201, description = "Created", body = ApplicationOut)), security(("bearer" = [])))]
pub async fn apply(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(job): Key<JobId>,
) -> Answer<(StatusCode, Json<ApplicationOut>)> {
    let worker = caller.worker()?.id;
    let row = applications::apply(&app.store, &caller.actor(), worker, job).await?;
    Ok((StatusCode::CREATED, Json((&row).into())))
}

/// An application, for the worker and for the employer.
#[utoipa::path(get, path = "/api/v1/applications/{id}", tag = "applications", params(IdPath),
    responses((status = 200, description = "OK", body = ApplicationOut)), security(("bearer" = [])))]
pub async fn get(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<ApplicationId>,
) -> Answer<Json<ApplicationOut>> {
    caller.signed_in()?;
    let (row, _) = applications::get(&app.store, &caller.actor(), id).await?;
    Ok(Json((&row).into()))
}

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident $path:literal;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "applications", params(IdPath),
            responses((status = 200, description = "OK", body = ApplicationOut)), security(("bearer" = [])))]
        pub async fn $name(
            State(app): State<Arc<App>>,
            caller: Caller,
            Key(id): Key<ApplicationId>,
        ) -> Answer<Json<ApplicationOut>> {
            caller.signed_in()?;
            Ok(Json((&applications::$name(&app.store, &caller.actor(), id).await?).into()))
        }
    )+};
}

steps! {
    /// The worker accepts the offer and is hired.
    accept "/api/v1/applications/{id}/accept";
    /// The worker takes the application back.
    withdraw "/api/v1/applications/{id}/withdraw";
    /// The employer looks closer.
    shortlist "/api/v1/applications/{id}/shortlist";
    /// The employer offers the job.
    offer "/api/v1/applications/{id}/offer";
}

/// Why not.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefusalIn {
    /// One of the reasons that this side can give.
    #[schema(schema_with = refusal)]
    reason: String,
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident $path:literal;)+) => {$(
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "applications", params(IdPath), request_body = RefusalIn,
            responses((status = 200, description = "OK", body = ApplicationOut)), security(("bearer" = [])))]
        pub async fn $name(
            State(app): State<Arc<App>>,
            caller: Caller,
            Key(id): Key<ApplicationId>,
            Body(input): Body<RefusalIn>,
        ) -> Answer<Json<ApplicationOut>> {
            caller.signed_in()?;
            let reason = field("reason", input.reason.parse())?;
            Ok(Json((&applications::$name(&app.store, &caller.actor(), id, reason).await?).into()))
        }
    )+};
}

refusals! {
    /// The worker refuses the offer.
    decline "/api/v1/applications/{id}/decline";
    /// The employer refuses the applicant.
    refuse "/api/v1/applications/{id}/refuse";
}

/// An applicant, as the employer sees them.
#[derive(Serialize, ToSchema)]
pub struct CandidateOut {
    application: ApplicationOut,
    /// Masked until the worker is hired.
    name: String,
    /// Null until the worker is hired.
    #[schema(required)]
    phone: Option<String>,
    /// From home to the job, in metres.
    #[schema(required)]
    distance_m: Option<i64>,
    /// Whether they said they can work in every slot of the job.
    available: bool,
    /// The pay they ask for; null for somebody erased.
    #[schema(required)]
    pay: Option<PayOut>,
    skills: Vec<String>,
    /// How often they were hired for this occupation.
    hires: i64,
}

fn candidate_out(job: &JobRow, candidate: Candidate) -> CandidateOut {
    let distance = candidate.home.zip(job.point()).map(|(home, job)| home.distance_m(&job).round() as i64);
    let same = candidate.before.iter().find(|one| one.occupation == job.occupation);
    CandidateOut {
        application: (&candidate.application).into(),
        name: candidate.name,
        phone: candidate.phone.map(|phone| phone.as_str().to_owned()),
        distance_m: distance,
        available: candidate.availability.bits() & job.slots.bits() == job.slots.bits(),
        pay: candidate.pay.map(PayOut::from),
        skills: candidate.about.skills,
        hires: same.map_or(0, |one| one.hires),
    }
}

/// Who applied for one's job, the first first.
#[utoipa::path(get, path = "/api/v1/jobs/{id}/candidates", tag = "employers", params(IdPath, Piece),
    responses((status = 200, description = "OK", body = Page<CandidateOut>)), security(("bearer" = [])))]
pub async fn candidates(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<JobId>,
    Params(piece): Params<Piece>,
) -> Answer<Json<Page<CandidateOut>>> {
    caller.signed_in()?;
    let after = piece.after.as_deref();
    let (job, page) = views::candidates(&app.store, &caller.actor(), id, after, piece.limit()).await?;
    Ok(Json(Page::of(page, |one| candidate_out(&job, one))))
}
