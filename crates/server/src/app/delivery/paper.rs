//! A dashboard on paper: what stands on it and below it, for one caller. How it is set is in `render`.

use std::sync::Arc;

use access::op::Op;
use identity::caller::Caller;
use model::answer::Answer;
use model::document::Document;
use model::invalid::Invalid;
use render::{Footer, Page, PaperWidget, Period, Printed, Reader, Reading};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::app::ask::Opened;
use crate::app::error::Error;

/// The language in which paper is read. Its clock is the dashboard's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PaperLocale {
    /// BCP 47, such as `de-AT`.
    pub locale: String,
}

impl PaperLocale {
    /// English where nothing was said.
    ///
    /// # Errors
    /// A locale that is none.
    pub fn new(locale: Option<String>) -> Result<Self, Invalid> {
        let locale = locale.unwrap_or_else(|| "en".to_owned());
        let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if !locale.split('-').all(is_part) {
            return Err(Invalid::at("/locale", "a language tag such as en or de-AT is needed"));
        }
        Ok(Self { locale })
    }
}

/// The answer of a widget, if it asks anything.
pub(super) type Answered = Result<Option<Arc<Answer>>, Error>;

impl App {
    /// The dashboard as PDF, with what was answered to each of its widgets; what failed is said on the page. Every page carries the watermark,
    /// if there is one.
    pub(super) async fn paper(
        &self,
        op: &Op,
        (opened, inputs, answers): (&Opened, &query::Inputs, Vec<Answered>),
        (page, reads): (Page, PaperLocale),
        watermark: Option<&str>,
    ) -> Result<Vec<u8>, Error> {
        let document = opened.dashboard.document.clone();
        let footer = Footer {
            watermark: watermark.unwrap_or_default().to_owned(),
            ..self.footer(op, opened, inputs, &reads)
        };
        let zone = inputs.calendar.zone;
        let title = opened.dashboard.title.to_string();
        let drawer = Arc::clone(&self.drawer);
        let made_at = op.now;
        let period = inputs.from.map(|from| Period {
            from: from.to_rfc3339(),
            to: inputs.to.unwrap_or(made_at).to_rfc3339(),
        });
        let made = tokio::task::spawn_blocking(move || {
            let widgets: Vec<_> = document
                .widgets
                .iter()
                .zip(&answers)
                .map(|(widget, answer)| PaperWidget {
                    widget,
                    content: match answer {
                        Ok(answer) => Ok(answer.as_deref()),
                        Err(_) => Err(render::not_answered(&reads.locale).to_owned()),
                    },
                })
                .collect();
            let reader = Reader {
                locale: &reads.locale,
                time_zone: zone.name(),
                period: period.as_ref(),
            };
            render::pdf(&drawer, &title, &widgets, &page, &footer, &reader, made_at.into())
        });
        let made = made.await.map_err(|error| Error::Internal(error.to_string()))?;
        let Printed { bytes, missing } = made.map_err(|error| Error::Internal(error.to_string()))?;
        if !missing.is_empty() {
            // The scripts, not the words: what was written is the reader's. The document itself says it, too.
            tracing::warn!(dashboard = %opened.dashboard.id, characters = missing.len(), scripts = %missing.scripts(), "characters without a font stand as boxes in an export");
        }
        Ok(bytes)
    }

    /// What each widget answers under the caller's scope, in the order of the document.
    pub(super) async fn answers(
        &self,
        op: &Op,
        opened: &Opened,
        document: &Document,
        inputs: &query::Inputs,
    ) -> Vec<Answered> {
        let asked = document.widgets.iter().map(async |widget| {
            if widget.question.is_none() {
                return Ok(None);
            }
            let answer = self.answer(&opened.scope, document, widget.id.as_str(), inputs, op);
            answer.await.map(Some)
        });
        futures::future::join_all(asked).await
    }

    fn footer(&self, op: &Op, opened: &Opened, inputs: &query::Inputs, reads: &PaperLocale) -> Footer {
        let made_by = match &op.caller {
            Caller::User { id, .. } | Caller::Job { owner: id } => self
                .gate
                .user(*id)
                .map_or_else(String::new, |user| user.name.to_string()),
            Caller::Share { .. } => self.gate.title_for(&op.caller).unwrap_or_default(),
            Caller::System { .. } | Caller::Nobody => String::new(),
        };
        let reading = Reading {
            made_by: &made_by,
            made_at: op.now,
            chosen: &chosen_by_name(opened, inputs),
            from: inputs.from,
            to: inputs.to,
            limited: opened.scope.datasets().any(|(_, dataset)| dataset.rows.is_some()),
            eyes: opened.eyes.as_deref(),
        };
        Footer::new(&reading, &reads.locale, inputs.calendar.zone.name())
    }
}

/// The chosen values as a reader knows them; hidden variables are not named.
fn chosen_by_name(opened: &Opened, inputs: &query::Inputs) -> Vec<(String, String)> {
    let shown = opened.dashboard.document.variables.iter();
    let shown = shown.filter(|variable| !opened.locks.hides(variable.name.as_str()));
    shown
        .filter_map(|variable| {
            let chosen = inputs.variables.get(&variable.name)?;
            let name = variable.label.as_deref().unwrap_or(variable.name.as_str());
            let values: Vec<_> = chosen.literals().iter().map(ToString::to_string).collect();
            Some((name.to_owned(), values.join(", ")))
        })
        .collect()
}
