//! Text messages: the way out to phones, and the demo's way that ends in a table.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use kernel::{Error, Micros, Phone, Result};
use serde_json::{Value as Json, json};
use store::{Boxed, Store, args};

/// Sends a message made of a named template and its values. The same `key` twice is one message.
pub trait TextSender: Send + Sync {
    /// Hands the message over; an error means that it may be tried again.
    fn send<'a>(
        &'a self,
        to: &'a Phone,
        template: &'a str,
        values: &'a Json,
        key: &'a str,
    ) -> Boxed<'a, Result<()>>;
}

/// Delivers into the table `inbox`, for demonstrations and tests.
pub struct InboxSender {
    store: Arc<Store>,
    /// How many of the next messages fail.
    pub fail_next: AtomicU32,
}

impl InboxSender {
    /// A sender that does not fail.
    pub fn new(store: Arc<Store>) -> Self {
        Self { store, fail_next: AtomicU32::new(0) }
    }
}

impl TextSender for InboxSender {
    fn send<'a>(
        &'a self,
        to: &'a Phone,
        template: &'a str,
        values: &'a Json,
        key: &'a str,
    ) -> Boxed<'a, Result<()>> {
        Box::pin(async move {
            let less = |n: u32| n.checked_sub(1);
            if self.fail_next.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok() {
                return Err(Error::unavailable("text.unavailable"));
            }
            let index = &self.store.vault().blind("phone", to.as_str());
            let id = &self.store.vault().tag("inbox", &format!("{index} {key}"));
            let message = json!({ "template": template, "values": values }).to_string();
            let sealed = &self.store.seal("inbox", "message", id, &message)?;
            let now = self.store.now();
            self.store
                .upkeep(|tx| async move {
                    let row = args![id.clone(), index.clone(), sealed.clone(), now];
                    tx.execute(include_str!("inbox_put.sql"), row).await
                })
                .await?;
            Ok(())
        })
    }
}

store::row! {
    /// A delivered message.
    pub struct InboxRow in "inbox" {
        /// The key.
        id: String,
        /// The blind index of the phone.
        phone_index: String,
        /// Sealed.
        message: Vec<u8>,
        /// When.
        created_at: Micros,
    }
}

/// The messages delivered to a phone, the last first: when, template, values.
pub async fn inbox_messages(store: &Store, phone: &Phone) -> Result<Vec<(Micros, String, Json)>> {
    let [index, other] = store.vault().blinds("phone", phone.as_str());
    let rows = store.all::<InboxRow>(include_str!("inbox_of_phone.sql"), args![index, other]).await?;
    rows.into_iter()
        .map(|row| {
            let text = store.unseal("inbox", "message", &row.id, &row.message)?;
            let mut message: Json = serde_json::from_str(&text).map_err(|_| Error::internal("internal"))?;
            let template = message["template"].as_str().unwrap_or_default().to_owned();
            Ok((row.created_at, template, message["values"].take()))
        })
        .collect()
}
