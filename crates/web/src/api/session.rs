//! Signing in with a phone, and who one is.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use features::accounts::{self, Entered, Proof};
use kernel::{Error, Phone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::{Body, Caller, agent, field};
use super::refused::Answer;
use super::schema::role;
use crate::app::App;

/// Whom to send a code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeIn {
    /// A mobile number of mainland China.
    #[schema(pattern = "^1[3-9][0-9]{9}$")]
    phone: String,
}

/// Sends six digits to a phone.
#[utoipa::path(post, path = "/api/v1/session/code", tag = "session", request_body = CodeIn,
    responses((status = 204, description = "Sent")), security(()))]
pub async fn code(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Body(input): Body<CodeIn>,
) -> Answer<StatusCode> {
    let phone: Phone = field("phone", input.phone.parse())?;
    accounts::request_code(&app.store, &*app.sender, &phone, agent(&headers)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The phone and the digits it was sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// A mobile number of mainland China.
    #[schema(pattern = "^1[3-9][0-9]{9}$")]
    phone: String,
    #[schema(pattern = "^[0-9]{6}$")]
    code: String,
}

/// A session that was begun.
#[derive(Serialize, ToSchema)]
pub struct SessionOut {
    /// The bearer token; it is shown here and never again.
    token: String,
    expires_at: i64,
}

/// Signs in; the first time this opens the account.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", request_body = SignIn,
    responses((status = 200, description = "OK", body = SessionOut)), security(()))]
pub async fn sign_in(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Body(input): Body<SignIn>,
) -> Answer<Json<SessionOut>> {
    let phone: Phone = field("phone", input.phone.parse())?;
    let session = accounts::verify_code(&app.store, &phone, &input.code, agent(&headers)).await?;
    Ok(Json(SessionOut { token: session.token, expires_at: session.expires_at.0 }))
}

/// A login of staff and its password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffSignIn {
    #[schema(max_length = 40)]
    login: String,
    #[schema(max_length = 200)]
    password: String,
    /// Six digits of a time-based code, where the account asks for a second factor.
    #[schema(pattern = "^[0-9]{6}$")]
    code: Option<String>,
}

/// Signs staff and officials in.
#[utoipa::path(post, path = "/api/v1/session/staff", tag = "session", request_body = StaffSignIn,
    responses((status = 200, description = "OK", body = SessionOut)), security(()))]
pub async fn staff(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Body(input): Body<StaffSignIn>,
) -> Answer<Json<SessionOut>> {
    let (store, agent) = (&app.store, agent(&headers));
    let session =
        match (accounts::staff_sign_in(store, &input.login, &input.password, agent).await?, &input.code) {
            (Entered::Session(session), _) => session,
            (Entered::Second(step), Some(code)) => {
                accounts::second(store, &step.token, &Proof::Code(code), agent).await?
            }
            (Entered::Second(_), None) => {
                return Err(Error::forbidden("session.second_needed").field("code").into());
            }
        };
    Ok(Json(SessionOut { token: session.token, expires_at: session.expires_at.0 }))
}

/// Signs out: the token holds no longer.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session",
    responses((status = 204, description = "Ended")), security(("bearer" = [])))]
pub async fn sign_out(State(app): State<Arc<App>>, caller: Caller) -> Answer<StatusCode> {
    caller.signed_in()?;
    accounts::sign_out(&app.store, caller.token()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A role and where it holds.
#[derive(Serialize, ToSchema)]
pub struct GrantOut {
    #[schema(schema_with = role)]
    role: String,
    /// The region's twelve digits.
    region: String,
    /// The employer acted for.
    #[schema(required)]
    employer_id: Option<String>,
}

/// Who one is.
#[derive(Serialize, ToSchema)]
pub struct MeOut {
    #[schema(format = "uuid")]
    account_id: String,
    /// The worker this account is; null before registration.
    #[schema(required)]
    worker_id: Option<String>,
    grants: Vec<GrantOut>,
}

/// Who one is.
#[utoipa::path(get, path = "/api/v1/me", tag = "session",
    responses((status = 200, description = "OK", body = MeOut)), security(("bearer" = [])))]
pub async fn me(caller: Caller) -> Answer<Json<MeOut>> {
    let here = caller.signed_in()?;
    let grants = here.grants.iter().map(|grant| GrantOut {
        role: grant.role.clone(),
        region: grant.region.to_string(),
        employer_id: grant.employer_id.map(|id| id.to_string()),
    });
    Ok(Json(MeOut {
        account_id: here.account.to_string(),
        worker_id: here.worker.map(|worker| worker.id.to_string()),
        grants: grants.collect(),
    }))
}
