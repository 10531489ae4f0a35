//! The two ways to write. `write` is for facts: a decision and its journal entry, or nothing. `upkeep` is for the
//! operational tables of [`UPKEEP`] and appends no entry. There is no third way.

use std::{fmt::Write as _, future::Future, time::Duration};

use kernel::{Permit, RegionCode};

use crate::{
    Change, Engine, Error, Store, Value,
    change::{Put, Verb},
    journal::{SealedEntry, VERSION},
    tx::{Inner, Sql, Tx},
};

/// The tables whose loss loses no fact; everything else is written through the journal.
pub const UPKEEP: &[&str] =
    &["attempt", "cursor", "inbox", "lease", "notice", "outbox", "session", "setting", "sign_in_code"];

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
        for attempt in 0..ATTEMPTS {
            let tx = Tx::new(self.engine, self.pools.write.clone(), self.engine.begin_upkeep(), true);
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
        let entry =
            SealedEntry::new(name, permit.role().as_str(), self.now(), change.region, change.parts, &self.entropy);
        match self.engine {
            Engine::Sqlite => write_sqlite(&mut inner, change.puts, change.erased, &entry).await?,
            Engine::Postgres => write_postgres(&mut inner, &self.pools.write, change.puts, change.erased, &entry).await?,
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

fn put_sql(put: &Put, first: usize) -> String {
    let mut sql = String::with_capacity(256);
    let list = |from: usize| (from..from + put.columns.len()).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
    match put.verb {
        Verb::Insert => {
            let _ = write!(sql, "insert into {} ({}) values ({})", put.table, put.columns.join(", "), list(first));
        }
        Verb::Update(_) => {
            let sets: Vec<_> = put.columns[1..]
                .iter()
                .enumerate()
                .map(|(i, c)| format!("{c} = ${}", first + 1 + i))
                .collect();
            let _ = write!(
                sql,
                "update {} set {} where {} = ${first} and version = ${}",
                put.table,
                sets.join(", "),
                put.columns[0],
                first + put.columns.len()
            );
        }
    }
    sql
}

fn put_args(put: Put) -> Vec<Value> {
    let mut args = put.values;
    if let Verb::Update(version) = put.verb {
        args.push(Value::Int(version));
    }
    args
}

const ERASE: &str = "update part set subject = null, salt = null, body = null where subject = $1";

async fn write_sqlite(
    inner: &mut Inner,
    puts: Vec<Put>,
    erased: Vec<String>,
    entry: &SealedEntry,
) -> Result<(), Error> {
    for put in puts {
        let expected = matches!(put.verb, Verb::Update(_));
        let sql = put_sql(&put, 1);
        let touched = inner.run(Sql::Built(&sql), put_args(put)).await?;
        if expected && touched != 1 {
            return Err(Error::Stale);
        }
    }
    for subject in erased {
        inner.run(Sql::Fixed(ERASE), vec![Value::Text(subject)]).await?;
    }
    const NEXT: &str = "insert into entry (seq, version, name, region, at, commitment) \
        select coalesce(max(seq), 0) + 1, $1, $2, $3, $4, $5 from entry returning seq";
    let rows = inner.rows(Sql::Fixed(NEXT), entry_args(entry)).await?;
    let seq = rows.first().map(<i64 as crate::FromRow>::from_row).transpose()?.ok_or(Error::Gateway("no sequence number"))?;
    let mut sql = String::from("insert into part (seq, ordinal, commitment, subject, salt, body) values ");
    let mut args = Vec::with_capacity(entry.parts.len() * 6);
    for (ordinal, part) in entry.parts.iter().enumerate() {
        let n = args.len();
        let comma = if ordinal == 0 { "" } else { ", " };
        let _ = write!(sql, "{comma}(${}, ${}, ${}, ${}, ${}, ${})", n + 1, n + 2, n + 3, n + 4, n + 5, n + 6);
        args.push(Value::Int(seq));
        args.extend(part_args(ordinal, part));
    }
    inner.run(Sql::Built(&sql), args).await?;
    const PLACE: &str = "insert into position (position, seq) select coalesce(max(position), 0) + 1, $1 from position";
    inner.run(Sql::Fixed(PLACE), vec![Value::Int(seq)]).await?;
    Ok(())
}

fn entry_args(entry: &SealedEntry) -> Vec<Value> {
    vec![
        Value::Int(VERSION),
        Value::Text(entry.name.to_owned()),
        Value::Text(region_text(entry.region)),
        Value::Int(entry.at.0),
        Value::Blob(entry.commitment.to_vec()),
    ]
}

fn part_args(ordinal: usize, part: &crate::journal::SealedPart) -> [Value; 5] {
    [
        Value::Int(ordinal as i64),
        Value::Blob(part.commitment.to_vec()),
        Value::Text(part.subject.clone()),
        Value::Blob(part.salt.to_vec()),
        Value::Text(part.body.clone()),
    ]
}

/// Everything in one statement, so that a decision costs one journey to the server however much it writes.
async fn write_postgres(
    inner: &mut Inner,
    pool: &sqlx::AnyPool,
    puts: Vec<Put>,
    erased: Vec<String>,
    entry: &SealedEntry,
) -> Result<(), Error> {
    let mut sql = String::from("with ");
    let mut args: Vec<Value> = Vec::new();
    let mut updates = Vec::new();
    for (i, put) in puts.into_iter().enumerate() {
        let _ = write!(sql, "p{i} as ({} returning 1), ", put_sql(&put, args.len() + 1));
        if matches!(put.verb, Verb::Update(_)) {
            updates.push(format!("(select count(*) from p{i})"));
        }
        args.extend(put_args(put));
    }
    let has_erasure = !erased.is_empty();
    for (i, subject) in erased.into_iter().enumerate() {
        args.push(Value::Text(subject));
        let _ = write!(
            sql,
            "x{i} as (update part set subject = null, salt = null, body = null where subject = ${} returning 1), ",
            args.len()
        );
    }
    let n = args.len();
    args.extend(entry_args(entry));
    let _ = write!(
        sql,
        "e as (insert into entry (seq, version, name, region, at, commitment) select journal_next(), ${}::bigint, \
         ${}::text, ${}::text, ${}::bigint, ${}::bytea returning seq), \
         q as (insert into part (seq, ordinal, commitment, subject, salt, body) select e.seq, v.* from e cross join (values ",
        n + 1, n + 2, n + 3, n + 4, n + 5
    );
    for (ordinal, part) in entry.parts.iter().enumerate() {
        let n = args.len();
        let comma = if ordinal == 0 { "" } else { ", " };
        let _ = write!(
            sql,
            "{comma}(${}::bigint, ${}::bytea, ${}::text, ${}::bytea, ${}::text)",
            n + 1, n + 2, n + 3, n + 4, n + 5
        );
        args.extend(part_args(ordinal, part));
    }
    let expected = updates.len() as i64;
    updates.push("0".into());
    let _ = write!(sql, ") v returning 1) select ({})::bigint", updates.join(" + "));

    // One statement is a transaction of its own; it needs no begin and commit around it unless it may have to be undone.
    if !inner.begun() && expected == 0 && !has_erasure {
        let done = crate::tx::bound(Sql::Built(&sql), args).execute(pool).await;
        return inner.note(done).map(drop);
    }
    let rows = inner.rows(Sql::Built(&sql), args).await?;
    let touched = rows.first().map(<i64 as crate::FromRow>::from_row).transpose()?.unwrap_or(0);
    if touched == expected { Ok(()) } else { Err(Error::Stale) }
}
