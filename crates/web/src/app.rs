//! The pages put together: what they share, the router, and what holds for every answer. It refuses to serve before
//! the node is ready.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use kernel::Error;
use tokio::time::timeout;
use tower_http::compression::CompressionLayer;

use crate::problem::{Fault, PageError};
use crate::uploads::{self, Slot};
use crate::visitor::Visitor;
use crate::{api, assets, employer, gov, live, office, station, worker};

/// What every page and every call may use.
pub struct App {
    /// The database.
    pub store: Arc<store::Store>,
    /// The open jobs, in memory.
    pub index: Arc<features::index::LiveIndex>,
    /// The way out to phones.
    pub sender: Arc<dyn features::accounts::TextSender>,
    /// The register of companies, if there is one.
    pub register: Arc<dyn features::employers::CompanyRegister>,
    /// The registers of people that other offices keep.
    pub people: Arc<dyn features::ledgers::PeopleRegister>,
    /// The files that are on their way in.
    pub uploads: crate::uploads::Uploads,
    /// Whether people and jobs are invented.
    pub demo: bool,
    /// Whether the node serves; until then, and once it stops, everything but `/healthz` answers 503.
    pub ready: AtomicBool,
}

impl App {
    /// Whether the node serves.
    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Acquire)
    }
}

/// The largest body that is read.
const BODY: usize = 256 * 1024;

crate::surface::surface! {
    get "/healthz" - => health;
    get "/static/{hash}/{name}" - => file;
    get "/codes/keys.json" - => crate::codes::keys;
    get "/codes/revoked.json" - => crate::codes::revoked;
    get "/code-sw.js" - => crate::codes::worker;
}

/// Every route of every surface.
pub fn all_routes() -> impl Iterator<Item = &'static crate::surface::Route> {
    [
        ROUTES,
        worker::ROUTES,
        employer::ROUTES,
        gov::ROUTES,
        station::ROUTES,
        office::ROUTES,
        api::ROUTES,
        live::ROUTES,
    ]
    .into_iter()
    .flatten()
}

/// The whole site.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .merge(routes())
        .merge(worker::routes())
        .merge(employer::routes())
        .merge(gov::routes())
        .merge(station::routes())
        .merge(office::routes())
        .merge(api::routes())
        .merge(live::routes())
        .fallback(absent)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(from_fn_with_state(app.clone(), receive))
        .layer(CompressionLayer::new())
        .with_state(app)
}

async fn health(State(app): State<Arc<App>>) -> Response {
    if !app.is_ready() {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    // The live index: the jobs it holds, the journal's entries it has yet to take.
    format!("ok\nindex_jobs={}\nindex_lag={}\n", app.index.jobs(), app.index.lag()).into_response()
}

async fn file(Path((hash, name)): Path<(String, String)>) -> Response {
    assets::serve(&hash, &name)
}

async fn absent() -> PageError {
    PageError(Error::not_found("not_found"))
}

async fn wrong_method() -> Response {
    Fault { error: Error::invalid("method"), status: Some(StatusCode::METHOD_NOT_ALLOWED) }.into_response()
}

/// Meets the reader at the door, and words what went wrong in their language on the way out.
async fn receive(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if path == "/healthz" || path.starts_with("/static/") {
        let mut response = next.run(request).await;
        guard(response.headers_mut(), None);
        return response;
    }
    let method = request.method().clone();
    let stranger = Visitor::stranger(&app, request.headers(), request.uri());
    // Who may send a file is asked before it is read as well; the right itself is asked when it is there.
    let slot = if method == Method::POST && uploads::takes(&path) {
        match stranger.clone().recognise(&app, request.headers()).await {
            Ok(visitor) => app.uploads.slot(&visitor),
            Err(error) => Err(error),
        }
    } else {
        Ok(None)
    };
    // The body first, the rights after it: whoever holds a body back does not hold a right that is taken meanwhile.
    let (mut request, refused, _slot) = match slot {
        Ok(slot) => whole(request, slot).await,
        Err(error) => (emptied(request), Some(Fault { error, status: None }), None),
    };
    let (visitor, mut response) = if !app.is_ready() {
        (stranger, PageError(Error::unavailable("not_ready")).into_response())
    } else {
        match stranger.clone().recognise(&app, request.headers()).await {
            Ok(visitor) => {
                let response = match refused {
                    Some(fault) => fault.into_response(),
                    None => {
                        request.extensions_mut().insert(visitor.clone());
                        next.run(request).await
                    }
                };
                (visitor, response)
            }
            Err(error) => (stranger, PageError(error).into_response()),
        }
    };
    let fault = response.extensions_mut().remove::<Fault>().or_else(|| Fault::bare(&response));
    if let Some(fault) = fault {
        response = fault.word(&app, &visitor, &method, &path, response);
    }
    visitor.leave(response.headers_mut());
    guard(response.headers_mut(), Some(visitor.secure));
    response
}

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(20);

fn emptied(request: Request) -> Request {
    Request::from_parts(request.into_parts().0, Body::empty())
}

/// The request with its body in memory; what was wrong with a body that was not taken. The slot of a large one is held as long as
/// its bytes are.
async fn whole(request: Request, slot: Option<Slot>) -> (Request, Option<Fault>, Option<Slot>) {
    if !matches!(*request.method(), Method::POST | Method::PUT) {
        return (request, None, None);
    }
    let (patience, most) = if slot.is_some() { (uploads::PATIENCE, uploads::BODY) } else { (PATIENCE, BODY) };
    let (parts, body) = request.into_parts();
    let fault = match timeout(patience, to_bytes(body, most)).await {
        Ok(Ok(bytes)) => return (Request::from_parts(parts, Body::from(bytes)), None, slot),
        Ok(Err(_)) => Fault { error: Error::too_large("body.too_large"), status: None },
        Err(_) => Fault { error: Error::invalid("body.slow"), status: Some(StatusCode::REQUEST_TIMEOUT) },
    };
    (Request::from_parts(parts, Body::empty()), Some(fault), None)
}

const GUARDS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "geolocation=(self), camera=(), microphone=()"),
];

/// The headers of every answer; `private` says whether it was made for one reader, and whether over TLS.
fn guard(headers: &mut HeaderMap, private: Option<bool>) {
    for (name, value) in GUARDS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if private.is_some() {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        headers.append(header::VARY, HeaderValue::from_static("cookie, accept-language"));
    }
    if private == Some(true) {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}
