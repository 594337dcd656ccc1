//! Wire types of explanations: every path that gives or takes, as a sentence and in its parts.

use access::explain::{On, Step as Told};
use model::level::Level;
use model::name::Title;
use serde::Serialize;

/// Why somebody can open the dashboard, or not.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Explanation {
    /// What it amounts to; null: does not open.
    pub level: Option<Level>,
    /// Every path, in the order of the decision.
    pub steps: Vec<Step>,
}

/// One path, as a sentence and in its parts.
#[derive(Debug, Default, Serialize, utoipa::ToSchema)]
pub struct Step {
    /// A stable word.
    pub kind: &'static str,
    /// `gives`, `takes` or `limits`.
    pub effect: &'static str,
    /// A sentence.
    pub text: String,
    /// What it gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<&'static str>,
    /// Whose grant or block it is: `user:ID`, `group:ID` or `all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Their name; absent for all users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The folder or policy it comes from; absent when it is on the object itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Origin>,
    /// Names of the groups from the principal up to the group that has it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<String>,
    /// Name of the workspace that it is about: where it was made, managed, missing; the own one for what limits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace: Option<String>,
    /// Made in a workspace above the one where it is opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<bool>,
}

/// Where a grant or block comes from.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Origin {
    /// `workspace`, `group`, `folder` or `policy`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// As shown.
    pub name: String,
}

impl Explanation {
    /// The wire form.
    pub fn from(explanation: &access::explain::Explanation) -> Self {
        Self {
            level: explanation.level,
            steps: explanation.steps.iter().map(Step::from).collect(),
        }
    }
}

impl Step {
    /// The wire form.
    pub fn from(step: &Told) -> Self {
        let text = |title: &Title| Some(title.to_string());
        let names = |titles: &[Title]| titles.iter().map(ToString::to_string).collect();
        let mut wire = Self {
            kind: step.kind(),
            effect: step.effect().as_str(),
            text: step.to_string(),
            ..Self::default()
        };
        match step {
            Told::Disabled | Told::Restricted => {}
            Told::MissingView { workspace } | Told::View { workspace } => wire.workspace = text(workspace),
            Told::ReadOnlyHere { home } | Told::MayNotSave { home } => wire.workspace = text(home),
            Told::Manage { workspace, level } => {
                wire.workspace = text(workspace);
                wire.level = Some(level.as_str());
            }
            Told::Grant {
                level,
                to,
                name,
                on,
                through,
                workspace,
                above,
            } => {
                wire.level = Some(level.as_str());
                wire.to = Some(to.to_string());
                wire.name = name.as_ref().and_then(text);
                wire.on = place(on);
                wire.through = names(through);
                wire.workspace = text(workspace);
                wire.above = Some(*above);
            }
            Told::Block {
                to,
                name,
                on,
                through,
                workspace,
            } => {
                wire.to = Some(to.to_string());
                wire.name = name.as_ref().and_then(text);
                wire.on = place(on);
                wire.through = names(through);
                wire.workspace = text(workspace);
            }
        }
        wire
    }
}

fn place(on: &On) -> Option<Origin> {
    let (kind, id, name) = match on {
        On::Itself => return None,
        On::Folder(id, name) => ("folder", id.to_string(), name),
        On::Policy(id, name) => ("policy", id.to_string(), name),
    };
    Some(Origin {
        kind,
        id,
        name: name.to_string(),
    })
}
