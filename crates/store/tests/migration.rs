//! A journal written by an earlier schema is carried over whole: same commitments, same digest, patrol silent.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use kernel::Micros;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _};
use store::{
    Engine, MIGRATIONS, args,
    journal::{JournalDigest, commit_entry, commit_part, frame},
};

/// An entry as version 0004 kept it, its frame a part like the others; its commitment.
fn entry(engine: Engine, seq: i64, subject: &str) -> (String, [u8; 32]) {
    let (salt, body) = ([seq as u8; 32], r#"{"n":1}"#);
    let bytes = |b: &[u8]| {
        let hex: String = b.iter().map(|b| format!("{b:02x}")).collect();
        if engine == Engine::Sqlite { format!("x'{hex}'") } else { format!("'\\x{hex}'") }
    };
    let first = frame(1, "job.post", "employer", Micros(seq), "350524");
    let parts = [("", first.as_str()), (subject, body)].map(|(s, b)| (s, b, commit_part(s, &salt, b)));
    let whole = commit_entry(parts.iter().map(|p| p.2));
    let mut sql =
        format!("insert into entry values ({seq}, 1, 'job.post', '350524', {seq}, {});", bytes(&whole));
    for (ordinal, (subject, body, part)) in parts.into_iter().enumerate() {
        let (part, salt) = (bytes(&part), bytes(&salt));
        sql += &format!("insert into part values ({seq}, {ordinal}, {part}, '{subject}', {salt}, '{body}');");
    }
    (sql + &format!("insert into position values ({seq}, {seq});"), whole)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_of_an_earlier_schema_is_carried_over() {
    common::each_bare(|store, url| async move {
        let mut old = sqlx::AnyConnection::connect(&url).await.unwrap();
        old.execute("create table migration (name text primary key)").await.unwrap();
        for (name, sqlite, postgres) in &MIGRATIONS[..4] {
            old.execute(if store.engine() == Engine::Sqlite { *sqlite } else { *postgres }).await.unwrap();
            let sql = format!("insert into migration (name) values ('{name}')");
            old.execute(AssertSqlSafe(sql)).await.unwrap();
        }
        let mut digest = JournalDigest::default();
        for seq in 1..=3 {
            let (sql, commitment) = entry(store.engine(), seq, &format!("w{seq}"));
            old.execute(AssertSqlSafe(sql)).await.unwrap();
            digest.push(seq, &commitment);
        }
        // One of them was erased before.
        old.execute("update part set subject = null, salt = null, body = null where subject = 'w2'")
            .await
            .unwrap();
        old.close().await.unwrap();
        assert!(store.check_schema().await.is_err());

        let later: Vec<_> = MIGRATIONS[4..].iter().map(|m| m.0).collect();
        assert_eq!(store.migrate().await.unwrap(), later);
        store.check_schema().await.unwrap();
        assert_eq!(store.digest().await.unwrap(), digest.finish());
        assert_eq!(store::patrol(&store, &[]).await.unwrap(), vec![]);
        let entries = store.entries_after(0, 10).await.unwrap();
        let subjects: Vec<_> = entries.iter().flat_map(|e| &e.parts).map(|p| p.subject.as_deref()).collect();
        assert_eq!(subjects, [Some("w1"), None, Some("w3")]);
        let roles: i64 =
            store.one("select count(*) from entry where role = 'employer'", args![]).await.unwrap();
        assert_eq!(roles, 3);
        // And it is guarded as before.
        for sql in [
            "update entry set name = 'x' where seq = 1",
            "delete from part where seq = 1",
            "delete from entry",
        ] {
            assert!(store.upkeep(|tx| async move { tx.execute(sql, vec![]).await }).await.is_err(), "{sql}");
        }
    })
    .await;
}
