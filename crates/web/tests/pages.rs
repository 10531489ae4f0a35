//! Every sample of every page, in both languages and in large type: it renders, it is well-formed, and it keeps the
//! rules of the house.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::collections::HashSet;

use scraper::{Html, Selector};
use web::i18n::Lang;
use web::views::samples;

fn every(check: impl Fn(&str, &str, &Html)) {
    for lang in Lang::ALL {
        for large in [false, true] {
            for (name, html) in samples::all(lang, large) {
                let name = format!("{name} {} {large}", lang.as_str());
                let html = html.unwrap_or_else(|error| panic!("{name}: {error}"));
                check(&name, &html, &Html::parse_document(&html));
            }
        }
    }
}

fn select(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

#[test]
fn html_has_no_parse_error_and_no_element_is_left_open() {
    every(|name, html, parsed| {
        assert!(parsed.errors.is_empty(), "{name}: {:?}", parsed.errors);
        well_nested(name, html);
    });
}

/// Walks the tags: each one that opens is closed by its own name, in order. The parser alone would forgive.
fn well_nested(name: &str, html: &str) {
    const VOID: [&str; 6] = ["meta", "link", "input", "hr", "br", "img"];
    let mut open = Vec::new();
    for piece in html.split('<').skip(1) {
        let Some((tag, _)) = piece.split_once('>') else { panic!("{name}: a tag without end: <{piece}") };
        let word = tag.split([' ', '\n']).next().unwrap().trim_end_matches('/');
        if word.starts_with('!') || VOID.contains(&word) || tag.ends_with('/') {
            continue;
        }
        match word.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{name}"),
            None => open.push(word),
        }
    }
    assert!(open.is_empty(), "{name}: left open {open:?}");
}

#[test]
fn nothing_is_left_unsaid() {
    every(|name, html, _| {
        for trace in ["⟦", "{$", "{ $", "{{", "{%", "Some("] {
            assert!(!html.contains(trace), "{name}: {trace}");
        }
    });
}

#[test]
fn the_content_policy_would_let_everything_through() {
    every(|name, html, parsed| {
        assert!(!html.contains("javascript:"), "{name}");
        for element in parsed.select(&select("*")) {
            let tag = element.value();
            assert!(
                !matches!(tag.name(), "style" | "iframe" | "object" | "embed"),
                "{name}: <{}>",
                tag.name()
            );
            if tag.name() == "script" {
                assert!(tag.attr("src").is_some(), "{name}: script in the page");
            }
            for (attribute, value) in tag.attrs() {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{name}: {attribute}");
                if matches!(attribute, "src" | "href" | "action") {
                    let own = value.starts_with('/') && !value.starts_with("//");
                    assert!(own || value.starts_with('#') || value.starts_with("tel:"), "{name}: {value}");
                }
            }
        }
    });
}

#[test]
fn ids_are_unique_and_every_reference_finds_its_own() {
    every(|name, _, parsed| {
        let mut ids = HashSet::new();
        for element in parsed.select(&select("[id]")) {
            let id = element.value().attr("id").unwrap();
            assert!(ids.insert(id), "{name}: #{id} twice");
        }
        for attribute in ["for", "aria-describedby", "aria-labelledby", "popovertarget"] {
            for element in parsed.select(&select(&format!("[{attribute}]"))) {
                let target = element.value().attr(attribute).unwrap();
                assert!(ids.contains(target), "{name}: {attribute}={target}");
            }
        }
        for element in parsed.select(&select("a[href^='#']")) {
            let target = element.value().attr("href").unwrap().trim_start_matches('#');
            assert!(ids.contains(target), "{name}: #{target}");
        }
        for element in parsed.select(&select("[data-live]")) {
            assert!(element.value().attr("id").is_some(), "{name}: a live part without id");
        }
    });
}

#[test]
fn everything_one_fills_in_has_a_name_that_is_said() {
    every(|name, _, parsed| {
        let labels: HashSet<_> =
            parsed.select(&select("label[for]")).filter_map(|label| label.value().attr("for")).collect();
        for field in parsed.select(&select("input:not([type=hidden]), select, textarea")) {
            let value = field.value();
            let wrapped = field
                .ancestors()
                .filter_map(scraper::ElementRef::wrap)
                .any(|up| up.value().name() == "label");
            let labelled = value.attr("id").is_some_and(|id| labels.contains(id));
            assert!(wrapped || labelled || value.attr("aria-label").is_some(), "{name}: {value:?}");
        }
        for button in parsed.select(&select("button, a")) {
            let said = button.text().any(|text| !text.trim().is_empty());
            assert!(said || button.value().attr("aria-label").is_some(), "{name}: {:?}", button.value());
        }
        for group in parsed.select(&select("fieldset")) {
            assert!(group.select(&select("legend")).next().is_some(), "{name}: a group without a name");
        }
    });
}

#[test]
fn every_form_that_changes_something_carries_its_token() {
    every(|name, _, parsed| {
        for form in parsed.select(&select("form")) {
            let method = form.value().attr("method").unwrap_or("get");
            let tokens = form.select(&select("input[name=csrf]")).count();
            assert_eq!(tokens, usize::from(method == "post"), "{name}: {:?}", form.value().attr("action"));
            assert!(form.select(&select("button")).next().is_some(), "{name}: a form that cannot be sent");
        }
    });
}

#[test]
fn a_page_says_its_language_has_one_title_one_heading_and_one_main_button() {
    every(|name, _, parsed| {
        let html = parsed.root_element();
        let lang = if name.contains(" zh ") { "zh-CN" } else { "en" };
        assert_eq!(html.value().attr("lang"), Some(lang), "{name}");
        assert_eq!(html.value().attr("data-size").is_some(), name.ends_with("true"), "{name}");
        for (css, count) in [("title", 1), ("main", 1), ("h1", 1), ("a.skip", 1)] {
            assert_eq!(parsed.select(&select(css)).count(), count, "{name}: {css}");
        }
        let main = select(".btn.main");
        let seen = parsed.select(&main).filter(|button| {
            !button
                .ancestors()
                .filter_map(scraper::ElementRef::wrap)
                .any(|up| up.value().attr("popover").is_some())
        });
        assert!(seen.count() <= 1, "{name}: more than one main button");
    });
}

#[test]
fn the_first_page_of_a_phone_is_light() {
    let page: String = samples::all(Lang::Zh, false)
        .into_iter()
        .filter(|(name, _)| name == "home")
        .map(|(_, html)| html.unwrap())
        .collect();
    let named: Vec<_> = web::assets::all().filter(|(url, _)| page.contains(url)).collect();
    assert!(named.len() >= 4, "style, script and pictures are named");
    let bytes = page.len() + named.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    assert!(bytes < 80 * 1024, "{bytes} bytes before compression");
}
