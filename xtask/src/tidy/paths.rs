//! Nothing in the repository knows one person's machine.

use super::finding::Finding;
use super::source::SourceFile;

/// Folders that exist only on somebody's machine. Written in parts, so that this file passes its own rule.
const MACHINES: [&str; 4] = [
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
];

/// An absolute path of a machine.
pub(crate) fn check(file: &SourceFile) -> Vec<Finding> {
    let lines = file.text.lines().enumerate();
    lines
        .filter(|(_, line)| MACHINES.iter().any(|folder| holds(line, folder)))
        .map(|(number, _)| Finding::new(&file.path, number + 1, "a path of one machine: say it relatively"))
        .collect()
}

/// Whether the folder stands where an absolute path begins, with something in it (what goes on from a
/// dot or from another folder, and the address `https://example.org/home/`, are something else).
fn holds(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + folder.len()..).and_then(|text| text.chars().next());
        let begins = !before.is_some_and(|c| c.is_alphanumeric() || "._-/}~*".contains(c));
        begins && after.is_some_and(|c| c.is_alphanumeric() || c == '.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    #[test]
    fn a_path_of_a_machine_is_found() {
        let finds = |text: &str| !check(&sample("docs/a.md", text)).is_empty();
        for folder in MACHINES {
            assert!(finds(&format!("see {folder}ada/notes")), "{folder}");
            assert!(finds(&format!("\"{folder}.cache\"")), "{folder}");
            assert!(!finds(&format!("import x from '..{folder}page'")), "{folder}");
            assert!(
                !finds(&format!("web/src{folder}page.tsx and https://example.org{folder}x")),
                "{folder}"
            );
        }
        assert!(!finds("$HOME/.cache and ~/.local/share"));
    }
}
