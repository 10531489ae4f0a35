//! What every page of the counter shows at its side: who waits, and what was noted.

use atlas::Atlas;
use features::counter::{self, Noted, TicketRow};
use kernel::RegionCode;

use crate::gov::desk::Desk;
use crate::problem::PageError;
use crate::views::station::{Counter, NotedLine, TicketLine};

/// The counter as it stands.
pub(super) async fn counter(desk: &Desk) -> Result<Counter, PageError> {
    let (store, actor) = (desk.store(), desk.actor());
    let queue = counter::queue(store, &actor, desk.region).await?;
    let noted = counter::recent(store, &actor, desk.region).await?;
    let fresh = || store.scribe().uuid().to_string();
    Ok(Counter {
        region: Atlas::load().full_name(desk.region),
        region_code: desk.region.to_string(),
        owner: owner(desk),
        longest: queue.waiting.iter().map(|row| row.taken_at.0).min(),
        serving: queue.serving.map(line),
        waiting: queue.waiting.into_iter().map(line).collect(),
        count: queue.count,
        done: queue.done,
        noted: noted.into_iter().map(note).collect(),
        keys: [fresh(), fresh(), fresh(), fresh(), fresh()],
        ticket: fresh(),
    })
}

/// By what a browser knows whose what it keeps is: the number of the account, which names nobody and stays the same
/// whatever becomes of keys.
pub(super) fn owner(desk: &Desk) -> String {
    desk.actor().account().map(|id| id.to_string()).unwrap_or_default()
}

/// The number as it is called.
pub(super) fn label(row: &TicketRow) -> String {
    let dash = if row.series.len() > 1 { "-" } else { "" };
    format!("{}{dash}{:03}", row.series, row.number)
}

/// A number for a page.
pub(super) fn line(row: TicketRow) -> TicketLine {
    TicketLine {
        label: label(&row),
        id: row.id.to_string(),
        purpose: row.purpose.to_string(),
        first: row.first == 1,
        at: row.taken_at.0,
        person: row.worker_id.map(|id| id.to_string()),
    }
}

fn note(one: Noted) -> NotedLine {
    NotedLine {
        kind: one.kind,
        at: one.at.0,
        name: one.name_masked,
        refused: one.outcome == counter::Outcome::Refused,
    }
}

/// The divisions that somebody of a region may live in: itself and what lies under it.
pub(super) fn homes(region: RegionCode) -> Vec<(String, String)> {
    let atlas = Atlas::load();
    let mut out = Vec::new();
    let mut todo: Vec<RegionCode> = vec![region];
    while let Some(code) = todo.pop() {
        let path = atlas.path(code);
        let below = path.iter().filter(|one| one.level > region.level());
        let name: String = below.map(|one| one.name).collect();
        let own = path.last().map_or("", |one| one.name).to_owned();
        out.push((code.to_string(), if name.is_empty() { own } else { name }));
        if out.len() >= HOMES {
            break;
        }
        let children: Vec<_> = atlas.children(code).map(|one| one.code).collect();
        todo.extend(children.into_iter().rev());
    }
    out
}

/// More than a county has; a wider counter names what comes first.
const HOMES: usize = 600;
