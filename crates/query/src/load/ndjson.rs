//! NDJSON: one object a line. Columns are all keys in the order they first appear; lists and objects are kept as JSON text.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::datatypes::{Field, Fields, Schema};
use model::name::ColumnName;

use crate::error::QueryError;
use crate::load::cell::{Cell, JsonRow};
use crate::load::infer::Tally;
use crate::load::sink::{BadRows, RowSink};
use crate::load::written::{Targets, Written};

const NO_OBJECT: &str = "is not a JSON object";

pub(crate) fn load(from: &Path, targets: &Targets) -> Result<Written, QueryError> {
    let mut names: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut tallies: Vec<Tally> = Vec::new();
    each(from, |_, line| {
        let Ok(JsonRow::Object(cells)) = serde_json::from_slice(line) else {
            return Ok(());
        };
        for (name, cell) in &cells {
            let place = match places.get(name.as_ref()) {
                Some(place) => *place,
                None if ColumnName::new(name).is_ok_and(|valid| valid.as_str() == name) => {
                    places.insert(name.to_string(), names.len());
                    names.push(name.to_string());
                    tallies.push(Tally::default());
                    names.len() - 1
                }
                None => continue,
            };
            if let Some(tally) = tallies.get_mut(place) {
                tally.add(cell);
            }
        }
        Ok(())
    })?;
    if names.is_empty() {
        return Err(QueryError::invalid("", "no line is a JSON object with names"));
    }
    let fields: Fields = names
        .iter()
        .zip(&tallies)
        .map(|(name, tally)| Field::new(name, tally.data_type(), true))
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let mut rows = RowSink::create(&targets.part, Arc::clone(&schema))?;
    let mut bad = BadRows::create(&targets.bad)?;
    each(from, |number, line| {
        let refused = match serde_json::from_slice(line) {
            Ok(JsonRow::Object(found)) => match placed(found, &places) {
                Ok(cells) => rows.row(cells)?,
                Err(reason) => Some(reason.to_owned()),
            },
            Ok(JsonRow::Other) | Err(_) => Some(NO_OBJECT.to_owned()),
        };
        match refused {
            Some(reason) => bad.add(number, &reason, &String::from_utf8_lossy(line)),
            None => Ok(()),
        }
    })?;
    Ok(Written {
        schema,
        rows: rows.finish()?,
        bad_rows: bad.finish()?,
    })
}

fn placed<'a>(
    found: Vec<(std::borrow::Cow<'a, str>, Cell<'a>)>,
    places: &HashMap<String, usize>,
) -> Result<Vec<Cell<'a>>, &'static str> {
    let mut cells = vec![Cell::Null; places.len()];
    for (name, cell) in found {
        let place = places.get(name.as_ref()).and_then(|place| cells.get_mut(*place));
        *place.ok_or("has a name that cannot be a column")? = cell;
    }
    Ok(cells)
}

fn each(from: &Path, mut visit: impl FnMut(u64, &[u8]) -> Result<(), QueryError>) -> Result<(), QueryError> {
    let file = File::open(from).map_err(|error| QueryError::io(&error))?;
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        let read = reader
            .read_until(b'\n', &mut line)
            .map_err(|error| QueryError::io(&error))?;
        if read == 0 {
            return Ok(());
        }
        number += 1;
        let text = line.trim_ascii();
        if !text.is_empty() {
            visit(number, text)?;
        }
    }
}
