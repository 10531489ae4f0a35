//! Dispatches CSV files:
//! `dispatch --edges FILE [--capacity FILE] [--minimise] [--fair [FILE]] [--periods FILE [--steps N]] --out FILE`.
//! Instances to try it with: `dispatch --case KIND WORKERS SHIFTS PAIRS_A_WORKER SEED --out FILE`.
#![allow(missing_docs, dead_code, clippy::print_stdout)]

#[path = "../benches/cases/mod.rs"]
mod cases;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read, Write};

use kernel::Error;
use matching::dispatch::{Objective, files};

fn main() -> std::process::ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(line) => {
            println!("{line}");
            std::process::ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error} {:?}", error.detail);
            std::process::ExitCode::FAILURE
        }
    }
}

fn open(path: &str) -> Result<File, Error> {
    File::open(path).map_err(|_| Error::not_found("dispatch.unreadable").with("path", path))
}

fn run(mut args: VecDeque<String>) -> Result<String, Error> {
    let (mut paths, mut minimise, mut fair) = ([const { None }; 5], false, false);
    let [edges, capacity, priorities, periods, out] = &mut paths;
    let mut steps = None;
    let mut case = Vec::new();
    while let Some(arg) = args.pop_front() {
        let mut next = || args.pop_front();
        match arg.as_str() {
            "--edges" => *edges = next(),
            "--capacity" => *capacity = next(),
            "--periods" => *periods = next(),
            "--out" => *out = next(),
            "--minimise" => minimise = true,
            "--steps" => steps = next().and_then(|n| n.parse().ok()),
            "--case" => case = (0..5).filter_map(|_| args.pop_front()).collect(),
            "--fair" => {
                fair = true;
                if args.front().is_some_and(|next| !next.starts_with("--")) {
                    *priorities = args.pop_front();
                }
            }
            _ => return Err(Error::invalid("dispatch.argument").with("argument", arg)),
        }
    }
    let mut written = Vec::new();
    let line = if case.is_empty() {
        let edges =
            edges.as_deref().ok_or(Error::invalid("dispatch.argument").with("argument", "--edges"))?;
        let file = |path: &Option<String>| path.as_deref().map(open).transpose();
        let mut edges_file = open(edges)?;
        let mut capacity_file = file(capacity)?;
        let mut priorities_file = file(priorities)?;
        let mut periods_file = file(periods)?;
        let request = files::Request {
            edges: &mut edges_file,
            capacity: capacity_file.as_mut().map(|file| file as &mut dyn Read),
            objective: if minimise { Objective::LeastCost } else { Objective::MostValue },
            fair: match &mut priorities_file {
                Some(file) => files::Fair::Priorities(file),
                None if fair => files::Fair::Everybody,
                None => files::Fair::Open,
            },
            day: periods_file.as_mut().map(|periods| files::Day { periods, steps }),
        };
        let complain = &mut |c: files::Complaint| {
            let _ = writeln!(std::io::stderr(), "{}:{}: {}", c.file.name(), c.line, c.reason);
        };
        files::run(request, &mut written, complain)?.to_string()
    } else {
        written = make(&case)?;
        "written".to_owned()
    };
    let out = out.as_deref().ok_or(Error::invalid("dispatch.argument").with("argument", "--out"))?;
    std::fs::write(out, written).map_err(|_| Error::internal("dispatch.unwritable").with("path", out))?;
    Ok(line)
}

/// The edges of an instance as a file.
fn make(case: &[String]) -> Result<Vec<u8>, Error> {
    let kind = cases::KINDS.into_iter().find(|kind| case.first() == Some(&format!("{kind:?}")));
    let number = |at: usize| case.get(at).and_then(|text| text.parse::<u32>().ok());
    let (Some(kind), Some(workers), Some(shifts), Some(degree), Some(seed)) =
        (kind, number(1), number(2), number(3), number(4))
    else {
        return Err(Error::invalid("dispatch.argument").with("argument", "--case"));
    };
    let mut text = b"worker,shift,value\n".to_vec();
    for (worker, shift, value) in cases::pairs(kind, workers, shifts, degree, u64::from(seed)) {
        text.extend_from_slice(format!("worker-{worker},shift-{shift},{value}\n").as_bytes());
    }
    Ok(text)
}
