//! Texts as they are searched and ordered.

/// As titles are searched and ordered, the same in both databases and for all letters.
pub(crate) fn fold(text: impl AsRef<str>) -> String {
    text.as_ref().to_lowercase()
}

/// A `LIKE` pattern for texts that contain these words; `\` escapes.
pub(crate) fn containing(words: &str) -> String {
    format!("%{}%", escaped(&fold(words.trim())))
}

/// A text as `LIKE` takes it word for word; `\` escapes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
