//! What went wrong, as a page for people or as a problem document for programs, in the reader's language. A handler
//! only says which error; the words are found on the way out, where the reader is known.

use askama::Template;
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use kernel::{Error, Kind};
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::i18n::{Lang, T};
use crate::views::FieldError;
use crate::views::shared::ErrorPage;
use crate::views::worker::address;
use crate::visitor::Visitor;

/// What a page handler answers.
pub type Reply = Result<Response, PageError>;

/// An error on its way to a reader.
#[derive(Clone, Debug)]
pub struct PageError(pub Error);

impl<E: Into<Error>> From<E> for PageError {
    fn from(error: E) -> Self {
        PageError(error.into())
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        Fault { error: self.0, status: None }.into_response()
    }
}

/// An error of the interface for programs: worded at once as `application/problem+json`.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The error.
    pub error: Error,
    /// The language of its title.
    pub lang: Lang,
    /// A status other than that of its kind.
    pub status: Option<StatusCode>,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status.unwrap_or_else(|| status(&self.error));
        let values: Map<String, Value> =
            self.error.detail.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        let mut body = json!({
            "type": format!("/problems/{}", self.error.code),
            "title": FieldError::from(&self.error).text(T(self.lang)),
            "status": status.as_u16(),
            "code": self.error.code,
            "values": values,
        });
        if let Some(field) = self.error.field {
            body["field"] = json!(field);
        }
        let mut response = (status, Json(body)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

/// An error that has yet to be worded; it travels inside the response.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) error: Error,
    pub(crate) status: Option<StatusCode>,
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status.unwrap_or_else(|| status(&self.error)).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl Fault {
    /// The fault of a refusal that the framework made by itself.
    pub(crate) fn bare(response: &Response) -> Option<Fault> {
        let worded = response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
        let error = match response.status() {
            _ if worded => return None,
            StatusCode::PAYLOAD_TOO_LARGE => Error::too_large("body.too_large"),
            StatusCode::NOT_FOUND => Error::not_found("not_found"),
            status if status.is_client_error() => Error::invalid("body.malformed"),
            status if status.is_server_error() => Error::internal("internal"),
            _ => return None,
        };
        Some(Fault { error, status: Some(response.status()) })
    }

    /// The answer in the reader's language; what the first answer said in its headers is kept.
    pub(crate) fn word(
        self,
        app: &App,
        visitor: &Visitor,
        method: &Method,
        path: &str,
        first: Response,
    ) -> Response {
        let status = self.status.unwrap_or_else(|| status(&self.error));
        if self.error.kind == Kind::Internal {
            tracing::error!(path, code = self.error.code, "fault");
        }
        let for_programs = path.starts_with("/api/") || path == "/api" || path == "/openapi.json";
        let mut response = if for_programs {
            Problem { error: self.error, lang: visitor.lang, status: Some(status) }.into_response()
        } else if self.error.kind == Kind::Unauthenticated {
            Redirect::to(&door(visitor, method, path)).into_response()
        } else {
            let FieldError { code, detail, .. } = FieldError::from(&self.error);
            let page = visitor.plain_page(app);
            let page = ErrorPage { page, status: status.as_u16(), code, detail, back: String::new() };
            (status, page.render().map(Html).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)).into_response()
        };
        for name in [header::ALLOW, header::SET_COOKIE, header::RETRY_AFTER] {
            for value in first.headers().get_all(&name) {
                response.headers_mut().append(name.clone(), value.clone());
            }
        }
        response
    }
}

/// Where a stranger signs in, and what they come back to: the page itself, or the page whose form they sent.
fn door(visitor: &Visitor, method: &Method, path: &str) -> String {
    let door = if ["/gov", "/staff", "/station"].iter().any(|of| path.starts_with(of)) {
        "/staff/sign-in"
    } else {
        "/sign-in"
    };
    let next = match *method {
        Method::GET | Method::HEAD => visitor.path.as_str(),
        _ => path.strip_suffix("/apply").unwrap_or("/"),
    };
    address(door, &[("next", next)])
}

fn status(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The language a program asks for.
pub fn lang_of(request: &Request) -> Lang {
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Lang::choose(None, header)
}

/// A page as an answer.
pub fn show(page: &impl Template) -> Reply {
    Ok(Html(written(page)?).into_response())
}

/// A form shown again with what was wrong in it.
pub fn again(page: &impl Template) -> Reply {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(written(page)?)).into_response())
}

fn written(page: &impl Template) -> Result<String, PageError> {
    page.render().map_err(|error| {
        tracing::error!(%error, "template");
        PageError(Error::internal("internal"))
    })
}

/// On to another page, which says what was done.
pub fn onward(path: &str, done: &str) -> Response {
    let mark = if path.contains('?') { '&' } else { '?' };
    let to = if done.is_empty() { path.to_owned() } else { format!("{path}{mark}done={done}") };
    Redirect::to(&to).into_response()
}
