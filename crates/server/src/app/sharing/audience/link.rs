//! Links: whoever holds the secret is let in, perhaps with a password beside it.

use std::net::IpAddr;

use access::op::Op;
use identity::admitted::Admitted;
use identity::password::PasswordHash;
use identity::secret::{Purpose, Secret};
use model::id::ShareId;
use model::share::{Audience, LinkAudience, Share};
use serde_json::json;
use store::{Asked, Happening};

use super::kind::{Made, Presented, Wanted};
use crate::app::App;
use crate::app::error::Error;
use crate::limiter::Target;

/// A link that is to be made.
#[derive(Debug)]
pub struct NewLink {
    /// Asked beside the link.
    pub password: Option<String>,
}

impl From<Wanted> for NewLink {
    fn from(wanted: Wanted) -> Self {
        Self {
            password: wanted.password,
        }
    }
}

impl NewLink {
    pub(super) async fn make(&self, app: &App) -> Result<Made, Error> {
        let asked = secured(app, self.password.as_deref()).await?;
        Ok(Made {
            audience: asked.audience,
            secret: Secret::fresh(Purpose::ShareLink),
            password_hash: asked.password_hash,
        })
    }
}

/// What is asked beside the link when its password changes.
///
/// # Errors
/// The password breaks its rule.
pub(super) async fn asked(app: &App, _now: &LinkAudience, password: Option<&str>) -> Result<Asked, Error> {
    secured(app, password).await
}

async fn secured(app: &App, password: Option<&str>) -> Result<Asked, Error> {
    let password_hash = match password {
        Some(password) => Some(app.passwords.hash(password, "/password").await?),
        None => None,
    };
    Ok(Asked {
        audience: Audience::Link(LinkAudience {
            has_password: password_hash.is_some(),
        }),
        password_hash,
    })
}

/// What the reader of a link presents.
#[derive(Debug, Clone, Copy)]
pub struct SecretAndPassword<'r> {
    /// From the link.
    pub secret: &'r str,
    /// If one is asked.
    pub password: Option<&'r str>,
}

impl Presented for SecretAndPassword<'_> {
    /// The hash of the password, if one is asked.
    type Kept = Option<String>;

    async fn find(&self, app: &App) -> Result<Option<(ShareId, Self::Kept)>, Error> {
        let Some(secret) = Secret::received(Purpose::ShareLink, self.secret) else {
            return Ok(None);
        };
        Ok(app.store.share_find(app.key.hash(&secret).as_bytes()).await?)
    }

    async fn check(
        &self,
        app: &App,
        op: &Op,
        from: Option<IpAddr>,
        share: &Share,
        kept: Self::Kept,
    ) -> Result<Admitted, Error> {
        let Audience::Link(_) = share.audience else {
            return Err(Error::hidden());
        };
        let Some(hash) = kept else {
            return Ok(Admitted::Reader);
        };
        let wrong = || Error::Credentials(Some("password"));
        let given = self.password.ok_or_else(wrong)?;
        let target = Target::new("share", share.id);
        let hash = PasswordHash::kept(hash);
        let matches = app.passwords.verify(op, from, &target, given, Some(hash)).await?;
        if matches {
            return Ok(Admitted::Reader);
        }
        app.note(
            op,
            Happening {
                action: "share.refuse",
                object: share.id.to_string(),
                workspace: Some(share.workspace),
                details: json!({ "from": from }),
            },
        )
        .await;
        Err(wrong())
    }
}
