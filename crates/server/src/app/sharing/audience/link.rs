//! Links: whoever holds the secret is let in, perhaps with a password beside it.

use std::net::IpAddr;

use access::op::Op;
use identity::admitted::Admitted;
use identity::password::PasswordHash;
use identity::secret::{Purpose, Secret};
use model::invalid::Invalid;
use model::name::Title;
use model::share::{Audience, LinkAudience, Share};
use serde_json::json;
use store::{Asked, Happening};

use super::kind::{Made, Wanted};
use crate::app::App;
use crate::app::error::{Ask, Error};
use crate::limiter::Target;

/// A link that is to be made.
#[derive(Debug)]
pub struct NewLink {
    /// Asked beside the link.
    pub password: Option<String>,
    /// Sites were named, which a link has none of.
    sites: bool,
}

impl From<Wanted> for NewLink {
    fn from(wanted: Wanted) -> Self {
        Self {
            password: wanted.password,
            sites: !wanted.origins.is_empty(),
        }
    }
}

impl NewLink {
    pub(super) async fn make(&self, app: &App, _op: &Op, _title: &Title, _language: &str) -> Result<Made, Error> {
        if self.sites {
            return Err(Invalid::at("/origins", "only embeds are bound to sites").into());
        }
        let asked = secured(app, self.password.as_deref()).await?;
        Ok(Made {
            audience: asked.audience,
            secret: Some(Secret::fresh(Purpose::ShareLink)),
            signing: None,
            password_hash: asked.password_hash,
            recipients: Vec::new(),
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

/// Compares the password that is asked beside a link.
pub(super) async fn password(
    app: &App,
    op: &Op,
    from: Option<IpAddr>,
    share: &Share,
    kept: Option<String>,
    given: Option<&str>,
) -> Result<Admitted, Error> {
    let Some(hash) = kept else {
        return Ok(Admitted::Reader);
    };
    let wrong = || Error::Asks(Ask::Password);
    let given = given.ok_or_else(wrong)?;
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
