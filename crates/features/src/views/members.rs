//! Who acts for an employer, for the others who do: masked, as everybody is.

use kernel::{AccountId, Actor, EmployerId, GrantId, Micros, Operation, Result, Scope, WorkerId, mask_name};
use store::{Store, args};

use super::Reached;
use crate::{
    employers::{self, EmployerKind, MemberRole},
    jobs::hide,
};

/// Somebody who acts for an employer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their grant.
    pub grant: GrantId,
    /// What they may do for it.
    pub role: MemberRole,
    /// Whether it is the actor.
    pub me: bool,
    /// Whether they have agreed; until then nothing is said of them but the phone that was given.
    pub agreed: bool,
    /// The name with its middle hidden; none for those who are no workers, or have not agreed.
    pub name_masked: Option<String>,
    /// The phone with its middle hidden.
    pub phone_masked: String,
    /// Since when.
    pub since: Micros,
}

store::view! {
    /// A grant with the sealed words of its person.
    pub struct Held {
        /// The grant.
        id: GrantId,
        /// The account.
        account_id: AccountId,
        /// What they may do.
        role: MemberRole,
        /// Since when.
        given_at: Micros,
        /// Since when its person agrees.
        accepted_at: Option<Micros>,
        /// Sealed.
        phone: Option<Vec<u8>>,
        /// The worker that the account is.
        worker_id: Option<WorkerId>,
        /// Sealed.
        name: Option<Vec<u8>>,
    }
}

/// Who acts for one of the actor's employers, the first first.
pub async fn members(store: &Store, actor: &Actor, employer: EmployerId) -> Result<Vec<Member>> {
    let region = employers::row(store, employer).await?.region;
    let scope = Scope::Employer { id: employer, region };
    let _permit = actor.may(Operation::EmployerRead, &scope).map_err(hide)?;
    let held: Vec<Held> = store.all(include_str!("members.sql"), args![employer]).await?;
    held.into_iter().map(|row| member(store, actor, row)).collect()
}

/// The same for the official of the employer's region.
pub async fn members_of(store: &Store, actor: &Actor, employer: EmployerId) -> Result<Vec<Member>> {
    let region = employers::row(store, employer).await?.region;
    let scope = Scope::Employer { id: employer, region };
    let _permit = actor.may(Operation::EmployerVerify, &scope).map_err(hide)?;
    let held: Vec<Held> = store.all(include_str!("members.sql"), args![employer]).await?;
    held.into_iter().map(|row| member(store, actor, row)).collect()
}

fn member(store: &Store, actor: &Actor, row: Held) -> Result<Member> {
    let agreed = row.accepted_at.is_some();
    let name = match (row.worker_id, &row.name) {
        (Some(worker), Some(sealed)) if agreed => {
            Some(mask_name(&store.unseal("worker", "name", worker, sealed)?))
        }
        _ => None,
    };
    let phone = Reached { account_id: row.account_id, phone: row.phone }.open(store)?;
    Ok(Member {
        grant: row.id,
        role: row.role,
        me: actor.account() == Some(row.account_id),
        agreed,
        name_masked: name,
        phone_masked: phone.map(|phone| phone.masked()).unwrap_or_default(),
        since: row.accepted_at.unwrap_or(row.given_at),
    })
}

store::view! {
    /// An employer that asks somebody to act for it.
    pub struct Invitation {
        /// The grant that waits.
        id: GrantId,
        /// Since when.
        given_at: Micros,
        /// What kind of employer.
        kind: EmployerKind,
        /// Its name.
        name: Option<String>,
        /// What one is to do for it.
        role: MemberRole,
    }
}

/// The employers that ask the actor's own account to act for them.
pub async fn invitations(store: &Store, actor: &Actor, account: AccountId) -> Result<Vec<Invitation>> {
    let _permit = actor.may(Operation::MemberAnswer, &Scope::Account(account))?;
    Ok(store.all(include_str!("invitations.sql"), args![account]).await?)
}
