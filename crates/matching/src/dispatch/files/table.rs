//! Rows of a CSV file by the names of their columns. It refuses a row that it cannot take as it stands, and says on
//! which line; ids are kept as they are, spaces included, numbers may have spaces around them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::io::Read;

use csv::ByteRecord;
use kernel::Error;

use super::{Complaint, File};

/// A file in memory, its columns found.
pub(super) struct Table {
    file: File,
    text: Vec<u8>,
    columns: Vec<usize>,
    width: usize,
    bad: Vec<(u64, &'static str)>,
}

/// A row that was read, and where it begins.
pub(super) struct Row<'a> {
    record: &'a ByteRecord,
    columns: &'a [usize],
    pub(super) byte: u64,
}

impl Table {
    /// Reads a file and finds its columns.
    pub(super) fn read(file: File, from: &mut dyn Read, names: &[&str]) -> Result<Self, Error> {
        let mut text = Vec::new();
        from.read_to_end(&mut text).map_err(|_| unread(file))?;
        if text.starts_with(b"\xEF\xBB\xBF") {
            text.drain(..3);
        }
        let mut header = ByteRecord::new();
        reader(&text).read_byte_record(&mut header).map_err(|_| unread(file))?;
        let find = |name: &&str| {
            let at = header.iter().position(|field| field.trim_ascii() == name.as_bytes());
            at.ok_or(Error::invalid("dispatch.column").with("file", file.name()).with("column", name))
        };
        let columns = names.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        Ok(Table { file, text, columns, width: header.len(), bad: Vec::new() })
    }

    /// Hands over each row; those that `take` gives a reason against are left out.
    pub(super) fn rows(
        &mut self,
        take: &mut dyn FnMut(Row<'_>) -> Result<(), &'static str>,
    ) -> Result<(), Error> {
        let mut reader = reader(&self.text);
        let mut record = ByteRecord::new();
        let mut header = true;
        while reader.read_byte_record(&mut record).map_err(|_| unread(self.file))? {
            if std::mem::take(&mut header) {
                continue;
            }
            let byte = record.position().map_or(0, |position| position.byte());
            let done = if record.len() == self.width {
                take(Row { record: &record, columns: &self.columns, byte })
            } else {
                Err("row.fields")
            };
            if let Err(reason) = done {
                self.bad.push((byte, reason));
            }
        }
        Ok(())
    }

    /// Notes a row that was found wanting later.
    pub(super) fn complain(&mut self, byte: u64, reason: &'static str) {
        self.bad.push((byte, reason));
    }

    /// Tells of all bad rows in the order of their lines.
    pub(super) fn tell(mut self, complain: &mut dyn FnMut(Complaint)) {
        self.bad.sort_unstable();
        let (mut at, mut line) = (0_usize, 1_u64);
        for (byte, reason) in self.bad {
            // A row's place may lie before the line ends that lead to it.
            let mut byte = byte as usize;
            while self.text.get(byte).is_some_and(|c| matches!(c, b'\r' | b'\n')) {
                byte += 1;
            }
            let between = self.text.get(at..byte).unwrap_or_default();
            line += between.iter().filter(|c| **c == b'\n').count() as u64;
            at = byte.max(at);
            complain(Complaint { file: self.file, line, reason });
        }
    }
}

fn unread(file: File) -> Error {
    Error::invalid("dispatch.unreadable").with("file", file.name())
}

fn reader(text: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text)
}

impl<'a> Row<'a> {
    /// An id: any text that is not empty.
    pub(super) fn id(&self, column: usize) -> Result<&'a str, &'static str> {
        let text = std::str::from_utf8(self.field(column)).map_err(|_| "row.encoding")?;
        if text.is_empty() { Err("row.empty") } else { Ok(text) }
    }

    /// A whole number.
    pub(super) fn number<N: TryFrom<i128>>(&self, column: usize) -> Result<N, &'static str> {
        let field = self.field(column).trim_ascii();
        let digits = field.strip_prefix(b"-").or_else(|| field.strip_prefix(b"+")).unwrap_or(field);
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return Err("row.integer");
        }
        let text = std::str::from_utf8(field).map_err(|_| "row.integer")?;
        let wide = text.parse::<i128>().map_err(|_| "row.range")?;
        N::try_from(wide).map_err(|_| "row.range")
    }

    fn field(&self, column: usize) -> &'a [u8] {
        self.columns.get(column).and_then(|at| self.record.get(*at)).unwrap_or_default()
    }
}

/// Numbers for ids, in the order they first come.
#[derive(Default)]
pub(super) struct Ids {
    numbers: HashMap<String, u32, BuildHasherDefault<DefaultHasher>>,
    names: Vec<String>,
}

impl Ids {
    /// The number of an id, which is given one if it is new.
    pub(super) fn number(&mut self, id: &str) -> u32 {
        // Rows of one worker often stand together.
        if self.names.last().is_some_and(|last| last == id) {
            return self.names.len() as u32 - 1;
        }
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.numbers.insert(id.to_owned(), number);
        self.names.push(id.to_owned());
        number
    }

    /// The number of an id that is known.
    pub(super) fn known(&self, id: &str) -> Option<usize> {
        self.numbers.get(id).map(|number| *number as usize)
    }

    /// The id of a number.
    pub(super) fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }
}
