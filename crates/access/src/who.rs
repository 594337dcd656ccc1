//! Who a caller is by the facts of one moment. What they may do follows in `decide`.

use identity::caller::Caller;
use model::share::Share;

use crate::eyes::Eyes;
use crate::op::Op;
use crate::share::{preview, standing};
use crate::snapshot::Snapshot;

/// Who a caller is by the facts.
#[derive(Debug)]
pub(crate) enum Who<'s> {
    /// An active user, or a job of one.
    User(Eyes<'s>),
    /// A share that opens now.
    Share(&'s Share),
    /// A share that does not (any more).
    Closed,
    /// Nobody, or a user who is disabled or gone.
    Nobody,
}

impl<'s> Who<'s> {
    pub(crate) fn of(snapshot: &'s Snapshot, op: &'s Op) -> Self {
        let found = match &op.caller {
            // Whatever the server does by itself needs no proof; with one it would be a way around the decision.
            Caller::System { .. } | Caller::Nobody => None,
            Caller::Share { session, admitted, .. } => {
                let share = preview::share_of(snapshot, &op.caller).filter(|share| match admitted.preview() {
                    Some(preview) => preview::goes_on(snapshot, preview, share, op),
                    None => {
                        standing::opens(snapshot, share, op.now) && standing::lets_in(share, (*session, admitted), op)
                    }
                });
                return share.map_or(Self::Closed, Self::Share);
            }
            Caller::Job { owner } => Eyes::by(snapshot, *owner, None),
            Caller::User { id, via } => Eyes::by(snapshot, *id, Some(via)),
        };
        found.map_or(Self::Nobody, Self::User)
    }

    /// The eyes of an active user.
    pub(crate) fn user(self) -> Option<Eyes<'s>> {
        match self {
            Self::User(eyes) => Some(eyes),
            Self::Share(_) | Self::Closed | Self::Nobody => None,
        }
    }
}
