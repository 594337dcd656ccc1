//! Exports: a PDF of a dashboard or the CSV of a widget, made in the background, bound to its maker, decided again at download.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use access::action::{DashboardAt, ExportData, ExportDocument, Open};
use access::denied::Denied;
use access::op::Op;
use chrono::TimeDelta;
use deliver::{Artifact, Folder};
use identity::caller::Caller;
use model::Instant;
use model::answer::Answer;
use model::document::Document;
use model::id::ExportId;
use model::invalid::Invalid;
use render::{Footer, Page, PaperWidget, Period, Reader, Reading};

use crate::app::App;
use crate::app::ask::{Chosen, Opened};
use crate::app::error::Error;

/// Files are kept so long.
const KEPT_HOURS: i64 = 1;

/// What is wanted.
#[derive(Debug, Clone)]
pub enum Format {
    /// The dashboard on paper.
    Pdf(Page, Reads),
    /// One widget's answer.
    Csv {
        /// Which widget.
        widget: String,
    },
}

/// Who reads the paper: language and clock.
#[derive(Debug, Clone)]
pub struct Reads {
    /// BCP 47, such as `de-AT`.
    pub locale: String,
    /// IANA zone, such as `Europe/Vienna`.
    pub time_zone: String,
}

impl Reads {
    /// English and UTC where nothing was said.
    ///
    /// # Errors
    /// A zone that the IANA database does not have, or a locale that is none.
    pub fn new(locale: Option<String>, time_zone: Option<String>) -> Result<Self, Invalid> {
        let locale = locale.unwrap_or_else(|| "en".to_owned());
        let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if !locale.split('-').all(is_part) {
            return Err(Invalid::at("/locale", "a language tag such as en or de-AT is needed"));
        }
        let time_zone = time_zone.unwrap_or_else(|| "UTC".to_owned());
        if !render::is_zone(&time_zone) {
            return Err(Invalid::at(
                "/time_zone",
                "no such time zone; name one as Europe/Vienna",
            ));
        }
        Ok(Self { locale, time_zone })
    }
}

/// An export that was asked for.
#[derive(Debug, Clone)]
struct Export {
    maker: Caller,
    at: DashboardAt,
    format: Format,
    title: String,
    made_at: Instant,
    state: State,
}

#[derive(Debug, Clone)]
enum State {
    Running,
    Ready,
    Failed,
}

/// What a download finds.
#[derive(Debug)]
pub enum Download {
    /// Ask again in a moment.
    Running,
    /// The file.
    Ready {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Its media type.
        media_type: &'static str,
        /// A file name for the reader.
        name: String,
    },
}

/// Exports of this process. A restart forgets them; their makers ask again.
#[derive(Debug)]
pub struct Exports {
    folder: Folder,
    all: Mutex<HashMap<ExportId, Export>>,
}

impl Exports {
    /// Opens the folder for files.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn open(folder: PathBuf) -> anyhow::Result<Self> {
        Ok(Self {
            folder: Folder::open(folder)?,
            all: Mutex::default(),
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<ExportId, Export>) -> T) -> T {
        act(&mut self.all.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn set(&self, id: ExportId, state: State) {
        self.with(|all| {
            if let Some(export) = all.get_mut(&id) {
                export.state = state;
            }
        });
    }

    /// Forgets exports that are too old, with their files.
    pub(crate) fn sweep(&self, now: Instant) {
        let old: Vec<_> = self.with(|all| {
            let too_old = |export: &Export| export.made_at + TimeDelta::hours(KEPT_HOURS) < now;
            all.extract_if(|_, export| too_old(export)).map(|(id, _)| id).collect()
        });
        for id in old {
            if let Err(error) = self.folder.remove(&id.to_string()) {
                tracing::warn!(%error, "an old export could not be removed");
            }
        }
    }
}

impl App {
    /// Begins an export.
    ///
    /// # Errors
    /// Not allowed, wrong values.
    pub async fn begin_export(
        self: &Arc<Self>,
        op: &Op,
        at: DashboardAt,
        format: Format,
        chosen: Chosen,
    ) -> Result<ExportId, Error> {
        let may = self.gate.allow::<Open>(op, at)?;
        self.may_export(op, at, &format)?;
        let opened = self.open_for(&may).await?;
        if let Format::Csv { widget } = &format
            && opened
                .dashboard
                .document
                .widget(widget)
                .is_none_or(|widget| widget.question.is_none())
        {
            return Err(Invalid::at("/widget", "this dashboard has no such widget with data").into());
        }
        self.inputs(op, at, &opened, &chosen).await?;
        let id = ExportId::new(op.now);
        let title = opened.dashboard.title.to_string();
        let export = Export {
            maker: op.caller.clone(),
            at,
            format,
            title,
            made_at: op.now,
            state: State::Running,
        };
        self.exports.with(|all| all.insert(id, export.clone()));
        let app = Arc::clone(self);
        let op = op.clone();
        tokio::spawn(async move {
            let state = match app.run_export(&op, id, &export, &chosen).await {
                Ok(()) => State::Ready,
                Err(error) => {
                    tracing::warn!(%error, export = %id, "an export failed");
                    State::Failed
                }
            };
            app.exports.set(id, state);
        });
        Ok(id)
    }

    fn may_export(&self, op: &Op, at: DashboardAt, format: &Format) -> Result<(), Error> {
        match format {
            Format::Pdf(..) => {
                let _may = self.gate.allow::<ExportDocument>(op, at)?;
            }
            Format::Csv { .. } => {
                let _may = self.gate.allow::<ExportData>(op, at)?;
            }
        }
        Ok(())
    }

    /// The file, for its maker, as long as the maker may still have it.
    ///
    /// # Errors
    /// Unknown, somebody else's, or no longer allowed: the same. It failed.
    pub async fn download_export(&self, op: &Op, id: ExportId) -> Result<Download, Error> {
        if op.caller == Caller::Nobody {
            return Err(Denied::Nobody.into());
        }
        let export = self
            .exports
            .with(|all| all.get(&id).cloned())
            .ok_or_else(Error::hidden)?;
        if !same_maker(&export.maker, &op.caller) {
            return Err(Error::hidden());
        }
        let _may = self.gate.allow::<Open>(op, export.at)?;
        self.may_export(op, export.at, &export.format)?;
        match export.state {
            State::Running => Ok(Download::Running),
            State::Failed => Err(Error::Internal("the export failed".to_owned())),
            State::Ready => {
                let mut file = self
                    .exports
                    .folder
                    .get(&id.to_string())
                    .map_err(|error| Error::Internal(error.to_string()))?;
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes)?;
                let (media_type, ending) = match export.format {
                    Format::Pdf(..) => ("application/pdf", "pdf"),
                    Format::Csv { .. } => ("text/csv; charset=utf-8", "csv"),
                };
                let name = format!("{}.{ending}", export.title);
                Ok(Download::Ready {
                    bytes,
                    media_type,
                    name,
                })
            }
        }
    }

    async fn run_export(&self, op: &Op, id: ExportId, export: &Export, chosen: &Chosen) -> Result<(), Error> {
        let op = Op::new(op.caller.clone(), op.request, crate::clock::now());
        let may = self.gate.allow::<Open>(&op, export.at)?;
        let opened = self.open_for(&may).await?;
        let inputs = self.inputs(&op, export.at, &opened, chosen).await?;
        let (bytes, media_type) = match &export.format {
            Format::Csv { widget } => {
                let answer = self
                    .answer(&opened.scope, &opened.dashboard.document, widget, &inputs, &op)
                    .await?;
                (
                    render::csv::csv(&answer, &render::csv::CsvOptions::default()),
                    "text/csv",
                )
            }
            Format::Pdf(page, reads) => (
                self.paper(&op, &opened, &inputs, *page, reads.clone()).await?,
                "application/pdf",
            ),
        };
        let artifact = Artifact {
            name: export.title.clone(),
            media_type: media_type.to_owned(),
            bytes,
        };
        self.exports
            .folder
            .put(&id.to_string(), &artifact)
            .map_err(|error| Error::Internal(error.to_string()))?;
        Ok(())
    }

    /// The dashboard as PDF, every widget asked under the caller's scope; what fails is said on the page.
    async fn paper(
        &self,
        op: &Op,
        opened: &Opened,
        inputs: &query::Inputs,
        page: Page,
        reads: Reads,
    ) -> Result<Vec<u8>, Error> {
        let document = opened.dashboard.document.clone();
        let answers = self.answers(op, opened, &document, inputs).await;
        let footer = self.footer(op, opened, inputs, &reads);
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
                time_zone: &reads.time_zone,
                period: period.as_ref(),
            };
            render::pdf(&drawer, &title, &widgets, &page, &footer, &reader, made_at.into())
        });
        let made = made.await.map_err(|error| Error::Internal(error.to_string()))?;
        made.map_err(|error| Error::Internal(error.to_string()))
    }

    async fn answers(
        &self,
        op: &Op,
        opened: &Opened,
        document: &Document,
        inputs: &query::Inputs,
    ) -> Vec<Result<Option<Arc<Answer>>, Error>> {
        let asked = document.widgets.iter().map(async |widget| {
            if widget.question.is_none() {
                return Ok(None);
            }
            let answer = self.answer(&opened.scope, document, widget.id.as_str(), inputs, op);
            answer.await.map(Some)
        });
        futures::future::join_all(asked).await
    }

    fn footer(&self, op: &Op, opened: &Opened, inputs: &query::Inputs, reads: &Reads) -> Footer {
        let made_by = match &op.caller {
            Caller::User { id, .. } | Caller::Job { owner: id } => self
                .gate
                .user(*id)
                .map_or_else(String::new, |user| user.name.to_string()),
            Caller::Share { id, .. } => self.gate.share_title(*id).unwrap_or_default(),
            Caller::Nobody => String::new(),
        };
        let reading = Reading {
            made_by: &made_by,
            made_at: op.now,
            chosen: &chosen_by_name(opened, inputs),
            from: inputs.from,
            to: inputs.to,
            limited: opened.scope.datasets().any(|(_, dataset)| dataset.rows.is_some()),
        };
        Footer::new(&reading, &reads.locale, &reads.time_zone)
    }
}

/// An export belongs to the user, whatever session asks for it, and to one reader's session of a share.
fn same_maker(maker: &Caller, caller: &Caller) -> bool {
    match (maker, caller) {
        (Caller::User { id: maker, .. }, Caller::User { id, .. }) => maker == id,
        _ => maker == caller,
    }
}

/// The chosen values as a reader knows them; hidden variables are not named.
fn chosen_by_name(opened: &Opened, inputs: &query::Inputs) -> Vec<(String, String)> {
    let hidden = |name: &str| opened.locks.variables.get(name).is_some_and(|lock| lock.hidden);
    let shown = opened.dashboard.document.variables.iter();
    let shown = shown.filter(|variable| !hidden(variable.name.as_str()));
    shown
        .filter_map(|variable| {
            let chosen = inputs.variables.get(&variable.name)?;
            let name = variable.label.as_deref().unwrap_or(variable.name.as_str());
            let values: Vec<_> = chosen.literals().iter().map(ToString::to_string).collect();
            Some((name.to_owned(), values.join(", ")))
        })
        .collect()
}
