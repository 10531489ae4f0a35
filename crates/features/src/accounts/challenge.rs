//! What was asked of a browser and is answered once: tokens to set a password, the second step of a sign-in, what a passkey
//! signs. Kept only as a keyed hash. It refuses a token for another purpose than its own.

use kernel::{AccountId, Micros, Result};
use store::{Store, args};

store::view! {
    /// What is kept of one.
    pub struct Asked {
        /// Whose.
        account_id: AccountId,
        /// What goes with it.
        body: String,
    }
}

/// A fresh token, and what is kept of it.
pub(super) async fn issue(
    store: &Store,
    account: AccountId,
    purpose: &'static str,
    body: &str,
    life: i64,
) -> Result<String> {
    let token = kernel::hex(&store.entropy().bytes::<32>());
    let (id, now) = (&hash(store, purpose, &token), store.now());
    store
        .upkeep(|tx| async move {
            let row = args![id.clone(), account, purpose.to_owned(), body.to_owned(), now, now + life];
            tx.execute(include_str!("challenge_put.sql"), row).await
        })
        .await?;
    Ok(token)
}

/// What goes with a token that still holds.
pub(super) async fn read(store: &Store, token: &str, purpose: &'static str) -> Result<Option<Asked>> {
    let key = args![hash(store, purpose, token), store.now()];
    Ok(store.maybe(include_str!("challenge_get.sql"), key).await?)
}

/// Uses a token up; whether it still held. Of two at once, one gets it.
pub(super) async fn take(store: &Store, token: &str, purpose: &'static str) -> Result<bool> {
    let (id, now) = (&hash(store, purpose, token), store.now());
    let taken = store
        .upkeep(
            |tx| async move { tx.execute(include_str!("challenge_take.sql"), args![id.clone(), now]).await },
        )
        .await?;
    Ok(taken == 1)
}

/// From now on no earlier token of an account and purpose holds.
pub(super) async fn supersede(store: &Store, account: AccountId, purpose: &'static str) -> Result<()> {
    let now = store.now();
    store
        .upkeep(|tx| async move {
            tx.execute(include_str!("challenge_supersede.sql"), args![account, purpose.to_owned(), now]).await
        })
        .await?;
    Ok(())
}

/// How long they are kept once they no longer hold.
const KEPT: i64 = 30 * Micros::DAY;

/// Drops what has long been answered or gone by.
async fn sweep(store: &Store) -> std::result::Result<usize, store::Error> {
    let before = store.now() - KEPT;
    let gone = store
        .upkeep(|tx| async move { tx.execute(include_str!("challenge_sweep.sql"), args![before]).await })
        .await?;
    Ok(usize::try_from(gone).unwrap_or(usize::MAX))
}

fn hash(store: &Store, purpose: &str, token: &str) -> String {
    store.vault().tag(purpose, token.trim())
}

/// Drops, once an hour, what has long been answered.
pub struct Sweep;

impl store::Reconciler for Sweep {
    fn name(&self) -> &'static str {
        "accounts.sweep"
    }

    fn every(&self) -> std::time::Duration {
        std::time::Duration::from_secs(3600)
    }

    fn run<'a>(&'a self, store: &'a Store) -> store::Boxed<'a, std::result::Result<usize, store::Error>> {
        Box::pin(sweep(store))
    }
}
