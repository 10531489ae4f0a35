//! What somebody may ask of the province about themselves: what is held, who looked at it and why, what they agreed to, a
//! copy of all of it; and how long each of it is kept.
//!
//! It refuses to hand anybody's copy to anybody else: an official reads a person's record by a look, never by a copy.

mod copy;
mod held;
pub mod retention;

pub use copy::{Count, Record, Whole, overview, whole};
pub use held::{By, HELD, Held, NOT_HELD};

use kernel::{Actor, Micros, Operation, Result, Scope};
use store::Store;

/// Something a person agreed to, and where they take it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// What for: a stable word.
    pub kind: &'static str,
    /// Since when.
    pub since: Option<Micros>,
    /// Until when, if it ends by itself.
    pub until: Option<Micros>,
    /// Where it is taken back.
    pub href: &'static str,
}

/// What the actor agreed to.
pub async fn consents(store: &Store, actor: &Actor) -> Result<Vec<Consent>> {
    let Some(account) = actor.account() else { return Ok(Vec::new()) };
    let _permit = actor.may(Operation::AccountRead, &Scope::Account(account))?;
    let mut given = Vec::new();
    let Some(worker) = actor.worker() else { return Ok(given) };
    let row = crate::workers::row(store, worker).await?;
    if row.findable_since.is_some() {
        let kind = "findable";
        given.push(Consent { kind, since: row.findable_since, until: None, href: "/me/register" });
    }
    for phone in crate::codes::phones(store, actor, worker).await? {
        let (since, until) = (Some(phone.certified_at), Some(phone.expires_at));
        given.push(Consent { kind: "code", since, until, href: "/me/code" });
    }
    for one in crate::consents::of_worker(store, actor, worker).await?.iter().filter(|one| one.holds) {
        let (since, until) = (Some(one.given_at), Some(one.until));
        given.push(Consent { kind: "counter", since, until, href: "/me" });
    }
    Ok(given)
}
