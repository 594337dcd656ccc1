//! `cargo xtask tidy`: rules of the house that no compiler checks. Each rule is a file here, a function from text to
//! findings, with tests that show it failing.

mod areas;
mod browser;
mod calls;
mod circles;
mod code;
mod comments;
mod edges;
mod finding;
mod graph;
mod headers;
mod imports;
mod limits;
mod links;
mod mentions;
mod modules;
mod paths;
mod scripts;
mod settings;
mod source;
mod texts;
mod uses;
mod words;

use std::path::Path;
use std::process::ExitCode;

use finding::Finding;
use modules::Modules;
use source::SourceFile;

/// Checks the repository under `root` and prints what it finds.
///
/// # Errors
/// When files cannot be read or cargo does not answer.
pub(crate) fn run(root: &Path) -> anyhow::Result<ExitCode> {
    let files = source::read_all(root)?;
    let mut findings = check_files(root, &files);
    findings.extend(edges::check(&edges::metadata(root)?));
    findings.sort();
    findings.dedup();
    for finding in &findings {
        println!("{}:{}: {}", finding.path, finding.line, finding.message);
    }
    if findings.is_empty() {
        println!("tidy: {} files, nothing to find fault with", files.len());
        Ok(ExitCode::SUCCESS)
    } else {
        println!("tidy: {} findings in {} files", findings.len(), files.len());
        Ok(ExitCode::FAILURE)
    }
}

fn check_files(root: &Path, files: &[SourceFile]) -> Vec<Finding> {
    let each: [fn(&SourceFile) -> Vec<Finding>; 9] = [
        headers::check,
        headers::check_size,
        imports::check,
        browser::check,
        calls::check,
        words::check,
        paths::check,
        settings::check,
        limits::check,
    ];
    let mut findings: Vec<Finding> = files
        .iter()
        .flat_map(|file| each.iter().flat_map(|rule| rule(file)))
        .collect();
    findings.extend(texts::check(files));
    findings.extend(links::check(root, files));
    let modules = Modules::read(files);
    findings.extend(comments::check(files, &modules));
    let mut edges = modules.edges();
    edges.extend(scripts::edges(files));
    findings.extend(areas::check(files, &edges));
    findings.extend(circles::check(files, &edges));
    findings
}
