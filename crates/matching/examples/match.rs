//! Runs [`matching::batch`] over two files: `match JOBS.csv QUERIES.csv OUT.jsonl [plain|product]`.

use std::fs::File;
use std::process::ExitCode;
use std::time::Instant;

use matching::batch::{Source, run};
use matching::topk::{PLAIN, PRODUCT};

/// The most memory the process ever held, in mebibytes, as the kernel counts it.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [jobs, queries, out, rest @ ..] = arguments.as_slice() else {
        eprintln!("match JOBS.csv QUERIES.csv OUT.jsonl [plain|product]");
        return ExitCode::from(2);
    };
    let profile = if rest.first().is_some_and(|name| name == "product") { PRODUCT } else { PLAIN };
    let (jobs_file, queries_file, out) = match (File::open(jobs), File::open(queries), File::create(out)) {
        (Ok(jobs), Ok(queries), Ok(out)) => (jobs, queries, out),
        _ => {
            eprintln!("batch.read");
            return ExitCode::FAILURE;
        }
    };
    let started = Instant::now();
    let jobs = Source { name: jobs.clone(), bytes: jobs_file };
    let queries = Source { name: queries.clone(), bytes: queries_file };
    match run(jobs, queries, &profile, out, &|| started.elapsed(), &mut |row| eprintln!("{row}")) {
        Ok(sum) => {
            let us = |time: std::time::Duration| time.as_secs_f64() * 1e6;
            let (build, p50, p99) = (sum.build.as_secs_f64(), us(sum.p50), us(sum.p99));
            let (rss, bad) = (peak_mb(), sum.bad_rows);
            eprintln!("build_s={build:.3} p50_us={p50:.1} p99_us={p99:.1} rss_mb={rss} bad_rows={bad}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error} {:?}", error.detail);
            ExitCode::FAILURE
        }
    }
}
