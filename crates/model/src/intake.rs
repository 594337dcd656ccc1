//! What was recognised in an uploaded file, and what of it could not be kept as it was written: the result of an upload, told to who sent
//! the file and to nobody else. How files are read is in `query`.

use serde::Serialize;

use crate::column::ColumnType;

crate::words! {
    /// Something about a file or a column that its uploader should know.
    pub enum ReadNoteKind {
        /// The first line said the separator (`sep=;`).
        SepLine = "sep_line",
        /// Lines above the names of the columns were left out as a title.
        TitleLines = "title_lines",
        /// A space after each separator was taken as part of the separator.
        SpaceAfterSeparator = "space_after_separator",
        /// Lines end with a separator after the last column.
        TrailingSeparator = "trailing_separator",
        /// Columns without name and without any value were left out.
        EmptyColumns = "empty_columns",
        /// Columns whose name was missing, doubled or not a name got another one.
        RenamedColumns = "renamed_columns",
        /// Rows with fewer cells than columns: the others are empty.
        ShortRows = "short_rows",
        /// Rows with more cells than columns: the further ones are left out.
        LongRows = "long_rows",
        /// Quotes that are never closed, or do not enclose a whole cell: they are part of the text.
        LooseQuotes = "loose_quotes",
        /// The encoding was told by the letters, not by the file.
        GuessedEncoding = "guessed_encoding",
        /// Cells with bytes that are no characters of the encoding.
        UnreadableCharacters = "unreadable_characters",
        /// Lines that are no JSON object: no row was made of them.
        LinesLeftOut = "lines_left_out",
        /// Names that stand twice in an object: the last value was taken.
        DoubledNames = "doubled_names",
        /// Moments without a zone were taken as UTC.
        WithoutZone = "without_zone",
        /// Times without a zone that the said clock showed twice, as it was put back: the first of the two was taken.
        ShownTwice = "shown_twice",
        /// Marks that could be those of a fraction were taken for those of thousands, as was said of the column.
        ThousandsTaken = "thousands_taken",
        /// Values that were finer or had more digits than what is kept.
        Rounded = "rounded",
        /// Maps and other nested values are kept as JSON text.
        KeptAsText = "kept_as_text",
        /// The line that was taken for the names of the columns holds nothing but figures.
        FiguresAsNames = "figures_as_names",
        /// The file has no rows: the dataset is empty now.
        NoRows = "no_rows",
    }
}

/// A note with how often it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ReadNote {
    /// What.
    pub kind: ReadNoteKind,
    /// How often: lines, rows, columns or cells.
    pub count: u64,
    /// The first line of it, where it has one.
    #[schema(required)]
    pub line: Option<u64>,
}

/// One cell of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct CellAt {
    /// Its line, counted from 1 as editors do; of a Parquet file the number of the row.
    pub line: u64,
    /// What stands there; long ones are cut.
    pub text: String,
    /// What would be shown instead; absent: nothing.
    #[schema(required)]
    pub becomes: Option<String>,
}

/// Another type that a column could have, and what that would cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ColumnOffer {
    /// What to say as `types` at the upload to get it.
    pub types: String,
    /// The type.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// Cells that would become empty.
    pub empty: u64,
    /// Cells that would be written in another way afterwards, such as `1.10` as `1.1`.
    pub rewritten: u64,
    /// The first cells of both kinds.
    pub cells: Vec<CellAt>,
}

/// A column as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ColumnRead {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// How its cells were read, as it would be said in `types`: `int`, `date:%d.%m.%Y`.
    pub read_as: String,
    /// Somebody said so, at this upload or an earlier one.
    pub chosen: bool,
    /// Cells with a word for a missing value (`NA`, `NULL`) that are empty now. In text these are words.
    pub missing_words: u64,
    /// Cells that could not be read and are empty now.
    pub bad_cells: u64,
    /// The first of both.
    pub cells: Vec<CellAt>,
    /// What else is to know of it.
    pub notes: Vec<ReadNote>,
    /// Types that stood to reason and were not taken, because not every cell could be given back from them.
    pub offers: Vec<ColumnOffer>,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, utoipa::ToSchema)]
pub struct FileRead {
    /// `csv`, `ndjson` or `parquet`.
    pub format: &'static str,
    /// Encoding of a text file, such as `UTF-8` or `windows-1252`.
    #[schema(required)]
    pub encoding: Option<String>,
    /// What separates the cells of CSV.
    #[schema(required)]
    pub separator: Option<String>,
    /// What encloses cells of CSV.
    #[schema(required)]
    pub quote: Option<String>,
    /// The line that names the columns of CSV; absent: none does.
    #[schema(required)]
    pub head_line: Option<u64>,
    /// What else is to know of it.
    pub notes: Vec<ReadNote>,
    /// Its columns.
    pub columns: Vec<ColumnRead>,
}

/// A column that the file before had otherwise, and what reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ColumnChange {
    /// Which column.
    pub name: String,
    /// Its type before.
    pub before: ColumnType,
    /// Its type now; absent: it is gone.
    #[schema(required)]
    pub now: Option<ColumnType>,
    /// A row rule reads it.
    pub in_row_rules: bool,
    /// Titles of dashboards that read it, of those that the uploader may open.
    pub dashboards: Vec<String>,
    /// The uploader may open more dashboards than were looked at: others may read it too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more_dashboards: bool,
}
