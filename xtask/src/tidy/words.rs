//! The glossary: words that other systems use and this one does not, in names, routes and texts.

use super::finding::Finding;
use super::source::{SourceFile, identifiers, words_of};

/// Word, what it is called here.
const FORBIDDEN: [(&str, &str); 5] = [
    ("panel", "widget"),
    ("tile", "widget"),
    ("tenant", "organisation or workspace"),
    ("acl", "grants"),
    ("role", "level or permission"),
];
/// Identifiers that are right although a word in them is not: `tenant_bound` is the name of a dataset's setting,
/// `overview tile` a part of the home screen.
const ALLOWED: [&str; 2] = ["tenantbound", "overviewtile"];

/// A word of another house in code, API or texts.
pub(crate) fn check(file: &SourceFile) -> Vec<Finding> {
    if !is_ours(file) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (number, line) in file.text.lines().enumerate() {
        for (at, identifier) in identifiers(line) {
            for (word, ours) in FORBIDDEN.iter().filter(|(word, _)| holds(identifier, word)) {
                if !is_excepted(file, line, at, word) {
                    let message = format!("“{identifier}”: the word here is {ours}");
                    findings.push(Finding::new(&file.path, number + 1, message));
                }
            }
        }
    }
    findings
}

/// Code, API and texts; not documents, which may speak of other systems.
fn is_ours(file: &SourceFile) -> bool {
    let code = file.path.starts_with("crates/") && (file.is("rs") || file.is("sql"));
    let web = file.path.starts_with("web/src/") && !file.path.contains("/generated/");
    let fixtures = file.path.starts_with("fixtures/demo/") && file.is("json");
    code || web || fixtures || file.path.starts_with("openapi/")
}

fn holds(identifier: &str, word: &str) -> bool {
    let begins = |c: char| word.starts_with(c.to_ascii_lowercase());
    if identifier.len() < word.len() || !identifier.contains(begins) {
        return false;
    }
    let words = words_of(identifier);
    let whole = words.concat();
    let hit = |found: &String| found == word || found.strip_suffix('s') == Some(word);
    words.iter().any(hit) && !ALLOWED.iter().any(|allowed| whole.contains(allowed))
}

/// `role` is also what ARIA calls a part of a page, what a column does in a chart, and PostgreSQL's word for its users;
/// a page of tabs and a code editor have panels, which nobody mistakes for a widget where no widgets are drawn.
fn is_excepted(file: &SourceFile, line: &str, at: usize, word: &str) -> bool {
    let before = line.get(..at).unwrap_or_default().to_lowercase();
    let overview = before.trim_end_matches(['-', ' ']).ends_with("overview");
    let screen = file.path.starts_with("web/src/") && !file.path.starts_with("web/src/i18n/");
    let drawing = [
        "web/src/dashboards/view/",
        "web/src/dashboards/page/",
        "web/src/charts/",
        "web/src/api/",
    ]
    .iter()
    .any(|p| file.path.starts_with(p));
    let postgres = ["create ", "set ", "drop ", "alter "]
        .iter()
        .any(|verb| before.ends_with(verb));
    // The bound dataset: `tenant-bound` in prose, and the type's own explanation of the setting.
    let rest = line.get(at..).unwrap_or_default().to_lowercase();
    match word {
        "role" => screen || postgres,
        "panel" => screen && !drawing,
        "tile" => overview,
        "tenant" => rest.starts_with("tenant-bound") || rest.starts_with("tenant bound"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    #[test]
    fn words_of_other_houses_are_found() {
        let finds = |path: &str, text: &str| !check(&sample(path, text)).is_empty();
        for (word, _) in FORBIDDEN {
            assert!(finds("crates/model/src/a.rs", &format!("struct {word}_id;")), "{word}");
            assert!(finds("openapi/api.json", &format!("\"/{word}s/{{id}}\"")), "{word}");
            assert!(
                finds("web/src/i18n/app.en.json", &format!("\"a\": \"Your {word}\"")),
                "{word}"
            );
        }
        assert!(finds("web/src/workspaces/A.tsx", "const TileList = 1;"));
        assert!(finds("web/src/dashboards/view/A.tsx", "const WidgetPanel = 1;"));
        assert!(!finds("web/src/ui/Tabs.tsx", "const TabPanel = 1;"));
        assert!(finds("crates/access/src/a.rs", "enum UserRole {}"));
        assert!(!finds(
            "web/src/workspaces/A.tsx",
            "<div role=\"tab\"> getByRole('button')"
        ));
        assert!(!finds("web/src/ui/A.tsx", "role=\"tabpanel\""));
        assert!(!finds(
            "crates/model/src/a.rs",
            "pub tenant_bound: bool, // tenant-bound: fail closed"
        ));
        assert!(!finds("crates/query/src/a.rs", "approx_percentile(quantile)"));
        assert!(!finds("crates/store/tests/a.rs", "\"CREATE ROLE reader\""));
        assert!(!finds("web/src/workspaces/A.tsx", "OverviewTile"));
        assert!(!finds("docs/adr/0001.md", "other systems speak of tenants and roles"));
    }
}
