//! Samples of a worker's pages.

use super::*;
use crate::views::worker::*;
use crate::views::{NearbyPay, Reason};

fn card(
    n: usize,
    title: &str,
    pay: Pay,
    distance: i64,
    when: When,
    employer: &str,
    reason: Option<Reason>,
) -> JobCard {
    let (title, employer) = (title.to_owned(), employer.to_owned());
    JobCard { id: id(n), title, pay, distance: Some(distance), when, employer, verified: n != 3, reason }
}

fn cards() -> Vec<JobCard> {
    let week = When::LongTerm { from: Some(NOW + DAY), until: None, slots: 0o22222 };
    vec![
        card(0, "排档帮厨", pay("day", 200), 418, shift(0, 14, 8), "阿兰海鲜排档", Some(Reason::Nearest)),
        card(
            1,
            "空调清洗，带徒弟",
            pay("hour", 40),
            648,
            shift(0, 15, 3),
            "晋安老林家电",
            Some(Reason::PaysMore(600)),
        ),
        card(
            2,
            "超市晚班理货",
            pay("hour", 26),
            883,
            shift(0, 18, 4),
            "惠民超市后屿店",
            Some(Reason::SeveralOpenings(3)),
        ),
        card(3, "接小孩放学，做晚饭", pay("month", 3600), 1_012, week, "陈*住户", Some(Reason::NoExperience)),
        card(4, LONG, pay("month", 12_345), 23_400, shift(3, 22, 9), LONG, None),
    ]
}

fn filters(on: &[&str], reach: &str) -> Filters {
    Filters {
        q: String::new(),
        on: on.iter().map(|chip| (*chip).to_owned()).collect(),
        reach: reach.into(),
        sort: String::new(),
    }
}

sample!(Home, {
    let many = Home {
        page: visitor("/"),
        place: "后屿村".into(),
        filters: Filters { q: "安溪 搬运 日结 快快".into(), ..filters(&["today"], "walk") },
        heard: [("泉州市安溪县", "/?q=a"), ("装卸搬运工", "/?q=b"), ("日结", "/?q=c")]
            .map(|(meaning, href)| (meaning.to_owned(), href.to_owned()))
            .to_vec(),
        unheard: vec!["快快".into()],
        total: 23,
        jobs: cards(),
        next: Some("420000-01936a00".into()),
        ..Home::default()
    };
    let one = Home {
        page: Page { done: Some("place_set".into()), ..worker("/") },
        total: 1,
        jobs: cards().split_off(4),
        heard: Vec::new(),
        unheard: Vec::new(),
        filters: filters(&[], "any"),
        next: None,
        ..many.clone()
    };
    let none = Home {
        total: 0,
        jobs: Vec::new(),
        next: None,
        place: LONG.into(),
        filters: Filters { q: "潜水".into(), ..filters(&["today", "evening"], "3km") },
        ..many.clone()
    };
    vec![("home", many), ("home-one", one), ("home-none", none)]
});

sample!(Job, {
    let employer = EmployerFacts {
        name: "阿兰海鲜排档".into(),
        kind: "sole_trader".into(),
        verified: true,
        hires: 48,
        jobs: 21,
        since: NOW - 410 * DAY,
    };
    let apply = Job {
        page: worker("/jobs/1"),
        id: id(1),
        title: "排档帮厨".into(),
        kind: "gig".into(),
        state: "open".into(),
        pay: pay("day", 200),
        nearby: Some(NearbyPay { p25: 2_350, p50: 2_500, p75: 2_700, count: 12 }),
        settlement: "daily".into(),
        when: shift(0, 14, 8),
        occupation: "厨工".into(),
        description: "洗菜、切配、收桌，不用上灶。\n管晚饭，中间歇 1 次。".into(),
        requirements: vec!["no_experience".into(), "health_certificate".into()],
        openings: 2,
        filled: 1,
        region: "福州市晋安区岳峰镇后屿村".into(),
        address: "后屿路 31 号".into(),
        distance: Some(418),
        expires_at: Some(NOW + 40 * MINUTE),
        employer,
        phone_masked: "138 **** 6021".into(),
        done_before: 2,
        ..Job::default()
    };
    let visitor = Job {
        page: visitor("/jobs/1"),
        distance: None,
        nearby: None,
        address: String::new(),
        address_later: true,
        ..apply.clone()
    };
    let failed =
        Job { errors: wrong(&[("", "application.overlap")]), distance: Some(2_400), ..apply.clone() };
    let applied = Job {
        applied: Some(Applied { id: id(9), state: "offered".into() }),
        distance: Some(23_000),
        ..apply.clone()
    };
    let over = Job {
        state: "filled".into(),
        title: LONG.into(),
        filled: 2,
        requirements: Vec::new(),
        employer: EmployerFacts { name: LONG.into(), verified: false, hires: 0, ..apply.employer.clone() },
        ..apply.clone()
    };
    let own = Job {
        own: true,
        when: When::LongTerm { from: Some(NOW), until: Some(NOW + 90 * DAY), slots: 0o77 },
        ..apply.clone()
    };
    let mut register = apply.clone();
    register.page.signed_in = register.page.signed_in.map(|me| crate::views::Me { worker: false, ..me });
    vec![
        ("job", apply),
        ("job-visitor", visitor),
        ("job-failed", failed),
        ("job-applied", applied),
        ("job-filled", over),
        ("job-own", own),
        ("job-register", register),
    ]
});

sample!(Application, {
    let applied = Application {
        page: Page { done: Some("applied".into()), ..worker("/applications/9") },
        id: id(9),
        job: id(1),
        title: "排档帮厨".into(),
        employer: "阿兰海鲜排档".into(),
        pay: pay("day", 200),
        when: shift(0, 14, 8),
        settlement: "daily".into(),
        state: "applied".into(),
        applied_at: NOW - 20 * MINUTE,
        may_withdraw: true,
        resume: Some(id(9)),
        ..Application::default()
    };
    let offered = Application {
        page: worker("/applications/9"),
        state: "offered".into(),
        shortlisted_at: Some(NOW - 10 * MINUTE),
        offered_at: Some(NOW - 5 * MINUTE),
        offer_until: Some(NOW + 40 * MINUTE),
        errors: wrong(&[("reason", "application.reason")]),
        ..applied.clone()
    };
    let hired = Application {
        state: "hired".into(),
        ended_at: Some(NOW - MINUTE),
        phone: Some("13805916021".into()),
        address: "后屿路 31 号".into(),
        errors: FieldErrors::default(),
        ..offered.clone()
    };
    let end = |state: &str, by: &str, reason: &str| Application {
        title: LONG.into(),
        employer: LONG.into(),
        state: state.into(),
        refused_by: by.into(),
        reason: reason.into(),
        may_withdraw: false,
        resume: None,
        phone: None,
        ..hired.clone()
    };
    vec![
        ("application", applied.clone()),
        ("application-offered", offered.clone()),
        ("application-hired", hired.clone()),
        ("application-refused", end("refused", "employer", "filled")),
        ("application-declined", end("refused", "worker", "time")),
        ("application-withdrawn", end("withdrawn", "", "")),
        ("application-lapsed", end("lapsed", "", "")),
    ]
});

sample!(SignIn, {
    let empty = SignIn { page: visitor("/sign-in"), next: "/".into(), ..SignIn::default() };
    let bad =
        SignIn { phone: "1380591".into(), errors: wrong(&[("phone", "phone.format")]), ..empty.clone() };
    vec![("sign-in", empty), ("sign-in-wrong", bad)]
});

sample!(Code, {
    let first = Code {
        page: visitor("/sign-in/code"),
        phone_masked: "138 **** 6021".into(),
        ticket: "ticket".into(),
        next: "/".into(),
        resend_at: NOW + MINUTE,
        ..Code::default()
    };
    let bad = Code { resend_at: NOW, errors: wrong(&[("code", "session.code_wrong")]), ..first.clone() };
    vec![("code", first), ("code-wrong", bad)]
});

sample!(Inbox, {
    let sms = |n: i64| Sms {
        at: NOW - n * 3 * HOUR,
        to_masked: "138 **** 6021".into(),
        body: "【榕工】482 910 是你的登录数字，5 分钟内有效。谁问都不要说。".into(),
    };
    let none = Inbox {
        page: visitor("/inbox"),
        back: "/sign-in/code?next=%2Fjobs%2F1".into(),
        messages: Vec::new(),
    };
    let many = Inbox { messages: (0..5).map(sms).collect(), ..none.clone() };
    vec![("inbox", many), ("inbox-none", none)]
});

sample!(Place, {
    let first = Place {
        page: visitor("/place"),
        current: Some("后屿村".into()),
        next: "/".into(),
        recent: vec![place("350111107201", "后屿村"), place("350111107202", "竹屿村")],
        ..Place::default()
    };
    let found = Place {
        q: "屿".into(),
        results: vec![
            place("350111107201", "后屿村"),
            place("350111107202", "竹屿村"),
            place("350111107203", LONG),
        ],
        ..first.clone()
    };
    let none = Place { q: "没有的地方".into(), current: None, recent: Vec::new(), ..first.clone() };
    vec![("place", first), ("place-found", found), ("place-none", none)]
});

sample!(Messages, {
    let kinds = [
        ("application.offer", ""),
        ("application.shortlist", ""),
        ("application.refuse", "filled"),
        ("application.lapse", ""),
        ("application.apply", ""),
        ("application.accept", ""),
        ("application.decline", "found_other"),
        ("application.withdraw", ""),
        ("job.approved", ""),
        ("job.sent_back", ""),
        ("job.expired", ""),
        ("job.closed", ""),
        ("employer.verify", ""),
        ("employer.verify", "verified"),
        ("employer.verify", "suspended"),
        ("something.new", ""),
    ];
    let row = |(n, (kind, reason)): (usize, &(&str, &str))| NoticeRow {
        id: id(n),
        at: NOW - n as i64 * 5 * HOUR,
        unread: n < 2,
        kind: (*kind).into(),
        title: if n == 3 { LONG.into() } else { "排档帮厨".into() },
        who: "阿兰海鲜排档".into(),
        reason: if *kind == "employer.verify" { String::new() } else { (*reason).into() },
        state: if *kind == "employer.verify" { (*reason).into() } else { String::new() },
        href: "/applications/1".into(),
    };
    let none = Messages { page: worker("/messages"), ..Messages::default() };
    let many = Messages {
        notices: kinds.iter().enumerate().map(row).collect(),
        next: Some("/messages?after=1".into()),
        ..none.clone()
    };
    let visitor = Messages { page: visitor("/messages"), ..Messages::default() };
    vec![("messages", many), ("messages-none", none), ("messages-visitor", visitor)]
});
