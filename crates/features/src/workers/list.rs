//! The workers of a region, as officials and staff see them: masked.

use kernel::{
    Actor, Availability, IdNumber, Micros, Operation, PersonName, Phone, RegionCode, Result, Scope, WorkerId,
    mask_name,
};
use store::{Store, args};

use super::{WorkerRow, permitted, profile::phone_masked};
use crate::paging::{self, Page};

/// A worker, masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// The worker.
    pub id: WorkerId,
    /// The name with its middle hidden.
    pub name_masked: String,
    /// The phone with its middle hidden.
    pub phone_masked: String,
    /// Where they live.
    pub region: RegionCode,
    /// The occupations they look for.
    pub occupations: Vec<String>,
    /// When they can work.
    pub availability: Availability,
    /// Registered for gigs since.
    pub gig_since: Option<Micros>,
    /// Registered for full-time work since.
    pub full_time_since: Option<Micros>,
    /// When they registered first.
    pub created_at: Micros,
}

store::view! {
    /// A worker with the phone of their account.
    pub struct Listed {
        /// The worker.
        id: WorkerId,
        /// The account.
        account_id: kernel::AccountId,
        /// Sealed.
        name: Option<Vec<u8>>,
        /// Sealed.
        phone: Option<Vec<u8>>,
        /// Where they live.
        region: RegionCode,
        /// Codes joined by commas.
        occupations: String,
        /// When they can work.
        availability: Availability,
        /// Registered for gigs since.
        gig_since: Option<Micros>,
        /// Registered for full-time work since.
        full_time_since: Option<Micros>,
        /// When they registered first.
        created_at: Micros,
    }
}

/// The workers of a region and all that lies in it, in order of their region.
pub async fn list(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    after: Option<&str>,
    limit: i64,
) -> Result<Page<PersonLine>> {
    let _permit = actor.may(Operation::WorkerReadAny, &Scope::Region(region))?;
    let limit = paging::limit(limit)?;
    let (at, id): (String, String) = paging::decode(after)?.unwrap_or_default();
    let (from, to) = region.range();
    let rows = store.all::<Listed>(include_str!("list.sql"), args![from, to, at, id, limit + 1]).await?;
    let page = Page::cut(rows, limit, |row| (row.region, row.id));
    let items = page.items.into_iter().map(|row| line(store, row)).collect::<Result<_>>()?;
    Ok(Page { items, next: page.next })
}

/// One worker of one's region, masked.
pub async fn get_masked(store: &Store, actor: &Actor, worker: WorkerId) -> Result<PersonLine> {
    let (row, _permit): (WorkerRow, _) = permitted(store, actor, Operation::WorkerReadAny, worker).await?;
    masked(store, row.id).await
}

/// The same, for whoever asked for a permit before.
pub(crate) async fn masked(store: &Store, worker: WorkerId) -> Result<PersonLine> {
    line(store, store.one::<Listed>(include_str!("listed.sql"), args![worker]).await?)
}

/// By what somebody is looked for at a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Their whole name; there may be several.
    Name(PersonName),
    /// Their phone.
    Phone(Phone),
    /// Their identity number.
    Number(IdNumber),
}

/// The people of a region who have that name, phone or number, masked; at most twenty-one. Nobody outside of it is found.
pub async fn find(store: &Store, actor: &Actor, region: RegionCode, mark: &Mark) -> Result<Vec<PersonLine>> {
    let _permit = actor.may(Operation::WorkerReadAny, &Scope::Region(region))?;
    let vault = store.vault();
    let found: Vec<Listed> = match mark {
        Mark::Name(name) => {
            let (from, to) = region.range();
            let [index, other] = vault.blinds("name", name.as_str());
            let key = args![index, from, to, other];
            store.all(include_str!("of_mark_name.sql"), key).await?
        }
        Mark::Phone(phone) => {
            let [index, other] = vault.blinds("phone", phone.as_str());
            let key = args![index, other];
            store.all(include_str!("of_mark_phone.sql"), key).await?
        }
        Mark::Number(number) => {
            let [index, other] = vault.blinds("id_number", number.as_str());
            let key = args![index, other];
            store.all(include_str!("of_mark_number.sql"), key).await?
        }
    };
    let here = found.into_iter().filter(|row| region.contains(&row.region));
    here.map(|row| line(store, row)).collect()
}

fn line(store: &Store, row: Listed) -> Result<PersonLine> {
    let open = |sealed: &Vec<u8>| store.unseal("worker", "name", row.id, sealed);
    let name = row.name.as_ref().map(open).transpose()?;
    Ok(PersonLine {
        id: row.id,
        name_masked: name.as_deref().map(mask_name).unwrap_or_default(),
        phone_masked: phone_masked(store, row.account_id, row.phone.as_deref())?,
        region: row.region,
        occupations: row.occupations.split(',').map(str::to_owned).collect(),
        availability: row.availability,
        gig_since: row.gig_since,
        full_time_since: row.full_time_since,
        created_at: row.created_at,
    })
}
