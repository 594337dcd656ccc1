//! The typesetter: one Typst engine with the built-in fonts and the built-in program, prepared at first use. It reaches no
//! files, no packages and no network; what a document says comes in as one JSON text.

use std::sync::OnceLock;

use typst::comemo;
use typst::foundations::{Datetime, Dict, IntoValue as _, Smart};
use typst_as_lib::{TypstEngine, TypstTemplateMainFile};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::page::MadeAt;
use crate::limits::PAPER_KEPT;
use crate::{RenderError, font};

const PROGRAM: &str = include_str!("paper.typ");

/// Makes PDF from data.
#[derive(Default)]
pub(crate) struct Press {
    engine: OnceLock<TypstEngine<TypstTemplateMainFile>>,
}

impl Press {
    /// Sets the data (JSON, as `paper.typ` reads it) and writes PDF: PDF/UA-1 where the content allows, tagged in any
    /// case. A character that no font has is one reason why it may not.
    pub(crate) fn print(&self, data: &str, made_at: MadeAt) -> Result<Vec<u8>, RenderError> {
        let engine = self.engine.get_or_init(|| {
            TypstEngine::builder()
                .main_file(PROGRAM)
                .fonts(font::FONTS.iter().cloned())
                .comemo_evict_max_age(None)
                .build()
        });
        let mut inputs = Dict::new();
        inputs.insert("data".into(), data.into_value());
        let document = engine.compile_with_input(inputs).output.map_err(failed)?;
        let accessible = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(failed)?;
        let written = typst_pdf::pdf(&document, &options(made_at, accessible))
            .or_else(|_| typst_pdf::pdf(&document, &options(made_at, PdfStandards::default())));
        comemo::evict(PAPER_KEPT);
        written.map_err(failed)
    }
}

fn options(made_at: MadeAt, standards: PdfStandards) -> PdfOptions {
    let MadeAt {
        year,
        month,
        day,
        hour,
        minute,
        second,
    } = made_at;
    PdfOptions {
        creator: Smart::Custom(Some("Vitrine".to_owned())),
        timestamp: Datetime::from_ymd_hms(year, month, day, hour, minute, second).map(Timestamp::new_utc),
        standards,
        tagged: true,
        ..PdfOptions::default()
    }
}

fn failed(error: impl std::fmt::Debug) -> RenderError {
    RenderError::Paper {
        detail: format!("{error:?}"),
    }
}
