//! The bulk path: the same decisions as the gateway's, by the hundred thousand, into a database nobody uses yet.
//!
//! It keeps the rows that decisions put until the end, so that a row changed ten times is written once, and it writes
//! entries and positions as they come. It refuses a journal that is not empty.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use kernel::{Micros, Role};
use tokio::{sync::mpsc, task::JoinHandle};

use sqlx::{Any, Connection as _, Executor as _, PgConnection, Row as _, Transaction};

use crate::{
    Change, Engine, Error, Store, Value,
    change::Verb,
    gateway::{entry_args, part_args},
    journal::SealedEntry,
    tx::{Sql, bound},
    vault::hex,
};

/// Tables in an order that satisfies their references.
const ORDER: &[&str] = &[
    "entry",
    "part",
    "position",
    "account",
    "employer",
    "role_grant",
    "employer_decision",
    "worker",
    "job",
    "job_revision",
    "resume",
    "application",
    "fact",
    "ledger",
    "ledger_turn",
    "ledger_count",
    "contact",
];

/// Where rows go: one transaction of whichever engine, by its fastest way in.
enum Sink {
    /// With the indexes that are to be made again: at the end, over sorted rows, they cost a fraction.
    Sqlite(Box<Transaction<'static, Any>>, Vec<String>),
    Postgres(Box<PgConnection>),
}

struct Rows {
    columns: &'static [&'static str],
    rows: Vec<Vec<Value>>,
    index: HashMap<String, usize>,
}

/// Loads decisions.
pub struct Loader<'a> {
    store: &'a Store,
    writer: Writer,
    facts: BTreeMap<&'static str, Rows>,
    entries: Vec<Vec<Value>>,
    parts: Vec<Vec<Value>>,
    positions: Vec<Vec<Value>>,
    count: i64,
}

const ENTRY: &[&str] = &["seq", "version", "name", "role", "region", "at", "salt", "commitment"];
const PART: &[&str] = &["seq", "ordinal", "commitment", "subject", "salt", "body"];
const POSITION: &[&str] = &["position", "seq"];
const FLUSH: usize = 20_000;
/// The indexes that somebody made, which a key or a `unique` does not need.
const INDEXES: &str =
    "select name, sql from sqlite_master where type = 'index' and sql is not null order by name";

impl<'a> Loader<'a> {
    /// Begins; the journal must be empty.
    pub async fn begin(store: &'a Store) -> Result<Self, Error> {
        let (entries, parts, positions) = (Vec::new(), Vec::new(), Vec::new());
        let writer = Writer::over(Sink::open(store).await?);
        Ok(Self { store, writer, facts: BTreeMap::new(), entries, parts, positions, count: 0 })
    }

    /// Takes one decision, as the gateway would at `at`.
    pub async fn push(
        &mut self,
        name: &'static str,
        role: Role,
        at: Micros,
        change: Change,
    ) -> Result<(), Error> {
        if !change.erased.is_empty() {
            return Err(Error::Gateway("the bulk path erases nothing"));
        }
        for put in change.puts {
            let table = self.facts.entry(put.table).or_insert_with(|| Rows {
                columns: put.columns,
                rows: Vec::new(),
                index: HashMap::new(),
            });
            let Some(Value::Text(key)) = put.values.first().cloned() else {
                return Err(Error::Gateway("a key is text"));
            };
            match (put.verb, table.index.get(&key)) {
                (Verb::Insert, None) => {
                    table.index.insert(key, table.rows.len());
                    table.rows.push(put.values);
                }
                (Verb::Update(_), Some(&i)) => table.rows[i] = put.values,
                (Verb::Insert, Some(_)) => return Err(Error::Unique),
                (Verb::Update(_), None) => return Err(Error::Stale),
                (Verb::Remove | Verb::Lapse, _) => return Err(Error::Gateway("nobody is erased in bulk")),
            }
        }
        let entry =
            SealedEntry::new(name, role.as_str(), at, change.region, change.parts, &self.store.entropy);
        self.count += 1;
        let seq = self.count;
        self.entries.push(std::iter::once(Value::Int(seq)).chain(entry_args(&entry)).collect());
        for (ordinal, part) in (1..).zip(entry.parts) {
            self.parts.push(std::iter::once(Value::Int(seq)).chain(part_args(ordinal, part)).collect());
        }
        self.positions.push(vec![Value::Int(seq), Value::Int(seq)]);
        if self.entries.len() >= FLUSH { self.flush().await } else { Ok(()) }
    }

    /// How many entries so far.
    pub fn entries(&self) -> i64 {
        self.count
    }

    async fn flush(&mut self) -> Result<(), Error> {
        self.writer.send("entry", ENTRY, std::mem::take(&mut self.entries)).await?;
        self.writer.send("part", PART, std::mem::take(&mut self.parts)).await?;
        self.writer.send("position", POSITION, std::mem::take(&mut self.positions)).await
    }

    /// Writes what is left and commits. `cursors` are followers that need not see what was loaded.
    pub async fn finish(mut self, cursors: &[&str]) -> Result<i64, Error> {
        self.flush().await?;
        for table in ORDER {
            if let Some(rows) = self.facts.remove(table) {
                self.writer.send(table, rows.columns, rows.rows).await?;
            }
        }
        if !self.facts.is_empty() {
            return Err(Error::Gateway("a table the bulk path does not know"));
        }
        let moved =
            cursors.iter().map(|c| vec![Value::Text((*c).to_owned()), Value::Int(self.count)]).collect();
        self.writer.send("cursor", &["follower", "position"], moved).await?;
        self.writer.sink().await?.commit(self.count).await?;
        if self.store.engine == Engine::Sqlite {
            self.store.pools.write.execute("analyze").await?;
        }
        Ok(self.count)
    }
}

/// Writes while the next decisions are made, a few batches behind.
struct Writer {
    batches: mpsc::Sender<Batch>,
    task: JoinHandle<Result<Sink, Error>>,
}

type Batch = (&'static str, &'static [&'static str], Vec<Vec<Value>>);

impl Writer {
    fn over(mut sink: Sink) -> Self {
        let (batches, mut waiting) = mpsc::channel::<Batch>(4);
        let task = tokio::spawn(async move {
            while let Some((table, columns, rows)) = waiting.recv().await {
                sink.write(table, columns, rows).await?;
            }
            Ok(sink)
        });
        Self { batches, task }
    }

    async fn send(
        &mut self,
        table: &'static str,
        columns: &'static [&'static str],
        rows: Vec<Vec<Value>>,
    ) -> Result<(), Error> {
        if self.batches.send((table, columns, rows)).await.is_ok() {
            return Ok(());
        }
        // It has given up: what it says of that is the answer.
        match (&mut self.task).await {
            Ok(Err(error)) => Err(error),
            _ => Err(Error::Gateway("the bulk writer is gone")),
        }
    }

    /// The sink again, when all is written.
    async fn sink(self) -> Result<Sink, Error> {
        drop(self.batches);
        self.task.await.map_err(|_| Error::Gateway("the bulk writer is gone"))?
    }
}

impl Sink {
    async fn open(store: &Store) -> Result<Self, Error> {
        if store.head().await? != 0 {
            return Err(Error::Gateway("the bulk path needs an empty journal"));
        }
        Ok(match store.engine {
            Engine::Sqlite => {
                let mut transaction = Box::new(store.pools.write.begin_with("begin immediate").await?);
                let found = sqlx::query(INDEXES).fetch_all(&mut **transaction).await?;
                let mut indexes = Vec::with_capacity(found.len());
                for row in &found {
                    let drop = format!("drop index {}", row.try_get::<String, _>(0)?);
                    transaction.execute(sqlx::AssertSqlSafe(drop)).await?;
                    indexes.push(row.try_get(1)?);
                }
                Sink::Sqlite(transaction, indexes)
            }
            Engine::Postgres => {
                let mut connection = PgConnection::connect(&store.url).await?;
                connection.execute("begin; set local synchronous_commit = off; set local session_replication_role = replica;").await?;
                Sink::Postgres(Box::new(connection))
            }
        })
    }

    /// Ends it; `head` is the last entry's number.
    async fn commit(self, head: i64) -> Result<(), Error> {
        match self {
            Self::Sqlite(mut transaction, indexes) => {
                for index in indexes {
                    transaction.execute(sqlx::AssertSqlSafe(index)).await?;
                }
                transaction.commit().await?;
            }
            Self::Postgres(mut connection) => {
                let text = format!("select setval('journal_seq', {}); commit; analyze;", head.max(1));
                connection.execute(sqlx::AssertSqlSafe(text)).await?;
            }
        }
        Ok(())
    }

    async fn write(&mut self, table: &str, columns: &[&str], rows: Vec<Vec<Value>>) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        match self {
            Self::Sqlite(transaction, _) => {
                let per_statement = (16_000 / columns.len()).min(500);
                let mut rows = rows.into_iter().peekable();
                let mut sql = String::new();
                let mut sql_rows = 0;
                while rows.peek().is_some() {
                    let chunk: Vec<Vec<Value>> = rows.by_ref().take(per_statement).collect();
                    if chunk.len() != sql_rows {
                        sql = insert_many(table, columns, chunk.len());
                        sql_rows = chunk.len();
                    }
                    let args = chunk.into_iter().flatten().collect();
                    bound(Sql::Built(&sql), args).execute(&mut ***transaction).await?;
                }
            }
            Self::Postgres(connection) => {
                let statement = format!("copy {table} ({}) from stdin", columns.join(", "));
                let mut copy = connection.copy_in_raw(&statement).await?;
                let mut text = String::with_capacity(1 << 20);
                for row in rows {
                    copy_line(&mut text, &row);
                    if text.len() > 1 << 20 {
                        copy.send(std::mem::take(&mut text).into_bytes()).await?;
                    }
                }
                copy.send(text.into_bytes()).await?;
                copy.finish().await?;
            }
        }
        Ok(())
    }
}

fn insert_many(table: &str, columns: &[&str], rows: usize) -> String {
    // Rolling back as a whole spares SQLite the notes for undoing one statement.
    let mut sql = format!("insert or rollback into {table} ({}) values ", columns.join(", "));
    // Nameless: SQLite looks names up one after the other, which thousands of them would feel.
    let one = vec!["?"; columns.len()].join(", ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        sql.push_str(&one);
        sql.push(')');
    }
    sql
}

/// One line of PostgreSQL's text format.
fn copy_line(out: &mut String, row: &[Value]) {
    for (i, value) in row.iter().enumerate() {
        if i > 0 {
            out.push('\t');
        }
        match value {
            Value::Null => out.push_str("\\N"),
            Value::Int(v) => {
                let _ = write!(out, "{v}");
            }
            Value::Real(v) => {
                let _ = write!(out, "{v}");
            }
            Value::Blob(v) => {
                out.push_str("\\\\x");
                out.push_str(&hex(v));
            }
            Value::Text(v) => {
                for c in v.chars() {
                    match c {
                        '\\' => out.push_str("\\\\"),
                        '\t' => out.push_str("\\t"),
                        '\n' => out.push_str("\\n"),
                        '\r' => out.push_str("\\r"),
                        c => out.push(c),
                    }
                }
            }
        }
    }
    out.push('\n');
}

/// Copies whole tables row by row; the bulk path's other use.
pub(crate) struct Raw(Sink);

impl Raw {
    pub(crate) async fn begin(store: &Store) -> Result<Self, Error> {
        Ok(Self(Sink::open(store).await?))
    }

    pub(crate) async fn write(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: Vec<Vec<Value>>,
    ) -> Result<(), Error> {
        self.0.write(table, columns, rows).await
    }

    pub(crate) async fn finish(self, head: i64) -> Result<(), Error> {
        self.0.commit(head).await
    }
}
