//! One's own account, for those who sign in with a login: offices, second factors, sessions, the password.

use std::sync::Arc;

use atlas::Atlas;
use axum::extract::{Path, State};
use axum::response::Response;
use features::accounts;
use kernel::{Actor, Error, Operation, Scope};

use crate::app::App;
use crate::forms::Fields;
use crate::gov::desk::{mendable, whole};
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::staff::{Account, FactorLine, OfficeRow};
use crate::visitor::Visitor;
use crate::worker::devices;

/// `GET /account`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    show(&view(&app, &visitor, FieldErrors::default()).await?)
}

/// The page; somebody who signs in with a phone alone has their own things elsewhere.
pub(super) async fn view(app: &App, visitor: &Visitor, errors: FieldErrors) -> Result<Account, PageError> {
    let here = visitor.session()?;
    let _permit = here.actor.may(Operation::AccountRead, &Scope::Account(here.account))?;
    let login = accounts::own_login(&app.store, here.account).await?;
    let login = login.ok_or(PageError(Error::not_found("not_found")))?;
    let seat = visitor.office().map(|office| office.grant);
    let ends = |id| here.grants.iter().find(|row| row.id == id).and_then(|row| row.expires_at);
    let office = |one: crate::visitor::Office| OfficeRow {
        id: one.grant.to_string(),
        role: one.role.to_string(),
        region: Atlas::load().full_name(one.region),
        until: ends(one.grant).map(|at| at.0),
        here: Some(one.grant) == seat,
    };
    let factor = |row: accounts::FactorRow| FactorLine {
        id: row.id.to_string(),
        kind: row.kind.to_string(),
        label: row.label,
        since: row.created_at.0,
    };
    Ok(Account {
        login,
        offices: visitor.offices().into_iter().map(office).collect(),
        factors: accounts::factors(&app.store, here.account).await?.into_iter().map(factor).collect(),
        sessions: devices(app, here).await?,
        page: visitor.page(app).await?,
        errors,
    })
}

/// `POST /account/office`: sits in another of one's offices.
pub async fn sit(visitor: Visitor, form: Fields) -> Reply {
    let all = visitor.offices();
    let chosen = all.iter().find(|one| one.grant.to_string() == form.get("office"));
    let chosen = *chosen.ok_or(PageError(Error::not_found("not_found")))?;
    let mut response: Response = onward(chosen.begins(), "");
    visitor.sit(response.headers_mut(), chosen);
    Ok(response)
}

/// `POST /account/password`
pub async fn password(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let here = visitor.session()?;
    let (old, new) = (form.get("old"), form.get("password"));
    match accounts::change_password(&app.store, &here.actor, &here.session_id, old, new).await {
        Ok(()) => Ok(onward("/account", "password")),
        Err(error) => again(&view(&app, &visitor, whole(&mendable(error)?)).await?),
    }
}

/// `POST /account/sessions/{id}/end`
pub async fn end(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, _: Fields) -> Reply {
    if id.len() != 64 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(PageError(Error::not_found("not_found")));
    }
    own(&app, &visitor).await?;
    accounts::end_session(&app.store, visitor.account()?, &id).await?;
    Ok(onward("/account", "session_ended"))
}

/// The actor and their login, for what is set up on pages of their own.
pub(super) async fn own(app: &App, visitor: &Visitor) -> Result<(Actor, String), PageError> {
    let here = visitor.session()?;
    let login = accounts::own_login(&app.store, here.account).await?;
    Ok((here.actor.clone(), login.ok_or(PageError(Error::not_found("not_found")))?))
}
