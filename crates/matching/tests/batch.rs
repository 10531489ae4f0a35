//! Matching from files: what is answered, what is left out and on which line, and what stops a run.

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io::Read;
    use std::time::Duration;

    use kernel::{Error, Point};
    use matching::batch::{Source, Summary, run};
    use matching::topk::PLAIN;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const JOBS: &str = "id,lon,lat,occupation,wage_unit,wage_fen,slots,posted_hours_ago,openings\n";
    const QUERIES: &str = "id,lon,lat,occupations,min_hourly_fen,slots,radius_m,limit\n";
    const GOOD: &str = "1,119.3,26.1,4-10-01-06,hour,3000,7,0,1\n";
    const ASK: &str = "9,119.3,26.1,4-10-01-06,2000,7,1000,20\n";

    struct Ran {
        sum: Summary,
        out: String,
        bad: Vec<String>,
    }

    fn run_bytes(jobs: &[u8], queries: &[u8]) -> Result<Ran, Error> {
        let (mut out, mut bad, ticks) = (Vec::new(), Vec::new(), Cell::new(0));
        // A clock that moves by a millisecond each time it is read.
        let clock = || {
            ticks.set(ticks.get() + 1);
            Duration::from_millis(ticks.get())
        };
        let source = |name: &str, bytes| Source { name: name.to_owned(), bytes };
        let (jobs, queries) = (source("jobs.csv", jobs), source("queries.csv", queries));
        let sum = run(jobs, queries, &PLAIN, &mut out, &clock, &mut |row| bad.push(row.to_string()))?;
        assert_eq!(sum.bad_rows, bad.len());
        Ok(Ran { sum, out: String::from_utf8(out).unwrap(), bad })
    }

    fn ran(jobs: &str, queries: &str) -> Ran {
        run_bytes(jobs.as_bytes(), queries.as_bytes()).unwrap()
    }

    /// The reasons for one job row after a good one, and that the good one is still found.
    fn job_reason(row: &[u8]) -> Vec<String> {
        let jobs = [JOBS.as_bytes(), GOOD.as_bytes(), row, b"\n"].concat();
        let ran = run_bytes(&jobs, [QUERIES, ASK].concat().as_bytes()).unwrap();
        assert!(ran.out.starts_with("{\"id\":9,\"jobs\":[{\"id\":1,\"score\":"), "{}", ran.out);
        ran.bad
    }

    fn query_reason(row: &[u8]) -> Vec<String> {
        let queries = [QUERIES.as_bytes(), row, b"\n", ASK.as_bytes()].concat();
        let ran = run_bytes([JOBS, GOOD].concat().as_bytes(), &queries).unwrap();
        assert!(
            ran.out.ends_with("{\"id\":9,\"jobs\":[{\"id\":1,\"score\":0.8749999999999999}]}\n"),
            "{}",
            ran.out
        );
        ran.bad
    }

    #[test]
    fn an_answer_is_a_line_of_json_in_the_order_of_the_queries() {
        let jobs = [
            JOBS,
            "18446744073709551615,119.3,26.1,a,hour,4000,7,0,1\n",
            "5,119.3,26.1,a,hour,4000,7,0,3\n",
            "7,119.3,26.1,b,day,32007,1,168.5,1\n",
            "8,119.3,26.1,b,month,696100,0,0,1\n",
        ]
        .concat();
        let queries = [
            QUERIES,
            "2,119.3,26.1,a,2000,7,1000,20\n",
            "1,119.3,26.1,b;a;;zz,0,7,0,2\n",
            "3,119.3,26.1,c,0,7,1000,20\n",
            "4,119.3,26.1,a,0,7,1000,0\n",
            "5,119.3,26.1,a,0,0,1000,5\n",
            "6,119.3,26.1,b,2000,3,1000,18446744073709551615\n",
        ]
        .concat();
        let ran = ran(&jobs, &queries);
        assert_eq!(ran.bad, Vec::<String>::new());
        let score = 0.45 + 0.25 + 0.2 * 0.5 + 0.1 * (-168.5f64 / 168.0).exp();
        let lines = [
            r#"{"id":2,"jobs":[{"id":5,"score":0.9999999999999999},{"id":18446744073709551615,"score":0.9999999999999999}]}"#.to_owned(),
            r#"{"id":1,"jobs":[{"id":5,"score":0.9999999999999999},{"id":18446744073709551615,"score":0.9999999999999999}]}"#.to_owned(),
            r#"{"id":3,"jobs":[]}"#.to_owned(),
            r#"{"id":4,"jobs":[]}"#.to_owned(),
            r#"{"id":5,"jobs":[]}"#.to_owned(),
            format!(r#"{{"id":6,"jobs":[{{"id":7,"score":{score}}}]}}"#),
        ];
        assert_eq!(ran.out.lines().collect::<Vec<_>>(), lines);
        assert_eq!((ran.sum.jobs, ran.sum.queries), (4, 6));
        assert_eq!(ran.sum.build, Duration::from_millis(1));
        assert_eq!((ran.sum.p50, ran.sum.p99), (Duration::from_millis(1), Duration::from_millis(1)));
        for line in ran.out.lines() {
            assert!(serde_json::from_str::<serde_json::Value>(line).unwrap()["jobs"].is_array());
        }
    }

    #[test]
    fn bad_jobs_are_named_with_their_line_and_left_out() {
        for (row, reason) in [
            (&b"-2,119.3,26.1,a,hour,3000,7,0,1"[..], "id.format"),
            (b"+2,119.3,26.1,a,hour,3000,7,0,1", "id.format"),
            (b"18446744073709551616,119.3,26.1,a,hour,3000,7,0,1", "id.format"),
            (b",119.3,26.1,a,hour,3000,7,0,1", "id.format"),
            (b"2.0,119.3,26.1,a,hour,3000,7,0,1", "id.format"),
            (b"\xFF,119.3,26.1,a,hour,3000,7,0,1", "id.format"),
            (b"1,119.3,26.1,a,hour,3000,7,0,1", "id.duplicate"),
            (b"2,east,26.1,a,hour,3000,7,0,1", "lon.format"),
            (b"2,119.3,,a,hour,3000,7,0,1", "lat.format"),
            (b"2,NaN,26.1,a,hour,3000,7,0,1", "point.range"),
            (b"2,119.3,inf,a,hour,3000,7,0,1", "point.range"),
            (b"2,180.0001,26.1,a,hour,3000,7,0,1", "point.range"),
            (b"2,119.3,-90.5,a,hour,3000,7,0,1", "point.range"),
            (b"2,119.3,26.1,,hour,3000,7,0,1", "occupation.empty"),
            (b"2,119.3,26.1,\xC3\x28,hour,3000,7,0,1", "occupation.utf8"),
            (b"2,119.3,26.1,a,week,3000,7,0,1", "wage_unit.unknown"),
            (b"2,119.3,26.1,a,Hour,3000,7,0,1", "wage_unit.unknown"),
            (b"2,119.3,26.1,a,hour,-1,7,0,1", "wage_fen.range"),
            (b"2,119.3,26.1,a,hour,30.5,7,0,1", "wage_fen.range"),
            (b"2,119.3,26.1,a,hour,9223372036854775808,7,0,1", "wage_fen.range"),
            (b"2,119.3,26.1,a,hour,99999999999999999999999999,7,0,1", "wage_fen.range"),
            (b"2,119.3,26.1,a,hour,3000,2097152,0,1", "slots.range"),
            (b"2,119.3,26.1,a,hour,3000,-1,0,1", "slots.range"),
            (b"2,119.3,26.1,a,hour,3000,0x7,0,1", "slots.range"),
            (b"2,119.3,26.1,a,hour,3000,4294967303,0,1", "slots.range"),
            (b"2,119.3,26.1,a,hour,3000,7,-0.5,1", "posted_hours_ago.range"),
            (b"2,119.3,26.1,a,hour,3000,7,NaN,1", "posted_hours_ago.range"),
            (b"2,119.3,26.1,a,hour,3000,7,1e300,1", "posted_hours_ago.range"),
            (b"2,119.3,26.1,a,hour,3000,7,0,-1", "openings.format"),
            (b"2,119.3,26.1,a,hour,3000,7,0,", "openings.format"),
            (b"2,119.3,26.1,a,hour,3000,7,0", "row.fields"),
            (b"2,119.3,26.1,a,hour,3000,7,0,1,9", "row.fields"),
            (b"2", "row.fields"),
        ] {
            assert_eq!(
                job_reason(row),
                [format!("jobs.csv:3: {reason}")],
                "{}",
                String::from_utf8_lossy(row)
            );
        }
    }

    #[test]
    fn bad_queries_are_named_with_their_line_and_not_answered() {
        for (row, reason) in [
            (&b"x,119.3,26.1,a,2000,7,1000,20"[..], "id.format"),
            (b"1,-180.5,26.1,a,2000,7,1000,20", "point.range"),
            (b"1,119.3,26.1,,2000,7,1000,20", "occupations.empty"),
            (b"1,119.3,26.1,;;,2000,7,1000,20", "occupations.empty"),
            (b"1,119.3,26.1,\xFF,2000,7,1000,20", "occupations.utf8"),
            (b"1,119.3,26.1,a,-1,7,1000,20", "min_hourly_fen.range"),
            (b"1,119.3,26.1,a,2000,2097152,1000,20", "slots.range"),
            (b"1,119.3,26.1,a,2000,7,-1,20", "radius_m.range"),
            (b"1,119.3,26.1,a,2000,7,inf,20", "radius_m.range"),
            (b"1,119.3,26.1,a,2000,7,nan,20", "radius_m.range"),
            (b"1,119.3,26.1,a,2000,7,1000,-1", "limit.format"),
            (b"1,119.3,26.1,a,2000,7,1000,1.5", "limit.format"),
            (b"1,119.3,26.1,a,2000,7,1000", "row.fields"),
        ] {
            let reasons = query_reason(row);
            assert_eq!(reasons, [format!("queries.csv:2: {reason}")], "{}", String::from_utf8_lossy(row));
        }
    }

    #[test]
    fn a_job_without_an_opening_is_not_offered_and_keeps_its_id() {
        let jobs = [
            JOBS,
            "1,119.3,26.1,a,hour,3000,7,0,0\n1,119.3,26.1,a,hour,3000,7,0,1\n",
            "2,119.3,26.1,a,hour,3000,7,0,1\n2,119.3,26.1,a,hour,3000,7,0,0\n",
        ]
        .concat();
        let ran = ran(&jobs, &[QUERIES, "9,119.3,26.1,a,2000,7,1000,20\n"].concat());
        assert_eq!(ran.bad, ["jobs.csv:3: id.duplicate", "jobs.csv:5: id.duplicate"]);
        assert_eq!(ran.out, "{\"id\":9,\"jobs\":[{\"id\":2,\"score\":0.8749999999999999}]}\n");
    }

    #[test]
    fn files_from_other_hands_are_read() {
        // A byte order mark, CRLF, quotes, another order of columns, one more of them, spaces, empty lines.
        let jobs = "\u{feff}openings,id,\"lat\", lon ,note,occupation,wage_unit,wage_fen,slots,posted_hours_ago\r\n\
            1, 7 ,26.1,119.3,\"a, \"\"b\"\"\r\nc\",\"cook, hot\",hour,3000,7,0\r\n\
            \r\n\
            bad,8,26.1,119.3,,\"cook, hot\",hour,3000,7,0\r\n";
        let ran = ran(jobs, &[QUERIES, "9,119.3,26.1,\"cook, hot\",2000,7,1e3,20"].concat());
        assert_eq!(ran.bad, ["jobs.csv:5: openings.format"]);
        assert_eq!(ran.out, "{\"id\":9,\"jobs\":[{\"id\":7,\"score\":0.8749999999999999}]}\n");
    }

    #[test]
    fn pay_is_divided_down_and_huge_pay_is_pay() {
        let max = i64::MAX;
        let jobs = [
            JOBS,
            "1,119.3,26.1,a,day,23999,7,0,1\n",
            "2,119.3,26.1,a,month,522000,7,0,1\n",
            &format!("3,119.3,26.1,a,hour,{max},7,0,1\n"),
            "4,119.3,26.1,a,hour,0,7,0,1\n",
        ]
        .concat();
        let queries = [
            QUERIES,
            "1,119.3,26.1,a,3000,7,1000,20\n",
            &format!("2,119.3,26.1,a,{max},7,1000,20\n"),
            "3,119.3,26.1,a,0,7,1000,20\n",
        ]
        .concat();
        let ran = ran(&jobs, &queries);
        let ids: Vec<Vec<u64>> = ran
            .out
            .lines()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).unwrap();
                line["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_u64().unwrap()).collect()
            })
            .collect();
        assert_eq!(ids, [vec![3, 2], vec![3], vec![1, 2, 3, 4]]);
    }

    #[test]
    fn a_missing_or_doubled_column_stops_the_run() {
        for (jobs, queries, file, column) in [
            ("id,lon\n", QUERIES, "jobs.csv", "lat"),
            ("", QUERIES, "jobs.csv", "id"),
            (JOBS, "id,lon,lat,occupations,min_hourly_fen,slots,radius\n", "queries.csv", "radius_m"),
            (JOBS, &QUERIES.replace("limit", "limit,limit"), "queries.csv", "limit"),
        ] {
            let error = run_bytes(jobs.as_bytes(), queries.as_bytes()).err().unwrap();
            assert_eq!(error.code, "batch.column");
            assert_eq!(error.detail, [("file", file.to_owned()), ("column", column.to_owned())]);
        }
    }

    #[test]
    fn what_cannot_be_read_or_written_stops_the_run() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::ErrorKind::BrokenPipe.into())
            }
        }
        struct Full;
        impl std::io::Write for Full {
            fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
                Err(std::io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let source = |bytes| Source { name: String::new(), bytes };
        let queries = [QUERIES, ASK].concat();
        let clock = || Duration::ZERO;
        let broken = Source { name: String::new(), bytes: Broken };
        let error = run(broken, source(queries.as_bytes()), &PLAIN, Vec::new(), &clock, &mut |_| {});
        assert_eq!(error.unwrap_err().code, "batch.read");
        let jobs = source(JOBS.as_bytes());
        let error = run(jobs, source(queries.as_bytes()), &PLAIN, Full, &clock, &mut |_| {});
        assert_eq!(error.unwrap_err().code, "batch.write");
    }

    type Row = (u64, f64, f64, u8, i64, u32, u16);

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// The files' answers are the formula over all rows, in the order of score and id.
        #[test]
        fn answers_are_the_formula_over_all_rows(
            jobs in vec((0..300u64, 119.2..119.4f64, 26.0..26.2f64, 0..3u8, 1_000..5_000i64, 0..1u32 << 21, 0..900u16), 0..200),
            asks in vec((0..9u64, 119.2..119.4f64, 26.0..26.2f64, 0..4u8, 0..3_000i64, 0..1u32 << 21, 0..20_000u16), 1..6),
            limit in 0..9usize,
        ) {
            let mut text = JOBS.to_owned();
            let mut first: Vec<&Row> = Vec::new();
            for row in &jobs {
                let (id, lon, lat, code, fen, slots, hours) = row;
                text += &format!("{id},{lon},{lat},c{code},hour,{fen},{slots},{hours},1\n");
                if first.iter().all(|other| other.0 != *id) {
                    first.push(row);
                }
            }
            let mut queries = QUERIES.to_owned();
            let mut expected = String::new();
            for (id, lon, lat, code, m, q, r) in &asks {
                queries += &format!("{id},{lon},{lat},c{code};c0,{m},{q},{r},{limit}\n");
                let here = Point::new(*lon, *lat).unwrap();
                let mut scores: Vec<(f64, u64)> = first.iter().filter_map(|row| {
                    let (id, lon, lat, of, w, s, hours) = **row;
                    let (d, r) = (here.distance_m(&Point::new(lon, lat).unwrap()), f64::from(*r));
                    let passes = d <= r && (of == *code || of == 0) && w >= *m && s & q != 0;
                    let pay = if *m == 0 { 1.0 } else { (w as f64 / *m as f64 - 1.0).min(1.0) };
                    let slots = f64::from((s & q).count_ones()) / f64::from(q.count_ones());
                    let fresh = (-f64::from(hours) / 168.0).exp();
                    passes.then(|| (0.45 * (1.0 - d / r) + 0.25 * pay + 0.20 * slots + 0.10 * fresh, id))
                }).collect();
                scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                let jobs: Vec<String> = scores.iter().take(limit)
                    .map(|(score, id)| format!("{{\"id\":{id},\"score\":{score}}}")).collect();
                expected += &format!("{{\"id\":{id},\"jobs\":[{}]}}\n", jobs.join(","));
            }
            let ran = ran(&text, &queries);
            prop_assert_eq!(ran.out, expected);
            prop_assert_eq!(ran.sum.jobs, first.len());
            prop_assert_eq!(ran.bad.len(), jobs.len() - first.len());
        }

        /// Whatever stands in the files, a run ends, and every row is answered or reported.
        #[test]
        fn no_file_stops_the_run_but_by_its_columns(
            rows in vec(prop_oneof![
                vec(any::<u8>(), 0..60),
                vec(prop::sample::select(b"0123456789,.;-\"\ne".to_vec()), 0..60),
            ], 0..20),
        ) {
            let body: Vec<u8> = rows.join(&b'\n');
            let ran = run_bytes(&[JOBS.as_bytes(), &body].concat(), &[QUERIES.as_bytes(), &body].concat()).unwrap();
            prop_assert_eq!(ran.out.lines().count(), ran.sum.queries);
            prop_assert!(ran.bad.iter().all(|row| row.contains(".csv:")));
        }
    }
}
