//! `banyan copy`: the whole database from one engine to the other, journal digest equal.
//!
//! It reads one consistent snapshot, writes into an empty migrated database in one transaction, and compares digests
//! before it says it is done. Leases stay behind. The column keys are a file and go by hand.

use sqlx::{Column as _, Row as _, any::AnyRow};

use crate::{
    Cells, Error, FromRow as _, Store, Value, args,
    bulk::Raw,
    tx::{Sql, Tx},
};

/// Every table but leases and the migration history, in an order that satisfies references.
pub const TABLES: &[(&str, &str)] = &[
    ("entry", "seq"),
    ("part", "seq, ordinal"),
    ("position", "position"),
    ("account", "id"),
    ("employer", "id"),
    ("role_grant", "id"),
    ("paper", "id"),
    ("paper_read", "id"),
    ("employer_decision", "id"),
    ("register_check", "id"),
    ("appeal", "id"),
    ("factor", "id"),
    ("proposal", "id"),
    ("worker", "id"),
    ("node_key", "id"),
    ("phone_key", "id"),
    ("card", "id"),
    ("code_use", "id"),
    ("consent", "id"),
    ("ticket", "id"),
    ("counter_answer", "id"),
    ("job", "id"),
    ("job_revision", "id"),
    ("application", "id"),
    ("invitation", "id"),
    ("fact", "id"),
    ("ledger", "id"),
    ("ledger_turn", "id"),
    ("ledger_count", "id"),
    ("contact", "id"),
    ("ledger_export", "id"),
    ("merge", "id"),
    ("apart", "id"),
    ("look", "id"),
    ("cursor", "follower"),
    ("setting", "name"),
    ("session", "id"),
    ("challenge", "id"),
    ("sign_in_code", "phone_index"),
    ("attempt", "name, bucket"),
    ("notice", "id"),
    ("outbox", "id"),
    ("inbox", "id"),
    ("suspect", "id"),
];

const PAGE: i64 = 5000;
/// The same for rows that hold a file of megabytes.
const FILES: i64 = 8;

/// Copies everything; how many rows, and the digest both now have.
pub async fn copy(from: &Store, to: &Store) -> Result<(u64, String), Error> {
    from.check_schema().await?;
    to.migrate().await?;
    let snapshot = Tx::new(from.engine, from.pools.read.clone(), from.engine.begin_snapshot(), false);
    let head: i64 = snapshot.one("select coalesce(max(seq), 0) from entry", vec![]).await?;
    let mut raw = Raw::begin(to).await?;
    let mut copied = 0;
    for (table, key) in TABLES {
        let sql = format!("select * from {table} order by {key} limit $1 offset $2");
        let mut offset = 0i64;
        let page = if *table == "paper" { FILES } else { PAGE };
        loop {
            let rows = snapshot.inner().await.rows(Sql::Built(&sql), args![page, offset]).await?;
            let Some(first) = rows.first() else { break };
            let columns: Vec<&str> = first.columns().iter().map(|c| c.name()).collect();
            let values = rows.iter().map(cells).collect::<Result<Vec<_>, Error>>()?;
            raw.write(table, &columns, values).await?;
            copied += rows.len() as u64;
            offset += page;
        }
    }
    snapshot.inner().await.rollback().await;
    raw.finish(head).await?;
    let (position, digest) = to.digest().await?;
    if from.digest_to(position).await? != (position, digest.clone()) {
        return Err(Error::Schema("the digests differ".into()));
    }
    Ok((copied, digest))
}

fn cells(row: &AnyRow) -> Result<Vec<Value>, Error> {
    Ok(Cells::from_row(row)?.0.into_iter().map(|(_, value)| value).collect())
}
