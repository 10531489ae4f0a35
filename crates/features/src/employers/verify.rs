//! An official's word on an employer.

use kernel::{Actor, EmployerId, Error, Kind, Operation, Result, Scope, bounded, words};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::{EmployerRow, EmployerState, row};

words! {
    /// What an official decides.
    pub enum Verdict {
        /// It is real.
        Verified = "verified",
        /// It may not post until further notice.
        Suspended = "suspended",
        /// Back to the beginning.
        Unverified = "unverified",
    }
}

/// Decides on an employer of the actor's region. The same verdict again changes nothing. `version` is the one the
/// official saw: what has changed since is looked at again.
pub async fn verify(
    store: &Store,
    actor: &Actor,
    id: EmployerId,
    verdict: Verdict,
    reason: &str,
    version: Option<i64>,
) -> Result<()> {
    let seen = row(store, id).await?;
    let permit = actor
        .may(Operation::EmployerVerify, &Scope::Employer { id, region: seen.region })
        .map_err(|e| if e.kind == Kind::Forbidden { Error::not_found("not_found") } else { e })?;
    let reason = &bounded("reason", reason, 0, 200)?;
    store
        .write("employer.verify", &permit, |tx| async move {
            let before = tx.one::<EmployerRow>(include_str!("get.sql"), args![id]).await?;
            if version.is_some_and(|seen| seen != before.version) {
                return Err(Error::conflict("conflict").into());
            }
            Ok(match decide_verify(&store.scribe(), &before, verdict, reason) {
                Some((_row, change)) => Decision::changed((), change),
                None => Decision::unchanged(()),
            })
        })
        .await?;
    Ok(())
}

/// The employer after the verdict; nothing if it stands so already.
pub fn decide_verify(
    scribe: &Scribe<'_>,
    before: &EmployerRow,
    verdict: Verdict,
    reason: &str,
) -> Option<(EmployerRow, Change)> {
    let (state, verified_at) = match verdict {
        Verdict::Verified => (EmployerState::Verified, Some(scribe.now)),
        Verdict::Suspended => (EmployerState::Suspended, before.verified_at),
        Verdict::Unverified => (EmployerState::Unverified, None),
    };
    if state == before.state {
        return None;
    }
    let after = EmployerRow { state, verified_at, updated_at: scribe.now, ..before.clone() };
    let change = Change::of(before.region).update(before, after.clone()).tell(
        before.id,
        json!({ "employer": before.id, "state": state, "reason": reason, "notice": "employer.verify" }),
    );
    Some((EmployerRow { version: before.version + 1, ..after }, change))
}
