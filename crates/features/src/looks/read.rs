//! What a look shows, and who looked.

use kernel::{
    AccountId, Actor, LookId, Micros, Operation, Phone, Point, RegionCode, Result, Scope, WorkerId, mask_name,
};
use store::{Store, args};

use super::model::words;
use super::{Duty, LookRow};
use crate::paging::{self, Page};
use crate::workers;

/// One record of a person in clear.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The name.
    pub name: String,
    /// The phone; empty if there is none.
    pub phone: String,
    /// The identity number; empty if it is not known.
    pub id_number: String,
    /// Where they live, if they have said.
    pub home: Option<Point>,
    /// What they say of themselves.
    pub about: String,
}

/// A person in clear, with the records that were merged into theirs; nothing unless a look of this account holds.
pub async fn shown(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Option<(Vec<Shown>, Micros)>> {
    let (person, permit) = workers::permitted(store, actor, Operation::WorkerUnmask, worker).await?;
    let Some(account) = permit.account() else { return Ok(None) };
    let key = args![account, store.now(), person.id];
    let Some(look) = store.maybe::<LookRow>(include_str!("open.sql"), key).await? else { return Ok(None) };
    let mut records = workers::records(store, person.id).await?;
    records.sort_by_key(|row| row.merged_into.is_some());
    let mut clear = Vec::with_capacity(records.len());
    for row in &records {
        let phone: Option<Phone> = crate::views::own_phone(store, row.account_id).await?;
        let vault = store.vault();
        clear.push(Shown {
            name: row.open_name(vault)?.unwrap_or_default(),
            phone: phone.map(|phone| phone.as_str().to_owned()).unwrap_or_default(),
            id_number: row
                .open_id_number(vault)?
                .map(|number| number.as_str().to_owned())
                .unwrap_or_default(),
            home: row.open_home(vault)?,
            about: row.open_about(vault)?.text,
        });
    }
    Ok(Some((clear, look.until_at)))
}

store::view! {
    /// A look with the names of both, sealed.
    pub struct Stored {
        /// The look.
        id: LookId,
        /// The person.
        worker_id: WorkerId,
        /// Sealed.
        worker_name: Option<Vec<u8>>,
        /// Who looked.
        account_id: AccountId,
        /// Their login.
        login: Option<String>,
        /// Sealed.
        account_name: Option<Vec<u8>>,
        /// In which role.
        role: String,
        /// In which office's region.
        office: RegionCode,
        /// Where the person lived.
        region: RegionCode,
        /// What for.
        duty: Duty,
        /// Sealed.
        words: Vec<u8>,
        /// When.
        at: Micros,
    }
}

/// Who looked at whom, what for: for those who watch over it. The person stays masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The look.
    pub id: LookId,
    /// The person.
    pub worker: WorkerId,
    /// The person's name, masked.
    pub name_masked: String,
    /// The login of who looked.
    pub login: String,
    /// The name of who looked.
    pub by: String,
    /// In which role.
    pub role: String,
    /// In which office's region.
    pub office: RegionCode,
    /// Where the person lived.
    pub region: RegionCode,
    /// What for.
    pub duty: Duty,
    /// What for, in words.
    pub words: String,
    /// When.
    pub at: Micros,
}

/// The looks at the people of a region, the last first; `who` is a login, or the id of who looked or was looked at.
pub async fn list(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    duty: Option<Duty>,
    who: &str,
    after: Option<&str>,
    limit: i64,
) -> Result<Page<Line>> {
    let _permit = actor.may(Operation::LookRead, &Scope::Region(region))?;
    let ((low, high), limit) = (region.range(), paging::limit(limit)?);
    let (first, last) =
        duty.map_or((String::new(), "~".to_owned()), |duty| (duty.to_string(), duty.to_string()));
    let before: String = paging::decode(after)?.unwrap_or_else(|| "g".to_owned());
    let mut asked = args![low, high, first, last, before, limit + 1];
    let sql = if who.is_empty() {
        include_str!("region.sql")
    } else {
        asked.push(store::Value::Text(who.to_owned()));
        include_str!("region_of.sql")
    };
    Page::cut(store.all::<Stored>(sql, asked).await?, limit, |row| row.id).try_map(|row| line(store, row))
}

fn line(store: &Store, row: Stored) -> Result<Line> {
    let name = row.worker_name.as_ref().map(|sealed| store.unseal("worker", "name", row.worker_id, sealed));
    let by = row.account_name.as_ref().map(|sealed| store.unseal("account", "name", row.account_id, sealed));
    Ok(Line {
        words: words(store.vault(), row.id, &row.words)?,
        id: row.id,
        worker: row.worker_id,
        name_masked: name.transpose()?.as_deref().map(mask_name).unwrap_or_default(),
        login: row.login.unwrap_or_default(),
        by: by.transpose()?.unwrap_or_default(),
        role: row.role,
        office: row.office,
        region: row.region,
        duty: row.duty,
        at: row.at,
    })
}

/// A look as its person reads it: which office, in which role, what for. Who sat in the office is for its head and the
/// auditors, who find it by the look's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The look's number.
    pub id: LookId,
    /// In which role.
    pub role: String,
    /// In which office's region.
    pub office: RegionCode,
    /// What for.
    pub duty: Duty,
    /// What for, in words.
    pub words: String,
    /// When.
    pub at: Micros,
}

/// Who looked at oneself, by whichever record, the last first.
pub async fn of_me(
    store: &Store,
    actor: &Actor,
    worker: WorkerId,
    after: Option<&str>,
    limit: i64,
) -> Result<Page<Seen>> {
    let (person, _permit) = workers::permitted(store, actor, Operation::WorkerRead, worker).await?;
    let limit = paging::limit(limit)?;
    let before: String = paging::decode(after)?.unwrap_or_else(|| "g".to_owned());
    let rows: Vec<LookRow> =
        store.all(include_str!("of_person.sql"), args![person.id, before, limit + 1]).await?;
    Page::cut(rows, limit, |row| row.id).try_map(|row| {
        Ok(Seen {
            words: row.open_words(store.vault())?,
            id: row.id,
            role: row.role,
            office: row.office,
            duty: row.duty,
            at: row.at,
        })
    })
}
