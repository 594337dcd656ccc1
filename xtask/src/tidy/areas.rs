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
    layer("crates/access/src/action/", &[], &["mod.rs"]),
    layer("crates/store/src/", &["db"], &["lib.rs", "tables.rs"]),
    layer("crates/store/tests/it/contract/", &[], &["mod.rs"]),
    layer("crates/server/src/app/", &[], &["mod.rs"]),
    layer("crates/server/src/http/", &["wire"], &["mod.rs", "routes.rs"]),
    layer("crates/server/tests/it/", &[], &["main.rs"]),
    layer(
        "web/src/",
        &[
            "browser", "ui", "kit", "api", "i18n", "charts", "document", "access", "embed",
        ],
        &["routes.tsx", "main.tsx", "app", "reader"],
    ),
];

const fn layer(folder: &'static str, ground: &'static [&'static str], lists: &'static [&'static str]) -> Layer {
    Layer { folder, ground, lists }
}

/// Which way imports go in one program, from part to part.
struct Order {
    folder: &'static str,
    /// A part, and what it may import beside itself: parts, all `areas`, the whole `ground` of the layer of this folder,
    /// or files by the beginning of their path.
    parts: &'static [(&'static str, &'static [&'static str])],
    /// May all import what is no part here, and may that import no part?
    rest_is_ground: bool,
}

/// The map of directions.
const ORDERS: [Order; 2] = [
    Order {
        folder: "crates/server/src/",
        parts: &[
            ("app", &[]),
            ("live", &["app"]),
            ("jobs", &["app"]),
            ("http", &["app", "live"]),
            ("audit_command", &["app"]),
            ("selftest", &["http"]),
            ("serve", &["app", "live", "jobs", "http"]),
            ("demo", &["app", "live", "jobs", "http", "serve"]),
            (
                "lib",
                &[
                    "app",
                    "live",
                    "jobs",
                    "http",
                    "audit_command",
                    "serve",
                    "demo",
                    "selftest",
                ],
            ),
            (
                "main",
                &[
                    "app",
                    "live",
                    "jobs",
                    "http",
                    "audit_command",
                    "serve",
                    "demo",
                    "lib",
                    "selftest",
                ],
            ),
        ],
        rest_is_ground: true,
    },
    Order {
        folder: "web/src/",
        parts: &[
            ("browser", &[]),
            ("embed", &[]),
            ("i18n", &["browser"]),
            ("ui", &["browser", "i18n"]),
            ("api", &["i18n"]),
            ("charts", &["i18n/core.", "i18n/charts."]),
            ("document", &["i18n", "api", "charts"]),
            ("kit", &["browser", "i18n", "ui", "api"]),
            ("access", &["browser", "i18n", "ui", "api", "charts", "document", "kit"]),
            ("areas", &["ground"]),
            ("app", &["ground", "areas"]),
            ("routes", &["ground", "areas", "app"]),
            ("reader", &["ground", "areas"]),
            ("main", &["ground", "areas", "app", "routes"]),
        ],
        rest_is_ground: false,
    },
];

/// Imports from area to area, from the ground to an area, or against a direction; folders that are not on the map.
pub(crate) fn check(files: &[SourceFile], edges: &[Edge]) -> Vec<Finding> {
    let either = |edge: &Edge| check_layer(edge).or_else(|| check_order(edge));
    let mut findings: Vec<Finding> = edges.iter().filter_map(either).collect();
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

fn check_order(edge: &Edge) -> Option<Finding> {
    let order = ORDERS.iter().find(|order| edge.from.starts_with(order.folder))?;
    let (from, to) = (part(order, &edge.from)?, part(order, &edge.to)?);
    let part_of = |name: &str| order.parts.iter().find(|(part, _)| *part == name);
    let may = match part_of(from) {
        Some((_, may)) => *may,
        None if order.rest_is_ground => &[],
        None => return None,
    };
    let inside = edge.to.strip_prefix(order.folder)?;
    let layer = LAYERS.iter().find(|layer| layer.folder == order.folder);
    let in_ground = layer.is_some_and(|layer| layer.ground.contains(&to));
    let named = |entry: &&str| {
        *entry == to || (*entry == "ground" && in_ground) || (entry.contains('/') && inside.starts_with(entry))
    };
    let allowed = from == to || part_of(to).is_none() || may.iter().any(named);
    let message = || format!("{from} may not import {to} ({}): imports go the other way", edge.to);
    (!allowed).then(|| Finding::new(&edge.from, edge.line, message()))
}

fn part<'p>(order: &Order, path: &'p str) -> Option<&'p str> {
    let name = path.strip_prefix(order.folder)?.split(['/', '.']).next()?;
    Some(if AREAS.contains(&name) { "areas" } else { name })
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
        let check = |folder: &str, pairs: &[(&str, &str)], found: bool| {
            for (from, to) in pairs {
                assert_eq!(
                    finds(&format!("{folder}{from}"), &format!("{folder}{to}")),
                    found,
                    "{from} {to}"
                );
            }
        };
        let server = "crates/server/src/";
        for above in ["http/call.rs", "live/mod.rs", "jobs/mod.rs", "serve.rs", "demo/mod.rs"] {
            check(server, &[("app/mod.rs", above), ("clock.rs", above)], true);
            check(server, &[(above, "app/mod.rs"), (above, "clock.rs")], false);
        }
        check(
            server,
            &[
                ("live/mod.rs", "http/call.rs"),
                ("jobs/mod.rs", "live/mod.rs"),
                ("serve.rs", "demo/mod.rs"),
            ],
            true,
        );
        check(server, &[("http/call.rs", "jobs/mod.rs")], true);
        check(
            server,
            &[
                ("http/call.rs", "live/mod.rs"),
                ("serve.rs", "http/call.rs"),
                ("clock.rs", "limits.rs"),
            ],
            false,
        );
        let web = "web/src/";
        check(
            web,
            &[
                ("ui/A.tsx", "api/a.ts"),
                ("charts/a.ts", "i18n/index.ts"),
                ("i18n/a.ts", "ui/a.ts"),
            ],
            true,
        );
        check(
            web,
            &[
                ("api/a.ts", "charts/a.ts"),
                ("kit/a.ts", "access/a.ts"),
                ("data/A.tsx", "app/A.tsx"),
            ],
            true,
        );
        check(
            web,
            &[
                ("app/A.tsx", "routes.tsx"),
                ("reader/main.tsx", "app/A.tsx"),
                ("data/A.tsx", "main.tsx"),
            ],
            true,
        );
        check(
            web,
            &[
                ("ui/A.tsx", "i18n/index.ts"),
                ("charts/a.ts", "i18n/core.ts"),
                ("ui/A.tsx", "ui/B.tsx"),
            ],
            false,
        );
        check(
            web,
            &[
                ("main.tsx", "routes.tsx"),
                ("reader/main.tsx", "sharing/a.ts"),
                ("data/A.tsx", "kit/B.tsx"),
            ],
            false,
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
