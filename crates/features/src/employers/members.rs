//! The people who act for an employer, each in a role: an owner does everything for it, a poster posts and hires, a payer sees it
//! and its jobs. Nobody becomes one without agreeing to it; a role that is changed is a new grant, and the old one ends at once.
//! It refuses to leave an employer without an owner, a household more than its own person, and to say whether a phone was known
//! before.

use kernel::{
    AccountId, Actor, EmployerId, Error, Grant, GrantId, Operation, Phone, Result, Role, Scope, words,
};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, Tx, args};

use super::{EmployerKind, EmployerRow, row};
use crate::{
    accounts::{self, GrantRow, grant_row},
    jobs::hide,
};

/// How many people may act for one employer.
pub const MOST: usize = 50;

words! {
    /// What somebody may do for an employer; the words are those of the roles.
    pub enum MemberRole {
        /// Everything.
        Owner = "employer",
        /// Post and hire.
        Poster = "poster",
        /// See the employer and its jobs.
        Payer = "payer",
    }
}

store::text_fields!(MemberRole);

impl From<MemberRole> for Role {
    fn from(role: MemberRole) -> Role {
        match role {
            MemberRole::Owner => Role::Employer,
            MemberRole::Poster => Role::Poster,
            MemberRole::Payer => Role::Payer,
        }
    }
}

fn is_owner(grant: &GrantRow) -> bool {
    grant.accepted_at.is_some() && grant.role == MemberRole::Owner.as_str()
}

/// The employer with its grants, if the actor still owns it: a right that was taken a moment ago gives nothing.
pub(super) async fn owned_by(
    tx: &Tx,
    actor: &Actor,
    employer: EmployerId,
) -> std::result::Result<(EmployerRow, Vec<GrantRow>), store::Error> {
    let employer: EmployerRow = tx.one(include_str!("get.sql"), args![employer]).await?;
    let grants: Vec<GrantRow> = tx.all(include_str!("members.sql"), args![employer.id]).await?;
    let owns = |grant: &GrantRow| is_owner(grant) && Some(grant.account_id) == actor.account();
    if grants.iter().any(owns) { Ok((employer, grants)) } else { Err(Error::not_found("not_found").into()) }
}

/// Asks the person with a phone to act for the employer; once more changes nothing. Whoever has no account gets one, which
/// is theirs when they sign in with that phone; until they agree they act for nobody.
pub async fn invite_member(
    store: &Store,
    actor: &Actor,
    employer: EmployerId,
    phone: &Phone,
    role: MemberRole,
) -> Result<()> {
    let seen = row(store, employer).await?;
    let permit = actor
        .may(Operation::MemberInvite, &Scope::Employer { id: employer, region: seen.region })
        .map_err(hide)?;
    let invite = || {
        store.write("member.invite", &permit, |tx| async move {
            let (employer, grants) = owned_by(&tx, actor, employer).await?;
            if employer.kind == EmployerKind::Household {
                return Err(Error::conflict("employer.household_alone").into());
            }
            let (account, opened) = accounts::of_phone(&tx, &store.scribe(), phone).await?;
            if let Some(there) = grants.iter().find(|grant| grant.account_id == account) {
                // Whoever is a member already is given another role in its own place, not by asking again.
                return if there.role == role.as_str() {
                    Ok(Decision::unchanged(()))
                } else {
                    Err(Error::conflict("employer.member_already").into())
                };
            }
            if grants.len() >= MOST {
                return Err(Error::conflict("employer.members_full").with("max", MOST).into());
            }
            Ok(Decision::changed((), decide_invite(&store.scribe(), &employer, account, role, opened)?))
        })
    };
    match invite().await {
        // The person opened the account at the same moment.
        Err(store::Error::Unique) => Ok(invite().await?),
        other => Ok(other?),
    }
}

/// The grant that waits for its person, and its entry, after what opens the account if it is new.
pub fn decide_invite(
    scribe: &Scribe<'_>,
    employer: &EmployerRow,
    account: AccountId,
    role: MemberRole,
    opened: Option<Change>,
) -> Result<Change> {
    let grant = Grant::new(role.into(), employer.region, Some(employer.id))?;
    let grant = GrantRow { accepted_at: None, ..grant_row(scribe, account, grant) };
    let fact = json!({ "employer": employer.id, "grant": grant.id, "role": role, "notice": "member.invite" });
    Ok(opened
        .into_iter()
        .fold(Change::of(employer.region), Change::and)
        .insert(&grant)
        .tell(employer.id, json!({ "employer": employer.id, "grant": grant.id, "role": role }))
        .tell(account, fact))
}

/// The invited person's answer. Agreeing twice is agreeing once.
pub async fn answer_invitation(
    store: &Store,
    actor: &Actor,
    account: AccountId,
    grant: GrantId,
    agree: bool,
) -> Result<()> {
    let permit = actor.may(Operation::MemberAnswer, &Scope::Account(account)).map_err(hide)?;
    store
        .write("member.answer", &permit, |tx| async move {
            let absent = || store::Error::from(Error::not_found("not_found"));
            let grant: Option<GrantRow> = tx.maybe(include_str!("grant.sql"), args![grant, account]).await?;
            let grant = grant.ok_or_else(absent)?;
            let employer = grant.employer_id.ok_or_else(absent)?;
            if grant.accepted_at.is_some() {
                return if agree { Ok(Decision::unchanged(())) } else { Err(absent()) };
            }
            let employer: EmployerRow = tx.one(include_str!("get.sql"), args![employer]).await?;
            Ok(Decision::changed((), decide_answer(&store.scribe(), &employer, &grant, agree)))
        })
        .await
        .map_err(Into::into)
}

/// The grant as it is after the answer, and its entry.
pub fn decide_answer(scribe: &Scribe<'_>, employer: &EmployerRow, grant: &GrantRow, agree: bool) -> Change {
    let (employer_id, id) = (employer.id, grant.id);
    let now = Some(scribe.now);
    let after = if agree {
        GrantRow { accepted_at: now, ..grant.clone() }
    } else {
        GrantRow { revoked_at: now, ..grant.clone() }
    };
    let fact = json!({ "employer": employer_id, "grant": id, "agreed": agree });
    let mut told = fact.clone();
    if let (true, Some(map)) = (agree, told.as_object_mut()) {
        map.insert("notice".into(), "member.add".into());
    }
    Change::of(employer.region).update(grant, after).tell(employer_id, told).tell(grant.account_id, fact)
}

/// Gives a member another role, at once; somebody who was only asked is asked for that role. The role they have already changes
/// nothing.
pub async fn change_role(
    store: &Store,
    actor: &Actor,
    employer: EmployerId,
    grant: GrantId,
    role: MemberRole,
) -> Result<()> {
    let seen = row(store, employer).await?;
    let permit = actor
        .may(Operation::MemberInvite, &Scope::Employer { id: employer, region: seen.region })
        .map_err(hide)?;
    store
        .write("member.role", &permit, |tx| async move {
            let (employer, grants) = owned_by(&tx, actor, employer).await?;
            // The grant that was seen may have been followed by another one: what counts is what its person holds now.
            let meant: GrantRow = tx.one(include_str!("member_any.sql"), args![grant, employer.id]).await?;
            let now = grants.iter().find(|one| one.account_id == meant.account_id);
            let now = now.ok_or(Error::not_found("not_found"))?;
            if now.role == role.as_str() {
                return Ok(Decision::unchanged(()));
            }
            if now.id != grant {
                return Err(Error::conflict("conflict").into());
            }
            owner_stays(&grants, now)?;
            Ok(Decision::changed((), decide_role(&store.scribe(), &employer, now, role)?))
        })
        .await
        .map_err(Into::into)
}

/// Refuses to let the last owner go.
fn owner_stays(grants: &[GrantRow], going: &GrantRow) -> Result<()> {
    let owners = grants.iter().filter(|grant| is_owner(grant)).count();
    if is_owner(going) && owners == 1 { Err(Error::conflict("employer.last_member")) } else { Ok(()) }
}

/// The old grant taken back, the new one in its place, and their entry.
pub fn decide_role(
    scribe: &Scribe<'_>,
    employer: &EmployerRow,
    before: &GrantRow,
    role: MemberRole,
) -> Result<Change> {
    let grant = Grant::new(role.into(), employer.region, Some(employer.id))?;
    let account = before.account_id;
    let accepted_at = before.accepted_at.map(|_| scribe.now);
    let after = GrantRow { accepted_at, ..grant_row(scribe, account, grant) };
    let fact = json!({ "employer": employer.id, "grant": after.id, "before": before.id, "role": role });
    let mut told = fact.clone();
    if let (true, Some(map)) = (accepted_at.is_some(), told.as_object_mut()) {
        map.insert("notice".into(), "member.role".into());
    }
    Ok(Change::of(employer.region)
        .update(before, GrantRow { revoked_at: Some(scribe.now), ..before.clone() })
        .insert(&after)
        .tell(employer.id, fact)
        .tell(account, told))
}

/// Takes a member's right to act for the employer, at once, or an invitation back; one's own as well, unless no owner would
/// be left.
pub async fn remove_member(store: &Store, actor: &Actor, employer: EmployerId, grant: GrantId) -> Result<()> {
    let seen = row(store, employer).await?;
    let permit = actor
        .may(Operation::MemberRemove, &Scope::Employer { id: employer, region: seen.region })
        .map_err(hide)?;
    store
        .write("member.remove", &permit, |tx| async move {
            let (employer, grants) = owned_by(&tx, actor, employer).await?;
            let Some(grant) = grants.iter().find(|one| one.id == grant) else {
                return Err(Error::not_found("not_found").into());
            };
            owner_stays(&grants, grant)?;
            Ok(Decision::changed((), decide_remove(&store.scribe(), &employer, grant)))
        })
        .await
        .map_err(Into::into)
}

/// Stops acting for an employer, whatever one does for it, unless no owner would be left.
pub async fn leave(store: &Store, actor: &Actor, account: AccountId, employer: EmployerId) -> Result<()> {
    let permit = actor.may(Operation::MemberAnswer, &Scope::Account(account)).map_err(hide)?;
    store
        .write("member.remove", &permit, |tx| async move {
            let employer: EmployerRow = tx.one(include_str!("get.sql"), args![employer]).await?;
            let grants: Vec<GrantRow> = tx.all(include_str!("members.sql"), args![employer.id]).await?;
            let mine = |grant: &&GrantRow| grant.account_id == account && grant.accepted_at.is_some();
            let grant = grants.iter().find(mine).ok_or(Error::not_found("not_found"))?;
            owner_stays(&grants, grant)?;
            Ok(Decision::changed((), decide_remove(&store.scribe(), &employer, grant)))
        })
        .await
        .map_err(Into::into)
}

/// The grant taken back and its entry; nobody is told of an invitation that nobody took.
pub fn decide_remove(scribe: &Scribe<'_>, employer: &EmployerRow, grant: &GrantRow) -> Change {
    let (employer_id, account) = (employer.id, grant.account_id);
    let fact = json!({ "employer": employer_id, "grant": grant.id, "revoked": true });
    let mut told = fact.clone();
    if let (true, Some(map)) = (grant.accepted_at.is_some(), told.as_object_mut()) {
        map.insert("notice".into(), "member.remove".into());
    }
    Change::of(employer.region)
        .update(grant, GrantRow { revoked_at: Some(scribe.now), ..grant.clone() })
        .tell(employer_id, told)
        .tell(account, fact)
}
