//! The commands that look at a deployment and end.

use std::{io::Write as _, path::Path, process::ExitCode, sync::Arc};

use anyhow::Context as _;
use store::{Options, Severity, Store};

use crate::{Place, clock::WallClock};

/// Says a line on standard output.
pub fn say(line: impl std::fmt::Display) {
    // A closed pipe is the reader's choice.
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Says what failed, with its causes, and how to look further.
pub fn fail(error: &anyhow::Error) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "banyan: {error:#}");
    ExitCode::FAILURE
}

/// Opens the store of a place.
pub async fn open(place: &Place, clock: WallClock) -> anyhow::Result<Arc<Store>> {
    std::fs::create_dir_all(&place.data).with_context(|| place.data.display().to_string())?;
    let options = Options::new(&place.url(), &place.data, Arc::new(clock))?;
    Ok(Arc::new(Store::open(options).await?))
}

/// Opens the store of a place with repeatable randomness: for building the demo and nothing else.
pub async fn open_seeded(place: &Place, clock: WallClock) -> anyhow::Result<Store> {
    let options = Options::new(&place.url(), &place.data, Arc::new(clock))?;
    let entropy = Arc::new(store::Entropy::seeded(1));
    Ok(Store::open(Options { entropy, ..options }).await?)
}

/// `banyan migrate`.
pub async fn migrate(place: &Place) -> anyhow::Result<()> {
    let store = open(place, WallClock::real()).await?;
    for name in store.migrate().await? {
        say(name);
    }
    Ok(())
}

/// `banyan patrol`: silent when all is well.
pub async fn patrol(place: &Place) -> anyhow::Result<()> {
    let store = open(place, WallClock::real()).await?;
    store.check_schema().await?;
    let found = store::patrol(&store, features::CHECKS).await?;
    for violation in &found {
        say(format!("{}: {}", violation.check, violation.key));
    }
    anyhow::ensure!(found.is_empty(), "patrol: {}", found.len());
    Ok(())
}

/// `banyan keys rotate`.
pub async fn rotate(place: &Place) -> anyhow::Result<()> {
    let store = open(place, WallClock::real()).await?;
    store.check_schema().await?;
    say(format!("current={}", store.rotate_keys().await?));
    Ok(())
}

/// `banyan keys status`.
pub async fn keys(place: &Place) -> anyhow::Result<()> {
    let store = open(place, WallClock::real()).await?;
    store.check_schema().await?;
    say(standing(&store.keys().await?));
    Ok(())
}

/// `banyan keys retire`.
pub async fn retire(place: &Place, end_sessions: bool) -> anyhow::Result<()> {
    let store = open(place, WallClock::real()).await?;
    store.check_schema().await?;
    match store.retire_key(end_sessions).await? {
        None => say(standing(&store.keys().await?)),
        Some(needed) => anyhow::bail!("keys-needed: {}", standing(&needed)),
    }
    Ok(())
}

fn standing(keys: &store::Standing) -> String {
    let ids: Vec<String> = keys.keys.iter().map(ToString::to_string).collect();
    let left: Vec<String> = keys.left.iter().map(|(table, rows)| format!("{table}:{rows}")).collect();
    let (ids, left) = (ids.join(","), left.join(","));
    format!("current={} keys={ids} left={left} sessions={} still={}", keys.current, keys.sessions, keys.still)
}

/// `banyan doctor`.
pub async fn doctor(place: &Place, lang: &str) -> anyhow::Result<()> {
    let lang = web::i18n::Lang::parse(lang).unwrap_or_default();
    let text = web::i18n::T(lang);
    let key = place.data.join("column.key");
    let mut found = Vec::new();
    let report = |severity, key, value: String| store::Finding { severity, key, value };
    match open(place, WallClock::real()).await {
        Err(e) => found.push(report(Severity::Broken, "doctor-no-database", format!("{e:#}"))),
        Ok(store) => {
            found.push(key_finding(&key));
            found.extend(store::doctor(&store).await?);
        }
    }
    let mut broken = 0;
    for finding in &found {
        let mark = match finding.severity {
            Severity::Fine => "✓",
            Severity::Warning => "!",
            Severity::Broken => "✗",
        };
        broken += usize::from(finding.severity == Severity::Broken);
        say(format!("{mark} {}", text.a(finding.key, &[("value", &finding.value)])));
    }
    anyhow::ensure!(broken == 0, "doctor: {broken}");
    Ok(())
}

fn key_finding(path: &Path) -> store::Finding {
    use std::os::unix::fs::PermissionsExt as _;
    let (severity, key, value) = match std::fs::metadata(path) {
        Ok(meta) if meta.permissions().mode() & 0o077 == 0 => (Severity::Fine, "doctor-key", String::new()),
        Ok(meta) => (Severity::Broken, "doctor-key-open", format!("{:o}", meta.permissions().mode() & 0o777)),
        Err(e) => (Severity::Broken, "doctor-key-missing", e.to_string()),
    };
    store::Finding { severity, key, value }
}

/// `banyan copy`.
pub async fn copy(from: &str, to: &str, data: &Path) -> anyhow::Result<()> {
    let at = |url: &str| Place { data: data.to_owned(), database: Some(url.to_owned()) };
    let source = open(&at(from), WallClock::real()).await.context("--from")?;
    let target = open(&at(to), WallClock::real()).await.context("--to")?;
    let (rows, digest) = store::copy(&source, &target).await?;
    say(format!("rows={rows} digest={digest}"));
    Ok(())
}
