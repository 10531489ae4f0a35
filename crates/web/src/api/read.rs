//! How a request is read: who calls, the key in the path, the query, the body. It refuses whatever it cannot read
//! whole, and a cookie wherever something is changed: another site could have sent it.

use std::str::FromStr;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use features::accounts::{self, SignedIn, WorkerHere};
use kernel::{Actor, Error};
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::refused::{Answer, Refused};
use crate::app::App;
use crate::visitor::cookie;

/// Who calls: with a bearer token, or, for reading only, with the cookie of a browser.
pub struct Caller {
    here: Option<SignedIn>,
    token: String,
}

impl Caller {
    /// What access rules see.
    pub fn actor(&self) -> Actor {
        self.here.as_ref().map_or_else(Actor::visitor, |here| here.actor.clone())
    }

    /// The account, or a refusal.
    pub fn signed_in(&self) -> Answer<&SignedIn> {
        self.here.as_ref().ok_or(Error::unauthenticated("access.sign_in").into())
    }

    /// The worker that the account is, or a refusal.
    pub fn worker(&self) -> Answer<WorkerHere> {
        self.signed_in()?.worker.ok_or(Error::conflict("worker.incomplete").into())
    }

    /// The secret of the session; empty for a visitor.
    pub fn token(&self) -> &str {
        &self.token
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Answer<Self> {
        if let Some(value) = parts.headers.get(header::AUTHORIZATION) {
            let expired = || Refused::from(Error::unauthenticated("session.expired"));
            let text = value.to_str().map_err(|_| expired())?;
            let (scheme, token) = text.split_once(' ').ok_or_else(expired)?;
            let token = if scheme.eq_ignore_ascii_case("bearer") { token.trim() } else { "" };
            let here = accounts::actor_of(&app.store, token).await?.ok_or_else(expired)?;
            return Ok(Self { here: Some(here), token: token.to_owned() });
        }
        let reads = parts.method == Method::GET || parts.method == Method::HEAD;
        if let Some(token) = cookie(&parts.headers, "sid").filter(|_| reads) {
            return Ok(Self { here: accounts::actor_of(&app.store, token).await?, token: token.to_owned() });
        }
        Ok(Self { here: None, token: String::new() })
    }
}

/// What calls itself the caller's program, for the list of sessions.
pub fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The key in the path.
pub struct Key<T>(pub T);

impl<T: FromStr<Err = Error>, S: Send + Sync> FromRequestParts<S> for Key<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let Path(text) = path.map_err(|_| Error::invalid("id.format"))?;
        Ok(Self(text.parse()?))
    }
}

/// The two keys in the path.
pub struct Keys<A, B>(pub A, pub B);

impl<A: FromStr<Err = Error>, B: FromStr<Err = Error>, S: Send + Sync> FromRequestParts<S> for Keys<A, B> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((first, second)) = path.map_err(|_| Error::invalid("id.format"))?;
        Ok(Self(first.parse()?, second.parse()?))
    }
}

/// The query. Names that are not known have been refused before.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Answer<Self> {
        match Query::<T>::try_from_uri(&parts.uri) {
            Ok(Query(params)) => Ok(Self(params)),
            Err(_) => Err(Error::invalid("query.format").into()),
        }
    }
}

/// The body, as JSON.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Answer<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let essence = kind.and_then(|kind| kind.split(';').next()).map(str::trim).unwrap_or_default();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Error::invalid("body.type")));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|e| match e.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Refused::from(Error::too_large("body.too_large")),
            _ => Refused::new(StatusCode::BAD_REQUEST, Error::invalid("body.format")),
        })?;
        Ok(Self(parse(&bytes)?))
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Answer<T> {
    serde_json::from_slice(bytes).map_err(|e| {
        let place = |error: Error| error.with("line", e.line()).with("column", e.column());
        if e.classify() != Category::Data {
            return Refused::new(StatusCode::BAD_REQUEST, place(Error::invalid("body.format")));
        }
        // The only way serde tells of it is its message.
        let text = e.to_string();
        match text.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`')) {
            Some((name, _)) => {
                let name: String = name.chars().take(60).collect();
                Error::invalid("body.unknown_field").with("name", name).into()
            }
            None => place(Error::invalid("body.format")).into(),
        }
    })
}

/// Names the field a value came from, where the value does not know it.
pub fn field<T>(name: &'static str, parsed: Result<T, Error>) -> Result<T, Error> {
    parsed.map_err(|e| if e.field.is_none() { e.field(name) } else { e })
}
