//! Samples of the officials' pages.

use super::*;
use crate::views::gov::*;

sample!(GovHome, {
    let figure =
        |(code, value, href): (&str, i64, &str)| Figure { code: code.into(), value, href: href.into() };
    let figures = |scale: i64| {
        [
            ("open_jobs", 1_204 * scale, "/gov/jobs?state=open"),
            ("openings", 3_410 * scale, "/gov/jobs?state=open"),
            ("people", 18_233 * scale, "/gov/people"),
            ("applied", 642 * scale, "/gov/journal?state=application.apply"),
            ("hired", 271 * scale, "/gov/journal?state=application.accept"),
            ("review", 12 * scale, "/gov/review"),
            ("unverified", 7 * scale, "/gov/employers?state=unverified"),
        ]
        .map(figure)
        .to_vec()
    };
    let region = |(n, name): (usize, &&str)| RegionRow {
        code: format!("350111{n:03}000"),
        name: (*name).into(),
        jobs: 310 - n as i64 * 37,
        openings: 900 - n as i64 * 101,
        people: 4_900 - n as i64 * 411,
        hired: 1_700 - n as i64 * 190,
    };
    let day = |n: i64| DayCount {
        day: NOW - (13 - n) * DAY,
        applied: 420 + n * 17 - n % 3 * 60,
        hired: 170 + n * 8 - n % 4 * 20,
    };
    let none = GovHome {
        page: official("/gov"),
        region: "晋安区".into(),
        figures: figures(0),
        ..GovHome::default()
    };
    let many = GovHome {
        above: Some(("350100000000".into(), "福州市".into())),
        figures: figures(1),
        regions: ["岳峰镇", "鼓山镇", "新店镇", "宦溪镇", "寿山乡", LONG]
            .iter()
            .enumerate()
            .map(region)
            .collect(),
        days: (0..14).map(day).collect(),
        ..none.clone()
    };
    vec![("gov", many), ("gov-none", none)]
});

pub(super) fn listing(csv: &str) -> Listing {
    Listing {
        region: "晋安区".into(),
        region_code: "350111000000".into(),
        regions: vec![("350111107000".into(), "岳峰镇".into()), ("350111101000".into(), "鼓山镇".into())],
        total: Some(10_000),
        next: Some(format!("{csv}?after=1")),
        csv: format!("{csv}.csv"),
        ..Listing::default()
    }
}

pub(super) fn nothing(csv: &str) -> Listing {
    Listing { q: "潜水".into(), state: "open".into(), total: None, next: None, ..listing(csv) }
}

sample!(GovJobs, {
    let states = GovJobs::STATES;
    let row = |n: usize| GovJobRow {
        id: id(n),
        title: if n == 5 { LONG.into() } else { "排档帮厨".into() },
        state: states[n % 6].into(),
        employer: if n == 5 { LONG.into() } else { "阿兰海鲜排档".into() },
        region: "岳峰镇后屿村".into(),
        pay: pay("day", 200),
        openings: 2,
        came: 5,
        hired: 1,
        at: NOW - n as i64 * DAY,
    };
    let many =
        GovJobs { page: official("/gov/jobs"), list: listing("/gov/jobs"), rows: (0..40).map(row).collect() };
    let one = GovJobs { rows: vec![row(5)], ..many.clone() };
    let none = GovJobs { list: nothing("/gov/jobs"), rows: Vec::new(), ..many.clone() };
    vec![("gov-jobs", many), ("gov-jobs-one", one), ("gov-jobs-none", none)]
});

sample!(GovPeople, {
    let row = |n: usize| GovPersonRow {
        id: id(n),
        name_masked: if n == 3 { LONG.into() } else { "林*英".into() },
        region: "岳峰镇后屿村".into(),
        wants: ["gig", "full_time", "both"][n % 3].into(),
        occupations: "厨工、家政服务员".into(),
        applied: 12,
        hired: 3,
        at: NOW - n as i64 * 20 * DAY,
    };
    let many = GovPeople {
        page: official("/gov/people"),
        list: listing("/gov/people"),
        rows: (0..40).map(row).collect(),
    };
    let none = GovPeople { list: nothing("/gov/people"), rows: Vec::new(), ..many.clone() };
    vec![("gov-people", many), ("gov-people-none", none)]
});

sample!(GovEmployers, {
    let row = |n: usize| GovEmployerRow {
        id: id(n),
        name: if n == 3 { LONG.into() } else { "阿兰海鲜排档".into() },
        kind: ["sole_trader", "company", "household", "agency"][n % 4].into(),
        standing: GovEmployers::STATES[n % 3].into(),
        region: "岳峰镇后屿村".into(),
        credit_code: if n % 4 == 2 { String::new() } else { "91350100M000100Y43".into() },
        jobs: 21,
        hired: 48,
        at: NOW - n as i64 * 20 * DAY,
    };
    let many = GovEmployers {
        page: official("/gov/employers"),
        list: listing("/gov/employers"),
        appeals: 2,
        rows: (0..12).map(row).collect(),
    };
    let none = GovEmployers { list: nothing("/gov/employers"), appeals: 0, rows: Vec::new(), ..many.clone() };
    vec![("gov-employers", many), ("gov-employers-none", none)]
});

sample!(GovCrew, {
    let none = GovCrew {
        page: station("/gov/crew"),
        region: "五凤街道".into(),
        region_code: "350102006000".into(),
        day: NOW + DAY - 13 * HOUR - 20 * MINUTE,
        ..GovCrew::default()
    };
    let many = GovCrew {
        page: official("/gov/crew"),
        days: vec![none.day, none.day + DAY],
        proved: 4,
        cut: Some(40),
        shifts: vec![crew_shift(1, "阿兰海鲜排档"), crew_shift(2, LONG)],
        errors: wrong(&[("", "crew.nobody")]),
        ..none.clone()
    };
    vec![("gov-crew", many), ("gov-crew-none", none)]
});

sample!(GovReview, {
    let row = |n: usize| ReviewRow {
        id: id(n),
        version: 1,
        title: if n == 1 { LONG.into() } else { "排档帮厨".into() },
        occupation: "厨工".into(),
        employer: if n == 1 { LONG.into() } else { "阿兰海鲜排档".into() },
        verified: n == 2,
        region: "福州市晋安区岳峰镇后屿村".into(),
        pay: pay("day", 200),
        nearby: Some(2_500),
        description: "洗菜、切配、收桌，不用上灶。\n管晚饭。".into(),
        openings: 2,
        since: NOW - 5 * HOUR,
        flags: ["unverified", "pay_low", "pay_high", "words", "phone"][..n * 2]
            .iter()
            .map(|f| (*f).into())
            .collect(),
    };
    let none =
        GovReview { page: official("/gov/review"), region: "晋安区".into(), ..GovReview::default() };
    let many = GovReview {
        total: 12,
        rows: (0..3).map(row).collect(),
        next: Some("/gov/review?after=1".into()),
        errors: wrong(&[("reason", "text.empty")]),
        ..none.clone()
    };
    vec![("gov-review", many), ("gov-review-none", none)]
});

sample!(GovJournal, {
    let names = ["job.post", "application.apply", "worker.erase", "employer.verify", "something.new"];
    let row = |n: usize| JournalRow {
        position: (n > 0).then_some(120_400 - n as i64),
        at: NOW - n as i64 * 3 * MINUTE,
        name: names[n % 5].into(),
        region: "岳峰镇".into(),
        role: "employer".into(),
        subjects: vec![("job".into(), id(n)), ("employer".into(), id(n + 1))],
    };
    let many = GovJournal {
        page: official("/gov/journal"),
        list: listing("/gov/journal"),
        names: names[..4].iter().map(|name| (*name).into()).collect(),
        rows: (0..40).map(row).collect(),
    };
    let none = GovJournal { list: nothing("/gov/journal"), rows: Vec::new(), ..many.clone() };
    vec![("gov-journal", many), ("gov-journal-none", none)]
});

sample!(GovPerson, {
    let new = GovPerson {
        page: official("/gov/people/1"),
        id: id(1),
        name_masked: LONG.into(),
        phone_masked: "138 **** 6021".into(),
        region: "福州市晋安区岳峰镇后屿村".into(),
        wants: "gig".into(),
        at: NOW - 3 * DAY,
        ..GovPerson::default()
    };
    let application = |n: usize| (id(n), "排档帮厨".to_owned(), "hired".to_owned(), NOW - n as i64 * DAY);
    let many = GovPerson {
        name_masked: "林*英".into(),
        id_masked: Some("350102********1234".into()),
        occupations: "厨工、家政服务员".into(),
        slots: 0o77,
        pay: Some(pay("hour", 25)),
        applications: (0..9).map(application).collect(),
        merged: vec![MergedRow {
            id: id(7),
            name_masked: "林*英".into(),
            phone_masked: "139 **** 6021".into(),
            region: "福州市晋安区岳峰镇后屿村".into(),
            reason: "本人拿身份证来看过，是同一个人".into(),
            at: NOW - 2 * DAY,
        }],
        may_erase: true,
        may_card: true,
        has_card: true,
        card_id: id(9),
        may_look: true,
        errors: wrong(&[("reason", "word.unknown"), ("duty", "word.unknown"), ("words", "text.too_short")]),
        ..new.clone()
    };
    let record = |name: &str| ShownRow {
        name: name.into(),
        phone: "13812346021".into(),
        id_number: "350102198811231234".into(),
        about: "会开电动三轮".into(),
    };
    let open = GovPerson {
        shown: vec![record("林秀英"), ShownRow { id_number: String::new(), ..record(LONG) }],
        shown_until: NOW + 9 * MINUTE,
        errors: FieldErrors::default(),
        ..many.clone()
    };
    vec![("gov-person", many), ("gov-person-new", new), ("gov-person-open", open)]
});

sample!(GovTwins, {
    let line = |(field, a, b, how): (&str, &str, &str, &str)| TwinLine {
        field: field.into(),
        a: a.into(),
        b: b.into(),
        how: how.into(),
    };
    let row = |n: usize| TwinRow {
        a: id(n),
        b: id(n + 100),
        verdict: ["same", "ask"][n % 2].into(),
        name: if n == 3 { LONG.into() } else { "林*英".into() },
        lines: [
            ("name", if n == 3 { LONG } else { "林*英" }, "林*瑛", ["equal", "same_sound"][n % 2]),
            (
                "number",
                "350102********1234",
                if n.is_multiple_of(3) { "" } else { "350102********1243" },
                if n.is_multiple_of(3) { "missing" } else { "both_valid" },
            ),
            ("phone", "138 **** 6021", "138 **** 6012", "swapped"),
            ("region", "岳峰镇后屿村", "岳峰镇", "township"),
        ]
        .map(line)
        .to_vec(),
        a_at: NOW - n as i64 * 20 * DAY,
        b_at: NOW - n as i64 * 3 * DAY,
        two_numbers: !n.is_multiple_of(3),
    };
    let many = GovTwins {
        page: official("/gov/twins"),
        list: Listing { csv: String::new(), total: None, ..listing("/gov/twins") },
        rows: (0..20).map(row).collect(),
        errors: wrong(&[("two_numbers", "merge.two_numbers")]),
    };
    let none = GovTwins {
        list: Listing { csv: String::new(), total: None, ..nothing("/gov/twins") },
        rows: Vec::new(),
        errors: FieldErrors::default(),
        ..many.clone()
    };
    vec![("gov-twins", many), ("gov-twins-none", none)]
});
