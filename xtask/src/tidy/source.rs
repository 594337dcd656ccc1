//! The text files of the repository, and views of them that rules look at: Rust code without comments and texts, words
//! of identifiers. No rule lives here.

use std::path::Path;
use std::sync::OnceLock;

use super::code::{self, Views};

/// A text file.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    /// From the top of the repository, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
    views: OnceLock<Views>,
}

/// Folders that are made, not written.
const MADE: [&str; 8] = [
    ".git",
    "target",
    "node_modules",
    "dist",
    "dist-charts",
    "test-results",
    "playwright-report",
    ".vite",
];
/// Files that people write and rules read.
const WRITTEN: [&str; 17] = [
    "rs", "ts", "tsx", "css", "html", "json", "toml", "md", "sql", "yaml", "yml", "typ", "js", "mjs", "sh", "py", "lua",
];

/// All text files below `root` that are written by people, in order.
///
/// # Errors
/// When a folder or a file cannot be read.
pub(crate) fn read_all(root: &Path) -> anyhow::Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    read_folder(root, "", &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Vec<SourceFile>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() && !MADE.contains(&name.as_str()) {
            read_folder(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() && is_written(&name) {
            let text = String::from_utf8_lossy(&std::fs::read(entry.path())?).into_owned();
            files.push(SourceFile::new(path, text));
        }
    }
    Ok(())
}

fn is_written(name: &str) -> bool {
    name == "Makefile" || name == "run" || name.rsplit_once('.').is_some_and(|(_, end)| WRITTEN.contains(&end))
}

impl SourceFile {
    fn new(path: String, text: String) -> Self {
        let views = OnceLock::new();
        Self { path, text, views }
    }

    /// Ends with `.end`?
    pub(crate) fn is(&self, end: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, last)| last == end)
    }

    /// TypeScript of either kind.
    pub(crate) fn is_typescript(&self) -> bool {
        self.is("ts") || self.is("tsx")
    }

    /// Tests, examples and benches: they may do what the program may not.
    pub(crate) fn is_beside_the_program(&self) -> bool {
        ["/tests/", "/examples/", "/benches/"]
            .iter()
            .any(|part| self.path.contains(part))
    }

    /// Code, program and comments apart: of Rust, or of TypeScript and JavaScript. Of other files everything is blank.
    pub(crate) fn views(&self) -> &Views {
        self.views.get_or_init(|| {
            if self.is("rs") {
                code::rust(&self.text)
            } else if self.is_typescript() || self.is("js") || self.is("mjs") {
                code::script(&self.text)
            } else {
                Views::default()
            }
        })
    }

    /// Rust code line by line, with comments and the inside of texts blanked, up to the tests at its end.
    pub(crate) fn rust_lines(&self) -> Vec<&str> {
        let tests = self.text.lines().position(|line| line.trim() == "#[cfg(test)]");
        self.views().code.lines().take(tests.unwrap_or(usize::MAX)).collect()
    }
}

/// Identifiers of a line of code with the byte they begin at.
pub(crate) fn identifiers(line: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let inside = c.is_alphanumeric() || c == '_';
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.extend(line.get(from..at).map(|word| (from, word)));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// The words of an identifier, small: `TenantBound`, `tenant_bound` and `tenantBound` are tenant and bound.
pub(crate) fn words_of(identifier: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut was_lower = false;
    for c in identifier.chars() {
        let splits = c == '_' || (c.is_uppercase() && was_lower);
        if splits || words.is_empty() {
            words.push(String::new());
        }
        if c != '_'
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase() || c.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A file for the tests of rules.
#[cfg(test)]
pub(crate) fn sample(path: &str, text: &str) -> SourceFile {
    SourceFile::new(path.to_owned(), text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_at_the_end_are_not_code_of_the_program() {
        let file = sample("a.rs", "fn a() {}\n#[cfg(test)]\nmod tests { use axum::x; }");
        assert_eq!(file.rust_lines(), ["fn a() {}"]);
    }

    #[test]
    fn identifiers_fall_into_words() {
        assert_eq!(words_of("TenantBound"), ["tenant", "bound"]);
        assert_eq!(words_of("tenantBound_x1Y"), ["tenant", "bound", "x1", "y"]);
        assert_eq!(words_of("percentile"), ["percentile"]);
        assert_eq!(identifiers("use a_b::C;"), [(0, "use"), (4, "a_b"), (9, "C")]);
    }
}
