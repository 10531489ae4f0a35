//! Dispatch of files: what is read, what is told of and left out, and what is written.

#[cfg(test)]
mod tests {
    use std::io::{Error as Broken, Read, Write};

    use kernel::Error;
    use matching::dispatch::Objective;
    use matching::dispatch::files::{Complaint, Day, Fair, Request, Summary, run};
    use proptest::prelude::*;

    /// The line, the file written, and the complaints as `file:line: reason`.
    type Done = Result<(String, String, Vec<String>), (&'static str, Vec<(&'static str, String)>)>;

    #[derive(Default)]
    struct Files<'a> {
        edges: &'a [u8],
        capacity: Option<&'a str>,
        priorities: Option<&'a str>,
        everybody: bool,
        periods: Option<&'a str>,
        minimise: bool,
    }

    fn done(files: &Files<'_>) -> Done {
        let mut edges = files.edges;
        let (mut capacity, mut periods) =
            (files.capacity.map(str::as_bytes), files.periods.map(str::as_bytes));
        let mut priorities = files.priorities.map(str::as_bytes);
        let (mut out, mut told) = (Vec::new(), Vec::new());
        let request = Request {
            edges: &mut edges,
            capacity: capacity.as_mut().map(|file| file as &mut dyn Read),
            objective: if files.minimise { Objective::LeastCost } else { Objective::MostValue },
            fair: match &mut priorities {
                Some(file) => Fair::Priorities(file),
                None if files.everybody => Fair::Everybody,
                None => Fair::Open,
            },
            day: periods.as_mut().map(|periods| Day { periods, steps: None }),
        };
        let tell = &mut |c: Complaint| told.push(format!("{}:{}: {}", c.file.name(), c.line, c.reason));
        let summary = run(request, &mut out, tell);
        let summary = summary.map_err(|error: Error| {
            assert!(out.is_empty(), "nothing is written for an error");
            (error.code, error.detail)
        })?;
        Ok((summary.to_string(), String::from_utf8(out).unwrap(), told))
    }

    fn of(edges: &str) -> Done {
        done(&Files { edges: edges.as_bytes(), ..Files::default() })
    }

    fn fine(line: &str, out: &str, told: &[&str]) -> Done {
        Ok((line.to_owned(), out.to_owned(), told.iter().map(|told| (*told).to_owned()).collect()))
    }

    #[test]
    fn plans_and_writes_in_the_order_of_the_edges() {
        let edges = "worker,shift,value\nb,x,3\na,y,5\na,x,4\nb,y,1\n";
        assert_eq!(of(edges), fine("total=8 bound=8 gap=0", "worker,shift,value\nb,x,3\na,y,5\n", &[]));
        let least = done(&Files { edges: edges.as_bytes(), minimise: true, ..Files::default() });
        assert_eq!(least, fine("total=5 bound=5 gap=0", "worker,shift,value\na,x,4\nb,y,1\n", &[]));
    }

    #[test]
    fn only_a_header_is_a_plan_of_nothing_and_an_empty_file_lacks_its_columns() {
        let nothing = fine("total=0 bound=0 gap=0", "worker,shift,value\n", &[]);
        assert_eq!(of("worker,shift,value"), nothing);
        assert_eq!(of("worker,shift,value\r\n\r\n"), nothing);
        let lacks = |file: &str, column: &str| {
            Err(("dispatch.column", vec![("file", file.to_owned()), ("column", column.to_owned())]))
        };
        assert_eq!(of(""), lacks("edges", "worker"));
        assert_eq!(of("\u{feff}"), lacks("edges", "worker"));
        assert_eq!(of("worker,shift\na,b\n"), lacks("edges", "value"));
        let edges = b"worker,shift,value\na,b,1\n";
        let capacity = done(&Files { edges, capacity: Some("shift,cap\nb,1\n"), ..Files::default() });
        assert_eq!(capacity, lacks("capacity", "capacity"));
        let periods = done(&Files { edges, periods: Some("shift,starts_at\n"), ..Files::default() });
        assert_eq!(periods, lacks("periods", "ends_at"));
        let priorities = done(&Files { edges, priorities: Some(""), ..Files::default() });
        assert_eq!(priorities, lacks("priorities", "worker"));
    }

    #[test]
    fn marks_line_ends_quotes_and_other_columns_are_understood() {
        let edges = "\u{feff}\"value\", shift ,note,worker\r\n 12 ,\"早班, 东街\",x,\" 林 \"\r\n\r\n+7,\"a\"\"b\",\"two\nlines\",林\r\n";
        let out = "worker,shift,value\n 林 ,\"早班, 东街\",12\n林,\"a\"\"b\",7\n";
        assert_eq!(of(edges), fine("total=19 bound=19 gap=0", out, &[]));
    }

    #[test]
    fn spaces_and_case_make_different_ids() {
        let edges = "worker,shift,value\na,s,1\n a,s ,1\na , s,1\nA,S,1\n";
        let (line, out, told) = of(edges).unwrap();
        assert_eq!((line.as_str(), out.lines().count(), told.len()), ("total=4 bound=4 gap=0", 5, 0));
    }

    #[test]
    fn bad_rows_are_told_by_line_and_left_out() {
        let edges = b"worker,shift,value\r\na,x,1\r\na,x\r\n,x,2\r\nb,,2\r\n\r\nb,x,1.5\r\nb,x,\r\nb,\"x\ny\",- 1\r\n\
            b,x,9223372036854775808\r\na,x,9\r\nb,x,2,3\r\nb\xff,x,1\r\nb,x,-9223372036854775809\r\nb,x,99999999999999999999999999999999999999999\r\nb,y,-0\r\n";
        let told = [
            "edges:3: row.fields",
            "edges:4: row.empty",
            "edges:5: row.empty",
            "edges:7: row.integer",
            "edges:8: row.integer",
            "edges:9: row.integer",
            "edges:11: row.range",
            "edges:12: row.duplicate",
            "edges:13: row.fields",
            "edges:14: row.encoding",
            "edges:15: row.range",
            "edges:16: row.range",
        ];
        let (line, out, all) = done(&Files { edges, ..Files::default() }).unwrap();
        assert_eq!((line.as_str(), all), ("total=1 bound=1 gap=0", told.map(str::to_owned).to_vec()));
        assert!(out.starts_with("worker,shift,value\na,x,1\n"));
    }

    #[test]
    fn capacities_are_one_unless_given() {
        let edges = b"worker,shift,value\na,x,1\nb,x,2\nc,x,3\na,y,1\nc,z,9\n";
        let capacity = "capacity,shift\n2,x\n0,z\n5,nowhere\n18446744073709551615,y\n-1,y\n3,x\nx,x\n";
        let told = ["capacity:6: row.range", "capacity:7: row.duplicate", "capacity:8: row.integer"];
        let out = "worker,shift,value\nb,x,2\nc,x,3\na,y,1\n";
        let all = done(&Files { edges, capacity: Some(capacity), ..Files::default() });
        assert_eq!(all, fine("total=6 bound=6 gap=0", out, &told));
        let one = done(&Files { edges, ..Files::default() });
        assert_eq!(one.unwrap().0, "total=12 bound=12 gap=0");
    }

    #[test]
    fn fairness_chooses_among_equals_and_gives_nothing_away() {
        let edges = b"worker,shift,value\na,x,5\nb,x,5\nc,x,5\nd,x,4\n";
        let priorities = "worker,priority\na,1\nb,30\nd,4294967295\nz,7\nb,31\nc,4294967296\n";
        let told = ["priorities:6: row.duplicate", "priorities:7: row.range"];
        let out = "worker,shift,value\nb,x,5\n";
        let fair = done(&Files { edges, priorities: Some(priorities), ..Files::default() });
        assert_eq!(fair, fine("total=5 bound=5 gap=0", out, &told));
        let idle = b"worker,shift,value\na,x,0\nb,y,-1\n";
        let everybody = done(&Files { edges: idle, everybody: true, ..Files::default() });
        assert_eq!(everybody, fine("total=0 bound=0 gap=0", "worker,shift,value\na,x,0\n", &[]));
    }

    #[test]
    fn a_day_takes_several_shifts() {
        let edges = b"worker,shift,value\na,am,3\na,noon,4\na,pm,3\nb,noon,1\nb,night,2\n";
        let periods =
            "shift,starts_at,ends_at\nam,0,12\nnoon,11,13\npm,12,18\nnight,5,5\nother,1,2\npm,0,1\n";
        let told = ["periods:5: row.order", "periods:7: row.duplicate", "edges:6: row.period"];
        let out = "worker,shift,value\na,am,3\na,pm,3\nb,noon,1\n";
        let day = done(&Files { edges, periods: Some(periods), ..Files::default() });
        assert_eq!(day, fine("total=7 bound=7 gap=0", out, &told));
        let both = done(&Files { edges, periods: Some(periods), everybody: true, ..Files::default() });
        assert_eq!(both.unwrap_err().0, "dispatch.fair_day");
    }

    #[test]
    fn what_is_not_proved_is_said() {
        let mut summary =
            Summary { total: -5, bound: -9, gap: 4, assigned: 3, most_assigned: 3, priority: 0 };
        assert_eq!(summary.to_string(), "total=-5 bound=-9 gap=4");
        summary.most_assigned = 4;
        assert_eq!(summary.to_string(), "total=-5 bound=-9 gap=4 assigned=3 most_assigned=4");
    }

    struct Fails;

    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(Broken::other("broken"))
        }
    }

    impl Write for Fails {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(Broken::other("broken"))
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_cannot_be_read_or_written_is_an_error() {
        fn tried(edges: &mut dyn Read, out: &mut dyn Write) -> Error {
            let (objective, fair) = (Objective::MostValue, Fair::Open);
            let request = Request { edges, capacity: None, objective, fair, day: None };
            run(request, out, &mut |_| {}).unwrap_err()
        }
        let error = tried(&mut Fails, &mut Vec::new());
        assert_eq!((error.code, error.detail), ("dispatch.unreadable", vec![("file", "edges".to_owned())]));
        let error = tried(&mut &b"worker,shift,value\na,b,1\n"[..], &mut Fails);
        assert_eq!(error.code, "dispatch.unwritable");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_end_in_a_plan_or_an_error(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            headed in any::<bool>(),
        ) {
            let mut edges = if headed { b"worker,shift,value\n".to_vec() } else { Vec::new() };
            edges.extend(bytes);
            match done(&Files { edges: &edges, ..Files::default() }) {
                Ok((line, _, _)) => prop_assert!(line.ends_with(" gap=0")),
                Err((code, _)) => prop_assert_eq!(code, "dispatch.column"),
            }
        }

        #[test]
        fn any_ids_come_back_as_they_were(
            ids in proptest::collection::btree_set("[ ,\"\r\n\t\u{feff}a-c0林口😀#;]{1,6}", 1..8),
        ) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["worker", "shift", "value"]).unwrap();
            for id in &ids {
                writer.write_record([id.as_str(), &format!("{id}!"), "1"]).unwrap();
            }
            let edges = writer.into_inner().unwrap();
            let (line, out, told) = done(&Files { edges: &edges, ..Files::default() }).unwrap();
            prop_assert_eq!(line, format!("total={n} bound={n} gap=0", n = ids.len()));
            prop_assert_eq!((out.as_bytes(), told.len()), (edges.as_slice(), 0));
        }
    }
}
