//! Records of CSV with what a common reader does not tell: the line where each begins, and which cells stood in quotes. Lines end with LF,
//! CRLF or CR. A quote that does not enclose a whole cell is a character like others, so that one of them never swallows the rows after it.

use crate::error::QueryError;
use crate::limits::RECORD_BYTES;
use crate::load::text::{Pieces, TextFile};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Stands between cells.
    pub(crate) separator: u8,
    /// Encloses cells.
    pub(crate) quote: u8,
    /// A space after each separator belongs to it.
    pub(crate) spaced: bool,
}

/// One record. Used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Record {
    text: String,
    /// Where each cell ends in the text, and whether it stood in quotes.
    cells: Vec<(usize, bool)>,
    /// Its first line, from 1.
    pub(crate) line: u64,
    /// Quotes that are part of the text because they are never closed or do not enclose a whole cell.
    pub(crate) loose_quotes: u64,
}

impl Record {
    /// Its cells: text, and whether it stood in quotes.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (&str, bool)> {
        let mut from = 0;
        self.cells.iter().map(move |(to, quoted)| {
            let text = self.text.get(from..*to).unwrap_or_default();
            from = *to;
            (text, *quoted)
        })
    }

    /// How many cells.
    pub(crate) const fn len(&self) -> usize {
        self.cells.len()
    }

    /// An empty line.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.len() == 1 && self.text.is_empty() && self.cells().all(|(_, quoted)| !quoted)
    }

    /// Cells that are not empty.
    pub(crate) fn filled(&self) -> usize {
        self.cells().filter(|(text, _)| !text.trim().is_empty()).count()
    }

    fn clear(&mut self, line: u64) {
        self.text.clear();
        self.cells.clear();
        self.line = line;
        self.loose_quotes = 0;
    }

    fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
    }

    fn end(&mut self, quoted: bool) {
        self.cells.push((self.text.len(), quoted));
    }
}

/// What a cell in quotes turned out to be.
enum Quoted {
    /// It ends before this place.
    Closed(usize),
    /// The quote encloses no whole cell.
    Loose,
    /// More text is needed.
    Open,
}

/// Where reading a record stopped.
enum Step {
    /// The record takes so many bytes and line ends.
    Done { bytes: usize, lines: u64 },
    /// More text is needed.
    More,
}

/// Splits the first record off `text`. `ended`: there is no text after it.
fn split(text: &str, ended: bool, dialect: Dialect, record: &mut Record) -> Step {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut lines = 0;
    loop {
        if dialect.spaced && at > 0 && bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        let mut quoted = false;
        if bytes.get(at) == Some(&dialect.quote) {
            let (kept, before) = (record.text.len(), lines);
            match enclosed(text, at + 1, ended, dialect, record, &mut lines) {
                Quoted::Closed(end) => {
                    at = end;
                    quoted = true;
                }
                Quoted::Loose => {
                    record.text.truncate(kept);
                    lines = before;
                    record.loose_quotes += 1;
                }
                Quoted::Open => return Step::More,
            }
        }
        if !quoted {
            let ends = |byte: &u8| *byte == dialect.separator || *byte == b'\n' || *byte == b'\r';
            let length = bytes.get(at..).unwrap_or_default().iter().position(ends);
            match length {
                None if !ended => return Step::More,
                _ => {}
            }
            let end = length.map_or(bytes.len(), |length| at + length);
            record.push(text.get(at..end).unwrap_or_default());
            at = end;
        }
        record.end(quoted);
        match bytes.get(at) {
            None => {
                return Step::Done {
                    bytes: at,
                    lines: lines + 1,
                };
            }
            Some(byte) if *byte == dialect.separator => at += 1,
            Some(b'\r') => match bytes.get(at + 1) {
                None if !ended => return Step::More,
                Some(b'\n') => {
                    return Step::Done {
                        bytes: at + 2,
                        lines: lines + 1,
                    };
                }
                _ => {
                    return Step::Done {
                        bytes: at + 1,
                        lines: lines + 1,
                    };
                }
            },
            _ => {
                return Step::Done {
                    bytes: at + 1,
                    lines: lines + 1,
                };
            }
        }
    }
}

/// Reads a cell in quotes; `from` is behind the first one.
fn enclosed(text: &str, from: usize, ended: bool, dialect: Dialect, record: &mut Record, lines: &mut u64) -> Quoted {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(length) = rest.iter().position(|byte| *byte == dialect.quote) else {
            return if ended { Quoted::Loose } else { Quoted::Open };
        };
        let part = text.get(at..at + length).unwrap_or_default();
        *lines += line_ends(part);
        record.push(part);
        at += length + 1;
        match bytes.get(at) {
            Some(byte) if *byte == dialect.quote => {
                record.push(text.get(at..=at).unwrap_or_default());
                at += 1;
            }
            None if !ended => return Quoted::Open,
            Some(byte) if *byte != dialect.separator && *byte != b'\n' && *byte != b'\r' => return Quoted::Loose,
            _ => return Quoted::Closed(at),
        }
    }
}

/// Ends of lines in a text: LF, CRLF or CR.
fn line_ends(text: &str) -> u64 {
    let mut before = 0;
    let mut ends = 0;
    for byte in text.bytes() {
        ends += u64::from(byte == b'\r' || (byte == b'\n' && before != b'\r'));
        before = byte;
    }
    ends
}

/// The records of a text that is in memory as a whole: the beginning of a file.
pub(crate) fn of_text(text: &str, dialect: Dialect, mut visit: impl FnMut(&Record) -> bool) {
    let mut rest = text;
    let mut line = 1;
    let mut record = Record::default();
    while !rest.is_empty() {
        record.clear(line);
        let Step::Done { bytes, lines } = split(rest, true, dialect, &mut record) else {
            return;
        };
        line += lines;
        rest = rest.get(bytes..).unwrap_or_default();
        if !visit(&record) {
            return;
        }
    }
}

/// The records of a file.
pub(crate) struct Records {
    pieces: Pieces,
    dialect: Dialect,
    text: String,
    /// Where in the text the next record begins.
    from: usize,
    line: u64,
}

impl Records {
    /// From the beginning.
    pub(crate) fn of(file: &TextFile, dialect: Dialect) -> Result<Self, QueryError> {
        Ok(Self {
            pieces: file.pieces()?,
            dialect,
            text: String::new(),
            from: 0,
            line: 1,
        })
    }

    /// Reads the next record; `false` at the end.
    ///
    /// # Errors
    /// A record is longer than is taken; the file cannot be read.
    pub(crate) fn read(&mut self, record: &mut Record) -> Result<bool, QueryError> {
        loop {
            let rest = self.text.get(self.from..).unwrap_or_default();
            if rest.is_empty() && self.pieces.ended {
                return Ok(false);
            }
            // A quote that is open for so long is none: the record is read again as if the text ended here.
            let long = rest.len() > RECORD_BYTES;
            if !rest.is_empty() || self.pieces.ended {
                record.clear(self.line);
                match split(rest, self.pieces.ended, self.dialect, record) {
                    Step::Done { bytes, lines } => {
                        self.from += bytes;
                        self.line += lines;
                        return Ok(true);
                    }
                    Step::More if long => return self.cut(record),
                    Step::More => {}
                }
            }
            self.text.drain(..self.from);
            self.from = 0;
            // More at once the longer a record is, or a long one would be read again and again.
            let wanted = self.text.len() * 2;
            self.pieces.more(&mut self.text)?;
            while self.text.len() < wanted && !self.pieces.ended {
                self.pieces.more(&mut self.text)?;
            }
        }
    }

    fn cut(&mut self, record: &mut Record) -> Result<bool, QueryError> {
        let rest = self.text.get(self.from..).unwrap_or_default();
        record.clear(self.line);
        match split(rest, true, self.dialect, record) {
            Step::Done { bytes, lines } if bytes < rest.len() => {
                self.from += bytes;
                self.line += lines;
                Ok(true)
            }
            _ => Err(QueryError::invalid(
                "",
                format!("line {} is too long to be a row", self.line),
            )),
        }
    }

    /// Whether bytes so far were no characters of the encoding.
    pub(crate) const fn unreadable(&self) -> bool {
        self.pieces.unreadable
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMMA: Dialect = Dialect {
        separator: b',',
        quote: b'"',
        spaced: false,
    };

    fn cells(text: &str, dialect: Dialect) -> Vec<(u64, Vec<String>)> {
        let mut all = Vec::new();
        of_text(text, dialect, |record| {
            all.push((record.line, record.cells().map(|(text, _)| text.to_owned()).collect()));
            true
        });
        all
    }

    #[test]
    fn lines_are_counted_as_editors_do() {
        let lines = |text: &str| cells(text, COMMA).into_iter().map(|(line, _)| line).collect::<Vec<_>>();
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "\"1", "2\",3", "", "4,5", ""].join(end);
            assert_eq!(lines(&text), [1, 2, 4, 5], "{end:?}");
        }
    }

    #[test]
    fn a_quote_that_encloses_no_cell_swallows_nothing() {
        let text = "size,what\n\"5 inch,pipe\n\"6\" inch,rod\n7,\"bar\n8,nut\n";
        let found: Vec<_> = cells(text, COMMA).into_iter().map(|(_, cells)| cells).collect();
        assert_eq!(
            found,
            [
                vec!["size", "what"],
                vec!["\"5 inch", "pipe"],
                vec!["\"6\" inch", "rod"],
                vec!["7", "\"bar"],
                vec!["8", "nut"]
            ]
        );
    }

    proptest! {
        /// Whatever the cells are: written with quotes and read again they are the same, with every end of line.
        #[test]
        fn written_cells_are_read_again(
            rows in prop::collection::vec(prop::collection::vec("[a-c,;\"\r\n é]{0,6}", 2..4), 1..6),
            end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        ) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let text: String = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + end).collect();
            let found: Vec<_> = cells(&text, COMMA).into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(found, rows);
        }

        /// However the file is cut into pieces, the records are the same.
        #[test]
        fn pieces_make_no_difference(text in "[ab,\"\r\n]{0,40}", cut in 0_usize..40) {
            let whole = cells(&text, COMMA);
            let mut record = Record::default();
            record.clear(1);
            if let Some((first, _)) = text.split_at_checked(cut)
                && let Step::Done { .. } = split(first, false, COMMA, &mut record)
            {
                let found: Vec<_> = record.cells().map(|(text, _)| text.to_owned()).collect();
                prop_assert_eq!(&found, &whole[0].1);
            }
        }
    }
}
