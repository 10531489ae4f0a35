//! Samples of my code and of those who read it.

use super::*;
use crate::views::gov::*;
use crate::views::qr::Qr;
use crate::views::worker::*;

sample!(MyCode, {
    let phone = |n: usize| MyPhone {
        id: id(n),
        code_id: format!("{n:032x}"),
        device: if n == 3 { LONG.into() } else { "Chrome · Android".into() },
        since: NOW - n as i64 * DAY,
    };
    let used = |n: usize| MyUse {
        surface: ["counter", "fair", "till"][n % 3].into(),
        place: if n == 3 { LONG.into() } else { "五凤街道零工驿站".into() },
        at: NOW - n as i64 * 5 * HOUR,
    };
    let none = MyCode { page: worker("/me/code"), ..MyCode::default() };
    let many =
        MyCode { phones: (1..5).map(phone).collect(), uses: (0..10).map(used).collect(), ..none.clone() };
    let kept = MyCode { page: visitor("/me/code"), shell: true, ..MyCode::default() };
    vec![("my-code", many), ("my-code-none", none), ("my-code-shell", kept)]
});

sample!(GovArrive, {
    let ready = GovArrive {
        page: station("/gov/arrive"),
        region: "福州市鼓楼区五凤街道".into(),
        key: id(1),
        ..GovArrive::default()
    };
    let here = Arrived {
        id: Some(id(1)),
        name_masked: LONG.into(),
        region: "福州市晋安区岳峰镇后屿村".into(),
        at: NOW,
    };
    let elsewhere = GovArrive { arrived: Some(Arrived { id: None, ..here.clone() }), ..ready.clone() };
    let found =
        GovArrive { arrived: Some(Arrived { name_masked: "林*英".into(), ..here }), ..ready.clone() };
    let used = UsedUp { surface: "fair".into(), place: LONG.into(), at: NOW - 5 * HOUR };
    let late = GovArrive { used: Some(used), ..ready.clone() };
    let old = GovArrive { errors: wrong(&[("text", "code.too_old")]), ..ready.clone() };
    let card =
        GovArrive { text: "1234 5678 9012".into(), errors: wrong(&[("pin", "card.wrong")]), ..ready.clone() };
    vec![
        ("gov-arrive", ready),
        ("gov-arrive-found", found),
        ("gov-arrive-elsewhere", elsewhere),
        ("gov-arrive-used", late),
        ("gov-arrive-old", old),
        ("gov-arrive-card", card),
    ]
});

sample!(GovCard, {
    let card = GovCard {
        page: station("/gov/people/1/card"),
        id: id(1),
        name_masked: "林*英".into(),
        number: "1234 5678 9012".into(),
        qr: Qr::of("BC1123456789012"),
        locked: false,
    };
    let locked = GovCard { name_masked: LONG.into(), locked: true, ..card.clone() };
    vec![("gov-card", card), ("gov-card-locked", locked)]
});
