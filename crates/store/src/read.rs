//! Reading outside a transaction, and reading the journal.

use std::collections::BTreeMap;

use crate::{
    Error, FromRow, Record, RecordPart, Store, Value,
    journal::JournalDigest,
    tx::{Sql, Tx, bound},
};

impl Store {
    /// All rows.
    pub async fn all<T: FromRow>(&self, sql: &'static str, args: Vec<Value>) -> Result<Vec<T>, Error> {
        let rows = bound(Sql::Fixed(sql), args).fetch_all(&self.pools.read).await?;
        rows.iter().map(T::from_row).collect()
    }

    /// The only row, if there is one.
    pub async fn maybe<T: FromRow>(&self, sql: &'static str, args: Vec<Value>) -> Result<Option<T>, Error> {
        let row = bound(Sql::Fixed(sql), args).fetch_optional(&self.pools.read).await?;
        row.as_ref().map(T::from_row).transpose()
    }

    /// The only row; none is `not_found`.
    pub async fn one<T: FromRow>(&self, sql: &'static str, args: Vec<Value>) -> Result<T, Error> {
        self.maybe(sql, args).await?.ok_or(Error::Refused(kernel::Error::not_found("not_found")))
    }

    /// Rows for a list of keys put in place of `$list` in `sql`. Unknown keys give no row.
    pub async fn of_keys<T: FromRow>(&self, sql: &str, keys: &[String]) -> Result<Vec<T>, Error> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let list: Vec<_> = (1..=keys.len()).map(|i| format!("${i}")).collect();
        let text = sql.replace("$list", &list.join(", "));
        let args = keys.iter().cloned().map(Value::Text).collect();
        let rows = bound(Sql::Built(&text), args).fetch_all(&self.pools.read).await?;
        rows.iter().map(T::from_row).collect()
    }

    /// The last position given.
    pub async fn head(&self) -> Result<i64, Error> {
        self.one("select coalesce(max(position), 0) from position", vec![]).await
    }

    /// Up to `limit` entries after `position`.
    pub async fn entries_after(&self, position: i64, limit: i64) -> Result<Vec<Record>, Error> {
        let rows = self
            .all::<EntryPart>(self.engine.entries(), vec![Value::Int(position), Value::Int(limit)])
            .await?;
        Ok(assemble(rows))
    }

    /// The digest over the journal up to now: last position, hexadecimal digest.
    pub async fn digest(&self) -> Result<(i64, String), Error> {
        self.digest_to(i64::MAX).await
    }

    /// The digest over the journal up to a position.
    pub async fn digest_to(&self, end: i64) -> Result<(i64, String), Error> {
        let mut digest = JournalDigest::default();
        let mut position = 0;
        loop {
            let rows = self
                .all::<Leaf>(LEAVES, vec![Value::Int(position), Value::Int(end), Value::Int(10_000)])
                .await?;
            let Some(last) = rows.last() else { return Ok(digest.finish()) };
            position = last.position;
            for row in &rows {
                digest.push(row.position, &row.commitment);
            }
        }
    }
}

impl Tx {
    /// Up to `limit` entries after `position`.
    pub(crate) async fn entries_after(&self, position: i64, limit: i64) -> Result<Vec<Record>, Error> {
        let engine = self.inner().await.engine();
        let rows =
            self.all::<EntryPart>(engine.entries(), vec![Value::Int(position), Value::Int(limit)]).await?;
        Ok(assemble(rows))
    }
}

crate::view! {
    /// An entry's commitment at its position.
    pub struct Leaf {
        /// The position.
        position: i64,
        /// 32 bytes.
        commitment: Vec<u8>,
    }
}

crate::view! {
    /// An entry with one of its parts, if it has any.
    pub struct EntryPart {
        /// The position.
        position: i64,
        /// The sequence number.
        seq: i64,
        /// The command's name.
        name: String,
        /// When.
        at: kernel::Micros,
        /// The county.
        region: String,
        /// The part's place in the entry.
        ordinal: Option<i64>,
        /// Whom it concerns.
        subject: Option<String>,
        /// What it says.
        body: Option<String>,
    }
}

const LEAVES: &str = "select p.position, e.commitment from position p join entry e on e.seq = p.seq \
    where p.position > $1 and p.position <= $2 order by p.position limit $3";

pub(crate) fn assemble(rows: Vec<EntryPart>) -> Vec<Record> {
    let mut records: BTreeMap<i64, Record> = BTreeMap::new();
    for row in rows {
        let record = records.entry(row.position).or_insert_with(|| Record {
            position: row.position,
            seq: row.seq,
            name: row.name.clone(),
            at: row.at,
            region: row.region.clone(),
            parts: Vec::new(),
        });
        if row.ordinal.is_some() {
            let body = row.body.as_deref().and_then(|b| serde_json::from_str(b).ok());
            record.parts.push(RecordPart { subject: row.subject, body });
        }
    }
    records.into_values().collect()
}
