//! The text files of the repository, and views of them that rules look at: Rust code without comments and texts, words
//! of identifiers. No rule lives here.

use std::path::Path;

/// A text file.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    /// From the top of the repository, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
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
            files.push(SourceFile { path, text });
        }
    }
    Ok(())
}

fn is_written(name: &str) -> bool {
    name == "Makefile" || name == "run" || name.rsplit_once('.').is_some_and(|(_, end)| WRITTEN.contains(&end))
}

impl SourceFile {
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

    /// Rust code line by line, with comments and the inside of texts blanked, up to the tests at its end.
    pub(crate) fn rust_lines(&self) -> Vec<String> {
        let code = blank_rust(&self.text);
        let tests = self.text.lines().position(|line| line.trim() == "#[cfg(test)]");
        code.lines()
            .map(str::to_owned)
            .take(tests.unwrap_or(usize::MAX))
            .collect()
    }
}

/// Rust text of the same lines in which comments, texts and character literals are blank.
fn blank_rust(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = skipped_length(rest, out.chars().next_back());
        if skipped == 0 {
            out.push(c);
            rest = rest.split_at(c.len_utf8()).1;
        } else {
            let (gone, left) = rest.split_at(skipped);
            out.extend(gone.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = left;
        }
    }
    out
}

/// Length of the comment or literal that begins here; 0 when code does.
fn skipped_length(rest: &str, before: Option<char>) -> usize {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        rest.find("*/").map_or(rest.len(), |at| at + 2)
    } else if rest.starts_with('"') {
        quoted_length(rest, '"')
    } else if !in_word && (rest.starts_with("r\"") || rest.starts_with("r#")) {
        raw_length(rest)
    } else if rest.starts_with("'\"'") {
        3
    } else if rest.starts_with("'\\") {
        quoted_length(rest, '\'')
    } else {
        0
    }
}

fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn raw_length(rest: &str) -> usize {
    let hashes = rest.chars().skip(1).take_while(|c| *c == '#').count();
    let open = 2 + hashes;
    if rest.chars().nth(1 + hashes) != Some('"') {
        return 0; // A raw identifier such as `r#type`.
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let inside = rest.get(open..).unwrap_or_default();
    inside.find(&close).map_or(rest.len(), |at| open + at + close.len())
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
    SourceFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_blank_and_lines_stay() {
        let check = |text: &str, expected: &str| assert_eq!(blank_rust(text).replace(' ', ""), expected, "{text}");
        check("a // axum::x\nb", "a\nb");
        check("a /* axum\n */ b", "a\nb");
        check("let a = \"axum \\\" x\"; b", "leta=;b");
        check("let a = r#\"axum \" x\"#; b", "leta=;b");
        check("let r#type = '\"'; b", "letr#type=;b");
        check("fn f<'a>(x: &'a str) {}", "fnf<'a>(x:&'astr){}");
    }

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
