//! Parquet: columns take the kept types. What cannot be kept as it is costs its cells and is said, never the file: moments finer than
//! microseconds, maps, columns without a name. Only a file that cannot be read at all is refused.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray as _, RecordBatch, StringViewArray, TimestampMicrosecondArray,
};
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit, TimestampMicrosecondType};
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use datafusion::parquet::basic::Type as PhysicalType;
use datafusion::parquet::schema::types::SchemaDescriptor;
use model::intake::{CellAt, ColumnRead, FileRead, ReadNoteKind};
use model::zone::Zone;

use crate::error::QueryError;
use crate::limits::{BATCH_ROWS, CELL_TOLD_CHARACTERS, CELLS_TOLD};
use crate::load::columns::Chosen;
use crate::load::names;
use crate::load::options::ReadOptions;
use crate::load::reading::{Reading, first_shown};
use crate::load::sink::{BadCells, ParquetSink};
use crate::load::written::{Notes, Targets, Written};
use crate::types::{canonical, kind_of};
use crate::values::json_texts;

const NOT_KEPT: &str = "is beyond what can be kept";

/// Reads a file of Parquet.
///
/// # Errors
/// `Invalid` when it cannot be read, has no columns, or something was said that only text files need.
pub(crate) fn load(
    from: &Path,
    targets: &Targets,
    options: &ReadOptions,
    chosen: &Chosen,
) -> Result<Written, QueryError> {
    refuse_options(options)?;
    let file = File::open(from).map_err(|error| QueryError::io(&error))?;
    let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::default()).map_err(|_| unreadable())?;
    let old = in_int96(metadata.metadata().file_metadata().schema_descr());
    let metadata = match coarser(metadata.schema(), &old) {
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
    options.check_names(&named.iter().map(String::as_str))?;
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
    let without_zone = |place: usize| {
        let moments = found.fields().get(place).map(|field| field.data_type());
        !old.contains(&place) && matches!(moments, Some(DataType::Timestamp(_, None)))
    };
    for (name, _) in options.types.iter().filter(|(_, said)| said.is_some()) {
        let place = named.iter().position(|column| column == name);
        if !place.is_some_and(without_zone) {
            return Err(QueryError::invalid("/types", NO_SUCH_TIMES));
        }
    }
    let told = schema.fields().iter().enumerate();
    let told = told.map(|(place, field)| Told::of(field, chosen.get(field.name()), without_zone(place)));
    let mut told: Vec<Told> = told.collect();
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

/// What is told of a file that cannot be read.
pub(crate) fn unreadable() -> QueryError {
    QueryError::invalid("", "this is not a Parquet file that can be read")
}

/// A Parquet file says all of this itself, but for the zone of times that it keeps without one.
fn refuse_options(options: &ReadOptions) -> Result<(), QueryError> {
    let zone = |said: &Option<Reading>| matches!(said, None | Some(Reading::Moment(None, Some(_))));
    let said = [
        ("/separator", options.separator.is_some()),
        ("/header", options.head.is_some()),
        ("/encoding", options.encoding.is_some()),
        ("/types", !options.types.values().all(zone)),
    ];
    match said.into_iter().find(|(_, said)| *said) {
        Some(("/types", _)) => Err(QueryError::invalid("/types", ONLY_ZONES)),
        Some((pointer, _)) => Err(QueryError::invalid(pointer, "a Parquet file says this itself")),
        None => Ok(()),
    }
}

const NO_SUCH_TIMES: &str = "a zone is said of a column whose moments have one, or that has none";
const ONLY_ZONES: &str =
    "a Parquet file says its types itself: say the zone of times without one, as at:timestamp@Europe/Berlin";

/// The places of columns with moments of INT96.
fn in_int96(written: &SchemaDescriptor) -> BTreeSet<usize> {
    (0..written.num_columns())
        .filter(|leaf| written.column(*leaf).physical_type() == PhysicalType::INT96)
        .map(|leaf| written.get_column_root_idx(leaf))
        .collect()
}

/// The schema with INT96 as microseconds, as Spark means it: as nanoseconds the years beyond 2262 would come out as others.
fn coarser(found: &Schema, old: &BTreeSet<usize>) -> Option<SchemaRef> {
    let fields = found.fields().iter().enumerate().map(|(place, field)| {
        if old.contains(&place) {
            in_microseconds(field)
        } else {
            Arc::clone(field)
        }
    });
    let fields: Fields = fields.collect();
    (!old.is_empty()).then(|| Arc::new(Schema::new_with_metadata(fields, found.metadata().clone())))
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
    /// Its moments are kept without a zone.
    without_zone: bool,
    /// Whose clock these show, where somebody said so.
    zone: Option<Zone>,
    bad: u64,
    cells: Vec<CellAt>,
    notes: Notes,
}

impl Told {
    /// A column; the zone that was said of it is used where its moments have none.
    fn of(field: &Field, chosen: Option<&Reading>, without_zone: bool) -> Self {
        let zone = match chosen {
            Some(Reading::Moment(_, zone)) if without_zone => *zone,
            _ => None,
        };
        Self {
            name: field.name().clone(),
            data_type: field.data_type().clone(),
            without_zone,
            zone,
            bad: 0,
            cells: Vec::new(),
            notes: Notes::default(),
        }
    }

    /// Moments that a clock shows, as moments.
    fn meant(&mut self, shown: &ArrayRef, first_row: u64) -> ArrayRef {
        let shown = shown.as_primitive::<TimestampMicrosecondType>();
        let Some(zone) = self.zone else {
            let unsaid = (shown.len() - shown.null_count()) as u64;
            self.notes.add(ReadNoteKind::WithoutZone, unsaid, Some(first_row));
            return Arc::new(shown.clone());
        };
        let mut twice: Option<u64> = None;
        let mut times = 0;
        let meant = shown.iter().zip(first_row..).map(|(shown, row)| {
            let (at, again) = first_shown(zone, shown?)?;
            if again {
                times += 1;
                twice.get_or_insert(row);
            }
            Some(at)
        });
        let meant: TimestampMicrosecondArray = meant.collect();
        self.notes.add(ReadNoteKind::ShownTwice, times, twice);
        Arc::new(meant)
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
        let read = Arc::clone(&kept);
        let kept = if self.without_zone {
            self.meant(&kept, first_row)
        } else {
            kept
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
            && let Ok(again) = cast_with_options(&read, column.data_type(), &lenient)
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
            read_as: match self.zone {
                Some(zone) => Reading::Moment(None, Some(zone)).to_string(),
                None => kind.as_str().to_owned(),
            },
            chosen: self.zone.is_some(),
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
