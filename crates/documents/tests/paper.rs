//! A paper as somebody else's program reads it: poppler, which `.ci/run` installs.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::io::Write as _;
use std::process::{Command, Stdio};

use documents::{Block, Day, Sheet, pdf};

/// What a program of poppler says of a file; nothing where there is none and none is asked for.
fn poppler(program: &str, args: &[&str], file: &[u8]) -> Option<String> {
    let child = Command::new(program).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        assert!(std::env::var_os("BANYAN_TEST_REQUIRED").is_none(), "{program} of poppler-utils is required");
        let _ = writeln!(std::io::stderr(), "{program} is left out: it is not there");
        return None;
    };
    child.stdin.take().unwrap().write_all(file).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success());
    Some(String::from_utf8(out.stdout).unwrap())
}

fn entry(n: usize) -> Block {
    Block::Entry {
        title: format!("餐厅服务员 {n}"),
        when: "2024-05 — 2025-11".into(),
        place: "福州市鼓楼区阿兰海鲜排档".into(),
        text: "招呼客人、点菜、结账；晚上一个人管八张桌子。Worked with a POS till.".into(),
        mark: "榕工记录".into(),
    }
}

fn sheet(entries: usize) -> Sheet {
    let mut blocks = vec![
        Block::Name { text: "欧阳秀英".into(), aside: "138 0000 0001".into() },
        Block::Line("福建省福州市鼓楼区".into()),
        Block::Heading("想找的活".into()),
        Block::Fact { label: "工种".into(), text: "餐厅服务员、保洁员".into() },
        Block::Fact { label: "时间".into(), text: "每天上午、下午".into() },
        Block::Heading("干过的活".into()),
    ];
    blocks.extend((0..entries).map(entry));
    Sheet {
        title: "欧阳秀英的简历".into(),
        lang: "zh-CN".into(),
        day: Day { year: 2026, month: 3, day: 3 },
        blocks,
        foot: "2026年3月3日".into(),
        missing: "印不出的字：".into(),
    }
}

/// Without blanks and ends of line, where programs differ.
fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn what_stands_on_it_can_be_read_back() {
    let file = pdf(&sheet(2)).unwrap();
    assert!(file.starts_with(b"%PDF-1.7") && file.len() < 120_000, "{}", file.len());
    if let Some(text) = poppler("pdftotext", &["-", "-"], &file) {
        let text = bare(&text);
        for words in [
            "欧阳秀英",
            "13800000001",
            "福建省福州市鼓楼区",
            "餐厅服务员、保洁员",
            "招呼客人、点菜、结账；晚上一个人管八张桌子。WorkedwithaPOStill.",
            "榕工记录",
            "2026年3月3日",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("印不出的字") && !text.contains('□'), "{text}");
    }
    if let Some(info) = poppler("pdfinfo", &["-"], &file) {
        let said = |name: &str| {
            let line = info.lines().find(|line| line.starts_with(&format!("{name}:")));
            line.map(|line| line.split_once(':').unwrap().1.trim().to_owned()).unwrap_or_default()
        };
        assert_eq!(
            (said("Title"), said("Pages"), said("Tagged")),
            ("欧阳秀英的简历".into(), "1".into(), "yes".into())
        );
        assert!(said("Page size").ends_with("(A4)") && said("CreationDate").contains("Mar"), "{info}");
    }
}

#[test]
fn a_character_that_the_font_lacks_is_told_and_keeps_its_meaning() {
    let mut rare = sheet(0);
    rare.blocks[0] = Block::Name { text: "林\u{20BB7}英".into(), aside: String::new() };
    rare.blocks.push(Block::Text("مرحبا 😀".into()));
    assert!(!documents::has('\u{20BB7}') && documents::has('林'));
    let file = pdf(&rare).unwrap();
    if let Some(text) = poppler("pdftotext", &["-", "-"], &file) {
        let text = bare(&text);
        assert!(text.contains("林\u{20BB7}英") && text.contains('😀'), "{text}");
        assert!(text.contains("印不出的字：U+20BB7U+0645U+0631U+062DU+0628U+0627U+1F600"), "{text}");
    }
}

#[test]
fn one_page_if_it_fits_and_as_many_as_it_takes() {
    let pages = |entries: usize| {
        let info = poppler("pdfinfo", &["-"], &pdf(&sheet(entries)).unwrap())?;
        let line = info.lines().find(|line| line.starts_with("Pages:"))?.to_owned();
        line.split_whitespace().last()?.parse::<usize>().ok()
    };
    let Some(one) = pages(9) else { return };
    assert_eq!(one, 1);
    assert_eq!(pages(60), Some(5));
    let text = poppler("pdftotext", &["-", "-"], &pdf(&sheet(60)).unwrap()).unwrap();
    for n in 0..60 {
        assert!(text.contains(&format!("餐厅服务员 {n}")), "{n}");
    }
    assert!(bare(&text).contains("5/5"), "every page says which it is: {text}");
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    assert_eq!(pdf(&sheet(12)).unwrap(), pdf(&sheet(12)).unwrap());
    let other = Sheet { day: Day { year: 2026, month: 3, day: 4 }, ..sheet(12) };
    assert_ne!(pdf(&sheet(12)).unwrap(), pdf(&other).unwrap());
}
