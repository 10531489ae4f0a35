//! Employers: registering, correcting, who acts for them, what everybody may know, and an official's word.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use features::employers::{self, MemberRole, New, Ruling, RulingReason};
use features::views::{self as facts, Invitation, Member};
use kernel::{EmployerId, GrantId, Phone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::{Body, Caller, Key, Keys, field};
use super::refused::Answer;
use super::schema::{
    EmployerOut, IdPath, MemberPath, Page, employer_kind, member_role, paper_kinds, ruling_reason, verdict,
};
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

/// Corrects what an employer has told; its kind stays. A new name or code of a verified employer is looked at again.
#[utoipa::path(put, path = "/api/v1/employers/{id}", tag = "employers", params(IdPath), request_body = EmployerIn,
    responses((status = 200, description = "OK", body = EmployerOut)), security(("bearer" = [])))]
pub async fn update(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<EmployerId>,
    Body(input): Body<EmployerIn>,
) -> Answer<Json<EmployerOut>> {
    caller.signed_in()?;
    employers::update(&app.store, &caller.actor(), id, input.checked()?).await?;
    Ok(Json(employers::get(&app.store, id).await?.into()))
}

/// Somebody who acts for an employer.
#[derive(Serialize, ToSchema)]
pub struct MemberOut {
    #[schema(format = "uuid")]
    id: String,
    /// What they may do for it: everything, post and hire, or see it and its jobs.
    #[schema(schema_with = member_role)]
    role: &'static str,
    /// Whether it is the caller.
    me: bool,
    /// Whether they have agreed to act for it; until then they do not.
    agreed: bool,
    /// Null for those who are no workers or have not agreed.
    #[schema(required)]
    name_masked: Option<String>,
    phone_masked: String,
    /// Since when.
    since: i64,
}

impl From<Member> for MemberOut {
    fn from(member: Member) -> Self {
        Self {
            id: member.grant.to_string(),
            role: member.role.as_str(),
            me: member.me,
            agreed: member.agreed,
            name_masked: member.name_masked,
            phone_masked: member.phone_masked,
            since: member.since.0,
        }
    }
}

/// Who acts for an employer, the first first; never more than fifty.
#[utoipa::path(get, path = "/api/v1/employers/{id}/members", tag = "employers", params(IdPath),
    responses((status = 200, description = "OK", body = Page<MemberOut>)), security(("bearer" = [])))]
pub async fn members(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<EmployerId>,
) -> Answer<Json<Page<MemberOut>>> {
    caller.signed_in()?;
    let members = facts::members(&app.store, &caller.actor(), id).await?;
    Ok(Json(Page { items: members.into_iter().map(MemberOut::from).collect(), next: None }))
}

/// Whom to ask.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberIn {
    /// A mobile number of mainland China.
    #[schema(pattern = "^1[3-9][0-9]{9}$")]
    phone: String,
    /// What they are to do for it; everything when not given.
    #[serde(default)]
    #[schema(schema_with = member_role)]
    role: Option<String>,
}

/// What a member is to do from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberRoleIn {
    #[schema(schema_with = member_role)]
    role: String,
}

/// Asks somebody to act for an employer; they do once they agree.
#[utoipa::path(post, path = "/api/v1/employers/{id}/members", tag = "employers", params(IdPath),
    request_body = MemberIn, responses((status = 204, description = "Asked")), security(("bearer" = [])))]
pub async fn invite_member(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<EmployerId>,
    Body(input): Body<MemberIn>,
) -> Answer<StatusCode> {
    caller.signed_in()?;
    let phone: Phone = field("phone", input.phone.parse())?;
    let role = input.role.as_deref().map_or(Ok(MemberRole::Owner), |word| field("role", word.parse()))?;
    employers::invite_member(&app.store, &caller.actor(), id, &phone, role).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a member another role, at once; the old one ends.
#[utoipa::path(put, path = "/api/v1/employers/{id}/members/{member}", tag = "employers", params(MemberPath),
    request_body = MemberRoleIn, responses((status = 204, description = "Changed")), security(("bearer" = [])))]
pub async fn member_role_put(
    State(app): State<Arc<App>>,
    caller: Caller,
    Keys(id, member): Keys<EmployerId, GrantId>,
    Body(input): Body<MemberRoleIn>,
) -> Answer<StatusCode> {
    caller.signed_in()?;
    let role = field("role", input.role.parse())?;
    employers::change_role(&app.store, &caller.actor(), id, member, role).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes somebody's right to act for an employer.
#[utoipa::path(delete, path = "/api/v1/employers/{id}/members/{member}", tag = "employers", params(MemberPath),
    responses((status = 204, description = "Removed")), security(("bearer" = [])))]
pub async fn remove_member(
    State(app): State<Arc<App>>,
    caller: Caller,
    Keys(id, member): Keys<EmployerId, GrantId>,
) -> Answer<StatusCode> {
    caller.signed_in()?;
    employers::remove_member(&app.store, &caller.actor(), id, member).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An employer that asks one to act for it.
#[derive(Serialize, ToSchema)]
pub struct InvitationOut {
    #[schema(format = "uuid")]
    id: String,
    #[schema(schema_with = employer_kind)]
    kind: &'static str,
    #[schema(required)]
    name: Option<String>,
    /// What one is to do for it.
    #[schema(schema_with = member_role)]
    role: &'static str,
    /// Since when.
    since: i64,
}

impl From<Invitation> for InvitationOut {
    fn from(row: Invitation) -> Self {
        let (id, role) = (row.id.to_string(), row.role.as_str());
        Self { id, kind: row.kind.as_str(), name: row.name, role, since: row.given_at.0 }
    }
}

/// The employers that ask one to act for them.
#[utoipa::path(get, path = "/api/v1/invitations", tag = "session",
    responses((status = 200, description = "OK", body = Page<InvitationOut>)), security(("bearer" = [])))]
pub async fn invitations(State(app): State<Arc<App>>, caller: Caller) -> Answer<Json<Page<InvitationOut>>> {
    let here = caller.signed_in()?;
    let rows = facts::invitations(&app.store, &here.actor, here.account).await?;
    Ok(Json(Page { items: rows.into_iter().map(InvitationOut::from).collect(), next: None }))
}

/// The answer to an invitation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreeIn {
    agree: bool,
}

/// Agrees to act for an employer, or not.
#[utoipa::path(post, path = "/api/v1/invitations/{id}", tag = "session", params(IdPath), request_body = AgreeIn,
    responses((status = 204, description = "Answered")), security(("bearer" = [])))]
pub async fn answer_invitation(
    State(app): State<Arc<App>>,
    caller: Caller,
    Key(id): Key<GrantId>,
    Body(input): Body<AgreeIn>,
) -> Answer<StatusCode> {
    let here = caller.signed_in()?;
    employers::answer_invitation(&app.store, &here.actor, here.account, id, input.agree).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An official's word on an employer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerificationIn {
    #[schema(schema_with = verdict)]
    verdict: String,
    /// Why, in words.
    #[schema(max_length = 200)]
    reason: String,
    /// Why a refusal or a suspension, of the list; `other` with words when not given.
    #[serde(default)]
    #[schema(schema_with = ruling_reason)]
    why: Option<String>,
    /// What is to be handed in, where more is asked for.
    #[serde(default)]
    #[schema(schema_with = paper_kinds)]
    missing: Vec<String>,
    /// The version the word is on; refused if the employer has changed since.
    #[serde(default)]
    #[schema(minimum = 1)]
    version: Option<i64>,
}

/// Decides on an employer: verifies it, asks for more, refuses, suspends or lifts a suspension.
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
    let missing: kernel::Result<Vec<_>> = input.missing.iter().map(|word| word.parse()).collect();
    let ruling = Ruling {
        verdict: field("verdict", input.verdict.parse())?,
        reason: input
            .why
            .as_deref()
            .map_or(Ok(Some(RulingReason::Other)), |word| field("why", word.parse().map(Some)))?,
        words: input.reason,
        missing: field("missing", missing)?,
    };
    employers::decide(&app.store, &caller.actor(), id, ruling, input.version).await?;
    Ok(Json(employers::get(&app.store, id).await?.into()))
}
