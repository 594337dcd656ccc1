//! NDJSON: one object a line. Columns are all keys in the order they first appear; lists and objects are kept as JSON text. A line that is no
//! object is left out and said; everything else costs its cell alone.

use std::collections::HashMap;
use std::path::Path;

use model::intake::{FileRead, ReadNoteKind};
use model::name::ColumnName;

use crate::error::QueryError;
use crate::limits::{FILE_COLUMNS, RECORD_BYTES};
use crate::load::cell::Cell;
use crate::load::columns::{Chosen, Columns};
use crate::load::infer::Tally;
use crate::load::json;
use crate::load::options::ReadOptions;
use crate::load::text::TextFile;
use crate::load::written::{Notes, Targets, Written};

const NO_OBJECT: &str = "is not a JSON object";
const A_LIST: &str = "this is one JSON list: NDJSON has one object a line, without brackets and commas around them";
const MOSTLY_OTHER: &str = "most lines are no JSON objects: NDJSON has one object a line, and each on one line";
const NO_COLUMN: &str = "has a name that cannot be a column";
const TWICE: &str = "stands twice in the object: the last value was taken";

/// Reads a file of NDJSON; `chosen` are the readings of columns that were chosen before.
///
/// # Errors
/// `Invalid` when most lines are no objects, or when a type is said for a column that is not there.
pub(crate) fn load(
    from: &Path,
    targets: &Targets,
    options: &ReadOptions,
    chosen: &Chosen,
) -> Result<Written, QueryError> {
    let said = [
        ("/separator", options.separator.is_some()),
        ("/header", options.head.is_some()),
    ];
    if let Some((pointer, _)) = said.into_iter().find(|(_, said)| *said) {
        return Err(QueryError::invalid(pointer, "NDJSON has none"));
    }
    let file = TextFile::open(from, options.encoding)?;
    let mut names: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut tallies: Vec<Tally> = Vec::new();
    let (mut objects, mut others) = (0_u64, 0_u64);
    each(&file, |_, line| {
        let found = json::object(line);
        if objects + others == 0 && found.is_none() && line.trim_start().starts_with('[') {
            return Err(QueryError::invalid("", A_LIST));
        }
        *(if found.is_some() { &mut objects } else { &mut others }) += 1;
        for (name, cell) in found.unwrap_or_default() {
            let place = match places.get(name.as_ref()) {
                Some(place) => *place,
                None if ColumnName::new(&name).is_ok_and(|valid| valid.as_str() == name) => {
                    if names.len() == FILE_COLUMNS {
                        return Err(QueryError::invalid(
                            "",
                            format!("a file has at most {FILE_COLUMNS} columns"),
                        ));
                    }
                    places.insert(name.to_string(), names.len());
                    names.push(name.to_string());
                    tallies.push(Tally::new(chosen.get(name.as_ref()).cloned(), true));
                    names.len() - 1
                }
                None => continue,
            };
            if let Some(tally) = tallies.get_mut(place) {
                tally.add(&cell);
            }
        }
        Ok(())
    })?;
    if names.is_empty() {
        return Err(QueryError::invalid("", "no line is a JSON object with names"));
    }
    if others > objects {
        return Err(QueryError::invalid("", MOSTLY_OTHER));
    }
    options.check_names(&names.iter().map(String::as_str))?;
    let mut notes = Notes::default();
    notes.add(ReadNoteKind::GuessedEncoding, u64::from(file.guessed), None);
    let width = names.len();
    let named = names.into_iter().zip(tallies);
    let mut columns = Columns::begin(named, chosen, &targets.part, &targets.bad)?;
    each(&file, |number, line| match json::object(line) {
        Some(found) => row(number, found, width, &places, &mut columns),
        None => {
            notes.add(ReadNoteKind::LinesLeftOut, 1, Some(number));
            columns.bad.add(number, None, NO_OBJECT, line)
        }
    })?;
    let (schema, rows, bad_rows, told) = columns.finish()?;
    Ok(Written {
        schema,
        rows,
        bad_rows,
        read: FileRead {
            format: "ndjson",
            encoding: Some(file.encoding.name().to_owned()),
            notes: notes.into_list(),
            columns: told,
            ..FileRead::default()
        },
    })
}

fn row(
    line: u64,
    found: Vec<(std::borrow::Cow<'_, str>, Cell<'_>)>,
    width: usize,
    places: &HashMap<String, usize>,
    columns: &mut Columns,
) -> Result<(), QueryError> {
    let mut cells = vec![None; width];
    for (name, cell) in found {
        match places
            .get(name.as_ref())
            .and_then(|place| cells.get_mut(*place).map(|slot| (*place, slot)))
        {
            None => columns.bad.add(line, Some(&name), NO_COLUMN, "")?,
            Some((place, slot)) => {
                if slot.replace(cell).is_some() {
                    columns.note(place, ReadNoteKind::DoubledNames, line);
                    columns.bad.add(line, Some(&name), TWICE, "")?;
                }
            }
        }
    }
    for (place, cell) in cells.iter().enumerate() {
        columns.cell(place, line, cell.as_ref().unwrap_or(&Cell::Null))?;
    }
    columns.end_row()
}

/// Every line that is not empty, with its number.
fn each(file: &TextFile, mut visit: impl FnMut(u64, &str) -> Result<(), QueryError>) -> Result<(), QueryError> {
    let mut pieces = file.pieces()?;
    let mut text = String::new();
    let mut number = 0;
    loop {
        let mut from = 0;
        while let Some(rest) = text.get(from..) {
            let end = match rest.find('\n') {
                Some(end) => end,
                None if pieces.ended => rest.len(),
                None => break,
            };
            if rest.is_empty() {
                break;
            }
            number += 1;
            let line = rest.get(..end).unwrap_or_default().trim_ascii();
            if !line.is_empty() {
                visit(number, line)?;
            }
            from += end + 1;
        }
        if pieces.ended {
            return Ok(());
        }
        text.drain(..from.min(text.len()));
        if text.len() > RECORD_BYTES {
            return Err(QueryError::invalid(
                "",
                format!("line {} is too long to be a row", number + 1),
            ));
        }
        pieces.more(&mut text)?;
    }
}
