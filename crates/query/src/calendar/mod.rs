//! Days and months as a dashboard's clock has them: `cut` finds where an hour, a day or a month begins, `functions` makes functions of
//! the engine of it, `clock` (with `turns`), `patterns` and `spans` find what else of a question goes by the clock. Which clock a
//! dashboard has is said in `model::zone`.

mod clock;
mod cut;
mod functions;
mod patterns;
mod spans;
mod turns;

pub(crate) use clock::by_clock;
pub(crate) use functions::{grain_of, part, trunc};
pub(crate) use patterns::{says_zone, told};
pub(crate) use spans::moved;
pub(crate) use turns::{NAMES, named};
