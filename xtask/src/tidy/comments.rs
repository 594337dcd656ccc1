//! What comments and documents say is where, is there: files, folders, modules, members of types (`mentions.rs` tells
//! how they are written). Not judged is what is in libraries, and what a change log tells of former days.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Finding;
use super::mentions::{Mention, mentions};
use super::modules::{Module, Modules};
use super::source::SourceFile;

/// Crates that come with the language, and those named by their import where a manifest does not say it.
const LANGUAGE: [&str; 5] = ["std", "core", "alloc", "rustdoc", "clippy"];
/// Documents that tell of former days.
const HISTORY: [&str; 1] = ["CHANGELOG.md"];

/// Mentions of files, folders, modules and members that are not there.
pub(crate) fn check(files: &[SourceFile], modules: &Modules) -> Vec<Finding> {
    let known = Known::new(files, modules);
    let mut findings = Vec::new();
    for file in files {
        for (number, line) in prose(file).lines().enumerate() {
            for mention in mentions(line) {
                if let Some(problem) = known.problem(file, &mention) {
                    findings.push(Finding::new(&file.path, number + 1, problem));
                }
            }
        }
    }
    findings
}

/// The part of a file that speaks to people.
fn prose(file: &SourceFile) -> &str {
    let made = file.path.contains("/generated/") || HISTORY.contains(&file.path.as_str());
    if made {
        ""
    } else if file.is("md") {
        &file.text
    } else {
        &file.views().comments
    }
}

/// What there is.
struct Known<'k> {
    modules: &'k Modules,
    /// Paths of files and folders, by their last part.
    places: BTreeMap<&'k str, Vec<&'k str>>,
    /// Names of crates that are not ours, as the manifests have them.
    libraries: BTreeSet<String>,
    /// In which files each type is declared or spoken of.
    types: BTreeMap<&'k str, Vec<&'k Module>>,
}

impl<'k> Known<'k> {
    fn new(files: &'k [SourceFile], modules: &'k Modules) -> Self {
        let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut add = |path: &'k str| {
            let of_name = places.entry(path.rsplit('/').next().unwrap_or(path)).or_default();
            if of_name.last() != Some(&path) {
                of_name.push(path);
            }
        };
        for file in files {
            add(&file.path);
            for (at, _) in file.path.match_indices('/') {
                file.path.get(..at).into_iter().for_each(&mut add);
            }
        }
        let manifests = files.iter().filter(|file| file.path.ends_with("Cargo.toml"));
        let libraries = manifests
            .flat_map(|file| file.text.lines().filter_map(library))
            .collect();
        let mut types: BTreeMap<&str, Vec<&Module>> = BTreeMap::new();
        let is_type = |name: &str| name.starts_with(|c: char| c.is_uppercase());
        for module in modules.all() {
            for name in module.uses.items.iter().filter(|name| is_type(name)) {
                types.entry(name).or_default();
            }
        }
        for module in modules.all() {
            for word in module.uses.words.keys() {
                if let Some(found) = types.get_mut(word.as_str()) {
                    found.push(module);
                }
            }
        }
        Self {
            modules,
            places,
            libraries,
            types,
        }
    }

    fn problem(&self, file: &SourceFile, mention: &Mention<'_>) -> Option<String> {
        match mention {
            Mention::File(path) if !self.is_there(path) => Some(format!("there is no file {path}")),
            Mention::Folder(path) if !self.is_there(path) => Some(format!("there is no folder {path}")),
            Mention::Path(parts) => {
                let problem = self.path_problem(file, parts)?;
                Some(format!("{}: {problem}", parts.join("::")))
            }
            _ => None,
        }
    }

    /// Is there a file or folder whose path ends so? The ending `.rs` may be left out.
    fn is_there(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let ends_with = |path: &str| {
            let last = path.rsplit('/').next().unwrap_or(path);
            let mut places = self.places.get(last).into_iter().flatten();
            places.any(|place| {
                place
                    .strip_suffix(path)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
            })
        };
        // A picture of a test is no text of the project that rules read.
        ends_with(path) || ends_with(&format!("{path}.rs")) || path.ends_with(".snap")
    }

    fn path_problem(&self, file: &SourceFile, parts: &[&str]) -> Option<String> {
        let (&first, rest) = parts.split_first()?;
        let here = self.modules.of_file(&file.path);
        if first == "Self" {
            let spoken = here
                .zip(rest.first())
                .is_none_or(|(module, name)| has_word(module, name));
            return (!spoken).then(|| "this file has no such thing".to_owned());
        }
        if first.starts_with(char::is_uppercase) {
            let spoken_in = self.types.get(first)?;
            let member = rest.first()?;
            let known = spoken_in.iter().any(|module| has_word(module, member));
            return (!known).then(|| format!("{first} has nothing of this name"));
        }
        let owned: Vec<String> = parts.iter().map(|&part| part.to_owned()).collect();
        let answers = self
            .candidates(here, first)
            .into_iter()
            .map(|from| self.follow(from, &owned));
        let answers: Vec<Result<(), String>> = answers.flatten().collect();
        let problem = answers.iter().find_map(|answer| answer.as_ref().err());
        let of_library = self.libraries.contains(first) || LANGUAGE.contains(&first);
        // A module of ours may bear the name of a library: a type is then taken for the library's.
        let type_next = rest.first().is_some_and(|next| next.starts_with(char::is_uppercase));
        if answers.iter().any(Result::is_ok) || (of_library && (type_next || problem.is_none())) {
            return None;
        }
        Some(problem.map_or_else(|| "no module and no crate is called so".to_owned(), String::clone))
    }

    /// From where the path may be meant: the file itself, its crate, and modules that have a module of this name below.
    fn candidates<'c>(&'c self, here: Option<&'c Module>, first: &str) -> Vec<&'c Module> {
        let mut from: Vec<&Module> = here.into_iter().collect();
        let package = here.and_then(|module| package_of(&module.path));
        let same = |module: &&Module| here.is_none() || package == package_of(&module.path);
        let named = |module: &&Module| module.names.last().is_some_and(|name| name == first);
        if !["crate", "self", "super"].contains(&first) {
            from.extend(self.modules.all().iter().filter(|module| named(module) && same(module)));
        }
        from
    }

    /// Follows a path from a module, which may itself be what its first part names. Nothing when it leads out of the
    /// crates.
    fn follow(&self, from: &Module, parts: &[String]) -> Option<Result<(), String>> {
        let (first, rest) = parts.split_first()?;
        let itself = from.names.last() == Some(first);
        let from_here: Vec<String> = ["self".to_owned()].into_iter().chain(rest.iter().cloned()).collect();
        let found = self
            .modules
            .target(from, parts)
            .map(|(module, target)| (module, target.thing(parts)));
        let found = match found {
            Some(found) => found,
            None if itself => {
                let (module, target) = self.modules.target(from, &from_here)?;
                (
                    module,
                    target
                        .thing(&from_here)
                        .and_then(|thing| parts.iter().find(|part| *part == thing)),
                )
            }
            None => return None,
        };
        let (module, thing) = found;
        Some(match thing {
            Some(thing) if !has_word(module, thing) => Err(format!("{} has no {thing}", module.path)),
            _ => Ok(()),
        })
    }
}

/// The folder of the package that a file belongs to.
fn package_of(path: &str) -> Option<&str> {
    let ends = ["/src/", "/tests/", "/examples/", "/benches/"];
    ends.iter()
        .find_map(|end| path.split_once(end))
        .map(|(package, _)| package)
}

/// Does the word stand in the module's code? What the compiler makes of it is not asked.
fn has_word(module: &Module, word: &str) -> bool {
    let brings = || {
        module
            .uses
            .imports
            .iter()
            .any(|import| import.name.as_deref() == Some(word))
    };
    module.uses.words.contains_key(word) || module.uses.items.contains(word) || brings()
}

/// The crate that a line of a manifest names.
fn library(line: &str) -> Option<String> {
    let name = line.split(['=', '.']).next()?.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let of_ours = line.contains("path = \"crates/");
    (is_name && !of_ours).then(|| name.replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    /// The problems of a text in a crate that has `http/problem.rs` with a type `Refusal`, and `app/ask.rs`.
    fn problems_in(path: &str, text: &str) -> Vec<String> {
        let mut files = vec![
            sample("crates/access/src/lib.rs", "pub mod gate;"),
            sample(
                "crates/access/src/gate.rs",
                "pub struct Gate; impl Gate { pub fn allow() {} }",
            ),
            sample(
                "crates/server/Cargo.toml",
                "http.workspace = true\nserde_json = \"1\"\n",
            ),
            sample("crates/server/src/lib.rs", "pub mod app; pub mod http;"),
            sample("crates/server/src/app/mod.rs", "pub mod ask;"),
            sample("crates/server/src/app/ask.rs", "pub fn ask() {}"),
            sample("crates/server/src/http/mod.rs", "pub mod problem;"),
            sample("crates/server/src/http/problem.rs", "pub struct Refusal;"),
            sample("web/src/charts/index.ts", ""),
            sample(path, text),
        ];
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let modules = Modules::read(&files);
        check(&files, &modules)
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    fn problems(comment: &str) -> Vec<String> {
        problems_in("crates/server/src/live.rs", &format!("// {comment}\nfn f() {{}}"))
    }

    #[test]
    fn files_and_folders_that_are_not_there_are_found() {
        for gone in [
            "app/tell.rs",
            "`tell.rs`",
            "see (web/src/charts/tell.ts).",
            "research/peers.md",
            "app/ask.ts",
        ] {
            assert_eq!(problems(gone).len(), 1, "{gone}");
        }
        for gone in ["`http/dto`", "`http/dto/`", "`texts/`", "`web/src/tell`"] {
            assert_eq!(problems(gone).len(), 1, "{gone}");
        }
        for there in [
            "app/ask.rs: `ask.rs`, `app/ask`",
            "`http/` and `web/src/charts`, `index.ts`",
            "`./charts/index.ts`",
        ] {
            assert_eq!(problems(there), [""; 0], "{there}");
        }
        for not_judged in [
            "and/or, `application/json`, `Europe/Vienna`, https://example.org/a/b.rs",
            "`charts/KIND/spec.ts`, `charts/<kind>/spec.ts`, `i18n/*.{en,de}.json`, `/dashboards/tell`",
            "lib.rs, `cargo x app/tell`",
        ] {
            assert_eq!(problems(not_judged), [""; 0], "{not_judged}");
        }
    }

    #[test]
    fn paths_of_rust_that_lead_nowhere_are_found() {
        for gone in [
            "`http::error` maps it",
            "crate::http::dto::Named",
            "`app::tell::Tell`",
            "[`crate::http::problem::Problem`]",
            "`super::dto`",
            "`dto::shares`",
            "`access::gate::Door`",
            "`Gate::refuse`",
            "[`Self::tell`]",
        ] {
            assert_eq!(problems(gone).len(), 1, "{gone}");
        }
        for there in [
            "`http::problem` maps it, `problem::Refusal`",
            "crate::http::problem::Refusal, `app::ask`, `ask::ask`",
            "`super::app::ask`, `access::gate::Gate`, [`Gate::allow`], [`Self::f`]",
            "`http::Method`, `serde_json::Value`, `std::fmt::Debug`, `Arc::clone`, a::b",
        ] {
            assert_eq!(problems(there), [""; 0], "{there}");
        }
    }

    #[test]
    fn documents_and_scripts_are_read_and_code_is_not() {
        assert_eq!(problems_in("docs/a.md", "`http::error` and app/tell.rs").len(), 2);
        assert_eq!(
            problems_in("docs/a.md", "`http::problem`, `Gate::allow`, app/ask.rs"),
            [""; 0]
        );
        assert_eq!(problems_in("web/src/a.ts", "/* Drawn by `charts/tell.ts`. */").len(), 1);
        assert_eq!(
            problems_in("web/src/a.ts", "import x from './charts/tell.ts';"),
            [""; 0]
        );
        assert_eq!(
            problems_in("crates/server/src/b.rs", "const A: &str = \"app/tell.rs\";"),
            [""; 0]
        );
        assert_eq!(problems_in("CHANGELOG.md", "`app/tell.rs` went."), [""; 0]);
    }
}
