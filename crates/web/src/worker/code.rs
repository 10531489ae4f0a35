//! My code: the page that shows it, what its script asks, and the phones that may show it. The page makes the code by
//! itself; here it is told how things stand and its key is certified.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use features::codes::{self, PhoneKeyRow, Proof, Use};
use kernel::{Error, Micros};
use serde_json::json;

use super::me::device;
use crate::app::App;
use crate::forms::{Fields, id};
use crate::problem::{PageError, Reply, onward, show};
use crate::views::worker::{MyCode, MyPhone, MyUse};
use crate::visitor::Visitor;

/// `GET /me/code`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let page = visitor.page(&app).await?;
    let (Some(session), Some(worker)) = (&visitor.signed_in, visitor.worker()) else {
        return show(&MyCode { page, ..MyCode::default() });
    };
    let phones = codes::phones(&app.store, &session.actor, worker.id).await?;
    let uses = codes::uses(&app.store, &session.actor, worker.id).await?;
    let phone = |row: PhoneKeyRow| MyPhone {
        id: row.id.to_string(),
        code_id: row.code_id,
        device: row.device,
        since: row.certified_at.0,
    };
    let used = |one: Use| MyUse { surface: one.surface.to_string(), place: one.place, at: one.shown_at.0 };
    show(&MyCode {
        page,
        shell: false,
        phones: phones.into_iter().map(phone).collect(),
        uses: uses.into_iter().map(used).collect(),
    })
}

/// `GET /me/code/shell`: the page without its reader, to be kept for the time without a network.
pub async fn shell(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let mut page = visitor.plain_page(&app);
    page.csrf = String::new();
    page.path = "/me/code".to_owned();
    page.done = None;
    show(&MyCode { page, shell: true, ..MyCode::default() })
}

/// `GET /me/code/state`: who this is to the page, and what to sign.
pub async fn state(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let now = app.store.now().0 / 1000;
    let Some(session) = &visitor.signed_in else {
        return Ok(Json(json!({ "state": "visitor", "now": now })).into_response());
    };
    let Some(worker) = visitor.worker() else {
        return Ok(Json(json!({ "state": "newcomer", "now": now })).into_response());
    };
    let phones = codes::phones(&app.store, &session.actor, worker.id).await?;
    let live: Vec<&str> = phones.iter().map(|row| row.code_id.as_str()).collect();
    Ok(Json(json!({
        "state": "worker",
        "now": now,
        "owner": app.store.vault().tag("code_owner", &worker.id.to_string()),
        "csrf": visitor.csrf,
        "challenge": codes::challenge(&app.store, &session.actor, worker.id).await?,
        "live": live,
    }))
    .into_response())
}

/// `POST /me/code/certify`: the certificate for the key that the page has.
pub async fn certify(State(app): State<Arc<App>>, visitor: Visitor, form: Fields) -> Reply {
    let session = visitor.session()?;
    let worker = session.worker.ok_or(PageError(Error::not_found("not_found")))?;
    let bytes = |name| kernel::unhex(form.get(name)).unwrap_or_default();
    let (key, signature) = (bytes("key"), bytes("proof"));
    let proof = Proof {
        public_key: &key,
        challenge: form.get("challenge"),
        signature: &signature,
        device: &device(&visitor.agent),
    };
    let made = codes::certify(&app.store, &session.actor, worker.id, proof).await?;
    let certificate = kernel::hex(&made.certificate);
    let until = made.until.0 / (Micros::SECOND / 1000);
    Ok(Json(json!({ "certificate": certificate, "code_id": made.code_id, "until": until })).into_response())
}

/// `POST /me/code/phones/{id}/revoke`
pub async fn revoke(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(phone): Path<String>,
    _: Fields,
) -> Reply {
    let session = visitor.session()?;
    let worker = session.worker.ok_or(PageError(Error::not_found("not_found")))?;
    codes::revoke(&app.store, &session.actor, worker.id, id(&phone)?).await?;
    Ok(onward("/me/code", "phone_revoked"))
}
