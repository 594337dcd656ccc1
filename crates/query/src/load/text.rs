//! Text files in any encoding as UTF-8, piece by piece. The encoding is what was said, else what the file's first bytes say, else UTF-8
//! where all of it is, else what its letters look like.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::QueryError;
use crate::limits::TEXT_PIECE_BYTES as PIECE;

/// A text file whose encoding is known.
#[derive(Debug, Clone)]
pub(crate) struct TextFile {
    path: PathBuf,
    /// How its bytes are read.
    pub(crate) encoding: &'static Encoding,
    /// Neither said by who sent it nor by the file, and not the only one that fits.
    pub(crate) guessed: bool,
    /// Bytes before the text that only tell the encoding.
    mark: u64,
}

impl TextFile {
    /// Looks which encoding a file has.
    ///
    /// # Errors
    /// It is no text, or cannot be read.
    pub(crate) fn open(path: &Path, said: Option<&'static Encoding>) -> Result<Self, QueryError> {
        let mut head = Vec::with_capacity(PIECE);
        let file = File::open(path).map_err(|error| QueryError::io(&error))?;
        file.take(PIECE as u64)
            .read_to_end(&mut head)
            .map_err(|error| QueryError::io(&error))?;
        if let Some(message) = something_else(&head) {
            return Err(QueryError::invalid("", message));
        }
        let marked = Encoding::for_bom(&head);
        let (encoding, guessed) = match (said, marked) {
            (Some(said), _) => (said, false),
            (None, Some((encoding, _))) => (encoding, false),
            (None, None) => match wide(&head) {
                Some(wide) => (wide, true),
                None => narrow(path)?,
            },
        };
        if head.contains(&0) && encoding != UTF_16LE && encoding != UTF_16BE {
            return Err(QueryError::invalid("", "this is not a text file"));
        }
        let mark = marked
            .filter(|(found, _)| *found == encoding)
            .map_or(0, |(_, length)| length);
        Ok(Self {
            path: path.to_owned(),
            encoding,
            guessed,
            mark: mark as u64,
        })
    }

    /// Reads it from its beginning.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn pieces(&self) -> Result<Pieces, QueryError> {
        let io = |error: std::io::Error| QueryError::io(&error);
        let mut file = File::open(&self.path).map_err(io)?;
        file.seek(SeekFrom::Start(self.mark)).map_err(io)?;
        Ok(Pieces {
            file,
            decoder: self.encoding.new_decoder_without_bom_handling(),
            bytes: vec![0; PIECE],
            unreadable: false,
            ended: false,
        })
    }
}

/// What a file is that people take for a table; said, since it would replace the rows by what it holds.
fn something_else(head: &[u8]) -> Option<&'static str> {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins = |word: &[u8]| {
        start
            .get(..word.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(word))
    };
    if begins(b"<!doctype") || begins(b"<html") || begins(b"<?xml") {
        return Some("this is a web page or XML, no table: open it in a browser to see what it says");
    }
    if begins(b"PK\x03\x04") || begins(b"\xd0\xcf\x11\xe0") {
        return Some("this is a workbook such as Excel's, or a ZIP file: save its sheet as CSV");
    }
    begins(b"%PDF-").then_some("this is a PDF, no table")
}

/// UTF-16 without a mark: in most scripts every other byte is zero.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 10;
    if odd > many && even == 0 {
        Some(UTF_16LE)
    } else if even > many && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-8 where the whole file is, else what its letters look like.
fn narrow(path: &Path) -> Result<(&'static Encoding, bool), QueryError> {
    let io = |error: std::io::Error| QueryError::io(&error);
    let mut file = File::open(path).map_err(io)?;
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut bytes = vec![0; PIECE];
    let mut text = String::new();
    let mut is_utf8 = true;
    loop {
        let read = file.read(&mut bytes).map_err(io)?;
        let piece = bytes.get(..read).unwrap_or_default();
        detector.feed(piece, read == 0);
        if is_utf8 {
            text.clear();
            text.reserve(decoder.max_utf8_buffer_length(piece.len()).unwrap_or(4 * PIECE));
            let (_, _, wrong) = decoder.decode_to_string(piece, &mut text, read == 0);
            is_utf8 = !wrong;
        }
        if read == 0 {
            break;
        }
    }
    if is_utf8 {
        return Ok((UTF_8, false));
    }
    Ok((detector.guess(None, Utf8Detection::Deny), true))
}

/// The text, piece by piece.
pub(crate) struct Pieces {
    file: File,
    decoder: Decoder,
    bytes: Vec<u8>,
    /// Some bytes so far were no characters of the encoding; U+FFFD stands for them.
    pub(crate) unreadable: bool,
    /// The end was reached.
    pub(crate) ended: bool,
}

impl Pieces {
    /// Appends the next piece.
    ///
    /// # Errors
    /// It cannot be read.
    pub(crate) fn more(&mut self, text: &mut String) -> Result<(), QueryError> {
        if self.ended {
            return Ok(());
        }
        let read = self
            .file
            .read(&mut self.bytes)
            .map_err(|error| QueryError::io(&error))?;
        let piece = self.bytes.get(..read).unwrap_or_default();
        self.ended = read == 0;
        text.reserve(self.decoder.max_utf8_buffer_length(piece.len()).unwrap_or(4 * PIECE));
        let (_, _, wrong) = self.decoder.decode_to_string(piece, text, self.ended);
        self.unreadable |= wrong;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<(&'static str, String), QueryError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("text");
        std::fs::write(&path, bytes).unwrap();
        let file = TextFile::open(&path, None)?;
        let mut text = String::new();
        let mut pieces = file.pieces()?;
        while !pieces.ended {
            pieces.more(&mut text)?;
        }
        Ok((file.encoding.name(), text))
    }

    #[test]
    fn encodings_are_recognised() {
        let text = "Köln;Zürich\nMalmö;Århus\n";
        let wide = |swap: bool| -> Vec<u8> {
            let units = text.encode_utf16();
            units
                .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        let with = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cases = [
            ("UTF-8", text.as_bytes().to_vec()),
            ("UTF-8", with(b"\xef\xbb\xbf", text.as_bytes().to_vec())),
            ("UTF-16LE", with(b"\xff\xfe", wide(false))),
            ("UTF-16BE", with(b"\xfe\xff", wide(true))),
            ("UTF-16LE", wide(false)),
            ("UTF-16BE", wide(true)),
            ("windows-1252", encoding_rs::WINDOWS_1252.encode(text).0.into_owned()),
        ];
        for (name, bytes) in cases {
            assert_eq!(read(&bytes).unwrap(), (name, text.to_owned()));
        }
    }

    #[test]
    fn a_file_that_is_no_text_is_refused() {
        assert!(read(b"PK\x03\x04\x00\x00\x08\x00 and more").is_err());
    }

    #[test]
    fn what_is_no_table_is_said() {
        for (head, word) in [
            (&b"\n<!DOCTYPE html><html>"[..], "web page"),
            (b"\xef\xbb\xbf<html><body>Sign in", "web page"),
            (b"PK\x03\x04\x14", "Excel"),
            (b"%PDF-1.7", "PDF"),
        ] {
            assert!(something_else(head).unwrap().contains(word));
        }
        for head in [&b"PK,name\n1,a\n"[..], b"<5,>5\n1,2\n", b"", b"%PD"] {
            assert_eq!(something_else(head), None);
        }
    }

    #[test]
    fn a_character_across_two_pieces_is_one() {
        let text = format!("{}é{}", "x".repeat(PIECE - 1), "y".repeat(10));
        assert_eq!(read(text.as_bytes()).unwrap().1, text);
    }
}
