//! Every source file opens by saying what it is, and none is too long to be read at once.

use super::finding::Finding;
use super::source::SourceFile;

/// Longest file, in lines. Made files and tables of tests are excepted.
const LONGEST: usize = 700;

/// A source file begins with a comment about itself.
pub(crate) fn check(file: &SourceFile) -> Vec<Finding> {
    let opens = file.text.trim_start();
    let missing = if is_made(file) {
        None
    } else if file.is("rs") {
        (!opens.starts_with("//!")).then_some("open with //! and say what this file is and is not")
    } else if file.is_typescript() || file.is("js") || file.is("mjs") {
        let says = opens.starts_with("/*") || opens.starts_with("//");
        (!says).then_some("open with a comment and say what this file is and is not")
    } else {
        None
    };
    missing
        .map(|message| Finding::new(&file.path, 1, message))
        .into_iter()
        .collect()
}

/// A source file has at most 700 lines.
pub(crate) fn check_size(file: &SourceFile) -> Vec<Finding> {
    let counted = file.is("rs") || file.is_typescript() || file.is("css");
    let lines = file.text.lines().count();
    if !counted || is_made(file) || is_table(file) || lines <= LONGEST {
        return Vec::new();
    }
    let message = format!("{lines} lines; the hard limit is {LONGEST}, the soft one 400: split it by thing");
    vec![Finding::new(&file.path, 0, message)]
}

fn is_made(file: &SourceFile) -> bool {
    file.path.contains("/generated/") || file.path.ends_with(".d.ts")
}

fn is_table(file: &SourceFile) -> bool {
    file.path.contains("/tests/tables/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    #[test]
    fn a_file_without_an_opening_is_found() {
        let finds = |path: &str, text: &str| !check(&sample(path, text)).is_empty();
        assert!(finds("crates/a/src/b.rs", "use x;\n"));
        assert!(finds("crates/a/src/b.rs", "// A comment is not documentation.\n"));
        assert!(finds("web/src/a.tsx", "import x from 'y';\n"));
        assert!(finds("web/src/a.ts", ""));
        assert!(!finds("crates/a/src/b.rs", "\n//! What it is.\n"));
        assert!(!finds("web/src/a.ts", "/** What it is. */\n"));
        assert!(!finds("web/src/api/generated/schema.ts", "export {}\n"));
    }

    #[test]
    fn a_long_file_is_found() {
        let finds = |path: &str, lines: usize| !check_size(&sample(path, &"x\n".repeat(lines))).is_empty();
        assert!(finds("crates/a/src/b.rs", 701) && finds("web/src/a.css", 701));
        assert!(!finds("crates/a/src/b.rs", 700));
        assert!(!finds("crates/a/tests/tables/routes.rs", 2000));
        assert!(!finds("web/package-lock.json", 5000));
    }
}
