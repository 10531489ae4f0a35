//! How often the search box reads a coded list of real titles as the list does, typed in characters, in pinyin and in
//! initials. The list is not part of the project and its codes are not certain, so the figures are printed, and only
//! a collapse fails.

#[allow(missing_docs)]
mod common;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use matching::{Occupations, near};
    use pinyin::ToPinyin;

    use super::common::search;

    const READINGS: &str = include_str!("../../../data/search/readings.csv");

    /// The title as it is typed: each character by its true reading, or the first letter of it.
    fn typed(title: &str, initials: bool) -> String {
        let table: BTreeMap<&str, &str> = READINGS.lines().filter_map(|line| line.split_once(',')).collect();
        let chars: Vec<char> = title.chars().collect();
        let mut out = String::new();
        let mut at = 0;
        while at < chars.len() {
            let word = |length: usize| chars.get(at..at + length).map(|w| w.iter().collect::<String>());
            let known = (1..=4).rev().find_map(|n| Some((n, *table.get(word(n)?.as_str())?)));
            let (length, reading) = match known {
                Some((length, reading)) => (length, reading.to_owned()),
                None => {
                    (1, chars[at].to_pinyin().map_or(chars[at].to_string(), |p| p.plain().replace('ü', "v")))
                }
            };
            for sound in reading.split(' ') {
                out.extend(sound.chars().take(if initials { 1 } else { usize::MAX }));
            }
            at += length;
        }
        out
    }

    #[test]
    fn coded_titles_are_understood() {
        let Some(folder) = std::env::var_os("BANYAN_TEST_DATA") else {
            let _ = std::io::Write::write_fmt(
                &mut std::io::stderr(),
                format_args!("skipped: BANYAN_TEST_DATA names no folder\n"),
            );
            return;
        };
        let mut reader = csv::Reader::from_path(Path::new(&folder).join("job-titles-coded.csv")).unwrap();
        let leaf = |code: &str| Occupations::load().get(code).is_some_and(|o| o.leaf);
        let rows: Vec<_> = reader.records().map(Result::unwrap).filter(|row| leaf(&row[1])).collect();
        let step = rows.len() / 300;
        let sample: Vec<_> = rows.iter().step_by(step.max(1)).take(300).collect();
        let alone = sample.iter().filter(|row| {
            let found = Occupations::load().suggest(&row[0], 1);
            found.first().is_some_and(|hit| *hit.code == row[1])
        });
        println!("suggest without the box: first={:.1}", alone.count() as f64 * 100.0 / sample.len() as f64);
        for (name, initials) in [("characters", None), ("pinyin", Some(false)), ("initials", Some(true))] {
            let [mut first, mut five, mut group, mut any] = [0_u32; 4];
            for row in &sample {
                let text = initials.map_or(row[0].to_owned(), |initials| typed(&row[0], initials));
                let found = search().understand(&text).occupations;
                let hit = found.first();
                first += u32::from(hit.is_some_and(|m| m.code == row[1]));
                group += u32::from(hit.is_some_and(|m| near(&m.code, &row[1]) >= 3));
                five += u32::from(found.iter().take(5).any(|m| m.code == row[1]));
                any += u32::from(hit.is_some());
            }
            let percent = |part: u32| f64::from(part) * 100.0 / sample.len() as f64;
            println!(
                "{name}: titles={} answered={:.1} first={:.1} five={:.1} first_group={:.1}",
                sample.len(),
                percent(any),
                percent(first),
                percent(five),
                percent(group)
            );
            let floor = match initials {
                None => 50.0,
                Some(false) => 25.0,
                Some(true) => 0.0,
            };
            assert!(percent(five) >= floor, "{name}");
        }
    }
}
