//! What is promised in writing: the description of the interface and the table of who may do what are committed, and
//! are what the program says of itself. `UPDATE=1` writes them anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::path::Path;

use kernel::{Role, Rule, matrix, rule};
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
         in the reader's own browser.\n\n## Operations\n\n{}\n## Routes\n\n| path | method | operation | who |\n\
         |---|---|---|---|\n{}",
        matrix(),
        lines.concat()
    );
    committed("permissions.md", &text);
}
