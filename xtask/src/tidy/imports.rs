//! Who may speak to which library: HTTP only at the edge, SQL only where things are kept, the engine only in `query`.

use super::finding::Finding;
use super::source::{SourceFile, identifiers};

/// Libraries, and the folders in which they may be named.
const KEPT_IN: [(&[&str], &[&str]); 5] = [
    // `serve` hands the finished router to the listener.
    (
        &["axum"],
        &[
            "crates/server/src/http/",
            "crates/server/src/serve/",
            "crates/server/tests/",
        ],
    ),
    (&["sqlx"], &["crates/store/"]),
    (&["datafusion", "arrow", "parquet"], &["crates/query/"]),
    (
        &[
            "rquickjs",
            "typst",
            "typst_as_lib",
            "typst_pdf",
            "resvg",
            "usvg",
            "tiny_skia",
        ],
        &["crates/render/"],
    ),
    (&["lettre", "minijinja"], &["crates/deliver/"]),
];

/// A library is named outside its folder.
pub(crate) fn check(file: &SourceFile) -> Vec<Finding> {
    if !file.is("rs") || !file.path.starts_with("crates/") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (number, line) in file.rust_lines().iter().enumerate() {
        for (libraries, folders) in KEPT_IN {
            let at_home = folders.iter().any(|folder| file.path.starts_with(folder));
            for library in libraries.iter().filter(|library| !at_home && names(line, library)) {
                let message = format!("{library} is used only in {}", folders.join(" and "));
                findings.push(Finding::new(&file.path, number + 1, message));
            }
        }
    }
    findings
}

/// Whether a line of code uses a crate: `name::`, `use name;`, `use name as`.
fn names(line: &str, library: &str) -> bool {
    if !line.contains(library) {
        return false;
    }
    let words = identifiers(line);
    words.iter().enumerate().any(|(index, (at, word))| {
        let after = line.get(at + word.len()..).unwrap_or_default();
        let before = line.get(..*at).unwrap_or_default();
        let previous = index.checked_sub(1).and_then(|i| words.get(i)).map(|(_, word)| *word);
        let is_path = after.starts_with("::") && !before.ends_with("::") && !before.ends_with('.');
        *word == library && (is_path || (previous == Some("use") && before.trim_end().ends_with("use")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    #[test]
    fn a_library_outside_its_folder_is_found() {
        let finds = |path: &str, text: &str| !check(&sample(path, text)).is_empty();
        assert!(finds("crates/server/src/app/open.rs", "use axum::Json;"));
        assert!(finds("crates/server/src/live/hub.rs", "fn a() -> axum::Response {}"));
        assert!(finds("crates/query/src/a.rs", "let x = sqlx::query(y);"));
        assert!(finds("crates/access/src/a.rs", "use datafusion as engine;"));
        assert!(finds("crates/server/src/main.rs", "use typst_pdf::pdf;"));
        assert!(!finds("crates/server/src/http/router.rs", "use axum::Router;"));
        assert!(!finds("crates/query/src/a.rs", "use datafusion::arrow::array;"));
        assert!(!finds(
            "crates/access/src/a.rs",
            "//! Nothing of axum::Json here.\nlet x = \"sqlx::\";"
        ));
        assert!(!finds("crates/model/src/a.rs", "use crate::arrow::Head;"));
    }
}
