//! Datasets: made, described, filled by pushed rows, previewed. Files come in through `upload`.

use access::action::{ManageData, ReadDataset, SeeData, WriteDataset};
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode, header};
use model::answer::Answer;
use model::dataset::Origin;
use model::id::{DatasetId, WorkspaceId};
use model::invalid::Invalid;
use model::name::Title;
use query::NewRows;

use super::upload;
use super::wire::{Dataset, DatasetPatch, NewDatasetBody, Pushed, Uploaded};
use crate::app::error::Error;
use crate::http::call::{Body, Call, Id, Params, Reply};
use crate::http::held::Held;
use crate::http::route::Route;
use crate::http::wire::{EndShares, InWorkspace, Page, Paging};
use crate::limits::UPLOAD_BYTES;

pub(in crate::http) fn routes() -> Vec<Route> {
    vec![
        Route::get("/workspaces/{id}/datasets", "Datasets visible here")
            .needs::<SeeData>()
            .lists::<Dataset>()
            .to(datasets),
        Route::post("/workspaces/{id}/datasets", "Make a dataset")
            .needs::<ManageData>()
            .takes::<NewDatasetBody>()
            .gives::<Dataset>()
            .to(create),
        Route::get("/datasets/{id}", "One dataset")
            .needs::<ReadDataset>()
            .gives::<Dataset>()
            .to(dataset),
        Route::patch("/datasets/{id}", "Change texts and reach")
            .needs::<WriteDataset>()
            .takes::<DatasetPatch>()
            .gives::<Dataset>()
            .to(change),
        Route::delete("/datasets/{id}", "Delete a dataset with its rows")
            .needs::<WriteDataset>()
            .to(remove),
        Route::post("/datasets/{id}/upload", "Replace its rows by a file")
            .needs::<WriteDataset>()
            .takes_file(UPLOAD_BYTES)
            .gives::<Uploaded>()
            .to(upload::upload),
        Route::post("/datasets/{id}/rows", "Push rows (JSON array or NDJSON)")
            .needs::<WriteDataset>()
            .gives::<Pushed>()
            .to(push),
        Route::get("/datasets/{id}/preview", "Its first rows under the own row rules")
            .needs::<ReadDataset>()
            .gives::<Answer>()
            .to(preview),
        Route::get(
            "/datasets/{id}/bad-rows",
            "What of the last upload could not be read, as CSV: line, column, reason, text",
        )
        .needs::<WriteDataset>()
        .to(bad_rows),
    ]
}

pub(super) fn dto(call: &Call, dataset: model::dataset::Dataset, workspace: Option<WorkspaceId>) -> Dataset {
    let can = call.app.gate.can_dataset(&call.op, dataset.id);
    let manages = can.contains(&"manage");
    Dataset {
        id: dataset.id.to_string(),
        name: dataset.name.to_string(),
        label: dataset.label.to_string(),
        workspace: dataset.workspace.to_string(),
        inherited: workspace.is_some_and(|workspace| workspace != dataset.workspace),
        kind: dataset.origin.as_str(),
        columns: dataset
            .columns
            .into_iter()
            .filter(|column| manages || !column.hidden)
            .collect(),
        outside: dataset.outside,
        version: dataset.version,
        // A count of all rows would tell of rows that a rule hides.
        row_count: dataset.row_count.filter(|_| manages),
        bad_rows: if manages { dataset.bad_rows } else { 0 },
        updated_at: dataset.updated_at,
        can,
    }
}

async fn datasets(call: Call, id: Id, Params(paging): Params<Paging>) -> Reply<Json<Page<Dataset>>> {
    let id: WorkspaceId = call.id(&id)?;
    let datasets = call.reply(call.app.datasets(&call.op, id).await)?;
    let items = datasets
        .into_iter()
        .map(|dataset| dto(&call, dataset, Some(id)))
        .collect();
    Ok(Json(Page::cut(items, &paging, |dataset: &Dataset| dataset.id.clone())))
}

async fn create(call: Call, id: Id, Body(body): Body<NewDatasetBody>) -> Reply<Response> {
    let id: WorkspaceId = call.id(&id)?;
    let new = call.reply(new_dataset(body))?;
    let dataset = call.reply(call.app.create_dataset(&call.op, id, new).await)?;
    let location = [(header::LOCATION, format!("/api/v1/datasets/{}", dataset.id))];
    Ok((StatusCode::CREATED, location, Json(dto(&call, dataset, Some(id)))).into_response())
}

fn new_dataset(body: NewDatasetBody) -> Result<store::NewDataset, Error> {
    let label = match body.label {
        Some(label) => label,
        None => Title::new(body.name.as_str()).map_err(|rule| Invalid::at("/label", rule))?,
    };
    let (origin, columns) = match (body.upload, body.ingest) {
        (Some(true), None) => (Origin::Files, Vec::new()),
        (None | Some(false), Some(ingest)) => {
            if ingest.columns.is_empty() {
                return Err(Invalid::at("/ingest/columns", "name at least one column").into());
            }
            (
                Origin::Ingest {
                    time_column: ingest.time_column,
                    grow: ingest.grow,
                },
                ingest.columns,
            )
        }
        _ => return Err(Invalid::at("", "say upload: true, or ingest with its columns").into()),
    };
    let (name, outside, tenant_bound) = (body.name, body.outside, body.tenant_bound);
    Ok(store::NewDataset {
        name,
        label,
        origin,
        columns,
        outside,
        tenant_bound,
    })
}

async fn dataset(call: Call, id: Id) -> Reply<Json<Dataset>> {
    let id: DatasetId = call.id(&id)?;
    let dataset = call.reply(call.app.dataset(&call.op, id).await)?;
    Ok(Json(dto(&call, dataset, None)))
}

async fn change(call: Call, id: Id, Body(body): Body<DatasetPatch>) -> Reply<Json<Dataset>> {
    let id: DatasetId = call.id(&id)?;
    let columns = match body.columns {
        None => None,
        Some(patches) => {
            let mut columns = call.reply(call.app.dataset(&call.op, id).await)?.columns;
            for (index, patch) in patches.into_iter().enumerate() {
                let column = columns.iter_mut().find(|column| column.name == patch.name);
                let pointer = format!("/columns/{index}/name");
                let column = column.ok_or_else(|| call.fail(Invalid::at(pointer, "the dataset has no such column")))?;
                column.label = patch.label.or_else(|| column.label.take());
                column.unit = patch.unit.or_else(|| column.unit.take());
                column.description = patch.description.or_else(|| column.description.take());
                column.hidden = patch.hidden.unwrap_or(column.hidden);
            }
            Some(columns)
        }
    };
    let wanted = store::DatasetChange {
        label: body.label,
        outside: body.outside,
        columns,
        ..Default::default()
    };
    let dataset = call.reply(call.app.change_dataset(&call.op, id, wanted, body.end_shares).await)?;
    Ok(Json(dto(&call, dataset, None)))
}

async fn remove(call: Call, id: Id, Params(query): Params<EndShares>) -> Reply<StatusCode> {
    let id: DatasetId = call.id(&id)?;
    call.reply(call.app.delete_dataset(&call.op, id, query.end_shares).await)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn push(call: Call, id: Id, headers: HeaderMap, held: Held) -> Reply<Json<Pushed>> {
    let id: DatasetId = call.id(&id)?;
    let content = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let rows = if content.contains("ndjson") {
        NewRows::Ndjson(held.bytes.clone())
    } else {
        NewRows::Json(held.bytes.clone())
    };
    let appended = call.reply(call.app.append(&call.op, id, rows).await)?;
    drop(held);
    Ok(Json(Pushed {
        accepted: appended.accepted,
        duplicates: appended.duplicates,
    }))
}

async fn preview(call: Call, id: Id, Params(query): Params<InWorkspace>) -> Reply<Json<Answer>> {
    let id: DatasetId = call.id(&id)?;
    let answer = call.reply(call.app.preview_dataset(&call.op, id, query.workspace).await)?;
    Ok(Json(answer.as_ref().clone()))
}

async fn bad_rows(call: Call, id: Id) -> Reply<Response> {
    let id: DatasetId = call.id(&id)?;
    let bytes = call.reply(call.app.bad_rows(&call.op, id).await)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"bad-rows.csv\""),
    ];
    Ok((headers, bytes).into_response())
}
