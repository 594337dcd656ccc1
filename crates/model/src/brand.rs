//! What readers see of an organisation around what it shows them: its colour, its name, its logo. A workspace that says nothing of one of
//! them has that of the nearest above. It decides nothing.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use crate::name::Title;

const COLOUR: &str = "a colour is # and six digits of 0-9 and a-f, as #0f766e";
const LOGO: &str = "a logo is named by the 64 hexadecimal digits of its SHA-256";

/// A colour: red, green and blue, and nothing else that a style sheet would take for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// White.
    pub const WHITE: Self = Self([255; 3]);

    /// In what text is read on it: the better one of black and white has at least 4.5 to 1 on every colour.
    #[must_use]
    pub fn ink(self) -> Self {
        // Where both are read equally well (WCAG 2).
        const MIDDLE: f64 = 0.179;
        if self.luminance() > MIDDLE {
            Self::BLACK
        } else {
            Self::WHITE
        }
    }

    /// Relative luminance by WCAG 2: 0 of black, 1 of white.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Colour {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = number.ok_or(COLOUR)?.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

crate::words! {
    /// What kind of picture a logo is. None that can hold a script.
    pub enum LogoKind {
        /// PNG.
        Png = "image/png",
        /// JPEG.
        Jpeg = "image/jpeg",
        /// WebP.
        Webp = "image/webp",
    }
}

/// Names the file of a logo by what is in it: the SHA-256 of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LogoId([u8; 32]);

impl LogoId {
    /// Of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for LogoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl FromStr for LogoId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hash = HEXLOWER.decode(text.as_bytes()).map_err(|_| LOGO)?;
        hash.try_into().map(Self).map_err(|_| LOGO)
    }
}

impl Serialize for LogoId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LogoId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A logo: which file, and how large it is drawn at most, so that a page keeps its place before it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// The file.
    pub id: LogoId,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl Logo {
    /// Where its file is, below the address of the server: another file, another path.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/brand/{}", self.id)
    }
}

/// What one workspace says of its brand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brand {
    /// The colour of what can be pressed; each theme makes its own of it, so that it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<Colour>,
    /// What readers know the organisation by: told instead of the logo where that cannot be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Title>,
    /// Its logo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
}

impl Brand {
    /// Whether nothing is said.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.accent.is_none() && self.name.is_none() && self.logo.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits_and_nothing_that_a_sheet_would_run() {
        for (text, kept) in [("#0f766e", "#0f766e"), ("#FFaa00", "#ffaa00")] {
            assert_eq!(text.parse::<Colour>().unwrap().to_string(), kept);
        }
        for bad in [
            "",
            "#",
            "0f766e",
            "#0f766",
            "#0f766e0",
            "#0f7 6e",
            "#+f766e",
            "#\u{ff10}f766e",
            "#0f766g",
            "red",
            "rgb(1,2,3)",
            "#fff;}*{display:none}",
            "url(https://evil.example)",
        ] {
            assert!(bad.parse::<Colour>().is_err(), "{bad}");
        }
        assert!(serde_json::from_str::<Colour>("7").is_err());
        let read: Colour = serde_json::from_str("\"#0F766E\"").unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), "\"#0f766e\"");
    }

    #[test]
    fn text_is_read_on_every_colour() {
        let contrast = |one: f64, other: f64| (one.max(other) + 0.05) / (one.min(other) + 0.05);
        for step in 0..4096_u32 {
            let part = |shift: u32| u8::try_from((step >> shift) & 15).unwrap() * 17;
            let colour = Colour([part(8), part(4), part(0)]);
            let found = contrast(colour.luminance(), colour.ink().luminance());
            assert!(found >= 4.5, "{colour}: {found}");
        }
        assert_eq!(Colour::BLACK.ink(), Colour::WHITE);
        assert_eq!(Colour::WHITE.ink(), Colour::BLACK);
    }

    #[test]
    fn a_logo_is_named_by_what_is_in_it_in_one_form_only() {
        let id = LogoId::of(b"abc");
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(id.to_string(), text);
        assert_eq!(text.parse(), Ok(id));
        for bad in [
            "",
            "ba78",
            &text.to_uppercase(),
            &format!("{text}00"),
            "../../etc/passwd",
        ] {
            assert!(bad.parse::<LogoId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn what_is_not_said_is_not_kept() {
        assert_eq!(serde_json::to_string(&Brand::default()).unwrap(), "{}");
        let brand: Brand = serde_json::from_str(r##"{"accent":"#aabbcc","later":1}"##).unwrap();
        assert_eq!(brand.accent, "#aabbcc".parse().ok());
        assert!(!brand.is_empty() && brand.name.is_none() && brand.logo.is_none());
    }
}
