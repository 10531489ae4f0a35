//! Migrations: numbered SQL files, the same names for both engines, each applied once in its own transaction.
//!
//! A database with a migration this program does not know is refused rather than guessed at.

use sqlx::{AnyConnection, Connection as _, Executor as _};

use crate::{Engine, Error, Store, args};

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        /// Every migration: name, SQLite's text, PostgreSQL's text.
        pub const MIGRATIONS: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        )),*];
    };
}
migrations!(
    "0001_journal",
    "0002_people",
    "0003_jobs",
    "0004_upkeep",
    "0005_frame",
    "0006_invitations",
    "0007_roles",
    "0008_ledgers",
    "0009_twins",
    "0010_codes",
    "0011_counter",
    "0013_firms",
    "0014_privacy",
    "0015_reasons",
);

const HISTORY: &str = "create table if not exists migration (name text primary key)";
const APPLIED: &str = "select name from migration order by name";
const RECORD: &str = "insert into migration (name) values ($1)";
/// Two nodes that start together: the second waits.
const LOCK: &str = "select pg_advisory_xact_lock(7261650)";

impl Store {
    /// Applies what is missing; the names applied.
    pub async fn migrate(&self) -> Result<Vec<&'static str>, Error> {
        let mut connection = self.pools.write.acquire().await?;
        // A table is rebuilt under the feet of those that point at it; what they point at is looked at afterwards.
        if self.engine == Engine::Sqlite {
            connection.execute("pragma foreign_keys = off").await?;
        }
        let applied = self.apply(&mut connection).await;
        if self.engine == Engine::Sqlite {
            connection.execute("pragma foreign_keys = on").await?;
        }
        applied
    }

    async fn apply(&self, connection: &mut AnyConnection) -> Result<Vec<&'static str>, Error> {
        let mut transaction = connection.begin_with(self.engine.begin_upkeep()).await?;
        if self.engine == Engine::Postgres {
            transaction.execute(LOCK).await?;
        }
        transaction.execute(HISTORY).await?;
        let known: Vec<String> = sqlx::query_scalar(APPLIED).fetch_all(&mut *transaction).await?;
        let missing = missing(&known)?;
        for (name, sqlite, postgres) in &missing {
            let text = if self.engine == Engine::Sqlite { *sqlite } else { *postgres };
            transaction.execute(text).await?;
            crate::tx::bound(crate::tx::Sql::Fixed(RECORD), args![(*name).to_owned()])
                .execute(&mut *transaction)
                .await?;
        }
        if self.engine == Engine::Sqlite {
            let lost: i64 = sqlx::query_scalar("select count(*) from pragma_foreign_key_check")
                .fetch_one(&mut *transaction)
                .await?;
            if lost > 0 {
                return Err(Error::Schema(format!("{lost} rows point at nothing")));
            }
        }
        transaction.commit().await?;
        Ok(missing.into_iter().map(|m| m.0).collect())
    }

    /// Whether the schema is exactly this program's.
    pub async fn check_schema(&self) -> Result<(), Error> {
        let known =
            self.all::<String>(APPLIED, vec![]).await.map_err(|_| Error::Schema("not migrated".into()))?;
        let missing = missing(&known)?;
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Error::Schema(format!("{} migrations missing", missing.len())))
        }
    }
}

type Migration = (&'static str, &'static str, &'static str);

fn missing(known: &[String]) -> Result<Vec<Migration>, Error> {
    if let Some(strange) = known.iter().find(|k| !MIGRATIONS.iter().any(|m| m.0 == k.as_str())) {
        return Err(Error::Schema(format!("migration {strange} is not known to this program")));
    }
    Ok(MIGRATIONS.iter().filter(|m| !known.iter().any(|k| k == m.0)).copied().collect())
}
