//! The pairs that an official is to look at, both sides masked; and what was merged into a person.

use std::collections::BTreeMap;

use kernel::{Actor, IdNumber, Micros, Operation, Phone, RegionCode, Result, Scope, WorkerId, mask_name};
use matching::people::{Field, How, Reasons, Verdict};
use store::{Store, args};

use super::MergeRow;
use crate::paging::{self, Page};
use crate::workers;

/// One of two records, masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The record.
    pub id: WorkerId,
    /// The name with its middle hidden.
    pub name_masked: String,
    /// The phone with its middle hidden; empty if there is none.
    pub phone_masked: String,
    /// The identity number with the date of birth hidden.
    pub id_number_masked: Option<String>,
    /// Where they live.
    pub region: RegionCode,
    /// The occupations they look for.
    pub occupations: Vec<String>,
    /// When they registered.
    pub created_at: Micros,
}

/// Two records that look like one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspect {
    /// The one.
    pub a: Side,
    /// The other.
    pub b: Side,
    /// How likely, in thousandths of a bit.
    pub score: i64,
    /// What the figures say.
    pub verdict: Verdict,
    /// How each field compares.
    pub reasons: Reasons,
    /// Since when it is known.
    pub found_at: Micros,
}

store::view! {
    /// A suspected pair as it is stored.
    pub struct Stored {
        /// The key.
        id: String,
        /// The one.
        a_id: WorkerId,
        /// The other.
        b_id: WorkerId,
        /// Thousandths of a bit.
        score: i64,
        /// A word.
        verdict: String,
        /// Words.
        reasons: String,
        /// Since when.
        found_at: Micros,
    }
}

store::view! {
    /// A record with what is sealed of it.
    pub struct SealedSide {
        /// The record.
        id: WorkerId,
        /// Its account.
        account_id: kernel::AccountId,
        /// Sealed.
        name: Option<Vec<u8>>,
        /// Sealed.
        id_number: Option<Vec<u8>>,
        /// Sealed.
        phone: Option<Vec<u8>>,
        /// Where they live.
        region: RegionCode,
        /// Codes joined by commas.
        occupations: String,
        /// When they registered.
        created_at: Micros,
        /// The record that is kept of the same person.
        merged_into: Option<WorkerId>,
    }
}

/// The pairs within a region, the likeliest first. A pair of which only one lives there is for whoever may see both.
pub async fn suspects(
    store: &Store,
    actor: &Actor,
    region: RegionCode,
    after: Option<&str>,
    limit: i64,
) -> Result<Page<Suspect>> {
    let _permit = actor.may(Operation::WorkerMerge, &Scope::Region(region))?;
    let limit = paging::limit(limit)?;
    let (score, id): (i64, String) = paging::decode(after)?.unwrap_or((i64::MAX, String::new()));
    let (low, high) = region.range();
    let rows: Vec<Stored> =
        store.all(include_str!("list.sql"), args![low, high, score, id, limit + 1]).await?;
    let page = Page::cut(rows, limit, |row| (row.score, row.id.clone()));
    let ids: Vec<WorkerId> = page.items.iter().flat_map(|row| [row.a_id, row.b_id]).collect();
    let sides = sides(store, &ids).await?;
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        // Erased, merged or moved since it was found: the next look will say what is so now.
        let here = |id| sides.get(&id).filter(|(kept, side)| *kept && region.contains(&side.region));
        let (Some((_, a)), Some((_, b))) = (here(row.a_id), here(row.b_id)) else { continue };
        items.push(Suspect {
            a: a.clone(),
            b: b.clone(),
            score: row.score,
            verdict: row.verdict.parse()?,
            reasons: read(&row.reasons),
            found_at: row.found_at,
        });
    }
    Ok(Page { items, next: page.next })
}

/// Reasons as they are stored; what is not known is passed over.
fn read(words: &str) -> Reasons {
    let one = |pair: &str| {
        let (field, how) = pair.split_once(':')?;
        Some((field.parse::<Field>().ok()?, how.parse::<How>().ok()?))
    };
    words.split(' ').filter_map(one).collect()
}

/// Records by id, masked, and whether each is one that is kept. For whoever asked for a permit before.
async fn sides(store: &Store, ids: &[WorkerId]) -> Result<BTreeMap<WorkerId, (bool, Side)>> {
    let mut keys: Vec<String> = ids.iter().map(ToString::to_string).collect();
    keys.sort_unstable();
    keys.dedup();
    let rows: Vec<SealedSide> = store.of_keys(include_str!("sides.sql"), &keys).await?;
    rows.into_iter().map(|row| Ok((row.id, (row.merged_into.is_none(), side(store, row)?)))).collect()
}

fn side(store: &Store, row: SealedSide) -> Result<Side> {
    let open = |column: &str, cell: &Option<Vec<u8>>| {
        cell.as_ref().map(|sealed| store.unseal("worker", column, row.id, sealed)).transpose()
    };
    let number = open("id_number", &row.id_number)?.map(|text| text.parse::<IdNumber>()).transpose()?;
    let phone = row.phone.as_ref().map(|sealed| store.unseal("account", "phone", row.account_id, sealed));
    let phone = phone.transpose()?.map(|text| text.parse::<Phone>()).transpose()?;
    Ok(Side {
        id: row.id,
        name_masked: open("name", &row.name)?.as_deref().map(mask_name).unwrap_or_default(),
        phone_masked: phone.map(|phone| phone.masked()).unwrap_or_default(),
        id_number_masked: number.map(|number| number.masked()),
        region: row.region,
        occupations: row.occupations.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
        created_at: row.created_at,
    })
}

/// A record that was merged, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The merge.
    pub id: String,
    /// The record that goes by another.
    pub record: Side,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Micros,
}

/// What was merged into a person, the last first.
pub async fn merges(store: &Store, actor: &Actor, worker: WorkerId) -> Result<Vec<Merged>> {
    let row = workers::row(store, worker).await?;
    let _permit = super::permit(actor, &row)?;
    let rows: Vec<MergeRow> = store.all(include_str!("merges.sql"), args![row.id]).await?;
    let ids: Vec<WorkerId> = rows.iter().map(|merge| merge.merged_id).collect();
    let mut sides = sides(store, &ids).await?;
    let mut merged = Vec::with_capacity(rows.len());
    for merge in rows {
        let Some((_, record)) = sides.remove(&merge.merged_id) else { continue };
        let reason = merge.reason.as_ref();
        let reason = reason.map(|sealed| store.unseal("merge", "reason", &merge.id, sealed)).transpose()?;
        merged.push(Merged { record, reason: reason.unwrap_or_default(), at: merge.merged_at, id: merge.id });
    }
    Ok(merged)
}
