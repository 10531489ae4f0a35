//! What follows for the ledgers of a person from their facts and the day: pure, so that the gateway, the reconciler and
//! the bulk path leave the same rows.

use std::collections::BTreeSet;

use kernel::{IdNumber, Micros, RegionCode, Result, Sex, WorkerId};
use ledger::{Day, Entry, Fact, Group, Kind, Reason, Stand, Standing, ledgers};
use serde_json::json;
use store::{Change, Scribe, Store, Tx};

use super::count::{Tally, place};
use super::fact::root;
use super::{FactRow, LedgerRow, State, TurnRow, Verified};
use crate::workers::WorkerRow;

/// The name of the fact that an identity number is.
const NUMBER: &str = "id_number";

/// The facts that stand: none that another corrects, none that is only a correction. An identity number says the day of
/// birth and the sex better than anybody.
pub fn known(rows: &[FactRow], number: Option<&IdNumber>) -> Result<Vec<Fact>> {
    let corrected: BTreeSet<&str> = rows.iter().filter_map(|row| row.corrects.as_deref()).collect();
    let stands = |row: &&FactRow| row.void == 0 && !corrected.contains(row.id.as_str());
    let mut facts = Vec::with_capacity(rows.len() + 1);
    for row in rows.iter().filter(stands) {
        let kind: Kind = row.kind.parse()?;
        if kind == Kind::Born && number.is_some() {
            continue;
        }
        facts.push(Fact {
            id: row.id.clone(),
            kind,
            value: row.value.clone(),
            from: Day(row.from_day),
            to: row.to_day.map(Day),
            at: row.recorded_at,
        });
    }
    if let Some(number) = number {
        let (year, month, day) = number.birth();
        let value = match number.sex() {
            Sex::Female => "female",
            Sex::Male => "male",
        };
        facts.push(Fact {
            id: NUMBER.to_owned(),
            kind: Kind::Born,
            value: value.to_owned(),
            from: Day::new(year, month, day)?,
            to: None,
            at: Micros(0),
        });
    }
    Ok(facts)
}

/// All that is looked at of one person.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Every record, as it is to be; the one that is kept goes by no other.
    pub records: Vec<WorkerRow>,
    /// The facts of all of them.
    pub facts: Vec<FactRow>,
    /// The rows of all of them.
    pub rows: Vec<LedgerRow>,
    /// When time changes them.
    pub turns: Vec<TurnRow>,
    /// The identity number that one of them has.
    pub number: Option<IdNumber>,
}

/// Where rows are to be, for one or several people, and the counts that follow.
#[derive(Debug, Default)]
pub struct Reckoning {
    change: Change,
    tally: Tally,
}

impl Reckoning {
    /// Reckons one person anew; `records` as they are to be, `more` the facts that are being written down.
    pub async fn person(
        &mut self,
        tx: &Tx,
        store: &Store,
        records: Vec<WorkerRow>,
        more: &[FactRow],
    ) -> Result<(), store::Error> {
        let mut facts = super::row::facts_of(tx, &records).await?;
        facts.extend_from_slice(more);
        let turns = super::row::turns_of(tx, &records).await?;
        // Of most people nothing was ever written down.
        if facts.is_empty() && turns.is_empty() {
            return Ok(());
        }
        let mut number = None;
        for record in &records {
            if number.is_none() || record.merged_into.is_none() {
                number = record.open_id_number(store.vault())?.or(number);
            }
        }
        let rows = super::rows_of(tx, &records).await?;
        let seen = Seen { records, facts, rows, turns, number };
        let reckoned = decide_reckon(&store.scribe(), &seen)?;
        self.change = std::mem::take(&mut self.change).and(reckoned.change);
        self.tally.add(&reckoned.tally);
        Ok(())
    }

    /// Whether nothing follows.
    pub fn is_empty(&self) -> bool {
        self.change == Change::default() && self.tally.is_empty()
    }

    /// The rows with the counts.
    pub async fn finish(self, tx: &Tx) -> Result<Change, store::Error> {
        Ok(self.change.and(self.tally.change(tx).await?))
    }
}

/// What follows for one person.
#[derive(Clone, Debug, Default)]
pub struct Reckoned {
    /// The rows and their entry.
    pub change: Change,
    /// How the counts change.
    pub tally: Tally,
    /// The rows that were put, as they are to be.
    pub rows: Vec<LedgerRow>,
}

/// What follows for one person today, and how the counts change.
pub fn decide_reckon(scribe: &Scribe<'_>, seen: &Seen) -> Result<Reckoned> {
    let (today, root) = (Day::of(scribe.now), root(&seen.records)?);
    let facts = known(&seen.facts, seen.number.as_ref())?;
    let mut at = At { scribe, done: Reckoned::default() };
    for row in &seen.rows {
        if row.worker_id != root.id && matches!(row.state, State::In | State::Unclear) {
            at.put(row, LedgerRow { state: State::Merged, ..row.clone() });
        }
    }
    let mut due: Option<Day> = None;
    for entry in ledgers() {
        let stand = ledger::stand(entry, &facts, today);
        due = [due, stand.until].into_iter().flatten().min();
        at.settle(seen, root, entry, &stand, today)?;
    }
    let due_of = |id: WorkerId| if id == root.id { due.map(|day| day.0) } else { None };
    for turn in seen.turns.iter().filter(|turn| turn.due_day != due_of(turn.id)) {
        at.done.change = at.done.change.update(turn, TurnRow { due_day: due_of(turn.id), ..turn.clone() });
    }
    if seen.turns.iter().all(|turn| turn.id != root.id) {
        let row = TurnRow { id: root.id, due_day: due_of(root.id), version: 1 };
        at.done.change = at.done.change.insert(&row);
    }
    Ok(at.done)
}

struct At<'a> {
    scribe: &'a Scribe<'a>,
    done: Reckoned,
}

/// The first reason in words of the row: `over:registered_unemployed`.
fn because(reasons: &[Reason]) -> String {
    reasons.first().map_or_else(|| "other".to_owned(), |first| format!("{}:{}", first.how, first.kind))
}

impl At<'_> {
    /// Puts a row as it is to be.
    fn put(&mut self, before: &LedgerRow, after: LedgerRow) {
        if *before == after {
            return;
        }
        let after = LedgerRow { updated_at: self.scribe.now, ..after };
        self.done.tally.leave(before);
        self.done.tally.enter(&after);
        self.done.rows.push(after.clone());
        let change = std::mem::take(&mut self.done.change);
        self.done.change = told(change, &after).update(before, after);
    }

    fn settle(
        &mut self,
        seen: &Seen,
        root: &WorkerRow,
        entry: &Entry,
        stand: &Stand,
        today: Day,
    ) -> Result<()> {
        let of = |row: &&LedgerRow| row.grp == entry.group.as_str();
        let mine = || seen.rows.iter().filter(of).filter(|row| row.worker_id == root.id);
        let open = mine().find(|row| row.state != State::Out);
        let since = stand.since.unwrap_or(today);
        let state = match stand.standing {
            Standing::In => State::In,
            Standing::Unclear => State::Unclear,
            Standing::Out => {
                if let Some(row) = open {
                    let after = LedgerRow {
                        state: State::Out,
                        exited_day: Some(since.0.max(row.entered_day)),
                        exit_reason: Some(because(&stand.reasons)),
                        ..row.clone()
                    };
                    self.put(row, after);
                }
                return Ok(());
            }
        };
        let (region, station) = (root.region, place(root.region));
        // What was found to have ended, and had not after all, goes on.
        let ended = || mine().filter(|row| row.exited_day.is_some_and(|day| day > since.0));
        if let Some(row) = open.or_else(|| ended().max_by_key(|row| row.exited_day)) {
            let after = LedgerRow {
                state,
                region,
                station,
                entered_day: since.0,
                exited_day: None,
                exit_reason: None,
                ..row.clone()
            };
            self.put(row, after);
            return Ok(());
        }
        // Another record of the same person may have been in: what is known of that is known of the person.
        let other =
            seen.rows.iter().filter(of).find(|row| row.worker_id != root.id && row.state != State::Out);
        let fresh = self.fresh(root.id, entry.group, region, since);
        let row = match other {
            None => LedgerRow { state, ..fresh },
            Some(other) => LedgerRow {
                state,
                id: fresh.id,
                worker_id: root.id,
                region,
                station,
                entered_day: since.0,
                exited_day: None,
                exit_reason: None,
                updated_at: fresh.updated_at,
                version: 1,
                ..other.clone()
            },
        };
        self.done.tally.enter(&row);
        let change = std::mem::take(&mut self.done.change);
        self.done.change = told(change, &row).insert(&row);
        self.done.rows.push(row);
        Ok(())
    }

    fn fresh(&self, worker_id: WorkerId, group: Group, region: RegionCode, since: Day) -> LedgerRow {
        LedgerRow {
            id: self.scribe.uuid().to_string(),
            worker_id,
            grp: group.to_string(),
            region,
            station: place(region),
            state: State::In,
            entered_day: since.0,
            entered_at: self.scribe.now,
            exited_day: None,
            exit_reason: None,
            verified: Verified::Unchecked,
            verified_source: None,
            verified_by: None,
            verified_at: None,
            contact_at: Micros(0),
            updated_at: self.scribe.now,
            version: 1,
        }
    }
}

/// What the entry says of a row to whom it is of.
pub(super) fn told(change: Change, row: &LedgerRow) -> Change {
    let body = json!({
        "ledger": row.id, "group": row.grp, "state": row.state, "entered": row.entered_day,
        "exited": row.exited_day, "because": row.exit_reason, "verified": row.verified,
    });
    change.tell(row.worker_id, body)
}
