//! Work near me, before any sign-in. The list comes from the live index; every job in it is read again from the
//! database.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::State;
use features::jobs::JobRow;
use features::{jobs, paging, views as facts};
use kernel::{JobId, Level, Micros, Point};
use matching::{Case, Facts, Hit, PayNearby, Query, reason};

use super::fitting::{self, Narrowed};
use super::words;
use crate::app::App;
use crate::forms::{Asked, Fields};
use crate::present;
use crate::problem::{PageError, Reply, show};
use crate::views::worker::{Filters, Home, JobCard};
use crate::visitor::{Place, Visitor};

const PAGE: usize = 20;
/// Posted within this time a job is new.
const NEW: i64 = Micros::DAY;

/// Where a page ended: distance, job, how many were shown up to there.
type After = (u64, JobId, i64);

/// `GET /`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor, Asked(asked): Asked) -> Reply {
    let mut filters = filters(&asked);
    let usual = || Place::usual().ok_or(PageError(kernel::Error::internal("internal")));
    let stands = visitor.stands(&app).await?;
    let said = words::said(&filters.q);
    // How far it is from a place that was only named says nothing to whoever is elsewhere.
    let from_here = stands.is_some() && said.place.is_none();
    let place = said.place.clone().or(stands).map_or_else(usual, Ok)?;
    // A cursor of another list, or no cursor at all, begins at the beginning.
    let after: Option<After> = paging::decode(asked.some("after")).unwrap_or_default();
    let now = app.store.now();
    let nothing = said.nothing;
    let shown = usize::try_from(after.map_or(0, |(_, _, shown)| shown)).unwrap_or(0);
    let narrowed = Narrowed {
        place: &place,
        radius_m: said.place.as_ref().map_or(0.0, across).max(radius(&filters.reach)),
        facts: flags(&filters).with(said.facts),
        said: &said,
    };
    let best = if filters.sort == "best" && !nothing {
        fitting::best(&app, &visitor, &narrowed, shown, PAGE).await?
    } else {
        None
    };
    let by_distance = best.is_none();
    if by_distance {
        filters.sort.clear();
    }
    let (found, fitting) = match best {
        Some(best) => best,
        None if nothing => Default::default(),
        None => (nearest(&app, &narrowed, after, now), BTreeSet::new()),
    };
    let before = after.map_or(0, |(_, _, shown)| shown);
    let shown = before + present::count(found.items.len());
    let next = found.next.zip(found.items.last());
    let next = next.map(|(_, last)| paging::encode(&(last.distance_mm, job_id(last), shown)));
    let seen = Standpoint { center: place.point, here: from_here, start: by_distance && after.is_none() };
    let jobs = cards(&app, &visitor, &seen, &found.items, &fitting).await?;
    let page = visitor.page(&app).await?;
    let around = said.place.is_some();
    let total = present::count(found.total);
    let without = |q: &str| Filters { q: q.to_owned(), ..filters.clone() }.href();
    let heard = said.heard.iter().map(|one| (one.meaning.clone(), without(&one.without))).collect();
    let unheard = said.unheard.clone();
    show(&Home { page, place: place.name, around, filters, heard, unheard, total, before, jobs, next })
}

/// The nearest ones, after the place where a page before ended.
fn nearest(app: &App, narrowed: &Narrowed<'_>, after: Option<After>, now: Micros) -> matching::Page {
    app.index.nearby(&Query {
        center: narrowed.place.point,
        radius_m: narrowed.radius_m,
        occupations: narrowed.said.occupations.clone(),
        flags: narrowed.facts,
        least: narrowed.said.least,
        most: narrowed.said.most,
        slots: narrowed.said.slots,
        now,
        after: after.map(|(mm, job, _)| (mm, job.uuid().as_u128())),
        limit: PAGE,
    })
}

fn filters(asked: &Fields) -> Filters {
    let on =
        asked.get("f").split(',').filter(|chip| Filters::CHIPS.contains(chip)).map(str::to_owned).collect();
    let reach = Filters::REACH.into_iter().find(|reach| *reach == asked.get("r")).unwrap_or("3km");
    let q = asked.get("q").trim().chars().take(60).collect();
    let sort = if asked.get("s") == "best" { "best" } else { "" };
    Filters { q, on, reach: reach.to_owned(), sort: sort.to_owned() }
}

/// How far a choice of the form reaches, in metres; a walk is a quarter of an hour.
fn radius(reach: &str) -> f64 {
    match reach {
        "walk" => 1_050.0,
        "3km" => 3_000.0,
        "10km" => 10_000.0,
        _ => f64::INFINITY,
    }
}

/// How far a named place reaches, in metres, about.
fn across(place: &Place) -> f64 {
    match place.region.level() {
        Level::Province => f64::INFINITY,
        Level::City => 90_000.0,
        Level::County => 35_000.0,
        Level::Township => 8_000.0,
        Level::Village => 0.0,
    }
}

fn flags(filters: &Filters) -> Facts {
    let flag = |chip: &str| match chip {
        "today" => Facts::TODAY,
        "daily_pay" => Facts::DAILY_PAY,
        "no_experience" => Facts::NO_EXPERIENCE,
        "evening" => Facts::EVENING,
        "long_term" => Facts::LONG_TERM,
        _ => Facts::NONE,
    };
    filters.on.iter().fold(Facts::NONE, |facts, chip| facts.with(flag(chip)))
}

fn job_id(hit: &Hit) -> JobId {
    JobId::from_uuid(kernel::uuid::Uuid::from_u128(hit.key))
}

/// From where the cards are seen.
struct Standpoint {
    center: Point,
    /// Whether the reader is there; else nothing is measured.
    here: bool,
    /// Whether the list begins with the nearest.
    start: bool,
}

/// The cards of what was found, in that order; a job that closed this moment is left out.
async fn cards(
    app: &App,
    visitor: &Visitor,
    from: &Standpoint,
    hits: &[Hit],
    fitting: &BTreeSet<u128>,
) -> Result<Vec<JobCard>, PageError> {
    let ids: Vec<JobId> = hits.iter().map(job_id).collect();
    let rows: BTreeMap<JobId, JobRow> =
        jobs::by_ids(&app.store, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
    let employers: Vec<_> = rows.values().map(|row| row.employer_id).collect();
    let offerers = facts::offerers(&app.store, &employers).await?;
    let (now, t) = (app.store.now(), crate::i18n::T(visitor.lang));
    let mut pays: BTreeMap<&str, Option<PayNearby>> = BTreeMap::new();
    let mut cards = Vec::with_capacity(hits.len());
    for (at, hit) in hits.iter().enumerate() {
        let Some(row) = rows.get(&job_id(hit)).filter(|row| row.takes(now)) else { continue };
        let pay_nearby = *pays
            .entry(&row.occupation)
            .or_insert_with(|| app.index.pay_nearby(from.center, present::NEARBY_M, &row.occupation, now));
        let case = Case {
            nearest: from.here && from.start && at == 0,
            fits: fitting.contains(&hit.key),
            facts: row.indexed().map_or(Facts::NONE, |job| job.facts(now)),
            hourly: row.pay().hourly(),
            pay_nearby,
            openings: u32::try_from(row.openings - row.filled).unwrap_or(0),
            new_here: row.posted_at.is_some_and(|at| now - at < NEW),
        };
        let (employer, verified) = present::offerer(t, offerers.get(&row.employer_id));
        cards.push(JobCard {
            id: row.id.to_string(),
            title: row.title.clone(),
            pay: row.pay().into(),
            distance: from.here.then(|| i64::try_from((hit.distance_mm + 500) / 1000).unwrap_or(i64::MAX)),
            when: present::when(row),
            employer,
            verified,
            reason: reason(&case).map(present::reason),
        });
    }
    Ok(cards)
}
