//! The people who act for an employer. Every member may do everything for it; finer roles are not told apart here. Nobody
//! becomes one without agreeing to it. It refuses to leave an employer without a member, a household more than its own
//! person, and to say whether a phone was known before.

use kernel::{AccountId, Actor, EmployerId, Error, Grant, GrantId, Operation, Phone, Result, Role, Scope};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, Tx, args};

use super::{EmployerKind, EmployerRow, row};
use crate::{
    accounts::{self, GrantRow, grant_row},
    jobs::hide,
};

/// How many people may act for one employer.
pub const MOST: usize = 50;

/// The employer with its grants, if the actor still acts for it: a right that was taken a moment ago gives nothing.
async fn theirs(
    tx: &Tx,
    actor: &Actor,
    employer: EmployerId,
) -> Result<(EmployerRow, Vec<GrantRow>), store::Error> {
    let employer: EmployerRow = tx.one(include_str!("get.sql"), args![employer]).await?;
    let grants: Vec<GrantRow> = tx.all(include_str!("members.sql"), args![employer.id]).await?;
    let acts = |grant: &GrantRow| grant.accepted_at.is_some() && Some(grant.account_id) == actor.account();
    if grants.iter().any(acts) { Ok((employer, grants)) } else { Err(Error::not_found("not_found").into()) }
}

/// Asks the person with a phone to act for the employer; once more changes nothing. Whoever has no account gets one, which
/// is theirs when they sign in with that phone; until they agree they act for nobody.
pub async fn invite_member(store: &Store, actor: &Actor, employer: EmployerId, phone: &Phone) -> Result<()> {
    let seen = row(store, employer).await?;
    let permit = actor
        .may(Operation::MemberInvite, &Scope::Employer { id: employer, region: seen.region })
        .map_err(hide)?;
    let invite = || {
        store.write("member.invite", &permit, |tx| async move {
            let (employer, grants) = theirs(&tx, actor, employer).await?;
            if employer.kind == EmployerKind::Household {
                return Err(Error::conflict("employer.household_alone").into());
            }
            let (account, opened) = accounts::of_phone(&tx, &store.scribe(), phone).await?;
            if grants.iter().any(|grant| grant.account_id == account) {
                return Ok(Decision::unchanged(()));
            }
            if grants.len() >= MOST {
                return Err(Error::conflict("employer.members_full").with("max", MOST).into());
            }
            Ok(Decision::changed((), decide_invite(&store.scribe(), &employer, account, opened)?))
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
    opened: Option<Change>,
) -> Result<Change> {
    let grant = Grant::new(Role::Employer, employer.region, Some(employer.id))?;
    let grant = GrantRow { accepted_at: None, ..grant_row(scribe, account, grant) };
    let fact = json!({ "employer": employer.id, "grant": grant.id, "notice": "member.invite" });
    Ok(opened
        .into_iter()
        .fold(Change::of(employer.region), Change::and)
        .insert(&grant)
        .tell(employer.id, json!({ "employer": employer.id, "grant": grant.id }))
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

/// Takes a member's right to act for the employer, at once, or an invitation back; one's own as well, unless nobody would
/// be left.
pub async fn remove_member(store: &Store, actor: &Actor, employer: EmployerId, grant: GrantId) -> Result<()> {
    let seen = row(store, employer).await?;
    let permit = actor
        .may(Operation::MemberRemove, &Scope::Employer { id: employer, region: seen.region })
        .map_err(hide)?;
    store
        .write("member.remove", &permit, |tx| async move {
            let (employer, grants) = theirs(&tx, actor, employer).await?;
            let Some(grant) = grants.iter().find(|one| one.id == grant) else {
                return Err(Error::not_found("not_found").into());
            };
            let agreed = grants.iter().filter(|grant| grant.accepted_at.is_some()).count();
            if grant.accepted_at.is_some() && agreed == 1 {
                return Err(Error::conflict("employer.last_member").into());
            }
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
