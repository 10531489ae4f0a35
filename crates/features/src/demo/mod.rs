//! The demo: an invented province for a day, the same for the same seed, day and scale.
//!
//! A plan says who does what and when; it is carried out in bulk through the decisions of the commands, journal and
//! all. It refuses a database that holds anything else.

mod books;
mod bulk;
mod commands;
mod draw;
mod firms;
mod history;
mod known;
mod offices;
mod people;
mod places;
mod plan;
mod shops;
mod words;
mod work;

use kernel::{Error, FixedClock, Micros, Result, day_start};
use store::{Store, args};

use plan::Plan;

/// The password of the officials and of the station's clerk.
pub const PASSWORD: &str = "banyan-demo-2026";
const MARK: &str = "demo";

kernel::words! {
    /// What is being done.
    pub enum Stage {
        /// Drawing the plan.
        Plan = "plan",
        /// Deciding and writing.
        Load = "load",
        /// Officials and settings.
        Staff = "staff",
    }
}

/// Where one signs in as whom: a path and what to type there.
pub const SIGN_INS: &[(&str, &str)] = &[
    ("/sign-in", "13800000001"),
    ("/sign-in", "13800000002"),
    ("/sign-in", "13800000003"),
    ("/sign-in", "13800000012"),
    ("/staff/sign-in", "official / banyan-demo-2026"),
    ("/staff/sign-in", "province / banyan-demo-2026"),
    ("/staff/sign-in", "station / banyan-demo-2026"),
    ("/staff/sign-in", "auditor / banyan-demo-2026"),
    ("/staff/sign-in", "operator / banyan-demo-2026"),
];

/// Which demo.
pub struct Options<'a> {
    /// The same seed draws the same province.
    pub seed: u64,
    /// Any moment of the day it is made for.
    pub today: Micros,
    /// One part in so many of the whole; 1 is all of it.
    pub scale: usize,
    /// Told how far it has come: stage, done, of how many.
    pub progress: &'a (dyn Fn(Stage, usize, usize) + Sync),
}

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Workers.
    pub workers: usize,
    /// Employers.
    pub employers: usize,
    /// Jobs in every state.
    pub jobs: usize,
    /// Applications in every state.
    pub applications: usize,
    /// Entries of the journal.
    pub entries: i64,
}

/// Whether the database is a demo.
pub async fn is_demo(store: &Store) -> Result<bool> {
    Ok(setting(store, MARK).await?.is_some())
}

/// Fills an empty database. A demo that is there already is left as it is and nothing is counted; anything else is
/// refused. The store's own randomness gives ids and salts: with a seeded one every byte is the same each time.
pub async fn build(store: &Store, options: Options<'_>) -> Result<Summary> {
    let mut summary = Summary { workers: 0, employers: 0, jobs: 0, applications: 0, entries: 0 };
    // Entries, not positions: on PostgreSQL an entry may still wait for its position.
    if store.one::<i64>("select coalesce(max(seq), 0) from entry", vec![]).await? == 0 {
        (options.progress)(Stage::Plan, 0, 1);
        let plan = Plan::of(options.seed, options.today, options.scale)?;
        mark(store, &options).await?;
        let progress = |done, all| (options.progress)(Stage::Load, done, all);
        let quiet = bulk::run(store, &plan, options.seed, &progress).await?;
        store
            .upkeep(|tx| async move {
                tx.execute(include_str!("cursor.sql"), args!["notices".to_owned(), quiet]).await
            })
            .await?;
        summary = plan.summary();
    } else if !is_demo(store).await? {
        return Err(Error::conflict("demo.not_empty"));
    }
    (options.progress)(Stage::Staff, 0, 1);
    store.entropy().reseed(seed_of(options.seed, usize::MAX - 2));
    offices::appoint(store).await?;
    firms::found(store).await?;
    books::keep(store, made_for(store, options.today).await?).await?;
    (options.progress)(Stage::Staff, 1, 1);
    Ok(Summary { entries: store.head().await?, ..summary })
}

/// The same through the commands one by one; `clock` must be the store's. For comparing with [`build`].
pub async fn replay(store: &Store, clock: &FixedClock, options: Options<'_>) -> Result<Summary> {
    let plan = Plan::of(options.seed, options.today, options.scale)?;
    mark(store, &options).await?;
    commands::run(store, clock, &plan, options.seed).await?;
    clock.set(options.today);
    store.entropy().reseed(seed_of(options.seed, usize::MAX - 2));
    offices::appoint(store).await?;
    firms::found(store).await?;
    books::keep(store, made_for(store, options.today).await?).await?;
    Ok(Summary { entries: store.head().await?, ..plan.summary() })
}

/// Each step has randomness of its own, so that what one draws does not move the next.
fn seed_of(seed: u64, step: usize) -> u64 {
    seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (step as u64 + 1)
}

async fn mark(store: &Store, options: &Options<'_>) -> Result<()> {
    let settings = &[
        (MARK, "1".to_owned()),
        ("demo.today", day_start(options.today).0.to_string()),
        ("demo.seed", options.seed.to_string()),
        ("demo.scale", options.scale.to_string()),
    ];
    store
        .upkeep(|tx| async move {
            for (name, value) in settings {
                let row = args![(*name).to_owned(), value.clone()];
                tx.execute(include_str!("../accounts/setting_put.sql"), row).await?;
            }
            Ok(())
        })
        .await
        .map_err(Into::into)
}

/// The day it was made for, which is not that of a later start.
async fn made_for(store: &Store, today: Micros) -> Result<Micros> {
    let day = setting(store, "demo.today").await?.and_then(|text| text.parse().ok());
    Ok(day.map_or(day_start(today), Micros))
}

async fn setting(store: &Store, name: &str) -> Result<Option<String>> {
    Ok(store.maybe(include_str!("../accounts/setting_get.sql"), args![name.to_owned()]).await?)
}

#[cfg(test)]
mod tests;
