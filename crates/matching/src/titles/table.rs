//! Coding a whole file of titles. It refuses a file without the column `job_name`, and changes no column it was given.

use std::io::{Read, Write};

use kernel::{Error, Result};

use super::Titles;

/// How many codes a title is given.
const CODES: usize = 5;

/// What became of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows read.
    pub titles: u64,
    /// Rows that got at least one code.
    pub coded: u64,
}

/// Reads a table with a column `job_name` and writes it with `code1` to `code5` added, best first, empty where there is
/// none. Input is UTF-8 CSV, with or without a byte-order mark, with either line end; output has neither mark nor CR.
///
/// # Errors
/// `titles.column` where no column is named `job_name`, `titles.csv` where a row has another number of fields, is not
/// UTF-8 or cannot be read (with the line), `titles.write` where the output cannot be written.
pub fn run(input: impl Read, output: impl Write, titles: &Titles) -> Result<Summary> {
    let mut reader = csv::Reader::from_reader(input);
    let mut writer = csv::Writer::from_writer(output);
    let wrong = |error: csv::Error| {
        let line = error.position().map_or(0, csv::Position::line);
        Error::invalid("titles.csv").with("line", line)
    };
    let unwritten = |_| Error::unavailable("titles.write");
    let mut header = reader.headers().map_err(wrong)?.clone();
    if let Some(first) = header.get(0).and_then(|first| first.strip_prefix('\u{feff}')) {
        let rest = header.iter().skip(1).map(str::to_owned);
        header = std::iter::once(first.to_owned()).chain(rest).collect();
    }
    let column = header.iter().position(|name| name.trim() == "job_name");
    let column = column.ok_or(Error::invalid("titles.column").with("column", "job_name"))?;
    (1..=CODES).for_each(|place| header.push_field(&format!("code{place}")));
    writer.write_record(&header).map_err(unwritten)?;
    let mut summary = Summary::default();
    for row in reader.into_records() {
        let mut row = row.map_err(wrong)?;
        let found = titles.codes(row.get(column).unwrap_or_default(), CODES);
        (0..CODES).for_each(|place| row.push_field(found.get(place).map_or("", |hit| hit.code)));
        writer.write_record(&row).map_err(unwritten)?;
        summary.titles += 1;
        summary.coded += u64::from(!found.is_empty());
    }
    writer.flush().map_err(|_| Error::unavailable("titles.write"))?;
    Ok(summary)
}
