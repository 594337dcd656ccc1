//! A brand, as those who change it and readers of shares are told it.

use model::brand::{Brand, Colour};
use serde::Serialize;

/// What is said of a brand; null where nothing is.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BrandParts {
    /// The colour of what can be pressed; each theme makes its own of it, so that it can be read.
    #[schema(required)]
    pub accent: Option<Colour>,
    /// What readers know the organisation by.
    #[schema(required)]
    pub name: Option<String>,
    /// Its logo.
    #[schema(required)]
    pub logo: Option<BrandLogo>,
}

/// A logo.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct BrandLogo {
    /// Where its file is, below the address of the server: another file, another path.
    pub path: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

impl From<&Brand> for BrandParts {
    fn from(brand: &Brand) -> Self {
        Self {
            accent: brand.accent,
            name: brand.name.as_ref().map(ToString::to_string),
            logo: brand.logo.map(|logo| BrandLogo {
                path: logo.path(),
                width: logo.width,
                height: logo.height,
            }),
        }
    }
}

impl BrandParts {
    /// For readers; none where nothing is said.
    pub fn of_readers(brand: &Brand) -> Option<Self> {
        (!brand.is_empty()).then(|| brand.into())
    }
}
