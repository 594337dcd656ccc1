//! Neighbours: a kind of audience that no product has, made and opened here for the test that adds one.

use std::net::IpAddr;

use access::op::Op;
use identity::admitted::Admitted;
use identity::secret::{Purpose, Secret};
use model::id::ShareId;
use model::name::Title;
use model::share::audience::throwaway::NeighboursAudience;
use model::share::{Audience, Share};
use store::Asked;

use super::kind::{Made, Presented, Wanted};
use crate::app::App;
use crate::app::error::Error;

/// Neighbours that are to be let in.
#[derive(Debug)]
pub struct NewNeighbours {
    /// Where they live.
    pub street: String,
}

impl From<Wanted> for NewNeighbours {
    fn from(wanted: Wanted) -> Self {
        Self {
            street: wanted.password.unwrap_or_default(),
        }
    }
}

impl NewNeighbours {
    pub(super) async fn make(&self, _app: &App, _op: &Op, _title: &Title, _language: &str) -> Result<Made, Error> {
        Ok(Made {
            audience: Audience::Neighbours(NeighboursAudience {
                street: self.street.clone(),
            }),
            secret: Some(Secret::fresh(Purpose::ShareLink)),
            signing: None,
            password_hash: None,
            recipients: Vec::new(),
        })
    }
}

pub(super) async fn asked(_app: &App, now: &NeighboursAudience, _password: Option<&str>) -> Result<Asked, Error> {
    Ok(Asked {
        audience: Audience::Neighbours(now.clone()),
        password_hash: None,
    })
}

/// What a neighbour presents.
#[derive(Debug, Clone, Copy)]
pub struct Street<'r> {
    /// Which share is meant; its id is no secret.
    pub share: ShareId,
    /// Where they say they live.
    pub street: &'r str,
}

impl Presented for Street<'_> {
    type Kept = ();

    async fn find(&self, _app: &App) -> Result<Option<(ShareId, ())>, Error> {
        Ok(Some((self.share, ())))
    }

    async fn check(
        &self,
        _app: &App,
        _op: &Op,
        _from: Option<IpAddr>,
        share: &Share,
        (): Self::Kept,
    ) -> Result<Admitted, Error> {
        match &share.audience {
            Audience::Neighbours(neighbours) if neighbours.street == self.street => Ok(Admitted::Reader),
            _ => Err(Error::hidden()),
        }
    }
}
