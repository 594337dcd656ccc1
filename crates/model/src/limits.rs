//! All bounds of this crate: how long a text is, how large a document, how deep a tree. Each is part of what a value of its type
//! is, so none can be set. Numbers of the grid and of calendars are not bounds.

// Texts that people write. Characters, not bytes, unless it says so.

/// Characters of a title or name.
pub const TITLE_CHARACTERS: usize = 200;
/// Characters of a column's name: data come from elsewhere, with longer names than people give.
pub const COLUMN_NAME_CHARACTERS: usize = 128;
/// Characters of names that documents, links and rules refer to; they are ASCII.
pub const IDENTIFIER_CHARACTERS: usize = 64;
/// Characters of a tag.
pub const TAG_CHARACTERS: usize = 100;
/// Characters of a few words to somebody.
pub const NOTE_CHARACTERS: usize = 500;
/// Bytes of an e-mail address: what a mail server must take (RFC 5321).
pub const EMAIL_BYTES: usize = 254;

// A dashboard's document.

/// Widgets of a dashboard.
pub const MOST_WIDGETS: usize = 200;
/// Rows of the grid that a widget is high.
pub const WIDGET_HEIGHT: u16 = 100;
/// Row of the grid in which a widget may still begin.
pub const LAST_GRID_ROW: u16 = 10_000;
/// Seconds between two refreshes of a widget: a day.
pub const REFRESH_SECONDS: u32 = 86_400;
/// Variables of a dashboard.
pub const MOST_VARIABLES: usize = 50;
/// Values of a variable that are chosen together.
pub const MOST_VALUES: usize = 1000;
/// Bytes of a compiled pattern that values must match; larger ones would cost time at every request.
pub const PATTERN_BYTES: usize = 1 << 20;

// Questions and conditions.

/// Rows a widget may ask for.
pub const MOST_ROWS: u32 = 10_000;
/// Columns of an answer.
pub const MOST_SELECTED: usize = 100;
/// Bytes of an SQL question.
pub const SQL_BYTES: usize = 20_000;
/// Nesting of conditions: people write two or three levels, and every level costs stack.
pub const CONDITION_DEPTH: usize = 32;

// Folders.

/// Nesting of folders.
pub const FOLDER_DEPTH: usize = 16;
