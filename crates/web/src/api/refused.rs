//! What the interface refuses before any handler runs. Every refusal becomes `application/problem+json`, worded where
//! the answer leaves the site.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Error;

use super::openapi;
use crate::problem::Fault;

/// A refusal: the error, with the status of HTTP where that says more than the error's kind.
#[derive(Clone, Debug)]
pub struct Refused {
    error: Error,
    status: Option<StatusCode>,
}

/// What a handler of the interface answers.
pub type Answer<T> = Result<T, Refused>;

impl Refused {
    /// A refusal with a status of its own.
    pub(super) const fn new(status: StatusCode, error: Error) -> Self {
        Self { error, status: Some(status) }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self { error, status: None }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = Fault { error: self.error, status: self.status }.into_response();
        if response.status() == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// Refuses query parameters that the description of the interface does not name.
pub(super) async fn strict(request: Request, next: Next) -> Response {
    match unknown_parameter(&request) {
        Some(name) => Refused::from(Error::invalid("query.unknown_field").with("name", name)).into_response(),
        None => next.run(request).await,
    }
}

fn unknown_parameter(request: &Request) -> Option<String> {
    let query = request.uri().query().filter(|query| !query.is_empty())?;
    let path = request.extensions().get::<MatchedPath>()?;
    let known = openapi::parameters(request.method().as_str(), path.as_str())?;
    let mut given = form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name.into_owned());
    given.find(|name| !known.contains(&name.as_str())).map(|name| name.chars().take(60).collect())
}
