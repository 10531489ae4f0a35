//! Things are said as people say them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use kernel::{Micros, from_civil};
use web::i18n::{Lang, T};
use web::views::worker::Filters;
use web::views::{Pay, Shift, When, say};

const ZH: T = T(Lang::Zh);
const EN: T = T(Lang::En);

fn moment(month: u32, day: u32, hour: u32, minute: u32) -> i64 {
    from_civil(2026, month, day, hour, minute).unwrap().0
}

fn now() -> i64 {
    moment(11, 23, 13, 20)
}

#[test]
fn a_moment_is_a_day_and_a_time() {
    let cases = [
        (moment(11, 23, 14, 0), "今天 14:00", "Today 14:00"),
        (moment(11, 23, 0, 0), "今天 0:00", "Today 0:00"),
        (moment(11, 24, 9, 0), "明天 9:00", "Tomorrow 9:00"),
        (moment(11, 22, 23, 59), "昨天 23:59", "Yesterday 23:59"),
        (moment(11, 25, 6, 5), "后天 6:05", "In two days 6:05"),
        (moment(11, 26, 8, 30), "11 月 26 日 周四 8:30", "Thu 26 Nov 8:30"),
        (moment(1, 3, 8, 30), "1 月 3 日 周六 8:30", "Sat 3 Jan 8:30"),
        (from_civil(2027, 1, 2, 8, 0).unwrap().0, "2027 年 1 月 2 日 8:00", "2 Jan 2027 8:00"),
    ];
    for (at, zh, en) in cases {
        assert_eq!((say::at(ZH, now(), at), say::at(EN, now(), at)), (zh.into(), en.into()));
    }
}

#[test]
fn a_span_says_the_day_once_unless_it_runs_past_noon_of_the_next() {
    let from = moment(11, 23, 22, 0);
    let to = |day, hour| say::span(ZH, now(), from, moment(11, day, hour, 0));
    assert_eq!(to(23, 23), "今天 22:00 到 23:00");
    assert_eq!(to(24, 6), "今天 22:00 到 第二天 6:00");
    assert_eq!(to(24, 18), "今天 22:00 到 明天 18:00");
    assert_eq!(to(26, 6), "今天 22:00 到 11 月 26 日 周四 6:00");
}

#[test]
fn time_left_is_never_said_as_more_than_there_is() {
    let cases = [
        (0, "时间到了", "time is up"),
        (-Micros::DAY, "时间到了", "time is up"),
        (30 * Micros::SECOND, "还有 1 分钟", "1 minute left"),
        (42 * Micros::MINUTE, "还有 42 分钟", "42 minutes left"),
        (Micros::HOUR, "还有 1 小时", "1 hour left"),
        (47 * Micros::HOUR, "还有 1 天", "1 day left"),
        (48 * Micros::HOUR, "还有 2 天", "2 days left"),
    ];
    for (left, zh, en) in cases {
        let said = |t| say::remaining(t, now(), now() + left);
        assert_eq!((said(ZH), said(EN)), (zh.into(), en.into()));
    }
}

#[test]
fn what_is_past_is_said_by_its_age_and_then_by_its_day() {
    let said = |gone| say::ago(ZH, now(), now() - gone);
    assert_eq!(said(0), "刚刚");
    assert_eq!(said(59 * Micros::MINUTE), "59 分钟前");
    assert_eq!(said(23 * Micros::HOUR), "23 小时前");
    assert_eq!(said(24 * Micros::HOUR), "昨天");
}

#[test]
fn distances_are_rounded_as_one_walks_them() {
    let cases = [
        (0, "10 米"),
        (418, "420 米"),
        (994, "990 米"),
        (995, "1 公里"),
        (1_049, "1 公里"),
        (1_240, "1.2 公里"),
        (9_960, "10 公里"),
        (23_400, "23 公里"),
    ];
    for (metres, said) in cases {
        assert_eq!(say::distance(ZH, metres), said);
    }
    assert_eq!(say::walking(ZH, 418), "走路 6 分钟");
    assert_eq!(say::walking(EN, 0), "1-minute walk");
    assert_eq!(say::walking(ZH, 3_001), "离你 3 公里");
}

#[test]
fn money_has_its_unit_and_its_hour() {
    let pay = |unit: &str, fen| Pay { unit: unit.into(), fen };
    let long = When::LongTerm { from: None, until: None, slots: 1 };
    let three = When::Shifts(vec![Shift { start: now(), end: now() + 3 * Micros::HOUR }]);
    assert_eq!(say::pay(ZH, &pay("day", 20_000)), "¥200／天");
    assert_eq!(say::pay(EN, &pay("month", 1_234_550)), "¥12,345.5 / month");
    assert_eq!(say::hourly(ZH, &pay("day", 20_000), &long).unwrap(), "合每小时 ¥25");
    assert_eq!(say::hourly(ZH, &pay("month", 360_000), &long).unwrap(), "合每小时 ¥20.7");
    let nine = When::Shifts(vec![Shift { start: now(), end: now() + 9 * Micros::HOUR }]);
    assert_eq!(say::hourly(ZH, &pay("day", 17_000), &nine).unwrap(), "合每小时 ¥18.9");
    assert_eq!(say::hourly(EN, &pay("day", 17_000), &When::Shifts(vec![])).unwrap(), "¥21.3 an hour");
    assert_eq!(say::hourly(ZH, &pay("hour", 4_000), &three).unwrap(), "3 小时 ¥120");
    assert_eq!(say::hourly(ZH, &pay("hour", 4_000), &long), None);
    assert_eq!(say::grouped(-1_234_567), "-1,234,567");
}

#[test]
fn days_that_are_alike_are_said_together() {
    let slot = |day: i64, shift: i64| 1 << (day * 3 + shift);
    let workdays: i64 = (0..5).map(|day| slot(day, 1)).sum();
    let cases = [
        (0, "还没说哪天行"),
        ((1 << 21) - 1, "哪天都行"),
        (workdays, "周一到周五 下午"),
        (workdays | slot(5, 0) | slot(5, 1) | slot(5, 2), "周一到周五 下午；周六 全天"),
        (slot(0, 0) | slot(2, 0), "周一、周三 上午"),
        ((0..7).map(|day| slot(day, 2) | slot(day, 1)).sum(), "每天 下午、晚上"),
    ];
    for (slots, said) in cases {
        assert_eq!(say::week(ZH, slots), said);
    }
}

#[test]
fn filters_in_an_address_are_turned_one_at_a_time() {
    let filters = Filters {
        q: "洗 碗&".into(),
        on: vec!["evening".into(), "today".into()],
        reach: "walk".into(),
        sort: String::new(),
    };
    assert_eq!(filters.toggled("today"), "/?q=%E6%B4%97%20%E7%A2%97%26&f=evening&r=walk");
    assert_eq!(filters.toggled("daily_pay"), "/?q=%E6%B4%97%20%E7%A2%97%26&f=today,daily_pay,evening&r=walk");
    assert_eq!(filters.cleared(), "/?r=walk");
    assert!(filters.widened().unwrap().ends_with("r=3km"));
    assert_eq!(Filters { reach: "any".into(), ..filters }.widened(), None);
}
