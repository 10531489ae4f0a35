//! What people send: fields in order, some of them repeated. A form without the reader's token is refused, and so is
//! a character that no text of ours holds.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use kernel::{Error, RegionCode, Result};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::app::App;
use crate::problem::PageError;
use crate::views::{FieldError, FieldErrors};
use crate::visitor::Visitor;

/// More fields than any form of ours has.
const MOST: usize = 300;

/// Fields by name, in the order they were sent.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `a=1&b=2`.
    pub fn read(bytes: &[u8]) -> Result<Fields> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(bytes)
            .take(MOST + 1)
            .map(|(n, v)| (n.into_owned(), v.into_owned()))
            .collect();
        if pairs.len() > MOST || pairs.iter().any(|(name, value)| name.contains('\0') || value.contains('\0'))
        {
            return Err(Error::invalid("body.malformed"));
        }
        Ok(Fields(pairs))
    }

    /// The first value of a field; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value)
    }

    /// The first value of a field, owned.
    pub fn text(&self, name: &str) -> String {
        self.get(name).to_owned()
    }

    /// The value of a field, if there is anything in it.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// The division that `region` names; that it was left out is not said as if there were no such place.
    pub fn region(&self) -> Result<RegionCode> {
        let code = self.some("region").ok_or(Error::invalid("text.empty"))?;
        code.parse().map_err(|_| Error::invalid("region.unknown"))
    }

    /// The bits that the checkboxes `slot` make.
    pub fn slots(&self) -> u32 {
        let bits = self.all("slot").filter_map(|bit| bit.parse::<u32>().ok()).filter(|bit| *bit < 21);
        bits.fold(0, |mask, bit| mask | 1 << bit)
    }
}

impl FromRequest<Arc<App>> for Fields {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, PageError> {
        let visitor = request.extensions().get::<Visitor>().cloned();
        let kind = request.headers().get(header::CONTENT_TYPE).map(|kind| kind.as_bytes().to_vec());
        if !kind.unwrap_or_default().starts_with(b"application/x-www-form-urlencoded") {
            return Err(PageError(Error::invalid("body.malformed")));
        }
        let bytes = Bytes::from_request(request, app).await.map_err(|rejection| {
            let too_large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
            PageError(if too_large {
                Error::too_large("body.too_large")
            } else {
                Error::invalid("body.malformed")
            })
        })?;
        let visitor = visitor.ok_or(PageError(Error::internal("internal")))?;
        Fields::read(&bytes)?.trusted(&visitor)
    }
}

impl Fields {
    /// Fields that were read in another way.
    pub(crate) fn of(pairs: Vec<(String, String)>) -> Fields {
        Fields(pairs)
    }

    /// The same, if the reader's token came along.
    pub(crate) fn trusted(mut self, visitor: &Visitor) -> Result<Self, PageError> {
        let fields = &self;
        if visitor.csrf.is_empty() || fields.get("csrf") != visitor.csrf {
            // Whoever was signed out meanwhile is shown the way in, not a riddle.
            let lost = visitor.signed_in.is_none() && fields.get("csrf").len() == 64;
            let error =
                if lost { Error::unauthenticated("session.expired") } else { Error::forbidden("csrf") };
            return Err(PageError(error));
        }
        self.0.retain(|(name, _)| name != "csrf");
        Ok(self)
    }
}

/// The fields of the address.
#[derive(Clone, Debug, Default)]
pub struct Asked(pub Fields);

impl FromRequestParts<Arc<App>> for Asked {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, PageError> {
        Ok(Asked(Fields::read(parts.uri.query().unwrap_or_default().as_bytes())?))
    }
}

/// A form of plain single fields, read into a type.
#[derive(Clone, Debug)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Form<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, PageError> {
        let fields = Fields::from_request(request, app).await?;
        let object: Map<String, Value> = fields.0.into_iter().map(|(n, v)| (n, Value::String(v))).collect();
        let read = serde_json::from_value(Value::Object(object));
        read.map(Form).map_err(|_| PageError(Error::invalid("body.malformed")))
    }
}

/// Gathers what is wrong in a form, so that everything is said at once.
#[derive(Debug, Default)]
pub struct Check(pub FieldErrors);

impl Check {
    /// The value, or its error noted beside the field.
    pub fn take<T>(&mut self, field: &'static str, value: Result<T>) -> Option<T> {
        value.map_err(|error| self.note(error.field(field))).ok()
    }

    /// Notes an error where it belongs.
    pub fn note(&mut self, error: Error) {
        self.0.0.push(FieldError::from(&error));
    }
}

/// An id from a path; what is no id is nothing that exists.
pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, PageError> {
    text.parse().map_err(|_| PageError(Error::not_found("not_found")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_fields_are_kept_and_bad_bits_are_not() {
        let fields = Fields::read("slot=0&slot=20&slot=21&slot=-1&slot=x&a=%E6%A6%95+b".as_bytes()).unwrap();
        assert_eq!(fields.slots(), 1 | 1 << 20);
        assert_eq!((fields.get("a"), fields.get("b"), fields.some("b")), ("榕 b", "", None));
        assert!(Fields::read(b"a=%00").is_err());
        let region = |text: &str| Fields::read(text.as_bytes()).unwrap().region();
        assert_eq!(region("region=").unwrap_err().code, "text.empty");
        assert_eq!(region("region=1").unwrap_err().code, "region.unknown");
        assert!(region("region=350102001001").is_ok());
        assert!(Fields::read("a=1&".repeat(301).as_bytes()).is_err());
    }
}
