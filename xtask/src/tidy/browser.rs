//! What a browser may refuse is touched in one place: its storage, which throws where people block it, and its
//! clipboard, which is not there over plain http. A use elsewhere is a white page for somebody.

use super::finding::Finding;
use super::source::{SourceFile, identifiers};

/// The words, and the only file that may say them.
const GUARDED: [(&str, &str); 5] = [
    ("localStorage", "web/src/browser/memory.ts"),
    ("sessionStorage", "web/src/browser/memory.ts"),
    ("indexedDB", "web/src/browser/memory.ts"),
    ("clipboard", "web/src/browser/clipboard.ts"),
    ("execCommand", "web/src/browser/clipboard.ts"),
];

/// A use of the browser's storage or clipboard outside of its file. Tests arrange what they like.
pub(crate) fn check(file: &SourceFile) -> Vec<Finding> {
    if !file.path.starts_with("web/src/") || !file.is_typescript() || file.path.contains(".test.") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (number, line) in file.views().code.lines().enumerate() {
        for (_, word) in identifiers(line) {
            let guarded = GUARDED.iter().find(|(name, _)| *name == word);
            if let Some((name, owner)) = guarded.filter(|(_, owner)| *owner != file.path) {
                let message = format!("{name} may be refused by a browser: use {owner}");
                findings.push(Finding::new(&file.path, number + 1, message));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    #[test]
    fn the_browsers_storage_and_clipboard_are_used_in_one_place() {
        let finds = |path: &str, text: &str| !check(&sample(path, text)).is_empty();
        assert!(finds("web/src/kit/workspace.ts", "localStorage.getItem('a')"));
        assert!(finds("web/src/reader/A.tsx", "const kept = window.sessionStorage;"));
        assert!(finds("web/src/ui/A.tsx", "await navigator.clipboard.writeText(text);"));
        assert!(finds("web/src/browser/clipboard.ts", "globalThis.localStorage"));
        assert!(!finds("web/src/browser/memory.ts", "localStorage.getItem('a')"));
        assert!(!finds("web/src/browser/clipboard.ts", "navigator.clipboard"));
        assert!(!finds(
            "web/src/ui/theme.ts",
            "// localStorage\nimport '../browser/clipboard';"
        ));
        assert!(!finds("web/src/ui/theme.test.ts", "localStorage.clear()"));
    }
}
