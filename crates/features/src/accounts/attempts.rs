//! Limits: how often something was tried in a window of time. Buckets are blind indexes, never what was typed.

use kernel::{Micros, Result};
use store::{Store, Tx, args};

/// Takes one attempt; whether there was one left. The window begins with its first attempt.
pub async fn take(store: &Store, name: &str, bucket: &str, max: i64, window_micros: i64) -> Result<bool> {
    let now = store.now();
    Ok(store.upkeep(|tx| async move { take_in(&tx, name, bucket, max, window_micros, now).await }).await?)
}

/// Whether an attempt is left; takes none.
pub async fn left(store: &Store, name: &str, bucket: &str, max: i64, window_micros: i64) -> Result<bool> {
    let values = args![name.to_owned(), bucket.to_owned(), store.now() - window_micros];
    let taken = store.maybe::<i64>(include_str!("attempt_within.sql"), values).await?;
    Ok(taken.unwrap_or(0) < max)
}

/// As [`take`], inside an upkeep transaction.
pub async fn take_in(
    tx: &Tx,
    name: &str,
    bucket: &str,
    max: i64,
    window_micros: i64,
    now: Micros,
) -> Result<bool, store::Error> {
    let (name, bucket) = (name.to_owned(), bucket.to_owned());
    tx.execute(include_str!("attempt_take.sql"), args![name, bucket, now, now - window_micros]).await?;
    Ok(tx.one::<i64>(include_str!("attempt_count.sql"), args![name, bucket]).await? <= max)
}
