//! The hashes of the audit's tree as they are kept: rows ("strips") of 256 perfect subtrees. Every other hash is worked out from one strip, so
//! that a proof over a million entries reads a handful of rows. Strips only grow at their end: what was read stays true.

use std::collections::HashMap;

use data_encoding::BASE64_NOPAD;
use model::audit::tree::{Hash, NodeAt, Span};

use crate::db::{Db, Row, Tx, sql};
use crate::error::{Result, StoreError};

/// Subtrees of a strip, as a power of two.
const HEIGHT: u32 = 8;
/// Subtrees of a strip.
pub(super) const WIDTH: usize = 1 << HEIGHT;

const STRIP: &str = "SELECT hashes FROM audit_strips WHERE level = $1 AND n = $2";

/// Appends entries behind the `size` that are there.
pub(super) async fn append(tx: &mut Tx, size: u64, leaves: &[Hash]) -> Result<()> {
    let (mut level, mut there, mut fresh) = (0_u32, size, leaves.to_vec());
    while !fresh.is_empty() {
        let mut n = there >> HEIGHT;
        let begun = usize::try_from(there & (WIDTH as u64 - 1)).unwrap_or(0);
        let mut strip = match begun {
            0 => Vec::new(),
            _ => {
                let found = tx.one(sql(STRIP).number(level).number(n), hashes).await?;
                found.filter(|strip| strip.len() == begun).ok_or(BROKEN)?
            }
        };
        let mut full = Vec::new();
        for hash in fresh {
            strip.push(hash);
            if strip.len() == WIDTH {
                write(tx, level, n, &strip).await?;
                full.extend(Hash::perfect(&strip));
                strip.clear();
                n += 1;
            }
        }
        if !strip.is_empty() {
            write(tx, level, n, &strip).await?;
        }
        (level, there, fresh) = (level + 1, there >> HEIGHT, full);
    }
    Ok(())
}

const BROKEN: StoreError = StoreError::Damaged("the tree of the audit has other hashes than entries");

async fn write(tx: &mut Tx, level: u32, n: u64, strip: &[Hash]) -> Result<()> {
    let put = sql(
        "INSERT INTO audit_strips (level, n, hashes) VALUES ($1, $2, $3) ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes",
    );
    let bytes: Vec<u8> = strip.iter().flat_map(|hash| *hash.as_bytes()).collect();
    tx.run(put.number(level).number(n).text(BASE64_NOPAD.encode(&bytes)))
        .await
        .map(|_| ())
}

fn hashes(row: &Row<'_>) -> Result<Vec<Hash>> {
    row.checked("hashes", |text| {
        let bytes = BASE64_NOPAD.decode(text.as_bytes()).map_err(|_| ())?;
        let hashes = bytes.chunks(Hash::BYTES).map(Hash::from_bytes);
        hashes.collect::<Option<Vec<_>>>().ok_or(())
    })
}

/// Reads hashes of the tree, each strip once.
pub(super) struct Strips<'d> {
    db: &'d Db,
    read: HashMap<(u32, u64), Vec<Hash>>,
}

impl<'d> Strips<'d> {
    pub(super) fn new(db: &'d Db) -> Self {
        Self {
            db,
            read: HashMap::new(),
        }
    }

    /// The hash of a subtree.
    pub(super) async fn span(&mut self, span: Span) -> Result<Hash> {
        let mut parts = Vec::new();
        for node in span.nodes() {
            parts.push(self.node(node).await?);
        }
        Ok(Hash::joined(parts.into_iter()).unwrap_or_else(Hash::empty))
    }

    /// The hashes of several subtrees.
    pub(super) async fn spans(&mut self, spans: Vec<Span>) -> Result<Vec<Hash>> {
        let mut hashes = Vec::with_capacity(spans.len());
        for span in spans {
            hashes.push(self.span(span).await?);
        }
        Ok(hashes)
    }

    /// The hash that an entry was sealed with.
    pub(super) async fn leaf(&mut self, index: u64) -> Result<Hash> {
        self.node(NodeAt { level: 0, index }).await
    }

    async fn node(&mut self, at: NodeAt) -> Result<Hash> {
        let (level, below) = (at.level / HEIGHT, at.level % HEIGHT);
        let first = at.index << below;
        let key = (level, first >> HEIGHT);
        if !self.read.contains_key(&key) {
            let question = sql(STRIP).number(key.0).number(key.1);
            let strip = self.db.one(question, hashes).await?.ok_or(BROKEN)?;
            self.read.insert(key, strip);
        }
        let begin = usize::try_from(first & (WIDTH as u64 - 1)).unwrap_or(WIDTH);
        let strip = self.read.get(&key).ok_or(BROKEN)?;
        let part = strip.get(begin..begin + (1 << below)).ok_or(BROKEN)?;
        Hash::perfect(part).ok_or(BROKEN)
    }
}
