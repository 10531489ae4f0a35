//! Two records of one person: what the rule must find, what it must leave alone, and the bounds it is held to.

#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, dead_code, reason = "a test may fail")]

#[path = "../benches/population/mod.rs"]
mod population;
#[path = "../benches/population/report.rs"]
mod report;

use kernel::{IdNumber, Sex};
use matching::people::{ASK, Field, How, Person, Verdict, find, weigh};
use population::{PLAN, Plan, population};
use proptest::prelude::*;

const VILLAGE: &str = "350111009201";
const COUNTY: &str = "350111000000";

fn number(digits: &str) -> String {
    IdNumber::with_check(digits).unwrap().as_str().to_owned()
}

fn person(key: u128, name: &str) -> Person {
    Person {
        key,
        name: name.into(),
        number: Some(number("35011119880214352")),
        phone: Some("13805912345".into()),
        birth: None,
        sex: None,
        region: VILLAGE.parse().unwrap(),
        home: None,
    }
}

fn bare(key: u128, name: &str) -> Person {
    Person { number: None, birth: Some((1988, 2, 14)), ..person(key, name) }
}

fn how(a: &Person, b: &Person, field: Field) -> How {
    weigh(a, b, 1_000_000).reasons.into_iter().find(|(f, _)| *f == field).unwrap().1
}

fn verdict(a: &Person, b: &Person) -> Option<Verdict> {
    let alone = weigh(a, b, 1_000_000).verdict();
    // Whether it is found at all is the keys' doing; among two people no frequency differs from what is taken for granted.
    let found = find(&[a.clone(), b.clone()]);
    assert_eq!(found.first().map(|pair| pair.verdict).is_some(), alone.is_some(), "{a:?} {b:?}");
    alone
}

#[test]
fn names_compare_as_people_mistake_them() {
    let pairs = [
        ("林秀英", "林秀英", How::Equal),
        ("古丽娜尔·买买提", "古丽娜尔买买提", How::Equal),
        ("Lin Xiuying", "lin xiuying", How::Equal),
        ("林秀英", "林秀瑛", How::SameSound),
        ("林秀英", "林秀音", How::SameSound),
        ("林秀英", "Lin Xiuying", How::SameSound),
        ("陈志明", "陈志朋", How::Alike),
        ("陈志明", "陈志强", How::OneCharacter),
        ("陈志明", "陈明", How::OneMissing),
        ("陈志明", "陈明志", How::Swapped),
        ("陈志明", "陈大伟", How::OtherGiven),
        ("陈志明", "林志明", How::OtherSurname),
        ("欧阳志明", "欧阳大伟", How::OtherGiven),
        ("陈伟", "陈强", How::OtherGiven),
        ("陈志明", "林大伟", How::Different),
        ("Anna Smith", "Anna Smiht", How::Swapped),
        ("Anna Smith", "Ana Smith", How::OneMissing),
        ("Anna Smith", "Boris Novak", How::Different),
        ("陈志明", "", How::Missing),
        ("陈志明", "123", How::Missing),
    ];
    for (a, b, expected) in pairs {
        for (a, b) in [(a, b), (b, a)] {
            assert_eq!(how(&person(1, a), &person(2, b), Field::Name), expected, "{a} {b}");
        }
    }
}

#[test]
fn numbers_compare_by_their_checksum() {
    let with = |number: &str| Person { number: Some(number.into()), ..person(2, "林秀英") };
    let mine = person(1, "林秀英");
    let text = mine.number.clone().unwrap();
    let wrong = |at: usize, digit: char| {
        text.char_indices().map(|(i, c)| if i == at { digit } else { c }).collect::<String>()
    };
    assert_eq!(how(&mine, &with(&text), Field::Number), How::Equal);
    assert_eq!(how(&mine, &with(&wrong(16, '3')), Field::Number), How::OneDigit);
    assert_eq!(how(&mine, &with(&wrong(9, '9')), Field::Number), How::OneDigit);
    let swapped = format!("{}{}{}{}", &text[..8], &text[9..10], &text[8..9], &text[10..]);
    if swapped != text {
        assert_eq!(how(&mine, &with(&swapped), Field::Number), How::Swapped);
    }
    // The next of a twin: a digit and the check differ, and both are right.
    assert_eq!(how(&mine, &with(&number("35011119880214354")), Field::Number), How::BothValid);
    assert_eq!(how(&mine, &with(&number("35011119790101123")), Field::Number), How::Different);
    assert_eq!(how(&mine, &with("350111197901011231"), Field::Number), How::Unsure);
    for none in ["", "123", "35011119880214352Z", "三五〇一一一"] {
        assert_eq!(how(&mine, &with(none), Field::Number), How::Missing, "{none}");
    }
}

#[test]
fn one_person_is_found_by_what_is_left() {
    let one = person(1, "林秀英");
    let text = one.number.clone().unwrap();
    let typo = |digit: &str| Some(format!("{}{digit}", &text[..17]));
    let new_phone = Some("18650001111".to_owned());
    let cases = [
        (
            "number mistyped, phone changed",
            Person { number: typo("0"), phone: new_phone.clone(), ..one.clone() },
        ),
        ("name by ear", Person { name: "林秀瑛".into(), ..one.clone() }),
        ("given name changed", Person { name: "林美珍".into(), phone: new_phone.clone(), ..one.clone() }),
        ("whole name changed", Person { name: "王美珍".into(), ..one.clone() }),
        ("no number, date told", Person { number: None, birth: Some((1988, 2, 14)), ..one.clone() }),
        ("no number, no date", Person { number: None, ..one.clone() }),
        (
            "moved and no number",
            Person {
                number: None,
                region: "350582001001".parse().unwrap(),
                birth: Some((1988, 2, 14)),
                ..one.clone()
            },
        ),
        (
            "phone mistyped",
            Person {
                number: None,
                birth: Some((1988, 2, 14)),
                phone: Some("13805912354".into()),
                ..one.clone()
            },
        ),
    ];
    for (what, other) in cases {
        assert!(verdict(&one, &Person { key: 2, ..other }).is_some(), "{what}");
    }
}

#[test]
fn two_people_are_left_alone() {
    let one = person(1, "陈志明");
    let phone = |text: &str| Some(text.to_owned());
    let twin =
        Person { number: Some(number("35011119880214354")), name: "陈志强".into(), ..person(2, "") };
    assert_eq!(verdict(&one, &twin), None, "twins with one phone");
    let bare_twin = |key, name: &str| Person { sex: Some(Sex::Male), ..bare(key, name) };
    assert_eq!(verdict(&bare_twin(1, "陈志明"), &bare_twin(2, "陈志强")), None, "twins without numbers");
    let child =
        Person { number: Some(number("35011120100301113")), name: "陈浩然".into(), ..person(2, "") };
    assert_eq!(verdict(&one, &child), None, "parent and child with one phone");
    let wife =
        Person { number: Some(number("35011119890505124")), name: "林秀英".into(), ..person(2, "") };
    assert_eq!(verdict(&one, &wife), None, "a couple with one phone");
    let bare_wife = Person { birth: None, ..bare(2, "林秀英") };
    assert_eq!(verdict(&one, &bare_wife), None, "a couple, nothing else known");
    let brother = Person {
        number: Some(number("35011119900811113")),
        name: "陈志强".into(),
        phone: phone("13805912346"),
        ..person(2, "")
    };
    assert_eq!(verdict(&one, &brother), None, "brothers, phones beside each other");
    let namesake = Person {
        number: Some(number("35011119880214991")),
        phone: phone("18650001111"),
        region: COUNTY.parse().unwrap(),
        ..person(2, "陈志明")
    };
    assert_eq!(verdict(&one, &namesake), None, "a namesake of one day and county with a number of their own");
    let stranger = Person { phone: None, ..bare(2, "陈志明") };
    let elsewhere = Person { region: "350902000000".parse().unwrap(), birth: None, ..stranger };
    assert_eq!(
        verdict(&bare(1, "陈志明"), &elsewhere),
        None,
        "a namesake elsewhere of whom nothing is known"
    );
}

#[test]
fn a_frequent_name_and_a_shared_phone_say_less() {
    let town = |name: &str, phone: &str, n: u128| Person {
        number: None,
        phone: Some(phone.into()),
        birth: None,
        region: COUNTY.parse().unwrap(),
        ..person(n, name)
    };
    // One phone of a clerk who registered thirty people: two of one name among them are no proof.
    let names = ["陈", "林", "黄", "张", "吴"]
        .map(|s| ["伟", "芳", "强", "丽", "军", "敏"].map(|g| format!("{s}{g}")));
    let mut all: Vec<Person> =
        (1..).zip(names.as_flattened()).map(|(n, name)| town(name, "13805912345", n)).collect();
    all.push(town("陈伟", "13805912345", 99));
    let of_clerk = find(&all);
    let own = find(&[town("陈伟", "13805912345", 1), town("陈伟", "13805912345", 99)]);
    assert!(own[0].score > of_clerk.first().map_or(f64::MIN, |pair| pair.score));
}

#[test]
fn a_smaller_population_keeps_the_bounds() {
    let plan = Plan { pairs: 20_000, traps: 2_000, singles: 40_000, ..PLAN };
    let world = population(90_210, plan);
    let found = find(&world.people);
    let (precision, recall) = report::rates(&world, &found, None);
    assert!(precision >= 0.99 && recall >= 0.95, "precision {precision:.4} recall {recall:.4}");
    let (sure, _) = report::rates(&world, &found, Some(Verdict::Same));
    assert!(sure >= 0.998, "what is said to be the same: {sure:.4}");
    assert!(found.is_sorted_by_key(|pair| (pair.a, pair.b)) && found.iter().all(|pair| pair.a < pair.b));
    assert!(found.iter().all(|pair| pair.score >= ASK && pair.reasons.len() == Field::ALL.len()));
}

#[test]
fn the_order_of_the_records_does_not_matter() {
    let plan = Plan { pairs: 400, traps: 40, singles: 800, ..PLAN };
    let mut people = population(5, plan).people;
    let found = find(&people);
    assert_eq!(found, find(&people));
    people.reverse();
    assert_eq!(found, find(&people));
    people.sort_by_key(|person| person.key.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    assert_eq!(found, find(&people));
}

fn anybody() -> impl Strategy<Value = Person> {
    let name = prop_oneof!["[陈林王欧阳志明伟秀英·a-z ]{0,5}", "\\PC{0,6}"];
    let number = proptest::option::of(prop_oneof!["[0-9]{17}[0-9X]", "\\PC{0,20}"]);
    let phone = proptest::option::of(prop_oneof!["1[3-9][0-9]{9}", "\\PC{0,12}"]);
    let birth = proptest::option::of((0..3000i32, 0..40u32, 0..50u32));
    let sex = proptest::option::of(prop_oneof![Just(Sex::Male), Just(Sex::Female)]);
    (name, number, phone, birth, sex, "[1-8][0-9]{11}").prop_map(
        |(name, number, phone, birth, sex, region)| Person {
            key: 1,
            name,
            number,
            phone,
            birth,
            sex,
            region: region.parse().unwrap(),
            home: None,
        },
    )
}

proptest! {
    #[test]
    fn whatever_is_written_is_compared_alike_from_both_sides(a in anybody(), b in anybody()) {
        let (there, back) = (weigh(&a, &b, 1000), weigh(&b, &a, 1000));
        prop_assert_eq!(&there.reasons, &back.reasons);
        prop_assert!((there.score - back.score).abs() < 1e-9 && there.score.is_finite());
    }

    #[test]
    fn a_full_record_is_itself(name in "[陈林王黄][志明伟秀英]{1,2}", day in 1..28u32, order in 0..999u32) {
        let digits = format!("350111198802{day:02}{order:03}");
        let one = Person { number: Some(number(&digits)), ..person(1, &name) };
        let two = Person { key: 2, ..one.clone() };
        prop_assert_eq!(verdict(&one, &two), Some(Verdict::Same));
    }

    #[test]
    fn one_wrong_digit_of_a_number_is_always_found(at in 0usize..18, add in 1u8..10) {
        let one = person(1, "林秀英");
        let mut text = one.number.clone().unwrap().into_bytes();
        text[at] = b'0' + (text[at].wrapping_sub(b'0') % 10 + add) % 10;
        let wrong = String::from_utf8(text).unwrap();
        prop_assume!(Some(&wrong) != one.number.as_ref());
        let other = Person { key: 2, number: Some(wrong), phone: None, ..one.clone() };
        prop_assert_eq!(verdict(&one, &other), Some(Verdict::Same));
    }
}
