//! Records of a CSV file (RFC 4180) with the line on which each begins. It takes what others write: CRLF, a byte order
//! mark, a last line without an end, quotes within an unquoted field. Empty lines are no records. It refuses to guess
//! where a quote that is never closed should have ended.

use std::io::{BufRead, BufReader, Read};

/// Where in a field the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// After a quote within quotes: the field's end, or the first of two.
    Closing,
}

/// The fields of one record.
#[derive(Default)]
pub(crate) struct Record {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// The line on which it begins; the first is 1.
    pub(crate) line: u64,
    /// Whether its quotes were never closed.
    pub(crate) open: bool,
}

pub(crate) struct Records<R> {
    input: BufReader<R>,
    text: Vec<u8>,
    lines: u64,
}

impl Record {
    /// How many fields there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A field; none beyond the last.
    pub(crate) fn field(&self, at: usize) -> Option<&[u8]> {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.bytes.get(start..*self.ends.get(at)?)
    }

    fn take(&mut self, mut state: State, text: &[u8]) -> State {
        for byte in text {
            state = match (state, byte) {
                (State::Start, b'"') => State::Quoted,
                (State::Quoted, b'"') => State::Closing,
                (State::Start | State::Plain | State::Closing, b',') => {
                    self.ends.push(self.bytes.len());
                    State::Start
                }
                (_, byte) => {
                    self.bytes.push(*byte);
                    if matches!(state, State::Quoted) || (state == State::Closing && *byte == b'"') {
                        State::Quoted
                    } else {
                        State::Plain
                    }
                }
            };
        }
        state
    }
}

impl<R: Read> Records<R> {
    pub(crate) fn new(input: R) -> Records<R> {
        Records { input: BufReader::with_capacity(1 << 16, input), text: Vec::new(), lines: 0 }
    }

    /// Reads the next record into the one given; says whether there was one.
    pub(crate) fn read(&mut self, record: &mut Record) -> std::io::Result<bool> {
        record.bytes.clear();
        record.ends.clear();
        record.open = false;
        let mut state = State::Start;
        loop {
            self.text.clear();
            if self.input.read_until(b'\n', &mut self.text)? == 0 {
                record.open = true;
                return Ok(state == State::Quoted);
            }
            self.lines += 1;
            let mut text = self.text.as_slice();
            if self.lines == 1 {
                text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
            }
            let line = text.strip_suffix(b"\n").map_or(text, |line| line.strip_suffix(b"\r").unwrap_or(line));
            if state == State::Start {
                if line.is_empty() {
                    continue;
                }
                record.line = self.lines;
            }
            state = record.take(state, line);
            if state != State::Quoted {
                record.ends.push(record.bytes.len());
                return Ok(true);
            }
            record.bytes.extend_from_slice(&text[line.len()..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn read(text: &[u8]) -> Vec<(u64, bool, Vec<Vec<u8>>)> {
        let (mut records, mut record, mut all) = (Records::new(text), Record::default(), Vec::new());
        while records.read(&mut record).unwrap() {
            let fields = (0..record.len()).map(|at| record.field(at).unwrap().to_vec()).collect();
            assert_eq!(record.field(record.len()), None);
            all.push((record.line, record.open, fields));
        }
        all
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            rows in vec(vec(vec(any::<u8>(), 0..6), 2..5), 0..8),
            crlf: bool, mark: bool, last_end: bool, blank in 0..3usize,
        ) {
            let end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
            let mut text = if mark { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
            let (mut expected, mut line) = (Vec::new(), 1);
            for (n, row) in rows.iter().enumerate() {
                for _ in 0..blank {
                    text.extend_from_slice(end);
                    line += 1;
                }
                let quoted = |field: &Vec<u8>| {
                    let inner: Vec<u8> =
                        field.iter().flat_map(|b| vec![*b; if *b == b'"' { 2 } else { 1 }]).collect();
                    [b"\"", inner.as_slice(), b"\""].concat()
                };
                text.extend(row.iter().map(quoted).collect::<Vec<_>>().join(&b','));
                if last_end || n + 1 < rows.len() {
                    text.extend_from_slice(end);
                }
                expected.push((line, false, row.clone()));
                line += 1 + row.iter().flatten().filter(|byte| **byte == b'\n').count() as u64;
            }
            prop_assert_eq!(read(&text), expected);
        }
    }

    #[test]
    fn odd_quotes() {
        let fields = |text: &str| {
            let all = read(text.as_bytes());
            all.into_iter()
                .map(|(line, open, fields)| {
                    let fields = fields.into_iter().map(|field| String::from_utf8(field).unwrap());
                    (line, open, fields.collect::<Vec<_>>().join("|"))
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(
            fields("a,4\" pipe\nb,\"c\"d,"),
            [(1, false, "a|4\" pipe".to_owned()), (2, false, "b|cd|".to_owned())]
        );
        assert_eq!(fields("a\n\n\"b,c\nd"), [(1, false, "a".to_owned()), (3, true, String::new())]);
        assert_eq!(fields(""), []);
        assert_eq!(fields("\r\n\n"), []);
        assert_eq!(fields("\"\""), [(1, false, String::new())]);
    }
}
