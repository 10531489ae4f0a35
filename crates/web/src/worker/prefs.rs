//! What a browser remembers of its reader: language and type size.

use axum::response::Response;

use crate::forms::Fields;
use crate::i18n::Lang;
use crate::problem::onward;
use crate::visitor::{Visitor, local};

const YEAR: i64 = 365 * 86_400;

/// `POST /size`
pub async fn size(visitor: Visitor, form: Fields) -> Response {
    let size = if form.get("size") == "large" { "large" } else { "normal" };
    kept(&visitor, &form, "size", size)
}

/// `POST /lang`
pub async fn lang(visitor: Visitor, form: Fields) -> Response {
    kept(&visitor, &form, "lang", Lang::parse(form.get("lang")).unwrap_or_default().as_str())
}

fn kept(visitor: &Visitor, form: &Fields, name: &str, value: &str) -> Response {
    let mut response = onward(local(form.get("back")), "");
    visitor.put_cookie(response.headers_mut(), name, value, YEAR);
    response
}
