//! Looking for two records of one person through all records, now and then. What is found is derived: it can be lost and
//! is made again. Who was found to be two people stays so.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use kernel::{Level, Micros, RegionCode, Result, WorkerId};
use matching::people::{Known, Person, Reasons, Suspicion, Verdict, find_known};
use store::{Boxed, Error, Reconciler, Store, args};

/// So many records are held in memory at once, at some two hundred bytes each; beyond, each city is looked through by
/// itself.
const AT_ONCE: usize = 2_000_000;
/// So many records are read at a time, and so many pairs written.
const PAGE: i64 = 2_000;
/// How often everybody is looked through.
const EVERY: i64 = 6 * Micros::HOUR;
/// When that was last.
const LAST: &str = "twins.scanned_at";

store::view! {
    /// What is compared of a record, sealed.
    pub struct Sealed {
        /// The record.
        id: WorkerId,
        /// Its account.
        account_id: kernel::AccountId,
        /// Sealed.
        name: Option<Vec<u8>>,
        /// Sealed.
        id_number: Option<Vec<u8>>,
        /// Where they live.
        region: RegionCode,
        /// The record that is kept of the same person.
        merged_into: Option<WorkerId>,
        /// Sealed.
        phone: Option<Vec<u8>>,
    }
}

store::view! {
    /// Two records that were found to be two people.
    pub struct Two {
        /// The one.
        one: WorkerId,
        /// The other.
        other: WorkerId,
    }
}

/// The records read so far.
#[derive(Default)]
struct Read {
    known: Vec<Known>,
    /// Of every record: the record that is kept, and where it is.
    roots: BTreeMap<u128, (WorkerId, RegionCode)>,
}

impl Read {
    /// One cell that cannot be opened must not keep everybody else from being looked through.
    fn note(&mut self, store: &Store, row: &Sealed) {
        if let Err(error) = self.take(store, row) {
            tracing::warn!(code = error.code, "a record to compare");
        }
    }

    fn take(&mut self, store: &Store, row: &Sealed) -> Result<()> {
        let open = |table: &str, column: &str, id: String, cell: &Option<Vec<u8>>| {
            cell.as_ref().map(|sealed| store.unseal(table, column, id, sealed)).transpose()
        };
        let person = Person {
            key: row.id.uuid().as_u128(),
            name: open("worker", "name", row.id.to_string(), &row.name)?.unwrap_or_default(),
            number: open("worker", "id_number", row.id.to_string(), &row.id_number)?,
            phone: open("account", "phone", row.account_id.to_string(), &row.phone)?,
            birth: None,
            sex: None,
            region: row.region,
            home: None,
        };
        self.roots.insert(person.key, (row.merged_into.unwrap_or(row.id), row.region));
        self.known.push(Known::of(&person));
        Ok(())
    }

    /// The pairs of people, each by the records that are kept; of several pairs of records the likeliest.
    fn pairs(&self, found: Vec<Suspicion>) -> BTreeMap<(WorkerId, WorkerId), (RegionCode, Suspicion)> {
        let mut pairs: BTreeMap<(WorkerId, WorkerId), (RegionCode, Suspicion)> = BTreeMap::new();
        let kept = |key: u128| {
            let (root, _) = self.roots.get(&key)?;
            let region = self.roots.get(&root.uuid().as_u128())?.1;
            Some((*root, region))
        };
        for pair in found {
            let (Some((a, at)), Some((b, there))) = (kept(pair.a), kept(pair.b)) else { continue };
            let Some(region) = common(at, there).filter(|_| a != b) else { continue };
            let cell = pairs.entry((a.min(b), a.max(b))).or_insert_with(|| (region, pair.clone()));
            if cell.1.score < pair.score {
                *cell = (region, pair);
            }
        }
        pairs
    }
}

/// The smallest division that holds both; none if not even a province does.
fn common(a: RegionCode, b: RegionCode) -> Option<RegionCode> {
    Level::ALL.iter().rev().map(|level| a.at(*level)).find(|wide| wide.contains(&b) && wide.contains(&a))
}

/// The reasons as they are stored: words, no data.
fn words(reasons: &Reasons) -> String {
    let all: Vec<String> = reasons.iter().map(|(field, how)| format!("{field}:{how}")).collect();
    all.join(" ")
}

/// Looks through everybody now; how many pairs are suspected.
pub async fn scan(store: &Store) -> Result<usize> {
    let begin = store.now();
    let two: Vec<Two> = store.all(include_str!("found_apart.sql"), args![]).await?;
    let two: HashSet<(WorkerId, WorkerId)> =
        two.iter().map(|pair| (pair.one.min(pair.other), pair.one.max(pair.other))).collect();
    let mut count = 0;
    let (mut read, mut after) = (Read::default(), String::new());
    let mut too_many = false;
    loop {
        let rows: Vec<Sealed> = store.all(include_str!("people.sql"), args![after, PAGE]).await?;
        let Some(last) = rows.last() else { break };
        after = last.id.to_string();
        rows.iter().for_each(|row| read.note(store, row));
        if read.known.len() > AT_ONCE {
            too_many = true;
            break;
        }
        tokio::task::yield_now().await;
    }
    if too_many {
        drop(read);
        for city in cities() {
            count += keep(store, region(store, city).await?, &two, begin).await?;
        }
    } else {
        count += keep(store, read, &two, begin).await?;
    }
    store
        .upkeep(|tx| async move {
            tx.execute(include_str!("unseen.sql"), args![begin]).await?;
            let now = begin.0.to_string();
            tx.execute(include_str!("../accounts/setting_put.sql"), args![LAST.to_owned(), now]).await
        })
        .await?;
    Ok(count)
}

fn cities() -> Vec<RegionCode> {
    let regions = atlas::Atlas::load().regions();
    regions.iter().filter(|one| one.level == Level::City).map(|one| one.code).collect()
}

async fn region(store: &Store, region: RegionCode) -> Result<Read> {
    let ((low, high), mut read) = (region.range(), Read::default());
    let (mut at, mut id) = (String::new(), String::new());
    loop {
        let asked = args![low, high, at, id, PAGE];
        let rows: Vec<Sealed> = store.all(include_str!("people_region.sql"), asked).await?;
        let Some(last) = rows.last() else { return Ok(read) };
        (at, id) = (last.region.to_string(), last.id.to_string());
        rows.iter().for_each(|row| read.note(store, row));
        tokio::task::yield_now().await;
    }
}

async fn keep(store: &Store, read: Read, two: &HashSet<(WorkerId, WorkerId)>, now: Micros) -> Result<usize> {
    // Comparing a million takes seconds: not on a thread that serves people.
    let compared = tokio::task::spawn_blocking(move || {
        let found = find_known(&read.known);
        read.pairs(found)
    });
    let pairs = compared.await.map_err(|_| kernel::Error::internal("internal"))?;
    let pairs: Vec<_> = pairs.into_iter().filter(|(ids, _)| !two.contains(ids)).collect();
    for some in pairs.chunks(200) {
        store
            .upkeep(|tx| async move {
                for ((a, b), (region, pair)) in some {
                    let score = (pair.score.clamp(-1e6, 1e6) * 1000.0) as i64;
                    let verdict: Verdict = pair.verdict;
                    let row = args![
                        format!("{a}.{b}"),
                        *a,
                        *b,
                        *region,
                        score,
                        verdict.to_string(),
                        words(&pair.reasons),
                        now
                    ];
                    tx.execute(include_str!("put.sql"), row).await?;
                }
                Ok(())
            })
            .await?;
    }
    Ok(pairs.len())
}

/// Looks through everybody a few times a day.
pub struct Scan;

impl Reconciler for Scan {
    fn name(&self) -> &'static str {
        "twins.scan"
    }
    fn every(&self) -> Duration {
        Duration::from_secs(60)
    }
    fn run<'a>(&'a self, store: &'a Store) -> Boxed<'a, Result<usize, Error>> {
        Box::pin(async move {
            let last: Option<String> =
                store.maybe(include_str!("../accounts/setting_get.sql"), args![LAST.to_owned()]).await?;
            let last = last.and_then(|at| at.parse::<i64>().ok());
            if last.is_some_and(|at| store.now() - Micros(at) < EVERY) {
                return Ok(0);
            }
            Ok(scan(store).await?)
        })
    }
}
