//! What a workspace says of its brand, and what of it readers are told. What a file of a logo is, is read from the file.

use access::action::{Ask, ChangeBrand, SeeWorkspace};
use access::brand::BrandInForce;
use access::op::Op;
use imagesize::ImageType;
use model::brand::{Brand, Colour, Logo, LogoId, LogoKind};
use model::id::WorkspaceId;
use model::invalid::Invalid;
use model::name::Title;
use store::LogoFile;

use crate::app::error::Error;
use crate::app::{App, gone};
use crate::limits::{LOGO_BYTES, LOGO_PIXELS};

/// The brand at a workspace.
#[derive(Debug)]
pub struct BrandAt {
    /// What it says itself.
    pub own: Brand,
    /// What holds, and where each part is said.
    pub in_force: BrandInForce,
}

impl App {
    /// The brand at a workspace.
    ///
    /// # Errors
    /// Unknown or not visible.
    pub fn brand(&self, op: &Op, id: WorkspaceId) -> Result<BrandAt, Error> {
        let own = self.workspace(op, id)?.brand;
        let in_force = self.gate.brand(id);
        Ok(BrandAt { own, in_force })
    }

    /// Whether the caller may change it.
    pub fn may_change_brand(&self, op: &Op, id: WorkspaceId) -> bool {
        self.gate.check(op, &Ask::ChangeBrand(id)).is_ok()
    }

    /// The name of a workspace whose brand holds elsewhere, for who may see it there.
    pub fn says_brand(&self, op: &Op, id: WorkspaceId) -> Option<Title> {
        let _may = self.gate.allow::<SeeWorkspace>(op, id).ok()?;
        self.gate.workspace(id).map(|workspace| workspace.name)
    }

    /// Replaces what a workspace says of its colour and its name.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn put_brand(
        &self,
        op: &Op,
        id: WorkspaceId,
        accent: Option<Colour>,
        name: Option<&Title>,
    ) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ChangeBrand>(op, id)?;
            let done = self.store.brand_put(&may, accent, name.cloned()).await;
            done.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// Gives a workspace a logo.
    ///
    /// # Errors
    /// Not allowed; it is no picture that is taken, or too large.
    pub async fn put_logo(&self, op: &Op, id: WorkspaceId, bytes: &[u8]) -> Result<(), Error> {
        let (logo, kind) = read_logo(bytes)?;
        let file = LogoFile {
            kind,
            bytes: bytes.to_vec(),
        };
        self.change(op, || async {
            let may = self.gate.allow::<ChangeBrand>(op, id)?;
            self.store.logo_put(&may, logo, &file).await.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// Takes the logo of a workspace away.
    ///
    /// # Errors
    /// Not allowed.
    pub async fn delete_logo(&self, op: &Op, id: WorkspaceId) -> Result<(), Error> {
        self.change(op, || async {
            let may = self.gate.allow::<ChangeBrand>(op, id)?;
            self.store.logo_delete(&may).await.map_err(gone)?;
            Ok(())
        })
        .await
    }

    /// The file of a logo. Whoever knows its hash has been shown it.
    ///
    /// # Errors
    /// The store failed.
    pub async fn logo_file(&self, id: LogoId) -> Result<Option<LogoFile>, Error> {
        Ok(self.store.logo_file(id).await?)
    }
}

/// What a file is, by its own first bytes; what its sender says of it is not looked at.
fn read_logo(bytes: &[u8]) -> Result<(Logo, LogoKind), Error> {
    let wrong = |rule: String| Error::from(Invalid::at("", rule));
    if bytes.len() > LOGO_BYTES {
        return Err(Error::TooLarge(format!("A logo has at most {} KB.", LOGO_BYTES >> 10)));
    }
    let kind = match imagesize::image_type(bytes) {
        Ok(ImageType::Png) => LogoKind::Png,
        Ok(ImageType::Jpeg) => LogoKind::Jpeg,
        Ok(ImageType::Webp) => LogoKind::Webp,
        _ => return Err(wrong("a logo is a PNG, JPEG or WebP file".to_owned())),
    };
    let side = |pixels: usize| {
        u32::try_from(pixels)
            .ok()
            .filter(|side| (1..=LOGO_PIXELS).contains(side))
    };
    let size = imagesize::blob_size(bytes).ok();
    let sides = size.and_then(|size| Some((side(size.width)?, side(size.height)?)));
    let (width, height) = sides.ok_or_else(|| wrong(format!("a logo has 1 to {LOGO_PIXELS} pixels each way")))?;
    let id = LogoId::of(bytes);
    Ok((Logo { id, width, height }, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let head = [
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(),
            &width.to_be_bytes(),
            &height.to_be_bytes(),
        ];
        head.concat()
    }

    #[test]
    fn a_logo_is_what_its_bytes_say() {
        let (logo, kind) = read_logo(&png(320, 80)).unwrap();
        assert_eq!((logo.width, logo.height, kind), (320, 80, LogoKind::Png));
        assert_eq!(logo.id, LogoId::of(&png(320, 80)));
        let jpeg = b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x10\x00\x20\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01";
        let (logo, kind) = read_logo(jpeg).unwrap();
        assert_eq!((logo.width, logo.height, kind), (32, 16, LogoKind::Jpeg));
        let webp = b"RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x1f\0\0\x0f\0\0";
        let (logo, kind) = read_logo(webp).unwrap();
        assert_eq!((logo.width, logo.height, kind), (32, 16, LogoKind::Webp));
    }

    #[test]
    fn what_is_no_picture_or_can_hold_a_script_is_refused() {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
        let bad: [&[u8]; 6] = [
            b"",
            b"\x89PNG",
            svg,
            b"<!doctype html><script>alert(1)</script>",
            b"GIF89a\x01\0\x01\0\0\0\0",
            b"%PDF-1.7 and so on",
        ];
        for bytes in bad {
            let refused = read_logo(bytes).unwrap_err();
            assert!(matches!(refused, Error::Invalid(_)), "{refused}");
        }
        for (width, height) in [(0, 80), (LOGO_PIXELS + 1, 80), (80, u32::MAX)] {
            assert!(read_logo(&png(width, height)).is_err(), "{width} by {height}");
        }
        let mut large = png(320, 80);
        large.resize(LOGO_BYTES + 1, 0);
        assert!(matches!(read_logo(&large), Err(Error::TooLarge(_))));
    }
}
