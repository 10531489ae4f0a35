//! How often the search names the occupation that a coded list of real titles names. The list is not part of the
//! project and its codes are not certain, so the figure is printed, and only a collapse fails. The weights of titles
//! were learned from the same list: their figure here is in-sample and says nothing of titles not seen, which
//! `docs/titles.md` measures.

#[cfg(test)]
mod tests {
    use std::path::Path;

    use matching::{Occupations, Titles, near};

    #[test]
    fn coded_titles_are_found() {
        let Some(folder) = std::env::var_os("BANYAN_TEST_DATA") else {
            let _ = std::io::Write::write_fmt(
                &mut std::io::stderr(),
                format_args!("skipped: BANYAN_TEST_DATA names no folder\n"),
            );
            return;
        };
        let mut reader = csv::Reader::from_path(Path::new(&folder).join("job-titles-coded.csv")).unwrap();
        let all = Occupations::load();
        let [mut n, mut first, mut five, mut group] = [0_u32; 4];
        for row in reader.records() {
            let row = row.unwrap();
            let (title, code) = (&row[0], &row[1]);
            // A title coded to a whole group has no single right answer.
            if !all.get(code).is_some_and(|o| o.leaf) {
                continue;
            }
            let hits = all.suggest(title, 5);
            n += 1;
            first += u32::from(hits.first().is_some_and(|hit| hit.code == code));
            five += u32::from(hits.iter().any(|hit| hit.code == code));
            group += u32::from(hits.first().is_some_and(|hit| near(hit.code, code) >= 3));
        }
        let percent = |part: u32| f64::from(part) * 100.0 / f64::from(n.max(1));
        println!(
            "{n} titles: first {:.1} %, among five {:.1} %, first in the right group {:.1} %",
            percent(first),
            percent(five),
            percent(group)
        );
        assert!(percent(five) > 50.0);
    }

    #[test]
    fn the_shipped_weights_know_what_they_learned_from() {
        let Some(folder) = std::env::var_os("BANYAN_TEST_DATA") else {
            let _ = std::io::Write::write_fmt(
                &mut std::io::stderr(),
                format_args!("skipped: BANYAN_TEST_DATA names no folder\n"),
            );
            return;
        };
        let mut reader = csv::Reader::from_path(Path::new(&folder).join("job-titles-coded.csv")).unwrap();
        let titles = Titles::load().unwrap();
        let [mut n, mut first, mut five] = [0_u32; 3];
        for row in reader.records() {
            let row = row.unwrap();
            let found = titles.codes(&row[0], 5);
            n += 1;
            first += u32::from(found.first().is_some_and(|hit| hit.code == &row[1]));
            five += u32::from(found.iter().any(|hit| hit.code == &row[1]));
        }
        let percent = |part: u32| f64::from(part) * 100.0 / f64::from(n.max(1));
        println!("in_sample titles={n} first={:.1} five={:.1}", percent(first), percent(five));
        assert!(percent(first) > 70.0);
    }
}
