//! Samples of résumés: nothing written, all of it, covered, old, and typed wrong.

use super::*;
use crate::views::Occupation;
use crate::views::resume::{
    Compared, EmployerResume, Resume, ResumeEdit, ResumePaper, ResumeVersions, Station, StationResume,
    TypedStation, Verified, VersionRow,
};

fn full() -> ResumePaper {
    let occupation = |code: &str, name: &str| Occupation { code: code.into(), name: name.into() };
    let station = |from, to, title: &str, place: &str, text: &str| Station {
        from,
        to,
        title: title.into(),
        place: place.into(),
        text: text.into(),
    };
    ResumePaper {
        name: Some("林秀英".into()),
        sex: "female".into(),
        phone: Some("13805916021".into()),
        region: "福建省福州市晋安区岳峰镇后屿村".into(),
        wants: "gig".into(),
        occupations: vec![occupation("4-03-02-05", "餐厅服务员"), occupation("4-09-08-01", "保洁员")],
        slots: 0o22222,
        pay: Some(pay("hour", 25)),
        headline: "排档后厨八年，手脚快".into(),
        can: "切菜、配菜、收桌\n会开电动三轮\n一个人管八张桌子".into(),
        has: vec!["health_certificate".into(), "own_vehicle".into()],
        hires: vec![
            Verified {
                title: "排档帮厨".into(),
                employer: "阿兰海鲜排档".into(),
                last: NOW - 4 * DAY,
                times: 4,
            },
            Verified {
                title: "理货".into(), employer: "惠民超市".into(), last: NOW - 40 * DAY, times: 1
            },
        ],
        work: vec![
            station(
                Some((2021, 3)),
                None,
                "后厨帮工",
                "鼓楼区三坊老店",
                "切配、洗碗、夜里收档；旺季带两个新来的。",
            ),
            station(Some((2016, 9)), Some((2021, 2)), "缝纫工", "长乐天成服装厂", ""),
        ],
        schools: vec![station(Some((2012, 9)), Some((2015, 6)), "晋安第二中学", "初中", "")],
        certificates: vec![("健康证".into(), Some((2026, 2))), ("中式烹调师五级".into(), None)],
        languages: vec!["普通话".into(), "福州话".into()],
        words: "孩子上学，白天都有空。".into(),
        saved_at: Some(NOW - 2 * HOUR),
        ..ResumePaper::default()
    }
}

fn bare() -> ResumePaper {
    ResumePaper {
        name: Some(LONG.into()),
        region: "福建省福州市晋安区岳峰镇后屿村".into(),
        wants: "full_time".into(),
        ..ResumePaper::default()
    }
}

fn covered(surname: Option<&str>, sex: &str) -> ResumePaper {
    ResumePaper {
        name: None,
        surname: surname.map(str::to_owned),
        sex: sex.into(),
        phone: None,
        region: "福建省福州市晋安区岳峰镇".into(),
        ..full()
    }
}

sample!(Resume, {
    let own = Resume { page: worker("/me/resume"), paper: full(), current: id(1), ..Resume::default() };
    let none = Resume { paper: bare(), current: String::new(), ..own.clone() };
    let blind = Resume { paper: covered(Some("林"), "female"), blind: true, ..own.clone() };
    let old = Resume { old: Some(id(2)), errors: wrong(&[("", "resume.changed")]), ..own.clone() };
    vec![("resume", own), ("resume-none", none), ("resume-blind", blind), ("resume-old", old)]
});

sample!(ResumeEdit, {
    let first =
        ResumeEdit { page: worker("/me/resume/edit"), can: "切菜快".into(), ..ResumeEdit::default() };
    let row = |title: &str| TypedStation {
        from: "2021-03".into(),
        to: String::new(),
        title: title.into(),
        place: "鼓楼区三坊老店".into(),
        text: "切配、洗碗".into(),
    };
    let filled = ResumeEdit {
        base: id(1),
        headline: "排档后厨八年，手脚快".into(),
        has: vec!["health_certificate".into()],
        hires: full().hires,
        work: vec![row("后厨帮工"), row("缝纫工")],
        schools: vec![TypedStation { text: String::new(), ..row("晋安第二中学") }],
        certificates: vec![("健康证".into(), "2026-02".into())],
        languages: "普通话、福州话".into(),
        words: "白天都有空。".into(),
        ..first.clone()
    };
    let bad = ResumeEdit {
        headline: LONG.into(),
        work: vec![TypedStation::default(), row(LONG)],
        errors: wrong(&[
            ("headline", "text.too_long"),
            ("work_title-1", "text.empty"),
            ("work_from-1", "resume.month"),
            ("work_to-2", "resume.order"),
            ("school_from-1", "resume.future"),
            ("certificate_since-1", "resume.month"),
            ("certificates", "resume.count"),
            ("languages", "text.too_long"),
            ("words", "text.control"),
            ("", "resume.changed"),
        ]),
        ..filled.clone()
    };
    vec![("resume-edit-first", first), ("resume-edit", filled), ("resume-edit-wrong", bad)]
});

sample!(ResumeVersions, {
    let row = |n: usize| VersionRow {
        id: id(n),
        number: 25 - n as i64,
        at: NOW - n as i64 * 5 * HOUR,
        kept: n < 21,
        given: if n.is_multiple_of(3) { n as i64 / 3 } else { 0 },
    };
    let many = ResumeVersions {
        page: worker("/me/resume/versions"),
        rows: (0..25).map(row).collect(),
        ..ResumeVersions::default()
    };
    let differ = |part: &str, before: &str, after: &str| Compared {
        part: part.into(),
        before: before.into(),
        after: after.into(),
    };
    let compared = Some(vec![
        differ("headline", "", "排档后厨八年，手脚快"),
        differ("work", "缝纫工 · 长乐天成服装厂", "后厨帮工 · 三坊老店\n缝纫工 · 长乐天成服装厂"),
        differ("words", LONG, ""),
    ]);
    let two = ResumeVersions { a: id(3), b: id(0), compared, ..many.clone() };
    let same = ResumeVersions { compared: Some(Vec::new()), ..two.clone() };
    let none = ResumeVersions { rows: Vec::new(), ..many.clone() };
    vec![
        ("resume-versions", many),
        ("resume-versions-two", two),
        ("resume-versions-same", same),
        ("resume-versions-none", none),
    ]
});

sample!(EmployerResume, {
    let before = EmployerResume {
        page: boss("/employer/applications/1/resume"),
        id: id(1),
        job: id(2),
        title: "排档帮厨".into(),
        state: "shortlisted".into(),
        applied_at: NOW - HOUR,
        stage: "before".into(),
        paper: covered(Some("林"), "female"),
    };
    let hired =
        EmployerResume { state: "hired".into(), stage: "hired".into(), paper: full(), ..before.clone() };
    let nobody = EmployerResume { title: LONG.into(), paper: covered(None, ""), ..before.clone() };
    let unknown = EmployerResume { paper: covered(Some("欧阳"), ""), ..before.clone() };
    let man = EmployerResume { paper: covered(None, "male"), ..before.clone() };
    vec![
        ("employer-resume", before),
        ("employer-resume-hired", hired),
        ("employer-resume-nobody", nobody),
        ("employer-resume-unknown", unknown),
        ("employer-resume-man", man),
    ]
});

sample!(StationResume, {
    let one = StationResume { page: station("/station/people/1/resume"), id: id(1), paper: full() };
    let bare = StationResume { paper: bare(), ..one.clone() };
    vec![("station-resume", one), ("station-resume-bare", bare)]
});
