//! One question as it is asked: with what, when, and whether a kept answer will do. How it is answered is `answer`'s.

use model::Instant;
use model::question::Question;

use crate::inputs::Inputs;

/// One call.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// What is asked; stored in the widget, not sent by the viewer.
    pub question: &'a Question,
    /// What the viewer chose, checked by [`crate::Engine::inputs`].
    pub inputs: &'a Inputs,
    /// The time of the call.
    pub now: Instant,
    /// Whether a kept answer will do.
    pub cache: bool,
}
