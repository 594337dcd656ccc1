//! The fonts that drawings and pages use, built in, and the width of a text in them. Inter as on the screen; DejaVu Sans
//! for scripts that Inter lacks (Arabic, Hebrew, Armenian …). Fonts of the machine are never looked at.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontVariant, FontVariations};

const REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.otf");
const ITALIC: &[u8] = include_bytes!("../fonts/Inter-Italic.otf");
const MEDIUM: &[u8] = include_bytes!("../fonts/Inter-Medium.otf");
const SEMI_BOLD: &[u8] = include_bytes!("../fonts/Inter-SemiBold.otf");
const OTHER_SCRIPTS: &[u8] = include_bytes!("../fonts/DejaVuSans.ttf");

/// All fonts; the three weights of Inter first, lightest first.
pub(crate) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files = [REGULAR, MEDIUM, SEMI_BOLD, ITALIC, OTHER_SCRIPTS];
    files
        .into_iter()
        .filter_map(|file| Font::new(Bytes::new(file), 0))
        .collect()
});

static INSTANCES: LazyLock<Vec<FontInstance>> = LazyLock::new(|| {
    let at = |font: &Font| {
        font.clone()
            .instantiate(FontVariant::default(), Abs::pt(12.0), &FontVariations::default())
    };
    FONTS.iter().map(at).collect()
});

/// Width of `text` in pixels at `px` pixels and this weight (400, 500, 600; others as the nearest), without kerning:
/// labels are placed with it, and a hundredth more or less does not matter there.
pub(crate) fn width(text: &str, px: f64, weight: f64) -> f64 {
    let own = match weight {
        w if w < 450.0 => 0,
        w if w < 550.0 => 1,
        _ => 2,
    };
    text.chars().map(|c| advance(own, c)).sum::<f64>() * px
}

/// Advances of the characters that nearly all text consists of, by weight: looked up in a font, they would be most of the
/// work of a long table.
static ASCII: LazyLock<[[f64; 128]; 3]> = LazyLock::new(|| {
    let row = |own: usize| {
        let mut row = [0.0; 128];
        for (code, advance) in (0_u8..).zip(row.iter_mut()) {
            *advance = looked_up(own, char::from(code));
        }
        row
    };
    [row(0), row(1), row(2)]
});

/// Whether a font here draws this character, or it is one that nothing is drawn for.
pub(crate) fn has(c: char) -> bool {
    let unseen = c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}')
        || matches!(c, '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}');
    unseen || INSTANCES.iter().any(|font| font.ttf().glyph_index(c).is_some())
}

/// Advance of a character in ems.
fn advance(own: usize, c: char) -> f64 {
    let known = ASCII
        .get(own)
        .and_then(|row| row.get(usize::try_from(u32::from(c)).ok()?));
    known.copied().unwrap_or_else(|| looked_up(own, c))
}

fn looked_up(own: usize, c: char) -> f64 {
    let in_font = |font: &FontInstance| {
        let glyph = font.ttf().glyph_index(c)?;
        font.x_advance(glyph.0).map(typst::layout::Em::get)
    };
    let own = INSTANCES.get(own).and_then(in_font);
    let found = own.or_else(|| INSTANCES.last().and_then(in_font));
    // Nobody has it: a square box, as is drawn for it; wide scripts and pictographs are about one em.
    found.unwrap_or(if u32::from(c) < 0x2e80 { 0.6 } else { 1.0 })
}

#[cfg(test)]
mod tests {
    use super::{FONTS, width};

    #[test]
    fn all_fonts_are_there() {
        let families: Vec<_> = FONTS
            .iter()
            .map(|f| (f.info().family.clone(), f.info().variant.weight.to_number()))
            .collect();
        let inter = |weight: u16| ("Inter".to_owned(), weight);
        assert_eq!(
            families,
            [
                inter(400),
                inter(500),
                inter(600),
                inter(400),
                ("DejaVu Sans".to_owned(), 400)
            ]
        );
    }

    #[test]
    fn width_grows_with_text_size_and_weight() {
        assert_eq!(width("", 12.0, 400.0), 0.0);
        assert!(width("iiii", 12.0, 400.0) < width("MMMM", 12.0, 400.0));
        assert!(width("Carrier", 12.0, 400.0) < width("Carrier", 12.0, 600.0));
        assert!((width("Carrier", 24.0, 400.0) - 2.0 * width("Carrier", 12.0, 400.0)).abs() < 1e-9);
        assert!(width("שלום", 12.0, 400.0) > 12.0, "Hebrew comes from the second font");
    }
}
