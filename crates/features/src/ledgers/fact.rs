//! Writing down a fact about a person. What was wrong is corrected by another fact that says so; nothing is overwritten.

use kernel::{AccountId, Actor, Error, Operation, Result, WorkerId, bounded};
use ledger::{Day, Fact, Kind};
use serde_json::json;
use store::{Change, Decision, Scribe, Store, args};

use super::{FactRow, FactSource, Reckoning, permit};
use crate::workers::{self, WorkerRow};

/// So far ahead a fact may begin: a discharge that is known, a certificate from the first of the month.
const AHEAD: i64 = 366;
/// How long a note may be.
const NOTE: usize = 200;

/// What somebody writes down.
#[derive(Clone, Debug)]
pub struct NewFact {
    /// What about.
    pub kind: Kind,
    /// What it says.
    pub value: String,
    /// The first day.
    pub from: Day,
    /// The first day after.
    pub to: Option<Day>,
    /// Where it comes from.
    pub source: FactSource,
    /// In words; empty for none.
    pub note: String,
    /// The fact that this one puts right.
    pub corrects: Option<String>,
    /// Whether all it says is that the other was never so.
    pub void: bool,
}

impl NewFact {
    /// Refuses what its kind cannot say, and what lies too far ahead.
    pub fn checked(mut self, today: Day) -> Result<NewFact> {
        let (id, at) = (String::new(), kernel::Micros(0));
        let (value, from, to) = (self.value.clone(), self.from, self.to);
        let _said = Fact { id, kind: self.kind, value, from, to, at }.checked()?;
        let soon = if self.kind == Kind::Born { today } else { today.later(AHEAD) };
        if self.from > soon {
            return Err(Error::invalid("fact.day").field("from"));
        }
        if self.void && self.corrects.is_none() {
            return Err(Error::invalid("fact.corrects").field("corrects"));
        }
        self.note = bounded("note", &self.note, 0, NOTE)?;
        Ok(self)
    }
}

/// Writes down a fact about a person; its id. The ledgers follow in the same transaction. Said again word for word, it
/// is the fact that is there.
pub async fn record(store: &Store, actor: &Actor, worker: WorkerId, input: NewFact) -> Result<String> {
    let seen = workers::row(store, worker).await?;
    let asked = permit(actor, Operation::FactRecord, &seen)?;
    // Only an act of its own lets somebody go.
    if input.kind == Kind::Released {
        return Err(Error::invalid("fact.kind").field("kind"));
    }
    let input = &input.checked(Day::of(store.now()))?;
    let by = asked.account();
    store
        .write("fact.record", &asked, |tx| async move {
            let records = workers::records_in(&tx, seen.id).await?;
            let root = root(&records)?;
            let _here = permit(actor, Operation::FactRecord, root)?;
            let facts = super::row::facts_of(&tx, &records).await?;
            let (id, change) = match decide_fact(&store.scribe(), root, &facts, by, input)? {
                Recorded::There(id) => return Ok(Decision::unchanged(id)),
                Recorded::New(row, change) => {
                    let mut reckoning = Reckoning::default();
                    let region = root.region;
                    reckoning.person(&tx, store, records, std::slice::from_ref(&*row)).await?;
                    (row.id, Change::of(region).and(change).and(reckoning.finish(&tx).await?))
                }
            };
            Ok(Decision::changed(id, change))
        })
        .await
        .map_err(Into::into)
}

/// Writes down that a fact was never so; the fact stays to be seen.
pub async fn void(store: &Store, actor: &Actor, worker: WorkerId, fact: &str) -> Result<String> {
    let seen = workers::row(store, worker).await?;
    let _asked = permit(actor, Operation::FactRecord, &seen)?;
    let there: Option<FactRow> = store.maybe(include_str!("fact.sql"), args![fact.to_owned()]).await?;
    let old = there.ok_or(Error::not_found("not_found"))?;
    let input = NewFact {
        kind: old.kind.parse()?,
        value: old.value,
        from: Day(old.from_day),
        to: old.to_day.map(Day),
        source: FactSource::Station,
        note: String::new(),
        corrects: Some(old.id),
        void: true,
    };
    record(store, actor, worker, input).await
}

/// What comes of writing a fact down.
#[derive(Clone, Debug)]
pub enum Recorded {
    /// It was there already.
    There(String),
    /// The row, and its entry.
    New(Box<FactRow>, Change),
}

pub(super) fn root(records: &[WorkerRow]) -> Result<&WorkerRow> {
    records.iter().find(|row| row.merged_into.is_none()).ok_or(Error::not_found("not_found"))
}

/// The row of a fact, beside those that are there of every record of the person.
pub fn decide_fact(
    scribe: &Scribe<'_>,
    worker: &WorkerRow,
    facts: &[FactRow],
    by: Option<AccountId>,
    input: &NewFact,
) -> Result<Recorded> {
    if let Some(id) = &input.corrects {
        let old = facts.iter().find(|fact| fact.id == *id).ok_or(Error::not_found("not_found"))?;
        if old.void == 1 || facts.iter().any(|fact| fact.corrects.as_ref() == Some(id)) {
            return Err(Error::conflict("fact.corrected"));
        }
        if old.kind == Kind::Released.as_str() || old.kind != input.kind.as_str() {
            return Err(Error::invalid("fact.kind").field("kind"));
        }
    }
    let (from_day, to_day) = (input.from.0, input.to.map(|day| day.0));
    let same = super::known(facts, None)?.into_iter().find(|fact| {
        let days = fact.from.0 == from_day && fact.to.map(|day| day.0) == to_day;
        days && fact.kind == input.kind && fact.value == input.value
    });
    let said = same.and_then(|same| facts.iter().find(|fact| fact.id == same.id));
    if let Some(said) = said.filter(|said| input.corrects.is_none() && said.source == input.source) {
        return Ok(Recorded::There(said.id.clone()));
    }
    let id = scribe.uuid().to_string();
    let note = Some(input.note.as_str()).filter(|note| !note.is_empty());
    let row = FactRow {
        worker_id: worker.id,
        kind: input.kind.to_string(),
        value: input.value.clone(),
        from_day,
        to_day,
        source: input.source,
        note: note.map(|note| scribe.seal("fact", "note", &id, note)).transpose()?,
        corrects: input.corrects.clone(),
        void: i64::from(input.void),
        recorded_by: by,
        recorded_at: scribe.now,
        version: 1,
        id,
    };
    let told = json!({
        "fact": row.id, "kind": row.kind, "value": row.value, "from": row.from_day, "to": row.to_day,
        "source": row.source, "corrects": row.corrects, "void": row.void,
    });
    let change = Change::anywhere().insert(&row).tell(worker.id, told);
    Ok(Recorded::New(Box::new(row), change))
}

/// Every fact of every record of a person, earliest first. For whoever asked for a permit before.
pub async fn facts(store: &Store, records: &[WorkerRow]) -> Result<Vec<FactRow>> {
    let mut all = Vec::new();
    for record in records {
        all.extend(store.all::<FactRow>(include_str!("facts.sql"), args![record.id]).await?);
    }
    all.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(all)
}
