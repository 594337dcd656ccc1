//! What one Rust file imports, names by path and declares, read from its words. Where a path leads is not known here:
//! that takes all files (`modules.rs`).

use std::collections::{BTreeMap, BTreeSet};

/// A file's imports, paths and names.
#[derive(Debug, Default)]
pub(crate) struct Uses {
    /// Every `use`, one for each name that it brings.
    pub(crate) imports: Vec<Import>,
    /// Paths of two or more parts in code.
    pub(crate) paths: Vec<Named>,
    /// Names of what is declared: functions, types, constants, modules, macros.
    pub(crate) items: BTreeSet<String>,
    /// How often each word stands in the code outside of imports.
    pub(crate) words: BTreeMap<String, usize>,
}

/// One name that a `use` brings.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Import {
    pub(crate) path: Named,
    /// What it is called here; nothing for `*`, which brings all names, and for `_`, which brings none.
    pub(crate) name: Option<String>,
    pub(crate) all: bool,
    /// Handed on to others (`pub use`)?
    pub(crate) public: bool,
}

/// A path as it is written, such as `super`, `error`, `Error`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) parts: Vec<String>,
    /// From 1.
    pub(crate) line: usize,
}

const DECLARING: [&str; 10] = [
    "fn",
    "struct",
    "enum",
    "trait",
    "type",
    "const",
    "static",
    "union",
    "mod",
    "macro_rules",
];

#[derive(Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    line: usize,
}

impl Token<'_> {
    fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// Reads code in which comments and texts are blank already.
pub(crate) fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Uses {
    let tokens = tokens(lines);
    let mut reader = Reader {
        tokens: &tokens,
        at: 0,
        depth: 0,
        inner: Vec::new(),
        uses: Uses::default(),
    };
    reader.read();
    reader.uses
}

fn tokens<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Token<'a>> {
    let mut tokens = Vec::new();
    for (number, line) in lines.enumerate() {
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let word = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            let length = match c {
                _ if word > 0 => word,
                ':' if rest.starts_with("::") => 2,
                _ => c.len_utf8(),
            };
            let (text, left) = rest.split_at(length);
            if !c.is_whitespace() {
                tokens.push(Token { text, line: number + 1 });
            }
            rest = left;
        }
    }
    tokens
}

struct Reader<'t, 'a> {
    tokens: &'t [Token<'a>],
    at: usize,
    depth: usize,
    /// Depths at which modules within the file began: a `super` in them stays in the file.
    inner: Vec<usize>,
    uses: Uses,
}

impl<'a> Reader<'_, 'a> {
    fn peek(&self, ahead: usize) -> &'a str {
        self.tokens.get(self.at + ahead).map_or("", |token| token.text)
    }

    fn read(&mut self) {
        while let Some(token) = self.tokens.get(self.at).copied() {
            match token.text {
                "{" => self.depth += 1,
                "}" => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.inner.last() == Some(&self.depth) {
                        self.inner.pop();
                    }
                }
                "mod" if self.peek(2) == "{" => self.inner.push(self.depth),
                "use" => {
                    self.import(token.line);
                    continue;
                }
                _ => {}
            }
            if DECLARING.contains(&token.text) {
                let name = if self.peek(1) == "!" {
                    self.peek(2)
                } else {
                    self.peek(1)
                };
                self.uses.items.insert(name.to_owned());
            }
            if token.is_word() {
                self.path(token.line);
            } else {
                self.at += 1;
            }
        }
    }

    /// A word, or a path of several.
    fn path(&mut self, line: usize) {
        let begins = self.at == 0 || self.tokens.get(self.at - 1).is_none_or(|before| before.text != "::");
        let mut parts = Vec::new();
        while let Some(token) = self.tokens.get(self.at).filter(|token| token.is_word()) {
            *self.uses.words.entry(token.text.to_owned()).or_default() += 1;
            parts.push(token.text.to_owned());
            self.at += 1;
            let goes_on = self.peek(0) == "::" && self.tokens.get(self.at + 1).is_some_and(Token::is_word);
            if !goes_on {
                break;
            }
            self.at += 1;
        }
        if begins && parts.len() > 1 {
            let parts = self.outside(parts);
            self.uses.paths.push(Named { parts, line });
        }
    }

    fn import(&mut self, line: usize) {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let public = before.is_some_and(|token| token.text == "pub" || token.text == ")");
        self.at += 1;
        if self.peek(0) == "::" {
            return; // Of another crate, and said so.
        }
        self.branch(&[], public, line);
    }

    /// What stands after `use`, or between the braces of one.
    fn branch(&mut self, stem: &[String], public: bool, line: usize) {
        let mut parts = stem.to_vec();
        loop {
            let text = self.peek(0);
            match text {
                "{" => {
                    self.at += 1;
                    while !matches!(self.peek(0), "}" | "") {
                        self.branch(&parts, public, line);
                        if self.peek(0) == "," {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    return;
                }
                "*" => {
                    self.at += 1;
                    self.bring(parts, None, true, public, line);
                    return;
                }
                "::" => self.at += 1,
                "as" => {
                    let name = Some(self.peek(1).to_owned()).filter(|name| name != "_");
                    self.at += 2;
                    self.bring(parts, name, false, public, line);
                    return;
                }
                "self" if !parts.is_empty() => self.at += 1,
                _ if self.tokens.get(self.at).is_some_and(Token::is_word) => {
                    parts.push(text.to_owned());
                    self.at += 1;
                }
                _ => {
                    let name = parts.last().cloned();
                    self.bring(parts, name, false, public, line);
                    if !matches!(text, "," | "}") {
                        self.at += 1;
                    }
                    return;
                }
            }
        }
    }

    fn bring(&mut self, parts: Vec<String>, name: Option<String>, all: bool, public: bool, line: usize) {
        let parts = self.outside(parts);
        self.uses.imports.push(Import {
            path: Named { parts, line },
            name,
            all,
            public,
        });
    }

    /// The path as it would be written outside of the modules within the file.
    fn outside(&self, mut parts: Vec<String>) -> Vec<String> {
        let ups = parts.iter().take_while(|part| *part == "super").count();
        let within = ups.min(self.inner.len());
        parts.drain(..within);
        if within > 0 && ups == within {
            parts.insert(0, "self".to_owned());
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Uses {
        read(text.lines())
    }

    fn imports(text: &str) -> Vec<String> {
        let one = |import: &Import| {
            let name = import.name.as_deref().unwrap_or(if import.all { "*" } else { "_" });
            let public = if import.public { "pub " } else { "" };
            format!("{public}{} as {name}", import.path.parts.join("::"))
        };
        read_text(text).imports.iter().map(one).collect()
    }

    #[test]
    fn every_name_of_a_use_is_read() {
        assert_eq!(imports("use a::b;"), ["a::b as b"]);
        assert_eq!(
            imports("pub(crate) use a::{b::{self, C as D}, e::*, f as _,};\nuse g;"),
            [
                "pub a::b as b",
                "pub a::b::C as D",
                "pub a::e as *",
                "pub a::f as _",
                "g as g"
            ]
        );
        assert_eq!(imports("use ::http::x; use self::a::B;"), ["self::a::B as B"]);
        assert_eq!(
            imports("mod a { use super::B; use super::super::C; }"),
            ["self::B as B", "super::C as C"]
        );
    }

    #[test]
    fn paths_items_and_words_are_read() {
        let uses = read_text("fn a(x: b::C) -> Vec<d::E> { $crate::f::g!(h); i.j::<k::L>(); x }\nstruct M;");
        let paths: Vec<String> = uses.paths.iter().map(|path| path.parts.join("::")).collect();
        assert_eq!(paths, ["b::C", "d::E", "crate::f::g", "k::L"]);
        assert_eq!(uses.items.iter().collect::<Vec<_>>(), ["M", "a"]);
        assert_eq!(uses.words.get("x"), Some(&2));
    }
}
