//! Permissions on a workspace, as a small set with its implications. Who holds them is a fact kept elsewhere.

crate::words! {
    /// One permission on a workspace.
    pub enum Permission {
        /// See the workspace; open dashboards one has a level on.
        View = "view",
        /// Create dashboards; save those one can edit.
        Analyze = "analyze",
        /// Everything here.
        Manage = "manage",
        /// Use the application around dashboards.
        App = "app",
        /// PDF and PNG.
        ExportDocument = "export_document",
        /// CSV and XLSX.
        ExportData = "export_data",
        /// Send and schedule reports.
        Report = "report",
        /// See shares to the outside.
        SharingSee = "sharing_see",
        /// Make shares.
        SharingCreate = "sharing_create",
        /// Change shares.
        SharingEdit = "sharing_edit",
        /// End shares.
        SharingEnd = "sharing_end",
        /// Choose another user's eyes for the data of a dashboard.
        RunAs = "run_as",
        /// Read the audit of the workspace.
        Audit = "audit",
    }
}

/// A set of permissions; 13 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct PermissionSet(u16);

impl PermissionSet {
    /// No permission.
    pub const EMPTY: Self = Self(0);

    /// The set with one more.
    #[must_use]
    pub const fn with(self, permission: Permission) -> Self {
        Self(self.0 | (1 << permission as u16))
    }

    /// Whether the set holds it literally (see [`Self::closed`]).
    #[must_use]
    pub const fn has(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u16) != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set with all that it implies: `manage` implies all, any permission implies `view`,
    /// and making, changing or ending shares implies seeing them.
    #[must_use]
    pub fn closed(self) -> Self {
        if self.has(Permission::Manage) {
            return Permission::ALL.iter().copied().collect();
        }
        let mut set = self;
        if [
            Permission::SharingCreate,
            Permission::SharingEdit,
            Permission::SharingEnd,
        ]
        .into_iter()
        .any(|p| self.has(p))
        {
            set = set.with(Permission::SharingSee);
        }
        if !set.is_empty() {
            set = set.with(Permission::View);
        }
        set
    }

    /// The permissions in it, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |p| self.has(*p))
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(items: I) -> Self {
        items.into_iter().fold(Self::EMPTY, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn implications() {
        let closed = |p: Permission| PermissionSet::EMPTY.with(p).closed();
        assert_eq!(closed(Permission::Manage).iter().count(), Permission::ALL.len());
        assert!(closed(Permission::Analyze).has(Permission::View));
        assert!(!closed(Permission::Analyze).has(Permission::ExportData));
        assert!(closed(Permission::SharingCreate).has(Permission::SharingSee));
        assert!(PermissionSet::EMPTY.closed().is_empty());
    }
}
