//! The engine on files: jobs for queries, crews for shifts, codes for titles. They touch no database and need no key; what
//! cannot be read is told by its line, and a file that cannot be used at all by a code.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Read, Write as _},
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use matching::{
    batch,
    dispatch::{Objective, files},
    topk,
};

use crate::commands::say;

/// Which weights a score is made with.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Profile {
    /// The profile that anybody can check.
    Plain,
    /// The profile the pages use.
    Product,
}

/// The best jobs of each query, from CSV to JSON lines.
#[derive(Args)]
pub struct Match {
    /// id,lon,lat,occupation,wage_unit,wage_fen,slots,posted_hours_ago,openings
    #[arg(long)]
    jobs: PathBuf,
    /// id,lon,lat,occupations,min_hourly_fen,slots,radius_m,limit
    #[arg(long)]
    queries: PathBuf,
    /// The scoring profile.
    #[arg(long, value_enum, default_value_t = Profile::Plain)]
    profile: Profile,
    /// One line out for each query.
    #[arg(long)]
    out: PathBuf,
}

/// Tomorrow's shifts filled all at once, with proof that no plan is better.
#[derive(Args)]
pub struct Dispatch {
    /// Allowed pairs: worker,shift,value
    #[arg(long)]
    edges: PathBuf,
    /// Places of each shift: shift,capacity; one where absent
    #[arg(long)]
    capacity: Option<PathBuf>,
    /// As many assignments as possible, then the least total.
    #[arg(long)]
    minimise: bool,
    /// Among equal plans the highest sum of priorities (worker,priority); without a file everybody counts one.
    #[arg(long, num_args = 0..=1, conflicts_with = "periods")]
    fair: Option<Option<PathBuf>>,
    /// Several shifts a worker: shift,starts_at,ends_at
    #[arg(long)]
    periods: Option<PathBuf>,
    /// How many pairs the search with periods may look at.
    #[arg(long, requires = "periods")]
    steps: Option<u64>,
    /// The plan: worker,shift,value
    #[arg(long)]
    out: PathBuf,
}

/// The occupations that titles of postings mean.
#[derive(Args)]
pub struct Occupation {
    /// CSV with a column job_name
    #[arg(long)]
    titles: PathBuf,
    /// The same table with code1 to code5.
    #[arg(long)]
    out: PathBuf,
}

fn open(path: &Path) -> anyhow::Result<File> {
    File::open(path).with_context(|| path.display().to_string())
}

fn create(path: &Path) -> anyhow::Result<File> {
    File::create(path).with_context(|| path.display().to_string())
}

fn complain(line: impl std::fmt::Display) {
    // A closed pipe is the reader's choice.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// What the engine refused, with all that it says of it.
fn told(error: kernel::Error) -> anyhow::Error {
    let detail: String = error.detail.iter().map(|(name, value)| format!(" {name}={value}")).collect();
    anyhow::anyhow!("{}{detail}", error.code)
}

/// The most memory this process has held, in whole megabytes, as the kernel counts it; nought where it does not say.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap_or(0).div_ceil(1024)
}

/// `banyan match`.
pub fn run_match(args: &Match) -> anyhow::Result<()> {
    let source = |path: &Path| -> anyhow::Result<_> {
        Ok(batch::Source { name: path.display().to_string(), bytes: BufReader::new(open(path)?) })
    };
    let (jobs, queries) = (source(&args.jobs)?, source(&args.queries)?);
    let profile = match args.profile {
        Profile::Plain => topk::PLAIN,
        Profile::Product => topk::PRODUCT,
    };
    let started = Instant::now();
    let out = BufWriter::new(create(&args.out)?);
    let clock = || started.elapsed();
    let done = batch::run(jobs, queries, &profile, out, &clock, &mut |row| complain(row)).map_err(told)?;
    complain(format_args!(
        "build_s={:.3} p50_us={:.1} p99_us={:.1} rss_mb={} bad_rows={}",
        done.build.as_secs_f64(),
        done.p50.as_secs_f64() * 1e6,
        done.p99.as_secs_f64() * 1e6,
        peak_mb(),
        done.bad_rows
    ));
    Ok(())
}

/// `banyan dispatch`.
pub fn run_dispatch(args: &Dispatch) -> anyhow::Result<()> {
    let maybe = |path: Option<&PathBuf>| path.map(|path| open(path)).transpose();
    let ranks = args.fair.as_ref().and_then(Option::as_ref);
    let mut edges = open(&args.edges)?;
    let (mut capacity, mut priorities) = (maybe(args.capacity.as_ref())?, maybe(ranks)?);
    let mut periods = maybe(args.periods.as_ref())?;
    let request = files::Request {
        edges: &mut edges,
        capacity: capacity.as_mut().map(|file| file as &mut dyn Read),
        objective: if args.minimise { Objective::LeastCost } else { Objective::MostValue },
        fair: match &mut priorities {
            Some(file) => files::Fair::Priorities(file),
            None if args.fair.is_some() => files::Fair::Everybody,
            None => files::Fair::Open,
        },
        day: periods.as_mut().map(|file| files::Day { periods: file, steps: args.steps }),
    };
    let mut heard = |row: files::Complaint| {
        let path = match row.file {
            files::File::Edges => Some(&args.edges),
            files::File::Capacity => args.capacity.as_ref(),
            files::File::Priorities => ranks,
            files::File::Periods => args.periods.as_ref(),
        };
        if let Some(path) = path {
            complain(format_args!("{}:{}: {}", path.display(), row.line, row.reason));
        }
    };
    // In memory first, so that a refusal leaves the file as it was.
    let mut plan = Vec::new();
    let summary = files::run(request, &mut plan, &mut heard).map_err(told)?;
    std::fs::write(&args.out, plan).with_context(|| args.out.display().to_string())?;
    say(summary);
    Ok(())
}

/// `banyan occupation`.
pub fn run_occupation(args: &Occupation) -> anyhow::Result<()> {
    let input = BufReader::new(open(&args.titles)?);
    let titles = matching::Titles::load().map_err(told)?;
    let mut coded = Vec::new();
    let done = matching::code_titles(input, &mut coded, titles).map_err(told)?;
    std::fs::write(&args.out, coded).with_context(|| args.out.display().to_string())?;
    say(format_args!("titles={} coded={}", done.titles, done.coded));
    Ok(())
}
