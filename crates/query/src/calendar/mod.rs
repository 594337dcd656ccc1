//! Days and months as a dashboard's clock has them: `cut` finds where an hour, a day or a month begins, `functions` makes functions of
//! the engine of it. Which clock a dashboard has is said in `model::zone`.

mod cut;
mod functions;

pub(crate) use functions::{day, grain_of, part, trunc};
