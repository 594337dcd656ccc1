//! Guests, from their own side: browsers in which an address was proven, the codes that prove it, what is shared with somebody, and the
//! mails around it. Who a share lets in is kept in `recipients` beside; how one is opened for any audience, in `opening`.

pub mod browsers;
pub mod codes;
pub(in crate::app::sharing) mod looking;
pub mod mails;
pub mod minutes;
pub(crate) mod orders;
pub mod shared;
