//! An official at a list: the region they look at, what they filter by, and the way back. It reads the address and
//! decides nothing; the features refuse a region outside the grant.

use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use atlas::Atlas;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use features::oversight::Filter;
use kernel::{Actor, Error, RegionCode};
use store::Store;

use crate::app::App;
use crate::forms::{Asked, Fields};
use crate::i18n::T;
use crate::problem::PageError;
use crate::views::gov::Listing;
use crate::views::worker::address;
use crate::views::{FieldError, FieldErrors, Page};
use crate::visitor::Visitor;

/// Rows on a page.
pub const ROWS: i64 = 50;

/// An official, or staff, with what the address asks for.
#[derive(Clone)]
pub struct Desk {
    /// The site.
    pub app: Arc<App>,
    /// Who reads.
    pub visitor: Visitor,
    /// The region looked at.
    pub region: RegionCode,
    /// The region of the grant.
    pub root: RegionCode,
    /// `q`
    pub words: String,
    /// `state`
    pub state: String,
    /// `after`
    pub after: Option<String>,
}

impl FromRequestParts<Arc<App>> for Desk {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, PageError> {
        let Ok(visitor) = Visitor::from_request_parts(parts, app).await;
        let Asked(asked) = Asked::from_request_parts(parts, app).await?;
        visitor.session()?;
        let root = visitor.office().ok_or(PageError(Error::forbidden("access.forbidden")))?.region;
        let region = match asked.some("region") {
            Some(code) => {
                let code = code.parse().map_err(|_| PageError(Error::not_found("not_found")))?;
                Atlas::load().get(code).ok_or(PageError(Error::not_found("not_found")))?.code
            }
            None => root,
        };
        Ok(Desk {
            app: app.clone(),
            region,
            root,
            words: asked.get("q").trim().chars().take(60).collect(),
            state: asked.text("state"),
            after: asked.some("after").map(str::to_owned),
            visitor,
        })
    }
}

impl Desk {
    /// The database.
    pub fn store(&self) -> &Store {
        &self.app.store
    }

    /// Who asks.
    pub fn actor(&self) -> Actor {
        self.visitor.actor()
    }

    /// The words of their language.
    pub fn words(&self) -> T {
        T(self.visitor.lang)
    }

    /// The page's frame.
    pub async fn page(&self) -> Result<Page, PageError> {
        self.visitor.page(&self.app).await
    }

    /// The state asked for; one that there is not is none.
    pub fn state<S: FromStr>(&self) -> Option<S> {
        self.state.parse().ok()
    }

    /// The filter with a cursor.
    pub fn filter<'a, S: FromStr>(&'a self, after: Option<&'a str>, limit: i64) -> Filter<'a, S> {
        Filter { region: self.region, state: self.state(), words: &self.words, after, limit }
    }

    /// What the list says of itself.
    pub fn listing<S: Display>(
        &self,
        path: &str,
        state: Option<S>,
        total: Option<i64>,
        next: Option<&str>,
    ) -> Listing {
        let state = state.map(|state| state.to_string()).unwrap_or_default();
        let same = |path: &str, after: &str| {
            let region = self.region.as_str();
            address(path, &[("region", region), ("q", &self.words), ("state", &state), ("after", after)])
        };
        let atlas = Atlas::load();
        let above = self.above().and_then(|code| atlas.get(code)).into_iter();
        let regions =
            above.chain(atlas.children(self.region)).map(|one| (one.code.to_string(), one.name.to_owned()));
        Listing {
            region: atlas.full_name(self.region),
            region_code: self.region.to_string(),
            regions: regions.collect(),
            q: self.words.clone(),
            total,
            next: next.map(|after| same(path, after)),
            csv: same(&format!("{path}.csv"), ""),
            state,
        }
    }

    /// The region above, as far as the grant reaches.
    pub fn above(&self) -> Option<RegionCode> {
        self.region.parent().filter(|above| self.root.contains(above))
    }

    /// The names of a place below the region looked at; its own name if it is that region.
    pub fn below(&self, code: RegionCode) -> String {
        let path = Atlas::load().path(code);
        let names: String =
            path.iter().filter(|one| one.level > self.region.level()).map(|one| one.name).collect();
        if names.is_empty() { path.last().map_or("", |one| one.name).to_owned() } else { names }
    }
}

/// The list that a form stood on, filtered as it was; else the plain list.
pub fn back(headers: &HeaderMap, list: &str) -> String {
    let from = headers.get(header::REFERER).and_then(|value| value.to_str().ok()?.parse::<Uri>().ok());
    let Some(from) = from.filter(|from| from.path() == list) else { return list.to_owned() };
    let kept = from
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.starts_with("done=") && !pair.is_empty());
    let kept: Vec<&str> = kept.collect();
    if kept.is_empty() { list.to_owned() } else { format!("{list}?{}", kept.join("&")) }
}

/// One error of a form as a whole.
pub fn whole(error: &Error) -> FieldErrors {
    FieldErrors(vec![FieldError::from(error)])
}

/// What the reader can mend; everything else is the page's error.
pub fn mendable(error: Error) -> Result<Error, PageError> {
    use kernel::Kind::{Conflict, Invalid, TooLarge, TooMany};
    if matches!(error.kind, Conflict | Invalid | TooLarge | TooMany) {
        Ok(error)
    } else {
        Err(PageError(error))
    }
}

/// The version that an official saw, from the address of what they sent; what was not seen is no version.
pub fn seen(asked: &Fields) -> i64 {
    asked.get("v").parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_the_list_as_it_was_and_nowhere_else() {
        let from = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, text.parse().unwrap());
            back(&headers, "/gov/employers")
        };
        assert_eq!(
            from("https://a.example/gov/employers?q=a&done=verified&after=x"),
            "/gov/employers?q=a&after=x"
        );
        assert_eq!(from("https://a.example/gov/employers?done=verified"), "/gov/employers");
        assert_eq!(from("https://a.example/gov/review?q=a"), "/gov/employers");
        assert_eq!(from("nonsense"), "/gov/employers");
        assert_eq!(back(&HeaderMap::new(), "/gov/employers"), "/gov/employers");
    }
}
