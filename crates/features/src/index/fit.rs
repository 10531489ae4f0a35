//! What decides, besides place, pay and time, how well a job fits: whether its employer is verified, how many wait for
//! it, how often its employer has hired here. Shares of one, as the engine's profile weighs them.

use std::collections::BTreeMap;

use kernel::{JobId, Period, Result};
use matching::Facts;
use matching::topk::{Item, Share, Traits};
use store::Store;

use super::boards::Card;
use crate::employers::EmployerState;
use crate::jobs::JobRow;
use crate::workers::Belonging;

/// The trait of a job that has a date.
pub const DATED: Traits = Traits(1 << 1);
/// Where the facts of a job begin among its traits.
const FACTS: u32 = 8;
/// Where belongings begin among the traits, one bit for each word in the order of [`Belonging`].
const BELONGINGS: u32 = 32;
/// The trait of who is no minor, as far as is known.
pub const ADULT: Traits = Traits(1 << 31);
/// So many jobs are asked about at once.
const AT_ONCE: usize = 500;
/// With so many hires an employer is no longer new.
pub(super) const KNOWN: f64 = 20.0;

/// The traits that stand for facts of a job.
pub fn traits(facts: Facts) -> Traits {
    Traits(u64::from(facts.bits()) << FACTS)
}

fn bits(belongings: &[Belonging]) -> Traits {
    let bit = |one: &Belonging| Belonging::ALL.iter().position(|known| known == one);
    let bits = belongings.iter().filter_map(bit).map(|at| Traits(1 << BELONGINGS << at));
    bits.fold(Traits::NONE, Traits::with)
}

/// The traits of somebody who has these, as far as jobs need them.
pub fn has(belongings: &[Belonging], minor: bool) -> Traits {
    if minor { bits(belongings) } else { bits(belongings).with(ADULT) }
}

/// What a job asks of whoever takes it.
pub(crate) fn needs(row: &JobRow) -> Traits {
    let asked = bits(&row.needs());
    if row.adults_only() { asked.with(ADULT) } else { asked }
}

store::view! {
    /// What a job's employer and its applicants say of it.
    pub struct Merit {
        /// The job.
        id: JobId,
        /// How far its employer is trusted.
        state: EmployerState,
        /// Applications that wait or have an offer.
        waiting: i64,
        /// How many people the employer has hired.
        hires: i64,
    }
}

/// The jobs as the boards keep them; one without a place, or of a suspended employer, is left out.
pub(super) async fn cards(store: &Store, rows: &[JobRow]) -> Result<Vec<Card>> {
    let mut merits: BTreeMap<JobId, Merit> = BTreeMap::new();
    for some in rows.chunks(AT_ONCE) {
        let keys: Vec<String> = some.iter().map(|row| row.id.to_string()).collect();
        let found: Vec<Merit> = store.of_keys(include_str!("../views/merits.sql"), &keys).await?;
        merits.extend(found.into_iter().map(|merit| (merit.id, merit)));
    }
    Ok(rows.iter().filter_map(|row| card(row, merits.get(&row.id))).collect())
}

fn card(row: &JobRow, merit: Option<&Merit>) -> Option<Card> {
    if merit.is_some_and(|merit| merit.state == EmployerState::Suspended) {
        return None;
    }
    let job = row.indexed()?;
    let posted = row.posted_at.unwrap_or(row.created_at);
    let dates = row.starts_at.zip(row.ends_at).and_then(|(from, to)| Period::new(from, to).ok());
    let verified = merit.is_some_and(|merit| merit.state == EmployerState::Verified);
    let (waiting, hires) = merit.map_or((0, 0), |merit| (merit.waiting, merit.hires));
    let free = (row.openings - row.filled).max(0) as f64;
    let mut own = traits(job.lasting_facts());
    if dates.is_some() {
        own = own.with(DATED);
    }
    let item = Item {
        dates,
        expires: row.expires_at,
        needs: needs(row),
        traits: if verified { own.with(Traits::VERIFIED) } else { own },
        trust: Share::of(if verified { 1.0 } else { 0.3 }),
        // Of those who ask and those who wait, the share that can be taken.
        chance: Share::of((free / (waiting as f64 + 1.0)).min(1.0)),
        newcomer: Share::of(1.0 - hires as f64 / KNOWN),
        ..Item::open(job.key, job.point, job.hourly, job.slots, posted)
    };
    Some(Card { job, item })
}
