//! What readers and phones keep for the time without a network: the keys of the nodes, the phones that were revoked,
//! and the program that opens my code. Nothing of it is about anybody.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use features::codes;
use serde_json::{Value, json};

use crate::app::App;
use crate::assets;
use crate::problem::Reply;

/// How long a reader may keep the keys before it asks again, in seconds. A key is known a month before it is used.
const KEYS: &str = "public, max-age=3600";
/// The same for the revoked phones.
const REVOKED: &str = "public, max-age=60";

/// The files of the page of my code.
const FILES: [&str; 5] = ["system.css", "app.js", "mycode.js", "icons.svg", "icon.svg"];

/// `GET /codes/keys.json`
pub async fn keys(State(app): State<Arc<App>>) -> Reply {
    let key = |key: &codes::NodeKey| {
        let public = key.public;
        json!({ "id": kernel::hex(&public.id()), "public": kernel::hex(public.bytes()), "from": key.from, "until": key.until })
    };
    let keys: Vec<Value> = codes::node_keys(&app.store).await?.iter().map(key).collect();
    Ok(kept(KEYS, Json(json!({ "keys": keys }))))
}

/// `GET /codes/revoked.json`
pub async fn revoked(State(app): State<Arc<App>>) -> Reply {
    Ok(kept(REVOKED, Json(json!({ "revoked": codes::revoked(&app.store).await? }))))
}

/// `GET /code-sw.js`: the program with the files of this build in it.
pub async fn worker() -> Response {
    let urls = FILES.map(assets::url);
    let text = include_str!("../static/code-sw.js")
        .replace("VERSION", &assets::version(&urls))
        .replace("[\"FILES\"]", &json!(urls).to_string());
    script(text)
}

/// A program of ours that browsers run in the background: they ask whether it is new.
pub(crate) fn script(text: String) -> Response {
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"))];
    kept("no-cache", (kind, text))
}

fn kept(how: &'static str, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(how));
    response
}
