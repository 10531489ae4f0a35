//! The work that fits the reader best: what they registered, asked of the live index by the product's profile. It
//! refuses to guess for somebody who has not registered.

use std::collections::BTreeSet;

use features::workers;
use kernel::{Fen, Micros, Period, Result, day_start};
use matching::topk::{Query, Wanted};
use matching::{Facts, Hit, Page};

use super::words::Said;
use crate::app::App;
use crate::visitor::{Place, Visitor};

/// No more are shown in this order; whoever looks further looks by distance.
const MOST: usize = 200;

/// What is asked besides what the reader registered.
pub struct Narrowed<'a> {
    /// From where.
    pub place: &'a Place,
    /// How far, in metres.
    pub radius_m: f64,
    /// What the words of the search box ask for; without an occupation it is the reader's own that are looked for.
    pub said: &'a Said,
    /// Facts that must hold.
    pub facts: Facts,
}

/// The page that begins after so many, and which of its jobs meet both the trade and all of the time of the reader.
/// None for somebody who has not registered.
pub async fn best(
    app: &App,
    visitor: &Visitor,
    narrowed: &Narrowed<'_>,
    shown: usize,
    page: usize,
) -> Result<Option<(Page, BTreeSet<u128>)>> {
    let Some((session, worker)) = visitor.signed_in.as_ref().zip(visitor.worker()) else { return Ok(None) };
    let me = workers::profile(&app.store, &session.actor, worker.id).await?;
    let now = app.store.now();
    let wanted: Vec<Wanted> = match &narrowed.said.occupations[..] {
        [] => me.occupations.iter().flat_map(|code| Wanted::with_near(code)).collect(),
        codes => codes.iter().map(Wanted::under).collect(),
    };
    let lasting = narrowed.facts.without(Facts::TODAY);
    let (mut requires, mut dates) = (features::index::traits(lasting), None);
    if narrowed.facts.contains(Facts::TODAY) {
        requires = requires.with(features::index::DATED);
        dates = Period::new(now, day_start(now) + Micros::DAY).ok();
    }
    let found = app.index.best(&Query {
        pay: me.pay.map_or(Fen::ZERO, |pay| pay.hourly()).max(narrowed.said.least).max(Fen::ZERO),
        slots: narrowed.said.slots.unwrap_or(me.availability),
        dates,
        has: features::index::has(&me.about.has, me.minor),
        requires,
        limit: MOST,
        ..Query::around(narrowed.place.point, narrowed.radius_m, &wanted, now)
    })?;
    let total = found.len();
    let some = found.into_iter().skip(shown).take(page);
    let fits = |hit: &matching::topk::Hit| hit.parts.occupation >= 1.0 && hit.parts.slots >= 1.0;
    let (mut items, mut fitting) = (Vec::with_capacity(page), BTreeSet::new());
    for hit in some {
        if fits(&hit) {
            fitting.insert(hit.id);
        }
        items.push(Hit { key: hit.id, distance_mm: (hit.distance_m * 1000.0).round() as u64 });
    }
    let next = items.last().filter(|_| shown + items.len() < total).map(|hit| (hit.distance_mm, hit.key));
    Ok(Some((Page { items, next, total }, fitting)))
}
