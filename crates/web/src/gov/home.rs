//! How much work, how many people, how many found each other. Every figure opens its rows.

use atlas::Atlas;
use features::oversight::{self, Figures};

use super::desk::Desk;
use crate::problem::{Reply, onward, show};
use crate::views::gov::{DayCount, Figure, GovHome, RegionRow};
use crate::views::worker::address;

/// The days of the chart.
const DAYS: i64 = 14;

/// `GET /gov`
pub async fn page(desk: Desk) -> Reply {
    if let Some(office) = desk.visitor.office().filter(|office| office.begins() != "/gov") {
        return Ok(onward(office.begins(), ""));
    }
    let (store, actor, atlas) = (desk.store(), desk.actor(), Atlas::load());
    let now = oversight::figures(store, &actor, desk.region).await?;
    let below = oversight::below(store, &actor, desk.region).await?;
    let days = oversight::days(store, &actor, desk.region, DAYS).await?;
    let name = |code| atlas.get(code).map_or("", |one| one.name).to_owned();
    let row = |row: oversight::Below| RegionRow {
        code: row.region.to_string(),
        name: name(row.region),
        jobs: row.jobs,
        openings: row.openings,
        people: row.people,
        hired: row.hired,
    };
    let day = |day: oversight::Day| DayCount { day: day.start.0, applied: day.applied, hired: day.hired };
    show(&GovHome {
        page: desk.page().await?,
        region: atlas.full_name(desk.region),
        above: desk.above().map(|above| (above.to_string(), name(above))),
        figures: figures(&desk, now),
        regions: below.into_iter().map(row).collect(),
        days: days.into_iter().map(day).collect(),
    })
}

fn figures(desk: &Desk, now: Figures) -> Vec<Figure> {
    let rows = [
        ("open_jobs", now.open_jobs, "/gov/jobs", "open"),
        ("openings", now.openings, "/gov/jobs", "open"),
        ("people", now.people, "/gov/people", ""),
        ("applied", now.applied, "/gov/journal", "application.apply"),
        ("hired", now.hired, "/gov/journal", "application.accept"),
        ("review", now.review, "/gov/review", ""),
        ("unverified", now.unverified, "/gov/employers", "unverified"),
    ];
    let figure = |(code, value, list, state): (&str, i64, &str, &str)| Figure {
        code: code.to_owned(),
        value,
        href: address(list, &[("region", desk.region.as_str()), ("state", state)]),
    };
    rows.map(figure).to_vec()
}
