//! How the platform runs, in counts and times. It refuses to know whom any of it concerns.

use kernel::{Actor, Micros, Operation, Result, Scope};
use store::{Store, args};

store::view! {
    /// Who holds a duty until when; not which node.
    pub struct Duty {
        /// Its name.
        name: String,
        /// Until when it is held.
        expires_at: Micros,
    }
}

store::view! {
    /// How far behind a follower is.
    pub struct Behind {
        /// Its name.
        follower: String,
        /// How many entries it has yet to take.
        behind: i64,
    }
}

store::view! {
    /// Counts of what moves.
    pub struct Moving {
        /// Sessions that are open.
        sessions: i64,
        /// Texts that are yet to be sent.
        texts_waiting: i64,
        /// Those of them that have been tried in vain.
        texts_late: i64,
    }
}

/// How the platform runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Platform {
    /// Entries of the journal.
    pub entries: i64,
    /// Sessions that are open.
    pub sessions: i64,
    /// Texts that are yet to be sent.
    pub texts_waiting: i64,
    /// Those of them that have been tried in vain.
    pub texts_late: i64,
    /// The duties.
    pub duties: Vec<Duty>,
    /// The followers.
    pub cursors: Vec<Behind>,
}

/// Counts and times, for the operator.
pub async fn platform(store: &Store, actor: &Actor) -> Result<Platform> {
    let _permit = actor.may(Operation::PlatformRead, &Scope::Public)?;
    let moving: Moving = store.one(include_str!("moving.sql"), args![store.now()]).await?;
    Ok(Platform {
        entries: store.head().await?,
        sessions: moving.sessions,
        texts_waiting: moving.texts_waiting,
        texts_late: moving.texts_late,
        duties: store.all(include_str!("duties.sql"), vec![]).await?,
        cursors: store.all(include_str!("behind.sql"), vec![]).await?,
    })
}
