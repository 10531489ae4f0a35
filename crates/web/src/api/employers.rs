//! Employers: registering, what everybody may know, and an official's word.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use features::employers::{self, New};
use kernel::EmployerId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::read::{Body, Caller, Key, field};
use super::refused::Answer;
use super::schema::{EmployerOut, IdPath, employer_kind, verdict};
use crate::app::App;

/// What an employer tells.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmployerIn {
    #[schema(schema_with = employer_kind)]
    kind: String,
    /// The registered name; a person's name for a household.
    #[schema(min_length = 2, max_length = 100)]
    name: String,
    /// Needed of companies and agencies.
    #[serde(default)]
    credit_code: Option<String>,
    /// The region's twelve digits.
    #[schema(pattern = "^[1-8][0-9]{11}$")]
    region: String,
    #[serde(default)]
    #[schema(max_length = 200)]
    address: Option<String>,
}

impl EmployerIn {
    fn checked(self) -> kernel::Result<New> {
        Ok(New {
            kind: field("kind", self.kind.parse())?,
            name: self.name,
            credit_code: self.credit_code.map(|text| field("credit_code", text.parse())).transpose()?,
            region: field("region", self.region.parse())?,
            address: self.address,
        })
    }
}

/// Registers an employer that the caller acts for.
#[utoipa::path(post, path = "/api/v1/employers", tag = "employers", request_body = EmployerIn,
    responses((status = 201, description = "Created", body = EmployerOut)), security(("bearer" = [])))]
pub async fn register(
    State(app): State<Arc<App>>,
    caller: Caller,
    Body(input): Body<EmployerIn>,
) -> Answer<(StatusCode, Json<EmployerOut>)> {
    let here = caller.signed_in()?;
    let id = employers::register(&app.store, &here.actor, here.account, input.checked()?).await?;
    Ok((StatusCode::CREATED, Json(employers::get(&app.store, id).await?.into())))
}

/// What everybody may know of an employer.
#[utoipa::path(get, path = "/api/v1/employers/{id}", tag = "employers", params(IdPath),
    responses((status = 200, description = "OK", body = EmployerOut)), security(()))]
pub async fn get(State(app): State<Arc<App>>, Key(id): Key<EmployerId>) -> Answer<Json<EmployerOut>> {
    Ok(Json(employers::get(&app.store, id).await?.into()))
}

/// An official's word on an employer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerificationIn {
    #[schema(schema_with = verdict)]
    verdict: String,
    #[schema(max_length = 200)]
    reason: String,
}

/// Verifies or suspends an employer, or takes either back.
#[utoipa::path(post, path = "/api/v1/employers/{id}/verification", tag = "officials", params(IdPath),
    request_body = VerificationIn,
    responses((status = 200, description = "OK", body = EmployerOut)), security(("bearer" = [])))]
pub async fn verify(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<EmployerId>,
    Body(input): Body<VerificationIn>,
) -> Answer<Json<EmployerOut>> {
    caller.signed_in()?;
    let verdict = field("verdict", input.verdict.parse())?;
    employers::verify(&app.store, &caller.actor(), id, verdict, &input.reason).await?;
    Ok(Json(employers::get(&app.store, id).await?.into()))
}
