//! What must hold of the rule whatever the facts are, and the bounds of each ledger by example.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on has failed")]

use kernel::{Micros, from_civil};
use ledger::{Day, Fact, Group, How, Kind, Standing, history, ledgers, stand};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn fact(kind: Kind, value: &str, from: &str, to: Option<&str>) -> Fact {
    let id = format!("{kind}.{value}.{from}");
    Fact { id, kind, value: value.to_owned(), from: day(from), to: to.map(day), at: Micros(0) }
        .checked()
        .unwrap()
}

fn standing(group: Group, facts: &[Fact], on: &str) -> Standing {
    stand(group.entry().unwrap(), facts, day(on)).standing
}

/// Facts that have to do with each other: few kinds, days close together.
fn some_facts() -> impl Strategy<Value = Vec<Fact>> {
    let one =
        (0..Kind::ALL.len(), any::<prop::sample::Index>(), 0i64..2_000, 1i64..900, any::<bool>(), 0i64..9);
    prop::collection::vec(one, 0..9).prop_map(|drawn| {
        type Drawn = (usize, (usize, prop::sample::Index, i64, i64, bool, i64));
        let fact = |(at, (kind, value, from, length, open, written)): Drawn| {
            let kind = Kind::ALL[kind];
            let values = kind.values();
            // Born long before the rest happens.
            let from = if kind == Kind::Born { 2_000 + from * 5 } else { 18_262 + from };
            let to = (kind.shape() == ledger::Shape::Period && !open).then(|| Day(from + length));
            Fact {
                id: format!("{at:02}"),
                kind,
                value: values[value.index(values.len())].to_owned(),
                from: Day(from),
                to,
                at: Micros(written),
            }
        };
        drawn.into_iter().enumerate().map(fact).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// No turn is missed: on any day the rule asked by itself says what the stretch around that day says.
    #[test]
    fn history_is_what_each_day_says(facts in some_facts(), days in prop::collection::vec(0i64..23_000, 20)) {
        for entry in ledgers() {
            let all = history(entry, &facts);
            prop_assert!(all[0].from.is_none() && all[all.len() - 1].to.is_none());
            for pair in all.windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
                prop_assert!(pair[0].standing != pair[1].standing);
            }
            // Every turn and the day before it, besides the days that were drawn.
            let turns = all.iter().filter_map(|one| one.from).flat_map(|day| [day, day.later(-1)]);
            for day in turns.chain(days.iter().map(|day| Day(*day))) {
                let said = stand(entry, &facts, day);
                let here = all.iter().find(|one| {
                    one.from.is_none_or(|from| from <= day) && one.to.is_none_or(|to| day < to)
                });
                let here = here.unwrap();
                prop_assert_eq!(said.standing, here.standing, "{} {}", entry.group, day);
                prop_assert_eq!((said.since, said.until), (here.from, here.to));
            }
        }
    }

    /// In which order facts were written down or are read says nothing.
    #[test]
    fn the_order_of_facts_says_nothing(facts in some_facts(), on in 18_000i64..22_000, turn in 0usize..9) {
        let mut other = facts.clone();
        other.reverse();
        let middle = turn.min(other.len());
        other.rotate_left(middle);
        for entry in ledgers() {
            prop_assert_eq!(stand(entry, &facts, Day(on)), stand(entry, &other, Day(on)));
        }
    }

    /// What cannot be told names what is lacking, and once all of that is known it can be told.
    #[test]
    fn what_cannot_be_told_can_be_once_what_is_lacking_is_known(facts in some_facts(), on in 18_262i64..21_000) {
        for entry in ledgers() {
            let mut facts = facts.clone();
            for round in 0.. {
                let said = stand(entry, &facts, Day(on));
                if said.standing != Standing::Unclear {
                    break;
                }
                prop_assert!(!said.reasons.is_empty() && round <= Kind::ALL.len());
                for reason in said.reasons {
                    prop_assert_eq!(reason.how, How::Missing);
                    let value = reason.kind.values()[0].to_owned();
                    let id = format!("more.{}", reason.kind);
                    facts.push(Fact { id, kind: reason.kind, value, from: Day(0), to: None, at: Micros(99) });
                }
            }
        }
    }

    /// A fact of which a ledger never speaks moves nobody in it.
    #[test]
    fn a_need_moves_nobody(facts in some_facts(), on in 18_262i64..21_000) {
        let fewer: Vec<Fact> = facts.iter().filter(|fact| fact.kind != Kind::Need).cloned().collect();
        for entry in ledgers() {
            prop_assert_eq!(stand(entry, &facts, Day(on)), stand(entry, &fewer, Day(on)));
        }
    }

    #[test]
    fn days_read_back_and_months_keep_the_day(n in 0i64..80_000, months in 0i64..600) {
        let day = Day(n);
        prop_assert_eq!(day.to_string().parse::<Day>().unwrap(), day);
        prop_assert_eq!(Day::of(day.start()), day);
        let later = day.months_later(months);
        prop_assert!(later >= day);
        let (from, to) = (day.to_string(), later.to_string());
        prop_assert!(to[8..] <= from[8..], "{from} {to}");
        let (year, month, ..) = kernel::civil(day.start());
        let (later_year, later_month, ..) = kernel::civil(later.start());
        let count = |year: i32, month: u32| i64::from(year) * 12 + i64::from(month);
        prop_assert_eq!(count(later_year, later_month) - count(year, month), months);
    }
}

#[test]
fn a_day_is_that_of_china_and_nothing_else_is_read() {
    assert_eq!(Day::of(from_civil(2026, 3, 3, 0, 0).unwrap()), day("2026-03-03"));
    assert_eq!(Day::of(from_civil(2026, 3, 2, 23, 59).unwrap()), day("2026-03-02"));
    assert_eq!(day("2024-02-29").months_later(12), day("2025-02-28"));
    assert_eq!(day("2026-01-31").months_later(1), day("2026-02-28"));
    for text in ["2026-2-3", "2026-02-30", "2026/02/03", "26-02-03", "2026-02-03 ", "", "2026-02-03-04"] {
        assert!(text.parse::<Day>().is_err(), "{text}");
    }
}

#[test]
fn of_whom_nothing_is_known_is_in_no_ledger() {
    for entry in ledgers() {
        assert_eq!(stand(entry, &[], day("2026-03-03")).standing, Standing::Out, "{}", entry.group);
    }
}

#[test]
fn registered_unemployed_from_the_day_of_sixteen_until_employed() {
    let born = fact(Kind::Born, "female", "2010-03-01", None);
    let lost = fact(Kind::Unemployed, "yes", "2026-01-10", None);
    let facts = [born.clone(), lost.clone()];
    // A year is full on the day after the birthday.
    assert_eq!(standing(Group::Unemployed, &facts, "2026-03-01"), Standing::Out);
    assert_eq!(standing(Group::Unemployed, &facts, "2026-03-02"), Standing::In);
    assert_eq!(standing(Group::Unemployed, std::slice::from_ref(&lost), "2026-03-02"), Standing::Unclear);
    let missing =
        stand(Group::Unemployed.entry().unwrap(), std::slice::from_ref(&lost), day("2026-03-02")).reasons;
    assert_eq!((missing[0].how, missing[0].kind), (How::Missing, Kind::Born));
    let work = fact(Kind::Employed, "yes", "2026-05-01", Some("2026-09-01"));
    let facts = [born, lost, work];
    let all = history(Group::Unemployed.entry().unwrap(), &facts);
    let turns: Vec<String> = all.iter().filter_map(|one| one.from).map(|day| day.to_string()).collect();
    assert_eq!(turns, ["2026-03-02", "2026-05-01", "2026-09-01"]);
}

#[test]
fn a_certificate_counts_while_it_lasts_and_the_grade_that_came_last() {
    let born = fact(Kind::Born, "male", "1980-06-15", None);
    let grade = fact(Kind::Disability, "3", "2020-01-01", Some("2026-01-01"));
    let facts = [born.clone(), grade.clone()];
    assert_eq!(standing(Group::Disabled, &facts, "2025-12-31"), Standing::In);
    assert_eq!(standing(Group::Disabled, &facts, "2026-01-01"), Standing::Out);
    let over = stand(Group::Disabled.entry().unwrap(), &facts, day("2026-01-01")).reasons;
    assert_eq!((over[0].how, over[0].kind), (How::Over, Kind::Disability));
    let none = fact(Kind::Disability, "no", "2024-01-01", None);
    assert_eq!(standing(Group::Disabled, &[born, grade, none], "2025-01-01"), Standing::Out);
}

#[test]
fn difficulty_is_age_by_sex_or_a_hard_household_or_twelve_months() {
    let lost = fact(Kind::Unemployed, "yes", "2025-03-01", None);
    let of = |sex: &str, born: &str, more: &[Fact], on: &str| {
        let facts = [&[lost.clone(), fact(Kind::Born, sex, born, None)], more].concat();
        standing(Group::Difficulty, &facts, on)
    };
    assert_eq!(of("male", "1980-01-01", &[], "2025-06-01"), Standing::Unclear, "who knows of the household");
    let no = |kind| fact(kind, "no", "2020-01-01", None);
    let plain = [no(Kind::Disability), no(Kind::LowIncome), no(Kind::LandLost), no(Kind::ZeroEmployment)];
    assert_eq!(of("male", "1980-01-01", &plain, "2025-06-01"), Standing::Out);
    assert_eq!(of("female", "1980-01-01", &plain, "2025-06-01"), Standing::In);
    assert_eq!(
        of("male", "1980-01-01", &[fact(Kind::LowIncome, "yes", "2025-01-01", None)], "2025-06-01"),
        Standing::In
    );
    assert_eq!(of("male", "1980-01-01", &plain, "2026-02-28"), Standing::Out);
    assert_eq!(of("male", "1980-01-01", &plain, "2026-03-01"), Standing::In, "twelve months");
}

#[test]
fn twelve_months_are_without_a_break() {
    let first = fact(Kind::Unemployed, "yes", "2025-01-01", Some("2025-07-01"));
    let gap = fact(Kind::Unemployed, "yes", "2025-07-02", None);
    let whole = fact(Kind::Unemployed, "yes", "2025-07-01", None);
    assert_eq!(standing(Group::LongTerm, &[first.clone(), gap], "2026-01-01"), Standing::Out);
    assert_eq!(standing(Group::LongTerm, &[first.clone(), whole.clone()], "2025-12-31"), Standing::Out);
    assert_eq!(standing(Group::LongTerm, &[first, whole], "2026-01-01"), Standing::In);
}

#[test]
fn graduates_for_two_years_and_registered_youth() {
    let left = fact(Kind::Graduated, "bachelor", "2025-06-30", None);
    assert_eq!(standing(Group::Graduates, std::slice::from_ref(&left), "2025-07-01"), Standing::Unclear);
    let idle = fact(Kind::Employed, "no", "2025-06-30", None);
    assert_eq!(standing(Group::Graduates, &[left.clone(), idle.clone()], "2027-06-29"), Standing::In);
    assert_eq!(standing(Group::Graduates, &[left.clone(), idle], "2027-06-30"), Standing::Out);
    let works = fact(Kind::Employed, "yes", "2025-09-01", None);
    assert_eq!(standing(Group::Graduates, &[left, works], "2025-10-01"), Standing::Out);
    let youth =
        [fact(Kind::Unemployed, "yes", "2026-01-01", None), fact(Kind::Born, "male", "1990-05-01", None)];
    // Thirty-five until the day after the thirty-sixth birthday.
    assert_eq!(standing(Group::Graduates, &youth, "2026-05-01"), Standing::In);
    assert_eq!(standing(Group::Graduates, &youth, "2026-05-02"), Standing::Out);
}

#[test]
fn veterans_migrants_and_domestic_workers() {
    let left = fact(Kind::Discharged, "yes", "2020-12-01", None);
    assert_eq!(standing(Group::Veterans, std::slice::from_ref(&left), "2020-11-30"), Standing::Out);
    assert_eq!(standing(Group::Veterans, std::slice::from_ref(&left), "2040-01-01"), Standing::In);
    let pension = fact(Kind::Pension, "yes", "2030-01-01", None);
    assert_eq!(standing(Group::Veterans, &[left, pension], "2040-01-01"), Standing::Out);
    let away = [
        fact(Kind::Born, "male", "1990-01-01", None),
        fact(Kind::Away, "yes", "2025-09-03", None),
        fact(Kind::Household, "rural", "1990-01-01", None),
    ];
    assert_eq!(standing(Group::Migrant, &away, "2026-03-02"), Standing::Out);
    assert_eq!(standing(Group::Migrant, &away, "2026-03-03"), Standing::In);
    assert_eq!(standing(Group::Migrant, &away[..2], "2026-03-03"), Standing::Unclear);
    let works = fact(Kind::Domestic, "yes", "2026-01-01", Some("2026-02-01"));
    assert_eq!(standing(Group::Domestic, std::slice::from_ref(&works), "2026-01-31"), Standing::In);
    assert_eq!(standing(Group::Domestic, &[works], "2026-02-01"), Standing::Out);
}

#[test]
fn who_was_let_go_comes_back_by_what_begins_afterwards() {
    let left = fact(Kind::Discharged, "yes", "2020-12-01", None);
    let gone = fact(Kind::Released, "veterans", "2026-01-01", None);
    let facts = [left, gone];
    assert_eq!(standing(Group::Veterans, &facts, "2025-12-31"), Standing::In);
    assert_eq!(standing(Group::Veterans, &facts, "2026-01-01"), Standing::Out);
    let why = stand(Group::Veterans.entry().unwrap(), &facts, day("2026-06-01")).reasons;
    assert_eq!(why[0].how, How::LetGo);
    let again = fact(Kind::Discharged, "yes", "2026-07-01", None);
    let facts = [&facts[..], &[again]].concat();
    assert_eq!(standing(Group::Veterans, &facts, "2026-06-30"), Standing::Out);
    assert_eq!(standing(Group::Veterans, &facts, "2026-07-01"), Standing::In);
}

#[test]
fn a_fact_says_only_what_its_kind_can() {
    let of = |kind, value: &str, from: &str, to: Option<&str>| {
        let fact = Fact {
            id: String::new(),
            kind,
            value: value.to_owned(),
            from: day(from),
            to: to.map(day),
            at: Micros(0),
        };
        fact.checked().unwrap_err().code
    };
    assert_eq!(of(Kind::Disability, "5", "2026-01-01", None), "fact.value");
    assert_eq!(of(Kind::Disability, "1", "2026-01-01", Some("2026-01-01")), "fact.order");
    assert_eq!(of(Kind::Graduated, "master", "2026-01-01", Some("2027-01-01")), "fact.no_end");
    assert_eq!(of(Kind::Employed, "yes", "1899-12-31", None), "fact.day");
}
