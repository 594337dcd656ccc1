//! What the demo tells: who can sign in with what, and every link. As text for people and as `demo.json` for scripts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::data_folder;

/// The contents of `demo.json`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Sheet {
    pub(super) base: String,
    #[serde(default)]
    pub(super) administrator: String,
    pub(super) users: BTreeMap<String, Person>,
    pub(super) groups: BTreeMap<String, String>,
    pub(super) workspaces: BTreeMap<String, String>,
    pub(super) datasets: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) folders: BTreeMap<String, String>,
    pub(super) dashboards: BTreeMap<String, String>,
    pub(super) shares: BTreeMap<String, SharedLink>,
}

/// Somebody who can sign in.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) email: String,
    pub(super) password: String,
    pub(super) token: String,
    pub(super) is: String,
}

/// A share and its link.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SharedLink {
    pub(super) id: String,
    pub(super) link: String,
}

fn path(app: &App) -> PathBuf {
    app.config.data.join("demo.json")
}

impl Sheet {
    /// Reads what an earlier start wrote; addresses follow the present one.
    pub(super) fn read(app: &App) -> anyhow::Result<Self> {
        let path = path(app);
        let text = std::fs::read(&path)
            .with_context(|| format!("{} is missing: this folder holds another organisation", path.display()))?;
        let mut sheet: Self = serde_json::from_slice(&text)?;
        let before = std::mem::take(&mut sheet.base);
        for share in sheet.shares.values_mut() {
            if let Some(rest) = share.link.strip_prefix(&before) {
                share.link = format!("{}{rest}", app.config.base_url);
            }
        }
        sheet.write(app)?;
        sheet.base = app.config.base_url.to_string();
        Ok(sheet)
    }

    /// Writes `demo.json`, readable by its owner only.
    pub(super) fn write(&self, app: &App) -> anyhow::Result<()> {
        let mut json = serde_json::to_value(self)?;
        if let Some(object) = json.as_object_mut() {
            object.insert("base".to_owned(), app.config.base_url.to_string().into());
        }
        data_folder::write_secret(&path(app), &serde_json::to_vec_pretty(&json)?)?;
        Ok(())
    }

    /// The sheet for people.
    pub(super) fn in_words(&self) -> String {
        let mut text = String::from("\nSign in as\n");
        for person in self.users.values() {
            let _ = writeln!(text, "  {:<28} {:<22} {}", person.email, person.password, person.is);
        }
        text.push_str("\nLinks that need no account\n");
        for (key, share) in &self.shares {
            let _ = writeln!(text, "  {key:<18} {}", share.link);
        }
        text
    }
}
