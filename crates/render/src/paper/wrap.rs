//! Lines of text: how many a text takes in a width, and where a word is broken that is wider than its place. The
//! typesetter breaks at spaces by itself; a word without any would run over its neighbours or be cut.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::font;

/// What separates words for the typesetter. A no-break space does not.
fn is_space(c: char) -> bool {
    c != '\u{a0}' && c != '\u{202f}' && c.is_whitespace()
}

/// A size and weight that texts are set in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    /// In the unit of the widths that are asked about.
    pub(crate) size: f64,
    /// 400, 500 or 600.
    pub(crate) weight: f64,
}

/// Measured widths are without kerning and with figures of their own width, which the typesetter sets equally wide: so
/// much more is always enough.
const SAFETY: f64 = 1.04;

impl Type {
    /// Width of a text on one line, never less than the typesetter takes.
    pub(crate) fn width(self, text: &str) -> f64 {
        if text.bytes().any(|b| b.is_ascii_digit()) {
            let figures = text.replace(|c: char| c.is_ascii_digit(), "0");
            return font::width(&figures, self.size, self.weight) * SAFETY;
        }
        font::width(text, self.size, self.weight) * SAFETY
    }

    /// Width of the widest word.
    pub(crate) fn longest_word(self, text: &str) -> f64 {
        words(text).map(|word| self.width(word)).fold(0.0, f64::max)
    }

    /// Lines that a text takes in a width, at least one.
    pub(crate) fn lines(self, text: &str, width: f64) -> usize {
        self.wrapped(text, width).len().max(1)
    }

    /// The text in lines of this width; a word that is wider stands alone.
    pub(crate) fn wrapped(self, text: &str, width: f64) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in words(text) {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer.filter(|line| self.width(line) <= width) {
                Some(line) => {
                    lines.pop();
                    lines.push(line);
                }
                None => lines.push(word.to_owned()),
            }
        }
        lines
    }

    /// The text in lines of this width; a word that is wider is broken.
    pub(crate) fn broken(self, text: &str, width: f64) -> Vec<String> {
        match self.breakable(text, width) {
            Some(broken) => self.wrapped(&broken.replace('\u{200b}', " "), width),
            None => self.wrapped(text, width),
        }
    }

    /// The text with places where its words may be broken, in each word that is wider than `width`; nothing where none is.
    pub(crate) fn breakable(self, text: &str, width: f64) -> Option<String> {
        if width <= 0.0 || self.longest_word(text) <= width {
            return None;
        }
        let mut broken = String::with_capacity(text.len() + 8);
        let mut used = 0.0;
        for cluster in text.graphemes(true) {
            if cluster.chars().all(is_space) {
                used = 0.0;
            } else {
                let wide = self.width(cluster);
                if used > 0.0 && used + wide > width {
                    broken.push('\u{200b}');
                    used = 0.0;
                }
                used += wide;
            }
            broken.push_str(cluster);
        }
        Some(broken)
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_space).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::Type;

    const BODY: Type = Type {
        size: 12.0,
        weight: 400.0,
    };

    #[test]
    fn words_are_broken_only_where_they_do_not_fit() {
        assert_eq!(BODY.breakable("a few short words", 60.0), None);
        let word = "Donaudampfschifffahrtsgesellschaft";
        let broken = BODY.breakable(word, 60.0).unwrap();
        assert_eq!(broken.replace('\u{200b}', ""), word, "nothing is lost");
        assert!(
            broken.split('\u{200b}').all(|piece| BODY.width(piece) <= 60.0),
            "{broken}"
        );
        let family = "👩‍🔧".repeat(9);
        let broken = BODY.breakable(&family, 40.0).unwrap();
        assert!(
            broken.split('\u{200b}').all(|piece| !piece.starts_with('\u{200d}')),
            "clusters stay whole"
        );
    }

    #[test]
    fn lines_are_as_long_as_they_may_be() {
        let text = "one two three four five six";
        let wide = BODY.width("one two three");
        assert_eq!(BODY.wrapped(text, wide), ["one two three", "four five six"]);
        assert_eq!(BODY.lines("", 10.0), 1);
        assert_eq!(
            BODY.lines("1\u{a0}234\u{a0}567 x", 1.0),
            2,
            "a no-break space keeps a number together"
        );
    }
}
