//! Draws: an answer and a widget become SVG, a dashboard becomes PDF, a table becomes CSV.
//!
//! Pure and deterministic: the same inputs give the same bytes. No tokio, no files, no network, and no clock that could
//! reach a drawing (time is only measured to stop a drawing that takes too long). The chart code is the browser's own,
//! bundled from `web/src/charts` and run in QuickJS; pages are set by Typst. Who may see what was decided before: this
//! crate draws what it is given.

mod cache;
pub mod csv;
mod drawer;
mod drawing;
mod error;
mod font;
pub mod limits;
mod painted;
mod paper;
mod worker;
mod zone;

pub use drawer::Drawer;
pub use drawing::{Drawing, Part, Period, Theme};
pub use error::RenderError;
pub use limits::Limits;
pub use painted::{Content, Device, PaintedLogo, Painting, painted};
pub use paper::{
    Footer, MadeAt, Missing, Orientation, Page, PageLayout, Paper, PaperWidget, Printed, Reader, Reading, not_answered,
    pdf,
};
