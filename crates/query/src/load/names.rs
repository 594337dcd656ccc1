//! Names of columns as a file has them, made valid and unique. Other files are read by the names that come out.

use std::collections::BTreeSet;

use model::name::ColumnName;

use crate::error::QueryError;
use crate::limits::FILE_COLUMNS;
use model::limits::COLUMN_CHARACTERS;

/// Names for all columns of a file, and how many are others than in the file.
///
/// # Errors
/// `Invalid` when there are more columns than are taken.
pub(crate) fn valid<'a>(found: impl ExactSizeIterator<Item = &'a str>) -> Result<(Vec<String>, u64), QueryError> {
    if found.len() > FILE_COLUMNS {
        return Err(QueryError::invalid(
            "",
            format!("a file has at most {FILE_COLUMNS} columns"),
        ));
    }
    let mut taken = BTreeSet::new();
    let mut names = Vec::with_capacity(found.len());
    let mut others = 0;
    for (index, text) in found.enumerate() {
        let wanted = ColumnName::new(text).map(|name| name.as_str().to_owned());
        let wanted = wanted.unwrap_or_else(|_| format!("column_{}", index + 1));
        let mut name = wanted.clone();
        let mut again = 2;
        while !taken.insert(name.clone()) {
            // With its number it must not be longer than a name may be.
            let number = format!("_{again}");
            let room = COLUMN_CHARACTERS.saturating_sub(number.len());
            name = wanted.chars().take(room).chain(number.chars()).collect();
            again += 1;
        }
        others += u64::from(name != text.trim());
        names.push(name);
    }
    Ok((names, others))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_valid_unique_and_counted_when_changed() {
        let (names, others) = valid([" a ", "", "a", "b\nc", "a_2"].into_iter()).unwrap();
        assert_eq!(names, ["a", "column_2", "a_2", "column_4", "a_2_2"]);
        assert_eq!(others, 4);
        let long = "ä".repeat(COLUMN_CHARACTERS);
        let (names, others) = valid([long.as_str(), &long, &long].into_iter()).unwrap();
        assert!(names.iter().all(|name| ColumnName::new(name).is_ok()), "{names:?}");
        assert_eq!((names.iter().collect::<BTreeSet<_>>().len(), others), (3, 2));
        assert!(valid(vec!["x"; FILE_COLUMNS + 1].into_iter()).is_err());
    }
}
