//! Names of objects as other engines know them. The same text for the same id, nothing else is promised.

use model::principal::Principal;

/// The type of a principal and its name.
#[must_use]
pub fn principal(who: Principal) -> (&'static str, String) {
    match who {
        Principal::User(id) => ("User", id.to_string()),
        Principal::Group(id) => ("Group", id.to_string()),
        Principal::All => ("Group", "all".to_owned()),
    }
}
