//! Samples of an employer's pages.

use super::firms::asked_for_more;
use super::*;
use crate::views::employer::*;
use crate::views::{NearbyPay, Occupation};

sample!(EmployerHome, {
    let job = |n: usize, state: &str, waiting: i64| JobRow {
        id: id(n),
        title: if n == 4 { LONG.into() } else { "排档帮厨".into() },
        state: state.into(),
        pay: pay("day", 200),
        when: shift(n as i64, 14, 8),
        openings: 2,
        came: 5,
        offered: 1,
        hired: 1,
        waiting,
        sent_back: (state == "draft").then(|| "请把电话从说明里拿掉。".into()),
    };
    let none = EmployerHome {
        page: boss("/employer"),
        name: "阿兰海鲜排档".into(),
        standing: "verified".into(),
        owner: true,
        posts: true,
        ..EmployerHome::default()
    };
    let many = EmployerHome {
        jobs: ["open", "open", "draft", "review", "filled", "closed", "expired"]
            .iter()
            .enumerate()
            .map(|(n, state)| job(n, state, 3 - n as i64))
            .collect(),
        crew: true,
        next: Some("/employer?after=1".into()),
        ..none.clone()
    };
    let unverified = EmployerHome {
        name: LONG.into(),
        standing: "unverified".into(),
        ruling: Some(asked_for_more()),
        ..none.clone()
    };
    let suspended =
        EmployerHome { standing: "suspended".into(), jobs: vec![job(0, "open", 0)], ..unverified.clone() };
    let payer = EmployerHome { owner: false, posts: false, jobs: Vec::new(), ..unverified.clone() };
    vec![
        ("employer-payer", payer),
        ("employer", many),
        ("employer-none", none),
        ("employer-unverified", unverified),
        ("employer-suspended", suspended),
    ]
});

sample!(EmployerAbout, {
    let member = |n: usize, name: Option<&str>| MemberRow {
        id: id(n),
        agreed: n != 2,
        name: name.map(str::to_owned),
        phone: "138****6021".into(),
        role: EmployerAbout::ROLES[n % 3].into(),
        since: NOW - n as i64 * DAY,
        me: n == 1,
    };
    let one = EmployerAbout {
        page: boss("/employer/about"),
        name: "阿兰海鲜排档".into(),
        kind: "sole_trader".into(),
        credit_code: None,
        region: "福建省福州市晋安区岳峰镇后屿村".into(),
        address: Some("后屿路 31 号".into()),
        standing: "verified".into(),
        owner: true,
        members: vec![member(1, Some("陈*兰"))],
        ..EmployerAbout::default()
    };
    let many = EmployerAbout {
        name: LONG.into(),
        kind: "company".into(),
        credit_code: Some("91350100M000100Y43".into()),
        address: None,
        members: vec![member(1, Some("陈*兰")), member(2, None), member(3, Some("欧阳**"))],
        others: vec![(id(8), "陈*兰".into()), (id(9), LONG.into())],
        ..one.clone()
    };
    let bad = EmployerAbout {
        kind: "household".into(),
        phone: "1380591".into(),
        errors: wrong(&[("phone", "phone.format"), ("", "employer.last_member")]),
        ..one.clone()
    };
    vec![("employer-about", one), ("employer-about-many", many), ("employer-about-wrong", bad)]
});

sample!(Crew, {
    let none = Crew {
        page: boss("/employer/crew"),
        name: "阿兰海鲜排档".into(),
        day: NOW + DAY - 13 * HOUR - 20 * MINUTE,
        ..Crew::default()
    };
    let many = Crew {
        days: vec![none.day, none.day + DAY],
        proved: 4,
        shifts: vec![crew_shift(1, ""), crew_shift(2, "")],
        errors: wrong(&[("", "crew.nobody")]),
        ..none.clone()
    };
    vec![("crew", many), ("crew-none", none)]
});

sample!(JobPeople, {
    let person = |n: usize| SuitedPerson {
        id: id(n),
        trade: if n == 2 { LONG.into() } else { "中式烹调师".into() },
        reach: ["walk", "3km", "10km", "far"][n % 4].into(),
        fit: [Some(Fit::DoneBefore(4)), Some(Fit::Chosen), None][n % 3],
        hires: n as i64,
        all_of_the_time: n != 1,
        pay: Some(pay("day", 180)),
        has: if n == 0 { Vec::new() } else { vec!["health_certificate".into(), "own_tools".into()] },
        invited: n == 1,
    };
    let none = JobPeople {
        page: boss("/employer/jobs/1/people"),
        id: id(1),
        title: "排档帮厨".into(),
        when: shift(1, 17, 5),
        pay: pay("day", 200),
        open: true,
        allowed: true,
        ..JobPeople::default()
    };
    let many = JobPeople {
        people: (0..4).map(person).collect(),
        errors: wrong(&[("", "invitation.too_many")]),
        ..none.clone()
    };
    let over = JobPeople { title: LONG.into(), open: false, ..none.clone() };
    let barred =
        JobPeople { allowed: false, errors: wrong(&[("", "invitation.unverified")]), ..none.clone() };
    vec![("people", many), ("people-none", none), ("people-over", over), ("people-barred", barred)]
});

sample!(EmployerNew, {
    let first =
        EmployerNew { page: worker("/employer/new"), kind: "sole_trader".into(), ..EmployerNew::default() };
    let bad = EmployerNew {
        name: LONG.into(),
        credit_code: "91350100M000100Y4".into(),
        region: Some(place("350111107201", "后屿村")),
        region_q: "竹屿".into(),
        places: vec![place("350111107202", "竹屿村")],
        address: "后屿路 31 号".into(),
        errors: wrong(&[
            ("kind", "word.unknown"),
            ("name", "text.empty"),
            ("credit_code", "creditcode.length"),
            ("region", "region.unknown"),
            ("address", "text.too_long"),
            ("", "employer.credit_code_taken"),
        ]),
        ..first.clone()
    };
    let edit = EmployerNew { edit: true, errors: FieldErrors::default(), ..bad.clone() };
    vec![("employer-new", first), ("employer-new-wrong", bad), ("employer-edit", edit)]
});

sample!(JobForm, {
    let first = JobForm {
        page: boss("/employer/jobs/new"),
        kind: "gig".into(),
        when: "dated".into(),
        pay_unit: "day".into(),
        settlement: "daily".into(),
        openings: "1".into(),
        region: Some(place("350111107201", "后屿村")),
        reviewed: true,
        ..JobForm::default()
    };
    let filled = JobForm {
        id: Some(id(1)),
        title: "排档帮厨".into(),
        occupation: Some(Occupation { code: "4-03-02-06".into(), name: "厨工".into() }),
        suggested: vec![Occupation { code: "4-03-02-05".into(), name: "餐厅服务员".into() }],
        shifts: vec![ShiftInput { date: "2026-11-24".into(), start: "14:00".into(), end: "22:00".into() }],
        pay_amount: "160".into(),
        nearby: Some(NearbyPay { p25: 2_350, p50: 2_500, p75: 2_700, count: 12 }),
        hourly: Some(2_000),
        address: "后屿路 31 号".into(),
        openings: "2".into(),
        requirements: vec!["no_experience".into(), "health_certificate".into()],
        description: "洗菜、切配、收桌，不用上灶。".into(),
        reviewed: false,
        ..first.clone()
    };
    let bad = JobForm {
        id: None,
        occupation_q: "qwrtzx".into(),
        unfound: Some("qwrtzx".into()),
        title: LONG.repeat(2),
        when: "long_term".into(),
        slots: 0o22222,
        region_q: "没有".into(),
        errors: wrong(&[
            ("title", "text.too_long"),
            ("kind", "word.unknown"),
            ("occupation", "job.occupation_unknown"),
            ("when", "job.times"),
            ("availability", "availability.range"),
            ("pay", "pay.range"),
            ("settlement", "word.unknown"),
            ("region", "job.place_outside"),
            ("address", "text.empty"),
            ("openings", "job.openings_below_filled"),
            ("requirements", "word.unknown"),
            ("description", "text.too_long"),
            ("", "employer.suspended"),
        ]),
        ..filled.clone()
    };
    vec![("job-form", first), ("job-form-filled", filled), ("job-form-wrong", bad)]
});

fn candidate(n: usize, name: &str, state: &str, fit: Fit) -> Candidate {
    Candidate {
        id: id(n),
        name: name.into(),
        state: state.into(),
        applied_at: NOW - n as i64 * 10 * MINUTE,
        fit: Some(fit),
        done_before: n as i64 % 3 * 2,
        hires: n as i64 % 4 * 6,
        last_hired: (!n.is_multiple_of(3)).then_some(NOW - 14 * DAY),
        distance: Some(400 + n as i64 * 700),
        time: ["all", "some", "none"][n % 3].into(),
        pay: Some(pay(if n == 4 { "hour" } else { "day" }, [200, 230, 188, 200, 26, 200][n % 6])),
        skills: if n == 2 { String::new() } else { "切菜快，会收银".into() },
        watch: None,
        offer_until: Some(NOW + 40 * MINUTE),
        phone: (state == "hired").then(|| "138 0591 6021".into()),
        at: NOW - 30 * MINUTE,
        refused_by: String::new(),
        reason: String::new(),
    }
}

sample!(Candidates, {
    let none = Candidates {
        page: boss("/employer/jobs/1"),
        id: id(1),
        title: "排档帮厨".into(),
        state: "open".into(),
        pay: pay("day", 200),
        when: shift(0, 14, 8),
        openings: 2,
        expires_at: Some(NOW + 40 * MINUTE),
        ..Candidates::default()
    };
    let watching = |watch: Watch, candidate: Candidate| Candidate { watch: Some(watch), ..candidate };
    let some = vec![
        candidate(1, "林*英", "shortlisted", Fit::DoneBefore(2)),
        watching(Watch::AsksMore(375), candidate(2, "吴*明", "applied", Fit::Nearest(418))),
        watching(Watch::NeverDone, candidate(3, "赖*福", "applied", Fit::FirstTime)),
    ];
    let mut all = some.clone();
    all.extend([
        candidate(0, "黄秀梅", "hired", Fit::TimeFits),
        candidate(4, "周*", "offered", Fit::PayFits),
        watching(Watch::Far(9_400), candidate(5, LONG, "applied", Fit::Chosen)),
        watching(Watch::PartTime, candidate(6, "郭*珠", "applied", Fit::TimeFits)),
        watching(Watch::Lacks("health_certificate".into()), candidate(7, "余*海", "applied", Fit::PayFits)),
        candidate(8, "何*", "applied", Fit::Chosen),
    ]);
    let gone = |n: usize, by: &str, reason: &str, state: &str| Candidate {
        refused_by: by.into(),
        reason: reason.into(),
        ..candidate(n, "陈*", state, Fit::Chosen)
    };
    all.extend([
        gone(10, "employer", "distance", "refused"),
        gone(11, "worker", "found_other", "refused"),
        gone(12, "", "", "withdrawn"),
        gone(13, "", "", "lapsed"),
    ]);
    let few = Candidates { candidates: some, ..none.clone() };
    let many =
        Candidates { candidates: all.clone(), next: Some("/employer/jobs/1?after=1".into()), ..none.clone() };
    let filled = Candidates {
        state: "filled".into(),
        openings: 1,
        errors: wrong(&[("", "application.job_full")]),
        candidates: all.clone(),
        ..none.clone()
    };
    let closed = Candidates { state: "closed".into(), title: LONG.into(), candidates: all, ..none.clone() };
    let draft = Candidates {
        state: "draft".into(),
        sent_back: Some("请把电话从说明里拿掉。".into()),
        expires_at: None,
        ..none.clone()
    };
    let review = Candidates { state: "review".into(), ..none.clone() };
    vec![
        ("candidates", few),
        ("candidates-many", many),
        ("candidates-none", none),
        ("candidates-filled", filled),
        ("candidates-closed", closed),
        ("candidates-draft", draft),
        ("candidates-review", review),
    ]
});

sample!(JobHistory, {
    let names = [
        "application.accept",
        "application.offer",
        "application.apply",
        "job.edit",
        "job.submit",
        "job.post",
    ];
    let row = |(n, name): (usize, &&str)| HistoryRow {
        at: NOW - n as i64 * 5 * HOUR,
        name: (*name).into(),
        role: ["worker", "employer", "worker", "employer", "employer", "employer"][n].into(),
        position: (n > 0).then_some(1_204 - n as i64),
        changed: if *name == "job.edit" { vec!["pay".into(), "time".into()] } else { Vec::new() },
    };
    let none = JobHistory {
        page: boss("/employer/jobs/1/history"),
        people: true,
        id: id(1),
        title: "排档帮厨".into(),
        entries: Vec::new(),
    };
    let many = JobHistory { entries: names.iter().enumerate().map(row).collect(), ..none.clone() };
    vec![("history", many), ("history-none", JobHistory { title: LONG.into(), ..none })]
});
