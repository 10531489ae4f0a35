//! A station's plan for a day: the shifts of every employer of its region at once, so that who asked for several gets the
//! one where the whole is worth most. It recommends; to offer is the employer's.

use kernel::{Actor, ApplicationId, Micros, Operation, Period, RegionCode, Result, Scope};
use store::{Store, args};

use super::{Done, MOST, Plan, SHIFTS, days_from, planned, shifts};
use crate::applications;
use crate::jobs::JobRow;

/// A plan for the dated shifts of a region that begin within a day and that somebody waits for: those first
/// with somebody whom nobody has looked at, then the earliest; no more than [`SHIFTS`], and the page says so.
pub async fn propose_region(store: &Store, actor: &Actor, region: RegionCode, day: Period) -> Result<Plan> {
    let _permit = actor.may(Operation::CrewRecommend, &Scope::Region(region))?;
    let (low, high) = region.range();
    let values = args![low, high, day.start(), day.end(), store.now(), SHIFTS];
    let jobs: Vec<JobRow> = store.all(include_str!("shifts_region.sql"), values).await?;
    planned(shifts(store, jobs).await?, store.now())
}

/// Recommends confirmed people to the employers of their shifts, one by one. Twice is once.
pub async fn recommend(store: &Store, actor: &Actor, ids: &[ApplicationId]) -> Result<Done> {
    let mut done = Done::default();
    for id in ids.iter().take(MOST) {
        done.note(applications::recommend(store, actor, *id).await)?;
    }
    Ok(done)
}

/// The days on which a region has shifts with somebody waiting, in order.
pub async fn days_of_region(store: &Store, actor: &Actor, region: RegionCode) -> Result<Vec<Micros>> {
    let _permit = actor.may(Operation::CrewRecommend, &Scope::Region(region))?;
    let (low, high) = region.range();
    Ok(days_from(store.all(include_str!("days_region.sql"), args![low, high, store.now()]).await?))
}
