//! What can go wrong while drawing. The texts may be shown to anybody; details, which may hold values of rows, are for
//! the log only (`Debug`, `detail`).

/// Why something could not be drawn.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// The chart code refused or failed.
    #[error("this widget could not be drawn")]
    Drawing {
        /// For the log: what the chart code said.
        detail: String,
    },
    /// The drawing took longer than the limit.
    #[error("drawing this widget took too long")]
    TooSlow,
    /// The drawing needed more memory than the limit.
    #[error("drawing this widget needed too much memory")]
    TooBig,
    /// The page could not be set.
    #[error("this document could not be made")]
    Paper {
        /// For the log: what the typesetter said.
        detail: String,
    },
    /// The drawing engine itself could not start or has stopped.
    #[error("the drawing engine is not available")]
    Engine {
        /// For the log.
        detail: String,
    },
}

impl RenderError {
    /// More for the log; may hold values of rows and must not leave the server.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::Drawing { detail } | Self::Paper { detail } | Self::Engine { detail } => Some(detail),
            Self::TooSlow | Self::TooBig => None,
        }
    }
}
