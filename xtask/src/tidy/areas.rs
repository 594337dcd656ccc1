//! The seven areas and who may import whom, in Rust and in web. Within a layer an area imports no other: what two need
//! goes down to the ground, and the ground imports no area. Which crate may know which is another rule (`edges.rs`).

use std::collections::BTreeSet;

use super::finding::Finding;
use super::graph::Edge;
use super::source::SourceFile;

/// Every layer has these and names its folders and files for them.
const AREAS: [&str; 7] = [
    "people",
    "workspaces",
    "dashboards",
    "data",
    "sharing",
    "delivery",
    "operations",
];

/// A folder whose parts are the areas and the ground. Files directly in it are ground, unless named for an area.
struct Layer {
    folder: &'static str,
    /// Folders of the ground.
    ground: &'static [&'static str],
    /// What of the ground puts the areas together and so may import them.
    lists: &'static [&'static str],
}

/// The map of areas.
const LAYERS: [Layer; 7] = [
    Layer {
        folder: "crates/access/src/action/",
        ground: &[],
        lists: &["mod.rs"],
    },
    Layer {
        folder: "crates/store/src/",
        ground: &["db"],
        lists: &["lib.rs"],
    },
    Layer {
        folder: "crates/store/tests/it/contract/",
        ground: &[],
        lists: &["mod.rs"],
    },
    Layer {
        folder: "crates/server/src/app/",
        ground: &[],
        lists: &["mod.rs"],
    },
    Layer {
        folder: "crates/server/src/http/",
        ground: &[],
        lists: &["mod.rs"],
    },
    Layer {
        folder: "crates/server/tests/it/",
        ground: &[],
        lists: &["main.rs"],
    },
    Layer {
        folder: "web/src/",
        ground: &["ui", "api", "i18n", "charts", "access"],
        lists: &["routes.tsx", "main.tsx", "app", "reader"],
    },
];

/// What a part may import beside itself.
enum May {
    /// These and nothing else of its crate, or of web.
    Only(&'static [&'static str]),
    /// Everything but these.
    AllBut(&'static [&'static str]),
}

/// Which way imports go. Each line begins with the part that it binds.
const DIRECTIONS: [(&str, May); 10] = [
    (
        "crates/server/src/app/",
        May::AllBut(&[
            "crates/server/src/http/",
            "crates/server/src/live/",
            "crates/server/src/jobs/",
            "crates/server/src/serve.rs",
            "crates/server/src/demo/",
        ]),
    ),
    (
        "crates/server/src/live/",
        May::AllBut(&[
            "crates/server/src/http/",
            "crates/server/src/jobs/",
            "crates/server/src/serve.rs",
            "crates/server/src/demo/",
        ]),
    ),
    (
        "crates/server/src/jobs/",
        May::AllBut(&[
            "crates/server/src/http/",
            "crates/server/src/live/",
            "crates/server/src/serve.rs",
            "crates/server/src/demo/",
        ]),
    ),
    (
        "crates/server/src/http/",
        May::AllBut(&[
            "crates/server/src/jobs/",
            "crates/server/src/serve.rs",
            "crates/server/src/demo/",
        ]),
    ),
    ("crates/server/src/serve.rs", May::AllBut(&["crates/server/src/demo/"])),
    ("web/src/ui/", May::Only(&["web/src/i18n/"])),
    ("web/src/i18n/", May::Only(&[])),
    (
        "web/src/charts/",
        May::Only(&["web/src/i18n/core.ts", "web/src/i18n/charts."]),
    ),
    ("web/src/api/", May::Only(&["web/src/i18n/"])),
    (
        "web/src/",
        May::AllBut(&["web/src/routes.tsx", "web/src/main.tsx", "web/src/reader/"]),
    ),
];

/// Imports from area to area, from the ground to an area, or against a direction; folders that are not on the map.
pub(crate) fn check(files: &[SourceFile], edges: &[Edge]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = edges.iter().filter_map(check_layer).collect();
    findings.extend(edges.iter().filter_map(check_direction));
    findings.extend(LAYERS.iter().flat_map(|layer| unknown_folders(layer, files)));
    findings
}

/// Where a file stands in a layer.
#[derive(PartialEq, Eq)]
enum Standing {
    Area(&'static str),
    Ground,
    List,
}

fn standing(layer: &Layer, path: &str) -> Option<Standing> {
    let inside = path.strip_prefix(layer.folder)?;
    let part = inside.split('/').next().unwrap_or_default();
    let name = part.split('.').next().unwrap_or_default();
    if layer.lists.contains(&part) {
        return Some(Standing::List);
    }
    let area = AREAS.iter().find(|area| **area == name);
    Some(area.map_or(Standing::Ground, |area| Standing::Area(area)))
}

fn check_layer(edge: &Edge) -> Option<Finding> {
    let layer = LAYERS.iter().find(|layer| edge.from.starts_with(layer.folder))?;
    let (from, to) = (standing(layer, &edge.from)?, standing(layer, &edge.to)?);
    let message = match (from, to) {
        (Standing::Area(from), Standing::Area(to)) if from != to => {
            format!(
                "{from} imports {to} ({}): what both need goes down to the ground",
                edge.to
            )
        }
        (Standing::Ground, Standing::Area(to)) => {
            format!(
                "the ground imports the area {to} ({}): only a list of areas may",
                edge.to
            )
        }
        _ => return None,
    };
    Some(Finding::new(&edge.from, edge.line, message))
}

fn check_direction(edge: &Edge) -> Option<Finding> {
    let (part, may) = DIRECTIONS.iter().find(|(part, _)| edge.from.starts_with(part))?;
    let inside = edge.to.starts_with(part) && *part != "web/src/";
    let within = |parts: &[&str]| parts.iter().any(|part| edge.to.starts_with(part));
    let from_entry = edge.from.starts_with("web/src/") && is_entry(&edge.from);
    let allowed = match may {
        May::Only(parts) => inside || within(parts),
        May::AllBut(parts) => inside || from_entry || !within(parts),
    };
    let message = || format!("{part} may not import {}", edge.to);
    (!allowed).then(|| Finding::new(&edge.from, edge.line, message()))
}

/// The two programs of web, and the list of screens, which they and nobody else import.
fn is_entry(path: &str) -> bool {
    path == "web/src/main.tsx" || path == "web/src/routes.tsx" || path.starts_with("web/src/reader/")
}

fn unknown_folders(layer: &Layer, files: &[SourceFile]) -> Vec<Finding> {
    let code = files.iter().filter(|file| file.is("rs") || file.is_typescript());
    let inside = code.filter_map(|file| file.path.strip_prefix(layer.folder)?.split_once('/'));
    let folders: BTreeSet<&str> = inside.map(|(folder, _)| folder).collect();
    let known = |folder: &&str| AREAS.contains(folder) || layer.ground.contains(folder) || layer.lists.contains(folder);
    let finding = |folder: &str| {
        let message = "this folder is neither an area nor ground: add it to the map (xtask/src/tidy/areas.rs)";
        Finding::new(&format!("{}{folder}", layer.folder), 0, message)
    };
    folders
        .into_iter()
        .filter(|folder| !known(folder))
        .map(finding)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    fn finds(from: &str, to: &str) -> bool {
        let edge = Edge {
            from: from.to_owned(),
            to: to.to_owned(),
            line: 3,
        };
        !check(&[], &[edge]).is_empty()
    }

    #[test]
    fn an_area_that_imports_another_is_found() {
        for layer in LAYERS {
            let file = |part: &str| format!("{}{part}", layer.folder);
            assert!(
                finds(&file("sharing/shares.rs"), &file("people/users.rs")),
                "{}",
                layer.folder
            );
            assert!(finds(&file("sharing.rs"), &file("people.rs")), "{}", layer.folder);
            assert!(finds(&file("words.rs"), &file("people/users.rs")), "{}", layer.folder);
            assert!(
                !finds(&file("sharing/shares.rs"), &file("sharing/terms.rs")),
                "{}",
                layer.folder
            );
            assert!(
                !finds(&file("sharing/shares.rs"), &file("words.rs")),
                "{}",
                layer.folder
            );
            for list in layer.lists {
                assert!(!finds(&file(list), &file("people/users.rs")), "{}", layer.folder);
            }
        }
        assert!(finds("crates/store/src/db/mod.rs", "crates/store/src/people/users.rs"));
        assert!(finds("web/src/ui/Dialog.tsx", "web/src/people/UserDialog.tsx"));
        assert!(!finds(
            "crates/server/src/http/sharing/a.rs",
            "crates/server/src/app/people/b.rs"
        ));
        assert!(!finds("web/src/app/Shell.tsx", "web/src/people/UserDialog.tsx"));
    }

    #[test]
    fn an_import_against_the_direction_is_found() {
        let server =
            |from: &str, to: &str| finds(&format!("crates/server/src/{from}"), &format!("crates/server/src/{to}"));
        for above in ["http/call.rs", "live/mod.rs", "jobs/mod.rs", "serve.rs", "demo/mod.rs"] {
            assert!(server("app/mod.rs", above), "{above}");
            assert!(!server(above, "app/mod.rs"), "{above}");
        }
        assert!(server("live/mod.rs", "http/call.rs") && server("jobs/mod.rs", "live/mod.rs"));
        assert!(server("http/call.rs", "jobs/mod.rs") && server("serve.rs", "demo/mod.rs"));
        assert!(!server("http/call.rs", "live/mod.rs") && !server("app/mod.rs", "clock.rs"));
        let web = |from: &str, to: &str| finds(&format!("web/src/{from}"), &format!("web/src/{to}"));
        assert!(web("ui/A.tsx", "api/client.ts") && web("charts/a.ts", "i18n/index.ts") && web("i18n/a.ts", "ui/a.ts"));
        assert!(
            web("api/a.ts", "charts/a.ts") && web("people/A.tsx", "routes.tsx") && web("app/A.tsx", "reader/main.tsx")
        );
        assert!(
            !web("ui/A.tsx", "i18n/index.ts") && !web("charts/a.ts", "i18n/core.ts") && !web("ui/A.tsx", "ui/B.tsx")
        );
        assert!(
            !web("main.tsx", "routes.tsx") && !web("reader/main.tsx", "reader/a.ts") && !web("data/A.tsx", "app/B.tsx")
        );
    }

    #[test]
    fn a_folder_that_is_not_on_the_map_is_found() {
        let finds = |path: &str| !check(&[sample(path, "")], &[]).is_empty();
        assert!(finds("crates/server/src/app/misc/a.rs") && finds("web/src/shares/A.tsx"));
        assert!(finds("crates/store/src/people_too/a.rs"));
        assert!(!finds("crates/server/src/app/people/a.rs") && !finds("web/src/ui/A.tsx"));
        assert!(!finds("crates/store/src/db/a.rs") && !finds("crates/server/tests/it/snapshots/a.snap"));
    }
}
