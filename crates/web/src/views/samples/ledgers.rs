//! Samples of the ledgers and of one person whole.

use super::super::gov::Listing;
use super::super::ledgers::*;
use super::{DAY, LONG, NOW, Page, Sample, id, official, sample, station, wrong};
use crate::views::FieldErrors;

const GROUPS: [&str; 8] =
    ["graduates", "unemployed", "difficulty", "veterans", "disabled", "migrant", "domestic", "long_term"];

fn cell(n: i64) -> Cell {
    Cell { inside: n, unclear: n % 7, confirmed: n / 3 }
}

sample!(GovLedgers, {
    let total = |(at, group): (usize, &str)| BookTotal {
        group: group.into(),
        count: cell([12_345, 98_765, 4_321, 1, 0, 250_000, 77, 9_999][at]),
    };
    let row = |n: usize| BookRow {
        code: format!("3501{:02}000000", n + 2),
        name: if n == 3 { LONG.into() } else { "晋安区".into() },
        counts: GROUPS
            .iter()
            .enumerate()
            .map(|(at, group)| ((*group).into(), cell((n * at * 131) as i64)))
            .collect(),
    };
    let here = BookRow { counts: row(1).counts, ..BookRow::default() };
    let many = GovLedgers {
        page: official("/gov/ledgers"),
        region: "福州市".into(),
        code: "350100000000".into(),
        above: Some(("350000000000".into(), "福建省".into())),
        totals: GROUPS.into_iter().enumerate().map(total).collect(),
        rows: (0..13).map(row).chain([here]).collect(),
    };
    let none = |group: &str| BookTotal { group: group.into(), count: Cell::default() };
    let village = GovLedgers {
        page: station("/gov/ledgers"),
        region: "福州市晋安区岳峰镇后屿村".into(),
        totals: GROUPS.into_iter().map(none).collect(),
        rows: Vec::new(),
        ..many.clone()
    };
    vec![("gov-ledgers", many), ("gov-ledgers-village", village)]
});

fn list(q: &str, state: &str) -> Listing {
    Listing {
        region: "福州市晋安区".into(),
        region_code: "350111000000".into(),
        regions: vec![("350100000000".into(), "福州市".into()), ("350111002000".into(), "岳峰镇".into())],
        q: q.into(),
        state: state.into(),
        total: Some(12_345),
        next: Some("/gov/ledgers/veterans?after=abc".into()),
        csv: String::new(),
    }
}

sample!(GovLedger, {
    let person = |n: usize| LedgerPerson {
        id: id(n),
        name_masked: if n == 3 { LONG.into() } else { "林*英".into() },
        phone_masked: "138 **** 6021".into(),
        region: "岳峰镇后屿村".into(),
        station: "岳峰镇".into(),
        state: "in".into(),
        entered: NOW - n as i64 * 40 * DAY,
        exited: None,
        why: None,
        verified: GovLedger::VERIFIED[n % 5].into(),
        contact: (!n.is_multiple_of(3)).then_some(NOW - n as i64 * DAY),
    };
    let many = GovLedger {
        page: official("/gov/ledgers/veterans"),
        group: "veterans".into(),
        law: "退役军人保障法第三十八条至第四十一条".into(),
        list: list("", "in"),
        verified: "unchecked".into(),
        idle: "90".into(),
        unread: false,
        rows: (0..50).map(person).collect(),
        may_export: true,
        reason: "啊".into(),
        errors: wrong(&[("reason", "text.too_short")]),
    };
    let gone = GovLedger {
        list: list("", "out"),
        rows: vec![LedgerPerson {
            state: "out".into(),
            exited: Some(NOW - 3 * DAY),
            why: Some(("over".into(), "disability".into())),
            ..person(1)
        }],
        errors: FieldErrors::default(),
        ..many.clone()
    };
    let none = GovLedger {
        list: Listing { next: None, total: None, ..list("?", "in") },
        rows: Vec::new(),
        unread: true,
        may_export: false,
        errors: FieldErrors::default(),
        ..many.clone()
    };
    vec![("gov-ledger", many), ("gov-ledger-out", gone), ("gov-ledger-none", none)]
});

sample!(GovPortrait, {
    let new = GovPortrait {
        page: official("/gov/people/1/portrait"),
        id: id(1),
        name_masked: LONG.into(),
        region: "福州市晋安区岳峰镇后屿村".into(),
        phone_masked: "138 **** 6021".into(),
        ..GovPortrait::default()
    };
    let fact = |n: usize| PortraitFact {
        id: (n > 0).then(|| id(n)),
        kind: ["born", "disability", "registered_unemployed", "released", "need"][n % 5].into(),
        value: [
            "born.female",
            "disability.3",
            "registered_unemployed.yes",
            "released.veterans",
            "need.skill",
        ][n % 5]
            .into(),
        what: "disability.3".into(),
        from: (!n.is_multiple_of(5)).then_some(NOW - n as i64 * 100 * DAY),
        from_text: String::new(),
        to: n.is_multiple_of(4).then_some(NOW + 50 * DAY),
        age: n.is_multiple_of(5).then_some(47),
        source: (n > 0).then(|| "paper".into()),
        note: if n == 2 {
            "想学月嫂，孩子四点放学，早班可以。".into()
        } else {
            String::new()
        },
        at: (n > 0).then_some(NOW - n as i64 * DAY),
        gone: n == 6,
    };
    let book = |n: usize| PortraitBook {
        group: GROUPS[n].into(),
        state: ["in", "unclear"][n % 2].into(),
        entered: Some(NOW - 200 * DAY),
        exited: None,
        why: vec![
            (["holds", "missing"][n % 2].into(), "disability".into()),
            ("holds".into(), "registered_unemployed".into()),
        ],
        until: n.is_multiple_of(2).then_some(NOW + 90 * DAY),
        law: "就业促进法第五十二条".into(),
        station: "福州市晋安区岳峰镇".into(),
        verified: GovLedger::VERIFIED[n % 5].into(),
        register: if n.is_multiple_of(5) { String::new() } else { "disability_federation".into() },
        verified_at: (!n.is_multiple_of(5)).then_some(NOW - 3 * DAY),
        open: true,
    };
    let ended = PortraitBook { exited: Some(NOW - 9 * DAY), open: false, verified_at: None, ..book(3) };
    let offer = |n: usize| PortraitOffer {
        what: ["application", "invitation"][n % 2].into(),
        job: id(n),
        title: if n == 3 { LONG.into() } else { "排档帮厨".into() },
        state: if n.is_multiple_of(2) { "hired".into() } else { String::new() },
        at: NOW - n as i64 * DAY,
    };
    let need = |(at, need): (usize, &str)| PortraitNeed {
        need: need.into(),
        groups: GROUPS[at..at + 2].iter().map(|group| (*group).into()).collect(),
        told: if at == 1 { vec![NOW - 12 * DAY] } else { Vec::new() },
    };
    let many = GovPortrait {
        name_masked: "林*英".into(),
        id_masked: Some("350102********1234".into()),
        occupations: "厨工、家政服务员".into(),
        needs: ["work", "skill", "money", "protection"].into_iter().enumerate().map(need).collect(),
        books: (0..4).map(book).collect(),
        past: vec![ended],
        facts: (0..9).map(fact).collect(),
        offers: (0..6).map(offer).collect(),
        contacts: vec![
            ("visit".into(), NOW - DAY, "在家，想早点上班".into()),
            ("phone".into(), NOW - 9 * DAY, String::new()),
        ],
        kinds: vec![
            ("disability".into(), vec!["disability.1".into(), "disability.no".into()]),
            ("need".into(), vec!["need.work".into()]),
        ],
        may_see: true,
        may_record: true,
        may_keep: true,
        may_verify: true,
        typed: FactTyped {
            what: "disability.1".into(),
            from: "2026-11-31".into(),
            to: String::new(),
            source: "paper".into(),
            note: "证看过".into(),
        },
        errors: wrong(&[("from", "time.date"), ("", "ledger.no_register")]),
        ..new.clone()
    };
    vec![("gov-portrait", many), ("gov-portrait-new", new)]
});
