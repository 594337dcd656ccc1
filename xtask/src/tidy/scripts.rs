//! The files of the web side and which needs which: every `import`, whether of types, of values or later, and every
//! `export … from`. No rule lives here.

use std::collections::BTreeSet;

use super::graph::Edge;
use super::source::{SourceFile, identifiers};

/// What may be left out at the end of an import.
const ENDINGS: [&str; 5] = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];

/// Which file of the web side needs which, with the line that says so.
pub(crate) fn edges(files: &[SourceFile]) -> Vec<Edge> {
    let known: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let scripts = files
        .iter()
        .filter(|file| file.path.starts_with("web/") && file.is_typescript());
    let mut edges: Vec<Edge> = scripts.flat_map(|file| edges_of(file, &known)).collect();
    edges.sort();
    edges.dedup_by(|later, first| later.from == first.from && later.to == first.to);
    edges
}

fn edges_of(file: &SourceFile, known: &BTreeSet<&str>) -> Vec<Edge> {
    let views = file.views();
    let mut edges = Vec::new();
    for (number, (code, program)) in views.code.lines().zip(views.program.lines()).enumerate() {
        for (at, word) in identifiers(code) {
            let to = Some(word).filter(|word| matches!(*word, "from" | "import"));
            let to = to.and_then(|word| quoted(program.get(at + word.len()..)?));
            if let Some(to) = to.and_then(|target| resolve(&file.path, target, known)) {
                edges.push(Edge {
                    from: file.path.clone(),
                    to,
                    line: number + 1,
                });
            }
        }
    }
    edges
}

/// The text in quotes that follows at once: `'./a'`, `("./a")`.
fn quoted(rest: &str) -> Option<&str> {
    let rest = rest.trim_start().trim_start_matches('(').trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    rest.get(1..)?.split(quote).next()
}

fn resolve(from: &str, target: &str, known: &BTreeSet<&str>) -> Option<String> {
    if !target.starts_with('.') {
        return None;
    }
    let target = target.split('?').next().unwrap_or(target);
    let path = beside(from, target);
    let mut candidates = ENDINGS.iter().map(|end| format!("{path}{end}"));
    candidates.find(|candidate| known.contains(candidate.as_str()))
}

/// A path that is written from the folder of `from` on.
pub(crate) fn beside(from: &str, target: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.trim_end_matches('/').split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    fn found(text: &str) -> Vec<String> {
        let files = [
            sample("web/src/a/index.ts", ""),
            sample("web/src/a/B.tsx", ""),
            sample("web/src/a/b.css", ""),
            sample("web/src/c/c.ts", text),
        ];
        let edges = edges(&files);
        edges
            .iter()
            .map(|edge| format!("{} {}", edge.line, edge.to.replace("web/src/", "")))
            .collect()
    }

    #[test]
    fn every_way_to_import_is_an_edge() {
        assert_eq!(found("import { x } from '../a';"), ["1 a/index.ts"]);
        assert_eq!(found("import type {\n  X,\n} from \"../a/B\";"), ["3 a/B.tsx"]);
        assert_eq!(found("export { x } from '../a/index';"), ["1 a/index.ts"]);
        assert_eq!(found("const B = lazy(() => import('../a/B'));"), ["1 a/B.tsx"]);
        assert_eq!(found("import '../a/b.css';"), ["1 a/b.css"]);
        assert_eq!(found("type T = import('../a/B').T;"), ["1 a/B.tsx"]);
        assert_eq!(
            found("import x from 'react';\n// import '../a'\nconst s = \"from '../a'\";"),
            [""; 0]
        );
    }
}
