//! Which previews live, for who looks one up and for open pages. Below the areas: it reads what people sign in with, and what they share.

/// Previews that meet `$which` at the moment `$2`: while they last, and while their maker is signed in with what they made them with.
macro_rules! living {
    ($which:literal) => {
        concat!(
            "SELECT p.id, p.share, p.preview FROM previews p WHERE ",
            $which,
            " AND p.expires_at > $2 AND (EXISTS (SELECT 1 FROM sessions s WHERE s.id = p.credential AND s.expires_at > $2) \
             OR EXISTS (SELECT 1 FROM tokens t WHERE t.id = p.credential AND (t.expires_at IS NULL OR t.expires_at > $2)))"
        )
    };
}

/// The one of the hash in `$1` at the moment `$2`.
pub(crate) const PREVIEW_OF_HASH: &str = living!("p.token_hash = $1");

/// Those of the ids in `$1` at the moment `$2`.
pub(crate) const LIVING_PREVIEWS: &str = living!("p.id IN {in $1}");
