//! Reconcilers own time: expiry, lapse, deadlines. They take no input; they look at state and clock and issue ordinary
//! commands, which are idempotent, so that a missed or doubled round changes nothing.

use std::{sync::Arc, time::Duration};

use crate::{Boxed, Error, Signal, Store};

/// Something that happens because time has come.
pub trait Reconciler: Send + Sync {
    /// Its name, which is its lease's.
    fn name(&self) -> &'static str;
    /// How often to look when nothing happens.
    fn every(&self) -> Duration;
    /// Does what is due; how many commands it issued.
    fn run<'a>(&'a self, store: &'a Store) -> Boxed<'a, Result<usize, Error>>;
}

impl Store {
    /// Runs one reconciler until told to stop, one node at a time.
    pub async fn run_reconciler(self: Arc<Self>, reconciler: Arc<dyn Reconciler>, mut stop: Signal) {
        while !*stop.borrow() {
            let done = match self.hold(reconciler.name()).await {
                Ok(true) => reconciler.run(&self).await,
                Ok(false) => Ok(0),
                Err(e) => Err(e),
            };
            if let Err(e) = done {
                tracing::warn!(error = %e, reconciler = reconciler.name(), "reconciler");
            }
            tokio::select! {
                () = tokio::time::sleep(reconciler.every()) => {}
                _ = stop.changed() => {}
            }
        }
    }
}
