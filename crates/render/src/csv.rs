//! An answer as CSV (RFC 4180: CRLF, quotes where needed), with the values as they were answered, not as a chart shows
//! them. An empty text is quoted and no value is not, so that a program tells them apart. Texts that a spreadsheet would take for a
//! formula get an apostrophe in front; numbers stay numbers.

use std::borrow::Cow;
use std::io::{self, Read, Seek, Write};

use chrono::SecondsFormat;
use model::answer::Answer;
use model::zone::Zone;
use serde_json::Value as Json;

/// How the file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvOptions {
    /// Begin with a byte order mark, which some spreadsheets need to read UTF-8.
    pub bom: bool,
    /// Between cells; usually `,` or `;`.
    pub separator: u8,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self {
            bom: false,
            separator: b',',
        }
    }
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// The whole answer, head first.
#[must_use]
pub fn csv(answer: &Answer, options: &CsvOptions) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64 + answer.rows.len() * answer.columns.len() * 8);
    // Writing into memory does not fail.
    let _in_memory = write(answer, options, &mut bytes);
    bytes
}

/// Writes the whole answer, head first.
///
/// # Errors
/// Those of the file.
pub fn write(answer: &Answer, options: &CsvOptions, file: &mut (impl Write + ?Sized)) -> io::Result<()> {
    if options.bom {
        file.write_all(BOM)?;
    }
    if let Some(rows) = answer.limit.filter(|_| answer.truncated) {
        write!(file, "{CUT}{rows}{CUT_END}")?;
    }
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(options.separator)
        .terminator(::csv::Terminator::CRLF)
        .quote_style(::csv::QuoteStyle::Never)
        .flexible(true)
        .from_writer(file);
    // A line with nothing on it would be no row.
    let alone = answer.columns.len() == 1;
    let quoted = |text: &str| quoted(text, options.separator);
    writer.write_record(answer.columns.iter().map(|column| quoted(&harmless(&column.name))))?;
    let zones: Vec<Zone> = answer
        .columns
        .iter()
        .map(|column| column.zone.unwrap_or_default())
        .collect();
    for row in &answer.rows {
        let cells = row.iter().zip(&zones).map(|(value, zone)| match value {
            Json::Null if !alone => String::new(),
            _ => quoted(&on_clock(value, *zone).unwrap_or_else(|| cell(value))),
        });
        writer.write_record(cells)?;
    }
    writer.flush()
}

/// The first line of a file that does not hold all rows. A reader who does not know it stumbles over it, which is better than adding up
/// a part for the whole.
const CUT: &str = "# Only the first ";
const CUT_END: &str = " rows: there are more than one answer holds.\r\n";

/// The rows that a file was cut to, by its first line; none for a whole one. The file is left at its beginning.
///
/// # Errors
/// Those of the file.
pub fn cut_to(file: &mut (impl Read + Seek)) -> io::Result<Option<u64>> {
    let mut head = [0_u8; 80];
    let mut read = 0;
    while let Some(rest) = head.get_mut(read..).filter(|rest| !rest.is_empty()) {
        match file.read(rest)? {
            0 => break,
            more => read += more,
        }
    }
    file.rewind()?;
    let head = head.get(..read).unwrap_or_default();
    let text = String::from_utf8_lossy(head.strip_prefix(BOM).unwrap_or(head));
    let rows = text.strip_prefix(CUT).and_then(|rest| rest.split(' ').next());
    Ok(rows.and_then(|rows| rows.parse().ok()))
}

/// A moment with the offset of the column's clock, so that the file says the same time as the screen and still which moment it is.
fn on_clock(value: &Json, zone: Zone) -> Option<Cow<'static, str>> {
    if zone.is_utc() {
        return None;
    }
    let at: model::Instant = value.as_str()?.parse().ok()?;
    Some(Cow::Owned(zone.at(at).to_rfc3339_opts(SecondsFormat::AutoSi, false)))
}

/// The text with quotes where it needs them; an empty one does, and one with what another program may take for a separator: what it
/// would cut off there could be a formula.
fn quoted(text: &str, separator: u8) -> String {
    let plain = |byte: u8| byte != separator && !matches!(byte, b'"' | b'\r' | b'\n' | b',' | b';' | b'\t' | b'|');
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn cell(value: &Json) -> Cow<'_, str> {
    match value {
        Json::Null => Cow::Borrowed(""),
        Json::String(text) => harmless(text),
        // Never begin with what a spreadsheet takes for a formula: figures, `true`, `[` or `{`; a minus is a number's.
        other => Cow::Owned(other.to_string()),
    }
}

/// A text that no spreadsheet computes. Decimals and long integers travel as texts and are left alone.
fn harmless(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A plain number: an optional minus, digits, optionally a point and digits.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction)
}
