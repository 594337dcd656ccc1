//! CSV: the separator is found in the first line, which names the columns. Read twice: once for the types, once for the rows.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use csv::{ByteRecord, Reader, ReaderBuilder};
use datafusion::arrow::datatypes::{Field, Fields, Schema};
use model::name::ColumnName;

use crate::error::QueryError;
use crate::load::cell::Cell;
use crate::load::infer::Tally;
use crate::load::sink::{BadRows, RowSink};
use crate::load::written::{Targets, Written};

/// Texts that stand for a missing value.
const MISSING: [&str; 6] = ["", "NA", "N/A", "NULL", "null", "NaN"];

pub(crate) fn load(from: &Path, targets: &Targets) -> Result<Written, QueryError> {
    let separator = separator(from)?;
    let names = header(from, separator)?;
    let mut tallies = vec![Tally::default(); names.len()];
    each(from, separator, |_, record| {
        if let Ok(cells) = cells(record, names.len()) {
            for (tally, cell) in tallies.iter_mut().zip(&cells) {
                tally.add(cell);
            }
        }
        Ok(())
    })?;
    let fields: Fields = names
        .iter()
        .zip(&tallies)
        .map(|(name, tally)| Field::new(name, tally.data_type(), true))
        .collect();
    let schema = std::sync::Arc::new(Schema::new(fields));
    let mut rows = RowSink::create(&targets.part, std::sync::Arc::clone(&schema))?;
    let mut bad = BadRows::create(&targets.bad)?;
    each(from, separator, |line, record| {
        let refused = match cells(record, names.len()) {
            Ok(cells) => rows.row(cells)?,
            Err(reason) => Some(reason),
        };
        match refused {
            Some(reason) => bad.add(line, &reason, &raw(record)),
            None => Ok(()),
        }
    })?;
    Ok(Written {
        schema,
        rows: rows.finish()?,
        bad_rows: bad.finish()?,
    })
}

fn reader(from: &Path, separator: u8) -> Result<Reader<File>, QueryError> {
    ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .from_path(from)
        .map_err(|_| unreadable())
}

fn each(
    from: &Path,
    separator: u8,
    mut visit: impl FnMut(u64, &ByteRecord) -> Result<(), QueryError>,
) -> Result<(), QueryError> {
    let mut reader = reader(from, separator)?;
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|_| unreadable())? {
        let line = record.position().map_or(0, csv::Position::line);
        visit(line, &record)?;
    }
    Ok(())
}

fn cells(record: &ByteRecord, columns: usize) -> Result<Vec<Cell<'_>>, String> {
    if record.len() != columns {
        return Err(format!("has {} fields instead of {columns}", record.len()));
    }
    record
        .iter()
        .map(|field| {
            let text = std::str::from_utf8(field).map_err(|_| "is not UTF-8".to_owned())?;
            let trimmed = text.trim();
            Ok(if MISSING.contains(&trimmed) {
                Cell::Null
            } else {
                Cell::Raw(trimmed)
            })
        })
        .collect()
}

fn raw(record: &ByteRecord) -> String {
    let fields = record.iter().map(|field| String::from_utf8_lossy(field).into_owned());
    fields.collect::<Vec<_>>().join(",")
}

fn unreadable() -> QueryError {
    QueryError::invalid("", "this is not a CSV file that can be read")
}

fn separator(from: &Path) -> Result<u8, QueryError> {
    let file = File::open(from).map_err(|error| QueryError::io(&error))?;
    let mut line = Vec::new();
    BufReader::new(file)
        .read_until(b'\n', &mut line)
        .map_err(|error| QueryError::io(&error))?;
    let count = |separator: u8| line.iter().filter(|byte| **byte == separator).count();
    let found = [b',', b';', b'\t', b'|']
        .into_iter()
        .max_by_key(|separator| (count(*separator), *separator == b','));
    Ok(found.unwrap_or(b','))
}

/// Names of the columns, made valid and unique.
fn header(from: &Path, separator: u8) -> Result<Vec<String>, QueryError> {
    let mut reader = reader(from, separator)?;
    let record = reader.byte_headers().map_err(|_| unreadable())?;
    if record.is_empty() {
        return Err(QueryError::invalid("", "the first line must name the columns"));
    }
    let mut taken = BTreeSet::new();
    let mut names = Vec::with_capacity(record.len());
    for (index, field) in record.iter().enumerate() {
        let text = std::str::from_utf8(field).map_err(|_| QueryError::invalid("", "the file is not UTF-8"))?;
        let wanted = ColumnName::new(text.trim_start_matches('\u{feff}')).map(|name| name.as_str().to_owned());
        let wanted = wanted.unwrap_or_else(|_| format!("column_{}", index + 1));
        let mut name = wanted.clone();
        let mut again = 2;
        while !taken.insert(name.clone()) {
            name = format!("{wanted}_{again}");
            again += 1;
        }
        names.push(name);
    }
    Ok(names)
}
