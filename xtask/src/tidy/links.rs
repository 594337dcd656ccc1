//! Links in documents lead somewhere: the file is there, and so is the heading. Addresses of other sites are not asked.

use std::collections::BTreeSet;
use std::path::Path;

use super::finding::Finding;
use super::scripts::beside;
use super::source::SourceFile;

/// Links of Markdown files to files or headings that do not exist. A link to a file that is no text (a picture) is
/// looked up on disk.
pub(crate) fn check(root: &Path, files: &[SourceFile]) -> Vec<Finding> {
    let within = |file: &SourceFile, path: &str| {
        file.path
            .strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let exists = |path: &str| files.iter().any(|file| within(file, path));
    let on_disk = |path: &str| root.join(path).exists();
    let documents = files.iter().filter(|file| file.is("md"));
    documents
        .flat_map(|file| check_document(file, files, &|path| exists(path) || on_disk(path)))
        .collect()
}

fn check_document(file: &SourceFile, files: &[SourceFile], exists: &dyn Fn(&str) -> bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (line, target) in targets(&file.text) {
        let (path, heading) = target.split_once('#').unwrap_or((&target, ""));
        let path = if path.is_empty() {
            file.path.clone()
        } else {
            beside(&file.path, path)
        };
        if !exists(&path) {
            findings.push(Finding::new(
                &file.path,
                line,
                format!("the link to {target} leads nowhere"),
            ));
        } else if !heading.is_empty()
            && let Some(document) = files.iter().find(|other| other.path == path)
            && !headings(&document.text).contains(heading)
        {
            findings.push(Finding::new(
                &file.path,
                line,
                format!("{path} has no heading #{heading}"),
            ));
        }
    }
    findings
}

/// Targets of `[text](target)` outside of code, without those of other sites.
fn targets(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut in_code = false;
    for (number, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        // What stands between backticks is code.
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("` `");
        let links = prose.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        for (target, _) in links.filter(|_| !in_code) {
            let target = target.split_whitespace().next().unwrap_or_default();
            let elsewhere = target.contains("://") || target.starts_with("mailto:");
            if !elsewhere && !target.is_empty() {
                found.push((number + 1, target.to_owned()));
            }
        }
    }
    found
}

/// The names under which headings can be linked.
fn headings(text: &str) -> BTreeSet<String> {
    let titles = text.lines().filter(|line| line.starts_with('#'));
    titles.map(|line| slug(line.trim_start_matches('#').trim())).collect()
}

fn slug(title: &str) -> String {
    let kept = title.to_lowercase();
    kept.chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    fn messages(text: &str) -> Vec<String> {
        let files = [
            sample("docs/a.md", text),
            sample("docs/adr/0001.md", "# One: two (three)\n"),
        ];
        let exists = |path: &str| files.iter().any(|file| file.path == path) || path == "docs/images";
        check_document(&files[0], &files, &exists)
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn links_that_lead_nowhere_are_found() {
        assert_eq!(messages("see [b](b.md)"), ["the link to b.md leads nowhere"]);
        assert_eq!(messages("see [b](../b.md) and ![c](c.png)").len(), 2);
        assert_eq!(
            messages("see [one](adr/0001.md#two)"),
            ["docs/adr/0001.md has no heading #two"]
        );
        assert_eq!(
            messages("[here](#nothing)\n# Some thing"),
            ["docs/a.md has no heading #nothing"]
        );
    }

    #[test]
    fn links_that_lead_somewhere_are_not() {
        let good = "[one](adr/0001.md#one-two-three) [me](#some-thing) [site](https://example.org/x) `[x](y.md)`\n# Some thing\n```\n[z](z.md)\n```\n[images](./images/)";
        assert_eq!(messages(good), [""; 0]);
    }
}
