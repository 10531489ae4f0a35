//! Saying where one is. It stays in the reader's own browser.

use axum::extract::State;
use axum::http::HeaderMap;
use std::sync::Arc;

use kernel::Error;

use crate::app::App;
use crate::forms::{Asked, Check, Fields};
use crate::present;
use crate::problem::{PageError, Reply, again, onward, show};
use crate::views::FieldErrors;
use crate::views::worker::Place as PlacePage;
use crate::visitor::{Place, Visitor, YEAR, cookie, local};

const FOUND: usize = 20;
const RECENT: usize = 5;

/// `GET /place`
pub async fn page(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    Asked(asked): Asked,
) -> Reply {
    show(&view(&app, &visitor, &headers, &asked, FieldErrors::default()).await?)
}

async fn view(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    asked: &Fields,
    errors: FieldErrors,
) -> Result<PlacePage, PageError> {
    let q: String = asked.get("q").trim().chars().take(60).collect();
    Ok(PlacePage {
        page: visitor.page(app).await?,
        results: if q.is_empty() { Vec::new() } else { present::places(&q, FOUND) },
        recent: recent(headers).map(|place| present::place(place.region)).collect(),
        current: visitor.place.as_ref().map(|place| place.name.clone()),
        next: local(asked.get("next")).to_owned(),
        q,
        errors,
    })
}

/// `POST /place`: a division, or the point a phone found.
pub async fn post(State(app): State<Arc<App>>, visitor: Visitor, headers: HeaderMap, form: Fields) -> Reply {
    let text = match form.some("region") {
        Some(region) => region.to_owned(),
        None => rounded(form.get("lon"), form.get("lat")).unwrap_or_default(),
    };
    let Some(place) = Place::read(&text) else {
        let mut check = Check::default();
        check.note(Error::invalid("place.outside"));
        return again(&view(&app, &visitor, &headers, &form, check.0).await?);
    };
    let mut response = onward(local(form.get("next")), "place_set");
    visitor.put_cookie(response.headers_mut(), "place", &text, YEAR);
    let others = recent(&headers).map(|other| other.region).filter(|other| *other != place.region);
    let codes: Vec<String> =
        [place.region].into_iter().chain(others).take(RECENT).map(|code| code.to_string()).collect();
    visitor.put_cookie(response.headers_mut(), "recent", &codes.join("."), YEAR);
    Ok(response)
}

/// To about ten metres: nearer is nobody's business.
fn rounded(lon: &str, lat: &str) -> Option<String> {
    let (lon, lat): (f64, f64) = (lon.parse().ok()?, lat.parse().ok()?);
    Some(format!("{lon:.4},{lat:.4}"))
}

fn recent(headers: &HeaderMap) -> impl Iterator<Item = Place> {
    cookie(headers, "recent").unwrap_or_default().split('.').take(RECENT).filter_map(Place::read)
}
