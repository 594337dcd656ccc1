//! Whom a share for guests is to let in: what its maker wrote, checked and made ready to be kept.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use identity::secret::{Purpose, Secret};
use model::Instant;
use model::addresses;
use model::id::RecipientId;
use model::invalid::{Faults, Invalid};
use model::limits::{DOMAIN_RECIPIENTS, RECIPIENTS, SHARE_DOMAINS};
use model::name::{Email, EmailDomain, Title};
use serde_json::json;
use store::{NewJob, NewRecipient};

use crate::app::App;
use crate::app::error::Error;
use crate::app::mails::INVITATION;
use crate::app::sharing::guests::orders::InvitationOrder;
use crate::limits::OUTBOX_DAYS;

/// Addresses as they were written; those that mean one mailbox become one.
pub(in crate::app::sharing) fn people(written: &[String]) -> Result<Vec<(Email, Option<Title>)>, Error> {
    if written.len() > RECIPIENTS {
        return Err(Invalid::at("/addresses", format!("at most {RECIPIENTS} addresses")).into());
    }
    let mut faults = Faults::default();
    let mut known = BTreeSet::new();
    let mut people = Vec::new();
    for (index, one) in written.iter().enumerate() {
        match addresses::one(one) {
            Ok((address, name)) => {
                if known.insert(address.clone()) {
                    people.push((address, name));
                }
            }
            Err(rule) => faults.add(format!("/addresses/{index}"), rule),
        }
    }
    faults.finish()?;
    Ok(people)
}

/// Whole domains.
pub(in crate::app::sharing) fn domains(wanted: &BTreeSet<EmailDomain>) -> Result<BTreeSet<EmailDomain>, Error> {
    if wanted.len() > SHARE_DOMAINS {
        return Err(Invalid::at("/domains", format!("at most {SHARE_DOMAINS} domains")).into());
    }
    Ok(wanted.clone())
}

/// How many come by their domain.
pub(in crate::app::sharing) fn cap(wanted: Option<u32>) -> Result<u32, Error> {
    let cap = wanted.unwrap_or(DOMAIN_RECIPIENTS);
    let most = u32::try_from(RECIPIENTS).unwrap_or(u32::MAX);
    if (1..=most).contains(&cap) {
        Ok(cap)
    } else {
        Err(Invalid::at("/domain_cap", format!("a number from 1 to {RECIPIENTS}")).into())
    }
}

/// An end lies ahead.
pub(in crate::app::sharing) fn expiry(pointer: &'static str, end: Option<Instant>, now: Instant) -> Result<(), Error> {
    if end.is_some_and(|end| end <= now) {
        return Err(Invalid::at(pointer, "an end lies ahead").into());
    }
    Ok(())
}

/// What the invitations of several recipients have in common.
#[derive(Debug, Clone, Copy)]
pub(in crate::app::sharing) struct Invite<'a> {
    /// Of the share.
    pub(in crate::app::sharing) title: &'a Title,
    /// Of the mails, where the share says none.
    pub(in crate::app::sharing) language: &'a str,
    /// They are let in until then.
    pub(in crate::app::sharing) expires_at: Option<Instant>,
}

/// The secret of a recipient's own link. It is made from the server's key, and so again for every try to mail it.
pub(in crate::app::sharing) fn own_secret(app: &App, id: RecipientId, round: u32) -> Secret {
    app.key.secret(Purpose::ShareLink, &format!("{id} {round}"))
}

/// A recipient who is ready to be kept, with the order of their mail.
pub(in crate::app::sharing) fn new_recipient(
    app: &App,
    now: Instant,
    (id, round): (RecipientId, u32),
    (address, name): (Email, Option<Title>),
    invite: &Invite<'_>,
) -> NewRecipient {
    let order = InvitationOrder {
        recipient: id,
        round,
        to: address.clone(),
        subject: invite.title.to_string(),
        language: invite.language.to_owned(),
    };
    NewRecipient {
        id,
        secret_hash: *app.key.hash(&own_secret(app, id, round)).as_bytes(),
        round,
        mail: NewJob {
            id: format!("invite-{id}-{round}"),
            kind: INVITATION,
            owner: None,
            node: None,
            payload: json!(order),
            run_at: now,
            keep_until: now + TimeDelta::days(OUTBOX_DAYS),
        },
        address,
        name,
        expires_at: invite.expires_at,
    }
}
