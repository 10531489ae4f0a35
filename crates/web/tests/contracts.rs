//! What is promised in writing: the description of the interface and the table of who may do what are committed, and
//! are what the program says of itself. `UPDATE=1` writes them anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::path::Path;

use kernel::{Operation, Role, Rule, matrix, rule};
use web::api::{ROUTES, openapi};

fn committed(name: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, now).unwrap();
    }
    let then = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(then == now, "docs/{name} is not what the program says; write it anew with UPDATE=1");
}

#[test]
fn the_description_is_committed() {
    committed("openapi.json", &openapi::text());
}

#[test]
fn every_route_of_the_interface_is_described_and_no_other() {
    let routes: BTreeSet<_> = ROUTES
        .iter()
        .filter(|route| route.operation.is_some())
        .map(|route| (route.method, route.path))
        .collect();
    let described: BTreeSet<_> = openapi::described().into_iter().collect();
    assert_eq!(routes, described);
}

/// A function of the business that somebody asks something of: where it stands, and what it asks of the table.
struct Asked {
    name: String,
    operations: Vec<&'static str>,
    /// Whether it hands whoever asks on to another, which asks the table.
    through: bool,
}

fn functions(folder: &Path, out: &mut Vec<Asked>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && path.file_name().unwrap() != "demo" {
            functions(&path, out);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let place = path.strip_prefix(features()).unwrap().with_extension("").display().to_string();
            for rest in source.split("\npub async fn ").skip(1) {
                let (head, body) = rest.split_once("{\n").unwrap();
                let body = body.split("\n}\n").next().unwrap();
                if !head.contains("actor: &Actor") {
                    continue;
                }
                let name = head.split('(').next().unwrap();
                let of = |operation: &&Operation| {
                    let variant = format!("Operation::{operation:?}");
                    body.split(&variant)
                        .skip(1)
                        .any(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
                };
                let operations: Vec<_> = Operation::ALL.iter().filter(of).map(|one| one.as_str()).collect();
                let through = body.contains("actor");
                out.push(Asked {
                    name: format!("{}::{name}", place.replace('/', "::")),
                    operations,
                    through,
                });
            }
        }
    }
}

fn features() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../features/src")
}

/// Every function that is told who asks, with the operations it asks the table for.
fn asked() -> String {
    let mut all = Vec::new();
    functions(&features(), &mut all);
    assert!(all.len() > 60, "{} functions", all.len());
    let line = |one: &Asked| {
        assert!(one.through, "{} is told who asks and does not look", one.name);
        let operations =
            if one.operations.is_empty() { "through another".into() } else { one.operations.join(", ") };
        format!("| `{}` | {operations} |\n", one.name.replace("::mod::", "::"))
    };
    let mut lines: Vec<String> = all.iter().map(line).collect();
    lines.sort_unstable();
    lines.concat()
}

#[test]
fn the_permissions_are_committed() {
    let mut lines: Vec<String> = web::all_routes()
        .map(|route| {
            let (operation, roles) = match route.operation {
                None => ("", String::new()),
                Some(operation) => {
                    let may = Role::ALL.iter().filter(|role| rule(operation, **role) != Rule::No);
                    let roles: Vec<_> =
                        may.map(|role| format!("{role}: {}", rule(operation, *role))).collect();
                    (operation.as_str(), roles.join(", "))
                }
            };
            format!("| `{}` | {} | {operation} | {roles} |\n", route.path, route.method.to_uppercase())
        })
        .collect();
    lines.sort_unstable();
    let count = lines.len();
    lines.dedup();
    assert_eq!(lines.len(), count, "a route stands twice");
    let text = format!(
        "# Permissions\n\nGenerated from the program; a test compares. The first table says on what condition a role \
         may do an operation; an empty cell is a no, and what stands in the visitor's column holds for everybody. The \
         second lists every route with the operation it asks for; a route without one serves files or keeps a choice \
         in the reader's own browser. The third lists every function of the business that is told who asks, with the \
         operations it asks the table for.\n\n## Operations\n\n{}\n## Routes\n\n| path | method | operation | who |\n\
         |---|---|---|---|\n{}\n## Functions\n\n| function | operation |\n|---|---|\n{}",
        matrix(),
        lines.concat(),
        asked()
    );
    committed("permissions.md", &text);
}
