//! docs/attacks.md names a test for each known attack: that each of these tests is there.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn attacks_are_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let listed = fs::read_to_string(root.join("docs/attacks.md")).unwrap();
    let mut files = Vec::new();
    sources(&root.join("crates"), &mut files);
    let code: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let rows = listed
        .lines()
        .filter(|line| line.starts_with("| ") && line.matches('|').count() == 4);
    let mut named = 0;
    let last = rows.filter_map(|row| row.trim_end_matches(['|', ' ']).rsplit('|').next());
    for test in last.flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        assert!(code.contains(&format!("fn {test}(")), "no test is called {test}");
        named += 1;
    }
    assert!(named > 40, "the list is read wrongly");
    for line in code
        .lines()
        .filter_map(|line| line.trim().strip_prefix("async fn case_"))
    {
        let name = format!("case_{}", line.split('(').next().unwrap());
        assert!(listed.contains(&name), "{name} stands in no list");
    }
}
