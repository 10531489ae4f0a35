//! Notices: what a worker or an employer is told in the app, derived from the journal.
//!
//! A notice holds a kind and ids, never a word about anybody; a page says it in the reader's language.

mod delivery;

pub use delivery::Delivery;

use kernel::{AccountId, Actor, Micros, Operation, Scope};
use store::{Boxed, Error, Follower, Record, Store, Tx, args};

use crate::paging::{self, Page};

store::row! {
    /// A notice as it is stored.
    pub struct NoticeRow in "notice" {
        /// Its id.
        id: String,
        /// The worker or employer it is for.
        subject: String,
        /// What it is about.
        kind: String,
        /// The entry's place in the journal.
        position: i64,
        /// Which of the entry's parts.
        ordinal: i64,
        /// Ids and typed reasons, as JSON.
        body: String,
        /// When.
        created_at: Micros,
        /// When it was read.
        read_at: Option<Micros>,
    }
}

/// Derives notices, and text messages for what cannot wait, from the journal.
pub struct Notices;

impl Follower for Notices {
    fn name(&self) -> &'static str {
        "notices"
    }

    fn apply<'a>(&'a self, _: &'a Store, tx: &'a Tx, batch: &'a [Record]) -> Boxed<'a, Result<(), Error>> {
        Box::pin(async move {
            for record in batch {
                for (ordinal, part) in (0_i64..).zip(&record.parts) {
                    let (Some(subject), Some(body)) = (&part.subject, &part.body) else { continue };
                    let Some(kind) = body.get("notice").and_then(|k| k.as_str()) else { continue };
                    let id = format!("{}-{ordinal}", record.position);
                    tx.execute(
                        include_str!("insert.sql"),
                        args![
                            id,
                            subject.clone(),
                            kind.to_owned(),
                            record.position,
                            ordinal,
                            body.to_string(),
                            record.at
                        ],
                    )
                    .await?;
                    if kind == "application.offer" {
                        tx.execute(
                            include_str!("text_worker.sql"),
                            args![id, kind.to_owned(), body.to_string(), record.at, subject.clone()],
                        )
                        .await?;
                    }
                }
            }
            Ok(())
        })
    }
}

/// The notices of the subjects that are the actor's own, newest first.
pub async fn list(
    store: &Store,
    actor: &Actor,
    account: AccountId,
    subjects: &[String],
    after: Option<&str>,
    limit: i64,
) -> kernel::Result<Page<NoticeRow>> {
    let _ = actor.may(Operation::NoticeRead, &Scope::Account(account))?;
    let (position, ordinal): (i64, i64) = paging::decode(after)?.unwrap_or((i64::MAX, 0));
    let limit = paging::limit(limit)?;
    let mut rows: Vec<NoticeRow> = Vec::new();
    for subject in subjects {
        rows.extend(
            store.all(include_str!("list.sql"), args![subject.clone(), position, ordinal, limit + 1]).await?,
        );
    }
    rows.sort_by_key(|row| std::cmp::Reverse((row.position, row.ordinal)));
    rows.truncate(usize::try_from(limit + 1).unwrap_or(usize::MAX));
    Ok(Page::cut(rows, limit, |n: &NoticeRow| (n.position, n.ordinal)))
}

/// How many are unread.
pub async fn unread(store: &Store, subjects: &[String]) -> kernel::Result<i64> {
    let mut count = 0;
    for subject in subjects {
        count += store.one::<i64>(include_str!("unread.sql"), args![subject.clone()]).await?;
    }
    Ok(count)
}

/// Marks all of them as read.
pub async fn mark_read(
    store: &Store,
    actor: &Actor,
    account: AccountId,
    subjects: &[String],
) -> kernel::Result<()> {
    let _ = actor.may(Operation::NoticeMark, &Scope::Account(account))?;
    store
        .upkeep(|tx| async move {
            for subject in subjects {
                tx.execute(include_str!("mark.sql"), args![subject.clone(), store.now()]).await?;
            }
            Ok(())
        })
        .await
        .map_err(Into::into)
}
