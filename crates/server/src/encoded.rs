//! A text as it goes over the wire: as it is, and packed in the two ways that browsers know. Packed once, sent often.

use std::io::Write as _;

use bytes::Bytes;
use http::HeaderMap;
use http::header::ACCEPT_ENCODING;

/// How a body is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Brotli,
}

impl Packing {
    /// The best that whoever asks can unpack.
    pub(crate) fn for_reader(headers: &HeaderMap) -> Self {
        let accepted = headers.get_all(ACCEPT_ENCODING).iter();
        let accepted = accepted.filter_map(|value| value.to_str().ok());
        let mut best = Self::Plain;
        for coding in accepted.flat_map(|list| list.split(',')) {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
            let weight = weight.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
            if weight.is_ok_and(|weight| weight <= 0.0) {
                continue;
            }
            match name.trim() {
                "br" => return Self::Brotli,
                "gzip" => best = Self::Gzip,
                _ => {}
            }
        }
        best
    }

    /// The end of the name of a file that is packed so.
    pub(crate) const fn ending(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some(".gz"),
            Self::Brotli => Some(".br"),
        }
    }

    /// As the header says it.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }
}

/// A text in every packing.
#[derive(Debug)]
pub(crate) struct Encoded {
    plain: Bytes,
    gzip: Bytes,
    brotli: Bytes,
}

impl Encoded {
    /// Packs a text: some milliseconds for a page. Blocking.
    pub(crate) fn of(text: String) -> Self {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
        let gzip = gzip.write_all(text.as_bytes()).and_then(|()| gzip.finish());
        let mut brotli = Vec::new();
        {
            let mut packed = brotli::CompressorWriter::new(&mut brotli, 4096, 5, 22);
            // Into memory: there is nothing that could fail.
            let _written = packed.write_all(text.as_bytes());
        }
        Self {
            gzip: gzip.unwrap_or_default().into(),
            brotli: brotli.into(),
            plain: text.into(),
        }
    }

    /// The body in this packing.
    pub(crate) fn body(&self, packing: Packing) -> Bytes {
        match packing {
            Packing::Plain => self.plain.clone(),
            Packing::Gzip => self.gzip.clone(),
            Packing::Brotli => self.brotli.clone(),
        }
    }

    /// What all of it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.plain.len() + self.gzip.len() + self.brotli.len()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_best_packing_that_is_accepted() {
        let of = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(text));
            Packing::for_reader(&headers)
        };
        assert_eq!(of("gzip, deflate, br, zstd"), Packing::Brotli);
        assert_eq!(of("gzip;q=0.5"), Packing::Gzip);
        assert_eq!(of("br;q=0, gzip"), Packing::Gzip);
        assert_eq!(of("identity"), Packing::Plain);
        assert_eq!(Packing::for_reader(&HeaderMap::new()), Packing::Plain);
    }

    #[test]
    fn every_packing_holds_the_same_text() {
        let text = "Delays ".repeat(1_000);
        let encoded = Encoded::of(text.clone());
        let mut unpacked = String::new();
        let mut brotli = brotli::Decompressor::new(&encoded.brotli[..], 4096);
        brotli.read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        unpacked.clear();
        let mut gzip = flate2::read::GzDecoder::new(&encoded.gzip[..]);
        gzip.read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        assert!(encoded.bytes() < text.len() * 2);
    }
}
