//! Browsers in which somebody proved an address: how long they count, and as whom they are let in.

use access::op::Op;
use chrono::TimeDelta;
use identity::admitted::Admitted;
use identity::caller::Caller;
use identity::secret::{Purpose, Secret};
use model::Instant;
use model::limits::RECIPIENTS;
use model::name::Email;
use model::share::{Audience, Recipient, RecipientState, Share};
use serde_json::json;
use store::{NewJob, Proven, StoreError};

use crate::app::App;
use crate::app::error::Error;
use crate::app::mails::ELSEWHERE;
use crate::app::sharing::guests::orders::ElsewhereOrder;
use crate::limits::{ELSEWHERE_HOURS, GUEST_DAYS, OUTBOX_DAYS};

/// A browser in which somebody proved an address.
#[derive(Debug, Clone)]
pub(in crate::app::sharing) struct Browser {
    /// The address.
    pub(in crate::app::sharing) address: Email,
    /// When it was proven.
    verified_at: Instant,
    /// Counts until then.
    pub(super) expires_at: Instant,
}

impl Browser {
    /// Whether the address was proven lately enough for a share: one that ends its readers' sessions asks again as often.
    pub(in crate::app::sharing) fn is_fresh_for(&self, share: &Share, now: Instant) -> bool {
        now < self.verified_at + counts_for(share)
    }
}

/// How long a proven address counts for a share.
pub(super) fn counts_for(share: &Share) -> TimeDelta {
    let longest = TimeDelta::days(GUEST_DAYS);
    let hours = share
        .terms
        .session_hours
        .map(|hours| TimeDelta::hours(i64::from(hours)));
    hours.map_or(longest, |hours| hours.min(longest))
}

impl App {
    /// The browser that holds this cookie, if somebody proved an address in it.
    pub(in crate::app::sharing) async fn guest_browser(
        &self,
        op: &Op,
        cookie: Option<&str>,
    ) -> Result<Option<Browser>, Error> {
        let Some(secret) = cookie.and_then(|cookie| Secret::received(Purpose::GuestBrowser, cookie)) else {
            return Ok(None);
        };
        let kept = self
            .store
            .guest_browser(self.key.hash(&secret).as_bytes(), op.now)
            .await?;
        Ok(kept.map(|kept| Browser {
            address: kept.address,
            verified_at: kept.verified_at,
            expires_at: kept.expires_at,
        }))
    }

    /// How a share lets in whoever has proven this address; `None`: it does not.
    pub(in crate::app::sharing) async fn let_in_by_address(
        &self,
        op: &Op,
        share: &Share,
        address: &Email,
    ) -> Result<Option<Admitted>, Error> {
        let kept = self.store.recipient_at(share.id, address).await?;
        let kept = match kept {
            Some(kept) if !kept.recipient.is_let_in(op.now) => return Ok(None),
            Some(kept) if kept.recipient.state == RecipientState::Verified => {
                return Ok(Some(Admitted::Recipient(kept.recipient.id)));
            }
            other => other,
        };
        let recipient = kept.map(|kept| kept.recipient.id);
        self.admit_proven(op, share, (address, recipient), None).await
    }

    /// Notes that an address was proven, for a recipient of this share or one who comes by their domain. `None`: there is no room, or no
    /// such domain.
    pub(super) async fn admit_proven(
        &self,
        op: &Op,
        share: &Share,
        (address, recipient): (&Email, Option<model::id::RecipientId>),
        browser: Option<([u8; 32], &str, Instant)>,
    ) -> Result<Option<Admitted>, Error> {
        let Audience::Guests(guests) = &share.audience else {
            return Ok(None);
        };
        if recipient.is_none() && !guests.domains.contains(&address.domain()) {
            return Ok(None);
        }
        let proven = Proven {
            share: share.id,
            address,
            recipient,
            room: (guests.domain_cap, RECIPIENTS),
            browser,
        };
        match self.store.guest_proven(op, &proven).await {
            Ok(id) => Ok(Some(Admitted::Recipient(id))),
            Err(StoreError::NotFound) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    /// The address that the reader of a share has proven, if they are one of its recipients.
    ///
    /// # Errors
    /// The store failed.
    pub async fn guest_address(&self, caller: &Caller) -> Result<Option<Email>, Error> {
        let Some(id) = caller.recipient() else { return Ok(None) };
        let kept = self.store.recipient_get(id).await?;
        Ok(kept.map(|kept| kept.recipient.address))
    }

    /// When what somebody opens as this ends at the latest.
    pub(in crate::app::sharing) async fn let_in_until(&self, admitted: &Admitted) -> Result<Option<Instant>, Error> {
        let Some(id) = admitted.recipient() else {
            return Ok(None);
        };
        let kept = self.store.recipient_get(id).await?;
        Ok(kept.and_then(|kept| kept.recipient.expires_at))
    }

    /// The link of a recipient was opened in a browser in which nobody has proven their address: noted, and told to the sharer, though not
    /// again and again.
    pub(in crate::app::sharing) async fn link_was_elsewhere(
        &self,
        op: &Op,
        share: &Share,
        recipient: &Recipient,
    ) -> Result<(), Error> {
        let lately = |at: Instant| op.now - at < TimeDelta::hours(ELSEWHERE_HOURS);
        if recipient.elsewhere_at.is_some_and(lately) {
            return Ok(());
        }
        let Some(sharer) = self.gate.user(share.owner) else {
            return Ok(());
        };
        let order = ElsewhereOrder {
            recipient: recipient.id,
            to: sharer.email.clone(),
            subject: share.title.to_string(),
            language: share
                .terms
                .language
                .map_or("en", |language| language.as_str())
                .to_owned(),
        };
        let job = NewJob {
            // Once a day, whoever opens it how often.
            id: format!("elsewhere-{}-{}", recipient.id, op.now.date_naive()),
            kind: ELSEWHERE,
            owner: None,
            node: None,
            payload: json!(order),
            run_at: op.now,
            keep_until: op.now + TimeDelta::days(OUTBOX_DAYS),
        };
        self.store
            .recipient_elsewhere(op, (recipient.id, share.id), &job)
            .await?;
        self.ordered();
        Ok(())
    }
}
