//! Samples of what is kept about somebody and who looked at it.

use super::gov::{listing, nothing};
use super::*;
use crate::views::gov::Listing;
use crate::views::privacy::*;

fn look(n: usize) -> LookRow {
    LookRow {
        id: id(n),
        worker: id(n + 50),
        name_masked: if n == 3 { LONG.into() } else { "林*英".into() },
        login: "station".into(),
        by: "黄丽华".into(),
        role: if n.is_multiple_of(2) { "staff".into() } else { "official".into() },
        office: "福州市鼓楼区".into(),
        duty: GovLooks::DUTIES[n % 7].into(),
        words: if n == 2 { LONG.into() } else { "本人来驿站改电话，核对身份证".into() },
        at: NOW - n as i64 * 5 * HOUR,
    }
}

sample!(GovLooks, {
    let many = GovLooks {
        page: official("/gov/looks"),
        list: Listing { csv: String::new(), total: None, ..listing("/gov/looks") },
        rows: (0..20).map(look).collect(),
        may_open: true,
    };
    let none = GovLooks {
        list: Listing { csv: String::new(), state: "law".into(), ..nothing("/gov/looks") },
        rows: Vec::new(),
        may_open: false,
        ..many.clone()
    };
    vec![("gov-looks", many), ("gov-looks-none", none)]
});

fn held(n: usize, kind: &str) -> HeldRow {
    HeldRow {
        kind: kind.into(),
        rows: n as i64 * 7 % 40,
        href: if n.is_multiple_of(3) { String::new() } else { "/me/register".into() },
        days: n.is_multiple_of(2).then_some(730),
        until: if n.is_multiple_of(2) { String::new() } else { "erasure".into() },
        law: "personal.47".into(),
    }
}

sample!(MyPrivacy, {
    let none = MyPrivacy {
        page: worker("/me/privacy"),
        held: vec![HeldRow { rows: 1, ..held(1, "account") }],
        ..MyPrivacy::default()
    };
    let kinds = ["account", "worker", "application", "session", "look", "notice", "part", "card"];
    let consent = |(kind, href): (&str, &str)| ConsentRow {
        kind: kind.into(),
        since: Some(NOW - 20 * DAY),
        until: (kind == "code").then_some(NOW + 10 * DAY),
        href: href.into(),
    };
    let many = MyPrivacy {
        held: kinds.iter().enumerate().map(|(n, kind)| held(n + 1, kind)).collect(),
        looks: (0..5).map(look).collect(),
        next: Some("/me/privacy?after=1".into()),
        consents: [("findable", "/me/register"), ("code", "/me/code")].map(consent).to_vec(),
        may_erase: true,
        errors: wrong(&[("confirm", "text.empty")]),
        ..none.clone()
    };
    vec![("privacy", many), ("privacy-none", none)]
});

sample!(MyCopy, {
    let pair = |(field, value): (&str, &str)| (field.to_owned(), value.to_owned());
    let part = |kind: &str, rows: usize| CopyPart {
        kind: kind.into(),
        rows: vec![
            [("name", "林秀英"), ("region", LONG), ("created_at", "2026-03-01T09:12:33+08:00")]
                .map(pair)
                .to_vec();
            rows
        ],
    };
    let one = MyCopy { page: worker("/me/privacy/copy.html"), at: NOW, parts: vec![part("worker", 1)] };
    let many = MyCopy { parts: vec![part("worker", 2), part("application", 9)], ..one.clone() };
    vec![("copy", many), ("copy-one", one)]
});
