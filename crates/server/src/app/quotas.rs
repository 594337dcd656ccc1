//! How much of the server one caller may have. A caller is a user with all their credentials, or the readers of a share in one network:
//! a link can be opened as often as one likes, so its sessions are not told apart; who has no name is known by their network. Rights are
//! the gate's, wrong passwords `passwords`'.

use access::op::Op;
use chrono::TimeDelta;
use identity::caller::Caller;
use model::id::{ShareId, UserId};
use moka::ops::compute::Op as Step;

use super::error::{Error, Much};
use crate::limiter::{Buckets, Network, Taken, Taking};
use crate::limits::{
    BUSY_SECONDS, CALLERS_COUNTED, CODE_OF_NETWORK_SECONDS, CODES_OF_NETWORK, EXPORT_OF_CALLER_SECONDS,
    EXPORTS_OF_CALLER, EXPORTS_UNDER_WAY, OPENING_SECONDS, OPENINGS, OWN_STREAMS_OF_CALLER,
    QUESTION_OF_CALLER_MILLISECONDS, QUESTIONS_OF_CALLER, UPLOADS_OF_CALLER,
};

/// Whose part it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    User(UserId),
    Readers(ShareId, Network),
    /// Whom a site vouches for, by its name for them: its readers may all come from one network.
    Vouched(ShareId, String),
    Stranger(Network),
    /// The server's own work; the gate lets it ask nothing.
    Server,
}

impl Part {
    pub(crate) fn of(op: &Op) -> Self {
        match &op.caller {
            Caller::User { id, .. } | Caller::Job { owner: id } => Self::User(*id),
            Caller::Share { id, admitted, .. } => match (admitted.preview(), admitted.host()) {
                // Who looks at a share as its readers will has their own part.
                (Some(preview), _) => Self::User(preview.by),
                (None, Some(host)) => Self::Vouched(*id, host.sub.clone()),
                (None, None) => Self::Readers(*id, Network::from(op.from)),
            },
            Caller::Nobody => Self::Stranger(Network::from(op.from)),
            Caller::System { .. } => Self::Server,
        }
    }
}

/// Something that only so many of are open at once; the place is free when this is dropped.
pub(crate) type Place = Taking<Part>;

/// What each caller has used.
#[derive(Debug)]
pub(crate) struct Quotas {
    questions: Buckets<Part>,
    exports: Buckets<Part>,
    exports_under_way: Taken<Part>,
    openings: Buckets<Part>,
    codes: Buckets<Part>,
    own_streams: Taken<Part>,
    uploads: Taken<Part>,
    /// By share: a minute, and how often its readers asked in it.
    minutes: moka::sync::Cache<ShareId, (i64, u32)>,
}

impl Default for Quotas {
    fn default() -> Self {
        let leak = TimeDelta::milliseconds(QUESTION_OF_CALLER_MILLISECONDS);
        let seconds = TimeDelta::seconds;
        Self {
            questions: Buckets::new(QUESTIONS_OF_CALLER, leak, CALLERS_COUNTED),
            exports: Buckets::new(EXPORTS_OF_CALLER, seconds(EXPORT_OF_CALLER_SECONDS), CALLERS_COUNTED),
            exports_under_way: Taken::new(EXPORTS_UNDER_WAY),
            openings: Buckets::new(OPENINGS, seconds(OPENING_SECONDS), CALLERS_COUNTED),
            codes: Buckets::new(CODES_OF_NETWORK, seconds(CODE_OF_NETWORK_SECONDS), CALLERS_COUNTED),
            own_streams: Taken::new(OWN_STREAMS_OF_CALLER),
            uploads: Taken::new(UPLOADS_OF_CALLER),
            minutes: moka::sync::Cache::builder().max_capacity(CALLERS_COUNTED).build(),
        }
    }
}

impl Quotas {
    /// Counts a question that is not answered from what is kept.
    ///
    /// # Errors
    /// The caller has asked too much lately.
    pub(crate) fn question(&self, op: &Op) -> Result<(), Error> {
        let taken = self.questions.take(Part::of(op), op.now);
        taken.map_err(|wait| Error::TooMuch(Much::Questions, wait.0))
    }

    /// Counts what the readers of a share ask, all together, where the share bounds that; also what is answered from what is kept.
    ///
    /// # Errors
    /// They have asked as much in this minute as the share allows.
    pub(crate) fn of_share(&self, op: &Op, most: Option<u32>) -> Result<(), Error> {
        // Who looks at it as its readers will uses up nothing of theirs.
        let (Caller::Share { id, admitted, .. }, Some(most)) = (&op.caller, most) else {
            return Ok(());
        };
        if admitted.preview().is_some() {
            return Ok(());
        }
        let seconds = op.now.timestamp();
        let minute = seconds.div_euclid(60);
        let mut refused = false;
        let _kept = self.minutes.entry(*id).and_compute_with(|kept| {
            let (last, asked) = kept.map_or((minute, 0), moka::Entry::into_value);
            let asked = if last == minute { asked } else { 0 };
            refused = asked >= most;
            if refused {
                Step::Nop
            } else {
                Step::Put((minute, asked + 1))
            }
        });
        if refused {
            let left = u64::try_from(60 - seconds.rem_euclid(60)).unwrap_or(60);
            return Err(Error::TooMuch(Much::Questions, left));
        }
        Ok(())
    }

    /// Counts an export; the place is for as long as it is under way.
    ///
    /// # Errors
    /// The caller has begun too many lately, or too many are under way.
    pub(crate) fn export(&self, op: &Op) -> Result<Place, Error> {
        let part = Part::of(op);
        let place = self.exports_under_way.take(&part);
        let place = place.ok_or(Error::TooMuch(Much::Exports, BUSY_SECONDS))?;
        let taken = self.exports.take(part, op.now);
        taken
            .map(|()| place)
            .map_err(|wait| Error::TooMuch(Much::Exports, wait.0))
    }

    /// Counts an opening of a share; the caller is its reader.
    ///
    /// # Errors
    /// It was opened too often from this network lately.
    pub(crate) fn opening(&self, op: &Op) -> Result<(), Error> {
        let taken = self.openings.take(Part::of(op), op.now);
        taken.map_err(|wait| Error::TooMuch(Much::Openings, wait.0))
    }

    /// Counts that a code was asked for; the caller is nobody yet.
    ///
    /// # Errors
    /// Too many were asked for from this network lately.
    pub(crate) fn code(&self, op: &Op) -> Result<(), Error> {
        let taken = self.codes.take(Part::of(op), op.now);
        taken.map_err(|wait| Error::TooMuch(Much::Codes, wait.0))
    }

    /// A place for a live page that asks its own questions.
    ///
    /// # Errors
    /// The caller has too many open.
    pub(crate) fn own_stream(&self, op: &Op) -> Result<Place, Error> {
        let place = self.own_streams.take(&Part::of(op));
        place.ok_or(Error::TooMuch(Much::Streams, BUSY_SECONDS))
    }

    /// A place for an upload.
    ///
    /// # Errors
    /// The caller sends too many at once.
    pub(crate) fn upload(&self, op: &Op) -> Result<Place, Error> {
        let place = self.uploads.take(&Part::of(op));
        place.ok_or(Error::TooMuch(Much::Uploads, BUSY_SECONDS))
    }
}

#[cfg(test)]
mod tests {
    use model::Instant;
    use model::id::{RequestId, ShareSessionId};

    use super::*;

    fn reader(share: u128, session: u128, from: [u8; 4]) -> Op {
        let now = Instant::from_timestamp(1_790_000_000, 0).unwrap();
        let caller = Caller::reader(ShareId::from_number(share), ShareSessionId::from_number(session));
        Op::new(caller, RequestId::new(now), now).coming_from(Some(from.into()))
    }

    #[test]
    fn opening_a_link_again_gives_no_other_part_and_takes_nobody_elses() {
        let quotas = Quotas::default();
        for session in 0..u128::from(EXPORTS_OF_CALLER) {
            drop(quotas.export(&reader(1, session, [192, 0, 2, 1])).unwrap());
        }
        let refused = quotas.export(&reader(1, 9_999, [192, 0, 2, 1]));
        assert!(matches!(refused, Err(Error::TooMuch(Much::Exports, seconds)) if seconds >= 1));
        assert!(quotas.export(&reader(1, 0, [192, 0, 2, 2])).is_ok());
        assert!(quotas.export(&reader(2, 0, [192, 0, 2, 1])).is_ok());
    }

    #[test]
    fn a_share_may_bound_what_its_readers_ask_together() {
        let quotas = Quotas::default();
        let op = |share, session, from| reader(share, session, [192, 0, 2, from]);
        assert!(quotas.of_share(&op(1, 1, 1), Some(2)).is_ok());
        assert!(quotas.of_share(&op(1, 2, 2), Some(2)).is_ok());
        let refused = quotas.of_share(&op(1, 3, 3), Some(2));
        assert!(matches!(refused, Err(Error::TooMuch(Much::Questions, 1..=60))));
        assert!(quotas.of_share(&op(2, 1, 1), Some(2)).is_ok(), "another share");
        assert!(quotas.of_share(&op(1, 3, 3), None).is_ok(), "not bounded any more");
        let later = Op::new(
            op(1, 1, 1).caller,
            RequestId::new(op(1, 1, 1).now),
            op(1, 1, 1).now + TimeDelta::minutes(1),
        );
        assert!(quotas.of_share(&later, Some(2)).is_ok(), "the next minute");
    }

    #[test]
    fn exports_under_way_are_counted_until_they_are_made() {
        let quotas = Quotas::default();
        let op = reader(1, 1, [192, 0, 2, 1]);
        let mut made: Vec<_> = (0..EXPORTS_UNDER_WAY).map(|_| quotas.export(&op).unwrap()).collect();
        assert!(quotas.export(&op).is_err());
        made.pop();
        assert!(quotas.export(&op).is_ok());
    }

    #[test]
    fn pages_with_a_time_of_their_own_are_counted_while_they_are_open() {
        let quotas = Quotas::default();
        let op = reader(1, 1, [192, 0, 2, 1]);
        let mut open: Vec<_> = (0..OWN_STREAMS_OF_CALLER)
            .map(|_| quotas.own_stream(&op).unwrap())
            .collect();
        assert!(matches!(quotas.own_stream(&op), Err(Error::TooMuch(Much::Streams, _))));
        open.pop();
        assert!(quotas.own_stream(&op).is_ok());
    }
}
