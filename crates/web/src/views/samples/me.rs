//! Samples of what a worker keeps: registration, applications, résumé.

use super::*;
use crate::views::Occupation;
use crate::views::worker::{ApplicationRow, Me, MyWorker, PastWork, Register, Resume, SessionRow};

fn occupations() -> Vec<Occupation> {
    let one = |code: &str, name: &str| Occupation { code: code.into(), name: name.into() };
    vec![one("4-03-02-06", "厨工"), one("4-10-01-06", "家政服务员")]
}

sample!(Register, {
    let first = Register {
        page: worker("/me/register"),
        wants: "gig".into(),
        reach: "walk".into(),
        pay_unit: "hour".into(),
        home: "none".into(),
        next: "/jobs/1".into(),
        ..Register::default()
    };
    let filled = Register {
        edit: true,
        name: "林秀英".into(),
        occupations: occupations(),
        occupation_q: "月嫂".into(),
        found: vec![Occupation { code: "4-10-01-02".into(), name: "育婴员".into() }],
        skills: "切菜快，会开电动三轮。".into(),
        has: vec!["health_certificate".into(), "own_tools".into()],
        slots: 0o7_7_3_3_3,
        pay_amount: "25".into(),
        region: Some(place("350111107201", "后屿村")),
        places: vec![place("350111107202", "竹屿村")],
        id_masked: Some("350102********1234".into()),
        home: "keep".into(),
        home_known: true,
        here: Some("福建省福州市晋安区岳峰镇后屿村".into()),
        ..first.clone()
    };
    let bad = Register {
        name: LONG.repeat(2),
        occupation_q: "没有".into(),
        region_q: "没有".into(),
        pay_amount: "99999999".into(),
        id_number: "35010219700101123".into(),
        errors: wrong(&[
            ("wants", "word.unknown"),
            ("name", "text.too_long"),
            ("occupations", "worker.occupations_count"),
            ("skills", "worker.skills_count"),
            ("availability", "availability.range"),
            ("reach", "worker.reach"),
            ("pay", "pay.range"),
            ("region", "region.unknown"),
            ("home", "place.outside"),
            ("id_number", "worker.under_age"),
            ("", "conflict"),
        ]),
        ..first.clone()
    };
    vec![("register", first), ("register-edit", filled), ("register-wrong", bad)]
});

sample!(Me, {
    let row = |n: usize, state: &str, title: &str| ApplicationRow {
        id: id(n),
        title: title.into(),
        employer: "阿兰海鲜排档".into(),
        state: state.into(),
        pay: pay("day", 200),
        when: shift(0, 14, 8),
        offer_until: Some(NOW + 40 * MINUTE),
    };
    let session = |n: usize, current| SessionRow {
        id: id(n),
        device: "Chrome · Android".into(),
        since: NOW - 30 * DAY,
        last: NOW - n as i64 * HOUR,
        current,
    };
    let none = Me {
        page: worker("/me"),
        phone_masked: "138 **** 6021".into(),
        sessions: vec![session(0, true)],
        ..Me::default()
    };
    let many = Me {
        worker: Some(MyWorker {
            wants: "gig".into(),
            occupations: occupations(),
            slots: (1 << 21) - 1,
            complete: false,
        }),
        applications: ["offered", "hired", "applied", "shortlisted", "refused", "withdrawn", "lapsed"]
            .iter()
            .enumerate()
            .map(|(n, state)| row(n, state, if n == 2 { LONG } else { "排档帮厨" }))
            .collect(),
        invitations: vec![
            (id(4), "阿兰海鲜排档".into(), "poster".into()),
            (id(5), LONG.into(), "employer".into()),
        ],
        sessions: vec![session(0, true), session(1, false)],
        consents: (1..4)
            .map(|n| crate::views::worker::MyConsent {
                id: id(n),
                clerk: ["", "郑*芳", LONG][n - 1].into(),
                acts: vec!["details".into(), "apply".into(), "answer".into()],
                at: NOW - HOUR,
                until: NOW + n as i64 * DAY,
            })
            .collect(),
        ..none.clone()
    };
    let mut both = many.clone();
    both.page.signed_in = both.page.signed_in.map(|me| crate::views::Me {
        name_masked: LONG.into(),
        employer: Some(LONG.into()),
        office: Some("晋安区".into()),
        role: Some(kernel::Role::Official),
        ..me
    });
    let visitor = Me { page: visitor("/me"), ..Me::default() };
    vec![("me", many), ("me-none", none), ("me-both", both), ("me-visitor", visitor)]
});

sample!(Resume, {
    let none = Resume {
        page: worker("/me/resume"),
        name: "林秀英".into(),
        phone: "138 0591 6021".into(),
        wants: "gig".into(),
        region: "福州市晋安区岳峰镇后屿村".into(),
        ..Resume::default()
    };
    let past = |n: i64| PastWork {
        title: "排档帮厨".into(),
        employer: "阿兰海鲜排档".into(),
        at: NOW - n * 40 * DAY,
    };
    let many = Resume {
        occupations: occupations(),
        skills: "切菜快。\n会开电动三轮。".into(),
        has: vec!["electrician_certificate".into(), "own_vehicle".into()],
        slots: 0o22222,
        pay: Some(pay("hour", 25)),
        history: (1..12).map(past).collect(),
        ..none.clone()
    };
    vec![("resume", many), ("resume-none", Resume { name: LONG.into(), ..none })]
});
