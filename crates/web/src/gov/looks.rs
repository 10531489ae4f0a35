//! Who looked at whom, and what for: read by officials and auditors of the region. Searched by the login of who looked, or
//! by the id of either.

use features::looks::{self, Duty, Line};
use kernel::Operation;

use atlas::Atlas;

use super::desk::{Desk, ROWS};
use crate::problem::{Reply, show};
use crate::views::gov::{GovLooks, LookRow};

/// `GET /gov/looks`
pub async fn page(desk: Desk) -> Reply {
    let (actor, duty) = (desk.actor(), desk.state::<Duty>());
    let who = desk.words.to_lowercase();
    let after = desk.after.as_deref();
    let found = looks::list(desk.store(), &actor, desk.region, duty, &who, after, ROWS).await?;
    let mut list = desk.listing("/gov/looks", duty, None, found.next.as_deref());
    list.csv = String::new();
    let region = kernel::Scope::Region(desk.region);
    show(&GovLooks {
        page: desk.page().await?,
        list,
        rows: found.items.into_iter().map(row).collect(),
        may_open: actor.may(Operation::WorkerReadAny, &region).is_ok(),
    })
}

fn row(line: Line) -> LookRow {
    LookRow {
        id: line.id.to_string(),
        worker: line.worker.to_string(),
        name_masked: line.name_masked,
        login: line.login,
        by: line.by,
        role: line.role,
        office: Atlas::load().full_name(line.office),
        duty: line.duty.to_string(),
        words: line.words,
        at: line.at.0,
    }
}
