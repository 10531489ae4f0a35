//! Samples of the counter.

use super::*;
use crate::views::station::*;

fn ticket(n: usize) -> TicketLine {
    TicketLine {
        id: id(n),
        label: if n == 4 { "K7-004".into() } else { format!("A{n:03}") },
        purpose: Counter::PURPOSES[n % 5].into(),
        first: n == 21,
        at: NOW - n as i64 * MINUTE,
        person: (n == 17).then(|| id(1)),
    }
}

fn side() -> Counter {
    let noted = |n: usize| NotedLine {
        kind: ["consent.record", "application.apply", "ticket.call", "counter.refuse"][n % 4].into(),
        at: NOW - n as i64 * 3 * MINUTE,
        name: if n == 3 { LONG.into() } else { "陈*发".into() },
        refused: n == 3,
    };
    Counter {
        region: "福州市鼓楼区五凤街道".into(),
        region_code: "350102009000".into(),
        owner: "b1".into(),
        serving: Some(ticket(17)),
        waiting: vec![ticket(21), ticket(18), ticket(19), ticket(4)],
        count: 4,
        longest: Some(NOW - 11 * MINUTE),
        done: 23,
        noted: (0..5).map(noted).collect(),
        keys: std::array::from_fn(|n| id(90 + n)),
        ticket: id(99),
    }
}

fn still() -> Counter {
    Counter {
        serving: None,
        waiting: Vec::new(),
        count: 0,
        longest: None,
        done: 0,
        noted: Vec::new(),
        ..side()
    }
}

fn job(n: usize) -> JobLine {
    JobLine {
        id: id(n),
        title: if n == 3 { LONG.into() } else { "小区修水管、换龙头".into() },
        pay: pay("hour", 45),
        when: shift(n as i64 % 3, 13, 3),
        distance: (n != 2).then_some(600 * n as i64),
        employer: if n == 2 { LONG.into() } else { "阿兰海鲜排档".into() },
        verified: n == 1,
        key: id(60 + n),
    }
}

fn found(n: usize) -> StationPersonLine {
    StationPersonLine {
        id: id(n),
        name_masked: if n == 3 { LONG.into() } else { "陈*发".into() },
        phone_masked: if n == 2 { String::new() } else { "159 **** 3308".into() },
        region: "后屿村".into(),
        at: NOW - n as i64 * 40 * DAY,
    }
}

sample!(StationHome, {
    let ready = StationHome {
        page: station("/station"),
        counter: side(),
        jobs: (1..7).map(job).collect(),
        ..StationHome::default()
    };
    let still = StationHome { counter: still(), jobs: Vec::new(), q: LONG.into(), ..ready.clone() };
    let several = StationHome { asked: true, people: (1..22).map(found).collect(), ..ready.clone() };
    let nobody = StationHome { asked: true, text: "陈大发".into(), ..ready.clone() };
    let elsewhere = StationHome { elsewhere: Some("林*英".into()), ..ready.clone() };
    let card = StationHome {
        text: "1234 5678 9012".into(),
        card: true,
        errors: wrong(&[("pin", "card.wrong")]),
        ..ready.clone()
    };
    let slip =
        StationHome { text: "1380".into(), errors: wrong(&[("text", "phone.format")]), ..ready.clone() };
    let late = StationHome { errors: wrong(&[("", "ticket.called")]), ..ready.clone() };
    vec![
        ("station", ready),
        ("station-still", still),
        ("station-several", several),
        ("station-nobody", nobody),
        ("station-elsewhere", elsewhere),
        ("station-card", card),
        ("station-slip", slip),
        ("station-late", late),
    ]
});

sample!(StationPerson, {
    let consent = |n: usize| ConsentLine {
        id: id(n),
        acts: vec!["details".into(), "apply".into(), "answer".into()],
        how: "spoken".into(),
        at: NOW - HOUR,
        until: NOW + n as i64 * DAY,
        holds: true,
        withdrawn: false,
        clerk: "郑*芳".into(),
    };
    let asked = |n: usize| DeedLine {
        id: id(n),
        title: if n == 2 { LONG.into() } else { "学校围墙贴砖".into() },
        state: ["offered", "applied", "hired"][n % 3].into(),
        when: shift(1, 9, 8),
        pay: pay("day", 320),
        live: n % 3 == 1,
        offered: n.is_multiple_of(3),
        keys: std::array::from_fn(|at| id(70 + 3 * n + at)),
    };
    let known = Details {
        name: "陈大发".into(),
        work: "搬运、帮厨".into(),
        free: "days".into(),
        reach: "3km".into(),
        pay_amount: "180".into(),
        pay_unit: "day".into(),
        region: "350102009001".into(),
        skills: "贴砖".into(),
        ..Details::default()
    };
    let stranger = StationPerson {
        page: station("/station/people/1"),
        counter: side(),
        line: found(1),
        region: "福州市晋安区岳峰镇后屿村".into(),
        wants: "gig".into(),
        occupations: "水电工、瓦工".into(),
        slots: 0x1f_ffff,
        pay: Some(pay("day", 180)),
        id_masked: Some("3501 **** **** 1234".into()),
        jobs: (1..5).map(job).collect(),
        consent_id: id(80),
        key: id(81),
        keys: [id(82), id(83)],
        ..StationPerson::default()
    };
    let lapsed = ConsentLine { holds: false, until: NOW - HOUR, ..consent(1) };
    let taken = ConsentLine { withdrawn: true, ..lapsed.clone() };
    let trusted = StationPerson {
        consents: vec![consent(1), lapsed.clone()],
        may: [true; 3],
        known,
        homes: vec![
            ("350102009000".into(), "五凤街道".into()),
            ("350102009001".into(), "五凤街道后屿村".into()),
        ],
        asked: (0..4).map(asked).collect(),
        ..stranger.clone()
    };
    let before = StationPerson { consents: vec![lapsed], ..stranger.clone() };
    let back = StationPerson { consents: vec![taken], line: found(3), ..stranger.clone() };
    let full = StationPerson { errors: wrong(&[("", "application.job_full")]), ..trusted.clone() };
    let bare = StationPerson {
        line: found(2),
        occupations: String::new(),
        pay: None,
        id_masked: None,
        jobs: Vec::new(),
        counter: still(),
        errors: wrong(&[("how", "consent.no_code"), ("acts", "consent.acts")]),
        ..stranger.clone()
    };
    vec![
        ("station-person", stranger),
        ("station-person-trusted", trusted),
        ("station-person-lapsed", before),
        ("station-person-withdrawn", back),
        ("station-person-full", full),
        ("station-person-bare", bare),
    ]
});

sample!(StationNew, {
    let fresh = StationNew {
        page: station("/station/new"),
        counter: side(),
        homes: (1..80).map(|n| (format!("3501020090{n:02}"), format!("五凤街道第{n}社区"))).collect(),
        worker: id(1),
        consent: id(2),
        key: id(3),
        ..StationNew::default()
    };
    let bad = StationNew {
        phone: "1380".into(),
        id_number: "35".into(),
        agreed: true,
        typed: Details { name: LONG.into(), work: LONG.into(), ..Details::default() },
        errors: wrong(&[
            ("name", "text.too_long"),
            ("phone", "phone.format"),
            ("id_number", "idnumber.length"),
            ("work", "text.empty"),
            ("region", "counter.elsewhere"),
            ("pay", "pay.range"),
        ]),
        ..fresh.clone()
    };
    let known = StationNew { errors: wrong(&[("phone", "worker.phone_taken")]), ..fresh.clone() };
    vec![("station-new", fresh), ("station-new-wrong", bad), ("station-new-known", known)]
});

sample!(StationTicket, {
    let one = StationTicket { page: station("/station/tickets/1"), region: LONG.into(), ticket: ticket(18) };
    vec![("station-ticket", one)]
});

sample!(StationShell, vec![("station-shell", StationShell { page: visitor("/station") })]);
