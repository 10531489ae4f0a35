//! The doctor: looks at a deployment and names what is wrong with it. The words are the caller's translation files'.

use crate::{Engine, Error, Store};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// As it should be.
    Fine,
    /// Works, and should be looked at.
    Warning,
    /// Does not work, or is not safe.
    Broken,
}

/// One thing the doctor saw: a stable key for the words, and a value to put into them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// The key of the sentence.
    pub key: &'static str,
    /// What was measured.
    pub value: String,
}

crate::view! {
    /// How far a follower is behind the journal.
    pub struct Lag {
        /// Which one.
        follower: String,
        /// How many entries.
        behind: i64,
    }
}

const LAGS: &str = "select c.follower, (select coalesce(max(position), 0) from position) - c.position as behind \
    from cursor c where c.follower <> 'positions' order by c.follower";

/// So many entries wait for a moment under load, and mean nothing.
const SOON: i64 = 1000;

/// Examines a store that could be opened.
pub async fn doctor(store: &Store) -> Result<Vec<Finding>, Error> {
    let mut found = Vec::new();
    let mut say = |severity, key, value: String| found.push(Finding { severity, key, value });
    match store.check_schema().await {
        Ok(()) => say(Severity::Fine, "doctor-schema", String::new()),
        Err(e) => {
            say(Severity::Broken, "doctor-schema-wrong", e.to_string());
            return Ok(found);
        }
    }
    match store.engine {
        Engine::Sqlite => {
            let mode: String = store.one("pragma journal_mode", vec![]).await?;
            let good = mode == "wal";
            let (severity, key) = if good {
                (Severity::Fine, "doctor-durable")
            } else {
                (Severity::Broken, "doctor-not-durable")
            };
            say(severity, key, mode);
            let check: String = store.one("pragma quick_check(1)", vec![]).await?;
            if check != "ok" {
                say(Severity::Broken, "doctor-file-damaged", check);
            }
        }
        Engine::Postgres => {
            for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
                let value: String =
                    store.one("select current_setting($1)", vec![crate::Value::Text(setting.into())]).await?;
                let good = value != "off";
                let (severity, key) = if good {
                    (Severity::Fine, "doctor-durable")
                } else {
                    (Severity::Broken, "doctor-not-durable")
                };
                say(severity, key, format!("{setting} = {value}"));
            }
        }
    }
    let head = store.head().await?;
    let lags: Vec<Lag> = store.all(LAGS, vec![]).await?;
    let unplaced: i64 = store
        .one("select count(*) from entry e left join position p on p.seq = e.seq where p.seq is null", vec![])
        .await?;
    if unplaced > SOON {
        say(Severity::Warning, "doctor-journal-behind", unplaced.to_string());
    } else {
        say(Severity::Fine, "doctor-journal", head.to_string());
    }
    for lag in lags {
        if lag.behind > SOON {
            say(Severity::Warning, "doctor-follower-behind", format!("{} −{}", lag.follower, lag.behind));
        } else {
            say(Severity::Fine, "doctor-follower", lag.follower);
        }
    }
    Ok(found)
}
