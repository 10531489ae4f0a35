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

/// The texts below a folder, without samples, tests, and the demonstration, which speaks on the command line.
fn texts(folder: &Path) -> Vec<String> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("samples") && !path.ends_with("demo") {
            out.extend(texts(&path));
        } else if let Ok(text) = fs::read_to_string(&path) {
            out.push(text.split("#[cfg(test)]").next().unwrap().to_owned());
        }
    }
    out
}

/// Sources of pages: templates and Rust.
fn sources() -> Vec<String> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = ["templates", "src"].iter().flat_map(|folder| texts(&own.join(folder)));
    // The commands of the operator say their words themselves.
    let crates = own.parent().unwrap();
    pages.chain(["banyan/src", "store/src"].iter().flat_map(|folder| texts(&crates.join(folder)))).collect()
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
    "appeal-state",
    "application-state",
    "applied-state",
    "cand-time",
    "candidate-state",
    "changed",
    "check-outcome",
    "contact-how",
    "chip",
    "consent",
    "consent-act",
    "consent-how",
    "consent-until",
    "decline",
    "deed",
    "done",
    "duty",
    "employer-job-over",
    "employer-kind",
    "employer-kind-about",
    "entry",
    "erase-reason",
    "error",
    "factor-kind",
    "fact-kind",
    "fact-source",
    "fact-value",
    "figure",
    "figure-note",
    "figure-unit",
    "firm-state",
    "flag",
    "free",
    "gov-tab",
    "held",
    "held-field",
    "job-group",
    "job-kind",
    "job-over",
    "job-state",
    "ledger-group",
    "ledger-how",
    "ledger-register",
    "ledger-short",
    "ledger-state",
    "ledger-verified",
    "me-group",
    "keep",
    "law",
    "member-role",
    "member-role-about",
    "member-role-does",
    "month",
    "need",
    "notice",
    "ops",
    "over",
    "paper-kind",
    "paper-kind-about",
    "per",
    "per-long",
    "per-slash",
    "person-state",
    "proposal-kind",
    "proposal-state",
    "purpose",
    "reach",
    "refuse",
    "refused",
    "register-source",
    "requirement",
    "role",
    "ruling-reason",
    "settlement",
    "settlement-long",
    "shift",
    "shift-hours",
    "standing",
    "station-next",
    "step",
    "step-about",
    "subject",
    "suited-reach",
    "surface",
    "twin",
    "twin-field",
    "twin-how",
    "twin-text",
    "twin-verdict",
    "verdict",
    "verdict-about",
    "verdict-do",
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
fn every_finding_of_the_doctor_has_words() {
    let keys = messages(Lang::Zh);
    let sources = sources();
    let named = |start: &'static str| {
        sources.iter().flat_map(|source| literals(source)).filter(move |word| word.starts_with(start))
    };
    assert!(named("doctor-").count() > 10);
    for key in named("doctor-") {
        assert!(keys.contains_key(key), "{key} is found and has no words");
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

/// The codes of errors that a crate's sources make, besides those that its tests make.
fn error_codes(source: &str) -> impl Iterator<Item = &str> {
    source.split("Error::").skip(1).filter_map(|call| {
        let (kind, rest) = call.split_once('(')?;
        let named = kind.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        let code = rest.trim_start().strip_prefix('"')?.split('"').next()?;
        (named && kind != "new").then_some(code)
    })
}

#[test]
fn every_error_that_can_reach_a_reader_says_what_happened_in_both_languages() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut codes: BTreeSet<String> = kernel::CODES.iter().map(|code| (*code).to_owned()).collect();
    for name in ["kernel", "codes", "ledger", "store", "features", "web"] {
        for source in texts(&crates.join(name).join("src")) {
            codes.extend(error_codes(&source).map(str::to_owned));
        }
    }
    for lang in Lang::ALL {
        let dumb: Vec<_> = codes.iter().filter(|code| !T(lang).has(&key("error", code))).collect();
        assert!(dumb.is_empty(), "without words in {}: {dumb:?}", lang.as_str());
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
