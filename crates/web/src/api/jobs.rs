//! Jobs: the nearest ones for everybody, an employer's own in every state, and an official's look before they open.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use features::jobs::{self, JobInput, JobRow};
use features::{paging, views};
use kernel::{Availability, EmployerId, Error, JobId, Micros, Period, Point, walking_minutes};
use matching::{Facts, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::read::{Body, Caller, Key, Params, field};
use super::refused::Answer;
use super::schema::{
    EmployerBrief, IdPath, JobOut, Page, PayIn, PayOut, Piece, Place, job_kind, job_state, requirements,
    settlement,
};
use crate::app::App;

/// Where one is, and what one looks for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Nearby {
    /// Degrees east; the point lies in the province.
    #[param(minimum = -180, maximum = 180, example = 119.3)]
    lon: f64,
    /// Degrees north.
    #[param(minimum = -90, maximum = 90, example = 26.08)]
    lat: f64,
    /// How far, in metres; 1,200 when not given, a quarter of an hour on foot.
    #[param(minimum = 1, maximum = 100_000)]
    radius_m: Option<i64>,
    /// A code of the classification, of an occupation or of a group.
    #[param(pattern = "^[0-9]-[0-9]{2}-[0-9]{2}-[0-9]{2}$", example = "4-03-02-05")]
    occupation: Option<String>,
    /// How many items at most; 20 when not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the piece before.
    #[param(max_length = 200)]
    after: Option<String>,
}

const NEAR: i64 = 1200;
const FAR: i64 = 100_000;

impl Nearby {
    fn query(&self, now: Micros) -> kernel::Result<Query> {
        let radius = self.radius_m.unwrap_or(NEAR);
        if !(1..=FAR).contains(&radius) {
            return Err(Error::invalid("query.range").field("radius_m").with("min", 1).with("max", FAR));
        }
        let unknown = |code: &String| matching::Occupations::load().get(code).is_none();
        if self.occupation.as_ref().is_some_and(unknown) {
            return Err(Error::invalid("occupation.unknown").field("occupation"));
        }
        let center = Point::new(self.lon, self.lat)?;
        if atlas::Atlas::load().county_of(center).is_none() {
            return Err(Error::invalid("place.outside"));
        }
        let after: Option<(u64, JobId)> = paging::decode(self.after.as_deref())?;
        Ok(Query {
            center,
            radius_m: radius as f64,
            occupations: self.occupation.clone().into_iter().collect(),
            flags: Facts::NONE,
            least: kernel::Fen::ZERO,
            most: None,
            slots: None,
            now,
            after: after.map(|(distance, id)| (distance, id.uuid().as_u128())),
            limit: usize::try_from(paging::limit(self.limit.unwrap_or(20))?).unwrap_or(0),
        })
    }
}

/// A job near a place.
#[derive(Serialize, ToSchema)]
pub struct JobNear {
    #[schema(format = "uuid")]
    id: String,
    title: String,
    /// A code of the classification of occupations.
    occupation: String,
    pay: PayOut,
    #[schema(schema_with = settlement)]
    settlement: &'static str,
    distance_m: u64,
    walking_minutes: u32,
    employer: EmployerBrief,
    /// How many places are free.
    openings_left: i64,
    #[schema(required)]
    starts_at: Option<i64>,
    #[schema(required)]
    ends_at: Option<i64>,
    expires_at: i64,
    lon: f64,
    lat: f64,
    /// The region's twelve digits.
    region: String,
    #[schema(schema_with = job_state)]
    state: &'static str,
}

fn job_near(row: &JobRow, distance_mm: u64, employer: EmployerBrief) -> JobNear {
    JobNear {
        id: row.id.to_string(),
        title: row.title.clone(),
        occupation: row.occupation.clone(),
        pay: row.pay().into(),
        settlement: row.settlement.as_str(),
        distance_m: (distance_mm + 500) / 1000,
        walking_minutes: walking_minutes(distance_mm as f64 / 1000.0),
        employer,
        openings_left: row.openings - row.filled,
        starts_at: row.starts_at.map(|at| at.0),
        ends_at: row.ends_at.map(|at| at.0),
        expires_at: row.expires_at.0,
        lon: row.lon,
        lat: row.lat,
        region: row.region.to_string(),
        state: row.state.as_str(),
    }
}

/// The open jobs near a point, the nearest first.
#[utoipa::path(get, path = "/api/v1/jobs/nearby", tag = "jobs", params(Nearby),
    responses((status = 200, description = "OK", body = Page<JobNear>)), security(()))]
pub async fn nearby(
    State(app): State<Arc<App>>,
    Params(params): Params<Nearby>,
) -> Answer<Json<Page<JobNear>>> {
    let now = app.store.now();
    let found = app.index.nearby(&params.query(now)?);
    let key = |key| JobId::from_uuid(kernel::uuid::Uuid::from_u128(key));
    let ids: Vec<_> = found.items.iter().map(|hit| key(hit.key)).collect();
    let rows: BTreeMap<_, _> =
        jobs::by_ids(&app.store, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
    let employers: Vec<_> = rows.values().map(|row| row.employer_id).collect();
    let known = views::offerers(&app.store, &employers).await?;
    // What the index holds may have been filled since: the database has the last word.
    let items = found.items.iter().filter_map(|hit| {
        let row = rows.get(&key(hit.key)).filter(|row| row.takes(now))?;
        Some(job_near(row, hit.distance_mm, known.get(&row.employer_id)?.into()))
    });
    let next = found.next.map(|(distance, last)| paging::encode(&(distance, key(last))));
    Ok(Json(Page { items: items.collect(), next }))
}

/// A job that is or was open; one's own in every state. A household's address is empty for those it has not hired.
#[utoipa::path(get, path = "/api/v1/jobs/{id}", tag = "jobs", params(IdPath),
    responses((status = 200, description = "OK", body = JobOut)), security((), ("bearer" = [])))]
pub async fn job(State(app): State<Arc<App>>, caller: Caller, Key(id): Key<JobId>) -> Answer<Json<JobOut>> {
    Ok(Json((&views::public_job(&app.store, &caller.actor(), id).await?).into()))
}

/// From when to when.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodIn {
    starts_at: i64,
    /// Later than `starts_at`.
    ends_at: i64,
}

/// What an employer says of a job.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobIn {
    #[schema(schema_with = job_kind)]
    kind: String,
    #[schema(min_length = 2, max_length = 60)]
    title: String,
    /// A code of the classification of occupations, of the fourth level.
    #[schema(pattern = "^[0-9]-[0-9]{2}-[0-9]{2}-[0-9]{2}$")]
    occupation: String,
    #[serde(default)]
    #[schema(max_length = 2000)]
    description: String,
    pay: PayIn,
    #[schema(schema_with = settlement)]
    settlement: String,
    place: Place,
    #[schema(min_length = 1, max_length = 120)]
    address: String,
    #[schema(minimum = 1, maximum = 999)]
    openings: i64,
    /// The shift or the period, which begins in the future; without one, long term.
    #[serde(default)]
    period: Option<PeriodIn>,
    /// 21 bits, day × 3 + shift; a single shift says them itself.
    #[serde(default)]
    #[schema(maximum = 2_097_151)]
    slots: u32,
    #[serde(default)]
    #[schema(schema_with = requirements)]
    requirements: Vec<String>,
}

impl JobIn {
    fn checked(self) -> kernel::Result<JobInput> {
        let period = self.period.map(|period| Period::new(Micros(period.starts_at), Micros(period.ends_at)));
        let asked = self.requirements.iter().map(|word| field("requirements", word.parse()));
        Ok(JobInput {
            kind: field("kind", self.kind.parse())?,
            pay: self.pay.checked()?,
            settlement: field("settlement", self.settlement.parse())?,
            point: self.place.checked()?,
            period: field("period", period.transpose())?,
            slots: field("slots", Availability::new(self.slots))?,
            requirements: asked.collect::<kernel::Result<_>>()?,
            title: self.title,
            occupation: self.occupation,
            description: self.description,
            address: self.address,
            openings: self.openings,
        })
    }
}

/// A new job.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobNew {
    /// A UUID of the caller's own: the same once more posts nothing twice.
    #[serde(default)]
    #[schema(pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    id: Option<String>,
    /// Whether to hand it in at once; otherwise it is a draft.
    submit: bool,
    job: JobIn,
}

/// Posts a job.
#[utoipa::path(post, path = "/api/v1/employers/{id}/jobs", tag = "employers", params(IdPath), request_body = JobNew,
    responses((status = 201, description = "Created", body = JobOut)), security(("bearer" = [])))]
pub async fn post(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(employer): Key<EmployerId>,
    Body(input): Body<JobNew>,
) -> Answer<(StatusCode, Json<JobOut>)> {
    caller.signed_in()?;
    let id = match &input.id {
        Some(text) => field("id", text.parse())?,
        None => JobId::from_uuid(app.store.scribe().uuid()),
    };
    let job = &input.job.checked()?;
    let row = jobs::post(&app.store, &caller.actor(), employer, id, job, input.submit).await?;
    Ok((StatusCode::CREATED, Json((&row).into())))
}

/// A job with what waits at it.
#[derive(Serialize, ToSchema)]
pub struct OwnJobOut {
    job: JobOut,
    /// What the official who sent it back said.
    #[schema(required)]
    review_note: Option<String>,
    /// Applications that wait for an answer.
    waiting: i64,
    /// Offers that wait for an answer.
    offered: i64,
}

/// The jobs of one's employer, the last first.
#[utoipa::path(get, path = "/api/v1/employers/{id}/jobs", tag = "employers", params(IdPath, Piece),
    responses((status = 200, description = "OK", body = Page<OwnJobOut>)), security(("bearer" = [])))]
pub async fn own(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(employer): Key<EmployerId>,
    Params(piece): Params<Piece>,
) -> Answer<Json<Page<OwnJobOut>>> {
    caller.signed_in()?;
    let after = piece.after.as_deref();
    let page = jobs::of_employer(&app.store, &caller.actor(), employer, after, piece.limit()).await?;
    Ok(Json(Page::of(page, |own| OwnJobOut {
        job: (&own.job).into(),
        review_note: own.job.review_note,
        waiting: own.waiting.waiting,
        offered: own.waiting.offered,
    })))
}

/// A job as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JobEdit {
    /// The version that this edit began from.
    #[schema(minimum = 1)]
    version: i64,
    job: JobIn,
}

/// Changes a job; its history is kept.
#[utoipa::path(put, path = "/api/v1/jobs/{id}", tag = "employers", params(IdPath), request_body = JobEdit,
    responses((status = 200, description = "OK", body = JobOut)), security(("bearer" = [])))]
pub async fn edit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<JobId>,
    Body(input): Body<JobEdit>,
) -> Answer<Json<JobOut>> {
    caller.signed_in()?;
    let job = &input.job.checked()?;
    Ok(Json((&jobs::edit(&app.store, &caller.actor(), id, input.version, job).await?).into()))
}

/// Hands a draft in.
#[utoipa::path(post, path = "/api/v1/jobs/{id}/submit", tag = "employers", params(IdPath),
    responses((status = 200, description = "OK", body = JobOut)), security(("bearer" = [])))]
pub async fn submit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<JobId>,
) -> Answer<Json<JobOut>> {
    caller.signed_in()?;
    Ok(Json((&jobs::submit(&app.store, &caller.actor(), id).await?).into()))
}

/// Ends a job.
#[utoipa::path(post, path = "/api/v1/jobs/{id}/close", tag = "employers", params(IdPath),
    responses((status = 200, description = "OK", body = JobOut)), security(("bearer" = [])))]
pub async fn close(State(app): State<Arc<App>>, caller: Caller, Key(id): Key<JobId>) -> Answer<Json<JobOut>> {
    caller.signed_in()?;
    Ok(Json((&jobs::close(&app.store, &caller.actor(), id).await?).into()))
}

/// An official's word on a job.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewIn {
    /// Whether it opens; otherwise it goes back with the note.
    approve: bool,
    /// What is to be mended.
    #[serde(default)]
    #[schema(min_length = 2, max_length = 300)]
    note: Option<String>,
    /// The version the word is on; refused if the job has changed since.
    #[serde(default)]
    #[schema(minimum = 1)]
    version: Option<i64>,
}

/// Lets a job through, or sends it back.
#[utoipa::path(post, path = "/api/v1/jobs/{id}/review", tag = "officials", params(IdPath), request_body = ReviewIn,
    responses((status = 200, description = "OK", body = JobOut)), security(("bearer" = [])))]
pub async fn review(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<JobId>,
    Body(input): Body<ReviewIn>,
) -> Answer<Json<JobOut>> {
    caller.signed_in()?;
    let send_back = (!input.approve).then(|| input.note.unwrap_or_default());
    let (actor, version) = (caller.actor(), input.version);
    Ok(Json((&jobs::review(&app.store, &actor, id, send_back.as_deref(), version).await?).into()))
}

/// How a job read at a time.
#[derive(Serialize, ToSchema)]
pub struct RevisionOut {
    version: i64,
    at: i64,
    /// The fields as they were.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    fields: serde_json::Value,
}

/// How one's job read over time, the last first.
#[utoipa::path(get, path = "/api/v1/jobs/{id}/history", tag = "employers", params(IdPath),
    responses((status = 200, description = "OK", body = Page<RevisionOut>)), security(("bearer" = [])))]
pub async fn history(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<JobId>,
) -> Answer<Json<Page<RevisionOut>>> {
    caller.signed_in()?;
    let (_, revisions) = jobs::history(&app.store, &caller.actor(), id).await?;
    let items = revisions.into_iter().map(|revision| RevisionOut {
        version: revision.job_version,
        at: revision.at.0,
        fields: serde_json::from_str(&revision.fields).unwrap_or_default(),
    });
    Ok(Json(Page { items: items.collect(), next: None }))
}
