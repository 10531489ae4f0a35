//! Employers as others see them.

use kernel::{AccountId, Actor, EmployerId, Micros, Operation, RegionCode, Result, Scope};
use store::{Store, args};

use super::{EmployerKind, EmployerRow, EmployerState};
use crate::paging::{self, Page};

store::view! {
    /// What everybody may know of an employer.
    pub struct Public {
        /// The employer.
        id: EmployerId,
        /// What kind.
        kind: EmployerKind,
        /// The name; none for a household.
        name: Option<String>,
        /// How far it is trusted.
        state: EmployerState,
        /// Where it stands.
        region: RegionCode,
        /// When it registered.
        created_at: Micros,
        /// How many jobs it has posted.
        jobs_posted: i64,
        /// How many people it has hired.
        hires: i64,
    }
}

/// What everybody may know of an employer.
pub async fn get(store: &Store, id: EmployerId) -> Result<Public> {
    Ok(store.one(include_str!("public.sql"), args![id]).await?)
}

/// The row of an employer.
pub async fn row(store: &Store, id: EmployerId) -> Result<EmployerRow> {
    Ok(store.one(include_str!("get.sql"), args![id]).await?)
}

/// The employers an account acts for.
pub async fn for_account(store: &Store, account: AccountId) -> Result<Vec<EmployerRow>> {
    Ok(store.all(include_str!("of_account.sql"), args![account]).await?)
}

/// The employers of a region and all that lies in it, for officials: all, or those in one state.
pub async fn list(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    state: Option<EmployerState>,
    after: Option<&str>,
    limit: i64,
) -> Result<Page<Public>> {
    let _permit = actor.may(Operation::EmployerVerify, &Scope::Region(region))?;
    let limit = paging::limit(limit)?;
    let (at, id): (String, String) = paging::decode(after)?.unwrap_or_default();
    let (from, to) = region.range();
    let rows: Vec<Public> = match state {
        None => store.all(include_str!("list.sql"), args![from, to, at, id, limit + 1]).await?,
        Some(state) => {
            store.all(include_str!("list_state.sql"), args![from, to, at, id, limit + 1, state]).await?
        }
    };
    Ok(Page::cut(rows, limit, |row| (row.region, row.id)))
}
