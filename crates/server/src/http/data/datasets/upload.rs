//! The body of an upload: a file of any size that is taken, received aside before anything is read of it. What its parameters mean is told
//! in docs/uploads.md.

use std::path::Path;

use axum::Json;
use axum::body::Body as RawBody;
use axum::response::{IntoResponse as _, Response};
use futures::StreamExt as _;
use http::{HeaderMap, StatusCode, header};
use model::id::DatasetId;
use model::invalid::Invalid;
use model::name::ColumnName;
use query::{FileFormat, ReadOptions};
use serde::Deserialize;
use tokio::io::AsyncWriteExt as _;

use super::routes::dto;
use super::wire::Uploaded;
use crate::app::data::uploads::Upload;
use crate::app::error::Error;
use crate::http::call::{Call, Id, Params, Reply};
use crate::http::held::broken;
use crate::limits::UPLOAD_BYTES;

model::words! {
    /// When the rows are replaced.
    #[derive(Default)]
    enum When {
        /// In any case.
        #[default]
        Always = "always",
        /// When no row rule and no dashboard reads a column that goes or changes its type.
        NothingBreaks = "nothing_breaks",
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UploadQuery {
    format: Option<String>,
    name: Option<String>,
    separator: Option<String>,
    header: Option<String>,
    encoding: Option<String>,
    types: Option<String>,
    #[serde(default, rename = "if")]
    when: When,
}

impl UploadQuery {
    /// The format as said, else by the ending of the name, else by the content type.
    fn format(&self, headers: &HeaderMap) -> Option<FileFormat> {
        let ending = self
            .name
            .as_deref()
            .and_then(|name| name.rsplit_once('.'))
            .map(|(_, ending)| ending.to_lowercase());
        let content = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        match (self.format.as_deref().or(ending.as_deref()), content) {
            (Some("csv" | "tsv" | "txt"), _) | (None, "text/csv") => Some(FileFormat::Csv),
            (Some("parquet"), _) | (None, "application/vnd.apache.parquet") => Some(FileFormat::Parquet),
            (Some("ndjson" | "jsonl"), _) | (None, "application/x-ndjson") => Some(FileFormat::Ndjson),
            _ => None,
        }
    }

    fn options(&self) -> Result<ReadOptions, Invalid> {
        ReadOptions::parse(
            self.separator.as_deref(),
            self.header.as_deref(),
            self.encoding.as_deref(),
            self.types.as_deref(),
        )
    }
}

pub(super) async fn upload(
    call: Call,
    id: Id,
    Params(query): Params<UploadQuery>,
    headers: HeaderMap,
    body: RawBody,
) -> Reply<Response> {
    let id: DatasetId = call.id(&id)?;
    let format = query.format(&headers);
    let format = format.ok_or_else(|| call.fail(Invalid::at("/format", "say ?format=csv, parquet or ndjson")))?;
    let options = query.options().map_err(|invalid| call.fail(invalid))?;
    let _place = call.reply(call.app.quotas.upload(&call.op))?;
    let file = call.app.receive_file(id, &call.op);
    call.reply(receive(body, file.path()).await)?;
    let upload = Upload {
        format,
        file,
        options,
        if_nothing_breaks: query.when == When::NothingBreaks,
    };
    // A task of its own: a sender who goes away now must not leave the record and the rows at odds.
    let own = call.clone();
    let task = tokio::spawn(async move { own.app.upload(&own.op, id, upload).await });
    let ended = task
        .await
        .map_err(|_| Error::Internal("an upload was given up".to_owned()));
    let loaded = call.reply(ended.and_then(|loaded| loaded))?;
    let status = if loaded.replaced {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let uploaded = Uploaded {
        dataset: dto(&call, loaded.dataset, None),
        replaced: loaded.replaced,
        loaded: loaded.rows,
        bad_rows: loaded.bad_rows,
        read: loaded.read,
        changes: loaded.changes,
        opens: texts(loaded.opens),
        start_hidden: texts(loaded.start_hidden),
    };
    Ok((status, Json(uploaded)).into_response())
}

fn texts(names: Vec<ColumnName>) -> Vec<String> {
    names.into_iter().map(|name| name.to_string()).collect()
}

/// Streams the body to a file, so that a large upload does not live in memory.
async fn receive(body: RawBody, path: &Path) -> Result<(), Error> {
    let mut file = tokio::fs::File::create(path).await?;
    let mut chunks = body.into_data_stream();
    let mut bytes = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|error| broken(&error))?;
        bytes += chunk.len();
        if bytes > UPLOAD_BYTES {
            return Err(Error::TooLarge(format!(
                "An upload has at most {} GB.",
                UPLOAD_BYTES >> 30
            )));
        }
        file.write_all(&chunk).await?;
    }
    file.flush().await?;
    Ok(())
}
