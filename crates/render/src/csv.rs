//! An answer as CSV (RFC 4180: CRLF, quotes where needed), with the values as they were answered, not as a chart shows
//! them. Texts that a spreadsheet would take for a formula get an apostrophe in front; numbers stay numbers.

use std::borrow::Cow;
use std::io::{self, Write};

use model::answer::Answer;
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
    let mut writer = ::csv::WriterBuilder::new()
        .delimiter(options.separator)
        .terminator(::csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(file);
    writer.write_record(answer.columns.iter().map(|c| harmless(&c.name).into_owned()))?;
    for row in &answer.rows {
        writer.write_record(row.iter().map(|value| cell(value).into_owned()))?;
    }
    writer.flush()
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
