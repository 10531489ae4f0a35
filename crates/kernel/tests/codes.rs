//! The list of codes is exactly what the sources return.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file of a folder and of those in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let inside = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    inside.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn every_code_in_the_sources_is_listed_and_every_listed_code_is_used() {
    let mut used = BTreeSet::new();
    for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = fs::read_to_string(file).unwrap();
        let code = source.split("#[cfg(test)]").next().unwrap();
        for call in code.split("Error::").skip(1) {
            let Some((_, rest)) = call.split_once('(') else { continue };
            if let Some(literal) = rest.trim_start().strip_prefix('"') {
                used.insert(literal.split('"').next().unwrap().to_owned());
            }
        }
    }
    let listed: BTreeSet<_> = kernel::CODES.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(used, listed);
}
