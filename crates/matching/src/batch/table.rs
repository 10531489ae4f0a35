//! A CSV file row by row, its columns found by name. It refuses a header that lacks a column or names one twice; a row
//! of another length than the header is a bad row.

use std::io::Read;

use kernel::{Error, Result};

use super::record::{Record, Records};
use super::{BadRow, Source};

pub(crate) struct Table<R> {
    name: String,
    records: Records<R>,
    record: Record,
    columns: Vec<usize>,
    width: usize,
}

/// One row; fields by the order in which the columns were asked for.
pub(crate) struct Row<'t> {
    file: &'t str,
    record: &'t Record,
    columns: &'t [usize],
}

impl<R: Read> Table<R> {
    /// Reads the header. Columns may stand in any order, and others beside them.
    pub(crate) fn open(source: Source<R>, columns: &[&'static str]) -> Result<Table<R>> {
        let Source { name, bytes } = source;
        let (mut records, mut record) = (Records::new(bytes), Record::default());
        records.read(&mut record).map_err(|_| Error::internal("batch.read"))?;
        let names: Vec<&[u8]> =
            (0..record.len()).map(|at| record.field(at).unwrap_or_default().trim_ascii()).collect();
        let find = |column: &&'static str| {
            let mut at = names.iter().enumerate().filter(|(_, name)| **name == column.as_bytes());
            match (at.next(), at.next()) {
                (Some((at, _)), None) => Ok(at),
                _ => Err(Error::invalid("batch.column").with("file", &name).with("column", column)),
            }
        };
        let columns = columns.iter().map(find).collect::<Result<Vec<usize>>>()?;
        let width = names.len();
        Ok(Table { name, records, record, columns, width })
    }

    /// The next row, if there is one.
    pub(crate) fn next(&mut self) -> Result<Option<Result<Row<'_>, BadRow>>> {
        if !self.records.read(&mut self.record).map_err(|_| Error::internal("batch.read"))? {
            return Ok(None);
        }
        let row = Row { file: &self.name, record: &self.record, columns: &self.columns };
        Ok(Some(match row.record {
            Record { open: true, .. } => Err(row.bad("row.quotes")),
            record if record.len() != self.width => Err(row.bad("row.fields")),
            _ => Ok(row),
        }))
    }
}

impl<'t> Row<'t> {
    /// A field as it stands.
    pub(crate) fn bytes(&self, column: usize) -> &'t [u8] {
        self.columns.get(column).and_then(|at| self.record.field(*at)).unwrap_or_default()
    }

    /// A field as text without the spaces around it; empty if it is not UTF-8.
    pub(crate) fn trimmed(&self, column: usize) -> &'t str {
        std::str::from_utf8(self.bytes(column).trim_ascii()).unwrap_or_default()
    }

    /// This row is bad.
    pub(crate) fn bad(&self, reason: &'static str) -> BadRow {
        BadRow { file: self.file.to_owned(), line: self.record.line, reason }
    }
}
