//! Ids, principals and levels out of their text form without a detour over the heap: the start reads millions of them. Reads exactly
//! what their `FromStr` reads. Written with patterns alone: builds for every day do not optimise what the standard library would call.

use model::id::{DashboardId, FolderId, GroupId, UserId, WorkspaceId};
use model::level::GrantLevel;
use model::principal::Principal;

use crate::error::{Result, StoreError};

/// Something that can be read quickly.
pub(crate) trait Quick: Sized {
    /// Reads it where the text begins with it; and what follows.
    fn take(text: &[u8]) -> Option<(Self, &[u8])>;
}

macro_rules! quick {
    ($($id:ident: $a:literal $b:literal $c:literal;)*) => {$(
        impl Quick for $id {
            fn take(text: &[u8]) -> Option<(Self, &[u8])> {
                let [$a, $b, $c, b'_', digits @ ..] = text else { return None };
                match number(digits) {
                    Some((number, rest)) => Some(($id::from_number(number), rest)),
                    None => None,
                }
            }
        }
    )*};
}

quick! {
    DashboardId: b'd' b's' b'h';
    FolderId: b'f' b'l' b'd';
    GroupId: b'g' b'r' b'p';
    UserId: b'u' b's' b'r';
    WorkspaceId: b'w' b's' b'p';
}

impl Quick for Principal {
    fn take(text: &[u8]) -> Option<(Self, &[u8])> {
        match text {
            [b'u', b's', b'e', b'r', b':', id @ ..] => match UserId::take(id) {
                Some((id, rest)) => Some((Self::User(id), rest)),
                None => None,
            },
            [b'g', b'r', b'o', b'u', b'p', b':', id @ ..] => match GroupId::take(id) {
                Some((id, rest)) => Some((Self::Group(id), rest)),
                None => None,
            },
            [b'a', b'l', b'l', rest @ ..] => Some((Self::All, rest)),
            _ => None,
        }
    }
}

impl Quick for GrantLevel {
    fn take(text: &[u8]) -> Option<(Self, &[u8])> {
        match text {
            [b'v', b'i', b'e', b'w', rest @ ..] => Some((Self::View, rest)),
            [b's', b'h', b'a', b'r', b'e', rest @ ..] => Some((Self::Share, rest)),
            [b'e', b'd', b'i', b't', rest @ ..] => Some((Self::Edit, rest)),
            [b'b', b'l', b'o', b'c', b'k', rest @ ..] => Some((Self::Block, rest)),
            _ => None,
        }
    }
}

/// 26 digits are 130 bits: the last two of them are not part of the number, and zero.
const fn number(text: &[u8]) -> Option<(u128, &[u8])> {
    let mut number: u128 = 0;
    let mut left = 26_u32;
    let mut text = text;
    while let [byte, rest @ ..] = text {
        let digit = match *byte {
            byte @ b'0'..=b'9' => byte - b'0',
            byte @ b'a'..=b'h' => byte - b'a' + 10,
            byte @ b'j'..=b'k' => byte - b'j' + 18,
            byte @ b'm'..=b'n' => byte - b'm' + 20,
            byte @ b'p'..=b't' => byte - b'p' + 22,
            byte @ b'v'..=b'z' => byte - b'v' + 27,
            _ => return None,
        };
        left -= 1;
        if left == 0 {
            if digit & 3 != 0 {
                return None;
            }
            return Some((number << 3 | (digit >> 2) as u128, rest));
        }
        number = number << 5 | digit as u128;
        text = rest;
    }
    None
}

/// Reads a whole text; `None`: it is another.
fn whole<T: Quick>(text: &str) -> Option<T> {
    match T::take(text.as_bytes()) {
        Some((value, [])) => Some(value),
        _ => None,
    }
}

/// As `parse`, of what is kept.
pub(crate) fn quick<T: Quick>(text: &str) -> Result<T> {
    whole(text).ok_or(StoreError::Damaged("an id has another form"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn reads_what_is_written(n in any::<u128>()) {
            let user = UserId::from_number(n);
            prop_assert_eq!(whole(&user.to_string()), Some(user));
            for principal in [Principal::User(user), Principal::Group(GroupId::from_number(n)), Principal::All] {
                prop_assert_eq!(whole(&principal.to_string()), Some(principal));
            }
        }

        #[test]
        fn refuses_and_takes_what_the_slow_way_does(
            text in "usr_[0-9a-z]{26}|usr_[0-9a-hj-kmnp-tv-z]{25}[048cgmrw]|(user:)?usr_[0-9A-Za-z_]{0,30}|[a-z]{3}_[0-9a-h]{26}|(view|share|edit|block|all)s?|.{0,31}",
        ) {
            prop_assert_eq!(whole::<UserId>(&text), text.parse().ok());
            prop_assert_eq!(whole::<WorkspaceId>(&text), text.parse().ok());
            prop_assert_eq!(whole::<Principal>(&text), text.parse().ok());
            prop_assert_eq!(whole::<GrantLevel>(&text), text.parse().ok());
        }
    }
}
