//! Which crate may know which, as ARCHITECTURE.md draws it, read from `cargo metadata`. A new edge needs an ADR.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use serde::Deserialize;

use super::finding::Finding;

/// Crate, and the crates of ours it may depend on.
const EDGES: [(&str, &[&str]); 9] = [
    ("model", &[]),
    ("identity", &["model"]),
    ("access", &["model", "identity"]),
    ("store", &["model", "identity", "access"]),
    ("query", &["model", "access"]),
    ("render", &["model"]),
    ("deliver", &["model"]),
    (
        "server",
        &["model", "identity", "access", "store", "query", "render", "deliver"],
    ),
    ("xtask", &[]),
];

/// Further crates that only the tests of a crate may use: to ask under a scope, a test needs a caller.
const TEST_EDGES: [(&str, &str); 1] = [("query", "identity")];

/// Libraries that only some crates may depend on.
const LIBRARIES: [(&str, &[&str]); 8] = [
    ("axum", &["server"]),
    ("sqlx", &["store"]),
    ("datafusion", &["query"]),
    ("arrow", &["query"]),
    ("rquickjs", &["render"]),
    ("typst", &["render"]),
    ("lettre", &["deliver"]),
    ("tokio", &["store", "query", "server", "xtask"]),
];

/// What `cargo metadata` says of the workspace; only the parts read here.
#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build`, or nothing for an ordinary one.
    kind: Option<String>,
}

/// Asks cargo.
///
/// # Errors
/// When cargo cannot be run or says something unexpected.
pub(crate) fn metadata(root: &Path) -> anyhow::Result<Metadata> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .context("cargo metadata")?;
    anyhow::ensure!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).context("cargo metadata said something unexpected")
}

/// Edges and libraries that are not in the tables. Tests may use what they like of libraries.
pub(crate) fn check(metadata: &Metadata) -> Vec<Finding> {
    metadata.packages.iter().flat_map(check_package).collect()
}

fn check_package(package: &Package) -> Vec<Finding> {
    let path = format!("crates/{}/Cargo.toml", package.name);
    let finding = |message: String| Finding::new(&path, 0, message);
    let Some((_, allowed)) = EDGES.iter().find(|(name, _)| *name == package.name) else {
        return vec![finding(format!(
            "{} is not in the map of crates: it needs an ADR",
            package.name
        ))];
    };
    let mut findings = Vec::new();
    for dependency in &package.dependencies {
        let ours = EDGES.iter().any(|(name, _)| *name == dependency.name);
        let itself = dependency.name == package.name;
        let for_tests = dependency.kind.as_deref() == Some("dev")
            && TEST_EDGES.contains(&(package.name.as_str(), dependency.name.as_str()));
        if ours && !itself && !for_tests && !allowed.contains(&dependency.name.as_str()) {
            findings.push(finding(format!("{} may not know {}", package.name, dependency.name)));
        }
        if dependency.kind.is_none() && !may_use(&package.name, &dependency.name) {
            findings.push(finding(format!(
                "{} does not belong in {}",
                dependency.name, package.name
            )));
        }
    }
    findings
}

fn may_use(package: &str, library: &str) -> bool {
    let family = |known: &str| library == known || library.starts_with(&format!("{known}-"));
    let owners = LIBRARIES.iter().find(|(known, _)| family(known));
    owners.is_none_or(|(_, owners)| owners.contains(&package))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(json: &str) -> Vec<String> {
        let metadata: Metadata = serde_json::from_str(json).unwrap();
        check(&metadata).into_iter().map(|finding| finding.message).collect()
    }

    fn package(name: &str, dependency: &str, kind: &str) -> String {
        format!(r#"{{"packages":[{{"name":"{name}","dependencies":[{{"name":"{dependency}","kind":{kind}}}]}}]}}"#)
    }

    #[test]
    fn edges_outside_the_map_are_found() {
        assert_eq!(
            messages(&package("render", "query", "null")),
            ["render may not know query"]
        );
        assert_eq!(
            messages(&package("model", "access", "\"dev\"")),
            ["model may not know access"]
        );
        assert_eq!(
            messages(&package("xtask", "model", "null")),
            ["xtask may not know model"]
        );
        assert_eq!(messages(&package("misc", "serde", "null")).len(), 1);
        assert_eq!(
            messages(&package("query", "identity", "null")),
            ["query may not know identity"]
        );
        assert_eq!(messages(&package("query", "identity", "\"dev\"")), [""; 0]);
        assert_eq!(messages(&package("server", "store", "null")), [""; 0]);
    }

    #[test]
    fn libraries_outside_their_crate_are_found() {
        assert_eq!(
            messages(&package("access", "sqlx", "null")),
            ["sqlx does not belong in access"]
        );
        assert_eq!(
            messages(&package("server", "typst-pdf", "null")),
            ["typst-pdf does not belong in server"]
        );
        assert_eq!(
            messages(&package("render", "tokio", "null")),
            ["tokio does not belong in render"]
        );
        assert_eq!(messages(&package("access", "tokio", "\"dev\"")), [""; 0]);
        assert_eq!(messages(&package("query", "datafusion", "null")), [""; 0]);
    }
}
