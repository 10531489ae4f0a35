//! Setting up and taking away second factors.

use std::sync::Arc;

use axum::extract::{Path, State};
use features::accounts::{self, passkey};
use kernel::FactorId;

use super::account::{own, view};
use crate::app::App;
use crate::forms::{Fields, id};
use crate::gov::desk::{mendable, whole};
use crate::problem::{Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::qr::Qr;
use crate::views::staff::{PasskeySetup, TotpSetup};
use crate::visitor::Visitor;

/// `GET` of the pages that only a form leads to: whoever comes back to one begins again.
pub async fn from_start(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    show(&view(&app, &visitor, FieldErrors::default()).await?)
}

/// `POST /account/totp`: the secret is shown here and never again.
pub async fn begin(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let (actor, login) = own(&app, &visitor).await?;
    let page = visitor.page(&app).await?;
    let issuer = page.t("brand");
    let label = form.some("label").unwrap_or(&login);
    match accounts::begin_totp(&app.store, &actor, label, &issuer).await {
        Ok(offer) => show(&TotpSetup {
            page,
            id: offer.id.to_string(),
            secret: spaced(&offer.secret),
            qr: Qr::of(&offer.address),
            ..TotpSetup::default()
        }),
        Err(error) => again(&view(&app, &visitor, whole(&mendable(error)?)).await?),
    }
}

/// In fours, for typing.
fn spaced(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// `GET /account/totp/{id}`: the code is asked for again, the secret is not shown.
pub async fn unconfirmed(State(app): State<Arc<App>>, visitor: Visitor, Path(factor): Path<String>) -> Reply {
    let (actor, _) = own(&app, &visitor).await?;
    let factor = accounts::own_factor(&app.store, &actor, id(&factor)?).await?;
    if factor.confirmed_at.is_some() {
        return Ok(onward("/account", ""));
    }
    let page = visitor.page(&app).await?;
    show(&TotpSetup { page, id: factor.id.to_string(), ..TotpSetup::default() })
}

/// `POST /account/totp/{id}`: shows that it works.
pub async fn confirm(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(factor): Path<String>,
    form: Fields,
) -> Reply {
    let (actor, _) = own(&app, &visitor).await?;
    let factor: FactorId = id(&factor)?;
    match accounts::confirm_totp(&app.store, &actor, factor, form.get("code")).await {
        Ok(()) => Ok(onward("/account", "factor_added")),
        Err(error) => again(&TotpSetup {
            errors: whole(&mendable(error)?),
            page: visitor.page(&app).await?,
            id: factor.to_string(),
            ..TotpSetup::default()
        }),
    }
}

/// `POST /account/passkey`: what the browser is to make one over.
pub async fn passkey(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let (actor, login) = own(&app, &visitor).await?;
    let token = accounts::begin_passkey(&app.store, &actor).await?;
    show(&PasskeySetup {
        page: visitor.page(&app).await?,
        challenge: passkey::challenge(&token),
        token,
        account: visitor.account()?.to_string().replace('-', ""),
        label: form.some("label").unwrap_or(&login).to_owned(),
        login,
    })
}

/// `POST /account/passkey/add`
pub async fn passkey_add(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let (actor, _) = own(&app, &visitor).await?;
    let made = passkey::Made {
        credential: form.text("credential"),
        client: form.text("client"),
        data: form.text("data"),
        public_key: form.text("public_key"),
    };
    let (label, token, site) = (form.get("label"), form.get("token"), visitor.site());
    match accounts::add_passkey(&app.store, &actor, label, token, &made, &site).await {
        Ok(()) => Ok(onward("/account", "factor_added")),
        Err(error) => again(&view(&app, &visitor, whole(&mendable(error)?)).await?),
    }
}

/// `POST /account/factors/{id}/remove`
pub async fn remove(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(factor): Path<String>,
    _: Fields,
) -> Reply {
    let (actor, _) = own(&app, &visitor).await?;
    accounts::remove_factor(&app.store, &actor, id(&factor)?).await?;
    Ok(onward("/account", "factor_removed"))
}
