//! `cargo xtask tidy`: rules of the house that no compiler checks. Each rule is a file here, a function from text to
//! findings, with tests that show it failing.

mod calls;
mod edges;
mod headers;
mod imports;
mod links;
mod paths;
mod source;
mod texts;
mod words;

use std::path::Path;
use std::process::ExitCode;

use source::SourceFile;

/// One thing that is not as the house has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// File, from the top of the repository.
    path: String,
    /// Line from 1; 0 = the file as a whole.
    line: usize,
    /// What and why.
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            message: message.into(),
        }
    }
}

/// Checks the repository under `root` and prints what it finds.
///
/// # Errors
/// When files cannot be read or cargo does not answer.
pub(crate) fn run(root: &Path) -> anyhow::Result<ExitCode> {
    let files = source::read_all(root)?;
    let mut findings = check_files(&files);
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

fn check_files(files: &[SourceFile]) -> Vec<Finding> {
    let each: [fn(&SourceFile) -> Vec<Finding>; 6] = [
        headers::check,
        headers::check_size,
        imports::check,
        calls::check,
        words::check,
        paths::check,
    ];
    let mut findings: Vec<Finding> = files
        .iter()
        .flat_map(|file| each.iter().flat_map(|rule| rule(file)))
        .collect();
    findings.extend(texts::check(files));
    findings.extend(links::check(files));
    findings
}
