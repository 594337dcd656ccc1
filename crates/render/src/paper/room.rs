//! The room for one widget. What stands in it is in `content.rs`.

/// Room for one widget, in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    pub(crate) width: f64,
    /// None where it may go on over pages.
    pub(crate) height: Option<f64>,
}
