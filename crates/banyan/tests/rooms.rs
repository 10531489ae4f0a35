//! The walls of the house: which crate may know which, and what must not exist.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(missing_docs)]

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

/// Crate → the crates of the house it may depend on.
const MAY: &[(&str, &[&str])] = &[
    ("kernel", &[]),
    ("matching", &["kernel"]),
    ("atlas", &["kernel"]),
    ("codes", &["kernel"]),
    ("documents", &[]),
    ("ledger", &["kernel"]),
    ("store", &["kernel"]),
    ("features", &["kernel", "codes", "ledger", "matching", "atlas", "store"]),
    ("web", &["kernel", "ledger", "matching", "atlas", "documents", "features", "store"]),
    ("banyan", &["kernel", "matching", "features", "web", "store"]),
];

const PURE: &[&str] = &["kernel", "matching", "atlas", "codes", "documents", "ledger"];

fn metadata() -> serde_json::Value {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    serde_json::from_slice(&out.stdout).unwrap()
}

#[test]
fn crates_know_only_whom_they_may() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let names: BTreeSet<&str> = packages.iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(names, MAY.iter().map(|m| m.0).collect::<BTreeSet<_>>());
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let may = MAY.iter().find(|m| m.0 == name).unwrap().1;
        for dependency in package["dependencies"].as_array().unwrap() {
            let to = dependency["name"].as_str().unwrap();
            let normal = dependency["kind"].is_null();
            if normal && names.contains(to) {
                assert!(may.contains(&to), "{name} must not know {to}");
            }
            if normal && PURE.contains(&name) {
                for impure in ["tokio", "sqlx", "axum", "getrandom", "rand", "chrono", "time", "jiff"] {
                    assert_ne!(to, impure, "{name} is pure");
                }
            }
            if normal && name == "web" {
                assert_ne!(to, "sqlx", "pages do not talk to the database");
            }
        }
    }
    let binaries = packages
        .iter()
        .flat_map(|p| p["targets"].as_array().unwrap())
        .filter(|t| t["kind"].as_array().unwrap().iter().any(|k| k == "bin"))
        .count();
    assert_eq!(binaries, 1, "exactly one binary");
}

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn code(of: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(of).join("src"), &mut found);
    assert!(!found.is_empty());
    found.into_iter().map(|p| (p.clone(), std::fs::read_to_string(&p).unwrap())).collect()
}

#[test]
fn no_sentence_for_people_stands_in_rust() {
    for (name, _) in MAY {
        for (path, text) in code(name) {
            let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
            if path.components().any(|c| c.as_os_str() == "demo" || c.as_os_str() == "samples") {
                continue;
            }
            for (n, line) in shipped.lines().enumerate() {
                let line = line.trim_start();
                let comment = line.starts_with("//");
                let han = line
                    .split("//")
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                let literal = line.contains('"');
                // Suffixes and separators of the data itself are facts about it, not sentences.
                let data =
                    path.to_string_lossy().contains("atlas") || path.to_string_lossy().contains("matching");
                assert!(comment || !han || !literal || data, "{}:{}: {line}", path.display(), n + 1);
            }
        }
    }
}

#[test]
fn areas_do_not_know_pages_and_pages_write_no_sql() {
    for (path, text) in code("features") {
        assert!(!text.contains("axum::"), "{}", path.display());
    }
    for (path, text) in code("web") {
        let lower = text.to_lowercase();
        for word in ["insert into ", "delete from ", "select * from"] {
            assert!(!lower.contains(word), "{} holds SQL", path.display());
        }
    }
}
