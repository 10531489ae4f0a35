//! Matching from files: jobs and queries as CSV in, the best jobs of each query as JSON lines out. It refuses to stop
//! at a bad row, which is reported with its line and left out, and to go on without a column. It reads no clock: the
//! caller brings one.

mod record;
mod rows;
mod table;

use std::collections::HashSet;
use std::io::{BufWriter, Read, Write};
use std::time::Duration;

use kernel::{Error, Micros, Result};

use crate::topk::{Builder, Hit, Index, Profile, Query, Side};
use rows::{Asked, Offer};
use table::Table;

/// Something to read, and what it is called in reports.
#[derive(Debug)]
pub struct Source<R> {
    /// The name of the file.
    pub name: String,
    /// Its bytes: CSV with a header, UTF-8, with or without a byte order mark.
    pub bytes: R,
}

/// A row that was left out. It shows as `FILE:LINE: reason`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The name of the file.
    pub file: String,
    /// The line on which the row begins; the header's is 1.
    pub line: u64,
    /// A stable code such as `slots.range`.
    pub reason: &'static str,
}

impl std::fmt::Display for BadRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// From the first byte of the jobs to an index that can be asked.
    pub build: Duration,
    /// The median time of a query, by nearest rank.
    pub p50: Duration,
    /// The 99th percentile.
    pub p99: Duration,
    /// Jobs in the index.
    pub jobs: usize,
    /// Queries answered.
    pub queries: usize,
    /// Rows left out.
    pub bad_rows: usize,
}

/// The moment of all queries; postings lie before it.
const NOW: Micros = Micros(1_767_225_600 * Micros::SECOND);

/// Answers every query, in their order: `{"id":…,"jobs":[{"id":…,"score":…}…]}`, best first, equal scores by the
/// smaller id. `clock` gives the time since some fixed moment; `bad` hears of each row that is left out.
///
/// Errors: `batch.column` (with `file` and `column`) if a column is missing or stands twice, `batch.read`,
/// `batch.write`, `profile.weight`.
pub fn run<J: Read, Q: Read, W: Write>(
    jobs: Source<J>,
    queries: Source<Q>,
    profile: &Profile,
    out: W,
    clock: &dyn Fn() -> Duration,
    bad: &mut dyn FnMut(&BadRow),
) -> Result<Summary> {
    profile.check()?;
    let mut bad_rows = 0;
    let mut bad = |row: BadRow| {
        bad_rows += 1;
        bad(&row);
    };
    let started = clock();
    let index = read_jobs(jobs, &mut bad)?;
    let build = clock().saturating_sub(started);

    let mut out = BufWriter::new(out);
    let mut times: Vec<Duration> = Vec::new();
    let mut table = Table::open(queries, Asked::COLUMNS)?;
    let mut line = String::new();
    while let Some(row) = table.next()? {
        let asked = match row.and_then(|row| Asked::read(&row).map_err(|reason| row.bad(reason))) {
            Ok(asked) => asked,
            Err(row) => {
                bad(row);
                continue;
            }
        };
        let query = Query {
            pay: asked.pay,
            slots: asked.slots,
            limit: asked.limit,
            ..Query::around(asked.point, asked.radius_m, &asked.occupations, NOW)
        };
        let started = clock();
        let hits = index.top(profile, &query)?;
        times.push(clock().saturating_sub(started));
        line.clear();
        write_line(&mut line, asked.id, &hits);
        out.write_all(line.as_bytes()).map_err(|_| Error::internal("batch.write"))?;
    }
    out.flush().map_err(|_| Error::internal("batch.write"))?;
    let queries = times.len();
    let (p50, p99) = (percentile(&mut times, 50), percentile(&mut times, 99));
    Ok(Summary { build, p50, p99, jobs: index.len(), queries, bad_rows })
}

fn read_jobs<J: Read>(jobs: Source<J>, bad: &mut dyn FnMut(BadRow)) -> Result<Index> {
    let mut table = Table::open(jobs, Offer::COLUMNS)?;
    let mut builder = Builder::new(Side::Jobs);
    // A job without an opening keeps its id, though it is not offered.
    let mut closed = HashSet::new();
    while let Some(row) = table.next()? {
        let added = row.and_then(|row| {
            let offer = Offer::read(&row, NOW).map_err(|reason| row.bad(reason))?;
            let new = if closed.contains(&offer.item.id) {
                false
            } else if offer.openings == 0 {
                !builder.contains(offer.item.id) && closed.insert(offer.item.id)
            } else {
                builder.add(&offer.item, &[offer.occupation]).map_err(|error| row.bad(error.code))?
            };
            if new { Ok(()) } else { Err(row.bad("id.duplicate")) }
        });
        if let Err(row) = added {
            bad(row);
        }
    }
    Ok(builder.build())
}

fn write_line(line: &mut String, id: u64, hits: &[Hit]) {
    use std::fmt::Write;
    // Writing to a string cannot fail.
    let _ = write!(line, "{{\"id\":{id},\"jobs\":[");
    for (at, hit) in hits.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(line, "{comma}{{\"id\":{},\"score\":{}}}", hit.id, hit.score);
    }
    line.push_str("]}\n");
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * percent).div_ceil(100).saturating_sub(1)).copied().unwrap_or_default()
}
