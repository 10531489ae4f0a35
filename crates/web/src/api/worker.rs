//! What a worker asks about themselves: registration, applications.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use features::applications;
use features::workers::{self, About, Profile, Registration};
use kernel::Availability;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::{Body, Caller, Params, field};
use super::refused::Answer;
use super::schema::{ApplicationOut, Page, PayIn, PayOut, Piece, Place, belongings, registration_kind};
use crate::app::App;

/// What a worker tells.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkerIn {
    /// The real name.
    #[schema(min_length = 2, max_length = 40)]
    name: String,
    /// What for; asked again with the other kind, both hold.
    #[schema(schema_with = registration_kind)]
    kind: String,
    /// An identity number; left out, the one that is known stays.
    #[serde(default)]
    id_number: Option<String>,
    /// The region's twelve digits.
    #[schema(pattern = "^[1-8][0-9]{11}$")]
    region: String,
    /// Where exactly.
    #[serde(default)]
    home: Option<Place>,
    /// Codes of the classification of occupations.
    #[schema(min_items = 1, max_items = 5)]
    occupations: Vec<String>,
    /// 21 bits, day × 3 + shift.
    #[schema(maximum = 2_097_151)]
    availability: u32,
    /// How far they go, in metres.
    #[schema(minimum = 500, maximum = 100_000)]
    reach_m: i64,
    pay: PayIn,
    /// What they can do, a few words each.
    #[serde(default)]
    #[schema(max_items = 20)]
    skills: Vec<String>,
    /// Papers, tools and vehicles they have, of the words of a job's requirements.
    #[serde(default)]
    #[schema(schema_with = belongings)]
    has: Vec<String>,
    /// Anything else.
    #[serde(default)]
    #[schema(max_length = 2000)]
    about: String,
    /// Whether verified employers nearby may invite them.
    #[serde(default)]
    findable: bool,
}

impl WorkerIn {
    fn checked(self) -> kernel::Result<Registration> {
        Ok(Registration {
            name: field("name", self.name.parse())?,
            kind: field("kind", self.kind.parse())?,
            id_number: self.id_number.map(|text| field("id_number", text.parse())).transpose()?,
            region: field("region", self.region.parse())?,
            home: self.home.map(Place::checked).transpose()?,
            occupations: self.occupations,
            availability: field("availability", Availability::new(self.availability))?,
            reach_m: self.reach_m,
            pay: self.pay.checked()?,
            findable: self.findable,
            about: About {
                skills: self.skills,
                has: self.has.iter().map(|word| field("has", word.parse())).collect::<Result<_, _>>()?,
                text: self.about,
            },
        })
    }
}

/// A worker, as they see themselves.
#[derive(Serialize, ToSchema)]
pub struct WorkerOut {
    #[schema(format = "uuid")]
    id: String,
    #[schema(required)]
    name: Option<String>,
    name_masked: String,
    phone_masked: String,
    #[schema(required)]
    id_number_masked: Option<String>,
    /// The region's twelve digits.
    region: String,
    #[schema(required)]
    home: Option<Place>,
    occupations: Vec<String>,
    availability: u32,
    reach_m: i64,
    /// None for somebody who is known without looking for work.
    #[schema(required)]
    pay: Option<PayOut>,
    skills: Vec<String>,
    #[schema(schema_with = belongings)]
    has: Vec<String>,
    about: String,
    /// Whether verified employers nearby may invite them.
    findable: bool,
    /// Registered for gigs since.
    #[schema(required)]
    gig_since: Option<i64>,
    /// Registered for full-time work since.
    #[schema(required)]
    full_time_since: Option<i64>,
}

impl From<Profile> for WorkerOut {
    fn from(profile: Profile) -> Self {
        Self {
            id: profile.id.to_string(),
            name: profile.name,
            name_masked: profile.name_masked,
            phone_masked: profile.phone_masked,
            id_number_masked: profile.id_number_masked,
            region: profile.region.to_string(),
            home: profile.home.map(Place::from),
            occupations: profile.occupations,
            availability: profile.availability.bits(),
            reach_m: profile.reach_m,
            pay: profile.pay.map(Into::into),
            skills: profile.about.skills,
            has: profile.about.has.iter().map(ToString::to_string).collect(),
            about: profile.about.text,
            findable: profile.findable,
            gig_since: profile.gig_since.map(|at| at.0),
            full_time_since: profile.full_time_since.map(|at| at.0),
        }
    }
}

/// Registers as a worker, or changes what was told.
#[utoipa::path(put, path = "/api/v1/worker", tag = "worker", request_body = WorkerIn,
    responses((status = 200, description = "OK", body = WorkerOut)), security(("bearer" = [])))]
pub async fn put(
    State(app): State<Arc<App>>,
    caller: Caller,
    Body(input): Body<WorkerIn>,
) -> Answer<Json<WorkerOut>> {
    let here = caller.signed_in()?;
    let id = workers::register(&app.store, &here.actor, here.account, input.checked()?).await?;
    // The first registration makes the worker, whom the actor of this request does not know of yet.
    let actor = kernel::Actor::signed_in(here.account, Some(id), here.actor.grants().to_vec());
    Ok(Json(workers::profile(&app.store, &actor, id).await?.into()))
}

/// What one has told.
#[utoipa::path(get, path = "/api/v1/worker", tag = "worker",
    responses((status = 200, description = "OK", body = WorkerOut)), security(("bearer" = [])))]
pub async fn get(State(app): State<Arc<App>>, caller: Caller) -> Answer<Json<WorkerOut>> {
    Ok(Json(workers::profile(&app.store, &caller.actor(), caller.worker()?.id).await?.into()))
}

/// One's applications, the last first.
#[utoipa::path(get, path = "/api/v1/worker/applications", tag = "worker", params(Piece),
    responses((status = 200, description = "OK", body = Page<ApplicationOut>)), security(("bearer" = [])))]
pub async fn applications(
    State(app): State<Arc<App>>,
    caller: Caller,
    Params(piece): Params<Piece>,
) -> Answer<Json<Page<ApplicationOut>>> {
    let (id, after) = (caller.worker()?.id, piece.after.as_deref());
    let page = applications::of_worker(&app.store, &caller.actor(), id, after, piece.limit()).await?;
    Ok(Json(Page::of(page, |row| ApplicationOut::from(&row))))
}
