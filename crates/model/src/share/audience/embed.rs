//! An embed: whom another site lets in on its own pages. The site says so with tokens that it signs; its keys are kept elsewhere.

use serde::{Deserialize, Serialize};

use super::kind::AudienceKind;
use crate::dataset::Outside;
use crate::invalid::Invalid;
use crate::limits::EMBED_ORIGINS;
use crate::origin::Origin;

/// Whom another site vouches for, on its own pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmbedAudience {
    /// The sites whose pages may show it: in order, each once, at least one.
    pub origins: Vec<Origin>,
}

impl EmbedAudience {
    /// An embed on the pages of these sites.
    ///
    /// # Errors
    /// There are none, or too many.
    pub fn on(origins: &[Origin]) -> Result<Self, Invalid> {
        if origins.is_empty() {
            return Err(Invalid::at("/origins", "name the sites that show it, at least one"));
        }
        if origins.len() > EMBED_ORIGINS {
            return Err(Invalid::at("/origins", format!("at most {EMBED_ORIGINS} sites")));
        }
        let mut origins = origins.to_vec();
        origins.sort();
        origins.dedup();
        Ok(Self { origins })
    }
}

impl AudienceKind for EmbedAudience {
    /// The site knows its readers; the organisation does not.
    fn may_see(outside: Outside) -> bool {
        matches!(outside, Outside::Anyone)
    }

    /// A site signs for each reader.
    fn opens_to_anyone(&self) -> bool {
        false
    }

    fn has_keys() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_counted_and_named_once() {
        let origin = |text: &str| text.parse::<Origin>().unwrap();
        let two = EmbedAudience::on(&[
            origin("https://b.example"),
            origin("https://a.example"),
            origin("https://b.example:443"),
        ]);
        assert_eq!(
            two.unwrap().origins,
            [origin("https://a.example"), origin("https://b.example")]
        );
        assert!(EmbedAudience::on(&[]).is_err());
        assert!(EmbedAudience::on(&vec![origin("https://a.example"); EMBED_ORIGINS + 1]).is_err());
    }
}
