//! Whom a share lets in by their address, for those who manage it: list, add, change, remove, send again; and reading a pasted list.

use std::collections::BTreeMap;

use access::action::{EditShare, SeeShare};
use access::denied::{Denied, Reason};
use access::op::Op;
use model::Instant;
use model::addresses::{self, Pasted, Pasting};
use model::id::{RecipientId, ShareId};
use model::invalid::Invalid;
use model::limits::{PASTED_BYTES, RECIPIENTS};
use model::name::{Email, EmailDomain, Title};
use model::permission::Permission;
use model::share::{Recipient, RecipientState};
use store::{NewRecipient, RecipientRecord};

use crate::app::error::Error;
use crate::app::sharing::inviting::{Invite, expiry, new_recipient, people};
use crate::app::sharing::shares::in_the_way;
use crate::app::watching::Ground;
use crate::app::{App, gone};

/// What came of adding recipients.
#[derive(Debug)]
pub struct Added {
    /// Those who are invited now.
    pub added: Vec<Recipient>,
    /// Those who were let in already; they get no mail.
    pub already: Vec<Recipient>,
}

/// An address of a pasted list, and what looks like it.
#[derive(Debug)]
pub struct PastedAddress {
    /// The address.
    pub pasted: Pasted,
    /// Other addresses, of the list or of users, that a reader takes for the same.
    pub alike: Vec<String>,
}

impl App {
    /// Everybody whom a share lets in by their address.
    ///
    /// # Errors
    /// Unknown or not visible.
    pub async fn recipients(&self, op: &Op, share: ShareId) -> Result<Vec<Recipient>, Error> {
        let kept = self.recipients_kept(op, share).await?;
        Ok(kept.into_iter().map(|kept| kept.recipient).collect())
    }

    async fn recipients_kept(&self, op: &Op, share: ShareId) -> Result<Vec<RecipientRecord>, Error> {
        let may = self.gate.allow::<SeeShare>(op, share)?;
        Ok(self.store.recipients_of(&may).await?)
    }

    /// Lets more people in, and mails those alone who are new. Whoever was removed is invited anew.
    ///
    /// # Errors
    /// Not allowed; the share has ended or lets in nobody by address; an address is none, or of a domain that a policy forbids; too many.
    pub async fn add_recipients(
        &self,
        op: &Op,
        share: ShareId,
        (written, expires_at): (&[String], Option<Instant>),
        language: &str,
    ) -> Result<Added, Error> {
        self.gate.speaks_for_owner(op, share)?;
        let title = self.share(op, share).await?.share.title;
        let people = people(written)?;
        if people.is_empty() {
            return Err(Invalid::at("/addresses", "name somebody to share with").into());
        }
        expiry("/expires_at", expires_at, op.now)?;
        let told: Vec<(EmailDomain, String)> = people
            .iter()
            .map(|(address, _)| (address.domain(), address.shown()))
            .collect();
        let invite = Invite {
            title: &title,
            language,
            expires_at,
        };
        let (new, known) = self
            .change(op, || async {
                self.gate.speaks_for_owner(op, share)?;
                let may = self.gate.allow::<EditShare>(op, share)?;
                let obstacles = self.gate.obstacles_to_guests(&may, &told);
                if !obstacles.is_empty() {
                    return Err(in_the_way(&obstacles));
                }
                let kept = self.recipients_kept(op, share).await?;
                let (new, known) = self.who_is_new(op.now, &people, &kept, &invite);
                let fresh = new.iter().filter(|one| one.round == 1).count();
                if kept.len() + fresh > RECIPIENTS {
                    let rule = format!("a share has at most {RECIPIENTS} recipients, those that were removed too");
                    return Err(Invalid::at("/addresses", rule).into());
                }
                self.store.recipients_add(&may, &new).await.map_err(gone)?;
                Ok((new.into_iter().map(|one| one.id).collect::<Vec<_>>(), known))
            })
            .await?;
        self.ordered();
        let all = self.recipients(op, share).await?;
        let those = |ids: &[RecipientId]| all.iter().filter(|one| ids.contains(&one.id)).cloned().collect();
        Ok(Added {
            added: those(&new),
            already: those(&known),
        })
    }

    fn who_is_new(
        &self,
        now: Instant,
        people: &[(Email, Option<Title>)],
        kept: &[RecipientRecord],
        invite: &Invite<'_>,
    ) -> (Vec<NewRecipient>, Vec<RecipientId>) {
        let (mut new, mut known) = (Vec::new(), Vec::new());
        for person in people {
            match kept.iter().find(|kept| kept.recipient.address == person.0) {
                Some(kept) if kept.recipient.state != RecipientState::Removed => known.push(kept.recipient.id),
                Some(kept) => {
                    // The first secret is that of somebody who has no row yet; who came by their domain had none.
                    let again = (kept.recipient.id, (kept.round + 1).max(2));
                    new.push(new_recipient(self, now, again, person.clone(), invite));
                }
                None => new.push(new_recipient(
                    self,
                    now,
                    (RecipientId::new(now), 1),
                    person.clone(),
                    invite,
                )),
            }
        }
        (new, known)
    }

    /// Says until when a recipient is let in.
    ///
    /// # Errors
    /// Not allowed, unknown, ended.
    pub async fn recipient_until(
        &self,
        op: &Op,
        (share, id): (ShareId, RecipientId),
        end: Option<Instant>,
    ) -> Result<Recipient, Error> {
        let kept = self.recipient_of(op, share, id).await?;
        let longer = match (kept.recipient.expires_at, end) {
            (Some(before), Some(end)) => end > before,
            (before, end) => before.is_some() && end.is_none(),
        };
        self.change(op, || async {
            if longer {
                self.gate.speaks_for_owner(op, share)?;
            }
            let may = self.gate.allow::<EditShare>(op, share)?;
            self.store.recipient_expires(&may, id, end).await.map_err(gone)
        })
        .await?;
        self.credentials_ended(Ground::Recipient(id)).await;
        Ok(self.recipient_of(op, share, id).await?.recipient)
    }

    /// Lets a recipient in no more. What they have open is cut before this returns; the others go on.
    ///
    /// # Errors
    /// Not allowed, unknown, removed already, the share has ended.
    pub async fn remove_recipient(&self, op: &Op, share: ShareId, id: RecipientId) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<EditShare>(op, share)?;
            self.store.recipient_remove(&may, id).await.map_err(gone)
        })
        .await?;
        self.credentials_ended(Ground::Recipient(id)).await;
        Ok(())
    }

    /// Sends a recipient a new link; the one before opens nothing any more. Browsers in which they proved their address go on.
    ///
    /// # Errors
    /// Not allowed, unknown, removed, the share has ended.
    pub async fn invite_again(
        &self,
        op: &Op,
        (share, id): (ShareId, RecipientId),
        language: &str,
    ) -> Result<Recipient, Error> {
        self.gate.speaks_for_owner(op, share)?;
        let title = self.share(op, share).await?.share.title;
        self.change(op, || async {
            self.gate.speaks_for_owner(op, share)?;
            let kept = self.recipient_of(op, share, id).await?;
            let person = (kept.recipient.address.clone(), kept.recipient.name.clone());
            let invite = Invite {
                title: &title,
                language,
                expires_at: kept.recipient.expires_at,
            };
            let new = new_recipient(self, op.now, (id, kept.round + 1), person, &invite);
            let may = self.gate.allow::<EditShare>(op, share)?;
            self.store.recipient_renew(&may, &new).await.map_err(gone)
        })
        .await?;
        self.ordered();
        Ok(self.recipient_of(op, share, id).await?.recipient)
    }

    async fn recipient_of(&self, op: &Op, share: ShareId, id: RecipientId) -> Result<RecipientRecord, Error> {
        let kept = self.recipients_kept(op, share).await?;
        kept.into_iter()
            .find(|kept| kept.recipient.id == id)
            .ok_or_else(Error::hidden)
    }

    /// Whether the caller may make shares anywhere.
    ///
    /// # Errors
    /// They may not.
    pub fn may_share_somewhere(&self, op: &Op) -> Result<(), Error> {
        if op.caller.user().is_none() {
            return Err(Error::hidden());
        }
        if self.gate.holds_somewhere(op, Permission::SharingCreate) {
            Ok(())
        } else {
            Err(Denied::Forbidden(Reason::MissingPermission(Permission::SharingCreate)).into())
        }
    }

    /// Reads a pasted list of addresses.
    ///
    /// # Errors
    /// The caller may make shares nowhere; the list is too long.
    pub fn parse_addresses(&self, op: &Op, text: &str) -> Result<(Vec<PastedAddress>, Pasting), Error> {
        self.may_share_somewhere(op)?;
        if text.len() > PASTED_BYTES {
            return Err(Invalid::at("/text", format!("at most {PASTED_BYTES} bytes")).into());
        }
        let mut found = addresses::pasted(text);
        let pasted: Vec<Pasted> = std::mem::take(&mut found.addresses);
        let skeletons: Vec<String> = pasted.iter().map(|one| one.address.skeleton()).collect();
        let mut users: BTreeMap<String, Vec<Email>> = BTreeMap::new();
        for user in self.gate.users_known(op) {
            users.entry(user.email.skeleton()).or_default().push(user.email.clone());
        }
        let alike = |at: usize, one: &Pasted| {
            let skeleton = skeletons.get(at);
            let others = pasted.iter().zip(&skeletons);
            let others = others.filter(|(other, looks)| Some(*looks) == skeleton && other.address != one.address);
            let mut found: Vec<String> = others.map(|(other, _)| other.address.shown()).collect();
            let users = skeleton.and_then(|looks| users.get(looks)).into_iter().flatten();
            found.extend(users.filter(|user| **user != one.address).map(Email::shown));
            found.sort_unstable();
            found.dedup();
            found
        };
        let told = pasted.iter().enumerate().map(|(at, one)| PastedAddress {
            pasted: one.clone(),
            alike: alike(at, one),
        });
        let told = told.collect();
        Ok((told, found))
    }
}
