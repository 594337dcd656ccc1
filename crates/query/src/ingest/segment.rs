//! The append-only file of an ingest dataset's newest rows. A frame is a mark, a length, a digest and a batch of rows; a frame that was
//! cut off by a crash was never acknowledged and is cut away when the file is read again.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::ipc::reader::StreamReader;
use datafusion::arrow::ipc::writer::StreamWriter;
use sha2::{Digest, Sha256};

const MARK: [u8; 4] = *b"VTS1";
/// Mark, length, first bytes of the digest.
const HEAD: usize = 4 + 4 + 8;

/// An open segment.
#[derive(Debug)]
pub(crate) struct Segment {
    file: File,
    end: u64,
}

impl Segment {
    /// Opens a segment and gives the batches that are whole; what follows them is cut off.
    pub(crate) fn open(path: &Path) -> io::Result<(Self, Vec<RecordBatch>)> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let mut batches = Vec::new();
        let mut rest = bytes.as_slice();
        while let Some((batch, tail)) = frame(rest) {
            batches.push(batch);
            rest = tail;
        }
        let end = (bytes.len() - rest.len()) as u64;
        if !rest.is_empty() {
            tracing::warn!(
                bytes = rest.len(),
                "cutting off an unfinished frame that was never acknowledged"
            );
            file.set_len(end)?;
            file.sync_all()?;
        }
        file.seek(SeekFrom::Start(end))?;
        Ok((Self { file, end }, batches))
    }

    /// Adds a batch and waits until it is on disk. After an error the file is as before.
    pub(crate) fn append(&mut self, batch: &RecordBatch) -> io::Result<()> {
        let mut bytes = vec![0; HEAD];
        let mut writer = StreamWriter::try_new(&mut bytes, &batch.schema()).map_err(io::Error::other)?;
        writer.write(batch).map_err(io::Error::other)?;
        writer.finish().map_err(io::Error::other)?;
        drop(writer);
        let length = u32::try_from(bytes.len() - HEAD).map_err(io::Error::other)?;
        let digest = digest(bytes.get(HEAD..).unwrap_or_default());
        let head: Vec<u8> = [MARK.as_slice(), &length.to_le_bytes(), &digest].concat();
        bytes.splice(..HEAD, head);
        let written = self.file.write_all(&bytes).and_then(|()| self.file.sync_data());
        match written {
            Ok(()) => {
                self.end += bytes.len() as u64;
                Ok(())
            }
            Err(error) => {
                // Without this, a half-written frame would hide all later ones at the next start.
                self.file.set_len(self.end)?;
                self.file.seek(SeekFrom::Start(self.end))?;
                Err(error)
            }
        }
    }
}

fn frame(bytes: &[u8]) -> Option<(RecordBatch, &[u8])> {
    let (mark, rest) = bytes.split_first_chunk::<4>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (expected, rest) = rest.split_first_chunk::<8>()?;
    let (body, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    if *mark != MARK || digest(body) != *expected {
        return None;
    }
    let mut reader = StreamReader::try_new(body, None).ok()?;
    let batch = reader.next()?.ok()?;
    Some((batch, rest))
}

fn digest(body: &[u8]) -> [u8; 8] {
    let full: [u8; 32] = Sha256::digest(body).into();
    let mut first = [0; 8];
    first.copy_from_slice(full.first_chunk::<8>().unwrap_or(&[0; 8]));
    first
}
