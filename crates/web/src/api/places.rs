//! Regions and occupations: the two classifications everything else refers to.

use atlas::Atlas;
use axum::Json;
use kernel::{Error, Point, RegionCode};
use matching::{CompletionKind, Occupations};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::read::{Key, Params};
use super::refused::Answer;
use super::schema::{Page, Place, level};

/// How many answers a search gives.
const MOST: usize = 20;

/// Words to search by.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Words {
    /// What people call it.
    #[param(min_length = 1, max_length = 60)]
    q: String,
}

impl Words {
    fn checked(&self) -> kernel::Result<String> {
        kernel::bounded("q", &self.q, 1, 60)
    }
}

/// A region.
#[derive(Serialize, ToSchema)]
pub struct RegionOut {
    /// Twelve digits.
    code: String,
    name: String,
    /// The names from the province down.
    full_name: String,
    #[schema(schema_with = level)]
    level: &'static str,
    /// The code of the region above; null for the province.
    #[schema(required)]
    parent: Option<String>,
    /// Where it is, if that is known.
    #[schema(required)]
    place: Option<Place>,
}

fn region_out(region: &atlas::Region) -> RegionOut {
    let atlas = Atlas::load();
    RegionOut {
        code: region.code.to_string(),
        name: region.name.to_owned(),
        full_name: atlas.full_name(region.code),
        level: region.level.as_str(),
        parent: region.parent.map(|code| code.to_string()),
        place: atlas.place(region.code).map(Place::from),
    }
}

/// The regions that words may mean, the best first.
#[utoipa::path(get, path = "/api/v1/regions", tag = "regions", params(Words),
    responses((status = 200, description = "OK", body = Page<RegionOut>)), security(()))]
pub async fn regions(Params(words): Params<Words>) -> Answer<Json<Page<RegionOut>>> {
    let found = Atlas::load().search(&words.checked()?, MOST);
    Ok(Json(Page { items: found.into_iter().map(region_out).collect(), next: None }))
}

/// The code in a path.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[allow(dead_code, reason = "only described; `Key` reads it")]
pub struct CodePath {
    /// The region's twelve digits.
    #[param(pattern = "^[1-8][0-9]{11}$")]
    code: String,
}

/// A region by its code.
#[utoipa::path(get, path = "/api/v1/regions/{code}", tag = "regions", params(CodePath),
    responses((status = 200, description = "OK", body = RegionOut)), security(()))]
pub async fn region(Key(code): Key<RegionCode>) -> Answer<Json<RegionOut>> {
    let found = Atlas::load().get(code).ok_or(Error::not_found("not_found"))?;
    Ok(Json(region_out(found)))
}

/// A point.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct At {
    /// Degrees east.
    #[param(minimum = -180, maximum = 180, example = 119.3)]
    lon: f64,
    /// Degrees north.
    #[param(minimum = -90, maximum = 90, example = 26.08)]
    lat: f64,
}

/// The county that a point lies in.
#[utoipa::path(get, path = "/api/v1/regions/at", tag = "regions", params(At),
    responses((status = 200, description = "OK", body = RegionOut)), security(()))]
pub async fn region_at(Params(at): Params<At>) -> Answer<Json<RegionOut>> {
    let atlas = Atlas::load();
    let code = atlas.county_of(Point::new(at.lon, at.lat)?);
    let county = code.and_then(|code| atlas.get(code)).ok_or(Error::not_found("region.outside"))?;
    Ok(Json(region_out(county)))
}

/// An occupation, or a group of them.
#[derive(Serialize, ToSchema)]
pub struct OccupationOut {
    /// Such as `4-10-01-06`.
    code: String,
    name: String,
    /// 1 major class, 2 class, 3 group, 4 occupation.
    #[schema(minimum = 1, maximum = 4)]
    level: u8,
    definition: String,
    /// Whether a job can be given it.
    leaf: bool,
}

fn occupation_out(occupation: &matching::Occupation) -> OccupationOut {
    OccupationOut {
        code: occupation.code.clone(),
        name: occupation.name.clone(),
        level: occupation.level,
        definition: occupation.definition.clone(),
        leaf: occupation.leaf,
    }
}

/// The occupations that words may mean, the best first.
#[utoipa::path(get, path = "/api/v1/occupations", tag = "occupations", params(Words),
    responses((status = 200, description = "OK", body = Page<OccupationOut>)), security(()))]
pub async fn occupations(Params(words): Params<Words>) -> Answer<Json<Page<OccupationOut>>> {
    let known = Occupations::load();
    let found = known.find(&words.checked()?, MOST);
    let items = found.iter().filter_map(|one| known.get(one.code)).map(occupation_out).collect();
    Ok(Json(Page { items, next: None }))
}

/// A code of the classification, as it stands in a path.
pub struct Code(String);

impl std::str::FromStr for Code {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let plain = text.len() <= 20 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if plain { Ok(Self(text.to_owned())) } else { Err(Error::invalid("occupation.unknown")) }
    }
}

/// An occupation by its code.
#[utoipa::path(get, path = "/api/v1/occupations/{code}", tag = "occupations",
    params(("code" = String, Path, description = "Such as 4-10-01-06.", pattern = "^[0-9]-[0-9]{2}-[0-9]{2}-[0-9]{2}$")),
    responses((status = 200, description = "OK", body = OccupationOut)), security(()))]
pub async fn occupation(Key(Code(code)): Key<Code>) -> Answer<Json<OccupationOut>> {
    let found = Occupations::load().get(&code).ok_or(Error::not_found("not_found"))?;
    Ok(Json(occupation_out(found)))
}

/// What is being typed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Typed {
    /// The text so far; the first 60 characters count.
    #[param(max_length = 200)]
    q: String,
    /// How many items at most; 8 when not given.
    #[param(minimum = 1, maximum = 20)]
    limit: Option<i64>,
}

/// A way to go on with what is being typed.
#[derive(Serialize, ToSchema)]
pub struct CompletionOut {
    /// What would stand there.
    text: String,
    /// `occupation`, `place` or `word`.
    kind: &'static str,
    /// The code of the occupation or of the division.
    #[schema(required)]
    code: Option<String>,
    /// The whole text with it put in.
    whole: String,
}

/// How a search being typed may go on: occupations, places, and words such as those for daily pay.
#[utoipa::path(get, path = "/api/v1/search/complete", tag = "places", params(Typed),
    responses((status = 200, description = "OK", body = Page<CompletionOut>)), security(()))]
pub async fn complete(Params(typed): Params<Typed>) -> Answer<Json<Page<CompletionOut>>> {
    let limit = typed.limit.unwrap_or(8);
    if !(1..=20).contains(&limit) {
        return Err(Error::invalid("query.range").field("limit").with("min", 1).with("max", 20).into());
    }
    let text: String = typed.q.chars().take(60).collect();
    let found = features::words::search().complete(&text, usize::try_from(limit).unwrap_or(8));
    let items = found.into_iter().map(|one| {
        let (kind, code) = match one.kind {
            CompletionKind::Occupation(code) => ("occupation", Some(code)),
            CompletionKind::Place(code) => ("place", Some(code.to_string())),
            CompletionKind::Word => ("word", None),
        };
        let before = text.get(..one.range.start).unwrap_or_default();
        let after = text.get(one.range.end..).unwrap_or_default();
        CompletionOut { whole: format!("{before}{}{after}", one.text), text: one.text, kind, code }
    });
    Ok(Json(Page { items: items.collect(), next: None }))
}
