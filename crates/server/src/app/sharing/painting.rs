//! A shared page before its scripts run: drawn under the share's own scope, as its readers see it, for whoever presents what opens it
//! and is asked for nothing else. Opens no session, counts no view, writes nothing. What does not open, and what is asked for more,
//! is not drawn, and nobody is told which of the two it is.

use std::sync::Arc;
use std::time::Duration;

use access::action::Open;
use access::op::Op;
use identity::caller::Caller;
use model::Instant;
use model::answer::Answer;
use model::brand::Brand;
use model::document::Document;
use model::id::ShareSessionId;
use model::name::Title;
use model::share::{Audience, Language, Share};
use render::{Content, Device, PaintedLogo, Painting, Period};

use crate::app::App;
use crate::app::ask::{Chosen, Opened};
use crate::app::sharing::audience::Presented;
use crate::app::sharing::paintings::{Basis, Kept, Key};
use crate::encoded::Encoded;
use crate::limits::{PAINTING_LANES, PAINTING_MILLISECONDS};

/// Who is to see it, as far as a request tells.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sight {
    /// The languages that are wished for, best first, each as BCP 47.
    pub wished: Vec<String>,
    /// The device; `None` for a robot, which gets no drawings.
    pub device: Option<Device>,
}

/// A drawn page, to be dressed with a head.
#[derive(Debug)]
pub struct Painted {
    /// Its language.
    pub language: Language,
    /// What previews of its link may show.
    pub preview: Option<Preview>,
    /// The HTML of its body; empty for robots.
    pub body: String,
}

/// What a preview of a link may show.
#[derive(Debug, PartialEq, Eq)]
pub struct Preview {
    /// As readers know it.
    pub title: String,
    /// The name of its workspace.
    pub workspace: String,
}

/// Puts a drawn page into the document that is sent.
pub type Dress = fn(&App, &Painted) -> String;

/// What is to be drawn.
struct Work {
    op: Op,
    opened: Opened,
    inputs: query::Inputs,
    basis: Arc<Basis>,
    language: Language,
    locale: String,
    device: Option<Device>,
    dress: Dress,
}

/// What became of a widget's question.
enum Asked {
    Answered(Option<Arc<Answer>>),
    Failed,
    Late,
}

impl App {
    /// The page of a share, for whoever presents what opens it. `None`: it does not open so, or not without being counted.
    pub(crate) async fn painted(
        self: &Arc<Self>,
        op: &Op,
        presented: &impl Presented,
        sight: &Sight,
        dress: Dress,
    ) -> Option<Arc<Encoded>> {
        let (id, kept) = presented.find(self).await.ok()??;
        // The same decision as for a reader who has opened it. The session is nobody's: it is not kept, and opens nothing.
        let caller = Caller::reader(id, ShareSessionId::new(op.now));
        let op = Op::new(caller, op.request, op.now).coming_from(op.from);
        let at = self.gate.share_at(id)?;
        let may = self.gate.allow::<Open>(&op, at).ok()?;
        let share = self.gate.share_terms(&may)?;
        // Guests prove first who they are; and where each view or each cell counts, none is given away.
        let counts = share.terms.max_views.is_some() || share.terms.cells_a_month.is_some();
        if !matches!(share.audience, Audience::Link(_)) || counts {
            return None;
        }
        // A watermark says when a session began, and here is none: no data is shown without it. Robots get none anyway.
        if sight.device.is_some() && self.gate.watermarked(&may) {
            return None;
        }
        let _admitted = presented.check(self, &op, op.from, &share, kept).await.ok()?;
        let most = share.terms.requests_a_minute;
        let opened = self.open_for(&may).await.ok()?;
        let (language, locale) = spoken(share.terms.language, &sight.wished);
        let key = (id, locale.clone(), sight.device);
        let basis = Arc::new(self.basis(share, &opened));
        if let Some(page) = self.sharing.paintings.found(&key, &basis) {
            return Some(page);
        }
        // Drawing it anew asks, for all who come by until it is another.
        self.quotas.of_share(&op, most).ok()?;
        let inputs = self.inputs(&op, at, &opened, &Chosen::default()).await.ok()?;
        let work = Work {
            op: op.clone(),
            opened,
            inputs,
            basis,
            language,
            locale,
            device: sight.device,
            dress,
        };
        let app = Arc::clone(self);
        // Goes on when nobody waits any more: the next one finds what it was waiting for.
        let drawing = tokio::spawn(async move { app.paint(key, work).await });
        let most = Duration::from_millis(2 * PAINTING_MILLISECONDS);
        tokio::time::timeout(most, drawing).await.ok()?.ok()?
    }

    fn basis(&self, share: Arc<Share>, opened: &Opened) -> Basis {
        let said = share.title.to_string();
        let title = if said.is_empty() {
            opened.dashboard.title.to_string()
        } else {
            said
        };
        let owner = self.gate.user(share.owner);
        let workspace = self.gate.workspace(share.workspace);
        let datasets = opened.scope.datasets();
        Basis {
            edition: opened.edition.clone(),
            revision: opened.dashboard.revision,
            title,
            shared_by: owner.map_or_else(String::new, |user| user.name.to_string()),
            workspace: workspace.map_or_else(String::new, |workspace| workspace.name.to_string()),
            brand: self.gate.brand(share.workspace).brand(),
            fingerprint: opened.scope.fingerprint().to_owned(),
            data: datasets.map(|(_, set)| (set.id, self.engine.version(set.id))).collect(),
            share,
        }
    }

    async fn paint(self: Arc<Self>, key: Key, work: Work) -> Option<Arc<Encoded>> {
        let lane = usize::try_from(key.0.number() % PAINTING_LANES as u128).unwrap_or(0);
        // Who waits longer than anybody looks is not drawn for: the page is whole without.
        let wait = Duration::from_millis(PAINTING_MILLISECONDS);
        let waiting = self.sharing.paintings.lanes.get(lane)?.lock();
        let _drawing = tokio::time::timeout(wait, waiting).await.ok()?;
        if let Some(page) = self.sharing.paintings.found(&key, &work.basis) {
            return Some(page);
        }
        // A page costs like a question, whether its answers are kept or not.
        self.quotas.question(&work.op).ok()?;
        let work = Arc::new(work);
        let answers = match work.device {
            Some(_) => self.answers_in_time(&work).await,
            None => Vec::new(),
        };
        let whole = !answers.iter().any(|asked| matches!(asked, Asked::Late));
        let app = Arc::clone(&self);
        let drawn = Arc::clone(&work);
        let page = tokio::task::spawn_blocking(move || {
            let body = match drawn.device {
                Some(device) => body(&app, &drawn, device, &answers).ok()?,
                None => String::new(),
            };
            let allowed = drawn.basis.share.terms.link_preview == Some(true);
            let painted = Painted {
                language: drawn.language,
                preview: allowed.then(|| Preview {
                    title: drawn.basis.title.clone(),
                    workspace: drawn.basis.workspace.clone(),
                }),
                body,
            };
            Some(Arc::new(Encoded::of((drawn.dress)(&app, &painted))))
        });
        let page = page.await.ok()??;
        if whole {
            let kept = Kept {
                basis: Arc::clone(&work.basis),
                page: Arc::clone(&page),
            };
            self.sharing.paintings.kept.insert(key, Arc::new(kept));
        }
        Some(page)
    }

    /// Asks every widget's question. What is not answered in time goes on, and is kept for the page that asks next.
    async fn answers_in_time(self: &Arc<Self>, work: &Arc<Work>) -> Vec<Asked> {
        let until = tokio::time::Instant::now() + Duration::from_millis(PAINTING_MILLISECONDS);
        let widgets = &work.opened.dashboard.document.widgets;
        let asked = (0..widgets.len()).map(|n| {
            let (app, work) = (Arc::clone(self), Arc::clone(work));
            let answer = tokio::spawn(async move { app.answer_of(&work, n).await });
            async move {
                match tokio::time::timeout_at(until, answer).await {
                    Ok(Ok(asked)) => asked,
                    Ok(Err(_)) => Asked::Failed,
                    Err(_) => Asked::Late,
                }
            }
        });
        futures::future::join_all(asked).await
    }

    async fn answer_of(&self, work: &Work, n: usize) -> Asked {
        let document = &work.opened.dashboard.document;
        let Some((widget, question)) = document.widgets.get(n).and_then(|w| Some((w, w.question.as_ref()?))) else {
            return Asked::Answered(None);
        };
        let ask = query::Ask {
            question,
            inputs: &work.inputs,
            now: work.op.now,
            cache: true,
        };
        let kept = self.engine.kept_json(&work.opened.scope, &ask).await;
        if !matches!(kept, Ok(Some(_))) && self.quotas.question(&work.op).is_err() {
            return Asked::Late;
        }
        let id = widget.id.as_str();
        let answer = self.answer(&work.opened.scope, document, id, &work.inputs, &work.op);
        answer
            .await
            .map_or(Asked::Failed, |answer| Asked::Answered(Some(answer)))
    }
}

fn body(app: &App, work: &Work, device: Device, answers: &[Asked]) -> Result<String, render::RenderError> {
    let document: &Document = &work.opened.dashboard.document;
    let hidden = |name: &str| work.opened.locks.hides(name);
    let widgets = document.widgets.iter().zip(answers);
    let widgets: Vec<_> = widgets
        .filter(|(widget, _)| !widget.sets().is_some_and(hidden))
        .map(|(widget, asked)| {
            let content = match asked {
                Asked::Answered(answer) => Content::Answered(answer.as_deref()),
                Asked::Failed => Content::Failed,
                Asked::Late => Content::Late,
            };
            (widget, content)
        })
        .collect();
    let period = work.inputs.from.map(|from| Period {
        from: from.to_rfc3339(),
        to: work.inputs.to.unwrap_or(work.op.now).to_rfc3339(),
    });
    let as_of = oldest(answers).map(|at| at.to_rfc3339());
    let Brand { logo, name, .. } = &work.basis.brand;
    let path = logo.map(|logo| format!("{}{}", app.config.base_url.path(), logo.path()));
    let logo = logo.as_ref().zip(path.as_deref()).map(|(logo, path)| PaintedLogo {
        path,
        name: name.as_ref().map_or("", Title::as_str),
        width: logo.width,
        height: logo.height,
    });
    let page = Painting {
        title: &work.basis.title,
        language: work.language.as_str(),
        locale: &work.locale,
        time_zone: work.inputs.calendar.zone.name(),
        period: period.as_ref(),
        as_of: as_of.as_deref(),
        shared_by: &work.basis.shared_by,
        logo,
        device,
        widgets: &widgets,
    };
    render::painted(&app.drawer, &page)
}

/// The moment of the oldest answer: nothing on the page is older.
fn oldest(answers: &[Asked]) -> Option<Instant> {
    let moments = answers.iter().filter_map(|asked| match asked {
        Asked::Answered(Some(answer)) => Some(answer.as_of),
        _ => None,
    });
    moments.min()
}

/// The language of a page and the kind of it that its reader speaks: the share's, else the first that is wished for and known.
fn spoken(said: Option<Language>, wished: &[String]) -> (Language, String) {
    let known = |tag: &String| {
        Language::ALL
            .iter()
            .copied()
            .find(|language| tag.starts_with(language.as_str()))
    };
    let language = said.or_else(|| wished.iter().find_map(known)).unwrap_or(Language::En);
    let own = wished.iter().find(|tag| tag.starts_with(language.as_str()));
    (language, own.cloned().unwrap_or_else(|| language.as_str().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_speaks_as_its_share_says_and_as_its_reader_writes_numbers() {
        let tags = |list: &[&str]| list.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
        let said = |said, wished: &[&str]| spoken(said, &tags(wished));
        assert_eq!(said(None, &["fr", "de-AT", "en"]), (Language::De, "de-AT".to_owned()));
        assert_eq!(
            said(Some(Language::En), &["de-AT", "en-GB"]),
            (Language::En, "en-GB".to_owned())
        );
        assert_eq!(said(Some(Language::De), &["en-GB"]), (Language::De, "de".to_owned()));
        assert_eq!(said(None, &[]), (Language::En, "en".to_owned()));
    }
}
