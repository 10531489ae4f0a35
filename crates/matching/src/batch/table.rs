//! A CSV file row by row, its columns found by name. It refuses a header that lacks a column or names one twice; a row
//! of another length than the header is a bad row.

use std::io::Read;

use csv::ByteRecord;
use kernel::{Error, Result};

use super::{BadRow, Source};

pub(crate) struct Table<R> {
    name: String,
    reader: csv::Reader<R>,
    record: ByteRecord,
    columns: Vec<usize>,
    width: usize,
}

/// One row; fields by the order in which the columns were asked for.
pub(crate) struct Row<'t> {
    file: &'t str,
    record: &'t ByteRecord,
    columns: &'t [usize],
}

impl<R: Read> Table<R> {
    /// Reads the header. Columns may stand in any order, and others beside them.
    pub(crate) fn open(source: Source<R>, columns: &[&'static str]) -> Result<Table<R>> {
        let Source { name, bytes } = source;
        let mut reader = csv::ReaderBuilder::new().flexible(true).buffer_capacity(1 << 16).from_reader(bytes);
        let header = reader.byte_headers().map_err(|_| Error::internal("batch.read"))?;
        let names: Vec<&[u8]> = header
            .iter()
            .map(|name| name.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(name).trim_ascii())
            .collect();
        let find = |column: &&'static str| {
            let mut at = names.iter().enumerate().filter(|(_, name)| **name == column.as_bytes());
            match (at.next(), at.next()) {
                (Some((at, _)), None) => Ok(at),
                _ => Err(Error::invalid("batch.column").with("file", &name).with("column", column)),
            }
        };
        let columns = columns.iter().map(find).collect::<Result<Vec<usize>>>()?;
        let width = names.len();
        Ok(Table { name, reader, record: ByteRecord::new(), columns, width })
    }

    /// The next row, if there is one.
    pub(crate) fn next(&mut self) -> Result<Option<Result<Row<'_>, BadRow>>> {
        let more =
            self.reader.read_byte_record(&mut self.record).map_err(|_| Error::internal("batch.read"))?;
        if !more {
            return Ok(None);
        }
        let row = Row { file: &self.name, record: &self.record, columns: &self.columns };
        Ok(Some(if self.record.len() == self.width { Ok(row) } else { Err(row.bad("row.fields")) }))
    }
}

impl<'t> Row<'t> {
    /// A field as it stands.
    pub(crate) fn bytes(&self, column: usize) -> &'t [u8] {
        self.columns.get(column).and_then(|at| self.record.get(*at)).unwrap_or_default()
    }

    /// A field as text without the spaces around it; empty if it is not UTF-8.
    pub(crate) fn trimmed(&self, column: usize) -> &'t str {
        std::str::from_utf8(self.bytes(column).trim_ascii()).unwrap_or_default()
    }

    /// This row is bad.
    pub(crate) fn bad(&self, reason: &'static str) -> BadRow {
        let line = self.record.position().map_or(0, csv::Position::line);
        BadRow { file: self.file.to_owned(), line, reason }
    }
}
