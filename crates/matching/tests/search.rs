//! What the search box must understand and how it completes.

#[allow(missing_docs)]
mod common;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use kernel::{Availability, Fen, PayUnit, RegionCode, Settlement};
    use matching::{Completion, CompletionKind, JobKind, Occupations, PartKind, Understood, Wishes};
    use proptest::prelude::*;

    use super::common::{places, search};

    /// `query`, tab, `key=value …`: what is not named must not be understood.
    const QUERIES: &str = include_str!("data/search-queries.tsv");

    fn slots(text: &str) -> Availability {
        let (days, shifts) = match text.split_once('.') {
            Some(both) => both,
            None if ["morning", "afternoon", "evening", "day"].contains(&text) => ("week", text),
            None => (text, "all"),
        };
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let day = |n: u8| match days {
            "week" => true,
            "weekday" => n < 5,
            "weekend" => n > 4,
            some => some.split(',').any(|name| name == names[usize::from(n)]),
        };
        let shift = |n: u8| match shifts {
            "all" => true,
            "day" => n < 2,
            one => one == ["morning", "afternoon", "evening"][usize::from(n)],
        };
        (0..7)
            .flat_map(|d| (0..3).map(move |s| (d, s)))
            .filter(|(d, s)| day(*d) && shift(*s))
            .map(|(d, s)| Availability::of_shift(d, s).unwrap())
            .fold(Availability::NONE, Availability::union)
    }

    fn wishes(text: &str) -> Wishes {
        text.split('+').fold(Wishes::NONE, |all, name| {
            all.with(match name {
                "no_experience" => Wishes::NO_EXPERIENCE,
                "meals" => Wishes::MEALS,
                "lodging" => Wishes::LODGING,
                "insurance" => Wishes::INSURANCE,
                _ => panic!("{name}"),
            })
        })
    }

    /// What differs from the expected reading.
    fn faults(found: &Understood, expected: &str) -> Vec<String> {
        let keys: Vec<(&str, &str)> = expected.split(' ').filter_map(|pair| pair.split_once('=')).collect();
        let get = |key: &str| keys.iter().find(|(k, _)| *k == key).map(|(_, value)| *value);
        let mut faults = Vec::new();
        let mut same = |key: &str, good: bool, got: String| {
            if !good {
                faults.push(format!("{key}: {:?}, got {got}", get(key)));
            }
        };
        let first = found.occupations.first().map(|meaning| meaning.code.as_str());
        let sure = found.parts.iter().any(|part| part.kind == PartKind::Occupation);
        same("occ", get("occ").map_or(!sure, |code| first == Some(code)), format!("{first:?}"));
        let place = found.place.first().map(RegionCode::prefix);
        same("place", place == get("place"), format!("{place:?}"));
        let yuan = |fen: Option<Fen>| fen.map_or(String::new(), Fen::yuan);
        let pay = found.pay.map(|p| format!("{}:{}:{}", p.unit, yuan(p.at_least), yuan(p.at_most)));
        same("pay", pay.as_deref() == get("pay"), format!("{pay:?}"));
        same("slots", found.slots == get("slots").map(slots), format!("{:?}", found.slots));
        let dates = found.dates.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
        same("dates", dates == get("dates").unwrap_or_default(), dates.clone());
        let settlement = found.settlement.map(Settlement::as_str);
        same("settle", settlement == get("settle"), format!("{settlement:?}"));
        let kind = found.kind.map(JobKind::as_str);
        same("kind", kind == get("kind"), format!("{kind:?}"));
        same("wish", found.wishes == get("wish").map_or(Wishes::NONE, wishes), format!("{:?}", found.wishes));
        let rest = found.rest.replace(' ', "_");
        same("rest", rest == get("rest").unwrap_or_default(), rest.clone());
        faults
    }

    #[test]
    fn queries_are_read_as_people_mean_them() {
        let lines: Vec<(&str, &str)> = QUERIES.lines().skip(1).filter_map(|l| l.split_once('\t')).collect();
        assert!(lines.len() >= 300);
        let wrong: Vec<String> = lines
            .iter()
            .map(|(query, expected)| (query, faults(&search().understand(query), expected)))
            .filter(|(_, faults)| !faults.is_empty())
            .map(|(query, faults)| format!("{query}: {}", faults.join("; ")))
            .collect();
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
    }

    fn texts(prefix: &str, limit: usize) -> Vec<String> {
        search().complete(prefix, limit).into_iter().map(|c| c.text).collect()
    }

    #[test]
    fn completion_goes_from_letters_to_the_word() {
        for (typed, expected) in [
            ("空调", "空调清洗"),
            ("清洗", "空调清洗"),
            ("kongt", "空调清洗"),
            ("ktqx", "空调清洗"),
            ("空调qx", "空调清洗"),
            ("kongtqx", "空调清洗"),
            ("kontiao", "空调清洗"),
            ("kongtioa", "空调清洗"),
            ("kontgiao", "空调清洗"),
            ("kongtao", "空调清洗"),
            ("koongtiao", "空调清洗"),
            ("kongtiso", "空调清洗"),
            ("changle", "长乐区"),
            ("zhangle", "长乐区"),
            ("xiamen", "厦门市"),
            ("shamen", "厦门市"),
            ("hujian", "福建省"),
            ("fuzhou", "福州市"),
            ("huzhou", "福州市"),
            ("anxi", "安溪县"),
            ("lvshi", "律师"),
            ("lüshi", "律师"),
            ("lushi", "律师"),
            ("yues", "月嫂"),
            ("rij", "日结"),
            ("周", "周末"),
            ("家正服务", "家政服务员"),
            ("政家服务员", "家政服务员"),
            ("家服务员", "家政服务员"),
            ("安溪ban", "搬运"),
            ("anxiban", "搬运"),
            ("安溪 搬", "搬运"),
            ("日结搬", "搬运"),
            ("电视", "修电视"),
            ("CNC", "CNC"),
        ] {
            let found = texts(typed, 12);
            let hit = found
                .iter()
                .any(|text| text == expected || (expected == "CNC" && text.to_uppercase().contains("CNC")));
            assert!(hit, "{typed}: {found:?}");
        }
        for typed in ["", " ", "安溪 ", "🍜", "，", "qqqqqqq"] {
            assert_eq!(texts(typed, 5), [""; 0], "{typed}");
        }
        for (typed, first) in
            [("搬", "搬运"), ("bao", "保洁"), ("gulou", "鼓楼区"), ("月", "月嫂"), ("安溪", "安溪县")]
        {
            assert_eq!(texts(typed, 1), [first], "{typed}");
        }
    }

    #[test]
    fn exact_comes_before_alike_and_alike_before_a_slip() {
        let exact = texts("chang", 50);
        assert!(exact.iter().any(|text| text == "长乐区"));
        let at = |list: &[String], text: &str| list.iter().position(|t| t == text);
        let both = texts("fuj", 200);
        assert!(at(&both, "福建省") < at(&both, "壶江村") || at(&both, "壶江村").is_none());
        let range = &search().complete("安溪 ban", 1)[0].range;
        assert_eq!(range, &("安溪 ".len().."安溪 ban".len()));
    }

    #[test]
    fn every_everyday_word_is_understood_and_completes_to_itself() {
        const EVERYDAY: &str = include_str!("../../../data/everyday-words.csv");
        for (word, code) in EVERYDAY.lines().skip(1).filter_map(|line| line.split_once(',')) {
            let found = search().understand(word);
            let known = found.occupations.iter().any(|meaning| meaning.code == code);
            assert!(known && found.rest.is_empty(), "{word}: {found:?}");
            assert_eq!(texts(word, 1), [word]);
        }
    }

    #[test]
    fn every_place_is_found_by_its_name() {
        for place in places().iter().filter(|place| place.level <= kernel::Level::Township) {
            let found = search().understand(&place.name);
            assert!(found.place.contains(&place.code), "{}: {found:?}", place.name);
            assert_eq!(found.rest, "", "{}", place.name);
        }
    }

    #[test]
    fn only_sixty_characters_are_read() {
        let long = format!("{}月嫂", "、".repeat(60));
        assert_eq!(search().understand(&long), Understood::default());
        let megabyte = "搬运".repeat(200_000);
        assert!(search().understand(&megabyte).parts.iter().all(|part| part.range.end <= 180));
        let _ = search().complete(&megabyte, 10);
    }

    /// Texts of what people type and of anything.
    fn text() -> impl Strategy<Value = String> {
        let words = proptest::sample::select(vec![
            "月嫂",
            "搬运",
            "安溪",
            "鼓楼",
            "日结",
            "周末",
            "200",
            "以上",
            "一小时",
            "25",
            "元",
            "/",
            "时",
            " ",
            "到",
            "-",
            "k",
            "banyun",
            "anxi",
            "ktqx",
            "qx",
            "zh",
            "ng",
            "服务",
            "家正",
            "东山",
            "村",
            "，",
            "８",
            "電",
            "ü",
            "🍜",
            "\u{200b}",
            "周一",
            "至",
            "周五",
            "长",
            "的",
            "CNC",
            "5000",
            "8千",
            "一",
            "百",
            "%",
            "岁",
            "名",
        ]);
        prop_oneof![
            proptest::collection::vec(words, 0..12).prop_map(|words| words.concat()),
            "[a-z]{0,20}",
            "\\PC{0,70}",
            any::<String>(),
        ]
    }

    fn sound(text: &str, found: &[Completion]) -> Result<(), TestCaseError> {
        let mut seen = BTreeSet::new();
        for completion in found {
            prop_assert!(text.get(completion.range.clone()).is_some_and(|part| !part.is_empty()));
            prop_assert!(seen.insert(&completion.text), "twice: {}", completion.text);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn parts_are_ordered_apart_and_on_characters(text in text()) {
            let found = search().understand(&text);
            prop_assert_eq!(&found, &search().understand(&text));
            let mut end = 0;
            for part in &found.parts {
                prop_assert!(part.range.start >= end && part.range.end > part.range.start);
                prop_assert!(text.get(part.range.clone()).is_some());
                end = part.range.end;
            }
            let has = |kind| found.parts.iter().any(|part| part.kind == kind);
            prop_assert_eq!(has(PartKind::Rest), !found.rest.is_empty());
            prop_assert_eq!(has(PartKind::Pay), found.pay.is_some());
            prop_assert_eq!(has(PartKind::Place), !found.place.is_empty());
            prop_assert!(!has(PartKind::Occupation) || !found.occupations.is_empty());
            let sorted = |a: &matching::Meaning, b: &matching::Meaning| {
                a.weight > b.weight || a.weight == b.weight && a.code < b.code
            };
            prop_assert!(found.occupations.is_sorted_by(sorted));
            prop_assert!(found.occupations.iter().all(|m| Occupations::load().get(&m.code).is_some()));
            if let Some(pay) = found.pay {
                let limit = pay.unit.limit();
                prop_assert!(pay.at_least.is_some() || pay.at_most.is_some());
                prop_assert!(pay.at_least.is_none_or(|fen| fen > Fen::ZERO && fen <= limit));
                prop_assert!(pay.at_most.is_none_or(|fen| fen <= limit && pay.at_least.is_none_or(|least| least <= fen)));
            }
            prop_assert!(found.slots.is_none_or(|slots| !slots.is_empty()));
        }

        #[test]
        fn completions_are_distinct_stable_and_a_prefix_of_more(text in text(), limit in 0..20_usize) {
            let found = search().complete(&text, limit);
            sound(&text, &found)?;
            prop_assert!(found.len() <= limit);
            prop_assert_eq!(&found[..], &search().complete(&text, 40)[..found.len()]);
        }

        #[test]
        fn a_completion_completes_to_itself_and_is_understood(text in text(), pick in 0..8_usize) {
            let found = search().complete(&text, 8);
            let Some(one) = found.get(pick) else { return Ok(()) };
            let again = search().complete(&one.text, 1);
            prop_assert_eq!(again.first().map(|c| &c.text), Some(&one.text));
            let read = search().understand(&one.text);
            match &one.kind {
                CompletionKind::Occupation(code) => {
                    prop_assert!(read.occupations.iter().any(|m| m.code == *code), "{} {:?}", one.text, read);
                }
                CompletionKind::Place(code) => prop_assert!(read.place.contains(code), "{} {:?}", one.text, read),
                CompletionKind::Word => prop_assert_eq!(read.rest, ""),
            }
        }
    }

    #[test]
    fn units_follow_from_amount_and_settlement() {
        let unit = |text: &str| search().understand(text).pay.map(|pay| (pay.unit, pay.unit_said));
        for (text, expected) in [
            ("40以上", PayUnit::Hour),
            ("150以上", PayUnit::Day),
            ("3000以上", PayUnit::Month),
            ("日结 2000", PayUnit::Day),
            ("日结 20以上", PayUnit::Hour),
        ] {
            assert_eq!(unit(text), Some((expected, false)), "{text}");
        }
        assert_eq!(unit("一天2000"), Some((PayUnit::Day, true)));
    }
}
