//! Inputs changed at random: nothing that is sent may end the process or be told as the server's own mistake. A few hundred changes in the
//! tests; `FUZZ_SECONDS` says for how long instead (`make fuzz`). A failing input is printed with the number that it was made from.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use model::document::Document;
use model::invalid::parse;
use model::predicate::{Predicate, PredicateUse};
use query::{FileFormat, Limits, QueryError};
use serde_json::json;

use crate::world::{World, sql};

const CHANGES: u64 = 300;

/// Numbers that look random and are the same in every run (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut n = self.0;
        n = (n ^ (n >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        n ^ (n >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap()
    }
}

/// Parts that break parsers, besides random ones.
const PARTS: &[&str] = &[
    "",
    "\0",
    "\u{feff}",
    "\r",
    "\n",
    "\"",
    "'",
    "''",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ",",
    ";",
    ":",
    "--",
    "/*",
    "*/",
    "$",
    "$v",
    "null",
    "true",
    "-0",
    "1e999",
    "-1e-999",
    "9223372036854775808",
    "18446744073709551616",
    "0x10",
    "NaN",
    "ä",
    "🛫",
    "\u{202e}",
    " and ",
    " or ",
    " not ",
    " union all ",
    "select ",
    " from t",
    "case when ",
    "::text",
    "||",
    "[1]",
    "range(0,9)",
    "::",
    "e'\\",
    "interval '1' ",
    "{\"not\":",
    "{\"and\":[",
    "{\"in\":[\"n\",",
    "with a as (",
    "over (",
    "unnest(",
    "cube(",
    "timestamp '",
    "date '",
];

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/fuzz")
        .join(target);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

/// One of the examples with some parts cut out, doubled, overwritten or put in.
fn changed(corpus: &[Vec<u8>], seed: u64) -> Vec<u8> {
    let mut numbers = Numbers(seed);
    let mut bytes = corpus[numbers.below(corpus.len())].clone();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(bytes.len() + 1);
        let end = (at + numbers.below(24)).min(bytes.len());
        match numbers.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let part = bytes[at..end].repeat(1 + numbers.below(300));
                drop(bytes.splice(at..at, part));
            }
            2 => {
                let part = PARTS[numbers.below(PARTS.len())].repeat(1 + numbers.below(40));
                drop(bytes.splice(at..end, part.into_bytes()));
            }
            3 => {
                let part = PARTS[numbers.below(PARTS.len())];
                drop(bytes.splice(at..at, part.bytes()));
            }
            4 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
            _ => {
                let other = &corpus[numbers.below(corpus.len())];
                let from = numbers.below(other.len() + 1);
                bytes.truncate(at);
                bytes.extend_from_slice(&other[from..]);
            }
        }
    }
    bytes
}

/// Numbers to make inputs from, for as long as is wanted.
fn seeds() -> impl Iterator<Item = u64> {
    let seconds: Option<u64> = std::env::var("FUZZ_SECONDS").ok().map(|text| text.parse().unwrap());
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let first = if until.is_some() {
        u64::from(std::process::id()) << 32
    } else {
        0
    };
    (first..).take_while(move |seed| match until {
        Some(until) => Instant::now() < until,
        None => *seed < CHANGES,
    })
}

fn shown(seed: u64, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    format!("made from {seed}: {}", text.chars().take(2_000).collect::<String>())
}

async fn world() -> World {
    let mut world = World::limited(Limits {
        time: Duration::from_secs(120),
        ..Limits::default()
    })
    .await;
    world
        .add_text("t", FileFormat::Csv, "n,s,d\n1,x,2024-01-05\n2,,2024-02-29\n")
        .await;
    world
}

#[tokio::test]
async fn fuzz_documents() {
    let (world, corpus) = (world().await, corpus("document"));
    for seed in seeds() {
        let bytes = changed(&corpus, seed);
        let Ok(document) = parse::<Document>(&bytes) else {
            continue;
        };
        if document.check().is_err() {
            continue;
        }
        let again: Document = parse(&serde_json::to_vec(&document).unwrap()).unwrap();
        assert_eq!(again, document, "{}", shown(seed, &bytes));
        let checked = world.engine.check_document(&world.all(), &document).await;
        assert!(!matches!(checked, Err(QueryError::Internal)), "{}", shown(seed, &bytes));
    }
}

#[tokio::test]
async fn fuzz_predicates() {
    let (world, corpus) = (world().await, corpus("predicate"));
    for seed in seeds() {
        let bytes = changed(&corpus, seed);
        let Ok(predicate) = parse::<Predicate>(&bytes) else {
            continue;
        };
        if predicate.check(PredicateUse::RowRule).is_ok() {
            let scope = world.scope(&[("t", json!(predicate))]);
            let answer = world.ask(&scope, &sql("select count(*) as n from t")).await;
            assert!(!matches!(answer, Err(QueryError::Internal)), "{}", shown(seed, &bytes));
        }
    }
}

#[tokio::test]
async fn fuzz_sql() {
    let (world, corpus) = (world().await, corpus("sql"));
    for seed in seeds() {
        let bytes = changed(&corpus, seed);
        let text = String::from_utf8_lossy(&bytes);
        let answer = world.ask(&world.all(), &sql(&text)).await;
        let known = matches!(
            answer,
            Ok(_) | Err(QueryError::Invalid(_) | QueryError::TooLarge | QueryError::Timeout)
        );
        assert!(known, "{answer:?} {}", shown(seed, &bytes));
    }
}

async fn uploads(target: &str, format: FileFormat) {
    let mut world = World::empty().await;
    let id = world.add_text("t", FileFormat::Csv, "n\n1\n").await;
    let corpus = corpus(target);
    for seed in seeds() {
        let bytes = changed(&corpus, seed);
        let path = world.folder.path().join("upload");
        std::fs::write(&path, &bytes).unwrap();
        let loaded = crate::world::load(&world.engine, id, format, &path, "").await;
        assert!(!matches!(loaded, Err(QueryError::Internal)), "{}", shown(seed, &bytes));
    }
}

#[tokio::test]
async fn fuzz_csv() {
    uploads("csv", FileFormat::Csv).await;
}

#[tokio::test]
async fn fuzz_ndjson() {
    uploads("ndjson", FileFormat::Ndjson).await;
}

#[tokio::test]
async fn fuzz_parquet() {
    uploads("parquet", FileFormat::Parquet).await;
}
