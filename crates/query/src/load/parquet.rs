//! Parquet: columns take the kept types. What cannot be kept as it is costs its cells and is said, never the file: moments finer than
//! microseconds, maps, columns without a name. Only a file that cannot be read at all is refused.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, RecordBatch, StringViewArray};
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use datafusion::parquet::basic::Type as PhysicalType;
use datafusion::parquet::schema::types::SchemaDescriptor;
use model::intake::{CellAt, ColumnRead, FileRead, ReadNoteKind};

use crate::error::QueryError;
use crate::limits::{BATCH_ROWS, CELL_TOLD_CHARACTERS, CELLS_TOLD};
use crate::load::names;
use crate::load::options::ReadOptions;
use crate::load::sink::{BadCells, ParquetSink};
use crate::load::written::{Notes, Targets, Written};
use crate::types::{canonical, kind_of};
use crate::values::json_texts;

const NOT_KEPT: &str = "is beyond what can be kept";

/// Reads a file of Parquet.
///
/// # Errors
/// `Invalid` when it cannot be read, has no columns, or something was said that only text files need.
pub(crate) fn load(from: &Path, targets: &Targets, options: &ReadOptions) -> Result<Written, QueryError> {
    refuse_options(options)?;
    let unreadable = || QueryError::invalid("", "this is not a Parquet file that can be read");
    let file = File::open(from).map_err(|error| QueryError::io(&error))?;
    let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::default()).map_err(|_| unreadable())?;
    let metadata = match coarser(metadata.schema(), metadata.metadata().file_metadata().schema_descr()) {
        None => metadata,
        Some(schema) => {
            let options = ArrowReaderOptions::default().with_schema(schema);
            ArrowReaderMetadata::load(&file, options).map_err(|_| unreadable())?
        }
    };
    let found = Arc::clone(metadata.schema());
    if found.fields().is_empty() {
        return Err(QueryError::invalid("", "the file has no columns"));
    }
    let (named, renamed) = names::valid(found.fields().iter().map(|field| field.name().as_str()))?;
    let fields: Fields = found
        .fields()
        .iter()
        .zip(&named)
        .map(|(field, name)| Field::new(name, canonical(field.data_type()), true))
        .collect();
    let schema: SchemaRef = Arc::new(Schema::new(fields));
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
    let reader = reader.with_batch_size(BATCH_ROWS).build().map_err(|_| unreadable())?;
    let mut sink = ParquetSink::create(&targets.part, Arc::clone(&schema))?;
    let mut told: Vec<Told> = schema.fields().iter().map(|field| Told::of(field)).collect();
    let mut bad = BadCells::create(&targets.bad)?;
    let mut first_row = 1;
    for batch in reader {
        let batch = batch.map_err(|_| unreadable())?;
        let mut columns = Vec::with_capacity(batch.num_columns());
        let mut faults = Vec::new();
        for (column, told) in batch.columns().iter().zip(&mut told) {
            columns.push(told.take(column, first_row, &mut faults)?);
        }
        // The list is by rows, as the lists of other formats are.
        faults.sort_by_key(|fault: &Fault| fault.row);
        for fault in faults {
            bad.add(fault.row, Some(&fault.column), NOT_KEPT, &fault.text)?;
        }
        first_row += batch.num_rows() as u64;
        let batch = RecordBatch::try_new(Arc::clone(&schema), columns).map_err(|_| unreadable())?;
        sink.write(&batch)?;
    }
    let mut notes = Notes::default();
    notes.add(ReadNoteKind::RenamedColumns, renamed, None);
    Ok(Written {
        schema,
        rows: sink.finish()?,
        bad_rows: bad.finish()?,
        read: FileRead {
            format: "parquet",
            notes: notes.into_list(),
            columns: told.into_iter().map(Told::told).collect(),
            ..FileRead::default()
        },
    })
}

/// A Parquet file says all of this itself.
fn refuse_options(options: &ReadOptions) -> Result<(), QueryError> {
    let said = [
        ("/separator", options.separator.is_some()),
        ("/header", options.head.is_some()),
        ("/encoding", options.encoding.is_some()),
        ("/types", !options.types.is_empty()),
    ];
    match said.into_iter().find(|(_, said)| *said) {
        Some((pointer, _)) => Err(QueryError::invalid(pointer, "a Parquet file says this itself")),
        None => Ok(()),
    }
}

/// The schema with INT96 as microseconds, as Spark means it: as nanoseconds the years beyond 2262 would come out as others.
fn coarser(found: &Schema, written: &SchemaDescriptor) -> Option<SchemaRef> {
    let old = |place: usize| {
        let mut leaves = (0..written.num_columns()).filter(|leaf| written.get_column_root_idx(*leaf) == place);
        leaves.any(|leaf| written.column(leaf).physical_type() == PhysicalType::INT96)
    };
    let mut any = false;
    let fields = found.fields().iter().enumerate().map(|(place, field)| {
        if !old(place) {
            return Arc::clone(field);
        }
        any = true;
        in_microseconds(field)
    });
    let fields: Fields = fields.collect();
    any.then(|| Arc::new(Schema::new_with_metadata(fields, found.metadata().clone())))
}

fn in_microseconds(field: &Arc<Field>) -> Arc<Field> {
    let data_type = match field.data_type() {
        DataType::Timestamp(TimeUnit::Nanosecond, zone) => DataType::Timestamp(TimeUnit::Microsecond, zone.clone()),
        DataType::List(inner) => DataType::List(in_microseconds(inner)),
        DataType::Map(inner, sorted) => DataType::Map(in_microseconds(inner), *sorted),
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(in_microseconds).collect()),
        other => other.clone(),
    };
    Arc::new(field.as_ref().clone().with_data_type(data_type))
}

struct Fault {
    row: u64,
    column: String,
    text: String,
}

/// A column, and what is to be told of it.
struct Told {
    name: String,
    data_type: DataType,
    bad: u64,
    cells: Vec<CellAt>,
    notes: Notes,
}

impl Told {
    fn of(field: &Field) -> Self {
        Self {
            name: field.name().clone(),
            data_type: field.data_type().clone(),
            bad: 0,
            cells: Vec::new(),
            notes: Notes::default(),
        }
    }

    /// The values in the kept type; what has no place there becomes empty and is noted.
    fn take(&mut self, column: &ArrayRef, first_row: u64, faults: &mut Vec<Fault>) -> Result<ArrayRef, QueryError> {
        let lenient = CastOptions {
            safe: true,
            ..CastOptions::default()
        };
        let kept = match cast_with_options(column, &self.data_type, &lenient) {
            Ok(kept) => kept,
            Err(_) if self.data_type == DataType::Utf8View => {
                let texts = json_texts(column).map_err(|_| QueryError::Internal)?;
                let filled = texts.iter().filter(|text| text.is_some()).count();
                self.notes.add(ReadNoteKind::KeptAsText, filled as u64, Some(first_row));
                Arc::new(StringViewArray::from_iter(texts))
            }
            Err(_) => {
                let message = format!("column {} holds values that cannot be kept", self.name);
                return Err(QueryError::invalid("", message));
            }
        };
        if kept.null_count() > column.logical_null_count() {
            let texts = json_texts(column).map_err(|_| QueryError::Internal)?;
            let lost = (0..)
                .zip(texts)
                .filter(|(row, text)| kept.is_null(*row) && text.is_some());
            for (row, text) in lost {
                self.bad += 1;
                let fault = Fault {
                    row: first_row + row as u64,
                    column: self.name.clone(),
                    text: text.unwrap_or_default(),
                };
                if self.cells.len() < CELLS_TOLD {
                    self.cells.push(CellAt {
                        line: fault.row,
                        text: fault.text.chars().take(CELL_TOLD_CHARACTERS).collect(),
                        becomes: None,
                    });
                }
                faults.push(fault);
            }
        }
        if loses(column.data_type(), &self.data_type)
            && let Ok(again) = cast_with_options(&kept, column.data_type(), &lenient)
        {
            let changed =
                datafusion::arrow::compute::kernels::cmp::neq(&again, column).map_err(|_| QueryError::Internal)?;
            let first = changed.iter().position(|changed| changed == Some(true));
            self.notes.add(
                ReadNoteKind::Rounded,
                changed.true_count() as u64,
                first.map(|row| first_row + row as u64),
            );
        }
        Ok(kept)
    }

    fn told(self) -> ColumnRead {
        let kind = kind_of(&self.data_type);
        ColumnRead {
            name: self.name,
            kind,
            read_as: kind.as_str().to_owned(),
            chosen: false,
            missing_words: 0,
            bad_cells: self.bad,
            cells: self.cells,
            notes: self.notes.into_list(),
            offers: Vec::new(),
        }
    }
}

/// Whether the kept type is coarser.
const fn loses(found: &DataType, kept: &DataType) -> bool {
    match found {
        DataType::Timestamp(TimeUnit::Nanosecond, _)
        | DataType::Time64(TimeUnit::Nanosecond)
        | DataType::Duration(TimeUnit::Nanosecond) => true,
        DataType::Date64 => matches!(kept, DataType::Date32),
        _ => false,
    }
}
