//! The live index: the open jobs of the province, and the workers who may be invited, in memory, kept fresh by following
//! the journal.
//!
//! Every node holds one. It is rebuilt from the database at start, owns no truth, and writes nothing; a page that found
//! a job here reads it again from the database. Readers never wait for writers.

mod boards;
mod fit;
mod people;

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use kernel::{EmployerId, JobId, Micros, Point, WorkerId};
use matching::topk::{Hit, PRODUCT};
use matching::{NearbyIndex as _, Page, PayNearby, Query};
use store::{Error, Record, Signal, Store};
use tokio::sync::broadcast;

use crate::jobs::{self, JobRow};
use crate::workers::{self, WorkerRow};
use boards::{Board, Boards, Turn};

pub(crate) use fit::needs;
pub use fit::{DATED, has, traits};

/// What changed: for pages that wait.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The journal up to here.
    pub position: i64,
    /// Whom the entries concerned.
    pub subjects: Vec<String>,
    /// Which jobs they were about.
    pub jobs: Vec<JobId>,
}

/// The open jobs, in memory.
pub struct LiveIndex {
    boards: Boards,
    position: AtomicI64,
    head: AtomicI64,
    changes: broadcast::Sender<Arc<Changed>>,
}

const BATCH: i64 = 1000;

impl LiveIndex {
    /// An index that holds nothing yet.
    pub fn empty() -> Self {
        Self {
            boards: Boards::default(),
            position: AtomicI64::new(0),
            head: AtomicI64::new(0),
            changes: broadcast::Sender::new(256),
        }
    }

    /// Builds it from the database.
    pub async fn rebuild(&self, store: &Store) -> kernel::Result<()> {
        // The position is read first: what happens meanwhile is met again, and taking it twice changes nothing.
        let position = store.head().await?;
        let open = jobs::open(store, store.now()).await?;
        let people = people::seats(store, &workers::findable(store).await?).await?;
        self.boards.replace(Board::of(fit::cards(store, &open).await?, &people)?);
        self.position.store(position, Ordering::Relaxed);
        self.head.store(position, Ordering::Relaxed);
        Ok(())
    }

    /// The work near a place.
    pub fn nearby(&self, query: &Query) -> Page {
        self.boards.read().near.nearby(query)
    }

    /// The work that fits best, by the product's profile.
    pub fn best(&self, query: &matching::topk::Query<'_>) -> kernel::Result<Vec<Hit>> {
        self.boards.read().best.top(&PRODUCT, query)
    }

    /// The workers who fit best, of those who may be invited.
    pub fn people(&self, query: &matching::topk::Query<'_>) -> kernel::Result<Vec<Hit>> {
        self.boards.read().people.top(&PRODUCT, query)
    }

    /// What similar work pays near a place.
    pub fn pay_nearby(
        &self,
        center: Point,
        radius_m: f64,
        occupation: &str,
        now: Micros,
    ) -> Option<PayNearby> {
        self.boards.read().near.pay_nearby(center, radius_m, occupation, now)
    }

    /// How many jobs it holds.
    pub fn jobs(&self) -> usize {
        self.boards.read().near.len()
    }

    /// How many entries it has yet to take.
    pub fn lag(&self) -> i64 {
        self.head.load(Ordering::Relaxed) - self.position.load(Ordering::Relaxed)
    }

    /// Hears of every change from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<Changed>> {
        self.changes.subscribe()
    }

    /// Takes what is new in the journal; how many entries.
    pub async fn catch_up(&self, store: &Store) -> Result<usize, Error> {
        let mut seen = 0;
        loop {
            let from = self.position.load(Ordering::Relaxed);
            let head = store.head().await?;
            self.head.store(head, Ordering::Relaxed);
            if head == from {
                return Ok(seen);
            }
            let batch = store.entries_after(from, BATCH).await?;
            let Some(last) = batch.last() else { return Ok(seen) };
            let changed = concerned(&batch, last.position);
            let rows = self.touched(store, &batch, &changed.jobs).await?;
            let now = store.now();
            let open: Vec<JobRow> = rows.iter().filter(|row| row.takes(now)).cloned().collect();
            let mut turns: Vec<Turn> = rows.iter().map(|row| Turn::Take(row.id.uuid().as_u128())).collect();
            turns.extend(fit::cards(store, &open).await?.into_iter().map(|card| Turn::Put(Box::new(card))));
            turns.extend(self.met(store, &batch).await?);
            self.boards.turn(turns)?;
            self.position.store(last.position, Ordering::Relaxed);
            seen += batch.len();
            // Nobody listening is no fault.
            let _ = self.changes.send(Arc::new(changed));
        }
    }

    /// The jobs that a batch is about, and the open ones of the same employers: a verdict or a hire weighs on all of them.
    async fn touched(&self, store: &Store, batch: &[Record], ids: &[JobId]) -> Result<Vec<JobRow>, Error> {
        let mut rows = jobs::by_ids(store, ids).await?;
        let mut employers: Vec<EmployerId> = rows.iter().map(|row| row.employer_id).collect();
        employers.extend(named::<EmployerId>(batch, "employer"));
        employers.sort_unstable();
        employers.dedup();
        let others = jobs::open_of(store, &employers).await?;
        rows.extend(others.into_iter().filter(|row| ids.binary_search(&row.id).is_err()));
        Ok(rows)
    }

    /// The workers that a batch is about.
    async fn met(&self, store: &Store, batch: &[Record]) -> Result<Vec<Turn>, Error> {
        let subjects = batch.iter().flat_map(|record| &record.parts).filter_map(|part| part.subject.as_ref());
        let mut ids: Vec<WorkerId> = named(batch, "worker").collect();
        // What somebody was hired for weighs, too; whoever is no worker finds no row.
        ids.extend(subjects.filter_map(|subject| subject.parse::<WorkerId>().ok()));
        // Whoever is erased is named nowhere. An entry is dated a moment after what it decides, so one looks back a little:
        // who has left already leaves once more.
        let erasing = batch.iter().filter(|record| record.name == "worker.erase");
        if let Some(since) = erasing.map(|record| record.at).min() {
            ids.extend(workers::erased(store, Micros(since.0 - Micros::HOUR)).await?);
        }
        ids.sort_unstable();
        ids.dedup();
        let mut rows: Vec<WorkerRow> = Vec::new();
        for some in ids.chunks(people::AT_ONCE) {
            let keys: Vec<String> = some.iter().map(ToString::to_string).collect();
            rows.extend(store.of_keys::<WorkerRow>(include_str!("../views/workers.sql"), &keys).await?);
        }
        let mut turns: Vec<Turn> = ids.iter().map(|id| Turn::Leave(id.uuid().as_u128())).collect();
        turns.extend(people::seats(store, &rows).await?.into_iter().map(|seat| Turn::Seat(Box::new(seat))));
        Ok(turns)
    }

    /// Follows until told to stop.
    pub async fn run(self: Arc<Self>, store: Arc<Store>, mut stop: Signal) {
        while !*stop.borrow() {
            if let Err(e) = self.catch_up(&store).await {
                tracing::warn!(error = %e, "live index");
                tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            }
            tokio::select! {
                () = store.written() => {}
                () = tokio::time::sleep(std::time::Duration::from_millis(200)) => {}
                _ = stop.changed() => {}
            }
        }
    }
}

/// The ids that the parts of a batch give under a name.
fn named<T: std::str::FromStr>(batch: &[Record], name: &str) -> impl Iterator<Item = T> {
    let parts = batch.iter().flat_map(|record| &record.parts);
    parts.filter_map(move |part| part.body.as_ref()?.get(name)?.as_str()?.parse().ok())
}

fn concerned(batch: &[Record], position: i64) -> Changed {
    let parts = || batch.iter().flat_map(|r| &r.parts);
    let mut subjects: Vec<String> = parts().filter_map(|p| p.subject.clone()).collect();
    let mut jobs: Vec<JobId> = named(batch, "job").collect();
    subjects.sort_unstable();
    subjects.dedup();
    jobs.sort_unstable();
    jobs.dedup();
    Changed { position, subjects, jobs }
}
