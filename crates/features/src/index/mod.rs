//! The live index: the open jobs of the province in memory, kept fresh by following the journal.
//!
//! Every node holds one. It is rebuilt from the database at start, owns no truth, and writes nothing; a page that found
//! a job here reads it again from the database. Readers never wait for more than the swap of one job.

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicI64, Ordering},
};

use kernel::{JobId, Micros, Point};
use matching::{NearbyIndex, Page, PayNearby, Query, ScanIndex};
use store::{Error, Record, Signal, Store};
use tokio::sync::broadcast;

use crate::jobs;

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
    scan: RwLock<ScanIndex>,
    position: AtomicI64,
    head: AtomicI64,
    changes: broadcast::Sender<Arc<Changed>>,
}

const BATCH: i64 = 1000;

impl LiveIndex {
    /// An index that holds nothing yet.
    pub fn empty() -> Self {
        Self {
            scan: RwLock::new(ScanIndex::build([])),
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
        let scan = ScanIndex::build(open.iter().filter_map(jobs::JobRow::indexed));
        *self.scan.write().unwrap_or_else(PoisonError::into_inner) = scan;
        self.position.store(position, Ordering::Relaxed);
        self.head.store(position, Ordering::Relaxed);
        Ok(())
    }

    /// The work near a place.
    pub fn nearby(&self, query: &Query) -> Page {
        self.scan.read().unwrap_or_else(PoisonError::into_inner).nearby(query)
    }

    /// What similar work pays near a place.
    pub fn pay_nearby(
        &self,
        center: Point,
        radius_m: f64,
        occupation: &str,
        now: Micros,
    ) -> Option<PayNearby> {
        self.scan.read().unwrap_or_else(PoisonError::into_inner).pay_nearby(center, radius_m, occupation, now)
    }

    /// How many jobs it holds.
    pub fn jobs(&self) -> usize {
        self.scan.read().unwrap_or_else(PoisonError::into_inner).len()
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
            let rows = jobs::by_ids(store, &changed.jobs).await?;
            {
                let now = store.now();
                let mut scan = self.scan.write().unwrap_or_else(PoisonError::into_inner);
                for row in &rows {
                    match row.indexed().filter(|_| row.takes(now)) {
                        Some(job) => scan.upsert(job),
                        None => drop(scan.remove(row.id.uuid().as_u128())),
                    }
                }
            }
            self.position.store(last.position, Ordering::Relaxed);
            seen += batch.len();
            // Nobody listening is no fault.
            let _ = self.changes.send(Arc::new(changed));
        }
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

fn concerned(batch: &[Record], position: i64) -> Changed {
    let parts = || batch.iter().flat_map(|r| &r.parts);
    let mut subjects: Vec<String> = parts().filter_map(|p| p.subject.clone()).collect();
    let mut jobs: Vec<JobId> =
        parts().filter_map(|p| p.body.as_ref()?.get("job")?.as_str()?.parse().ok()).collect();
    subjects.sort_unstable();
    subjects.dedup();
    jobs.sort_unstable();
    jobs.dedup();
    Changed { position, subjects, jobs }
}
