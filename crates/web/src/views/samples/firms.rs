//! Samples of the pages about whether an employer is real.

use super::gov::{listing, nothing};
use super::*;
use crate::views::firms::*;
use crate::views::gov::GovJobs;

/// More papers asked for.
pub(super) fn asked_for_more() -> RulingView {
    RulingView {
        id: id(40),
        verdict: "unverified".into(),
        missing: vec!["licence".into(), "authorisation".into()],
        words: Some("照片看不清，请再传一张。".into()),
        office: "福建省福州市晋安区".into(),
        papers: 1,
        at: NOW - 2 * DAY,
        ..RulingView::default()
    }
}

/// A suspension with an objection to it.
fn suspension(state: &str) -> RulingView {
    let open = state == "open";
    RulingView {
        id: id(41),
        verdict: "suspended".into(),
        reason: Some("illegal_fee".into()),
        words: Some(LONG.into()),
        appeal: Some(AppealView {
            id: id(42),
            state: state.into(),
            open,
            words: Some("钱是衣服的押金，做完就退，收据都在。".into()),
            answer: (!open).then(|| "押金也不能收。".into()),
            at: NOW - DAY,
            due: NOW + 14 * DAY,
            decided_at: (!open).then_some(NOW),
        }),
        missing: Vec::new(),
        ..asked_for_more()
    }
}

/// Papers of every kind.
fn papers() -> Vec<PaperView> {
    let paper = |n: usize, kind: &str, file: Option<&str>| PaperView {
        id: id(50 + n),
        kind: kind.into(),
        file: file.map(str::to_owned),
        size: 1_230_000 * n as i64,
        at: NOW - n as i64 * DAY,
        read: (n == 1).then_some((2, NOW - HOUR)),
        ..PaperView::default()
    };
    vec![
        paper(1, "licence", Some("jpeg")),
        PaperView {
            holder: Some("陈*生".into()),
            number: Some("350102********1013".into()),
            ..paper(2, "legal_identity", Some("png"))
        },
        PaperView { removed_at: Some(NOW), ..paper(3, "authorisation", Some("pdf")) },
    ]
}

sample!(EmployerPapers, {
    let none = EmployerPapers {
        page: boss("/employer/papers"),
        name: "阿兰海鲜排档".into(),
        standing: "unverified".into(),
        asked: true,
        kinds: ["licence", "legal_identity", "authorisation", "objection"].map(Into::into).into(),
        ..EmployerPapers::default()
    };
    let household = EmployerPapers {
        name: LONG.into(),
        kinds: ["person_identity", "objection"].map(Into::into).into(),
        ..none.clone()
    };
    let more = EmployerPapers {
        ruling: Some(asked_for_more()),
        rulings: vec![asked_for_more()],
        papers: papers(),
        kind: "licence".into(),
        holder: LONG.into(),
        errors: wrong(&[("file", "paper.media"), ("number", "idnumber.checksum"), ("", "paper.full")]),
        ..none.clone()
    };
    let suspended = EmployerPapers {
        standing: "suspended".into(),
        asked: false,
        ruling: Some(RulingView { appeal: None, ..suspension("open") }),
        objects_until: Some(NOW + 58 * DAY),
        appeal: "不对".into(),
        full: true,
        errors: wrong(&[("appeal", "text.too_short")]),
        ..more.clone()
    };
    let waits = EmployerPapers {
        standing: "suspended".into(),
        asked: false,
        ruling: Some(suspension("open")),
        rulings: vec![suspension("upheld"), asked_for_more()],
        ..none.clone()
    };
    vec![
        ("papers", more),
        ("papers-none", none),
        ("papers-household", household),
        ("papers-suspended", suspended),
        ("papers-appeal", waits),
    ]
});

sample!(GovEmployer, {
    let new = GovEmployer {
        page: official("/gov/employers/1"),
        id: id(1),
        version: 1,
        name: "陈*兰".into(),
        kind: "household".into(),
        standing: "unverified".into(),
        region: "福建省福州市晋安区岳峰镇后屿村".into(),
        since: NOW - DAY,
        members: vec![ActsView { name: "陈*兰".into(), role: "employer".into(), since: NOW - DAY }],
        ..GovEmployer::default()
    };
    let check = |outcome: &str| CheckView {
        outcome: outcome.into(),
        source: "demo".into(),
        at: NOW - HOUR,
        ..CheckView::default()
    };
    let found = CheckView {
        name: LONG.into(),
        likeness: "different".into(),
        parts: Some(("福州".into(), String::new(), "大".into(), "榕树餐饮有限公司".into())),
        state: "abnormal".into(),
        legal: "陈*生".into(),
        legal_agrees: Some(false),
        address: "福州市晋安区后屿路 31 号".into(),
        scope: "餐饮服务".into(),
        ..check("found")
    };
    let alike = |n: usize, standing: &str| AlikeView {
        id: id(60 + n),
        name: LONG.into(),
        standing: standing.into(),
        region: "福建省福州市鼓楼区".into(),
        person: n == 1,
        here: n == 1,
    };
    let many = GovEmployer {
        name: LONG.into(),
        kind: "company".into(),
        credit_code: Some("91350100M000100Y43".into()),
        code_is_local: Some(false),
        address: Some("后屿路 31 号".into()),
        posted: 21,
        hires: 48,
        papers: papers(),
        register: true,
        checks: vec![found, check("absent"), check("unreachable")],
        alike: vec![alike(1, "suspended"), alike(2, "verified")],
        jobs: (0..4)
            .map(|n| FirmJob {
                id: id(70 + n),
                title: "排档帮厨".into(),
                state: GovJobs::STATES[n].into(),
                at: NOW - n as i64 * DAY,
            })
            .collect(),
        ruling: Some(asked_for_more()),
        rulings: vec![asked_for_more(), suspension("overturned")],
        typed: ("refused".into(), "name_differs".into(), "不".into(), String::new()),
        errors: wrong(&[("reason", "text.too_short"), ("why", "ruling.reason"), ("", "conflict")]),
        ..new.clone()
    };
    let suspension = suspension("open");
    let suspended = GovEmployer {
        standing: "suspended".into(),
        appeal: suspension.appeal.clone().map(|appeal| (appeal, None)),
        ruling: Some(suspension.clone()),
        rulings: vec![suspension.clone()],
        errors: wrong(&[("answer", "text.empty")]),
        ..many.clone()
    };
    let late = suspension.appeal.clone().map(|appeal| AppealView { due: NOW - DAY, ..appeal });
    let own = GovEmployer {
        appeal: late.map(|appeal| (appeal, Some("appeal.own".into()))),
        register: false,
        checks: Vec::new(),
        errors: FieldErrors::default(),
        ..suspended.clone()
    };
    vec![
        ("gov-employer", many),
        ("gov-employer-new", new),
        ("gov-employer-suspended", suspended),
        ("gov-employer-own", own),
    ]
});

sample!(GovAppeals, {
    let row = |n: usize| AppealRowView {
        employer: id(n),
        name: if n == 2 { LONG.into() } else { "阿兰海鲜排档".into() },
        region: "岳峰镇后屿村".into(),
        verdict: ["refused", "suspended"][n % 2].into(),
        at: NOW - 20 * DAY,
        due: NOW + (n as i64 - 2) * DAY,
    };
    let many = GovAppeals {
        page: official("/gov/appeals"),
        list: listing("/gov/appeals"),
        rows: (0..6).map(row).collect(),
    };
    let none = GovAppeals { list: nothing("/gov/appeals"), rows: Vec::new(), ..many.clone() };
    vec![("gov-appeals", many), ("gov-appeals-none", none)]
});
