//! Pushed rows as columns: every value against its column's type, every fault with its pointer. All rows of a call are taken or none.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, Field, Fields, Schema};
use model::column::ColumnType;
use model::invalid::{Faults, escape};
use model::name::ColumnName;

use crate::error::QueryError;
use crate::ingest::incoming::{NewRows, ROW_ID};
use crate::limits::{DATASET_COLUMNS, FAULTS_TOLD};
use crate::load::cell::{Cell, ColumnBuilder, Fitted, fit};
use crate::load::digits::Digits;
use crate::load::json;
use crate::types::{TIMESTAMP, micros, of_kind};

/// Reads rows for these columns.
pub(crate) fn read(rows: &NewRows, schema: &Schema, grow: bool) -> Result<RecordBatch, QueryError> {
    let mut reader = Reader::new(schema, grow);
    match rows {
        NewRows::Json(bytes) => {
            let rows = text(bytes)?;
            let rows = json::objects(rows);
            for row in rows.ok_or_else(|| QueryError::invalid("", "this is not a JSON array of objects"))? {
                reader.row(row);
            }
        }
        NewRows::Ndjson(bytes) => {
            for line in text(bytes)?.split('\n') {
                let line = line.trim_ascii();
                if !line.is_empty() {
                    reader.row(json::object(line));
                }
            }
        }
    }
    reader.finish()
}

fn text(bytes: &[u8]) -> Result<&str, QueryError> {
    let text = std::str::from_utf8(bytes).map_err(|_| QueryError::invalid("", "this is not UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

struct Column {
    name: String,
    data_type: DataType,
    builder: ColumnBuilder,
    /// Rows that it holds already; the rest is missing.
    filled: usize,
}

struct Reader {
    columns: Vec<Column>,
    places: HashMap<String, usize>,
    grow: bool,
    rows: usize,
    faults: Faults,
    fault_count: usize,
}

impl Reader {
    fn new(schema: &Schema, grow: bool) -> Self {
        let column = |field: &Arc<Field>| Column {
            name: field.name().clone(),
            data_type: field.data_type().clone(),
            builder: ColumnBuilder::new(field.data_type()),
            filled: 0,
        };
        let names = schema.fields().iter().enumerate();
        Self {
            columns: schema.fields().iter().map(column).collect(),
            places: names.map(|(place, field)| (field.name().clone(), place)).collect(),
            grow,
            rows: 0,
            faults: Faults::default(),
            fault_count: 0,
        }
    }

    fn fault(&mut self, pointer: String, message: impl Into<String>) {
        self.fault_count += 1;
        if self.fault_count <= FAULTS_TOLD {
            self.faults.add(pointer, message);
        }
    }

    fn row(&mut self, row: Option<Vec<(Cow<'_, str>, Cell<'_>)>>) {
        let number = self.rows;
        self.rows += 1;
        let Some(cells) = row else {
            self.fault(format!("/{number}"), "expected an object with the columns as names");
            return;
        };
        for (name, cell) in cells {
            let place = match self.places.get(name.as_ref()) {
                Some(place) => *place,
                None => match self.add(&name, &cell) {
                    Ok(Some(place)) => place,
                    // A new column without a value has no type yet: nothing is lost by leaving it out.
                    Ok(None) => continue,
                    Err(message) => {
                        self.fault(format!("/{number}/{}", escape(&name)), message);
                        continue;
                    }
                },
            };
            if let Err(message) = self.put(place, number, cell) {
                self.fault(format!("/{number}/{}", escape(&name)), message);
            }
        }
    }

    fn put(&mut self, place: usize, row: usize, cell: Cell<'_>) -> Result<(), &'static str> {
        let Some(column) = self.columns.get_mut(place) else {
            return Ok(());
        };
        if column.filled > row {
            return Err("this name stands twice in the row");
        }
        // Ids of rows are compared as texts, whatever devices send.
        let lenient = column.name == ROW_ID;
        let value = fit(cell, &column.data_type, lenient)?;
        while column.filled < row {
            column.builder.push_null();
            column.filled += 1;
        }
        match value {
            Fitted::Null => column.builder.push_null(),
            value => column.builder.push(&value),
        }
        column.filled += 1;
        Ok(())
    }

    /// Adds a column that the dataset did not have, if it may grow.
    fn add(&mut self, name: &str, cell: &Cell<'_>) -> Result<Option<usize>, &'static str> {
        if !self.grow {
            return Err("there is no such column");
        }
        if !ColumnName::new(name).is_ok_and(|valid| valid.as_str() == name) {
            return Err("a column name has 1 to 128 characters in one line");
        }
        if self.columns.len() >= DATASET_COLUMNS {
            return Err("a dataset has at most 500 columns");
        }
        let data_type = match cell {
            Cell::Null => return Ok(None),
            Cell::Bool(_) => DataType::Boolean,
            // So many digits are an id: as a floating number it would be another one.
            Cell::Number(text)
                if Digits::parse(text).is_none_or(|digits| digits.whole() && digits.significant > 15) =>
            {
                of_kind(ColumnType::Decimal)
            }
            // Devices that send 20 today may send 20.5 tomorrow.
            Cell::Number(_) => DataType::Float64,
            Cell::Text(text) if text.contains('T') && micros(text).is_some() => TIMESTAMP,
            Cell::Text(_) | Cell::Raw { .. } => DataType::Utf8View,
            Cell::Nested(_) => return Err("expected a text, a number or true/false"),
        };
        let place = self.columns.len();
        self.places.insert(name.to_owned(), place);
        self.columns.push(Column {
            name: name.to_owned(),
            builder: ColumnBuilder::new(&data_type),
            data_type,
            filled: 0,
        });
        Ok(Some(place))
    }

    fn finish(self) -> Result<RecordBatch, QueryError> {
        self.faults.finish()?;
        let rows = self.rows;
        let mut fields = Vec::with_capacity(self.columns.len());
        let mut arrays = Vec::with_capacity(self.columns.len());
        for mut column in self.columns {
            while column.filled < rows {
                column.builder.push_null();
                column.filled += 1;
            }
            fields.push(Field::new(column.name, column.data_type, true));
            arrays.push(column.builder.finish());
        }
        let schema = Arc::new(Schema::new(Fields::from(fields)));
        RecordBatch::try_new(schema, arrays).map_err(|_| QueryError::Internal)
    }
}
