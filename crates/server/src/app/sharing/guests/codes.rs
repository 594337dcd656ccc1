//! Proving an address by a code. Whoever asks is answered the same, after the same writes, whether there is somebody to send a code to or
//! not: that is found out later, by the job that sends it. A code counts in the browser that asked, for ten minutes and five tries.

use std::net::IpAddr;

use access::op::Op;
use chrono::TimeDelta;
use identity::caller::Caller;
use identity::secret::{Purpose, Secret, SecretHash};
use model::Instant;
use model::id::{GuestCodeId, RecipientId, ShareSessionId};
use model::name::Email;
use model::share::{Audience, Share};
use serde_json::json;
use store::{AskedCode, CodesSent, Happening, NewCode, NewJob};

use crate::app::App;
use crate::app::error::{Ask, Error};
use crate::app::mails::CODE;
use crate::app::sharing::guests::browsers::counts_for;
use crate::app::sharing::guests::orders::CodeOrder;
use crate::app::sharing::opening::Opened;
use crate::limiter::Network;
use crate::limits::{
    CODE_MINUTES, CODE_TRIES, CODES_AN_HOUR, CODES_OF_KNOWN_AN_HOUR, CODES_OF_LINK_AN_HOUR, CODES_OF_NETWORK_AN_HOUR,
};

/// Whose address a code is to prove.
pub(super) struct Target {
    pub(super) share: std::sync::Arc<Share>,
    pub(super) address: Email,
    pub(super) recipient: Option<RecipientId>,
    /// They came by their own link, and not by one for whole domains.
    own: bool,
}

/// What a browser shows beside the code.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cookies<'r> {
    /// That of the browser that asked.
    pub asker: Option<&'r str>,
    /// That of a browser in which somebody proved an address.
    pub guest: Option<&'r str>,
    /// That of an open share.
    pub session: Option<&'r str>,
}

/// An address was proven, and the share is open.
#[derive(Debug)]
pub struct Redeemed {
    /// The share.
    pub opened: Opened,
    /// The browser's, from now on.
    pub guest: Secret,
    /// Until when it counts.
    pub until: Instant,
}

fn wrong() -> Error {
    Error::Asks(Ask::Code { address: None })
}

impl App {
    /// Somebody asks for a code. Answers the secret of the browser that asks; says nothing about whether a code will be sent.
    ///
    /// # Errors
    /// It was asked for too often from this network.
    pub async fn ask_for_code(
        &self,
        op: &Op,
        (secret, typed): (&str, Option<&Email>),
        cookies: Cookies<'_>,
        language: &str,
    ) -> Result<Secret, Error> {
        self.quotas.code(op)?;
        let received = |purpose, text: Option<&str>| text.and_then(|text| Secret::received(purpose, text));
        let asker = Secret::fresh(Purpose::CodeAsker);
        // What is no secret at all is kept like one that opens nothing.
        let secret = received(Purpose::ShareLink, Some(secret)).unwrap_or_else(|| Secret::fresh(Purpose::ShareLink));
        let id = GuestCodeId::new(op.now);
        let order = CodeOrder {
            code: id,
            from: op.from,
            to: typed.cloned(),
            language: language.to_owned(),
        };
        let browser = received(Purpose::GuestBrowser, cookies.guest);
        let new = NewCode {
            id,
            asker: *self.key.hash(&asker).as_bytes(),
            secret: *self.key.hash(&secret).as_bytes(),
            typed: typed.cloned(),
            browser: browser.map(|browser| *self.key.hash(&browser).as_bytes()),
            network: Network::from(op.from).to_string(),
            now: op.now,
            mail: NewJob {
                id: format!("code-{id}"),
                kind: CODE,
                owner: None,
                node: None,
                payload: json!(order),
                run_at: op.now,
                keep_until: op.now + TimeDelta::minutes(2 * CODE_MINUTES),
            },
        };
        self.store.guest_code_ask(&new).await?;
        self.ordered();
        Ok(asker)
    }

    /// Whose address is to be proven by what was asked; `None`: nobody's, and nothing is sent.
    pub(super) async fn code_target(
        &self,
        now: Instant,
        asked: &AskedCode,
        from: Option<IpAddr>,
    ) -> Result<Option<Target>, Error> {
        let Some(found) = self.store.share_find(&asked.secret).await? else {
            return Ok(None);
        };
        let share = self.gate.share_opens(found.share, now);
        let Some(share) = share.filter(|share| share.terms.opens_from(from)) else {
            return Ok(None);
        };
        let Audience::Guests(guests) = &share.audience else {
            return Ok(None);
        };
        let (kept, own) = match (found.recipient, &asked.typed) {
            (Some(id), typed) => {
                let kept = self.store.recipient_get(id).await?;
                let same = |address: &Email| typed.as_ref().is_none_or(|typed| typed == address);
                (kept.filter(|kept| same(&kept.recipient.address)), true)
            }
            (None, Some(typed)) => (self.store.recipient_at(share.id, typed).await?, false),
            (None, None) => (None, false),
        };
        let (address, recipient) = match (kept, &asked.typed) {
            (Some(kept), _) if kept.recipient.is_let_in(now) => (kept.recipient.address, Some(kept.recipient.id)),
            (Some(_), _) | (None, None) => return Ok(None),
            (None, Some(typed)) if !own && guests.domains.contains(&typed.domain()) => (typed.clone(), None),
            (None, Some(_)) => return Ok(None),
        };
        Ok(Some(Target {
            share,
            address,
            recipient,
            own,
        }))
    }

    /// Keeps a code for an asking, if one more may be sent. Those who ask from where this address was proven before have a part of their own:
    /// strangers, who have theirs by network first, cannot use it up.
    pub(super) async fn code_made(
        &self,
        now: Instant,
        asked: &AskedCode,
        target: &Target,
        code: &Secret,
    ) -> Result<bool, Error> {
        let address = &target.address;
        let browser = match &asked.browser {
            Some(browser) => self.store.guest_browser(browser, now).await?,
            None => None,
        };
        let known = browser.is_some_and(|browser| browser.address == *address)
            || self.store.guest_network_known(address, &asked.network, now).await?;
        let own = target.own;
        let may = move |sent: CodesSent| {
            if known {
                sent.known < CODES_OF_KNOWN_AN_HOUR
            } else {
                sent.network < CODES_OF_NETWORK_AN_HOUR
                    && sent.unknown < CODES_AN_HOUR
                    && (own || sent.link < CODES_OF_LINK_AN_HOUR)
            }
        };
        let hash = self.key.hash_about(code, &asked.id.to_string());
        let times = (now - TimeDelta::hours(1), now);
        let made = self
            .store
            .guest_code_make(asked, (address, known), hash.as_bytes(), times, may);
        Ok(made.await?)
    }

    /// Opens a share for whoever has the code. What is wrong is not said.
    ///
    /// # Errors
    /// Anything is wrong; too many failures of this network.
    pub async fn redeem_code(
        &self,
        op: &Op,
        (secret, typed): (&str, Option<&Email>),
        code: &str,
        cookies: Cookies<'_>,
    ) -> Result<Redeemed, Error> {
        let guesses = &self.passwords.guesses;
        guesses.check(op.now, op.from, None)?;
        match self.redeemed(op, (secret, typed), code, cookies).await? {
            Some(redeemed) => Ok(redeemed),
            None => {
                guesses.failed(op.now, op.from, None);
                Err(wrong())
            }
        }
    }

    async fn redeemed(
        &self,
        op: &Op,
        (secret, typed): (&str, Option<&Email>),
        code: &str,
        cookies: Cookies<'_>,
    ) -> Result<Option<Redeemed>, Error> {
        let asker = cookies
            .asker
            .and_then(|asker| Secret::received(Purpose::CodeAsker, asker));
        let secret = Secret::received(Purpose::ShareLink, secret);
        let (Some(asker), Some(secret), Some(code)) = (asker, secret, Secret::received_code(code)) else {
            return Ok(None);
        };
        let secret = *self.key.hash(&secret).as_bytes();
        let asker = *self.key.hash(&asker).as_bytes();
        let limits = (CODE_TRIES, CODE_MINUTES);
        let tried = self
            .store
            .guest_code_try(&asker, (&secret, typed), limits, op.now)
            .await?;
        let given = |asked: &AskedCode| self.key.hash_about(&code, &asked.id.to_string());
        let right = tried.filter(|asked| {
            let kept = asked.code.as_ref().and_then(|kept| SecretHash::kept(kept));
            kept.is_some_and(|kept| kept == given(asked))
        });
        let Some(asked) = right else {
            self.note_refusal(op, &secret).await?;
            return Ok(None);
        };
        if !self.store.guest_code_use(asked.id, op.now).await? {
            return Ok(None);
        }
        self.admit_by_code(op, &asked, cookies).await
    }

    /// The same is looked up and written whether there is a share or not.
    async fn note_refusal(&self, op: &Op, secret: &[u8; 32]) -> Result<(), Error> {
        let found = self.store.share_find(secret).await?;
        let share = found.as_ref().map(|found| found.share);
        let happening = Happening {
            action: "guests.refuse",
            object: share.map_or_else(|| "unknown".to_owned(), |share| share.to_string()),
            workspace: share.and_then(|share| self.gate.share_at(share)).map(|at| at.workspace),
            details: json!({ "from": op.from, "recipient": found.and_then(|found| found.recipient) }),
        };
        self.note(op, happening).await;
        Ok(())
    }

    async fn admit_by_code(&self, op: &Op, asked: &AskedCode, cookies: Cookies<'_>) -> Result<Option<Redeemed>, Error> {
        let Some(target) = self.code_target(op.now, asked, op.from).await? else {
            return Ok(None);
        };
        if Some(&target.address) != asked.address.as_ref() {
            return Ok(None);
        }
        let Target {
            share,
            address,
            recipient,
            ..
        } = target;
        let before = self.guest_browser(op, cookies.guest).await?;
        let before = before.filter(|browser| browser.address == address);
        let until = op.now + counts_for(&share);
        let until = before.map_or(until, |before| before.expires_at.max(until));
        let guest = Secret::fresh(Purpose::GuestBrowser);
        let network = Network::from(op.from).to_string();
        let browser = (*self.key.hash(&guest).as_bytes(), network.as_str(), until);
        let admitted = self
            .admit_proven(op, &share, (&address, recipient), Some(browser))
            .await?;
        let Some(admitted) = admitted else { return Ok(None) };
        let caller = Caller::Share {
            id: share.id,
            session: ShareSessionId::new(op.now),
            admitted,
        };
        let caller = Op::new(caller, op.request, op.now).coming_from(op.from);
        let opened = self.admit(&caller, &share, cookies.session).await?;
        Ok(Some(Redeemed { opened, guest, until }))
    }
}
