//! The two ways to write. `write` is for facts: a decision and its journal entry, or nothing. `upkeep` is for the
//! operational tables of [`UPKEEP`] and appends no entry. There is no third way.

use std::{fmt::Write as _, future::Future, time::Duration};

use kernel::{Operation, Permit, RegionCode};

use crate::{
    Change, Engine, Error, Store, Value,
    change::{Put, Verb},
    journal::{SealedEntry, SealedPart, VERSION},
    reseal,
    tx::{Inner, Sql, Tx},
};

/// The tables whose loss loses no fact; everything else is written through the journal.
pub const UPKEEP: &[&str] = &[
    "attempt",
    "challenge",
    "cursor",
    "inbox",
    "lease",
    "notice",
    "outbox",
    "session",
    "setting",
    "sign_in_code",
    "suspect",
];

const ATTEMPTS: u32 = 24;

/// What a command came to.
#[derive(Debug)]
pub struct Decision<T> {
    value: T,
    change: Option<Change>,
}

impl<T> Decision<T> {
    /// Something is to be written.
    pub fn changed(value: T, change: Change) -> Self {
        Self { value, change: Some(change) }
    }

    /// Nothing is to be written: it was done before.
    pub fn unchanged(value: T) -> Self {
        Self { value, change: None }
    }

    /// The change, if there is one.
    pub fn into_parts(self) -> (T, Option<Change>) {
        (self.value, self.change)
    }
}

impl Store {
    /// Runs a command: reads and decides inside a transaction, then writes the decision's rows and its entry, or
    /// nothing at all. Run again, boundedly, where PostgreSQL could not serialise it; so the command must be pure
    /// but for what it reads.
    pub async fn write<T, F, Fut>(&self, name: &'static str, permit: &Permit, command: F) -> Result<T, Error>
    where
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<Decision<T>, Error>>,
    {
        for attempt in 0..ATTEMPTS {
            let tx = Tx::new(self.engine, self.pools.write.clone(), self.engine.begin_write(), false);
            let outcome = match command(tx.clone()).await {
                Ok(decision) => self.settle(name, permit, &tx, decision).await,
                Err(e) => Err(e),
            };
            let mut inner = tx.inner().await;
            if outcome.is_err() {
                inner.rollback().await;
                if inner.again {
                    drop(inner);
                    self.back_off(attempt).await;
                    continue;
                }
            }
            drop(inner);
            if outcome.is_ok() {
                self.wake.notify_waiters();
            }
            return outcome;
        }
        Err(Error::Contention)
    }

    /// Changes operational tables, in one transaction.
    pub async fn upkeep<T, F, Fut>(&self, work: F) -> Result<T, Error>
    where
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<T, Error>>,
    {
        self.upkeep_by(self.engine.begin_upkeep(), work).await
    }

    /// The same, begun in another way: run again where another transaction was in its way.
    pub(crate) async fn upkeep_by<T, F, Fut>(&self, begin: &'static str, work: F) -> Result<T, Error>
    where
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<T, Error>>,
    {
        for attempt in 0..ATTEMPTS {
            let tx = Tx::new(self.engine, self.pools.write.clone(), begin, true);
            let outcome = work(tx.clone()).await;
            let mut inner = tx.inner().await;
            let outcome = match outcome {
                Ok(value) => inner.commit().await.map(|()| value),
                Err(e) => Err(e),
            };
            if outcome.is_err() {
                inner.rollback().await;
                if inner.again {
                    drop(inner);
                    self.back_off(attempt).await;
                    continue;
                }
            }
            return outcome;
        }
        Err(Error::Contention)
    }

    async fn settle<T>(
        &self,
        name: &'static str,
        permit: &Permit,
        tx: &Tx,
        decision: Decision<T>,
    ) -> Result<T, Error> {
        let mut inner = tx.inner().await;
        let Some(change) = decision.change else {
            if inner.changed().await? {
                return Err(Error::Gateway("changed something and appended no entry"));
            }
            inner.commit().await?;
            return Ok(decision.value);
        };
        if change.puts.iter().any(|p| UPKEEP.contains(&p.table)) {
            return Err(Error::Gateway("an operational table in a decision"));
        }
        if change.erased.is_empty() && change.puts.iter().any(|p| p.verb == Verb::Remove) {
            return Err(Error::Gateway("a row is removed only where somebody is erased"));
        }
        if permit.operation() != Operation::SystemRun && change.puts.iter().any(|p| p.verb == Verb::Lapse) {
            return Err(Error::Gateway("only the program itself knows what is due"));
        }
        // An index is written by the key in use, or the command runs again with it.
        if change.puts.iter().any(|p| reseal::indexed(p.table))
            && !reseal::up_to_date(self, &mut inner).await?
        {
            inner.again = true;
            return Err(Error::Contention);
        }
        let entry = SealedEntry::new(
            name,
            permit.role().as_str(),
            self.now(),
            change.region,
            change.parts,
            &self.entropy,
        );
        inner.trust();
        match self.engine {
            Engine::Sqlite => write_sqlite(&mut inner, change.puts, change.erased, entry).await?,
            Engine::Postgres => write_postgres(&mut inner, change.puts, change.erased, entry).await?,
        }
        inner.commit().await?;
        Ok(decision.value)
    }

    async fn back_off(&self, attempt: u32) {
        let spread = u64::from(u16::from_be_bytes(self.entropy.bytes())) % (2 << attempt.min(6));
        tokio::time::sleep(Duration::from_millis(1 + spread)).await;
    }
}

pub(crate) fn region_text(region: Option<RegionCode>) -> String {
    region.map(|r| r.to_string()).unwrap_or_default()
}

/// The statement of one row, its parameters numbered from `first`. Nothing is written as `null`: PostgreSQL would take
/// a parameter that is nothing for a text.
fn put_sql(put: &Put, first: usize) -> String {
    let mut next = first;
    let mut cells = put.values.iter().map(|value| match value {
        Value::Null => "null".to_owned(),
        _ => {
            next += 1;
            format!("${}", next - 1)
        }
    });
    match put.verb {
        Verb::Insert => {
            let cells = cells.collect::<Vec<_>>().join(", ");
            format!("insert into {} ({}) values ({cells})", put.table, put.columns.join(", "))
        }
        Verb::Remove | Verb::Lapse => {
            format!(
                "delete from {} where {} = {}",
                put.table,
                put.columns[0],
                cells.next().unwrap_or_default()
            )
        }
        Verb::Update(_) => {
            let key = cells.next().unwrap_or_default();
            let sets: Vec<_> =
                put.columns[1..].iter().zip(cells).map(|(c, cell)| format!("{c} = {cell}")).collect();
            let (table, id) = (put.table, put.columns[0]);
            format!("update {table} set {} where {id} = {key} and version = ${next}", sets.join(", "))
        }
    }
}

fn put_args(put: Put) -> Vec<Value> {
    let mut args: Vec<_> = put.values.into_iter().filter(|value| *value != Value::Null).collect();
    if let Verb::Update(version) = put.verb {
        args.push(Value::Int(version));
    }
    args
}

const ERASE: &str = "update part set subject = null, salt = null, body = null where subject = $1";

/// Everything in one text of several statements: a decision is one journey to the writer's thread.
async fn write_sqlite(
    inner: &mut Inner,
    puts: Vec<Put>,
    erased: Vec<String>,
    entry: SealedEntry,
) -> Result<(), Error> {
    // What can neither be stale nor follows anything read is a transaction in itself: begun and ended in the same text.
    let alone = !inner.begun() && erased.is_empty() && puts.iter().all(|put| put.verb == Verb::Insert);
    for subject in erased {
        inner.run(Sql::Fixed(ERASE), vec![Value::Text(subject)]).await?;
    }
    let mut sql = String::with_capacity(1024);
    if alone {
        sql.push_str("begin immediate; ");
    }
    let mut args: Vec<Value> = Vec::new();
    // Every row counts as one; an update that finds its row moved on counts as none.
    let expected = puts.len() + entry.parts.len() + 2;
    for put in puts {
        sql.push_str(&put_sql(&put, args.len() + 1));
        sql.push_str("; ");
        args.extend(put_args(put));
    }
    let _ = write!(
        sql,
        "insert into entry (seq, version, name, role, region, at, salt, commitment) \
         select coalesce(max(seq), 0) + 1, {} from entry; ",
        numbered(args.len(), &ENTRY)
    );
    args.extend(entry_args(&entry));
    for (ordinal, part) in (1..).zip(entry.parts) {
        let head = "insert into part (seq, ordinal, commitment, subject, salt, body) values";
        sql.push_str(if ordinal == 1 { head } else { "," });
        let _ = write!(sql, " ((select max(seq) from entry), {})", numbered(args.len(), &PART));
        args.extend(part_args(ordinal, part));
    }
    sql.push_str(
        "; insert into position (position, seq) \
         select coalesce(max(position), 0) + 1, (select max(seq) from entry) from position",
    );
    if alone {
        sql.push_str("; commit");
        return inner.run_alone(&sql, args).await;
    }
    let touched = inner.run(Sql::Built(&sql), args).await?;
    if touched == expected as u64 { Ok(()) } else { Err(Error::Stale) }
}

/// The types of what [`entry_args`] and [`part_args`] give.
const ENTRY: [&str; 7] = ["bigint", "text", "text", "text", "bigint", "bytea", "bytea"];
const PART: [&str; 5] = ["bigint", "bytea", "text", "bytea", "text"];

/// As many parameters as there are types, numbered after `before`.
fn numbered(before: usize, types: &[&str]) -> String {
    let cells: Vec<_> = (before + 1..=before + types.len()).map(|i| format!("${i}")).collect();
    cells.join(", ")
}

/// The same with their types, where PostgreSQL could not infer them.
fn typed(before: usize, types: &[&str]) -> String {
    let cells: Vec<_> = (before + 1..).zip(types).map(|(i, kind)| format!("${i}::{kind}")).collect();
    cells.join(", ")
}

pub(crate) fn entry_args(entry: &SealedEntry) -> [Value; 7] {
    [
        Value::Int(VERSION),
        Value::Text(entry.name.to_owned()),
        Value::Text(entry.role.to_owned()),
        Value::Text(region_text(entry.region)),
        Value::Int(entry.at.0),
        Value::Blob(entry.salt.to_vec()),
        Value::Blob(entry.commitment.to_vec()),
    ]
}

pub(crate) fn part_args(ordinal: i64, part: SealedPart) -> [Value; 5] {
    [
        Value::Int(ordinal),
        Value::Blob(part.commitment.to_vec()),
        Value::Text(part.subject),
        Value::Blob(part.salt.to_vec()),
        Value::Text(part.body),
    ]
}

/// Everything in one statement, so that a decision costs one journey to the server however much it writes.
async fn write_postgres(
    inner: &mut Inner,
    puts: Vec<Put>,
    erased: Vec<String>,
    entry: SealedEntry,
) -> Result<(), Error> {
    let mut sql = String::from("with ");
    let mut args: Vec<Value> = Vec::new();
    let mut updates = Vec::new();
    for (i, put) in puts.into_iter().enumerate() {
        let _ = write!(sql, "p{i} as ({}", put_sql(&put, args.len() + 1));
        if put.verb == Verb::Insert {
            sql.push_str("), ");
        } else {
            sql.push_str(" returning 1), ");
            updates.push(format!("(select count(*) from p{i})"));
        }
        args.extend(put_args(put));
    }
    let has_erasure = !erased.is_empty();
    for (i, subject) in erased.into_iter().enumerate() {
        args.push(Value::Text(subject));
        let _ = write!(
            sql,
            "x{i} as (update part set subject = null, salt = null, body = null where subject = ${}), ",
            args.len()
        );
    }
    let _ = write!(
        sql,
        "e as (insert into entry (seq, version, name, role, region, at, salt, commitment) \
         select journal_next(), {} returning seq)",
        typed(args.len(), &ENTRY)
    );
    args.extend(entry_args(&entry));
    let concerns = !entry.parts.is_empty();
    for (ordinal, part) in (1..).zip(entry.parts) {
        let head = ", q as (insert into part (seq, ordinal, commitment, subject, salt, body) \
            select e.seq, v.* from e cross join (values";
        sql.push_str(if ordinal == 1 { head } else { "," });
        let _ = write!(sql, " ({})", typed(args.len(), &PART));
        args.extend(part_args(ordinal, part));
    }
    if concerns {
        sql.push_str(") v)");
    }
    let expected = updates.len() as i64;
    updates.push("0".into());
    let _ = write!(sql, " select ({})::bigint", updates.join(" + "));

    // One statement is a transaction of its own; it needs no begin and commit around it unless it may have to be undone.
    if !inner.begun() && expected == 0 && !has_erasure {
        return inner.run_alone(&sql, args).await;
    }
    let rows = inner.rows(Sql::Built(&sql), args).await?;
    let touched = rows.first().map(<i64 as crate::FromRow>::from_row).transpose()?.unwrap_or(0);
    if touched == expected { Ok(()) } else { Err(Error::Stale) }
}
