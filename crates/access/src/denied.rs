//! A refusal. It knows whether the caller may learn that the object exists; the edge turns it into 401, 403 or 404.

/// Why `Gate::allow` gave no proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// There is no caller: sign in first.
    #[error("nobody is signed in")]
    Nobody,
    /// The object does not exist, or the caller may not know that it does. The two are not told apart.
    #[error("not found")]
    Hidden,
    /// The caller may see the object but not do this to it.
    #[error("not allowed: {0}")]
    Forbidden(Reason),
}

/// Why something visible may not be done. Each has a sentence in the interface's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A permission on the workspace is missing.
    MissingPermission(model::permission::Permission),
    /// The level on the dashboard is too low.
    LevelTooLow,
    /// Nobody gives, changes or removes a level above their own.
    AboveOwnLevel,
    /// Edit goes only to principals of the dashboard's own workspace.
    EditOutsideOwnWorkspace,
    /// A grant from above cannot be changed here.
    Inherited,
    /// The dashboard is opened outside of its own workspace.
    ReadOnlyHere,
    /// The token may only read.
    ReadOnlyToken,
    /// The token counts only in a part of the organisation.
    NarrowedToken,
    /// The share does not have this ability.
    MissingAbility,
    /// The last manager of the organisation stays.
    LastManager,
    /// The object is not in a state for this.
    WrongState,
    /// Nobody changes the entry of somebody above them.
    AboveYou,
    /// What comes from elsewhere cannot be removed here.
    InheritedStays,
    /// It would lift a block.
    LiftsBlock,
    /// Something in the folder is closed to the caller, so that they cannot hand it on.
    ClosedBelow,
    /// A folder cannot lie in itself or in what lies in it.
    Circle,
    /// Folders nest no deeper.
    TooDeep,
    /// There is still something in it.
    NotEmpty,
    /// The dashboard is restricted: it is not shared to the outside.
    Restricted,
    /// The dashboard shows somebody's data; only who could set this shares it to the outside.
    ForeignIdentity,
    /// Nobody active with access to the workspace has this id.
    NoSuchIdentity,
    /// Questions are approved by whoever's rows they show.
    NotTheirRows,
    /// A row rule of a workspace that the caller does not manage reads this setting.
    ReadByRule,
}

impl Reason {
    /// The key of its sentence in the interface's texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MissingPermission(_) => "missing_permission",
            Self::LevelTooLow => "level_too_low",
            Self::AboveOwnLevel => "above_own_level",
            Self::EditOutsideOwnWorkspace => "edit_outside_own_workspace",
            Self::Inherited => "inherited",
            Self::ReadOnlyHere => "read_only_here",
            Self::ReadOnlyToken => "read_only_token",
            Self::NarrowedToken => "narrowed_token",
            Self::MissingAbility => "missing_ability",
            Self::LastManager => "last_manager",
            Self::WrongState => "wrong_state",
            Self::AboveYou => "above_you",
            Self::InheritedStays => "inherited_stays",
            Self::LiftsBlock => "lifts_block",
            Self::ClosedBelow => "closed_below",
            Self::Circle => "circle",
            Self::TooDeep => "too_deep",
            Self::NotEmpty => "not_empty",
            Self::Restricted => "restricted",
            Self::ForeignIdentity => "foreign_identity",
            Self::NoSuchIdentity => "no_such_identity",
            Self::NotTheirRows => "not_their_rows",
            Self::ReadByRule => "read_by_rule",
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::MissingPermission(permission) => write!(f, "the permission {} is missing", permission.as_str()),
            Self::LevelTooLow => f.write_str("your level on this dashboard is too low"),
            Self::AboveOwnLevel => f.write_str("nobody gives more than they have"),
            Self::EditOutsideOwnWorkspace => f.write_str("edit goes only to members of the dashboard's own workspace"),
            Self::Inherited => f.write_str("this grant comes from above and cannot be changed here"),
            Self::ReadOnlyHere => f.write_str("this dashboard comes from a workspace above and is read-only here"),
            Self::ReadOnlyToken => f.write_str("this token may only read"),
            Self::NarrowedToken => f.write_str("this token counts only in a part of the organisation"),
            Self::MissingAbility => f.write_str("this share does not allow it"),
            Self::LastManager => f.write_str("the organisation keeps at least one active manager"),
            Self::WrongState => f.write_str("its state does not allow this"),
            Self::AboveYou => f.write_str("they have more than you: you cannot change or remove it"),
            Self::InheritedStays => f.write_str("it comes from elsewhere and cannot be removed here"),
            Self::LiftsBlock => f.write_str("it would lift a block; whoever manages the workspace may do it"),
            Self::ClosedBelow => {
                f.write_str("something in this folder is closed to you, so that you cannot hand it on")
            }
            Self::Circle => f.write_str("a folder cannot lie in itself"),
            Self::TooDeep => f.write_str("folders nest no deeper"),
            Self::NotEmpty => f.write_str("there is still something in it"),
            Self::Restricted => f.write_str("this dashboard is restricted: it is not shared to the outside"),
            Self::ForeignIdentity => f.write_str(
                "this dashboard shows another person's data; only who could set this shares it to the outside",
            ),
            Self::NoSuchIdentity => f.write_str("choose an active user who has access to the workspace"),
            Self::NotTheirRows => f.write_str(
                "questions are approved by whoever's rows they show: the owner, who could choose the displayed eyes, or a manager",
            ),
            Self::ReadByRule => {
                f.write_str("a row rule reads this setting; whoever manages the workspace of the rule may change it")
            }
        }
    }
}
