//! Exports: begin one, fetch the file.

use access::action::{Action as _, DashboardAt, ExportData, ExportDocument, Open};
use axum::Json;
use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use model::id::ExportId;
use model::invalid::Invalid;
use tokio_util::io::ReaderStream;

use super::wire::{ExportBody, ExportFormat, ExportState};
use crate::app::ask::Chosen;
use crate::app::delivery::exports::{Download, Format};
use crate::app::delivery::paper::PaperLocale;
use crate::app::error::Error;
use crate::http::call::{Body as JsonBody, Call, Id, Reply};
use crate::http::door::{Knock, Object as _, may, somebody};
use crate::http::route::Route;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::post("/dashboards/{id}/exports", "Begin a PDF or CSV")
            .needs_by::<ExportDocument>(exports)
            .or::<ExportData>()
            .takes::<ExportBody>()
            .gives::<ExportState>()
            .to(begin),
        Route::get("/exports/{id}", "Its file, for its maker")
            .needs_by::<ExportDocument>(somebody)
            .or::<ExportData>()
            .gives::<ExportState>()
            .to(download),
    ]
}

/// Which format, and opened where, only the body says: for who may have either anywhere.
fn exports(knock: &Knock<'_>) -> Result<(), Error> {
    may::<Open>(knock)?;
    let DashboardAt { dashboard, workspace } = DashboardAt::of(knock)?;
    let at = |workspace| DashboardAt { dashboard, workspace };
    let document = knock.somewhere(workspace, |workspace| ExportDocument::on(&at(workspace)));
    document.or_else(|refused| {
        let data = knock.somewhere(workspace, |workspace| ExportData::on(&at(workspace)));
        data.map_err(|_| refused)
    })
}

async fn begin(call: Call, id: Id, JsonBody(body): JsonBody<ExportBody>) -> Reply<Response> {
    let at = call.dashboard(&id, body.workspace)?;
    let format = match (body.format, body.widget) {
        (ExportFormat::Pdf, None) => {
            let reads = call.reply(PaperLocale::new(body.locale).map_err(Error::from))?;
            Format::Pdf(body.page.unwrap_or_default().into(), reads)
        }
        (ExportFormat::Csv, Some(widget)) => Format::Csv { widget },
        (ExportFormat::Pdf, Some(_)) => {
            return Err(call.fail(Invalid::at("/widget", "a PDF holds the whole dashboard")));
        }
        (ExportFormat::Csv, None) => return Err(call.fail(Invalid::at("/widget", "say whose rows"))),
    };
    let chosen = Chosen {
        variables: body.variables,
        time: body.time,
        zone: body.time_zone,
    };
    let id = call.reply(call.app.begin_export(&call.op, at, format, chosen).await)?;
    let state = ExportState {
        id: id.to_string(),
        state: "running",
    };
    Ok((
        StatusCode::ACCEPTED,
        [(header::LOCATION, format!("/api/v1/exports/{id}"))],
        Json(state),
    )
        .into_response())
}

async fn download(call: Call, id: Id) -> Reply<Response> {
    let id: ExportId = call.id(&id)?;
    match call.reply(call.app.download_export(&call.op, id).await)? {
        Download::Running => Ok((
            StatusCode::ACCEPTED,
            Json(ExportState {
                id: id.to_string(),
                state: "running",
            }),
        )
            .into_response()),
        Download::Ready {
            file,
            bytes,
            media_type,
            name,
        } => {
            let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)));
            let length = HeaderValue::from(bytes);
            let mut response = ([(header::CONTENT_TYPE, media_type)], body).into_response();
            response.headers_mut().insert(header::CONTENT_LENGTH, length);
            response
                .headers_mut()
                .insert(header::CONTENT_DISPOSITION, attachment(&name));
            Ok(response)
        }
    }
}

/// A file name that cannot leave its header: ASCII for old readers, percent-encoded UTF-8 for all others.
fn attachment(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || " .-_".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let encoded: String = name
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_inside_their_header() {
        let header = attachment("Delays \"x\"\r\nSet-Cookie: a=b.pdf");
        let text = header.to_str().unwrap();
        assert!(
            text.starts_with("attachment; filename=\"Delays _x___Set-Cookie_ a_b.pdf\";"),
            "{text}"
        );
        assert!(
            text.ends_with("UTF-8''Delays%20%22x%22%0D%0ASet-Cookie%3A%20a%3Db.pdf"),
            "{text}"
        );
    }
}
