//! A transaction as a command sees it: it reads, and hands back a decision. The gateway writes.
//!
//! A `Tx` of the `write` gateway cannot execute anything that changes; only one of `upkeep` can.

use std::sync::Arc;

use sqlx::{Any, AnyPool, AssertSqlSafe, Executor as _, Transaction, pool::PoolConnection};
use tokio::sync::Mutex;

use crate::{Engine, Error, FromRow, Value, error::asks_again, value::Bound};

/// A handle on a transaction. Clones are the same transaction.
#[derive(Clone)]
pub struct Tx {
    inner: Arc<Mutex<Inner>>,
    may_execute: bool,
}

pub(crate) struct Inner {
    engine: Engine,
    pool: AnyPool,
    begin: &'static str,
    transaction: Option<Transaction<'static, Any>>,
    /// Whether the command may have sneaked a change into a query, so that it is worth knowing what was before.
    count: bool,
    changes_before: i64,
    pub(crate) again: bool,
}

impl Inner {
    pub(crate) async fn begin(&mut self) -> Result<&mut Transaction<'static, Any>, Error> {
        if self.transaction.is_none() {
            let mut transaction = self.pool.begin_with(self.begin).await?;
            if self.count && self.engine == Engine::Sqlite {
                self.changes_before =
                    sqlx::query_scalar(self.engine.changes()).fetch_one(&mut *transaction).await?;
            }
            self.transaction = Some(transaction);
        }
        self.transaction.as_mut().ok_or(Error::Gateway("no transaction"))
    }

    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    /// From here on only the gateway itself speaks.
    pub(crate) fn trust(&mut self) {
        self.count = false;
    }

    pub(crate) fn begun(&self) -> bool {
        self.transaction.is_some()
    }

    pub(crate) async fn changed(&mut self) -> Result<bool, Error> {
        let (sql, before) = (self.engine.changes(), self.changes_before);
        match &mut self.transaction {
            Some(t) => Ok(sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut **t).await? > before),
            None => Ok(false),
        }
    }

    pub(crate) async fn commit(&mut self) -> Result<(), Error> {
        match self.transaction.take() {
            Some(t) => {
                let done = t.commit().await;
                self.note(done)
            }
            None => Ok(()),
        }
    }

    pub(crate) async fn rollback(&mut self) {
        if let Some(t) = self.transaction.take() {
            let _ = t.rollback().await;
        }
    }

    /// Remembers whether PostgreSQL asked for another run, whatever the command makes of the error.
    pub(crate) fn note<T>(&mut self, result: Result<T, sqlx::Error>) -> Result<T, Error> {
        result.map_err(|e| {
            self.again |= asks_again(&e);
            e.into()
        })
    }

    pub(crate) async fn run(&mut self, sql: Sql<'_>, args: Vec<Value>) -> Result<u64, Error> {
        let t = self.begin().await?;
        let done = bound(sql, args).execute(&mut **t).await;
        self.note(done).map(|d| d.rows_affected())
    }

    /// A whole transaction in one text, nothing having been begun. Whatever becomes of it, no half-done transaction
    /// goes back to the pool.
    pub(crate) async fn run_alone(&mut self, sql: &str, args: Vec<Value>) -> Result<(), Error> {
        let mut whole = Whole { connection: self.pool.acquire().await?, ended: false };
        let done = bound(Sql::Built(sql), args).execute(&mut *whole.connection).await;
        if done.is_err() && self.engine == Engine::Sqlite {
            // Where the error ended the transaction already there is nothing to roll back, and it says so.
            let _ = whole.connection.execute("rollback").await;
        }
        whole.ended = true;
        self.note(done).map(drop)
    }

    pub(crate) async fn rows(
        &mut self,
        sql: Sql<'_>,
        args: Vec<Value>,
    ) -> Result<Vec<sqlx::any::AnyRow>, Error> {
        let t = self.begin().await?;
        let done = bound(sql, args).fetch_all(&mut **t).await;
        self.note(done)
    }
}

/// A connection under a transaction of its own text; cut off before that has ended, it is closed.
struct Whole {
    connection: PoolConnection<Any>,
    ended: bool,
}

impl Drop for Whole {
    fn drop(&mut self) {
        if !self.ended {
            self.connection.close_on_drop();
        }
    }
}

/// SQL from a file, or put together by this crate from names it knows.
pub(crate) enum Sql<'a> {
    Fixed(&'static str),
    Built(&'a str),
}

pub(crate) fn bound(sql: Sql<'_>, args: Vec<Value>) -> Bound<'static> {
    let query = match sql {
        Sql::Fixed(text) => sqlx::query(text),
        Sql::Built(text) => sqlx::query(AssertSqlSafe(text.to_owned())),
    };
    args.into_iter().fold(query, |q, v| v.bind(q))
}

impl Tx {
    pub(crate) fn new(engine: Engine, pool: AnyPool, begin: &'static str, may_execute: bool) -> Self {
        let inner = Inner {
            engine,
            pool,
            begin,
            transaction: None,
            count: !may_execute,
            changes_before: 0,
            again: false,
        };
        Self { inner: Arc::new(Mutex::new(inner)), may_execute }
    }

    pub(crate) async fn inner(&self) -> tokio::sync::MutexGuard<'_, Inner> {
        self.inner.lock().await
    }

    /// All rows.
    pub async fn all<T: FromRow>(&self, sql: &'static str, args: Vec<Value>) -> Result<Vec<T>, Error> {
        let rows = self.inner().await.rows(Sql::Fixed(sql), args).await?;
        rows.iter().map(T::from_row).collect()
    }

    /// The only row, if there is one.
    pub async fn maybe<T: FromRow>(&self, sql: &'static str, args: Vec<Value>) -> Result<Option<T>, Error> {
        let rows = self.inner().await.rows(Sql::Fixed(sql), args).await?;
        rows.first().map(T::from_row).transpose()
    }

    /// The only row; none is `not_found`.
    pub async fn one<T: FromRow>(&self, sql: &'static str, args: Vec<Value>) -> Result<T, Error> {
        self.maybe(sql, args).await?.ok_or(Error::Refused(kernel::Error::not_found("not_found")))
    }

    /// Changes rows of upkeep tables; how many it touched.
    pub async fn execute(&self, sql: &'static str, args: Vec<Value>) -> Result<u64, Error> {
        if !self.may_execute {
            return Err(Error::Gateway("facts are written by a decision, not by a statement"));
        }
        self.inner().await.run(Sql::Fixed(sql), args).await
    }
}
