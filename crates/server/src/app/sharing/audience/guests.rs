//! Guests: each is let in by an address that they prove to be theirs, by their own link or, where whole domains are let in, by a link that
//! asks for an address. How an address is proven is in `app/sharing/guests`.

use access::op::Op;
use identity::admitted::Admitted;
use identity::secret::{Purpose, Secret};
use model::id::RecipientId;
use model::invalid::{Faults, Invalid};
use model::name::{Email, EmailDomain, Note, Title};
use model::share::{Audience, GuestsAudience, Share};
use store::Asked;

use super::kind::{Made, Wanted};
use crate::app::App;
use crate::app::error::{Ask, Error};
use crate::app::sharing::guests::browsers::Browser;
use crate::app::sharing::inviting::{Invite, cap, domains, expiry, new_recipient, people};

/// Guests that are to be let in.
#[derive(Debug)]
pub struct NewGuests {
    wanted: Wanted,
}

impl From<Wanted> for NewGuests {
    fn from(wanted: Wanted) -> Self {
        Self { wanted }
    }
}

impl NewGuests {
    pub(super) async fn make(&self, app: &App, op: &Op, title: &Title, language: &str) -> Result<Made, Error> {
        let wanted = &self.wanted;
        let people = people(&wanted.addresses)?;
        let audience = self.audience(&people)?;
        expiry("/recipient_expires_at", wanted.recipient_expires_at, op.now)?;
        let invite = Invite {
            title,
            language,
            expires_at: wanted.recipient_expires_at,
        };
        let recipients = people.into_iter().map(|(address, name)| {
            let id = RecipientId::new(op.now);
            new_recipient(app, op.now, (id, 1), (address, name), &invite)
        });
        Ok(Made {
            recipients: recipients.collect(),
            secret: (!audience.domains.is_empty()).then(|| Secret::fresh(Purpose::ShareLink)),
            audience: Audience::Guests(audience),
            password_hash: None,
            signing: None,
        })
    }

    fn audience(&self, people: &[(Email, Option<Title>)]) -> Result<GuestsAudience, Error> {
        let wanted = &self.wanted;
        let mut faults = Faults::default();
        if people.is_empty() && wanted.domains.is_empty() {
            faults.add("/addresses", "name somebody to share with, or a domain");
        }
        if wanted.password.is_some() {
            faults.add("/password", "guests prove their address and need no password");
        }
        if !wanted.origins.is_empty() {
            faults.add("/origins", "only embeds are bound to sites");
        }
        faults.finish()?;
        let domains = domains(&wanted.domains)?;
        let domain_cap = cap(wanted.domain_cap)?;
        Ok(GuestsAudience {
            domains,
            domain_cap,
            message: wanted.message.clone().map_or_else(no_message, Ok)?,
            invited: people.iter().map(|(address, _)| address.domain()).collect(),
        })
    }

    /// The domains of those who are to be let in, each as it is told: what a policy looks at.
    pub(super) fn told(&self) -> Result<Vec<(EmailDomain, String)>, Error> {
        let people = people(&self.wanted.addresses)?;
        let people = people.iter().map(|(address, _)| (address.domain(), address.shown()));
        let domains = domains(&self.wanted.domains)?.into_iter();
        Ok(people
            .chain(domains.map(|domain| (domain.clone(), domain.to_string())))
            .collect())
    }
}

fn no_message() -> Result<Note, Invalid> {
    Note::new("").map_err(|rule| Invalid::at("/message", rule))
}

/// Guests are asked for a code, never for a password.
pub(super) async fn asked(_app: &App, now: &GuestsAudience, password: Option<&str>) -> Result<Asked, Error> {
    if password.is_some() {
        let rule = "guests prove their address and need no password";
        return Err(Invalid::at("/password", rule).into());
    }
    Ok(Asked {
        audience: Audience::Guests(now.clone()),
        password_hash: None,
    })
}

/// Whether a browser that opens a guests' share has proven who it is; else it is asked for a code.
pub(super) async fn check(
    app: &App,
    op: &Op,
    share: &Share,
    cookie: Option<&str>,
    own: Option<RecipientId>,
) -> Result<Admitted, Error> {
    let browser = app.guest_browser(op, cookie).await?;
    let browser = browser.filter(|browser| browser.is_fresh_for(share, op.now));
    match own {
        Some(id) => own_link(app, op, share, browser, id).await,
        None => {
            let Some(browser) = browser else {
                return Err(Error::Asks(Ask::Code { address: None }));
            };
            let let_in = app.let_in_by_address(op, share, &browser.address).await?;
            let_in.ok_or(Error::Asks(Ask::Code { address: None }))
        }
    }
}

async fn own_link(
    app: &App,
    op: &Op,
    share: &Share,
    browser: Option<Browser>,
    id: RecipientId,
) -> Result<Admitted, Error> {
    let kept = app.store.recipient_get(id).await?.ok_or_else(Error::hidden)?;
    if !kept.recipient.is_let_in(op.now) {
        return Err(Error::hidden());
    }
    let address = kept.recipient.address.clone();
    if browser.is_some_and(|browser| browser.address == address) {
        let let_in = app.let_in_by_address(op, share, &address).await?;
        return let_in.ok_or_else(Error::hidden);
    }
    if kept.recipient.verified_at.is_some() {
        app.link_was_elsewhere(op, share, &kept.recipient).await?;
    }
    Err(Error::Asks(Ask::Code {
        address: Some(address.veiled()),
    }))
}
