//! Live streams: one task per open page, fed by shared topics. It decides again when something it rests on has changed; who is woken
//! by what is known in `app::watching`.

mod body;
mod event;
mod held;
mod page;
mod stream;

pub use body::Events;
pub use page::Watch;
pub use stream::watch;
