//! The columns of a text file while its rows are written: every cell becomes a value, is missing, or is bad and costs itself alone. Counts
//! what each column's reading left out, and what the readings that were not taken would cost. Which reading is taken is decided before.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use model::intake::{CellAt, ColumnOffer, ColumnRead, ReadNoteKind};

use crate::error::QueryError;
use crate::limits::{CELL_TOLD_CHARACTERS, CELLS_TOLD};
use crate::load::cell::{Cell, Fitted, is_missing_word, number_of_json, rounds};
use crate::load::infer::Tally;
use crate::load::options::said;
use crate::load::reading::{Kept, Reading};
use crate::load::sink::{BadCells, RowSink};
use crate::load::written::Notes;
use crate::types::{TIMESTAMP, kind_of};

/// Readings of columns by name, as they were chosen at earlier uploads or at this one.
pub(crate) type Chosen = BTreeMap<String, Reading>;

struct Column {
    name: String,
    kept: Kept,
    chosen: bool,
    words: u64,
    bad: u64,
    cells: Vec<CellAt>,
    notes: Notes,
    offers: Vec<Offer>,
}

struct Offer {
    kept: Kept,
    empty: u64,
    rewritten: u64,
    cells: Vec<CellAt>,
}

/// All columns, and where their values go.
pub(crate) struct Columns {
    columns: Vec<Column>,
    rows: RowSink,
    pub(crate) bad: BadCells,
    schema: SchemaRef,
}

/// What became of a cell.
enum Taken<'a> {
    Value(Fitted<'a>),
    Missing,
    Word,
    Bad,
}

impl Columns {
    /// Columns that are read as their tallies decide.
    pub(crate) fn begin(
        named: impl Iterator<Item = (String, Tally)>,
        chosen: &Chosen,
        part: &Path,
        bad: &Path,
    ) -> Result<Self, QueryError> {
        let column = |(name, tally): (String, Tally)| {
            let (kept, offers) = tally.decide();
            let offer = |kept| Offer {
                kept,
                empty: 0,
                rewritten: 0,
                cells: Vec::new(),
            };
            Column {
                chosen: chosen.contains_key(&name),
                name,
                kept,
                words: 0,
                bad: 0,
                cells: Vec::new(),
                notes: Notes::default(),
                offers: offers.into_iter().map(offer).collect(),
            }
        };
        let columns: Vec<Column> = named.map(column).collect();
        let fields: Fields = columns
            .iter()
            .map(|column| Field::new(&column.name, column.kept.data_type.clone(), true))
            .collect();
        let schema: SchemaRef = Arc::new(Schema::new(fields));
        Ok(Self {
            columns,
            rows: RowSink::create(part, Arc::clone(&schema))?,
            bad: BadCells::create(bad)?,
            schema,
        })
    }

    /// Takes the cell of the column at this place. Every column gets one for each row.
    pub(crate) fn cell(&mut self, place: usize, line: u64, cell: &Cell<'_>) -> Result<(), QueryError> {
        let Some(column) = self.columns.get_mut(place) else {
            return Ok(());
        };
        let value = match take(&column.kept, cell) {
            Taken::Value(value) => value,
            Taken::Missing => Fitted::Null,
            Taken::Word => {
                column.words += 1;
                tell(&mut column.cells, line, cell, None);
                Fitted::Null
            }
            Taken::Bad => {
                column.bad += 1;
                tell(&mut column.cells, line, cell, None);
                let reason = column.kept.reading.expected();
                self.bad.add(line, Some(&column.name), reason, &text_of(cell))?;
                Fitted::Null
            }
        };
        column.note(line, cell, &value);
        for offer in &mut column.offers {
            offer.weigh(line, cell);
        }
        self.rows.put(place, &value);
        Ok(())
    }

    /// Ends a row.
    pub(crate) fn end_row(&mut self) -> Result<(), QueryError> {
        self.rows.end_row()
    }

    /// Notes something of a column that is not told by its cells alone.
    pub(crate) fn note(&mut self, place: usize, kind: ReadNoteKind, line: u64) {
        if let Some(column) = self.columns.get_mut(place) {
            column.notes.add(kind, 1, Some(line));
        }
    }

    /// The name of a column.
    pub(crate) fn name(&self, place: usize) -> &str {
        self.columns.get(place).map_or("", |column| &column.name)
    }

    /// Ends all files: the columns' types, rows, rows with bad cells, and what is to be told of each column.
    pub(crate) fn finish(self) -> Result<(SchemaRef, u64, u64, Vec<ColumnRead>), QueryError> {
        let rows = self.rows.finish()?;
        let bad_rows = self.bad.finish()?;
        let told = self.columns.into_iter().map(Column::told).collect();
        Ok((self.schema, rows, bad_rows, told))
    }
}

impl Column {
    fn note(&mut self, line: u64, cell: &Cell<'_>, value: &Fitted<'_>) {
        if self.chosen
            && let Cell::Raw { text, .. } = cell
        {
            let either = self
                .kept
                .reading
                .marks()
                .is_some_and(|marks| marks.may_be_a_fraction(text));
            self.notes
                .add(ReadNoteKind::ThousandsTaken, u64::from(either), Some(line));
        }
        match value {
            Fitted::Micros(micros) if self.kept.data_type == TIMESTAMP => {
                let text = text_of(cell);
                let reading = &self.kept.reading;
                let unsaid = matches!(reading, Reading::Moment(_, None)) && !reading.says_zone(&text);
                self.notes.add(ReadNoteKind::WithoutZone, u64::from(unsaid), Some(line));
                let twice = reading.shown_twice(&text, *micros);
                self.notes.add(ReadNoteKind::ShownTwice, u64::from(twice), Some(line));
            }
            // Only who chose this type can have made numbers into fewer digits.
            Fitted::Float(number) if self.chosen => {
                let rounded = match (&self.kept.reading, cell) {
                    (Reading::Float(marks), Cell::Raw { text, .. }) => {
                        marks.plain(text.trim()).is_some_and(|plain| rounds(&plain, *number))
                    }
                    _ => rounds(&text_of(cell), *number),
                };
                self.notes.add(ReadNoteKind::Rounded, u64::from(rounded), Some(line));
            }
            _ => {}
        }
    }

    fn told(self) -> ColumnRead {
        let name = self.name;
        let offer = |offer: Offer| ColumnOffer {
            types: said(&name, &offer.kept.reading),
            kind: kind_of(&offer.kept.data_type),
            empty: offer.empty,
            rewritten: offer.rewritten,
            cells: offer.cells,
        };
        ColumnRead {
            kind: kind_of(&self.kept.data_type),
            read_as: self.kept.reading.to_string(),
            chosen: self.chosen,
            missing_words: self.words,
            bad_cells: self.bad,
            cells: self.cells,
            notes: self.notes.into_list(),
            offers: self.offers.into_iter().map(offer).collect(),
            name,
        }
    }
}

impl Offer {
    /// Counts what this reading would do to the cell.
    fn weigh(&mut self, line: u64, cell: &Cell<'_>) {
        match take(&self.kept, cell) {
            Taken::Missing => {}
            Taken::Word | Taken::Bad => {
                self.empty += 1;
                tell(&mut self.cells, line, cell, None);
            }
            Taken::Value(value) => {
                if let Some(becomes) = self.kept.rewritten(&text_of(cell), &value) {
                    self.rewritten += 1;
                    tell(&mut self.cells, line, cell, Some(becomes));
                }
            }
        }
    }
}

fn take<'a>(kept: &Kept, cell: &'a Cell<'_>) -> Taken<'a> {
    let is_text = kept.reading == Reading::Text;
    let value = match cell {
        Cell::Null => return Taken::Missing,
        Cell::Raw { text, .. } if is_text => Some(Fitted::Text(Cow::Borrowed(*text))),
        Cell::Raw { text, .. } if text.trim().is_empty() => return Taken::Missing,
        Cell::Raw { text, quoted: false } if is_missing_word(text) => return Taken::Word,
        Cell::Raw { text, .. } => kept.read(text),
        Cell::Text(text) => kept.read(text),
        Cell::Number(text) | Cell::Nested(text) if is_text => Some(Fitted::Text(Cow::Borrowed(*text))),
        Cell::Number(text) => number_of_json(text, &kept.data_type),
        Cell::Bool(value) if is_text => Some(Fitted::Text(Cow::Owned(value.to_string()))),
        Cell::Bool(value) => (kept.data_type == DataType::Boolean).then_some(Fitted::Bool(*value)),
        Cell::Nested(_) => None,
    };
    value.map_or(Taken::Bad, Taken::Value)
}

fn text_of<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Null => Cow::Borrowed(""),
        Cell::Bool(value) => Cow::Owned(value.to_string()),
        Cell::Number(text) | Cell::Nested(text) | Cell::Raw { text, .. } => Cow::Borrowed(*text),
        Cell::Text(text) => Cow::Borrowed(text.as_ref()),
    }
}

fn tell(cells: &mut Vec<CellAt>, line: u64, cell: &Cell<'_>, becomes: Option<String>) {
    if cells.len() < CELLS_TOLD {
        cells.push(CellAt {
            line,
            text: text_of(cell).chars().take(CELL_TOLD_CHARACTERS).collect(),
            becomes,
        });
    }
}
