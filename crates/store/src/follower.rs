//! Followers: whatever is derived from the journal, each with its own cursor.
//!
//! A follower applies a batch and moves its cursor in one transaction, so it has seen an entry exactly once however
//! often it is killed. It meets erased parts as parts without subject and goes on.

use std::{sync::Arc, time::Duration};

use tokio::sync::watch;

use crate::{Boxed, Engine, Error, Record, Store, Tx, args, position};

/// Something derived from the journal.
pub trait Follower: Send + Sync {
    /// Its name, which is its cursor's.
    fn name(&self) -> &'static str;
    /// Applies entries in order of position; changes only operational tables.
    fn apply<'a>(&'a self, store: &'a Store, tx: &'a Tx, batch: &'a [Record])
    -> Boxed<'a, Result<(), Error>>;
}

/// Tells a background task to stop.
pub type Signal = watch::Receiver<bool>;

const BATCH: i64 = 1000;
const IDLE: Duration = Duration::from_millis(200);
/// A round gathers so much of what is written, so that people and followers share the database.
const GATHER: Duration = Duration::from_millis(50);
/// How often a duty is renewed; well within its term.
const RENEW: Duration = Duration::from_secs(1);
const READ: &str = "select position from cursor where follower = $1";
const OPEN: &str = "insert into cursor (follower, position) values ($1, 0) on conflict (follower) do nothing";
const MOVE: &str = "update cursor set position = $2 where follower = $1 and position = $3";

impl Store {
    /// Lets one follower take what it has not seen; how many entries.
    pub async fn follow(&self, follower: &dyn Follower) -> Result<usize, Error> {
        let mut seen = 0;
        loop {
            // Looked at outside a transaction first, so that an idle follower never asks for SQLite's one writer.
            let from = self.maybe::<i64>(READ, args![follower.name().to_owned()]).await?;
            if from.is_some_and(|f| f < 0) || from == Some(self.head().await?) {
                return Ok(seen);
            }
            let batch = self.upkeep(|tx| self.step(tx, follower)).await?;
            seen += batch;
            if batch < BATCH as usize {
                return Ok(seen);
            }
        }
    }

    async fn step(&self, tx: Tx, follower: &dyn Follower) -> Result<usize, Error> {
        let name = || follower.name().to_owned();
        tx.execute(OPEN, args![name()]).await?;
        let from = tx.one::<i64>(READ, args![name()]).await?;
        let batch = tx.entries_after(from, BATCH).await?;
        let Some(last) = batch.last() else { return Ok(0) };
        // The cursor first: of two nodes at once, the second waits here and then finds that it has moved.
        if tx.execute(MOVE, args![name(), last.position, from]).await? != 1 {
            return Err(Error::Stale);
        }
        follower.apply(self, &tx, &batch).await?;
        Ok(batch.len())
    }

    /// Gives positions and lets every follower catch up, once. For tests, tools and the end of a bulk load.
    pub async fn drain(&self, followers: &[Arc<dyn Follower>]) -> Result<(), Error> {
        if self.engine == Engine::Postgres {
            let mut floor = position::Floor::default();
            while position::place(self, &mut floor).await? > 0 {}
        }
        for follower in followers {
            while self.follow(follower.as_ref()).await? > 0 {}
        }
        Ok(())
    }

    /// Gives positions until told to stop.
    pub async fn run_positions(self: Arc<Self>, mut stop: Signal) {
        if self.engine == Engine::Sqlite {
            return;
        }
        let mut floor = position::Floor::default();
        let mut renew = tokio::time::Instant::now();
        let mut held = false;
        while !*stop.borrow() {
            if tokio::time::Instant::now() >= renew {
                held = self.hold("positions").await.unwrap_or(false);
                renew = tokio::time::Instant::now() + RENEW;
            }
            let placed = if held { position::place(&self, &mut floor).await } else { Ok(0) };
            if let Err(e) = &placed {
                tracing::warn!(error = %e, "positions");
                floor = position::Floor::default();
            }
            if placed.is_ok_and(|n| n > 0) {
                self.wake.notify_waiters();
                tokio::time::sleep(GATHER).await;
            } else {
                self.pause(&mut stop, IDLE).await;
            }
        }
    }

    /// Runs one follower until told to stop, one node at a time.
    pub async fn run_follower(self: Arc<Self>, follower: Arc<dyn Follower>, mut stop: Signal) {
        let mut renew = tokio::time::Instant::now();
        let mut held = self.engine == Engine::Sqlite;
        while !*stop.borrow() {
            if self.engine == Engine::Postgres && tokio::time::Instant::now() >= renew {
                held = self.hold(follower.name()).await.unwrap_or(false);
                renew = tokio::time::Instant::now() + RENEW;
            }
            let done = if held { self.follow(follower.as_ref()).await } else { Ok(0) };
            match done {
                Ok(n) if n > 0 => tokio::time::sleep(GATHER).await,
                Ok(_) | Err(Error::Stale) => self.pause(&mut stop, IDLE).await,
                Err(e) => {
                    tracing::warn!(error = %e, follower = follower.name(), "follower");
                    self.pause(&mut stop, Duration::from_secs(1)).await;
                }
            }
        }
    }

    pub(crate) async fn pause(&self, stop: &mut Signal, at_most: Duration) {
        tokio::select! {
            () = self.wake.notified() => {}
            () = tokio::time::sleep(at_most) => {}
            _ = stop.changed() => {}
        }
    }
}
