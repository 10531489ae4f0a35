//! What time alone changes: an age that is reached, a certificate that ends, twelve months without work. The reconciler
//! looks at those whose day has come and reckons them anew; twice changes nothing.

use std::time::Duration;

use kernel::{Actor, Operation, Result, Scope, WorkerId};
use ledger::Day;
use store::{Boxed, Change, Decision, Error, Reconciler, Store, args};

use super::Reckoning;
use crate::workers;

/// So many at once.
const BATCH: i64 = 200;

/// Reckons those anew whose day has come.
pub struct Turn;

impl Reconciler for Turn {
    fn name(&self) -> &'static str {
        "ledgers.turn"
    }
    fn every(&self) -> Duration {
        Duration::from_secs(60)
    }
    fn run<'a>(&'a self, store: &'a Store) -> Boxed<'a, std::result::Result<usize, Error>> {
        Box::pin(async move {
            let mut done = 0;
            loop {
                let today = Day::of(store.now());
                let due: Vec<String> = store.all(include_str!("due.sql"), args![today.0, BATCH]).await?;
                let mut moved = 0;
                for id in &due {
                    moved += usize::from(turn(store, id.parse()?).await?);
                }
                done += moved;
                if moved == 0 || due.len() < BATCH as usize {
                    return Ok(done);
                }
            }
        })
    }
}

/// Reckons one person anew; whether anything changed.
pub(super) async fn turn(store: &Store, worker: WorkerId) -> Result<bool, Error> {
    let permit = Actor::system().may(Operation::SystemRun, &Scope::Public)?;
    store
        .write("ledger.turn", &permit, |tx| async move {
            let records = workers::records_in(&tx, worker).await?;
            let Some(root) = records.iter().find(|row| row.merged_into.is_none()) else {
                return Ok(Decision::unchanged(false));
            };
            let region = root.region;
            let mut reckoning = Reckoning::default();
            reckoning.person(&tx, store, records, &[]).await?;
            if reckoning.is_empty() {
                return Ok(Decision::unchanged(false));
            }
            Ok(Decision::changed(true, Change::of(region).and(reckoning.finish(&tx).await?)))
        })
        .await
}
