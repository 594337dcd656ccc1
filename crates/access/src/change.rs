//! Changes of facts: which kinds of facts there are, a change of them as the gate takes it, and what a change touched. How it is
//! taken is in `snapshot`; who is concerned by it is in `basis`.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr as _;

use model::id::{BadId, DashboardId, DatasetId, FolderId, GroupId, RowRuleId, ShareId, UserId, WorkspaceId};
use model::people::{Group, User};
use model::policy::Policy;
use model::principal::Principal;
use model::row_rule::RowRule;
use model::share::Share;

use crate::facts::{DashboardGrants, DatasetFact, FolderGrants, WorkspaceFacts};

/// The one list of kinds: `Kind(Id) "word in the log" => field of the patch: what replaces all that is known of one object`.
/// A kind added here does not compile until the store reads it and the snapshot takes it.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $word:literal => $field:ident: $entry:ty;)*) => {
        /// A kind of object that decisions rest on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FactKind {
            $($(#[$doc])* $kind,)*
        }

        /// An object that decisions rest on, with all that the gate knows of it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fact {
            $($(#[$doc])* $kind($id),)*
        }

        impl FactKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// The word in the store's log. Words are kept for ever.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)*
                }
            }

            /// The object of this kind with the id that is written there.
            ///
            /// # Errors
            /// It is no such id.
            pub fn read(self, object: &str) -> Result<Fact, BadId> {
                Ok(match self {
                    $(Self::$kind => Fact::$kind(<$id>::from_str(object)?),)*
                })
            }
        }

        impl Fact {
            /// Of which kind it is.
            #[must_use]
            pub const fn kind(self) -> FactKind {
                match self {
                    $(Self::$kind(_) => FactKind::$kind,)*
                }
            }
        }

        /// The id alone.
        impl fmt::Display for Fact {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$kind(id) => id.fmt(f),)*
                }
            }
        }

        /// A change of facts. Each entry replaces all that is known of one object; `None`: it is gone. What is not named stays.
        /// A deleted principal's grants need no entries of their own: they count for nobody from then on.
        #[derive(Debug, Clone, Default)]
        pub struct FactPatch {
            /// The patch holds all that changed after this generation (and may hold more).
            pub since: u64,
            /// The generation that it leads to.
            pub generation: u64,
            $($(#[$doc])* pub $field: Vec<($id, $entry)>,)*
        }

        impl FactPatch {
            /// The objects that it names.
            pub fn facts(&self) -> impl Iterator<Item = Fact> + '_ {
                let none = std::iter::empty();
                $(let none = none.chain(self.$field.iter().map(|(id, _)| Fact::$kind(*id)));)*
                none
            }
        }
    };
}

kinds! {
    /// Users.
    User(UserId) "user" => users: Option<User>;
    /// Groups with their parents, members and rules.
    Group(GroupId) "group" => groups: Option<Group>;
    /// Workspaces with the permissions held on them.
    Workspace(WorkspaceId) "workspace" => workspaces: Option<WorkspaceFacts>;
    /// Folders with the grants on them.
    Folder(FolderId) "folder" => folders: Option<FolderGrants>;
    /// All policies of a workspace.
    Policies(WorkspaceId) "policies" => policies: Vec<Policy>;
    /// Dashboards with the grants on them. Shares are facts of their own.
    Dashboard(DashboardId) "dashboard" => dashboards: Option<DashboardGrants>;
    /// Datasets.
    Dataset(DatasetId) "dataset" => datasets: Option<DatasetFact>;
    /// Row rules.
    RowRule(RowRuleId) "row_rule" => row_rules: Option<RowRule>;
    /// Shares.
    Share(ShareId) "share" => shares: Option<Share>;
    /// All that one user may see by relation.
    See(UserId) "see" => see: Vec<Principal>;
}

impl FactKind {
    /// The kind of a word in the log; `None`: a newer program wrote it.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

/// The gate's facts are older than what a patch builds on: read all facts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("facts between generation {known} and {since} are missing")]
pub struct Behind {
    /// Generation of the facts in use.
    pub known: u64,
    /// What the patch builds on.
    pub since: u64,
}

/// What a change touched: the objects it named, and those for whom it has consequences (the users of a changed group, the
/// workspace of a changed dataset). May name more than what really changed, never less.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    everything: bool,
    facts: BTreeSet<Fact>,
}

impl Touched {
    /// A change of which nothing is known but that there was one.
    #[must_use]
    pub const fn everything() -> Self {
        Self {
            everything: true,
            facts: BTreeSet::new(),
        }
    }

    /// Adds a fact. After everything, single facts say nothing more and are not kept.
    pub(crate) fn add(&mut self, fact: Fact) {
        if !self.everything {
            self.facts.insert(fact);
        }
    }

    pub(crate) fn add_everything(&mut self) {
        *self = Self::everything();
    }

    /// Takes over what another change touched.
    pub fn join(&mut self, other: Self) {
        if other.everything {
            self.add_everything();
        }
        other.facts.into_iter().for_each(|fact| self.add(fact));
    }

    /// Whether it may have touched any fact.
    #[must_use]
    pub const fn is_everything(&self) -> bool {
        self.everything
    }

    /// The facts, in order. Says nothing where [`Self::is_everything`].
    pub fn facts(&self) -> impl Iterator<Item = Fact> + '_ {
        self.facts.iter().copied()
    }

    /// Whether this fact was touched.
    #[must_use]
    pub fn has(&self, fact: Fact) -> bool {
        self.everything || self.facts.contains(&fact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_ids_are_read_as_they_are_written() {
        let number = 7;
        for kind in FactKind::ALL {
            assert_eq!(FactKind::from_word(kind.as_str()), Some(*kind));
        }
        assert_eq!(FactKind::from_word("moon"), None);
        let user = Fact::User(UserId::from_number(number));
        assert_eq!(user.kind().read(&user.to_string()), Ok(user));
        assert!(FactKind::Group.read(&user.to_string()).is_err());
    }
}
