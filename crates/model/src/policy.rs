//! A policy: a named grant or block whose object is a tag instead of one dashboard. Which dashboards it meets is decided in `access`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::id::{PolicyId, WorkspaceId};
use crate::level::GrantLevel;
use crate::name::{Tag, Title};
use crate::principal::Principal;

/// A policy as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Never reused.
    pub id: PolicyId,
    /// Where it was made.
    pub workspace: WorkspaceId,
    /// What its writer said.
    #[serde(flatten)]
    pub rule: PolicyRule,
}

/// What the writer of a policy says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyRule {
    /// What people call it; rights never depend on it, and several may have the same.
    pub name: Title,
    /// Dashboards of which workspaces.
    #[serde(default)]
    pub reach: Reach,
    /// Dashboards that carry this tag.
    pub tag: TagSelector,
    /// To whom.
    pub principal: Principal,
    /// What.
    pub level: GrantLevel,
}

crate::words! {
    /// How far a policy reaches.
    #[derive(Default)]
    pub enum Reach as "PolicyReach" {
        /// Dashboards whose own workspace is the policy's.
        #[default]
        Here = "here",
        /// Those of all workspaces below too.
        HereAndBelow = "here_and_below",
    }
}

/// `key=value`, compared letter by letter with the tags of dashboards. A text that no tag can equal is not a selector:
/// a policy that can match nothing is refused when it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagSelector(Tag);

impl TagSelector {
    /// Takes the text if a tag can equal it.
    ///
    /// # Errors
    /// What the rule is, as a sentence for the writer.
    pub fn new(text: &str) -> Result<Self, &'static str> {
        const RULE: &str =
            "a policy names a tag as key=value, at most 100 characters in one line, with both sides filled";
        let tag = Tag::new(text).map_err(|_| RULE)?;
        let filled = tag
            .as_str()
            .split_once('=')
            .is_some_and(|(key, value)| !key.trim().is_empty() && !value.trim().is_empty());
        if filled { Ok(Self(tag)) } else { Err(RULE) }
    }

    /// The tag it selects.
    #[must_use]
    pub const fn tag(&self) -> &Tag {
        &self.0
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for TagSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for TagSelector {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for TagSelector {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        Self::new(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invalid::parse;

    /// research: tagoio-inet.md D2 vectors 10 and 11: what can never match is refused when it is written.
    #[test]
    fn selectors_that_match_nothing_are_refused() {
        for bad in [
            "",
            "org",
            "=a",
            "org=",
            "org= ",
            " =a",
            "org=\n",
            &format!("org={}", "x".repeat(100)),
        ] {
            assert!(TagSelector::new(bad).is_err(), "{bad}");
        }
        for good in ["org=a", "org=a=b", "carrier=UA", "Org=\"Ä\"", "k=v w"] {
            assert_eq!(TagSelector::new(good).unwrap().as_str(), good);
        }
    }

    #[test]
    fn faults_of_a_written_policy_point_to_their_place() {
        let good =
            r#"{"name":"Ops see ops","reach":"here_and_below","tag":"team=ops","principal":"all","level":"view"}"#;
        let rule: PolicyRule = parse(good.as_bytes()).unwrap();
        assert_eq!((rule.reach, rule.level), (Reach::HereAndBelow, GrantLevel::View));
        assert_eq!(serde_json::to_string(&rule).unwrap(), good);
        for (from, to, pointer) in [
            ("team=ops", "team", "/tag"),
            ("here_and_below", "everywhere", "/reach"),
            ("\"view\"", "\"arrangement\"", "/level"),
            ("\"all\"", "\"everybody\"", "/principal"),
            ("Ops see ops", " ", "/name"),
            ("\"name\"", "\"names\"", "/names"),
        ] {
            let fault = parse::<PolicyRule>(good.replacen(from, to, 1).as_bytes()).unwrap_err();
            assert_eq!(fault.faults[0].pointer, pointer, "{to}");
        }
    }
}
