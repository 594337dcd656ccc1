//! Whether a share opens, and why it ended.

/// Whether a share opens. Nothing comes back from `Ended`, but for what somebody takes over because its owner lost access: that is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ShareState {
    /// Opens.
    Live,
    /// Does not open until somebody resumes it.
    Paused,
    /// Never opens again.
    Ended(EndReason),
}

impl ShareState {
    /// The state from the words it is kept in. One that is not known here counts as ended, so that nothing opens by a mistake.
    #[must_use]
    pub fn parse(word: &str, reason: Option<&str>) -> Self {
        match word {
            "live" => Self::Live,
            "paused" => Self::Paused,
            _ => Self::Ended(reason.map_or(EndReason::Unknown, EndReason::kept)),
        }
    }

    /// The word of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Paused => "paused",
            Self::Ended(_) => "ended",
        }
    }

    /// Why it ended.
    #[must_use]
    pub const fn reason(self) -> Option<EndReason> {
        match self {
            Self::Ended(reason) => Some(reason),
            Self::Live | Self::Paused => None,
        }
    }

    /// Whether it is live or paused: it may open now or later.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Ended(_))
    }
}

crate::words! {
    /// Why a share ended.
    pub enum EndReason {
        /// Somebody ended it.
        Revoked = "revoked",
        /// Its time was up.
        Expired = "expired",
        /// Its views were used up.
        UsedUp = "used_up",
        /// The dashboard is gone.
        DashboardDeleted = "dashboard_deleted",
        /// The owner may no longer share the dashboard.
        OwnerLostAccess = "owner_lost_access",
        /// The owner is no longer to be shown as the sharer.
        ConsentWithdrawn = "consent_withdrawn",
        /// A switch of the organisation.
        SwitchedOff = "switched_off",
        /// What the organisation says of shares does not allow it any more.
        Policy = "policy",
        /// A newer program ended it, for a reason that this one does not know.
        Unknown = "unknown",
    }
}

impl EndReason {
    /// The reason of this word; a word that is not known here is a newer program's.
    #[must_use]
    pub fn kept(word: &str) -> Self {
        word.parse().unwrap_or(Self::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_as_they_were_kept() {
        for reason in EndReason::ALL {
            let state = ShareState::Ended(*reason);
            assert_eq!(ShareState::parse(state.as_str(), Some(reason.as_str())), state);
        }
        for state in [ShareState::Live, ShareState::Paused] {
            assert_eq!(ShareState::parse(state.as_str(), None), state);
        }
    }

    #[test]
    fn what_is_not_known_does_not_open() {
        let unknown = ShareState::Ended(EndReason::Unknown);
        assert_eq!(ShareState::parse("ended", Some("over_budget")), unknown);
        assert_eq!(ShareState::parse("waiting", None), unknown);
        assert!(!unknown.is_open());
    }
}
