//! Who acts for an employer, for the others who do: masked, as everybody is.

use kernel::{AccountId, Actor, EmployerId, Micros, Operation, Result, Scope, WorkerId, mask_name};
use store::{Store, args};

use super::Reached;
use crate::{employers, jobs::hide};

/// Somebody who acts for an employer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their account.
    pub account: AccountId,
    /// The name with its middle hidden; none for those who are no workers.
    pub name_masked: Option<String>,
    /// The phone with its middle hidden.
    pub phone_masked: String,
    /// Since when.
    pub since: Micros,
}

store::view! {
    /// A grant with the sealed words of its person.
    pub struct Held {
        /// The account.
        account_id: AccountId,
        /// Since when.
        given_at: Micros,
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
    held.into_iter().map(|row| member(store, row)).collect()
}

fn member(store: &Store, row: Held) -> Result<Member> {
    let name = match (row.worker_id, &row.name) {
        (Some(worker), Some(sealed)) => Some(mask_name(&store.unseal("worker", "name", worker, sealed)?)),
        _ => None,
    };
    let phone = Reached { account_id: row.account_id, phone: row.phone }.open(store)?;
    Ok(Member {
        account: row.account_id,
        name_masked: name,
        phone_masked: phone.map(|phone| phone.masked()).unwrap_or_default(),
        since: row.given_at,
    })
}
