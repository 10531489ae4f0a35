//! What is held, counted; and the whole of it, opened for its owner.

use std::collections::BTreeMap;

use kernel::{Actor, Error, Micros, Operation, Result, Scope, civil};
use serde_json::{Map, Value as Json, json};
use store::{Cells, Store, Value};

use super::held::{By, HELD, Held};
use crate::workers;

/// How many rows of a table are about somebody.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    /// The table.
    pub held: &'static Held,
    /// How many.
    pub rows: i64,
}

/// A row in clear, column by column in the table's order.
pub type Record = Vec<(String, Json)>;

/// Everything held about somebody.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    /// When it was put together.
    pub at: i64,
    /// Table by table; those without a row are left out.
    pub tables: Vec<(&'static Held, Vec<Record>)>,
}

/// Ids under which somebody is known.
#[derive(Debug, Default)]
struct Mine {
    workers: Vec<String>,
    accounts: Vec<String>,
    employers: Vec<String>,
}

impl Mine {
    fn keys(&self, by: By) -> Vec<String> {
        match by {
            By::Worker => self.workers.clone(),
            By::Account => self.accounts.clone(),
            By::Employer => self.employers.clone(),
            By::Subject => [&self.workers[..], &self.accounts, &self.employers].concat(),
        }
    }
}

/// Whatever the actor is: their account, every record of theirs with its account, the employers they own.
async fn mine(store: &Store, actor: &Actor) -> Result<Mine> {
    let account = actor.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let mut mine = Mine { accounts: vec![account.to_string()], ..Mine::default() };
    if let Some(worker) = actor.worker() {
        for row in workers::records(store, worker).await? {
            mine.workers.push(row.id.to_string());
            mine.accounts.push(row.account_id.to_string());
        }
    }
    mine.accounts.sort_unstable();
    mine.accounts.dedup();
    mine.employers = store.of_keys(include_str!("own_employers.sql"), &mine.accounts).await?;
    Ok(mine)
}

/// How much is held about the actor, table by table.
pub async fn overview(store: &Store, actor: &Actor) -> Result<Vec<Count>> {
    let account = actor.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let _permit = actor.may(Operation::AccountRead, &Scope::Account(account))?;
    let mine = mine(store, actor).await?;
    let mut counts = Vec::with_capacity(HELD.len());
    for held in HELD {
        let sql = format!("select count(*) from ({}) held", held.sql.trim_end());
        let found: Vec<i64> = store.of_keys(&sql, &mine.keys(held.by)).await?;
        counts.push(Count { held, rows: found.first().copied().unwrap_or(0) });
    }
    Ok(counts)
}

/// Everything held about the actor, opened.
pub async fn whole(store: &Store, actor: &Actor) -> Result<Whole> {
    let account = actor.account().ok_or(Error::unauthenticated("access.sign_in"))?;
    let _permit = actor.may(Operation::AccountRead, &Scope::Account(account))?;
    let mine = mine(store, actor).await?;
    let mut tables = Vec::new();
    for held in HELD {
        let rows: Vec<Cells> = store.of_keys(held.sql, &mine.keys(held.by)).await?;
        let records = rows.into_iter().map(|row| clear(store, held, row)).collect::<Result<Vec<_>>>()?;
        if !records.is_empty() {
            tables.push((held, records));
        }
    }
    Ok(Whole { at: store.now().0, tables })
}

fn clear(store: &Store, held: &Held, row: Cells) -> Result<Record> {
    let key = row.0.first().map(|(_, value)| value.clone());
    let mut record = Record::new();
    for (column, value) in row.0 {
        if held.hidden.contains(&column.as_str()) {
            continue;
        }
        let said = match value {
            Value::Null => continue,
            Value::Blob(sealed) if held.sealed.contains(&column.as_str()) => {
                let Some(Value::Text(id)) = &key else { return Err(Error::internal("internal")) };
                inside(&store.unseal(held.table, &column, id, &sealed)?)
            }
            // A blob that is not listed is no text of the person's.
            Value::Blob(_) => continue,
            Value::Text(text) if column == "body" || column == "fields" => inside(&text),
            Value::Text(text) => Json::String(text),
            Value::Int(at) if is_moment(&column) => Json::String(moment(at)),
            Value::Int(day) if column.ends_with("_day") => Json::String(::ledger::Day(day).to_string()),
            Value::Int(number) => json!(number),
            Value::Real(number) => json!(number),
        };
        record.push((column, said));
    }
    Ok(record)
}

/// What stands in a cell, as a structure where it is one.
fn inside(text: &str) -> Json {
    match serde_json::from_str::<Json>(text) {
        Ok(inner @ (Json::Object(_) | Json::Array(_))) => inner,
        _ => Json::String(text.to_owned()),
    }
}

/// Whether a column of integers is a moment.
fn is_moment(column: &str) -> bool {
    matches!(column, "at" | "until") || ["_at", "_since", "_until"].iter().any(|end| column.ends_with(end))
}

/// A moment in China, to the second.
fn moment(at: i64) -> String {
    let (year, month, day, hour, minute) = civil(Micros(at));
    let second = at.div_euclid(Micros::SECOND).rem_euclid(60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00")
}

impl Whole {
    /// The copy as one JSON text.
    pub fn json(&self) -> String {
        let mut tables = Map::new();
        for (held, records) in &self.tables {
            let rows = records.iter().map(|record| Json::Object(record.iter().cloned().collect()));
            tables.insert(held.table.to_owned(), Json::Array(rows.collect()));
        }
        let whole = json!({ "form": "banyan.person/1", "at": moment(self.at), "held": tables });
        serde_json::to_string_pretty(&whole).unwrap_or_default()
    }

    /// Every column that a copy may show, by table.
    pub fn columns(&self) -> BTreeMap<&'static str, Vec<String>> {
        let names = |records: &Vec<Record>| {
            let mut all: Vec<String> = records.iter().flatten().map(|(column, _)| column.clone()).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        self.tables.iter().map(|(held, records)| (held.table, names(records))).collect()
    }
}
