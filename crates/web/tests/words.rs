//! The two languages say the same things; every key that is used exists, and none is idle.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast;
use web::i18n::{Lang, SOURCES, T, key};

/// Keys (attributes as `key.attribute`) and the variables each one takes, per language.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut out = BTreeMap::new();
    for (of, files) in SOURCES {
        for (file, text) in files.iter().filter(|_| of == lang) {
            let resource = fluent_syntax::parser::parse(*text)
                .unwrap_or_else(|(_, errors)| panic!("{} {file}: {errors:?}", lang.as_str()));
            for entry in resource.body {
                let ast::Entry::Message(message) = entry else { continue };
                let id = message.id.name.to_owned();
                for attribute in &message.attributes {
                    out.insert(format!("{id}.{}", attribute.id.name), variables(&attribute.value));
                }
                let value = message.value.as_ref().map(variables).unwrap_or_default();
                assert!(out.insert(id.clone(), value).is_none(), "{id} twice in {}", lang.as_str());
            }
        }
    }
    out
}

fn variables(pattern: &ast::Pattern<&str>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            within(expression, &mut out);
        }
    }
    out
}

fn within(expression: &ast::Expression<&str>, out: &mut BTreeSet<String>) {
    let inline = match expression {
        ast::Expression::Inline(inline) => inline,
        ast::Expression::Select { selector, variants } => {
            variants.iter().for_each(|variant| out.extend(variables(&variant.value)));
            selector
        }
    };
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            out.insert(id.name.to_owned());
        }
        ast::InlineExpression::Placeable { expression } => within(expression, out),
        _ => {}
    }
}

/// Sources of pages: templates and the Rust of the views, without samples and tests.
fn sources() -> Vec<String> {
    fn walk(folder: &Path, out: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("samples") {
                    walk(&path, out);
                }
            } else if let Ok(text) = fs::read_to_string(&path) {
                out.push(text.split("#[cfg(test)]").next().unwrap().to_owned());
            }
        }
    }
    let mut out = Vec::new();
    for folder in ["templates", "src"] {
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut out);
    }
    out
}

/// What stands in double quotes.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source.split('"').skip(1)
}

/// Lists of words: a key is the list and a code.
const LISTS: &[&str] = &[
    "act",
    "act-text",
    "act-title",
    "application-state",
    "applied-state",
    "cand-time",
    "candidate-state",
    "chip",
    "decline",
    "done",
    "employer-job-over",
    "employer-kind",
    "employer-kind-about",
    "entry",
    "erase-reason",
    "error",
    "figure",
    "figure-note",
    "figure-unit",
    "flag",
    "gov-tab",
    "job-group",
    "job-kind",
    "job-over",
    "job-state",
    "me-group",
    "month",
    "notice",
    "over",
    "per",
    "per-long",
    "per-slash",
    "person-state",
    "reach",
    "refuse",
    "refused",
    "requirement",
    "role",
    "settlement",
    "settlement-long",
    "shift",
    "shift-hours",
    "standing",
    "step",
    "step-about",
    "subject",
    "wants",
    "wants-about",
    "weekday",
];

#[test]
fn both_languages_have_the_same_keys_with_the_same_values_in_them() {
    let (zh, en) = (messages(Lang::Zh), messages(Lang::En));
    let only = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| {
        a.keys().filter(|key| !b.contains_key(*key)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&zh, &en), Vec::<String>::new(), "not in English");
    assert_eq!(only(&en, &zh), Vec::<String>::new(), "not in Chinese");
    for (key, variables) in &zh {
        assert_eq!(variables, &en[key], "{key}");
    }
}

#[test]
fn every_key_that_a_page_names_exists() {
    let keys = messages(Lang::Zh);
    for source in sources() {
        for call in [".t(\"", ".n(\"", ".a(\"", ".aa(\"", ".s(\""] {
            for rest in source.split(call).skip(1) {
                let name = rest.split('"').next().unwrap();
                assert!(keys.contains_key(name), "{call}{name}\" is used and has no words");
            }
        }
    }
}

#[test]
fn no_key_is_idle() {
    let sources = sources();
    let named: BTreeSet<&str> = sources.iter().flat_map(|source| literals(source)).collect();
    for key in messages(Lang::Zh).keys() {
        let id = key.split('.').next().unwrap();
        let listed = LISTS.iter().any(|list| id.strip_prefix(list).is_some_and(|rest| rest.starts_with('-')));
        assert!(named.contains(id) || listed || id == "sms-code", "{key} is idle");
    }
    for list in LISTS {
        let used = named.iter().any(|name| name == list || name.starts_with(&format!("{list}-{{")));
        assert!(used, "no page says a word of {list}");
    }
}

#[test]
fn every_error_says_what_happened_in_both_languages() {
    const OTHERS: &[&str] = &[
        "application.duplicate",
        "application.job_full",
        "application.offer_expired",
        "application.overlap",
        "application.reason",
        "application.state",
        "body.format",
        "body.too_large",
        "body.unknown_field",
        "conflict",
        "csrf",
        "cursor",
        "employer.already",
        "employer.credit_code_needed",
        "employer.credit_code_taken",
        "employer.not_verified",
        "employer.suspended",
        "internal",
        "job.expiry",
        "job.not_open",
        "job.occupation_unknown",
        "job.openings",
        "job.openings_below_filled",
        "job.place_outside",
        "job.state",
        "job.times",
        "lang",
        "method",
        "not_found",
        "occupation.unknown",
        "paging.limit",
        "rate_limited",
        "region.unknown",
        "session.code_expired",
        "session.code_wrong",
        "session.expired",
        "session.password_wrong",
        "session.too_many",
        "staff.login_format",
        "staff.login_taken",
        "staff.password_weak",
        "staff.token_wrong",
        "text.unavailable",
        "unavailable",
        "worker.already",
        "worker.id_number_taken",
        "worker.incomplete",
        "worker.occupations_count",
        "worker.reach",
        "worker.skills_count",
    ];
    for lang in Lang::ALL {
        for code in kernel::CODES.iter().chain(OTHERS) {
            assert!(T(lang).has(&key("error", code)), "{code} in {}", lang.as_str());
        }
    }
}

#[test]
fn chinese_has_no_exclamation_and_english_no_chinese() {
    for (lang, files) in SOURCES {
        for (file, text) in files {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let chinese = line.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert!(!line.contains(['！', '!']), "{file}: {line}");
                assert!(lang == Lang::Zh || !chinese || line.starts_with("lang-other"), "{file}: {line}");
            }
        }
    }
}
