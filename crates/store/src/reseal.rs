//! Changing the column keys without stopping. A fresh key is added to the key file, then the database names it: from then
//! on everything is sealed with it. A reconciler makes every sealed cell and every blind index of the old key anew, a
//! piece at a time; when none is left, and none has been for a while, the old key may go.
//!
//! Two rows of one phone or number cannot come to be meanwhile: whoever writes an index reads in the same serializable
//! transaction which key is in use, and begins anew if it is not theirs; whoever looks for one looks for both. A piece
//! changes a cell only if it still is what was read, so that nothing written meanwhile is lost, and whatever interrupts it
//! leaves every cell under one key or the other, both of which open.
//!
//! It refuses to drop a key while any cell, index or session needs it.

use std::time::Duration;

use kernel::Micros;

use crate::{
    Boxed, Cell, Cells, Error, FromRow as _, Reconciler, Store, Value, args,
    tx::{Inner, Sql},
    vault::mark,
};

/// A table with sealed cells. Its key is its first column.
#[derive(Clone, Copy, Debug)]
pub struct Sealed {
    /// The table.
    pub table: &'static str,
    /// The sealed columns, each with its blind index and the kind of that, if it has one.
    pub columns: &'static [(&'static str, Option<(&'static str, &'static str)>)],
    /// How many rows are made anew at once.
    pub piece: i64,
}

const fn of(
    table: &'static str,
    columns: &'static [(&'static str, Option<(&'static str, &'static str)>)],
) -> Sealed {
    Sealed { table, columns, piece: 200 }
}

/// Every sealed column of the schema.
pub const SEALED: &[Sealed] = &[
    of("account", &[("phone", Some(("phone_index", "phone"))), ("name", None)]),
    of(
        "worker",
        &[
            ("name", Some(("name_index", "name"))),
            ("id_number", Some(("id_number_index", "id_number"))),
            ("home", None),
            ("about", None),
        ],
    ),
    of("employer", &[("sealed_name", None), ("sealed_address", None)]),
    of("factor", &[("secret", None)]),
    of("proposal", &[("reason", None), ("decision_reason", None)]),
    of("merge", &[("reason", None), ("undone_reason", None)]),
    of("apart", &[("reason", None)]),
    of("node_key", &[("secret", None)]),
    Sealed {
        table: "paper",
        columns: &[("body", None), ("holder", None), ("number", Some(("number_index", "id_number")))],
        piece: 8,
    },
    of("employer_decision", &[("words", None)]),
    of("register_check", &[("legal", None)]),
    of("appeal", &[("words", None), ("answer", None)]),
    of("inbox", &[("message", None)]),
    of("look", &[("words", None)]),
    of("role_grant", &[("reason", None), ("revoke_reason", None)]),
    of("fact", &[("note", None)]),
    of("contact", &[("note", None)]),
    of("ledger_export", &[("reason", None)]),
    of("resume", &[("body", None)]),
];

/// Every other column of bytes, and why it is not sealed.
pub const UNSEALED: &[(&str, &str, &str)] = &[
    ("entry", "salt", "hides what is committed to; never changed"),
    ("entry", "commitment", "the journal's own; never changed"),
    ("part", "salt", "hides what is committed to; emptied with the part"),
    ("part", "commitment", "the journal's own; never changed"),
    ("factor", "public_key", "the public half of a passkey"),
    ("node_key", "public_key", "published"),
    ("phone_key", "public_key", "the public half of a phone's key"),
];

/// Which key is in use since when: `id microseconds`.
const CURRENT: &str = "vault.current";
/// Since when nothing is left under another key: the same form.
const CLEAN: &str = "vault.clean";
const GET: &str = "select value from setting where name = $1";
const PUT: &str = "insert into setting (name, value) values ($1, $2) \
    on conflict (name) do update set value = excluded.value";
const DROP: &str = "delete from setting where name = $1";
const OLD_SESSIONS: &str =
    "select count(*) from session where created_at < $1 and expires_at > $2 and ended_at is null";
/// Longer than a transaction may last that began before the last row was made anew.
const STILL: i64 = 20 * Micros::SECOND;

/// How the keys stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The ids of the keys in the file, newest first.
    pub keys: Vec<u8>,
    /// The one that seals.
    pub current: u8,
    /// Cells and indexes of another key: table and how many rows.
    pub left: Vec<(&'static str, i64)>,
    /// Sessions that began under another key and still hold.
    pub sessions: i64,
    /// Whether nothing has been left for long enough to retire the other key.
    pub still: bool,
}

fn kept(text: Option<&str>) -> Option<(u8, i64)> {
    let (id, at) = text?.split_once(' ')?;
    Some((id.parse().ok()?, at.parse().ok()?))
}

/// Whether a change of these tables writes a blind index.
pub(crate) fn indexed(table: &str) -> bool {
    SEALED.iter().any(|of| of.table == table && of.columns.iter().any(|(_, index)| index.is_some()))
}

/// Inside the transaction that writes an index: whether it was made by the key in use. If not, the vault knows better
/// now, and the command is to be run again.
pub(crate) async fn up_to_date(store: &Store, inner: &mut Inner) -> Result<bool, Error> {
    let rows = inner.rows(Sql::Fixed(GET), args![CURRENT.to_owned()]).await?;
    let text = rows.first().map(String::from_row).transpose()?;
    let named = match kept(text.as_deref()) {
        Some((id, _)) => id,
        None => store.vault.oldest()?,
    };
    if named == store.vault.current() {
        return Ok(true);
    }
    store.vault.use_key(named)?;
    Ok(false)
}

impl Store {
    /// Takes note of the key that the database names, if another process has named one.
    pub async fn heed_keys(&self) -> Result<(), Error> {
        if let Some((id, _)) = self.setting(CURRENT).await? {
            if self.vault.ids().len() > 1 {
                self.vault.refresh()?;
            }
            self.vault.use_key(id)?;
        }
        Ok(())
    }

    /// The same every second until told to stop; on every node.
    pub async fn watch_keys(self: std::sync::Arc<Self>, mut stop: crate::Signal) {
        while !*stop.borrow() {
            if let Err(e) = self.heed_keys().await {
                tracing::warn!(error = %e, "keys");
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
                _ = stop.changed() => {}
            }
        }
    }

    async fn setting(&self, name: &str) -> Result<Option<(u8, i64)>, Error> {
        let text: Option<String> = self.maybe(GET, args![name.to_owned()]).await?;
        Ok(kept(text.as_deref()))
    }

    /// A fresh key, from now on in use. Asked again before the old one has gone, it is the same key. Its id.
    pub async fn rotate_keys(&self) -> Result<u8, Error> {
        self.heed_keys().await?;
        let id = self.vault.add(&self.entropy)?;
        if self.setting(CURRENT).await?.is_some_and(|(named, _)| named == id) {
            return Ok(id);
        }
        // Serializable, as those are that read it: they come wholly before or wholly after.
        self.upkeep_by(self.engine.begin_write(), |tx| async move {
            tx.execute(PUT, args![CURRENT.to_owned(), format!("{id} {}", self.now().0)]).await?;
            tx.execute(DROP, args![CLEAN.to_owned()]).await
        })
        .await?;
        self.vault.use_key(id)?;
        Ok(id)
    }

    /// How the keys stand.
    pub async fn keys(&self) -> Result<Standing, Error> {
        self.heed_keys().await?;
        let current = self.vault.current();
        let mut left = Vec::new();
        for of in SEALED {
            let (sql, values) = of.stale(current, "count(*)", None);
            let rows = crate::tx::bound(Sql::Built(&sql), values).fetch_all(&self.pools.read).await?;
            let count = rows.first().map(i64::from_row).transpose()?.unwrap_or(0);
            if count > 0 {
                left.push((of.table, count));
            }
        }
        // A node may have begun one by the old key before it heard of the new one.
        let since = self.setting(CURRENT).await?.map_or(0, |(_, at)| at + STILL);
        let sessions = self.one(OLD_SESSIONS, args![Micros(since), self.now()]).await?;
        let clean = self.setting(CLEAN).await?;
        let still = clean.is_some_and(|(id, at)| id == current && real_now() - at >= STILL);
        Ok(Standing { keys: self.vault.ids(), current, left, sessions, still })
    }

    /// Drops the old key. `None` if it is gone; otherwise what still needs it, or that it has not been long enough.
    pub async fn retire_key(&self, end_sessions: bool) -> Result<Option<Standing>, Error> {
        let standing = self.keys().await?;
        let pending = standing.keys.first() != Some(&standing.current);
        let needed = !standing.left.is_empty() || !standing.still || (standing.sessions > 0 && !end_sessions);
        if standing.keys.len() > 1 && (pending || needed) {
            return Ok(Some(standing));
        }
        self.vault.drop_others()?;
        Ok(None)
    }

    /// Makes everything of another key anew, once through; how many rows.
    pub async fn reseal(&self) -> Result<usize, Error> {
        self.heed_keys().await?;
        let current = self.vault.current();
        if self.vault.ids().len() < 2 || self.setting(CURRENT).await?.is_none() {
            return Ok(0);
        }
        let mut done = 0;
        for of in SEALED {
            let mut after = String::new();
            while let Some((last, changed)) = self.reseal_piece(of, current, &after).await? {
                done += changed;
                after = last;
            }
        }
        let clean = self.setting(CLEAN).await?.filter(|(id, _)| *id == current);
        match (done, clean) {
            (0, None) => {
                let value = format!("{current} {}", real_now());
                let value = &value;
                self.upkeep(
                    |tx| async move { tx.execute(PUT, args![CLEAN.to_owned(), value.clone()]).await },
                )
                .await?;
            }
            (1.., Some(_)) => {
                self.upkeep(|tx| async move { tx.execute(DROP, args![CLEAN.to_owned()]).await }).await?;
            }
            _ => {}
        }
        Ok(done)
    }

    /// The next rows after a key: the last of them and how many were changed; none if there are no more.
    async fn reseal_piece(
        &self,
        of: &Sealed,
        current: u8,
        after: &str,
    ) -> Result<Option<(String, usize)>, Error> {
        let (sql, values) = of.stale(current, &of.selected(), Some(after));
        let rows = crate::tx::bound(Sql::Built(&sql), values).fetch_all(&self.pools.read).await?;
        let rows = rows.iter().map(Cells::from_row).collect::<Result<Vec<_>, _>>()?;
        let Some(Value::Text(last)) = rows.last().and_then(|row| row.0.first()).map(|(_, key)| key.clone())
        else {
            return Ok(None);
        };
        let mut updates = Vec::with_capacity(rows.len());
        for row in rows {
            match of.update(self, row) {
                Ok(Some(update)) => updates.push(update),
                Ok(None) => {}
                // It is counted as left, and keeps the old key from going.
                Err(e) => tracing::warn!(error = %e, table = of.table, "a cell that does not open"),
            }
        }
        let updates = &updates;
        let changed = self
            .upkeep(|tx| async move {
                let mut changed = 0;
                for (sql, values) in updates {
                    changed += tx.inner().await.run(Sql::Built(sql), values.clone()).await?;
                }
                Ok(changed)
            })
            .await?;
        Ok(Some((last, usize::try_from(changed).unwrap_or(usize::MAX))))
    }
}

impl Sealed {
    fn selected(&self) -> String {
        let mut names = vec!["id"];
        for (column, index) in self.columns {
            names.push(column);
            names.extend(index.map(|(name, _)| name));
        }
        names.join(", ")
    }

    /// The rows that have a cell or an index of another key.
    fn stale(&self, current: u8, what: &str, after: Option<&str>) -> (String, Vec<Value>) {
        let mut either = Vec::new();
        for (column, index) in self.columns {
            either.push(format!("({column} is not null and substr({column}, 1, 1) <> $1)"));
            if let Some((name, _)) = index {
                either.push(format!("({name} is not null and {name} not like $2)"));
            }
        }
        let indexes = self.columns.iter().any(|(_, index)| index.is_some());
        let mut values = vec![Value::Blob(vec![current])];
        if indexes {
            values.push(Value::Text(format!("{}%", mark(current))));
        }
        let mut sql = format!("select {what} from {} where ({})", self.table, either.join(" or "));
        if let Some(after) = after {
            let next = values.len() + 1;
            sql.push_str(&format!(" and id > ${next} order by id limit ${}", next + 1));
            values.extend([Value::Text(after.to_owned()), Value::Int(self.piece)]);
        }
        (sql, values)
    }

    /// The statement that makes a row anew if it still is what was read; none if there is nothing to do.
    fn update(&self, store: &Store, row: Cells) -> Result<Option<(String, Vec<Value>)>, Error> {
        let get = |name: &str| row.0.iter().find(|(column, _)| column == name).map(|(_, value)| value);
        let Some(Value::Text(id)) = get("id") else { return Err(Error::Sealed) };
        let current = store.vault.current();
        let (mut sets, mut wheres, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let mut put = |name: &str, now: Value, then: &Value| {
            values.extend([now, then.clone()]);
            sets.push(format!("{name} = ${}", values.len() - 1));
            wheres.push(format!("{name} = ${}", values.len()));
        };
        for (column, index) in self.columns {
            let Some(Value::Blob(sealed)) = get(column) else { continue };
            let cell = Cell::new(self.table, column, id);
            let stale_index = index.and_then(|(name, kind)| match get(name) {
                Some(then @ Value::Text(text)) if !text.starts_with(&mark(current)) => {
                    Some((name, kind, then))
                }
                _ => None,
            });
            let stale_cell = sealed.first() != Some(&current);
            if !stale_cell && stale_index.is_none() {
                continue;
            }
            let plain = store.vault.open_bytes(cell, sealed)?;
            if stale_cell {
                let anew = store.vault.seal_bytes(cell, &plain, &store.entropy)?;
                put(column, Value::Blob(anew), &Value::Blob(sealed.clone()));
            }
            if let Some((name, kind, then)) = stale_index {
                let text = std::str::from_utf8(&plain).map_err(|_| Error::Sealed)?;
                put(name, Value::Text(store.vault.blind(kind, text)), then);
            }
        }
        if sets.is_empty() {
            return Ok(None);
        }
        values.push(Value::Text(id.clone()));
        let sql = format!(
            "update {} set {} where id = ${} and {}",
            self.table,
            sets.join(", "),
            values.len(),
            wheres.join(" and ")
        );
        Ok(Some((sql, values)))
    }
}

/// Between processes, as with leases: the province's clock may stand.
fn real_now() -> i64 {
    crate::lease::real_now().0
}

/// Makes anew what an old key sealed, while there is one.
pub struct Reseal;

impl Reconciler for Reseal {
    fn name(&self) -> &'static str {
        "vault.reseal"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(5)
    }

    fn run<'a>(&'a self, store: &'a Store) -> Boxed<'a, Result<usize, Error>> {
        Box::pin(store.reseal())
    }
}
