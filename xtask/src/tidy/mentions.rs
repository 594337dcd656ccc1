//! What a line of a comment or document mentions: files (`tidy/words.rs`, or only `words.rs` between backticks), folders
//! between backticks (`tidy/`, `web/src/charts`), paths of Rust (`tidy::finding`, `Finding::new`). Passed over are
//! addresses, absolute paths, and names with a place to fill in (`KIND/spec.ts`). Whether it is there is asked by
//! `comments.rs`.

/// Endings by which a path is known to mean a file of ours.
const ENDINGS: [&str; 14] = [
    "rs", "ts", "tsx", "js", "mjs", "css", "json", "toml", "md", "sql", "yaml", "typ", "html", "snap",
];
/// Endings of which a name alone means a file of ours.
const CODE: [&str; 4] = ["rs", "ts", "tsx", "css"];
/// First parts of what looks like a folder and is a kind of content.
const CONTENTS: [&str; 6] = ["application", "text", "image", "font", "multipart", "audio"];

/// Something of ours that a line speaks of, where it is to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Mention<'l> {
    /// A path with an ending, or a name alone.
    File(&'l str),
    /// A path without one.
    Folder(&'l str),
    /// A path of Rust in its parts, two or more.
    Path(Vec<&'l str>),
}

/// All that a line of a comment or document mentions.
pub(crate) fn mentions(line: &str) -> Vec<Mention<'_>> {
    let mut found = Vec::new();
    for (index, part) in line.split('`').enumerate() {
        let in_code = index % 2 == 1;
        for word in part.split(|c: char| c.is_whitespace() || "\"'()[]|,;=".contains(c)) {
            let word = word
                .trim_end_matches(['.', ':', '!', '?', '…', '*'])
                .trim_start_matches('*');
            found.extend(file_or_folder(word, in_code && word.len() == part.len()));
        }
        found.extend(paths(part).into_iter().map(Mention::Path));
    }
    found
}

fn file_or_folder(word: &str, alone_in_code: bool) -> Option<Mention<'_>> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    let to_fill_in = |part: &str| part.len() > 1 && part.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let path = word.trim_start_matches("../").trim_start_matches("./");
    let judged = path.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') && path.chars().all(plain);
    let names = || path.split('/').flat_map(|part| part.split('.').take(1));
    if !judged || path.contains("..") || names().any(to_fill_in) && !is_page(path) {
        return None;
    }
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    let nested = path.contains('/');
    if !stem.is_empty() && ENDINGS.contains(&ending) {
        let alone = alone_in_code && CODE.contains(&ending);
        return (nested || alone).then_some(Mention::File(path));
    }
    let lower = path.chars().all(|c| !c.is_ascii_uppercase());
    let content = path.split('/').next().is_some_and(|first| CONTENTS.contains(&first));
    (alone_in_code && nested && lower && !content && !path.contains('.')).then_some(Mention::Folder(path))
}

/// Pages of the project have names in capitals.
fn is_page(path: &str) -> bool {
    path.ends_with(".md")
}

/// Paths such as `a::b` and `A::b::<C>`.
fn paths(text: &str) -> Vec<Vec<&str>> {
    let is_end = |c: char| !c.is_alphanumeric() && c != '_';
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("::") {
        let (head, mut tail) = rest.split_at(at);
        let first = head.rsplit(is_end).next().unwrap_or_default();
        let mut parts = vec![first];
        while let Some(after) = tail.strip_prefix("::") {
            let (part, left) = after.split_at(after.find(is_end).unwrap_or(after.len()));
            tail = left;
            parts.extend(Some(part).filter(|part| !part.is_empty()));
        }
        // A single letter stands for any name.
        if parts.len() > 1 && first.len() > 1 && first.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            found.push(parts);
        }
        rest = tail;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<String> {
        let one = |mention: Mention<'_>| match mention {
            Mention::File(path) => format!("file {path}"),
            Mention::Folder(path) => format!("folder {path}"),
            Mention::Path(parts) => parts.join("::"),
        };
        mentions(line).into_iter().map(one).collect()
    }

    #[test]
    fn files_folders_and_paths_are_found() {
        assert_eq!(
            found("see (app/ask.rs), [x](../web/a.ts)."),
            ["file app/ask.rs", "file web/a.ts"]
        );
        assert_eq!(
            found("`ask.rs`: `http/`, `http/call`"),
            ["file ask.rs", "folder http/", "folder http/call"]
        );
        assert_eq!(found("[`crate::app::Ask`], Vec::<Row>::new()"), ["crate::app::Ask"]);
    }

    #[test]
    fn what_may_be_something_else_is_passed_over() {
        for line in [
            "and/or, ask.rs, https://example.org/a.rs, /etc/a.toml, ~/a.rs",
            "`KIND/spec.ts`, `<kind>/spec.ts`, `*.{en,de}.json`, `image/png`, `Europe/Vienna`, `a b/c`",
            "a::b, ::std, `GET /x/y`",
        ] {
            assert_eq!(found(line), [""; 0], "{line}");
        }
    }
}
