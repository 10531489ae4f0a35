//! The engine on files, as a command: what it prints, what it writes, and how it refuses.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::process::{Command, Output};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> String {
        std::fs::write(self.0.path().join(name), text).unwrap();
        self.path(name)
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }
}

fn banyan(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_banyan")).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const JOBS: &str = "id,lon,lat,occupation,wage_unit,wage_fen,slots,posted_hours_ago,openings
7,119.30,26.08,cook,day,20000,3,5,1
3,119.30,26.08,cook,day,20000,3,5,2
4,119.31,26.08,cook,hour,3000,1,0,1
5,119.30,26.08,maid,hour,3000,1,0,1
6,119.30,26.08,cook,hour,x,1,0,1
8,119.30,26.08,cook,hour,9000,1,0,0
";
const QUERIES: &str = "id,lon,lat,occupations,min_hourly_fen,slots,radius_m,limit
1,119.30,26.08,cook;tailor,2000,3,5000,10
2,0,90,cook,0,3,5000,10
";

#[test]
fn jobs_are_matched_best_first_and_bad_rows_named() {
    let folder = Folder::new();
    let (jobs, queries) = (folder.file("jobs.csv", JOBS), folder.file("queries.csv", QUERIES));
    let out = folder.path("out.jsonl");
    let done =
        banyan(&["match", "--jobs", &jobs, "--queries", &queries, "--profile", "plain", "--out", &out]);
    let told = text(&done.stderr);
    assert!(done.status.success(), "{told}");
    assert!(told.contains(&format!("{jobs}:6: ")), "{told}");
    let figures = told.lines().last().unwrap();
    for name in ["build_s=", "p50_us=", "p99_us=", "rss_mb=", "bad_rows=1"] {
        assert!(figures.contains(name), "{figures}");
    }
    let lines: Vec<serde_json::Value> = std::fs::read_to_string(&out)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: Vec<i64> =
        lines[0]["jobs"].as_array().unwrap().iter().map(|job| job["id"].as_i64().unwrap()).collect();
    assert_eq!((lines.len(), ids), (2, vec![3, 7, 4]));
    let near = 0.45 + 0.25 * (2500.0 / 2000.0 - 1.0) + 0.20 + 0.10 * (-5.0f64 / 168.0).exp();
    assert!((lines[0]["jobs"][0]["score"].as_f64().unwrap() - near).abs() < 1e-12);
    assert_eq!(lines[1], serde_json::json!({ "id": 2, "jobs": [] }));
}

#[test]
fn a_crew_is_dispatched_with_its_proof() {
    let folder = Folder::new();
    let edges = folder.file("edges.csv", "worker,shift,value\n林,a,5\n林,b,9\n陈,b,8\n吴,b,1\n吴,a,-4\n");
    let capacity = folder.file("capacity.csv", "shift,capacity\nb,1\n");
    let out = folder.path("plan.csv");
    let run = |more: &[&str]| {
        banyan(&[&["dispatch", "--edges", &edges, "--capacity", &capacity, "--out", &out][..], more].concat())
    };
    let done = run(&[]);
    assert_eq!(text(&done.stdout), "total=13 bound=13 gap=0\n");
    let plan = std::fs::read_to_string(&out).unwrap();
    assert!(plan.contains("林,a,5") && plan.contains("陈,b,8") && plan.lines().count() == 3, "{plan}");
    let least = run(&["--minimise"]);
    assert_eq!(text(&least.stdout), "total=4 bound=4 gap=0\n", "two are placed, as cheaply as can be");
}

#[test]
fn titles_get_five_codes_and_keep_their_columns() {
    let folder = Folder::new();
    let titles = folder.file("titles.csv", "no,job_name,city\n1,月嫂,福州\n2,,厦门\n");
    let out = folder.path("coded.csv");
    let done = banyan(&["occupation", "--titles", &titles, "--out", &out]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let coded = std::fs::read_to_string(&out).unwrap();
    let lines: Vec<&str> = coded.lines().collect();
    assert_eq!(lines[0], "no,job_name,city,code1,code2,code3,code4,code5");
    let cells: Vec<&str> = lines[1].split(',').collect();
    assert_eq!((&cells[..3], cells.len()), (&["1", "月嫂", "福州"][..], 8));
    assert!(cells[3].len() == 10 && cells[3].matches('-').count() == 3, "{coded}");
    assert_eq!(lines[2], "2,,厦门,,,,,");
}

#[test]
fn what_cannot_be_used_is_refused_and_the_output_left_alone() {
    let folder = Folder::new();
    let bad = folder.file("bad.csv", "a,b\n1,2\n");
    let out = folder.file("out", "kept");
    let absent = folder.path("absent.csv");
    for args in [
        vec!["dispatch", "--edges", &bad, "--out", &out],
        vec!["occupation", "--titles", &bad, "--out", &out],
        vec!["dispatch", "--edges", &absent, "--out", &out],
        vec!["occupation", "--titles", &absent, "--out", &out],
    ] {
        let done = banyan(&args);
        assert!(!done.status.success() && !done.stderr.is_empty(), "{args:?}");
        assert_eq!(std::fs::read_to_string(Path::new(&out)).unwrap(), "kept", "{args:?}");
    }
    let jobs = folder.file("jobs.csv", JOBS);
    let done = banyan(&["match", "--jobs", &jobs, "--queries", &bad, "--out", &folder.path("other")]);
    assert!(!done.status.success() && text(&done.stderr).contains("batch.column"), "{}", text(&done.stderr));
}
