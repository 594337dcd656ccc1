//! What a page is: paper, orientation, layout, size, and when it was made. No content.

use serde::{Deserialize, Serialize};

model::words! {
    /// Sheet sizes.
    #[derive(Default)]
    pub enum Paper {
        /// 210 × 297 mm.
        #[default]
        A4 = "A4",
        /// 297 × 420 mm.
        A3 = "A3",
        /// 8.5 × 11 in.
        Letter = "Letter",
        /// 8.5 × 14 in.
        Legal = "Legal",
    }
}

model::words! {
    /// Which side is up.
    #[derive(Default)]
    pub enum Orientation {
        /// High.
        #[default]
        Portrait = "portrait",
        /// Wide.
        Landscape = "landscape",
    }
}

model::words! {
    /// How widgets are arranged.
    #[derive(Default)]
    pub enum PageLayout {
        /// On the grid of the screen; tables print what fits.
        #[default]
        AsOnScreen = "as_on_screen",
        /// One widget under the other; tables print all rows.
        Stacked = "stacked",
    }
}

/// How a dashboard is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Page {
    /// Sheet size.
    pub paper: Paper,
    /// Which side is up.
    pub orientation: Orientation,
    /// Arrangement.
    pub layout: PageLayout,
}

/// When the document was made, in UTC, for its metadata. Parts of a calendar, so that no clock comes near this crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MadeAt {
    /// Such as 2026.
    pub year: i32,
    /// 1–12.
    pub month: u8,
    /// 1–31.
    pub day: u8,
    /// 0–23.
    pub hour: u8,
    /// 0–59.
    pub minute: u8,
    /// 0–59.
    pub second: u8,
}

impl From<model::Instant> for MadeAt {
    fn from(at: model::Instant) -> Self {
        use chrono::{Datelike as _, Timelike as _};
        let small = |n: u32| u8::try_from(n).unwrap_or(0);
        Self {
            year: at.year(),
            month: small(at.month()),
            day: small(at.day()),
            hour: small(at.hour()),
            minute: small(at.minute()),
            second: small(at.second()),
        }
    }
}

/// Left, right and top margin in points.
pub(crate) const MARGIN: f64 = 34.0;
/// Bottom margin in points; the footer stands in it.
pub(crate) const BOTTOM: f64 = 54.0;
/// Height of the title on the first page, in points.
pub(crate) const HEAD: f64 = 30.0;

/// A page in points, and how many points a CSS pixel is on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// Points per CSS pixel.
    pub(crate) px: f64,
}

impl Sheet {
    pub(crate) fn of(page: &Page) -> Self {
        let (short, long) = match page.paper {
            Paper::A4 => (595.276, 841.89),
            Paper::A3 => (841.89, 1190.551),
            Paper::Letter => (612.0, 792.0),
            Paper::Legal => (612.0, 1008.0),
        };
        let (width, height) = match page.orientation {
            Orientation::Portrait => (short, long),
            Orientation::Landscape => (long, short),
        };
        let inner = width - 2.0 * MARGIN;
        // A CSS pixel is 0.75 pt. A sheet stands for a screen of that width, though never for so narrow a one that the
        // grid's columns become too small for what stands in them, nor for one so wide that texts get lost.
        let screen = match page.layout {
            PageLayout::AsOnScreen => (inner / 0.75).clamp(880.0, 1440.0),
            PageLayout::Stacked => (inner / 0.75).clamp(720.0, 1200.0),
        };
        Self {
            width,
            height,
            px: inner / screen,
        }
    }

    pub(crate) fn inner_width(self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    pub(crate) fn inner_height(self) -> f64 {
        self.height - MARGIN - BOTTOM
    }
}
