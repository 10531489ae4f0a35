//! Open jobs near the counter, the nearest first, or those that words ask for.

use std::collections::BTreeMap;

use features::jobs::{self, JobRow};
use features::views as facts;
use kernel::{JobId, Point};
use matching::{Hit, Query};

use crate::gov::desk::Desk;
use crate::present;
use crate::problem::PageError;
use crate::views::station::JobLine;
use crate::visitor::Place;
use crate::worker::words;

/// At most so many of them.
pub(super) async fn jobs(
    desk: &Desk,
    from: Option<Point>,
    q: &str,
    limit: usize,
) -> Result<Vec<JobLine>, PageError> {
    let app = &desk.app;
    let said = words::said(q);
    if said.nothing {
        return Ok(Vec::new());
    }
    let stands = Place::read(desk.region.as_str()).or_else(Place::usual);
    let middle = said.place.as_ref().or(stands.as_ref()).map(|place| place.point);
    let Some(center) = from.filter(|_| said.place.is_none()).or(middle) else { return Ok(Vec::new()) };
    let at_home = from == Some(center);
    let found = app.index.nearby(&Query {
        center,
        radius_m: f64::INFINITY,
        occupations: said.occupations,
        flags: said.facts,
        least: said.least,
        most: said.most,
        slots: said.slots,
        now: app.store.now(),
        after: None,
        limit,
    });
    let id = |hit: &Hit| JobId::from_uuid(kernel::uuid::Uuid::from_u128(hit.key));
    let ids: Vec<JobId> = found.items.iter().map(id).collect();
    let rows: BTreeMap<JobId, JobRow> =
        jobs::by_ids(&app.store, &ids).await?.into_iter().map(|row| (row.id, row)).collect();
    let employers: Vec<_> = rows.values().map(|row| row.employer_id).collect();
    let offerers = facts::offerers(&app.store, &employers).await?;
    let now = app.store.now();
    let line = |hit: &Hit| {
        let row = rows.get(&id(hit)).filter(|row| row.takes(now))?;
        let (employer, verified) = present::offerer(desk.words(), offerers.get(&row.employer_id));
        Some(JobLine {
            id: row.id.to_string(),
            title: row.title.clone(),
            pay: row.pay().into(),
            when: present::when(row),
            distance: at_home.then(|| i64::try_from((hit.distance_mm + 500) / 1000).unwrap_or(i64::MAX)),
            employer,
            verified,
            key: desk.store().scribe().uuid().to_string(),
        })
    };
    Ok(found.items.iter().filter_map(line).collect())
}
