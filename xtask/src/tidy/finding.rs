//! What a rule finds. No rule lives here.

/// One thing that is not as the house has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// File, from the top of the repository.
    pub(crate) path: String,
    /// Line from 1; 0 = the file as a whole.
    pub(crate) line: usize,
    /// What and why.
    pub(crate) message: String,
}

impl Finding {
    pub(crate) fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            message: message.into(),
        }
    }
}
