//! The people who act for an employer. Every member may do everything for it; finer roles are not told apart here. It
//! refuses to leave an employer without a member, and to say whether a phone was known before.

use kernel::{AccountId, Actor, EmployerId, Error, Grant, Operation, Phone, Result, Role, Scope};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::{EmployerRow, row};
use crate::{
    accounts::{self, GrantRow, grant_row},
    jobs::hide,
};

/// How many people may act for one employer.
pub const MOST: usize = 50;

/// Lets the person with a phone act for the employer; once more changes nothing. Whoever has no account gets one, which
/// is theirs when they sign in with that phone.
pub async fn add_member(store: &Store, actor: &Actor, employer: EmployerId, phone: &Phone) -> Result<()> {
    let seen = row(store, employer).await?;
    let permit = actor
        .may(Operation::MemberAdd, &Scope::Employer { id: employer, region: seen.region })
        .map_err(hide)?;
    let add = || {
        store.write("member.add", &permit, |tx| async move {
            let employer: EmployerRow = tx.one(include_str!("get.sql"), args![employer]).await?;
            let members: Vec<GrantRow> = tx.all(include_str!("members.sql"), args![employer.id]).await?;
            let (account, opened) = accounts::of_phone(&tx, &store.scribe(), phone).await?;
            if members.iter().any(|grant| grant.account_id == account) {
                return Ok(Decision::unchanged(()));
            }
            if members.len() >= MOST {
                return Err(Error::conflict("employer.members_full").with("max", MOST).into());
            }
            Ok(Decision::changed((), decide_add(&store.scribe(), &employer, account, opened)?))
        })
    };
    match add().await {
        // The person opened the account at the same moment.
        Err(store::Error::Unique) => Ok(add().await?),
        other => Ok(other?),
    }
}

/// The grant of a new member and its entry, after what opens the account if it is new.
pub fn decide_add(
    scribe: &Scribe<'_>,
    employer: &EmployerRow,
    account: AccountId,
    opened: Option<Change>,
) -> Result<Change> {
    let grant = grant_row(scribe, account, Grant::new(Role::Employer, employer.region, Some(employer.id))?);
    Ok(opened
        .into_iter()
        .fold(Change::of(employer.region), Change::and)
        .insert(&grant)
        .tell(employer.id, json!({ "employer": employer.id, "grant": grant.id, "notice": "member.add" }))
        .tell(account, json!({ "employer": employer.id, "grant": grant.id, "role": grant.role })))
}

/// Takes a member's right to act for the employer, at once; one's own as well, unless nobody would be left.
pub async fn remove_member(
    store: &Store,
    actor: &Actor,
    employer: EmployerId,
    account: AccountId,
) -> Result<()> {
    let seen = row(store, employer).await?;
    let permit = actor
        .may(Operation::MemberRemove, &Scope::Employer { id: employer, region: seen.region })
        .map_err(hide)?;
    store
        .write("member.remove", &permit, |tx| async move {
            let employer: EmployerRow = tx.one(include_str!("get.sql"), args![employer]).await?;
            let members: Vec<GrantRow> = tx.all(include_str!("members.sql"), args![employer.id]).await?;
            let Some(grant) = members.iter().find(|grant| grant.account_id == account) else {
                return Err(Error::not_found("not_found").into());
            };
            if members.len() == 1 {
                return Err(Error::conflict("employer.last_member").into());
            }
            Ok(Decision::changed((), decide_remove(&store.scribe(), &employer, grant)))
        })
        .await
        .map_err(Into::into)
}

/// The grant taken back and its entry.
pub fn decide_remove(scribe: &Scribe<'_>, employer: &EmployerRow, grant: &GrantRow) -> Change {
    let (employer_id, account) = (employer.id, grant.account_id);
    Change::of(employer.region)
        .update(grant, GrantRow { revoked_at: Some(scribe.now), ..grant.clone() })
        .tell(employer_id, json!({ "employer": employer_id, "grant": grant.id, "notice": "member.remove" }))
        .tell(account, json!({ "employer": employer_id, "grant": grant.id, "revoked": true }))
}
