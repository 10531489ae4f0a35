//! The journal of a region: what happened, in which role, and whom it concerned.

use std::collections::BTreeMap;

use kernel::{Actor, Micros, Operation, RegionCode, Result, Scope};
use store::{Store, args};

use super::bounds;
use crate::paging::{self, Page};

/// An entry, as officials see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Its place in the journal.
    pub position: i64,
    /// When.
    pub at: Micros,
    /// The command's name.
    pub name: String,
    /// The county.
    pub region: String,
    /// The role that acted.
    pub role: String,
    /// Whom it concerns: kind and id. Those who were erased are gone.
    pub subjects: Vec<(String, String)>,
}

/// What a reader may ask of the journal.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// Only entries of this name.
    pub name: Option<&'a str>,
    /// Only entries that concern this id.
    pub subject: Option<&'a str>,
}

store::view! {
    /// An entry with one of its parts, if it has any.
    pub struct EntryPart {
        /// The position.
        position: i64,
        /// The command's name.
        name: String,
        /// When.
        at: Micros,
        /// The county.
        region: String,
        /// The role that acted.
        role: String,
        /// Whom a part of it concerns.
        subject: Option<String>,
    }
}

store::view! {
    /// What an id is the id of.
    pub struct Known {
        /// The id.
        id: String,
        /// worker, employer or account.
        kind: String,
    }
}

/// The entries of a region, newest first.
pub async fn journal(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    about: About<'_>,
    after: Option<&str>,
    limit: i64,
) -> Result<Page<Happening>> {
    let _permit = actor.may(Operation::JournalRead, &Scope::Region(region))?;
    let before: i64 = paging::decode(after)?.unwrap_or(i64::MAX);
    let limit = paging::limit(limit)?;
    let ((low, high), (first, last)) = (region.range(), bounds(about.name));
    let mut asked = args![before, low, high, first, last, limit + 1];
    let sql = match about.subject {
        None => include_str!("journal.sql"),
        Some(subject) => {
            asked.push(store::Value::Text(subject.to_owned()));
            include_str!("journal_of.sql")
        }
    };
    let mut entries: Vec<Happening> = Vec::new();
    for part in store.all::<EntryPart>(sql, asked).await? {
        if entries.last().is_none_or(|entry| entry.position != part.position) {
            entries.push(Happening {
                position: part.position,
                at: part.at,
                name: part.name,
                region: part.region,
                role: part.role,
                subjects: Vec::new(),
            });
        }
        if let (Some(entry), Some(subject)) = (entries.last_mut(), part.subject) {
            entry.subjects.push((String::new(), subject));
        }
    }
    let mut page = Page::cut(entries, limit, |entry| entry.position);
    name_kinds(store, &mut page.items).await?;
    Ok(page)
}

async fn name_kinds(store: &Store, entries: &mut [Happening]) -> Result<()> {
    let subjects = || entries.iter().flat_map(|entry| &entry.subjects);
    let mut ids: Vec<String> = subjects().map(|(_, id)| id.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    let known: Vec<Known> = store.of_keys(include_str!("subjects.sql"), &ids).await?;
    let kinds: BTreeMap<String, String> = known.into_iter().map(|one| (one.id, one.kind)).collect();
    for (kind, id) in entries.iter_mut().flat_map(|entry| &mut entry.subjects) {
        // A county hears of what may name nobody.
        *kind = kinds.get(id).cloned().unwrap_or_else(|| "region".to_owned());
    }
    Ok(())
}
