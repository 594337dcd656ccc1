//! Checks that may take time, since patterns are compiled and matched: done away from the threads that serve connections. Whether the
//! caller may have it checked was decided before.

use model::Instant;
use model::document::Document;
use model::invalid::Invalid;
use model::share::Terms;

use super::error::Error;

/// Checks everything of a document that needs no data.
///
/// # Errors
/// All faults with their pointers.
pub(crate) async fn document(document: &Document) -> Result<(), Error> {
    let document = document.clone();
    elsewhere(move || document.check()).await
}

/// Checks the terms of a share of this document.
///
/// # Errors
/// All faults with their pointers.
pub(crate) async fn terms(terms: &Terms, document: &Document, now: Instant) -> Result<(), Error> {
    let (terms, document) = (terms.clone(), document.clone());
    elsewhere(move || terms.check(&document, now)).await
}

async fn elsewhere(check: impl FnOnce() -> Result<(), Invalid> + Send + 'static) -> Result<(), Error> {
    match tokio::task::spawn_blocking(check).await {
        Ok(checked) => Ok(checked?),
        Err(failed) => Err(Error::Internal(format!("checking failed: {failed}"))),
    }
}
