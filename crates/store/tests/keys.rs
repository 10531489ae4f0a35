//! Every column of bytes is sealed and made anew when keys change, or says why not.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use store::{Engine, SEALED, UNSEALED};

const SQLITE: &str = "select m.name || '.' || c.name from sqlite_master m join pragma_table_info(m.name) c \
    where m.type = 'table' and m.name not like 'sqlite_%' and (lower(c.type) = 'blob' or $1 = '')";
const POSTGRES: &str = "select (table_name || '.' || column_name)::text from information_schema.columns \
    where table_schema = 'public' and (data_type = 'bytea' or $1 = '')";

#[tokio::test]
async fn every_column_of_bytes_is_listed_sealed_or_not() {
    common::each(|store, _| async move {
        let sql = if store.engine() == Engine::Sqlite { SQLITE } else { POSTGRES };
        let columns = async |which: &str| -> BTreeSet<String> {
            store.all::<String>(sql, store::args![which.to_owned()]).await.unwrap().into_iter().collect()
        };
        let (bytes, all) = (columns("bytes").await, columns("").await);
        let mut listed = BTreeSet::new();
        for of in SEALED {
            for (column, index) in of.columns {
                assert!(listed.insert(format!("{}.{column}", of.table)), "{}.{column} twice", of.table);
                if let Some((name, _)) = index {
                    assert!(all.contains(&format!("{}.{name}", of.table)), "{}.{name}", of.table);
                }
            }
        }
        for (table, column, reason) in UNSEALED {
            assert!(reason.len() > 5 && listed.insert(format!("{table}.{column}")), "{table}.{column}");
        }
        let strange: Vec<_> = bytes.symmetric_difference(&listed).collect();
        assert!(strange.is_empty(), "say in store/src/reseal.rs whether they are sealed: {strange:?}");
        // And every index of the schema belongs to a sealed column, or is one that is soon forgotten.
        let indexes: BTreeSet<String> = all.into_iter().filter(|name| name.ends_with("_index")).collect();
        let known: BTreeSet<String> = SEALED
            .iter()
            .flat_map(|of| {
                of.columns.iter().filter_map(|(_, index)| Some(format!("{}.{}", of.table, index.as_ref()?.0)))
            })
            .chain(["sign_in_code.phone_index", "inbox.phone_index"].map(str::to_owned))
            .collect();
        assert_eq!(indexes, known);
    })
    .await;
}
