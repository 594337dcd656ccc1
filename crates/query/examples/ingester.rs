//! Pushes rows without end and prints how many were acknowledged; a test kills it in the middle.

use model::dataset::{Dataset, Origin, Outside};
use model::id::{DatasetId, WorkspaceId};
use model::name::{ColumnName, DatasetName, Title};
use query::{Engine, Limits, NewRows};
use std::io::Write;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder")?;
    let mut next: i64 = arguments.next().ok_or("name the first number")?.parse()?;
    // Small segments, so that some kills meet the move to Parquet.
    let limits = Limits {
        segment_rows: 40,
        ..Limits::default()
    };
    let engine = Engine::open(folder.as_ref(), limits).await?;
    let dataset = Dataset {
        id: DatasetId::from_number(7),
        workspace: WorkspaceId::from_number(1),
        name: DatasetName::new("readings")?,
        label: Title::new("Readings")?,
        origin: Origin::Ingest {
            time_column: None,
            grow: false,
        },
        columns: vec![model::column::Column::new(
            ColumnName::new("n")?,
            model::column::ColumnType::Int,
        )],
        outside: Outside::Nobody,
        tenant_bound: false,
        version: 0,
        row_count: None,
        bad_rows: 0,
        updated_at: None,
    };
    engine.register(&dataset).await?;
    let now = model::Instant::UNIX_EPOCH;
    let mut out = std::io::stdout();
    loop {
        let rows: Vec<_> = (next..next + 3).map(|n| format!("{{\"n\":{n}}}\n")).collect();
        engine
            .append(dataset.id, NewRows::Ndjson(rows.concat().into()), now)
            .await?;
        next += 3;
        writeln!(out, "{next}")?;
        out.flush()?;
    }
}
