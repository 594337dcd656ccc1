//! Exports: a PDF of a dashboard or the CSV of a widget. Ordered as a job, made in the background with its maker's rights, bound to its
//! maker, decided again at download. What stands on paper is in the file beside; when the job runs is not known here.

use std::fs::File;
use std::io::{self, Write};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use access::action::{DashboardAt, ExportData, ExportDocument, Open};
use access::denied::Denied;
use access::edition::{Edition, Sight};
use access::op::Op;
use access::proof::Granted;
use access::scope::Scope;
use chrono::TimeDelta;
use deliver::DeliverError;
use identity::caller::{Caller, Owner};
use model::Instant;
use model::document::TimeRange;
use model::id::{DashboardId, ExportId, WorkspaceId};
use model::invalid::Invalid;
use model::zone::Zone;
use query::Locks;
use render::Page;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use store::{Happening, JobState, NewJob};

use crate::app::App;
use crate::app::ask::Chosen;
use crate::app::cells::no_cells_left;
use crate::app::delivery::paper::PaperLocale;
use crate::app::error::{Error, Much};
use crate::limits::EXPORT_HOURS;

/// The kind of these jobs in the store.
pub const KIND: &str = "export";

/// What is wanted.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// The dashboard on paper.
    Pdf(Page, PaperLocale),
    /// One widget's answer.
    Csv {
        /// Which widget.
        widget: String,
    },
}

/// An export as it is ordered and kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    dashboard: DashboardId,
    workspace: WorkspaceId,
    format: Format,
    title: String,
    variables: Map<String, Json>,
    time: Option<TimeRange>,
    /// The clock of who ordered it.
    #[serde(default)]
    zone: Option<Zone>,
    /// When it was ordered, by the dashboard's clock: stands in the file's name.
    #[serde(default)]
    ordered: String,
    /// Where it was ordered from: a share may open from some networks alone.
    #[serde(default)]
    from: Option<IpAddr>,
}

impl Order {
    const fn at(&self) -> DashboardAt {
        DashboardAt {
            dashboard: self.dashboard,
            workspace: self.workspace,
        }
    }
}

/// What a download finds.
#[derive(Debug)]
pub enum Download {
    /// Ask again in a moment.
    Running,
    /// The file.
    Ready {
        /// Open for reading, from its beginning.
        file: File,
        /// How many bytes it has.
        bytes: u64,
        /// Its media type.
        media_type: &'static str,
        /// A file name for the reader.
        name: String,
    },
}

impl App {
    /// Begins an export.
    ///
    /// # Errors
    /// Not allowed, wrong values.
    pub async fn begin_export(
        &self,
        op: &Op,
        at: DashboardAt,
        format: Format,
        chosen: Chosen,
    ) -> Result<ExportId, Error> {
        let may = self.gate.allow::<Open>(op, at)?;
        self.may_export(op, at, &format)?;
        self.count_for_share(&may)?;
        let _most = self.cells_left(&may).await?;
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
        let place = self.quotas.export(op)?;
        let id = ExportId::new(op.now);
        let zone = opened.locks.zone.or(chosen.zone);
        let order = Order {
            dashboard: at.dashboard,
            workspace: at.workspace,
            format,
            title: opened.dashboard.title.to_string(),
            variables: chosen.variables,
            time: chosen.time,
            zone,
            ordered: written(op.now, opened.dashboard.document.calendar(zone).zone),
            from: op.from,
        };
        let owner = Owner::of(&op.caller).ok_or(Denied::Nobody)?;
        self.note_export(op, id, &order, "export.order").await;
        self.delivery.under_way.insert(id.to_string(), Arc::new(place));
        self.order(&NewJob {
            id: id.to_string(),
            kind: KIND,
            owner: Some(owner),
            // The file lies in this node's folder.
            node: Some(self.node().to_owned()),
            payload: serde_json::to_value(&order).map_err(internal)?,
            run_at: op.now,
            keep_until: op.now + TimeDelta::hours(EXPORT_HOURS),
        })
        .await?;
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
        let id = id.to_string();
        let job = self.store.job_get(&id).await?.filter(|job| job.kind == KIND);
        let job = job.ok_or_else(Error::hidden)?;
        let maker = job.owner.map_or(Caller::Nobody, Caller::from);
        if !same_maker(&maker, &op.caller) {
            return Err(Error::hidden());
        }
        let order: Order = serde_json::from_value(job.payload).map_err(internal)?;
        let may = self.gate.allow::<Open>(op, order.at())?;
        self.may_export(op, order.at(), &order.format)?;
        if job.state == JobState::Done {
            let now = self.seal(&may, &order.format);
            // By the maker's own rights, whatever this credential leaves of them. Whom a site let in has those of now: the ones of then are over.
            let maker = if op.caller.host().is_some() {
                op.caller.clone()
            } else {
                maker
            };
            let maker = Op::new(maker, op.request, op.now).coming_from(op.from);
            let made = self.gate.allow::<Open>(&maker, order.at());
            let made = made.map(|may| self.seal(&may, &order.format));
            if job.note != made.ok() {
                self.delivery.files.remove(&id).map_err(internal)?;
                self.store.job_forget(&id).await?;
                self.note_export(op, &id, &order, "export.delete").await;
                let detail = "What you may see has changed since this file was made. It was deleted; make it again.";
                return Err(Error::Gone(detail.to_owned()));
            }
            if job.note != Some(now) {
                return Err(Error::hidden());
            }
        }
        match job.state {
            JobState::Waiting | JobState::Running => Ok(Download::Running),
            JobState::Failed if job.note == Some(used_up()) => Err(no_cells_left(op.now)),
            JobState::Failed => Err(Error::Internal("the export failed".to_owned())),
            JobState::Done => {
                let mut file = self.delivery.files.get(&id).map_err(|error| match error {
                    // Swept in between.
                    DeliverError::Missing => Error::hidden(),
                    other => internal(other),
                })?;
                let (media_type, ending) = match order.format {
                    Format::Pdf(..) => ("application/pdf", "pdf"),
                    Format::Csv { .. } => ("text/csv; charset=utf-8", "csv"),
                };
                let cut =
                    render::csv::cut_to(&mut file)?.map_or_else(String::new, |rows| format!(", first {rows} rows"));
                self.note_export(op, &id, &order, "export.download").await;
                Ok(Download::Ready {
                    bytes: file.metadata()?.len(),
                    file,
                    media_type,
                    name: format!("{} {}{cut}.{ending}", order.title, order.ordered),
                })
            }
        }
    }

    /// Makes the file of an export, with the rights that its maker has now.
    ///
    /// # Errors
    /// No longer allowed; a question or the drawing failed.
    pub(crate) async fn make_export(&self, op: &Op, id: &str, order: &Order) -> Result<(), Error> {
        let op = op.clone().coming_from(order.from);
        let mut made = self.make_file(&op, id, order).await;
        if let Err(Error::TooMuch(Much::Cells, _)) = made {
            // Whoever waits for the file is told why there is none; the job would find the same until the next month.
            let noted = self.store.job_note(id, &used_up()).await;
            made = noted
                .map_err(Error::from)
                .and(Err(Error::Final("no cells are left".to_owned())));
        }
        self.delivery.under_way.invalidate(id);
        made
    }

    async fn make_file(&self, op: &Op, id: &str, order: &Order) -> Result<(), Error> {
        let may = self.gate.allow::<Open>(op, order.at())?;
        self.may_export(op, order.at(), &order.format)?;
        let most = self.cells_left(&may).await?;
        let opened = self.open_for(&may).await?;
        let chosen = Chosen {
            variables: order.variables.clone(),
            time: order.time.clone(),
            zone: order.zone,
        };
        let inputs = self.inputs(op, order.at(), &opened, &chosen).await?;
        let watermark = match &order.format {
            Format::Pdf(_, reads) => self.watermark(&may, &reads.locale).await?,
            Format::Csv { .. } => None,
        };
        let seal = sealed(&opened.scope, &opened.edition, &opened.locks, watermark.is_some());
        self.store.job_note(id, &seal).await?;
        match &order.format {
            Format::Csv { widget } => {
                let answer = self
                    .answer(&opened.scope, &opened.dashboard.document, widget, &inputs, op)
                    .await?;
                self.count_cells(op, most, answer.cells()).await?;
                let write =
                    move |file: &mut dyn Write| render::csv::write(&answer, &render::csv::CsvOptions::default(), file);
                self.keep_export(id, write).await
            }
            Format::Pdf(page, reads) => {
                let document = &opened.dashboard.document;
                let answers = self.answers(op, &opened, document, &inputs).await;
                let cells = answers.iter().flatten().flatten().map(|answer| answer.cells());
                self.count_cells(op, most, cells.sum()).await?;
                let how = (*page, reads.clone());
                let asked = (&opened, &inputs, answers);
                let pdf = self.paper(op, asked, how, watermark.as_deref()).await?;
                self.keep_export(id, move |file| file.write_all(&pdf)).await
            }
        }
    }

    /// What an export rests on by the rights of this moment.
    fn seal(&self, may: &Granted<'_, Open>, format: &Format) -> Json {
        let Sight { scope, edition } = self.gate.sight(may);
        let watermarked = matches!(format, Format::Pdf(..)) && self.gate.watermarked(may);
        sealed(&scope, &edition, &self.locks(may), watermarked)
    }

    async fn note_export(&self, op: &Op, id: impl std::fmt::Display, order: &Order, action: &'static str) {
        let (format, widget) = match &order.format {
            Format::Pdf(..) => ("pdf", None),
            Format::Csv { widget } => ("csv", Some(widget)),
        };
        let mut details = Map::new();
        details.insert("dashboard".to_owned(), json!(order.dashboard));
        details.insert("format".to_owned(), json!(format));
        details.extend(widget.map(|widget| ("widget".to_owned(), json!(widget))));
        if let Caller::Share { id, session, admitted } = &op.caller {
            details.insert("share".to_owned(), json!(id));
            details.insert("session".to_owned(), json!(session));
            let preview = admitted.preview().is_some();
            details.extend(preview.then(|| ("preview".to_owned(), json!(true))));
        }
        let happening = Happening {
            action,
            object: id.to_string(),
            workspace: Some(order.workspace),
            details: Json::Object(details),
        };
        self.note(op, happening).await;
    }

    async fn keep_export(
        &self,
        id: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static,
    ) -> Result<(), Error> {
        let (files, id) = (self.delivery.files.clone(), id.to_owned());
        let kept = tokio::task::spawn_blocking(move || files.write(&id, write)).await;
        kept.map_err(internal)?.map(|_receipt| ()).map_err(internal)
    }

    /// Removes files of exports that are too old.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub(crate) fn sweep_exports(&self, now: Instant) -> Result<(), Error> {
        let age = Duration::from_hours(EXPORT_HOURS.unsigned_abs());
        let gone = self.delivery.files.remove_older(age, SystemTime::from(now));
        gone.map(|_ids| ()).map_err(internal)
    }
}

/// What is noted with the job of a file that would have held more than its share may still show.
fn used_up() -> Json {
    json!({ "cells": "used up" })
}

/// A moment as file names have it: `2026-11-29 20.15 New York`.
fn written(at: Instant, zone: Zone) -> String {
    let city = zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
    format!("{} {city}", zone.at(at).format("%Y-%m-%d %H.%M"))
}

/// The rows that a file may hold, the widgets and the revision that a share shows, what it fixes, and whether its pages say who reads: equal
/// as long as the file may be had.
fn sealed(scope: &Scope, edition: &Edition, locks: &Locks, watermarked: bool) -> Json {
    let mut seal = json!({
        "rows": scope.fingerprint(),
        "widgets": edition.widgets(),
        "pinned": edition.pinned(),
        "variables": locks.variables,
        "time": locks.time,
    });
    // Nothing is said where there is none: so files that were made before there could be one are still had.
    if let Some(seal) = seal.as_object_mut().filter(|_| watermarked) {
        seal.insert("watermark".to_owned(), json!(true));
    }
    seal
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal(error.to_string())
}

/// An export belongs to the user, whatever session asks for it, and to one reader's session of a share.
fn same_maker(maker: &Caller, caller: &Caller) -> bool {
    match (maker, caller) {
        (Caller::User { id: maker, .. }, Caller::User { id, .. }) => maker == id,
        // A site lets the same reader in anew every few minutes.
        (
            Caller::Share {
                id: maker,
                admitted: made,
                ..
            },
            Caller::Share { id, admitted, .. },
        ) if made.host().is_some() => {
            maker == id && made.host().map(|host| &host.sub) == admitted.host().map(|host| &host.sub)
        }
        _ => maker == caller,
    }
}
