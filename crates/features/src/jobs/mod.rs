//! Jobs: draft → review → open → filled / closed / expired.
//!
//! Only `applications` fills an opening, and only by a decision of this area. A job never goes back from closed,
//! filled or expired.

mod forget;
mod model;
mod post;
mod read;

pub use forget::forgotten;
pub use matching::JobKind;
pub use model::{Hours, JobRow, JobState, KindField, Requirement, RevisionRow};
pub use post::{
    JobInput, LONG_TERM, close, decide_edit, decide_move, decide_post, edit, post, region_of, review, submit,
};
pub use read::*;

use kernel::{Actor, JobId, Kind, Operation, Scope};
use store::{Decision, Store, args};

/// Somebody else's thing is as good as absent.
pub(crate) fn hide(e: kernel::Error) -> kernel::Error {
    if e.kind == Kind::Forbidden { kernel::Error::not_found("not_found") } else { e }
}

pub(crate) async fn row(store: &Store, id: JobId) -> kernel::Result<JobRow> {
    Ok(store.one(include_str!("by_id.sql"), args![id]).await?)
}

/// A job the actor's employer owns, with the scope to ask about; anybody else finds nothing.
pub(crate) async fn owned(store: &Store, actor: &Actor, id: JobId) -> kernel::Result<(JobRow, Scope)> {
    let row = row(store, id).await?;
    let scope = Scope::Employer { id: row.employer_id, region: row.region };
    let _ = actor.may(Operation::JobReadOwn, &scope).map_err(hide)?;
    Ok((row, scope))
}

/// What is due: open jobs whose time has passed.
pub struct Expiry;

impl store::Reconciler for Expiry {
    fn name(&self) -> &'static str {
        "job.expiry"
    }
    fn every(&self) -> std::time::Duration {
        std::time::Duration::from_secs(2)
    }
    fn run<'a>(&'a self, store: &'a Store) -> store::Boxed<'a, Result<usize, store::Error>> {
        Box::pin(async move {
            let due: Vec<String> = store.all(include_str!("due.sql"), args![store.now()]).await?;
            let count = due.len();
            for id in due {
                expire(store, id.parse()?).await?;
            }
            Ok(count)
        })
    }
}

async fn expire(store: &Store, id: JobId) -> kernel::Result<()> {
    let permit = Actor::system().may(Operation::SystemRun, &Scope::Public)?;
    store
        .write("job.expire", &permit, |tx| async move {
            let before: JobRow = tx.one(include_str!("by_id.sql"), args![id]).await?;
            if before.state != JobState::Open || before.expires_at > store.now() {
                return Ok(Decision::unchanged(()));
            }
            let (_, change) =
                decide_move(&store.scribe(), &before, JobState::Expired, None, Some("job.expired"));
            Ok(Decision::changed((), change))
        })
        .await
        .map_err(Into::into)
}
