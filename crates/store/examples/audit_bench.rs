//! Measures the audit (B13): how many entries a second become durable when many callers note something, how long a log of a million
//! entries takes to verify offline, and how large a proof is. Prints JSON lines for `make bench`.
#![expect(clippy::print_stdout, reason = "its lines are what the bench reads")]

use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;
use std::time::Instant as Clock;

use access::op::Op;
use identity::caller::Caller;
use identity::notes::NoteSigner;
use model::Instant;
use model::audit::EntryText;
use model::audit::checkpoint::Checkpoint;
use model::audit::lines::{EntryLine, Head, Holds, Line};
use model::audit::tree::{Frontier, Hash, inclusion};
use model::id::RequestId;
use serde_json::json;
use store::{Happening, LogCheck, Store};

type Failure = Box<dyn std::error::Error>;

/// Callers that note something at the same time.
const CALLERS: u64 = 256;
/// Entries of the first part.
const NOTED: u64 = 30_000;
/// Entries of the second part.
const VERIFIED: u64 = 1_000_000;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let folder = std::env::temp_dir().join(format!("vitrine-audit-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let done = measure(&folder).await;
    std::fs::remove_dir_all(&folder)?;
    done
}

async fn measure(folder: &Path) -> Result<(), Failure> {
    let signer = NoteSigner::new("vitrine/wsp_00000000000000000000000000", &[7; 32])?;
    let store = Store::open(&format!("sqlite:{}", folder.join("bench.db").display())).await?;
    let begun = Clock::now();
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..CALLERS {
        let store = store.clone();
        callers.spawn(async move {
            for turn in 0..NOTED / CALLERS {
                let now = Instant::from_timestamp(1_800_000_000 + turn.cast_signed(), 0).unwrap_or_default();
                let op = Op::new(Caller::Nobody, RequestId::new(now), now);
                let happening = Happening {
                    action: "session.refuse",
                    object: format!("usr_{caller:026}"),
                    workspace: None,
                    details: json!({ "turn": turn }),
                };
                store.audit_note(&op, happening).await?;
            }
            Ok::<_, store::StoreError>(())
        });
    }
    for done in callers.join_all().await {
        done?;
    }
    let noted = per_second(NOTED / CALLERS * CALLERS, begun);
    let begun = Clock::now();
    let mut size = 0;
    loop {
        let done = store.audit_seal().await?;
        size = size.max(done.size);
        if !done.may_be_more() {
            break;
        }
    }
    let sealed = per_second(size, begun);
    let what = "durable entries of many callers, SQLite";
    println!(
        "{}",
        json!({ "bench": "B13", "what": what, "entries_per_s": noted, "goal_entries_per_s": 3000, "sealed": sealed })
    );
    let bytes = proof(&signer);
    println!(
        "{}",
        json!({ "bench": "B13", "what": "a proof beside its entry", "bytes": bytes, "goal_bytes": 2048, "of_entries": VERIFIED })
    );
    let file = folder.join("log.ndjson");
    write(&file, &signer)?;
    let begun = Clock::now();
    let entries = verify(&file, &signer)?;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{}",
        json!({ "bench": "B13", "what": "a log verified offline", "seconds": seconds, "goal_seconds": 3, "entries": entries })
    );
    Ok(())
}

fn per_second(count: u64, begun: Clock) -> u64 {
    let per_second = u128::from(count) * 1_000_000 / begun.elapsed().as_micros().max(1);
    u64::try_from(per_second).unwrap_or(u64::MAX)
}

/// Bytes of a proof in a log of as many entries as the last part has, without the entry itself.
fn proof(signer: &NoteSigner) -> usize {
    let hash = Hash::empty();
    let path = inclusion(0, VERIFIED).iter().map(|_| hash).collect();
    let lines = [
        Line::Head(Head::new(Holds::Proof, signer.verifier())).to_string(),
        line(0, hash, ""),
        Line::Path(path).to_string(),
        checkpoint(signer, VERIFIED, hash),
    ];
    lines.iter().map(|line| line.len() + 1).sum()
}

fn line(index: u64, leaf: Hash, entry: &str) -> String {
    EntryLine { index, leaf, entry }.to_string()
}

fn checkpoint(signer: &NoteSigner, size: u64, root: Hash) -> String {
    let origin = signer.verifier().name().to_owned();
    Line::Checkpoint(signer.sign(&Checkpoint { origin, size, root }.to_string())).to_string()
}

/// A log of a million entries as an installation has them.
fn write(file: &Path, signer: &NoteSigner) -> Result<(), Failure> {
    let mut out = BufWriter::new(std::fs::File::create(file)?);
    let mut tree = Frontier::default();
    writeln!(out, "{}", Line::Head(Head::new(Holds::Log, signer.verifier())))?;
    for index in 0..VERIFIED {
        let id = format!("aud_{index:026}");
        let entry = EntryText {
            id: &id,
            at: Instant::from_timestamp(1_800_000_000, 0).unwrap_or_default(),
            actor: "user:usr_00000000000000000000000000",
            action: "grant.change",
            object: "dsh_00000000000000000000000000",
            workspace: Some("wsp_00000000000000000000000000"),
            from: Some("192.0.2.7"),
            details: r#"{"principal":"user:usr_00000000000000000000000000","before":"view","after":"share"}"#,
            request: "req_00000000000000000000000000",
        };
        let text = entry.canonical();
        let leaf = Hash::leaf(text.as_bytes());
        tree.push(leaf);
        writeln!(out, "{}", line(index, leaf, &text))?;
    }
    writeln!(out, "{}", checkpoint(signer, tree.size(), tree.root()))?;
    out.flush()?;
    Ok(())
}

/// As `vitrine audit verify` does it.
fn verify(file: &Path, signer: &NoteSigner) -> Result<u64, Failure> {
    let mut lines = BufReader::with_capacity(1 << 20, std::fs::File::open(file)?);
    let mut check = LogCheck::new(Some(signer.verifier().clone()));
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        check.line(line.trim_end_matches('\n'))?;
        line.clear();
    }
    Ok(check.finish()?.entries)
}
