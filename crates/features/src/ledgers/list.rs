//! The people of a ledger, masked, place by place. A name, a number or a phone is found by its blind index, whole; nobody
//! is found by a part of it.

use std::collections::BTreeMap;

use kernel::{
    Actor, Error, IdNumber, Micros, Operation, PersonName, Phone, RegionCode, Result, Scope, WorkerId,
    mask_name,
};
use ledger::{Day, Group};
use store::{Store, args};

use super::{LedgerRow, State, Verified, contact::days};
use crate::paging::{self, Page};

/// Who is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Search {
    /// Everybody.
    #[default]
    All,
    /// Those of this name.
    Name(String),
    /// The one with this identity number.
    Number(String),
    /// The one with this phone.
    Phone(String),
}

impl Search {
    /// What words mean: a phone, an identity number, else a whole name; words that can be none find nobody.
    pub fn read(words: &str) -> Option<Search> {
        let words = words.trim();
        if words.is_empty() {
            return Some(Search::All);
        }
        if let Ok(number) = words.parse::<IdNumber>() {
            return Some(Search::Number(number.as_str().to_owned()));
        }
        if let Ok(phone) = words.parse::<Phone>() {
            return Some(Search::Phone(phone.as_str().to_owned()));
        }
        words.parse::<PersonName>().ok().map(|name| Search::Name(name.as_str().to_owned()))
    }
}

/// Which people of a ledger.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Which ledger.
    pub group: Group,
    /// Where.
    pub region: RegionCode,
    /// How they stand.
    pub state: State,
    /// What a register said; none for anything.
    pub verified: Option<Verified>,
    /// Whom nobody has spoken with for so many days; none for anybody.
    pub idle_days: Option<i64>,
    /// Who.
    pub search: Search,
}

/// Somebody of a ledger, masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The person.
    pub worker: WorkerId,
    /// The name with its middle hidden.
    pub name_masked: String,
    /// The phone with its middle hidden; empty if there is none.
    pub phone_masked: String,
    /// Where they live.
    pub region: RegionCode,
    /// The township that is responsible.
    pub station: RegionCode,
    /// How they stand.
    pub state: State,
    /// In since.
    pub entered: Day,
    /// Out since.
    pub exited: Option<Day>,
    /// Why out: how, and about what.
    pub exit_reason: Option<String>,
    /// What a register said.
    pub verified: Verified,
    /// Which.
    pub verified_source: Option<String>,
    /// When.
    pub verified_at: Option<Micros>,
    /// When somebody last spoke with them.
    pub contact_at: Option<Micros>,
}

store::view! {
    /// What is shown of a person, sealed.
    pub struct Sealed {
        /// The record.
        id: WorkerId,
        /// Its account.
        account_id: kernel::AccountId,
        /// Sealed.
        name: Option<Vec<u8>>,
        /// Sealed.
        phone: Option<Vec<u8>>,
    }
}

/// The people of a ledger in a region, in order of where they live.
pub async fn list(
    store: &Store,
    actor: &Actor,
    filter: &Filter,
    after: Option<&str>,
    limit: i64,
) -> Result<Page<Line>> {
    let _permit = actor.may(Operation::LedgerRead, &Scope::Region(filter.region))?;
    let limit = paging::limit(limit)?;
    if filter.state == State::Merged {
        return Err(Error::invalid("word.unknown").field("state"));
    }
    let (at, id): (String, String) = paging::decode(after)?.unwrap_or_default();
    let (low, high) = filter.region.range();
    // A later page begins to read where it begins, not at the first village.
    let low = low.max(at.clone());
    let (group, state) = (filter.group.to_string(), filter.state);
    // Contact before this; somebody never spoken with is before everything.
    let before = filter.idle_days.map_or(i64::MAX, |idle| store.now().0.saturating_sub(days(idle)));
    let (sql, [index, other]) = match &filter.search {
        Search::All => match filter.verified {
            None => (include_str!("list.sql"), Default::default()),
            Some(_) => (include_str!("list_verified.sql"), Default::default()),
        },
        Search::Name(name) => (include_str!("list_name.sql"), store.vault().blinds("name", name)),
        Search::Number(number) => {
            (include_str!("list_number.sql"), store.vault().blinds("id_number", number))
        }
        Search::Phone(phone) => (include_str!("list_phone.sql"), store.vault().blinds("phone", phone)),
    };
    let mut asked = args![group, state, low, high, at, id, before, limit + 1];
    match (&filter.search, filter.verified) {
        (Search::All, None) => {}
        (Search::All, Some(verified)) => asked.extend(args![verified]),
        (_, verified) => {
            // Words lie between these two: one alone, or every one.
            let (first, last) = verified.map_or(("", "~"), |word| (word.as_str(), word.as_str()));
            asked.extend(args![index, first.to_owned(), last.to_owned(), other]);
        }
    }
    let rows: Vec<LedgerRow> = store.all(sql, asked).await?;
    let page = Page::cut(rows, limit, |row| (row.region.to_string(), row.id.clone()));
    let keys: Vec<String> = page.items.iter().map(|row| row.worker_id.to_string()).collect();
    let people: Vec<Sealed> = store.of_keys(include_str!("people.sql"), &keys).await?;
    let people: BTreeMap<WorkerId, Sealed> = people.into_iter().map(|one| (one.id, one)).collect();
    page.try_map(|row| {
        let (mut name, mut phone) = (String::new(), String::new());
        if let Some(one) = people.get(&row.worker_id) {
            if let Some(sealed) = &one.name {
                name = mask_name(&store.unseal("worker", "name", one.id, sealed)?);
            }
            if let Some(sealed) = &one.phone {
                let text = store.unseal("account", "phone", one.account_id, sealed)?;
                phone = text.parse::<Phone>()?.masked();
            }
        }
        Ok(Line {
            worker: row.worker_id,
            name_masked: name,
            phone_masked: phone,
            region: row.region,
            station: row.station,
            state: row.state,
            entered: Day(row.entered_day),
            exited: row.exited_day.map(Day),
            exit_reason: row.exit_reason,
            verified: row.verified,
            verified_source: row.verified_source,
            verified_at: row.verified_at,
            contact_at: Some(row.contact_at).filter(|at| at.0 > 0),
        })
    })
}
