//! One operation: who asks, which call, at what time. Passed first, everywhere. The clock of the whole program is here.

use std::net::IpAddr;

use identity::caller::Caller;
use model::Instant;
use model::id::RequestId;

/// The operation that a request or job is.
#[derive(Debug, Clone)]
pub struct Op {
    /// Who asks.
    pub caller: Caller,
    /// Which call; shown with errors and in the audit.
    pub request: RequestId,
    /// The time of the whole operation.
    pub now: Instant,
    /// Where the call comes from; `None` from inside of the program.
    pub from: Option<IpAddr>,
}

impl Op {
    /// Made at the server's edge and by jobs only.
    #[must_use]
    pub const fn new(caller: Caller, request: RequestId, now: Instant) -> Self {
        Self {
            caller,
            request,
            now,
            from: None,
        }
    }

    /// The same operation, coming from an address.
    #[must_use]
    pub fn coming_from(self, from: Option<IpAddr>) -> Self {
        Self {
            caller: self.caller,
            request: self.request,
            now: self.now,
            from,
        }
    }

    /// What the server does by itself.
    #[must_use]
    pub fn system(work: &'static str, now: Instant) -> Self {
        Self::new(Caller::System { work }, RequestId::new(now), now)
    }
}
