//! CSV: what dialect it is in is recognised first, then the types of all cells, then rows are written. The file is read twice from disk and
//! never held in memory.

mod dialect;
mod records;

use std::path::Path;

use model::intake::{FileRead, ReadNoteKind};

use crate::error::QueryError;
use crate::limits::DIALECT_BYTES;
use crate::load::cell::Cell;
use crate::load::columns::{Chosen, Columns};
use crate::load::csv::dialect::{Recognised, recognise};
use crate::load::csv::records::{Record, Records};
use crate::load::digits::Digits;
use crate::load::infer::Tally;
use crate::load::names;
use crate::load::options::ReadOptions;
use crate::load::reading::Marks;
use crate::load::text::TextFile;
use crate::load::written::{Notes, Targets, Written};

const CANNOT: &str = "has characters that this encoding does not have";

/// Reads a file of CSV; `chosen` are the readings of columns that were chosen before.
///
/// # Errors
/// `Invalid` when it is no text or has no columns, or when a type is said for a column that is not there.
pub(crate) fn load(
    from: &Path,
    targets: &Targets,
    options: &ReadOptions,
    chosen: &Chosen,
) -> Result<Written, QueryError> {
    let file = TextFile::open(from, options.encoding)?;
    let found = recognise(&start(&file)?, options);
    let scan = Scan::of(&file, found, options, chosen)?;
    let mut notes = Notes::default();
    notes.add(ReadNoteKind::SepLine, u64::from(found.sep_line), Some(1));
    notes.add(ReadNoteKind::TitleLines, found.above, Some(1));
    notes.add(ReadNoteKind::SpaceAfterSeparator, u64::from(found.dialect.spaced), None);
    notes.add(ReadNoteKind::EmptyColumns, scan.empty_columns, found.head);
    notes.add(ReadNoteKind::RenamedColumns, scan.renamed, found.head);
    notes.add(ReadNoteKind::FiguresAsNames, u64::from(scan.figures), found.head);
    notes.add(ReadNoteKind::GuessedEncoding, u64::from(file.guessed), None);
    let (width, first_row, unreadable) = (scan.width, scan.first_row, scan.unreadable);
    let named = scan.names.into_iter().zip(scan.tallies);
    let mut columns = Columns::begin(named, chosen, &targets.part, &targets.bad)?;
    let mut records = Records::of(&file, found.dialect)?;
    let mut record = Record::default();
    while records.read(&mut record)? {
        if record.line >= first_row && !record.is_blank() {
            row(&record, width, unreadable, &mut columns, &mut notes)?;
        }
    }
    let (schema, rows, bad_rows, told) = columns.finish()?;
    Ok(Written {
        schema,
        rows,
        bad_rows,
        read: FileRead {
            format: "csv",
            encoding: Some(file.encoding.name().to_owned()),
            separator: Some(char::from(found.dialect.separator).to_string()),
            quote: Some(char::from(found.dialect.quote).to_string()),
            head_line: found.head.map(|_| first_row - 1),
            notes: notes.into_list(),
            columns: told,
        },
    })
}

/// The beginning of the text, to its last whole line.
fn start(file: &TextFile) -> Result<String, QueryError> {
    let mut pieces = file.pieces()?;
    let mut text = String::new();
    while text.len() < DIALECT_BYTES && !pieces.ended {
        pieces.more(&mut text)?;
    }
    if !pieces.ended
        && let Some(end) = text.rfind(['\n', '\r'])
    {
        text.truncate(end);
    }
    if text.trim().is_empty() {
        return Err(QueryError::invalid("", "the file is empty"));
    }
    Ok(text)
}

/// What the first reading of all rows found.
struct Scan {
    names: Vec<String>,
    tallies: Vec<Tally>,
    /// Columns that rows have in the file; those without name and value are the last ones, and left out.
    width: usize,
    /// Rows begin at this line.
    first_row: u64,
    empty_columns: u64,
    renamed: u64,
    /// The line of the names holds figures alone.
    figures: bool,
    unreadable: bool,
}

impl Scan {
    fn of(file: &TextFile, found: Recognised, options: &ReadOptions, chosen: &Chosen) -> Result<Self, QueryError> {
        let mut records = Records::of(file, found.dialect)?;
        let mut record = Record::default();
        let mut head: Option<Vec<String>> = None;
        let mut tallies: Vec<Tally> = Vec::new();
        let for_thousands = found.dialect.separator != b',';
        let mut first_row = found.from;
        while records.read(&mut record)? {
            if record.is_blank() || (head.is_none() && record.line < found.head.unwrap_or(found.from)) {
                continue;
            }
            if head.is_some() {
                tally(&record, &mut tallies);
                continue;
            }
            let is_head = found.head.is_some();
            let text = |(text, _): (&str, bool)| if is_head { text.to_owned() } else { String::new() };
            let names: Vec<String> = record.cells().map(text).collect();
            let (named, _) = names::valid(names.iter().map(String::as_str))?;
            options.check_names(&named.iter().map(String::as_str))?;
            let named = named.iter();
            tallies = named
                .map(|name| Tally::new(chosen.get(name).cloned(), for_thousands))
                .collect();
            head = Some(names);
            if is_head {
                first_row = record.line + 1;
            } else {
                tally(&record, &mut tallies);
            }
        }
        let head = head.ok_or_else(|| QueryError::invalid("/header", "the file has no such line"))?;
        let mut said = head.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
        let figures = found.head.is_some() && said.clone().next().is_some() && said.all(is_figure);
        let (mut names, mut renamed) = names::valid(head.iter().map(String::as_str))?;
        let width = names.len();
        let nameless = head.iter().zip(&tallies).rev();
        let empty = nameless
            .take_while(|(name, tally)| name.trim().is_empty() && tally.is_blank())
            .count();
        let empty = if empty < width && found.head.is_some() {
            empty
        } else {
            0
        };
        names.truncate(width - empty);
        tallies.truncate(width - empty);
        if found.head.is_none() {
            renamed = 0;
        }
        Ok(Self {
            names,
            tallies,
            width,
            first_row,
            empty_columns: empty as u64,
            renamed: renamed.saturating_sub(empty as u64),
            figures,
            unreadable: records.unreadable(),
        })
    }
}

/// A number, with whatever marks.
fn is_figure(text: &str) -> bool {
    let marks = [Marks::Plain, Marks::Point, Marks::Comma];
    marks
        .iter()
        .any(|marks| marks.plain(text).is_some_and(|plain| Digits::parse(&plain).is_some()))
}

fn tally(record: &Record, tallies: &mut [Tally]) {
    for ((text, quoted), tally) in record.cells().zip(tallies) {
        tally.add(&cell(text, quoted));
    }
}

const fn cell(text: &str, quoted: bool) -> Cell<'_> {
    if text.is_empty() && !quoted {
        Cell::Null
    } else {
        Cell::Raw { text, quoted }
    }
}

/// Writes one row; what is wrong with it costs the cells, not the row.
fn row(
    record: &Record,
    width: usize,
    unreadable: bool,
    columns: &mut Columns,
    notes: &mut Notes,
) -> Result<(), QueryError> {
    let line = record.line;
    notes.add(ReadNoteKind::LooseQuotes, record.loose_quotes, Some(line));
    let mut place = 0;
    for (text, quoted) in record.cells().take(width) {
        columns.cell(place, line, &cell(text, quoted))?;
        if unreadable && text.contains('\u{fffd}') {
            notes.add(ReadNoteKind::UnreadableCharacters, 1, Some(line));
            let name = columns.name(place).to_owned();
            columns.bad.add(line, Some(&name), CANNOT, text)?;
        }
        place += 1;
    }
    while place < width {
        columns.cell(place, line, &Cell::Null)?;
        place += 1;
    }
    columns.end_row()?;
    let found = record.len();
    let more = || record.cells().skip(width);
    if found < width {
        notes.add(ReadNoteKind::ShortRows, 1, Some(line));
        let reason = format!("has {found} cells instead of {width}: the others are empty");
        columns.bad.add(line, None, &reason, &raw(record))?;
    } else if more().any(|(text, _)| !text.trim().is_empty()) {
        notes.add(ReadNoteKind::LongRows, 1, Some(line));
        let reason = format!("has {found} cells instead of {width}: the further ones are left out");
        columns.bad.add(line, None, &reason, &raw(record))?;
    } else {
        let trailing = u64::from(found > width);
        notes.add(ReadNoteKind::TrailingSeparator, trailing, Some(line));
    }
    Ok(())
}

fn raw(record: &Record) -> String {
    record.cells().map(|(text, _)| text).collect::<Vec<_>>().join(",")
}
