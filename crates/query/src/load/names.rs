//! Names of columns as a file has them, made valid and unique. Other files are read by the names that come out.

use std::collections::BTreeSet;

use model::name::ColumnName;

use crate::error::QueryError;
use crate::limits::FILE_COLUMNS;

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
            name = format!("{wanted}_{again}");
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
        assert!(valid(vec!["x"; FILE_COLUMNS + 1].into_iter()).is_err());
    }
}
