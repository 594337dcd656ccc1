//! What of a source file is code, what is a comment and what is a text in quotes, for Rust and TypeScript. It knows as
//! much of either language as that takes, and no more. No rule lives here.

/// Three views of one file, each as long as the file, with the same lines and what does not belong to it blank.
#[derive(Debug, Clone, Default)]
pub(crate) struct Views {
    /// Without comments and without what stands in quotes.
    pub(crate) code: String,
    /// Without comments.
    pub(crate) program: String,
    /// Only comments, with their slashes and stars.
    pub(crate) comments: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Literal,
    Comment,
}

/// The code around the place that is looked at: its last character, and the last that is no space.
#[derive(Clone, Copy, Default)]
struct Before {
    last: Option<char>,
    solid: Option<char>,
}

/// Looks at Rust.
pub(crate) fn rust(text: &str) -> Views {
    views(text, rust_piece)
}

/// Looks at TypeScript and JavaScript.
pub(crate) fn script(text: &str) -> Views {
    views(text, script_piece)
}

fn views(text: &str, piece: fn(&str, Before) -> (Kind, usize)) -> Views {
    let mut views = Views::default();
    let mut before = Before::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (kind, length) = piece(rest, before);
        let length = if kind == Kind::Code { c.len_utf8() } else { length };
        let (found, left) = rest.split_at(length);
        put(&mut views.code, found, kind == Kind::Code);
        put(&mut views.program, found, kind != Kind::Comment);
        put(&mut views.comments, found, kind == Kind::Comment);
        if kind != Kind::Comment {
            before.last = if kind == Kind::Code { Some(c) } else { Some('"') };
            before.solid = before.last.filter(|c| !c.is_whitespace()).or(before.solid);
        }
        rest = left;
    }
    views
}

/// Adds a piece as it is, or as many blanks as it has bytes: so a place in one view is the same place in all.
fn put(view: &mut String, found: &str, visible: bool) {
    if visible {
        view.push_str(found);
        return;
    }
    for byte in found.bytes() {
        view.push(if byte == b'\n' { '\n' } else { ' ' });
    }
}

/// The comment or literal of Rust that begins here, and its length in bytes.
fn rust_piece(rest: &str, before: Before) -> (Kind, usize) {
    let in_word = before.last.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if let Some(length) = comment_length(rest) {
        (Kind::Comment, length)
    } else if rest.starts_with('"') {
        (Kind::Literal, quoted_length(rest, '"', false))
    } else if !in_word && (rest.starts_with("r\"") || rest.starts_with("r#")) {
        match raw_length(rest) {
            0 => (Kind::Code, 0),
            length => (Kind::Literal, length),
        }
    } else if rest.starts_with("'\"'") {
        (Kind::Literal, 3)
    } else if rest.starts_with("'\\") {
        (Kind::Literal, quoted_length(rest, '\'', true))
    } else {
        (Kind::Code, 0)
    }
}

/// The comment or literal of TypeScript that begins here, and its length in bytes.
fn script_piece(rest: &str, before: Before) -> (Kind, usize) {
    if let Some(length) = comment_length(rest) {
        return (Kind::Comment, length);
    }
    let length = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted_length(rest, quote, true),
        Some('`') => template_length(rest),
        Some('/') if before.solid.is_none_or(|c| "(,=:[!&|?{;>".contains(c)) => pattern_length(rest),
        _ => 0,
    };
    if length == 0 {
        (Kind::Code, 0)
    } else {
        (Kind::Literal, length)
    }
}

fn comment_length(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        Some(rest.find('\n').unwrap_or(rest.len()))
    } else if rest.starts_with("/*") {
        Some(rest.find("*/").map_or(rest.len(), |at| at + 2))
    } else {
        None
    }
}

/// Length of a text in quotes. One that must end on its line ends there, closed or not.
fn quoted_length(rest: &str, quote: char, on_one_line: bool) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if on_one_line => return at,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn raw_length(rest: &str) -> usize {
    let hashes = rest.chars().skip(1).take_while(|c| *c == '#').count();
    let open = 2 + hashes;
    if rest.chars().nth(1 + hashes) != Some('"') {
        return 0; // A raw identifier such as `r#type`.
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let inside = rest.get(open..).unwrap_or_default();
    inside.find(&close).map_or(rest.len(), |at| open + at + close.len())
}

/// Length of a text in backticks, with the expressions in it and the texts in those.
fn template_length(rest: &str) -> usize {
    let mut depths: Vec<usize> = Vec::new(); // Open braces of each expression that is open.
    let mut escaped = false;
    let mut previous = ' ';
    for (at, c) in rest.char_indices().skip(1) {
        match (c, depths.last_mut()) {
            _ if escaped => escaped = false,
            ('\\', _) => escaped = true,
            ('{', None) if previous == '$' => depths.push(1),
            ('{', Some(open)) => *open += 1,
            ('}', Some(open)) => {
                *open = open.saturating_sub(1);
                if *open == 0 {
                    depths.pop();
                }
            }
            ('`', None) => return at + 1,
            _ => {}
        }
        previous = c;
    }
    rest.len()
}

/// Length of a regular expression; 0 when the slash divides.
fn pattern_length(rest: &str) -> usize {
    let (mut escaped, mut in_class) = (false, false);
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return 0,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return at + 1,
            _ => {}
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(views: &Views) -> String {
        views.code.replace(' ', "")
    }

    #[test]
    fn comments_and_texts_are_blank_and_lines_stay() {
        let check = |text: &str, expected: &str| {
            let views = rust(text);
            assert_eq!(code(&views), expected, "{text}");
            assert_eq!(views.code.len(), text.len());
        };
        check("a // axum::x\nb", "a\nb");
        check("a /* axum\n */ b", "a\nb");
        check("let a = \"axum \\\" x\"; b", "leta=;b");
        check("let a = r#\"axum \" x\"#; b", "leta=;b");
        check("let r#type = '\"'; b", "letr#type=;b");
        check("fn f<'a>(x: &'a str) {}", "fnf<'a>(x:&'astr){}");
        check("let ü = \"ü\"; // ü", "letü=;");
    }

    #[test]
    fn scripts_are_read_as_well() {
        let check = |text: &str, expected: &str| assert_eq!(code(&script(text)), expected, "{text}");
        check("import x from './a'; // b", "importxfrom;");
        check("x = `a ${b ? { c: `d` } : '}'} // e`; f", "x=;f");
        check("x = a.replace(/[/'\"]\\//g, \"\"); b / c; d", "x=a.replace(g,);b/c;d");
        check("<p title=\"//\">{x}</p>;", "<ptitle=>{x}</p>;");
        check("don't\nlet a", "don\nleta");
    }

    #[test]
    fn comments_are_kept_apart() {
        let views = script("import x from './a'; // b\n/* c\n d */ e");
        assert_eq!(views.comments.replace(' ', ""), "//b\n/*c\nd*/");
        assert_eq!(views.program.trim_end(), "import x from './a';     \n    \n      e");
    }
}
