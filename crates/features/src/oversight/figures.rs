//! Figures of a region: how much work, how many people, how many found each other.

use std::collections::BTreeMap;

use kernel::{Actor, Level, Micros, Operation, RegionCode, Result, Scope, day_start};
use store::{Store, args};

use crate::jobs::{self, JobState};

/// The figures of a region at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Jobs open.
    pub open_jobs: i64,
    /// Places free in them.
    pub openings: i64,
    /// People registered.
    pub people: i64,
    /// Applications since midnight.
    pub applied: i64,
    /// Hires since midnight.
    pub hired: i64,
    /// Jobs that wait for an official.
    pub review: i64,
    /// Employers nobody has looked at.
    pub unverified: i64,
}

/// The figures of a region now.
pub async fn figures(store: &Store, actor: &Actor, region: RegionCode) -> Result<Figures> {
    let _permit = actor.may(Operation::WorkerReadAny, &Scope::Region(region))?;
    let states = jobs::counts(store, actor, region).await?;
    let of = |state| states.iter().find(|count| count.state == state);
    let today = days(store, actor, region, 1).await?.into_iter().next().unwrap_or_default();
    Ok(Figures {
        open_jobs: of(JobState::Open).map_or(0, |count| count.jobs),
        openings: of(JobState::Open).map_or(0, |count| count.openings),
        people: people_count(store, actor, region).await?,
        applied: today.applied,
        hired: today.hired,
        review: of(JobState::Review).map_or(0, |count| count.jobs),
        unverified: unverified_count(store, actor, region).await?,
    })
}

/// How many people of a region are registered.
pub async fn people_count(store: &Store, actor: &Actor, region: RegionCode) -> Result<i64> {
    let _permit = actor.may(Operation::WorkerReadAny, &Scope::Region(region))?;
    let (low, high) = region.range();
    Ok(store.one(include_str!("people.sql"), args![low, high]).await?)
}

/// How many employers of a region nobody has looked at.
pub async fn unverified_count(store: &Store, actor: &Actor, region: RegionCode) -> Result<i64> {
    let _permit = actor.may(Operation::EmployerVerify, &Scope::Region(region))?;
    let (low, high) = region.range();
    Ok(store.one(include_str!("unverified.sql"), args![low, high]).await?)
}

/// A day in China.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// Its first moment.
    pub start: Micros,
    /// Applications made.
    pub applied: i64,
    /// Hires.
    pub hired: i64,
}

store::view! {
    /// So many on a day, counted from the first.
    pub struct OnDay {
        /// The day.
        day: i64,
        /// How many.
        n: i64,
    }
}

/// The last so many days of a region up to today, earliest first.
pub async fn days(store: &Store, actor: &Actor, region: RegionCode, count: i64) -> Result<Vec<Day>> {
    let _permit = actor.may(Operation::ApplicationReadRegion, &Scope::Region(region))?;
    let first = Micros(day_start(store.now()).0 - (count - 1) * Micros::DAY);
    let (low, high) = region.range();
    let asked = || args![low, high, first];
    let applied: Vec<OnDay> = store.all(include_str!("days_applied.sql"), asked()).await?;
    let hired: Vec<OnDay> = store.all(include_str!("days_hired.sql"), asked()).await?;
    let on = |list: &[OnDay], day| list.iter().find(|one| one.day == day).map_or(0, |one| one.n);
    let day =
        |n| Day { start: Micros(first.0 + n * Micros::DAY), applied: on(&applied, n), hired: on(&hired, n) };
    Ok((0..count).map(day).collect())
}

/// A region one level below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Below {
    /// The region.
    pub region: RegionCode,
    /// Jobs open.
    pub jobs: i64,
    /// Places free in them.
    pub openings: i64,
    /// People registered.
    pub people: i64,
    /// Hired in the last 30 days.
    pub hired: i64,
}

store::view! {
    /// Sums of the regions that begin alike.
    pub struct Alike {
        /// How they begin.
        prefix: String,
        /// How many.
        n: i64,
        /// How many of the other thing.
        m: i64,
    }
}

/// The regions one level below, each with its figures; in order of their codes.
pub async fn below(store: &Store, actor: &Actor, region: RegionCode) -> Result<Vec<Below>> {
    let _permit = actor.may(Operation::WorkerReadAny, &Scope::Region(region))?;
    let Some(level) = Level::ALL.iter().find(|level| **level > region.level()) else { return Ok(Vec::new()) };
    let digits = i64::try_from(level.digits()).unwrap_or(12);
    let (low, high) = region.range();
    let since = Micros(store.now().0 - 30 * Micros::DAY);
    let by_prefix = |rows: Vec<Alike>| -> BTreeMap<String, (i64, i64)> {
        rows.into_iter().map(|row| (row.prefix, (row.n, row.m))).collect()
    };
    let jobs = by_prefix(store.all(include_str!("below_jobs.sql"), args![low, high, digits]).await?);
    let people = by_prefix(store.all(include_str!("below_people.sql"), args![low, high, digits]).await?);
    let hired = by_prefix(store.all(include_str!("below_hired.sql"), args![low, high, digits, since]).await?);
    let row = |child: &atlas::Region| {
        let prefix = child.code.as_str().get(..level.digits()).unwrap_or_default();
        let of = |counts: &BTreeMap<String, (i64, i64)>| counts.get(prefix).copied().unwrap_or_default();
        let ((jobs, openings), (people, _), (hired, _)) = (of(&jobs), of(&people), of(&hired));
        Below { region: child.code, jobs, openings, people, hired }
    };
    Ok(atlas::Atlas::load().children(region).map(row).collect())
}
