//! The Rust modules of all crates, where a path leads in them, and which file needs which. A path is followed through
//! re-exports to the file in which the thing is; what macros and methods reach is not seen. No rule lives here.

use std::collections::HashMap;

use super::graph::Edge;
use super::source::SourceFile;
use super::uses::{self, Import, Uses};

/// All modules that are files.
#[derive(Debug)]
pub(crate) struct Modules {
    list: Vec<Module>,
    by_name: HashMap<String, HashMap<Vec<String>, usize>>,
    by_path: HashMap<String, usize>,
}

/// A module that is a file.
#[derive(Debug)]
pub(crate) struct Module {
    /// The file.
    pub(crate) path: String,
    /// What it is compiled with: `crates/store/src`, or `crates/store/tests/it`.
    pub(crate) root: String,
    /// Its name from there.
    pub(crate) names: Vec<String>,
    pub(crate) uses: Uses,
}

/// Where a path leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target {
    /// The module, by its place in the list.
    module: usize,
    /// How many parts of the path lead to it; the next one is something in it. Parts behind a re-export count as read.
    read: usize,
    /// Does the path end at a module, so that nothing in it is named?
    whole: bool,
}

/// How many re-exports a path is followed through.
const HOPS: usize = 12;

impl Modules {
    pub(crate) fn read(files: &[SourceFile]) -> Self {
        let lists: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let mut modules = Self {
            list: Vec::new(),
            by_name: HashMap::new(),
            by_path: HashMap::new(),
        };
        for file in files.iter().filter(|file| file.is("rs")) {
            let (root, names) = place(&file.path, &lists);
            let index = modules.list.len();
            let of_root = modules.by_name.entry(root.clone()).or_default();
            of_root.insert(names.clone(), index);
            modules.by_path.insert(file.path.clone(), index);
            modules.list.push(Module {
                path: file.path.clone(),
                root,
                names,
                uses: uses::read(file.rust_lines().into_iter()),
            });
        }
        modules
    }

    pub(crate) fn of_file(&self, path: &str) -> Option<&Module> {
        self.by_path.get(path).and_then(|index| self.list.get(*index))
    }

    pub(crate) fn all(&self) -> &[Module] {
        &self.list
    }

    /// Which file needs which of the same crate, with the line that says so. What a file merely lists or hands on from
    /// modules below it (`mod`, `pub use`) it does not need.
    pub(crate) fn edges(&self) -> Vec<Edge> {
        let mut edges: Vec<Edge> = self.list.iter().flat_map(|module| self.edges_of(module)).collect();
        edges.sort();
        edges.dedup_by(|later, first| later.from == first.from && later.to == first.to);
        edges
    }

    fn edges_of(&self, module: &Module) -> Vec<Edge> {
        let mut edges = Vec::new();
        let imports = module.uses.imports.iter().map(|import| (&import.path, Some(import)));
        let paths = module.uses.paths.iter().map(|path| (path, None));
        for (named, import) in imports.chain(paths) {
            let Some(target) = self.follow(module, &named.parts, HOPS) else {
                continue;
            };
            let Some(to) = self.list.get(target.module) else {
                continue;
            };
            let names_nothing = target.whole && !import.is_some_and(|import| import.all);
            let hands_on = import.is_some_and(|import| only_hands_on(module, import, to));
            if to.root == module.root && to.path != module.path && !names_nothing && !hands_on {
                edges.push(Edge {
                    from: module.path.clone(),
                    to: to.path.clone(),
                    line: named.line,
                });
            }
        }
        edges
    }

    /// The module a path of this module leads to. Nothing when it leads to another crate than ours, or is no path.
    pub(crate) fn target(&self, from: &Module, parts: &[String]) -> Option<(&Module, Target)> {
        let target = self.follow(from, parts, HOPS)?;
        self.list.get(target.module).map(|module| (module, target))
    }

    fn follow(&self, from: &Module, parts: &[String], hops: usize) -> Option<Target> {
        let hops = hops.checked_sub(1)?;
        let (first, _) = parts.split_first()?;
        let mut names = match first.as_str() {
            "crate" => Vec::new(),
            "self" | "super" => from.names.clone(),
            _ if self.index(&from.root, &child(&from.names, first)).is_some() => child(&from.names, first),
            _ => {
                return self
                    .handed_on(from, parts, 0, hops)
                    .or_else(|| self.other_crate(parts, hops));
            }
        };
        let mut read = 1;
        if first == "super" {
            read = parts.iter().take_while(|part| *part == "super").count();
            names.truncate(names.len().checked_sub(read)?);
        }
        let module = self.index(&from.root, &names)?;
        self.descend(module, parts, read, hops)
    }

    fn descend(&self, module: usize, parts: &[String], mut read: usize, hops: usize) -> Option<Target> {
        let mut at = module;
        while let Some(part) = parts.get(read) {
            let here = self.list.get(at)?;
            if let Some(below) = self.index(&here.root, &child(&here.names, part)) {
                at = below;
                read += 1;
                continue;
            }
            if let Some(target) = self.handed_on(here, parts, read, hops) {
                return Some(target);
            }
            break;
        }
        let whole = read == parts.len();
        Some(Target {
            module: at,
            read,
            whole,
        })
    }

    /// Follows the part at `read`, a name that an import brings into `module`.
    fn handed_on(&self, module: &Module, parts: &[String], read: usize, hops: usize) -> Option<Target> {
        let name = parts.get(read)?;
        let rest = parts.get(read + 1..)?;
        let imports = &module.uses.imports;
        let itself = |import: &Import| import.path.parts.as_slice() == std::slice::from_ref(name);
        let named = imports.iter().find(|i| i.name.as_ref() == Some(name) && !itself(i));
        let path = if let Some(import) = named {
            import.path.parts.clone()
        } else {
            let mut stars = imports.iter().filter(|import| import.all);
            stars.find_map(|import| {
                let path = child(&import.path.parts, name);
                let target = self.follow(module, &path, hops)?;
                let declares = self.list.get(target.module)?.uses.items.contains(name);
                (target.whole || declares).then_some(path)
            })?
        };
        let whole: Vec<String> = path.iter().chain(rest).cloned().collect();
        let target = self.follow(module, &whole, hops)?;
        // In the counting of the path that was asked for.
        let read = (target.read + parts.len()).saturating_sub(whole.len()).max(read);
        Some(Target { read, ..target })
    }

    fn other_crate(&self, parts: &[String], hops: usize) -> Option<Target> {
        let root = format!("crates/{}/src", parts.first()?);
        let module = self.index(&root, &[])?;
        self.descend(module, parts, 1, hops)
    }

    fn index(&self, root: &str, names: &[String]) -> Option<usize> {
        self.by_name.get(root)?.get(names).copied()
    }
}

impl Target {
    /// The first part of the path that is no module but something in the module it leads to.
    pub(crate) fn thing<'p>(&self, parts: &'p [String]) -> Option<&'p String> {
        parts.get(self.read).filter(|_| !self.whole)
    }
}

fn child(names: &[String], name: &str) -> Vec<String> {
    names.iter().cloned().chain([name.to_owned()]).collect()
}

/// A `pub use` of something below, of which the module itself makes no use.
fn only_hands_on(module: &Module, import: &Import, to: &Module) -> bool {
    let used = |name: &String| module.uses.words.contains_key(name);
    import.public && to.names.starts_with(&module.names) && !import.name.as_ref().is_some_and(used)
}

/// What a file is compiled with, and its name there.
fn place(path: &str, all: &[&str]) -> (String, Vec<String>) {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    let parts: Vec<&str> = stem.split('/').collect();
    let kinds = ["src", "tests", "examples", "benches"];
    let alone = || (path.to_owned(), Vec::new());
    let Some(kind) = parts.iter().position(|part| kinds.contains(part)) else {
        return alone();
    };
    let of_library = parts.get(kind) == Some(&"src");
    let root_length = if of_library { kind + 1 } else { kind + 2 };
    let (Some(root), Some(names)) = (parts.get(..root_length), parts.get(root_length..)) else {
        return alone();
    };
    let root = root.join("/");
    match names {
        [] => alone(),
        ["main"] if all.binary_search(&format!("{root}/lib.rs").as_str()).is_ok() => alone(),
        ["main" | "lib"] => (root, Vec::new()),
        [names @ .., "mod"] | names => (root, names.iter().map(|&name| name.to_owned()).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::sample;

    fn edges(files: &[(&str, &str)]) -> Vec<String> {
        let mut files: Vec<_> = files
            .iter()
            .map(|(path, text)| sample(&format!("crates/{path}"), text))
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let short = |path: &str| path.replace("crates/a/src/", "").replace("crates/a/tests/", "");
        let edges = Modules::read(&files).edges();
        edges
            .iter()
            .map(|edge| format!("{}:{} {}", short(&edge.from), edge.line, short(&edge.to)))
            .collect()
    }

    #[test]
    fn what_a_file_imports_or_names_is_an_edge() {
        let lib = ("a/src/lib.rs", "mod b; mod c; pub struct Top;");
        let other = ("a/src/c/mod.rs", "mod d; pub struct C;");
        let below = ("a/src/c/d.rs", "pub struct D;");
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(edges(&[lib, other, below, ("a/src/b.rs", text)]), expected, "{text}");
        };
        check("use crate::c::C;", &["b.rs:1 c/mod.rs"]);
        check("\nuse super::c::{d::D, C};", &["b.rs:2 c/d.rs", "b.rs:2 c/mod.rs"]);
        check("fn f() { crate::c::d::g(); }", &["b.rs:1 c/d.rs"]);
        check("use crate::c;\nfn f() { c::d::g(); }", &["b.rs:2 c/d.rs"]);
        check("use crate::c::*;", &["b.rs:1 c/mod.rs"]);
        check("fn f(x: super::Top) {}", &["b.rs:1 lib.rs"]);
        check(
            "use std::fmt; use d::D; // crate::c::C\nconst T: &str = \"crate::c::C\";",
            &[],
        );
        check("fn f() {}\n#[cfg(test)]\nmod tests { use crate::c::C; }", &[]);
    }

    #[test]
    fn a_name_handed_on_is_followed_to_its_file() {
        let user = ("a/src/u.rs", "use crate::Thing;");
        let thing = ("a/src/t/thing.rs", "pub struct Thing;");
        let by_name = [
            user,
            thing,
            ("a/src/lib.rs", "mod t; pub use t::Thing;"),
            ("a/src/t/mod.rs", "pub use thing::Thing;"),
        ];
        assert_eq!(edges(&by_name), ["u.rs:1 t/thing.rs"]);
        let by_star = [
            user,
            thing,
            ("a/src/lib.rs", "mod t; pub use t::*;"),
            ("a/src/t/mod.rs", "mod thing; pub use thing::*;"),
        ];
        assert_eq!(edges(&by_star), ["u.rs:1 t/thing.rs"]);
        let used_too = [thing, ("a/src/t/mod.rs", "pub use thing::Thing; fn f(x: Thing) {}")];
        assert_eq!(edges(&used_too), ["t/mod.rs:1 t/thing.rs"]);
    }

    #[test]
    fn tests_and_programs_are_compiled_apart() {
        let files = [
            ("a/src/lib.rs", "pub mod b;"),
            ("a/src/b.rs", ""),
            ("a/src/main.rs", "use a::b::B;"),
            ("a/tests/it/main.rs", "mod w; mod t;"),
            ("a/tests/it/w.rs", "use a::b::B;"),
            ("a/tests/it/t.rs", "use crate::w::World;"),
        ];
        assert_eq!(edges(&files), ["it/t.rs:1 it/w.rs"]);
    }
}
