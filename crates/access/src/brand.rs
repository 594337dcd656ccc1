//! The brand that is in force at a place: each part from the nearest workspace that says one. Decides nothing.

use model::brand::{Brand, Colour, Logo};
use model::id::WorkspaceId;
use model::name::Title;

use crate::gate::Gate;

/// The brand at a workspace, with the workspace that says each part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BrandInForce {
    /// The colour of what can be pressed.
    pub accent: Option<(Colour, WorkspaceId)>,
    /// What readers know the organisation by.
    pub name: Option<(Title, WorkspaceId)>,
    /// Its logo.
    pub logo: Option<(Logo, WorkspaceId)>,
}

impl BrandInForce {
    /// What holds, wherever it is said.
    #[must_use]
    pub fn brand(&self) -> Brand {
        Brand {
            accent: self.accent.map(|(accent, _)| accent),
            name: self.name.as_ref().map(|(name, _)| name.clone()),
            logo: self.logo.map(|(logo, _)| logo),
        }
    }
}

impl Gate {
    /// The brand at a workspace, for whoever has been let in to something of it.
    #[must_use]
    pub fn brand(&self, id: WorkspaceId) -> BrandInForce {
        let snapshot = self.snapshot();
        let mut found = BrandInForce::default();
        let Some(workspace) = snapshot.tree.index(id) else {
            return found;
        };
        let path = snapshot.tree.path_of(workspace).iter();
        for at in path.filter_map(|index| Some(snapshot.tree.node(*index)?.workspace.as_ref())) {
            let Brand { accent, name, logo } = &at.brand;
            found.accent = found.accent.or_else(|| accent.map(|accent| (accent, at.id)));
            found.name = found.name.or_else(|| name.clone().map(|name| (name, at.id)));
            found.logo = found.logo.or_else(|| logo.map(|logo| (logo, at.id)));
        }
        found
    }
}
