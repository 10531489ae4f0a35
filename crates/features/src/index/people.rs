//! The workers who let themselves be found, as the board keeps them. Not where they live but the middle of their village
//! or town, or their home to about a kilometre: whoever posts jobs all over a town must not find a door by it.

use kernel::{Level, Point, Result, WorkerId};
use matching::topk::{Item, Share};
use store::Store;

use super::fit::{KNOWN, has};
use crate::applications::experience;
use crate::workers::WorkerRow;

/// So many are asked about at once.
pub(super) const AT_ONCE: usize = 500;
/// How likely somebody who may be invited takes a job, for want of anything known.
const HALF: f64 = 0.5;

/// A worker as the board keeps them.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    pub(super) item: Item,
    pub(super) occupations: Vec<String>,
}

impl Seat {
    /// The occupations they look for.
    pub(super) fn codes(&self) -> Vec<&str> {
        self.occupations.iter().map(String::as_str).collect()
    }
}

/// The workers as the board keeps them; whoever may not be found, or has no place, is left out.
pub(super) async fn seats(store: &Store, rows: &[WorkerRow]) -> Result<Vec<Seat>> {
    let rows: Vec<&WorkerRow> = rows
        .iter()
        .filter(|row| row.findable_since.is_some() && row.merged_into.is_none() && row.erased_at.is_none())
        .collect();
    let mut seats = Vec::with_capacity(rows.len());
    for some in rows.chunks(AT_ONCE) {
        let ids: Vec<WorkerId> = some.iter().map(|row| row.id).collect();
        let before = experience(store, &ids).await?;
        for row in some {
            let hires = before.get(&row.id).map_or(0, |all| all.iter().map(|one| one.hires).sum());
            match seat(store, row, hires) {
                Ok(found) => seats.extend(found),
                // One cell that cannot be opened must not keep a node from everybody else's work.
                Err(error) => tracing::warn!(code = error.code, "a worker's seat"),
            }
        }
    }
    Ok(seats)
}

fn seat(store: &Store, row: &WorkerRow, hires: i64) -> Result<Option<Seat>> {
    let vault = store.vault();
    let Some(point) = about_where(row, row.open_home(vault)?) else { return Ok(None) };
    let Some(pay) = row.pay()? else { return Ok(None) };
    let known = (hires as f64 / KNOWN).min(1.0);
    let item = Item {
        reach_m: u32::try_from(row.reach_m).unwrap_or(u32::MAX),
        traits: has(&row.open_about(vault)?.has, row.is_minor(vault, store.now())?),
        trust: Share::of(known),
        chance: Share::of(HALF),
        newcomer: Share::of(1.0 - known),
        ..Item::open(row.id.uuid().as_u128(), point, pay.hourly(), row.availability, row.updated_at)
    };
    Ok(Some(Seat { item, occupations: row.occupation_codes() }))
}

/// The middle of a village or town; else the home to a hundredth of a degree.
fn about_where(row: &WorkerRow, home: Option<Point>) -> Option<Point> {
    if row.region.level() >= Level::Township {
        return atlas::Atlas::load().place(row.region);
    }
    let rough = |degrees: f64| (degrees * 100.0).round() / 100.0;
    Point::new(rough(home?.lon()), rough(home?.lat())).ok()
}
