//! Who a caller is by the facts of one moment. What they may do follows in `decide`.

use identity::caller::{Caller, Via};
use model::share::Share;

use crate::eyes::Eyes;
use crate::op::Op;
use crate::share::standing;
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
    pub(crate) fn of(snapshot: &'s Snapshot, op: &Op) -> Self {
        let (user, via) = match &op.caller {
            // Whatever the server does by itself needs no proof; with one it would be a way around the decision.
            Caller::System { .. } | Caller::Nobody => return Self::Nobody,
            Caller::Share { id, session, admitted } => {
                return match snapshot.boards.share(*id) {
                    Some(share)
                        if standing::opens(snapshot, share, op.now)
                            && standing::lets_in(share, (*session, admitted), op) =>
                    {
                        Self::Share(share)
                    }
                    _ => Self::Closed,
                };
            }
            Caller::Job { owner } => (*owner, None),
            Caller::User { id, via } => (*id, Some(via)),
        };
        let Some(eyes) = Eyes::of_id(snapshot, user) else {
            return Self::Nobody;
        };
        match via {
            Some(Via::Token {
                read_only, workspace, ..
            }) => Self::User(eyes.by_token(*read_only, *workspace)),
            _ => Self::User(eyes),
        }
    }

    /// The eyes of an active user.
    pub(crate) fn user(self) -> Option<Eyes<'s>> {
        match self {
            Self::User(eyes) => Some(eyes),
            Self::Share(_) | Self::Closed | Self::Nobody => None,
        }
    }
}
