//! Delivery of text messages: at least once, with a key that lets the other side drop repeats.
//!
//! The outbox holds no phone number: it is looked up when the message goes, so that an erased person gets none.

use std::{sync::Arc, time::Duration};

use kernel::{AccountId, Micros, Phone};
use store::{Boxed, Error, Reconciler, Store, args};

use crate::accounts::{AccountRow, TextSender};

store::row! {
    /// A message to be sent.
    pub struct OutboxRow in "outbox" {
        /// The key the other side knows it by.
        id: String,
        /// To whom.
        account_id: AccountId,
        /// Which template.
        template: String,
        /// Its values, as JSON.
        body: String,
        /// When it was made.
        created_at: Micros,
        /// When to try next.
        next_at: Micros,
        /// How often it was tried.
        attempts: i64,
        /// When it went.
        sent_at: Option<Micros>,
    }
}

/// Sends what is due.
pub struct Delivery {
    sender: Arc<dyn TextSender>,
}

/// A message that could not be sent this often is left for a person to look at.
const ATTEMPTS: u32 = 12;

impl Delivery {
    /// Delivery through a sender.
    pub fn new(sender: Arc<dyn TextSender>) -> Self {
        Self { sender }
    }

    async fn send(&self, store: &Store, message: &OutboxRow) -> kernel::Result<()> {
        let account: AccountRow = store.one(include_str!("account.sql"), args![message.account_id]).await?;
        let Some(sealed) = account.phone else { return Ok(()) };
        let phone: Phone = store.unseal("account", "phone", account.id, &sealed)?.parse()?;
        let values = serde_json::from_str(&message.body).unwrap_or_default();
        self.sender.send(&phone, &message.template, &values, &message.id).await
    }
}

impl Reconciler for Delivery {
    fn name(&self) -> &'static str {
        "text.delivery"
    }
    fn every(&self) -> Duration {
        Duration::from_secs(1)
    }
    fn run<'a>(&'a self, store: &'a Store) -> Boxed<'a, Result<usize, Error>> {
        Box::pin(async move {
            let due: Vec<OutboxRow> =
                store.all(include_str!("outbox_due.sql"), args![store.now(), i64::from(ATTEMPTS)]).await?;
            for message in &due {
                let sent = self.send(store, message).await.is_ok();
                let now = store.now();
                let wait = Micros::SECOND << message.attempts.clamp(0, 12);
                store
                    .upkeep(|tx| async move {
                        if sent {
                            tx.execute(include_str!("outbox_sent.sql"), args![message.id.clone(), now]).await
                        } else {
                            let next = now.0 + wait;
                            tx.execute(include_str!("outbox_later.sql"), args![message.id.clone(), next])
                                .await
                        }
                    })
                    .await?;
            }
            Ok(due.len())
        })
    }
}
