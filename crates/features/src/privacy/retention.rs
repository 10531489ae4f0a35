//! How long what is held about somebody is kept: rules as data (`data/retention.toml`), each with the law it rests on, and
//! the reconciler that deletes what is due. It refuses a rule without a law, and deletes nothing that no rule names.

use std::{sync::LazyLock, time::Duration};

use kernel::{Actor, Error, Micros, Operation, Result, Scope, words};
use serde::Deserialize;
use store::{Boxed, Change, Decision, Reconciler, Store, args};

words! {
    /// What ends the keeping of something that has no term in days.
    pub enum Event {
        /// Its person is erased, whenever they ask.
        Erasure = "erasure",
        /// Its owner takes it away, or is erased.
        Owner = "owner",
        /// Its household's person is erased; of others it is no person's.
        Household = "household",
        /// Nothing: it records what an office did, by numbers, and the person named in it is emptied out.
        Record = "record",
    }
}

/// How long something is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// So many days after a column's moment, then it is deleted.
    Days {
        /// How many.
        days: i64,
        /// The column.
        after: String,
    },
    /// Until something happens.
    Until(Event),
}

/// A rule of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The table.
    pub table: String,
    /// How long.
    pub keep: Keep,
    /// The law and its article: `personal.47`.
    pub law: String,
}

static RULES: LazyLock<Result<Vec<Rule>>> =
    LazyLock::new(|| read(include_str!("../../../../data/retention.toml")));

/// The rules.
pub fn rules() -> Result<&'static [Rule]> {
    RULES.as_ref().map(Vec::as_slice).map_err(Clone::clone)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    table: String,
    days: Option<i64>,
    after: Option<String>,
    until: Option<String>,
    law: String,
}

/// Reads `[[rule]]` tables.
pub fn read(text: &str) -> Result<Vec<Rule>> {
    // What is wrong: a line of the file, or the table of a rule.
    let wrong = |what: &str| Error::invalid("retention.rule").with("what", what);
    let file: File = toml::from_str(text).map_err(|e| {
        let before = e.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        wrong(&(before.matches('\n').count() + 1).to_string())
    })?;
    let rule = |raw: Raw| {
        let bad = || wrong(&raw.table);
        let keep = match (raw.days, raw.after, raw.until) {
            (Some(days @ 1..), Some(after), None) => Keep::Days { days, after },
            (None, None, Some(event)) => Keep::Until(event.parse().map_err(|_| bad())?),
            _ => return Err(bad()),
        };
        if !raw.law.contains('.') {
            return Err(bad());
        }
        Ok(Rule { keep, law: raw.law, table: raw.table })
    };
    file.rule.into_iter().map(rule).collect()
}

/// How what is due of a table is found, and whether it is a fact.
#[derive(Clone, Copy, Debug)]
pub enum Due {
    /// An operational table: the statement deletes a piece of it.
    Sweep(&'static str),
    /// Facts: the statement finds keys, and a decision removes them.
    Facts(&'static str),
}

macro_rules! due {
    ($($kind:ident $folder:literal $table:ident;)*) => {
        /// Every table that a term in days can empty.
        pub const DUE: &[(&str, Due)] = &[$((
            stringify!($table),
            Due::$kind(include_str!(concat!($folder, "/", stringify!($table), ".sql"))),
        )),*];
    };
}

due! {
    Sweep "sweep" session;
    Sweep "sweep" sign_in_code;
    Sweep "sweep" challenge;
    Sweep "sweep" attempt;
    Sweep "sweep" notice;
    Sweep "sweep" outbox;
    Sweep "sweep" inbox;
    Facts "due" look;
    Facts "due" application;
    Facts "due" invitation;
    Facts "due" code_use;
    Facts "due" phone_key;
}

/// Pieces of one table in one round; what is left is for the next.
const PIECES: usize = 50;

/// Deletes what is due by the rules; how many pieces of work it did.
pub async fn delete_due(store: &Store) -> std::result::Result<usize, store::Error> {
    let mut done = 0;
    for rule in rules()? {
        let Keep::Days { days, .. } = rule.keep else { continue };
        let before = Micros(store.now().0 - days * Micros::DAY);
        let Some((table, due)) = DUE.iter().find(|(table, _)| *table == rule.table) else { continue };
        for _ in 0..PIECES {
            let gone = match due {
                Due::Sweep(sql) => {
                    store.upkeep(|tx| async move { tx.execute(sql, args![before]).await }).await?
                }
                Due::Facts(sql) => remove(store, table, sql, before).await?,
            };
            if gone == 0 {
                break;
            }
            done += 1;
        }
    }
    Ok(done)
}

/// Removes a piece of the facts that are due. The entry says of which table and how many, and of whom it says nothing.
async fn remove(
    store: &Store,
    table: &'static str,
    sql: &'static str,
    before: Micros,
) -> std::result::Result<u64, store::Error> {
    let permit = Actor::system().may(Operation::SystemRun, &Scope::Public)?;
    store
        .write("retention.delete", &permit, |tx| async move {
            let keys: Vec<String> = tx.all(sql, args![before]).await?;
            let gone = keys.len() as u64;
            if keys.is_empty() {
                return Ok(Decision::unchanged(gone));
            }
            let change = keys.into_iter().fold(Change::anywhere(), |change, key| change.lapse(table, key));
            Ok(Decision::changed(gone, change))
        })
        .await
}

/// Once an hour.
pub struct Retention;

impl Reconciler for Retention {
    fn name(&self) -> &'static str {
        "privacy.retention"
    }

    fn every(&self) -> Duration {
        Duration::from_secs(3600)
    }

    fn run<'a>(&'a self, store: &'a Store) -> Boxed<'a, std::result::Result<usize, store::Error>> {
        Box::pin(delete_due(store))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_term_in_days_is_carried_out_and_counted_from_the_column_it_names() {
        for rule in rules().unwrap() {
            let Keep::Days { after, .. } = &rule.keep else { continue };
            let (_, due) = DUE.iter().find(|(table, _)| *table == rule.table).unwrap();
            let (Due::Sweep(sql) | Due::Facts(sql)) = due;
            assert!(sql.contains(&format!("{after} < $1")), "{}: {sql}", rule.table);
        }
        for (table, _) in DUE {
            let rule = rules().unwrap().iter().find(|rule| rule.table == *table).unwrap();
            assert!(matches!(rule.keep, Keep::Days { .. }), "{table} has no term");
        }
    }

    #[test]
    fn a_rule_without_a_law_or_a_term_is_refused() {
        let whole = "[[rule]]\ntable = \"a\"\ndays = 3\nafter = \"at\"\nlaw = \"personal.19\"\n";
        assert_eq!(read(whole).unwrap().len(), 1);
        for (from, to) in [
            ("law = \"personal.19\"\n", ""),
            ("days = 3\n", ""),
            ("days = 3", "days = 0"),
            ("days = 3", "days = three"),
            ("after = \"at\"\n", ""),
            ("table = \"a\"\n", ""),
            ("after = \"at\"", "until = \"doomsday\""),
            ("[[rule]]\n", ""),
            ("[[rule]]", "nonsense"),
        ] {
            assert_eq!(read(&whole.replace(from, to)).unwrap_err().code, "retention.rule", "{from} {to}");
        }
    }
}
