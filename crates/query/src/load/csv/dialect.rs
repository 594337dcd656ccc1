//! Which dialect of CSV a file is written in: separator, quote, lines above the names. Told by many lines, outside quotes; what who sends
//! the file has said goes before. Reads the beginning of the file only.

use crate::limits::{DIALECT_LINES, TITLE_LINES};
use crate::load::csv::records::{Dialect, Record, of_text};
use crate::load::options::{Head, ReadOptions};

/// What was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Recognised {
    pub(crate) dialect: Dialect,
    /// The line that names the columns; `None`: no line does.
    pub(crate) head: Option<u64>,
    /// Rows begin at this line or later.
    pub(crate) from: u64,
    /// The first line says the separator.
    pub(crate) sep_line: bool,
    /// Lines above the names that were left out.
    pub(crate) above: u64,
}

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
const QUOTES: [u8; 2] = [b'"', b'\''];

/// Looks at the beginning of a file.
pub(crate) fn recognise(start: &str, options: &ReadOptions) -> Recognised {
    let said = sep_line(start);
    let after_sep = u64::from(said.is_some());
    let separators: Vec<u8> = match options.separator.or(said) {
        Some(separator) => vec![separator],
        None => SEPARATORS.to_vec(),
    };
    let mut best: Option<(Look, Dialect)> = None;
    for quote in QUOTES {
        for separator in &separators {
            let dialect = Dialect {
                separator: *separator,
                quote,
                spaced: false,
            };
            let look = Look::at(start, dialect, after_sep);
            // Apostrophes enclose cells only where they clearly do.
            let possible = quote == b'"' || (look.quoted > 0 && look.loose == 0);
            if possible && best.as_ref().is_none_or(|(best, _)| look.better_than(best)) {
                best = Some((look, dialect));
            }
        }
    }
    let (look, mut dialect) = best.unwrap_or_else(|| {
        let dialect = Dialect {
            separator: b',',
            quote: b'"',
            spaced: false,
        };
        (Look::default(), dialect)
    });
    dialect.spaced = look.spaced();
    let first = after_sep + 1;
    let (head, from, above) = match options.head {
        Some(Head::None) => (None, first, 0),
        Some(Head::Line(line)) => (Some(line), line + 1, line.saturating_sub(first)),
        None => {
            let line = look.head.unwrap_or(first);
            (Some(line), line + 1, look.titles)
        }
    };
    Recognised {
        dialect,
        head,
        from,
        sep_line: said.is_some(),
        above,
    }
}

/// `sep=;` in the first line, as Excel writes and reads it.
fn sep_line(start: &str) -> Option<u8> {
    let line = start.lines().next()?.trim_end_matches('\r');
    let line = line.split('\r').next().unwrap_or_default();
    let line = line.trim_matches('"');
    match line.as_bytes() {
        [s, e, p, b'=', separator] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") && separator.is_ascii() => {
            Some(*separator)
        }
        _ => None,
    }
}

/// How a file looks in one dialect.
#[derive(Debug, Clone, Default)]
struct Look {
    /// Lines with as many cells as most have, of those that were looked at.
    alike: usize,
    lines: usize,
    /// Cells of the first line.
    first: usize,
    quoted: usize,
    loose: u64,
    /// Cells after a separator that begin with a space, and all that are not empty.
    with_space: usize,
    after_separator: usize,
    /// How seldom the separator stands in texts and numbers.
    rare: usize,
    /// Lines above the names.
    titles: u64,
    head: Option<u64>,
}

struct Line {
    number: u64,
    cells: usize,
    filled: usize,
}

impl Look {
    fn at(start: &str, dialect: Dialect, skipped: u64) -> Self {
        let mut look = Self::default();
        let mut lines = Vec::new();
        of_text(start, dialect, |record| {
            if record.line > skipped && !record.is_blank() {
                look.count(record);
                lines.push(Line {
                    number: record.line,
                    cells: record.len(),
                    filled: record.filled(),
                });
            }
            lines.len() < DIALECT_LINES
        });
        let (all, _) = Self::alike_of(&lines);
        // A title has one cell; it is one only where a line of names and rows like it follow.
        let titles = lines.iter().take_while(|line| line.filled <= 1).count();
        let below = lines.get(titles..).unwrap_or_default();
        let (alike, width) = Self::alike_of(below);
        let are_titles = (1..=TITLE_LINES).contains(&titles)
            && width >= 2
            && below.first().is_some_and(|head| head.filled >= 2)
            && below.len() >= 2
            && alike * 10 >= below.len() * 9;
        let (counted, alike) = if are_titles {
            (below, alike)
        } else {
            (lines.as_slice(), all)
        };
        look.titles = if are_titles { titles as u64 } else { 0 };
        look.head = counted.first().map(|line| line.number);
        look.first = counted.first().map_or(0, |line| line.cells);
        look.lines = counted.len();
        look.alike = alike;
        // Commas stand in numbers and sentences, semicolons in sentences.
        look.rare = [b',', b'|', b';', b'\t']
            .iter()
            .position(|one| *one == dialect.separator)
            .unwrap_or(0);
        look
    }

    fn count(&mut self, record: &Record) {
        self.loose += record.loose_quotes;
        for (place, (text, quoted)) in record.cells().enumerate() {
            self.quoted += usize::from(quoted);
            if place > 0 && !text.is_empty() {
                self.after_separator += 1;
                self.with_space += usize::from(text.starts_with(' ') && !quoted);
            }
        }
    }

    /// The commonest number of cells above one, and how many lines have it.
    fn alike_of(lines: &[Line]) -> (usize, usize) {
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for line in lines.iter().filter(|line| line.cells > 1) {
            *counts.entry(line.cells).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(width, lines)| (*lines, *width));
        most.map_or((0, 1), |(width, lines)| (lines, width))
    }

    /// More lines alike; among equals the separator that stands less often in texts and numbers. One that most lines lack is believed only
    /// in the first line.
    fn better_than(&self, other: &Self) -> bool {
        let share = |look: &Self| {
            let enough = look.alike * 2 >= look.lines && look.alike > 0;
            let share = (look.alike * 1_000).checked_div(look.lines).unwrap_or(0);
            if enough {
                (2, share, look.rare)
            } else {
                (u8::from(look.first > 1), look.first, 0)
            }
        };
        share(self) > share(other)
    }

    /// Every cell after a separator begins with a space: it belongs to the separator.
    const fn spaced(&self) -> bool {
        self.after_separator > 0 && self.with_space == self.after_separator
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(text: &str) -> (char, Option<u64>, u64) {
        let found = recognise(text, &ReadOptions::default());
        (char::from(found.dialect.separator), found.head, found.above)
    }

    #[test]
    fn separators_are_told_by_many_lines_outside_quotes() {
        assert_eq!(look("a,b\n1,2\n").0, ',');
        assert_eq!(look("a\tb\n1,5\t2,5\n").0, '\t');
        assert_eq!(
            look("item; price, in EUR\npump; 1,250\nvalve; 1,250,000\ngasket; 75\n").0,
            ';'
        );
        assert_eq!(look("item;price, in EUR\npump;1,25\nvalve;2,50\n").0, ';');
        assert_eq!(look("a;b\n\"1,2,3\";x\n\"4,5\";y\n").0, ';');
        assert_eq!(look("name|site|hours\npress|north|12|\nlathe|south|7|\n").0, '|');
        assert_eq!(look("text\nhello, world\nfoo\nbar\n"), (',', Some(1), 0));
        assert_eq!(look("one\n1\n2\n"), (',', Some(1), 0));
    }

    #[test]
    fn titles_above_the_names_are_seen() {
        let text = "Machine hours 2024;;\nmade by: plant north;;\n;;\nname;site;hours\npress;north;12\nlathe;south;7\n";
        assert_eq!(look(text), (';', Some(4), 3));
        assert_eq!(look("Report, of May\n\nname;site\na;b\nc;d\n"), (';', Some(3), 1));
        assert_eq!(look("name,note\na,\nb,\n"), (',', Some(1), 0));
    }

    #[test]
    fn a_sep_line_says_the_separator() {
        let found = recognise("sep=;\r\nname;site\r\na,b;c\r\n", &ReadOptions::default());
        assert!(found.sep_line);
        assert_eq!((found.dialect.separator, found.head, found.from), (b';', Some(2), 3));
    }

    #[test]
    fn apostrophes_enclose_only_where_they_clearly_do() {
        let quote = |text: &str| char::from(recognise(text, &ReadOptions::default()).dialect.quote);
        assert_eq!(quote("a,b\n'x,y',1\n'z',2\n"), '\'');
        assert_eq!(quote("a,b\n'tis,1\nit's,2\n"), '"');
    }
}
