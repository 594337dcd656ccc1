//! Embeds: whom another site lets in. It signs a short token for each of its readers with a key of the share.

use std::net::IpAddr;
use std::sync::Arc;

use access::action::Open;
use access::op::Op;
use identity::admitted::Admitted;
use identity::caller::Caller;
use identity::host::{Host, HostSecret, HostToken, Signed};
use model::id::{ShareId, ShareSessionId};
use model::invalid::{Faults, Invalid};
use model::name::Title;
use model::origin::Origin;
use model::share::{Audience, EmbedAudience, Share};
use query::{Locks, QueryError};
use store::Asked;

use super::kind::{Made, Presented, Wanted};
use crate::app::App;
use crate::app::ask::stands;
use crate::app::error::Error;
use crate::app::reads::variables_of;
use crate::app::sharing::keys::fresh;

/// An embed that is to be made.
#[derive(Debug)]
pub struct NewEmbed {
    /// The sites whose pages may show it.
    origins: Vec<Origin>,
    password: bool,
    guests: bool,
}

impl From<Wanted> for NewEmbed {
    fn from(wanted: Wanted) -> Self {
        Self {
            origins: wanted.origins,
            password: wanted.password.is_some(),
            guests: !wanted.addresses.is_empty() || !wanted.domains.is_empty(),
        }
    }
}

impl NewEmbed {
    pub(super) async fn make(&self, app: &App, op: &Op, _title: &Title, _language: &str) -> Result<Made, Error> {
        if self.password {
            return Err(no_password());
        }
        if self.guests {
            return Err(Invalid::at("/addresses", "the site lets readers in; nobody is invited").into());
        }
        Ok(Made {
            audience: Audience::Embed(EmbedAudience::on(&self.origins)?),
            secret: None,
            signing: Some(fresh(app, op.now)?),
            password_hash: None,
            recipients: Vec::new(),
        })
    }
}

/// Its readers are asked for nothing beside the token.
///
/// # Errors
/// A password was given.
pub(super) async fn asked(_app: &App, now: &EmbedAudience, password: Option<&str>) -> Result<Asked, Error> {
    match password {
        Some(_) => Err(no_password()),
        None => Ok(Asked {
            audience: Audience::Embed(now.clone()),
            password_hash: None,
        }),
    }
}

fn no_password() -> Error {
    Invalid::at("/password", "the site lets readers in; nobody is asked for a password").into()
}

/// What the page of an embed presents for a reader.
#[derive(Debug, Clone, Copy)]
pub struct SignedToken<'r> {
    /// What the site has signed.
    pub token: &'r str,
    /// On whose page it stands, as the browser says it; nothing when a site asks by itself.
    pub origin: Option<&'r Origin>,
}

impl Presented for SignedToken<'_> {
    type Kept = Signed;

    /// What is not signed with a key that we know is nothing, whatever else is wrong with it.
    async fn find(&self, app: &App) -> Result<Option<(ShareId, Signed)>, Error> {
        let Some(token) = HostToken::received(self.token) else {
            return Ok(None);
        };
        let found = app.store.share_key_find(token.key()).await?;
        let kept = found.and_then(|(share, sealed)| {
            let secret = app.key.unseal(&token.key().to_string(), &sealed)?;
            Some((share, HostSecret::kept(secret)?))
        });
        let Some((share, secret)) = kept else {
            // As long as with a key that there is.
            let _none = token.signed_with(&HostSecret::fresh());
            return Ok(None);
        };
        Ok(token.signed_with(&secret).map(|signed| (share, signed)))
    }

    async fn check(
        &self,
        app: &App,
        op: &Op,
        _from: Option<IpAddr>,
        share: &Share,
        signed: Signed,
    ) -> Result<Admitted, Error> {
        let Audience::Embed(embed) = &share.audience else {
            return Err(Error::hidden());
        };
        if self.origin.is_some_and(|origin| !embed.origins.contains(origin)) {
            return Err(Invalid::at("/origin", "this site is none of those that may show the embed").into());
        }
        let host = signed.claims(op.now).map_err(|fault| fault.under("/token"))?;
        let applied = app.gate.claims_apply(share.id, &host.attributes);
        applied.map_err(|fault| fault.under("/token"))?;
        let admitted = Admitted::Host(Arc::new(host));
        if let Some(host) = admitted.host().filter(|host| !host.variables.is_empty()) {
            check_variables(app, op, share, host, admitted.clone()).await?;
        }
        Ok(admitted)
    }
}

/// Whether every variable that the site fixes is one that it may fix, to a value that the reader would find, and narrows something.
async fn check_variables(app: &App, op: &Op, share: &Share, host: &Host, admitted: Admitted) -> Result<(), Error> {
    let caller = Caller::Share {
        id: share.id,
        session: ShareSessionId::new(op.now),
        admitted,
    };
    let reader = Op::new(caller, op.request, op.now).coming_from(op.from);
    let at = app.gate.share_at(share.id).ok_or_else(Error::hidden)?;
    let may = app.gate.allow::<Open>(&reader, at)?;
    let opened = app.open_for(&may).await?;
    let document = &opened.dashboard.document;
    let own = Locks {
        variables: share.terms.variables.clone(),
        ..Locks::default()
    };
    let read = variables_of(document);
    let mut faults = Faults::default();
    for (name, value) in &host.variables {
        let pointer = format!("/token/variables/{name}");
        let lock = own.variables.get(name);
        if document.variable(name.as_str()).is_none() || lock.is_some_and(|lock| lock.hidden) {
            faults.add(pointer, "there is no such variable");
        } else if !stands(lock, value) {
            faults.add(pointer, "the share leaves other values");
        } else if !read.contains(name) {
            faults.add(pointer, "nothing that the share shows reads it");
        }
    }
    faults.finish()?;
    let given = host
        .variables
        .iter()
        .map(|(name, value)| (name.to_string(), value.clone()));
    let taken = app
        .engine
        .inputs(&opened.scope, document, &given.collect(), None, &own, op.now)
        .await;
    match taken {
        Ok(_) => Ok(()),
        Err(QueryError::Invalid(fault)) => Err(fault.under("/token").into()),
        Err(other) => Err(other.into()),
    }
}
