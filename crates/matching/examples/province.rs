//! Writes the province of the benchmarks as files: `province FOLDER JOBS QUERIES CODES LIMIT`.

use std::fs::File;
use std::io::{BufWriter, Result, Write};

#[path = "../benches/province/mod.rs"]
mod province;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number =
        |at: usize, default: usize| arguments.get(at).and_then(|n| n.parse().ok()).unwrap_or(default);
    let folder = std::path::Path::new(arguments.first().map_or(".", String::as_str));
    let (jobs, queries, codes, limit) =
        (number(1, 1_000_000), number(2, 1_000), number(3, 1_500), number(4, 20));
    let mut province = province::Province::new(1, codes);

    let mut out = BufWriter::new(File::create(folder.join("jobs.csv"))?);
    writeln!(out, "id,lon,lat,occupation,wage_unit,wage_fen,slots,posted_hours_ago,openings")?;
    for id in 1..=jobs as u64 {
        let j = province.job(id);
        writeln!(
            out,
            "{},{},{},{},{},{},{},{},{}",
            j.id, j.lon, j.lat, j.occupation, j.unit, j.fen, j.slots, j.hours_ago, j.openings
        )?;
    }
    out.flush()?;
    let mut out = BufWriter::new(File::create(folder.join("queries.csv"))?);
    writeln!(out, "id,lon,lat,occupations,min_hourly_fen,slots,radius_m,limit")?;
    for id in 1..=queries as u64 {
        let q = province.ask(id);
        let occupations = q.occupations.join(";");
        writeln!(
            out,
            "{},{},{},{},{},{},{},{limit}",
            q.id, q.lon, q.lat, occupations, q.min_fen, q.slots, q.radius_m
        )?;
    }
    out.flush()
}
