//! What the classification and the search over it must hold.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use matching::{Occupations, near};
    use proptest::prelude::*;

    const EVERYDAY: &str = include_str!("../../../data/everyday-words.csv");

    fn everyday() -> Vec<(&'static str, &'static str)> {
        EVERYDAY.lines().skip(1).map(|line| line.split_once(',').unwrap()).collect()
    }

    fn top(text: &str) -> Option<&'static str> {
        Occupations::load().find(text, 1).first().map(|hit| hit.code)
    }

    #[test]
    fn the_classification_is_whole() {
        let all = Occupations::load();
        let level = |n| all.all().filter(|o| o.level == n).count();
        assert_eq!([level(1), level(2), level(3), level(4)], [8, 72, 335, 1632]);
        for occupation in all.all() {
            assert!(!occupation.name.is_empty() && !occupation.name.ends_with(['L', 'S', '/', ' ']));
            assert!(
                occupation.aliases.iter().all(|alias| alias.trim() == alias && *alias != occupation.name)
            );
            assert_eq!(occupation.leaf, occupation.level == 4 && all.children(&occupation.code).is_empty());
        }
        let both = all.get("2-02-02-01").unwrap();
        assert!(both.digital && both.green);
        let green = all.get("4-09-08-01").unwrap();
        assert!(green.green && !green.digital);
    }

    #[test]
    fn every_occupation_is_reached_once_from_the_top() {
        let all = Occupations::load();
        let mut reached = BTreeSet::new();
        let mut open = vec![String::new()];
        while let Some(code) = open.pop() {
            for child in all.children(&code) {
                assert!(reached.insert(&child.code), "{} twice", child.code);
                open.push(child.code.clone());
            }
        }
        assert_eq!(reached.len(), all.all().count());
        assert_eq!(all.children("").len(), 8);
        assert!(all.children("4-10-01-06").is_empty() && all.children("9").is_empty());
    }

    #[test]
    fn everyday_words_are_unique_and_mean_an_occupation() {
        let words = everyday();
        assert!(words.len() >= 400);
        assert_eq!(words.iter().map(|(word, _)| word).collect::<BTreeSet<_>>().len(), words.len());
        for (word, code) in words {
            assert!(Occupations::load().get(code).is_some_and(|o| o.leaf), "{word} {code}");
        }
    }

    #[test]
    fn every_everyday_word_finds_what_it_means() {
        for (word, code) in everyday() {
            assert_eq!(top(word), Some(code), "{word}");
        }
    }

    #[test]
    fn every_name_finds_its_occupation() {
        let all = Occupations::load();
        for occupation in all.all().filter(|o| o.leaf) {
            let first = top(&occupation.name).unwrap();
            let said = everyday().iter().any(|(word, _)| *word == occupation.name);
            // Two occupations may share a name, and an everyday word may be another's name.
            assert!(said || all.get(first).unwrap().name == occupation.name, "{}", occupation.name);
        }
    }

    #[test]
    fn a_messy_title_finds_the_word_in_it() {
        for (title, code) in [
            ("急招！月嫂（住家）8000-12000元", "4-10-01-06"),
            ("找个水电工修一下", "6-31-01-03"),
            ("今天下午要一个跑腿的", "4-10-08-01"),
            ("高薪诚聘客房服务员5名 包吃住", "4-03-01-02"),
            ("周末发传单 日结150", "4-01-02-01"),
            ("月嫂招聘", "4-10-01-06"),
            ("招聘专员", "4-07-03-08"),
            ("春茶采茶工，会摇青优先", "5-01-02-02"),
            ("ＣＮＣ数控操机", "6-18-01-07"),
        ] {
            let hits = Occupations::load().suggest(title, 5);
            assert_eq!(hits.first().map(|hit| hit.code), Some(code), "{title}");
        }
    }

    #[test]
    fn nonsense_and_nothing_find_nothing() {
        for text in
            ["", "   ", "，。！", "12345", "qwrtzx", "龘靐齉", "天上月亮真圆呀", "lorem ipsum dolor", "🍜🍜"]
        {
            assert_eq!(Occupations::load().find(text, 5), [], "{text}");
            assert_eq!(Occupations::load().suggest(text, 5), [], "{text}");
        }
        assert_eq!(Occupations::load().find("月嫂", 0), []);
    }

    #[test]
    fn what_lies_beyond_sixty_characters_is_not_read() {
        let long = format!("{}水电工", "qz ".repeat(5_000));
        assert_eq!(Occupations::load().find(&long, 5), []);
        let long = format!("水电工 {}", "月嫂".repeat(5_000));
        let hits = Occupations::load().find(&long, 2_000);
        assert!(hits.iter().any(|hit| hit.code == "6-31-01-03"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn answers_are_ordered_distinct_and_a_prefix_of_longer_ones(
            text in "[月嫂水电工服务员洗碗a-c 0-9！]{0,12}|\\PC{0,80}",
            limit in 0..30usize,
        ) {
            let all = Occupations::load();
            let hits = all.find(&text, limit);
            prop_assert!(hits.len() <= limit);
            prop_assert!(hits.is_sorted_by(|a, b| a.score > b.score || a.score == b.score && a.code < b.code));
            prop_assert!(hits.iter().all(|hit| hit.score > 0 && all.get(hit.code).is_some_and(|o| o.leaf)));
            prop_assert_eq!(&hits[..], &all.find(&text, 100)[..hits.len()]);
        }

        #[test]
        fn nearness_is_symmetric_and_four_only_for_the_same(a in 0..2047usize, b in 0..2047usize) {
            let codes: Vec<_> = Occupations::load().all().map(|o| o.code.as_str()).collect();
            let (a, b) = (codes[a % codes.len()], codes[b % codes.len()]);
            prop_assert_eq!(near(a, b), near(b, a));
            prop_assert_eq!(near(a, b) == 4, a == b);
        }
    }
}
