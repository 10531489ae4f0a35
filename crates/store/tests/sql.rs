//! The SQL of the whole house: every file means something on both engines, both schemas are one, and facts are only
//! written through a decision.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(missing_docs)]

mod common;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use common::each;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, Row as _, SqlSafeStr as _};
use store::{MIGRATIONS, UPKEEP};

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "sql") {
            out.push(path);
        }
    }
}

fn house() -> Vec<(PathBuf, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(crates).unwrap().flatten() {
        let src = entry.path().join("src");
        if src.is_dir() {
            files(&src, &mut found);
        }
    }
    assert!(found.len() > 20, "the walk found {} files", found.len());
    found.into_iter().map(|p| (p.clone(), std::fs::read_to_string(&p).unwrap())).collect()
}

#[tokio::test]
async fn every_statement_prepares_on_both_engines() {
    each(|_, url| async move {
        let mut connection = sqlx::AnyConnection::connect(&url).await.unwrap();
        for (path, text) in house() {
            let text = text.replace("$list", "$1");
            let done = connection.prepare(AssertSqlSafe(text).into_sql_str()).await;
            assert!(done.is_ok(), "{}: {}", path.display(), done.err().unwrap());
        }
    })
    .await;
}

#[test]
fn statements_in_files_change_operational_tables_only() {
    for (path, text) in house() {
        let words: Vec<String> = text
            .to_lowercase()
            .split_whitespace()
            .map(|w| w.trim_matches(['(', ')', ',', ';']).to_owned())
            .collect();
        for (i, word) in words.iter().enumerate() {
            let target = match word.as_str() {
                "insert" | "delete" => words.get(i + 2),
                "update"
                    if words.get(i + 1).is_some_and(|w| w != "set")
                        && words.get(i.wrapping_sub(1)).is_none_or(|w| w != "do") =>
                {
                    words.get(i + 1)
                }
                _ => None,
            };
            if let Some(table) = target {
                assert!(UPKEEP.contains(&table.as_str()), "{} changes {table}", path.display());
            }
        }
        let scans = (1..20).any(|n| text.contains(&format!("${n} is null or")));
        assert!(!scans, "{}: `$n is null or …` scans", path.display());
    }
}

#[test]
fn both_migration_folders_hold_the_same_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let names = |engine: &str| {
        let mut names: Vec<_> = std::fs::read_dir(root.join(engine))
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let listed: Vec<_> = MIGRATIONS.iter().map(|m| format!("{}.sql", m.0)).collect();
    assert_eq!(names("sqlite"), listed);
    assert_eq!(names("postgres"), listed);
}

/// Table → column → (type, nullable), in the four types that both engines share.
type Schema = BTreeMap<String, BTreeMap<String, (String, bool)>>;

async fn schema(url: &str) -> Schema {
    let mut connection = sqlx::AnyConnection::connect(url).await.unwrap();
    let sqlite = url.starts_with("sqlite:");
    let sql = if sqlite {
        "select m.name, c.name, lower(c.type), cast((c.\"notnull\" = 0 and c.pk = 0) as integer) from sqlite_master m \
         join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite_%'"
    } else {
        "select table_name::text, column_name::text, data_type::text, (is_nullable = 'YES')::int::bigint \
         from information_schema.columns where table_schema = 'public'"
    };
    let mut found = Schema::new();
    for row in connection.fetch_all(sql).await.unwrap() {
        let kind: String = row.get(2);
        let kind = match kind.as_str() {
            "bigint" | "integer" => "integer",
            "bytea" | "blob" => "blob",
            "double precision" | "real" => "real",
            "text" => "text",
            other => panic!("{other}"),
        };
        let column = (kind.to_owned(), row.get::<i64, _>(3) == 1);
        found.entry(row.get(0)).or_default().insert(row.get(1), column);
    }
    found
}

#[tokio::test]
async fn both_schemas_are_one() {
    let seen = std::sync::Mutex::new(Vec::new());
    each(|_, url| {
        let seen = &seen;
        async move {
            let schema = schema(&url).await;
            seen.lock().unwrap().push(schema);
        }
    })
    .await;
    let seen = seen.into_inner().unwrap();
    assert!(seen[0].len() > 15);
    assert!(seen.windows(2).all(|w| w[0] == w[1]), "{:#?}", seen);
}

#[tokio::test]
async fn a_database_from_the_future_is_refused() {
    each(|store, url| async move {
        let mut connection = sqlx::AnyConnection::connect(&url).await.unwrap();
        connection.execute("insert into migration (name) values ('9999_later')").await.unwrap();
        assert!(matches!(store.check_schema().await, Err(store::Error::Schema(_))));
        assert!(matches!(store.migrate().await, Err(store::Error::Schema(_))));
    })
    .await;
}

/// What is copied to the other engine and back again is the same, row for row and by digest.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_the_same_database() {
    use serde_json::json;
    each(|store, url| async move {
        for n in 0..300 {
            store
                .write("n", &common::permit(), |_| async move {
                    let change = store::Change::anywhere()
                        .tell(format!("s{n}"), json!({ "n": n, "text": "a\tb\\c\n岳" }));
                    Ok(store::Decision::changed((), change))
                })
                .await
                .unwrap();
        }
        store.drain(&[]).await.unwrap();
        let digest = store.digest().await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        let middle = common::open(&format!("sqlite:{}", dir.path().join("m.sqlite").display())).await;
        let (rows, copied) = store::copy(&store, &middle).await.unwrap();
        assert_eq!(copied, digest.1);
        assert!(rows >= 900, "{rows}");
        assert_eq!(middle.entries_after(0, 1000).await.unwrap(), store.entries_after(0, 1000).await.unwrap());
        assert_eq!(store::patrol(&middle, &[]).await.unwrap(), vec![]);
        // Into a database that has a journal already: refused.
        assert!(store::copy(&middle, &store).await.is_err());
        if url.starts_with("postgres") {
            let mut admin = sqlx::AnyConnection::connect(&url).await.unwrap();
            admin.execute("drop schema public cascade; create schema public").await.unwrap();
            let back = common::open(&url).await;
            store::copy(&middle, &back).await.unwrap();
            assert_eq!(back.digest().await.unwrap(), digest);
            // And it goes on from there.
            back.write("n", &common::permit(), |_| async move {
                Ok(store::Decision::changed((), store::Change::anywhere()))
            })
            .await
            .unwrap();
            back.drain(&[]).await.unwrap();
            assert_eq!(back.head().await.unwrap(), digest.0 + 1);
            back.close().await;
        }
    })
    .await;
}
