//! What the coding of titles must hold: the shipped weights, files in and out, learning anew.

#[cfg(test)]
mod tests {
    use matching::{Occupations, Titles, code_titles};
    use proptest::prelude::*;

    /// Made-up titles and the code that the shipped weights put first.
    const GOLDEN: &str = include_str!("titles_golden.csv");

    fn titles() -> &'static Titles {
        Titles::load().unwrap()
    }

    fn coded(input: &[u8]) -> Result<String, kernel::Error> {
        let mut out = Vec::new();
        code_titles(input, &mut out, titles())?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn made_up_titles_get_the_codes_written_down() {
        let mut rows = 0;
        for line in GOLDEN.lines().skip(1) {
            let (title, codes) = line.split_once(',').unwrap();
            let found = titles().codes(title, 3).iter().map(|hit| hit.code).collect::<Vec<_>>().join(" ");
            assert_eq!(found, codes, "{title}");
            rows += 1;
        }
        assert!(rows >= 20, "{rows} golden titles");
    }

    #[test]
    fn groups_are_among_the_codes() {
        let all = Occupations::load();
        let first = |title| titles().codes(title, 1)[0].code;
        assert!(GOLDEN.lines().skip(1).any(|line| {
            let title = line.split_once(',').unwrap().0;
            all.get(first(title)).unwrap().level < 4
        }));
    }

    #[test]
    fn what_is_written_is_read_and_damage_is_refused() {
        let all = Occupations::load();
        let coded = [
            ("洗碗阿姨", "4-03-02-05"),
            ("洗碗", "4-03-02-05"),
            ("焊工师傅", "6-18-02-04"),
            ("焊工", "6-18-02-04"),
            ("谁", "9-99"),
        ];
        let coded = coded.map(|(title, code)| (title.to_owned(), code.to_owned()));
        let small = Titles::train(&coded, all);
        let bytes = small.write();
        assert_eq!(bytes, Titles::train(&coded, all).write(), "the same bits");
        assert_eq!(small.codes("焊工", 1)[0].code, "6-18-02-04");
        let read = Titles::read(&bytes, all).unwrap();
        assert_eq!(read.write(), bytes);
        assert_eq!(read.codes("洗碗工", 5), small.codes("洗碗工", 5));
        for length in (0..bytes.len()).step_by(997).chain([bytes.len() - 1]) {
            assert_eq!(Titles::read(&bytes[..length], all).unwrap_err().code, "titles.weights");
        }
        let longer = [&bytes[..], b"x"].concat();
        assert_eq!(Titles::read(&longer, all).unwrap_err().code, "titles.weights");
    }

    #[test]
    fn a_file_keeps_every_column_and_gains_five() {
        let out =
            coded("\u{feff}id,job_name,note\r\n1,焊工,\"a,\"\"b\"\"\"\r\n2,,\r\n3,\" \",x\r\n".as_bytes())
                .unwrap();
        let lines = out.lines().collect::<Vec<_>>();
        assert_eq!(lines[0], "id,job_name,note,code1,code2,code3,code4,code5");
        assert!(lines[1].starts_with("1,焊工,\"a,\"\"b\"\"\",6-18-02-04,"), "{}", lines[1]);
        assert_eq!(lines[1].matches('-').count(), 15);
        assert_eq!(lines[2..], ["2,,,,,,,", "3, ,x,,,,,"]);
    }

    #[test]
    fn a_mark_before_quotes_and_a_last_column_do_no_harm() {
        assert!(coded("\u{feff}\"job_name\"\n保安\n".as_bytes()).unwrap().starts_with("job_name,code1"));
        assert!(coded(b"a,job_name\n").unwrap().ends_with("code5\n"));
        let long = format!("job_name\n{}\n", "招聘水电工".repeat(70_000));
        let out = coded(long.as_bytes()).unwrap();
        assert!(out.len() > long.len() + 50);
    }

    #[test]
    fn each_fault_has_its_code() {
        let code = |input: &[u8]| coded(input).unwrap_err().code;
        assert_eq!(code(b""), "titles.column");
        assert_eq!(code(b"title\nx\n"), "titles.column");
        assert_eq!(code(b"a,job_name\nx\n"), "titles.csv");
        assert_eq!(code(b"job_name\n\xff\xfe\n"), "titles.csv");
        struct Full;
        impl std::io::Write for Full {
            fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("full"))
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        assert_eq!(code_titles(&b"job_name\nx\n"[..], Full, titles()).unwrap_err().code, "titles.write");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn answers_are_ordered_distinct_known_and_a_prefix_of_longer_ones(
            title in "[招聘水电工销售经理（）a-c 0-9+/]{0,16}|\\PC{0,300}",
            limit in 0..12usize,
        ) {
            let all = Occupations::load();
            let found = titles().codes(&title, limit);
            prop_assert!(found.len() <= limit);
            prop_assert!(found.is_sorted_by(|a, b| a.score >= b.score && a.code != b.code));
            prop_assert!(found.iter().all(|hit| all.get(hit.code).is_some()));
            prop_assert_eq!(&found[..], &titles().codes(&title, 30)[..found.len()]);
            let posted = titles().posted(all, &title, limit);
            prop_assert_eq!(posted.is_empty(), limit == 0 || all.suggest(&title, 1).is_empty());
            prop_assert!(posted.iter().all(|hit| all.get(hit.code).is_some_and(|o| o.leaf)));
            let mut codes = posted.iter().map(|hit| hit.code).collect::<Vec<_>>();
            codes.sort_unstable();
            codes.dedup();
            prop_assert_eq!(codes.len(), posted.len());
        }
    }
}
