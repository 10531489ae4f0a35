//! How many are in each ledger, place by place. Kept by township in the transaction that changes a row, so that a page
//! never counts people; wider places are sums of townships, and only a township's own villages are counted from the rows.

use std::collections::BTreeMap;

use kernel::{Actor, Level, Operation, RegionCode, Result, Scope};
use ledger::Group;
use store::{Change, Store, Tx, args};

use super::{CountRow, LedgerRow, State, Verified};

/// The place that a region is counted in: its township, or whatever wider place is all that is known.
pub(super) fn place(region: RegionCode) -> RegionCode {
    region.at(Level::Township)
}

/// How many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// In.
    pub inside: i64,
    /// It cannot be told.
    pub unclear: i64,
    /// Of those who are in, those whom a register confirmed.
    pub confirmed: i64,
}

impl Count {
    fn of(row: &LedgerRow) -> Count {
        match row.state {
            State::In => {
                Count { inside: 1, unclear: 0, confirmed: i64::from(row.verified == Verified::Confirmed) }
            }
            State::Unclear => Count { unclear: 1, ..Count::default() },
            State::Out | State::Merged => Count::default(),
        }
    }

    fn add(&mut self, other: Count, times: i64) {
        self.inside += other.inside * times;
        self.unclear += other.unclear * times;
        self.confirmed += other.confirmed * times;
    }
}

/// How counts change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<(RegionCode, String), Count>);

impl Tally {
    /// A row as it was.
    pub fn leave(&mut self, row: &LedgerRow) {
        self.0.entry((place(row.region), row.grp.clone())).or_default().add(Count::of(row), -1);
    }

    /// A row as it is to be.
    pub fn enter(&mut self, row: &LedgerRow) {
        self.0.entry((place(row.region), row.grp.clone())).or_default().add(Count::of(row), 1);
    }

    /// Another tally besides.
    pub fn add(&mut self, other: &Tally) {
        for (key, count) in &other.0 {
            self.0.entry(key.clone()).or_default().add(*count, 1);
        }
    }

    /// Whether no count changes.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|count| *count == Count::default())
    }

    /// The rows of counts where there were none: the bulk path's, at the end.
    pub fn rows(&self) -> Vec<CountRow> {
        let counted = self.0.iter().filter(|(_, count)| **count != Count::default());
        counted.map(|((region, group), count)| row(*region, group, *count)).collect()
    }

    /// The counts that change.
    pub(super) async fn change(&self, tx: &Tx) -> Result<Change, store::Error> {
        let mut change = Change::default();
        for new in self.rows() {
            let there: Option<CountRow> = tx.maybe(include_str!("count.sql"), args![new.id.clone()]).await?;
            change = match there {
                None => change.insert(&sound(CountRow { version: 1, ..new })),
                Some(old) => {
                    let after = CountRow {
                        n_in: old.n_in + new.n_in,
                        n_unclear: old.n_unclear + new.n_unclear,
                        n_confirmed: old.n_confirmed + new.n_confirmed,
                        ..old.clone()
                    };
                    change.update(&old, sound(after))
                }
            };
        }
        Ok(change)
    }
}

/// A count that went astray must not keep anybody from writing down a fact; the patrol finds it.
fn sound(row: CountRow) -> CountRow {
    let n_in = row.n_in.max(0);
    CountRow { n_in, n_unclear: row.n_unclear.max(0), n_confirmed: row.n_confirmed.clamp(0, n_in), ..row }
}

fn row(region: RegionCode, group: &str, count: Count) -> CountRow {
    CountRow {
        id: format!("{region}.{group}"),
        grp: group.to_owned(),
        region,
        n_in: count.inside,
        n_unclear: count.unclear,
        n_confirmed: count.confirmed,
        version: 1,
    }
}

/// The counts of one place, in the order of [`Group::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Below {
    /// The place.
    pub region: RegionCode,
    /// How many, ledger by ledger.
    pub counts: Vec<Count>,
}

/// The counts of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// All of it.
    pub all: Vec<Count>,
    /// The places one level below, in order of their codes.
    pub below: Vec<Below>,
    /// Of whom no more is known than the region itself.
    pub here: Vec<Count>,
}

store::view! {
    /// Sums of the places that begin alike.
    pub struct Alike {
        /// How they begin.
        prefix: String,
        /// Which ledger.
        grp: String,
        /// In.
        n_in: i64,
        /// It cannot be told.
        n_unclear: i64,
        /// Confirmed.
        n_confirmed: i64,
    }
}

/// How many are in each ledger of a region, and of each place one level below.
pub async fn counts(store: &Store, actor: &Actor, region: RegionCode) -> Result<Counts> {
    let _permit = actor.may(Operation::LedgerRead, &Scope::Region(region))?;
    let (low, high) = region.range();
    let level = Level::ALL.iter().find(|level| **level > region.level()).copied().unwrap_or(Level::Village);
    let digits = i64::try_from(level.digits()).unwrap_or(12);
    let sql = if region.level() < Level::Township {
        include_str!("counts.sql")
    } else {
        include_str!("counts_rows.sql")
    };
    let rows: Vec<Alike> = store.all(sql, args![low, high, digits]).await?;
    let mut by_place: BTreeMap<String, Vec<Count>> = BTreeMap::new();
    let mut all = vec![Count::default(); Group::ALL.len()];
    for row in rows {
        let Some(at) = Group::ALL.iter().position(|group| group.as_str() == row.grp) else { continue };
        let count = Count { inside: row.n_in, unclear: row.n_unclear, confirmed: row.n_confirmed };
        all[at].add(count, 1);
        let of = by_place.entry(row.prefix).or_insert_with(|| vec![Count::default(); Group::ALL.len()]);
        of[at].add(count, 1);
    }
    let none = || vec![Count::default(); Group::ALL.len()];
    let mut below = Vec::new();
    for child in atlas::Atlas::load().children(region) {
        let prefix = child.code.as_str().get(..level.digits()).unwrap_or_default();
        below.push(Below { region: child.code, counts: by_place.remove(prefix).unwrap_or_else(none) });
    }
    // What is left is known no better than by the region itself.
    let mut here = none();
    for counts in by_place.into_values() {
        here.iter_mut().zip(counts).for_each(|(sum, count)| sum.add(count, 1));
    }
    Ok(Counts { all, below, here })
}
