//! Ids and principals out of their text form without a detour over the heap: the start reads millions of them. Reads exactly what
//! their `FromStr` reads.

use model::id::{DashboardId, FolderId, GroupId, UserId, WorkspaceId};
use model::principal::Principal;

use crate::error::{Result, StoreError};

/// Of a byte: which digit it is; 32 and more: none.
const DIGITS: [u8; 256] = {
    let alphabet = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut digits = [u8::MAX; 256];
    let mut digit: u8 = 0;
    while digit < 32 {
        #[expect(
            clippy::indexing_slicing,
            reason = "worked out by the compiler, which refuses what lies outside"
        )]
        {
            digits[alphabet[digit as usize] as usize] = digit;
        }
        digit += 1;
    }
    digits
};

/// An id that can be read quickly.
pub(crate) trait Quick: Sized {
    /// Reads the text form; `None`: it is another.
    fn quick(text: &str) -> Option<Self>;
}

macro_rules! quick {
    ($($id:ident)*) => {$(
        impl Quick for $id {
            fn quick(text: &str) -> Option<Self> {
                let digits = text.strip_prefix($id::PREFIX)?.strip_prefix('_')?;
                number(digits.as_bytes()).map($id::from_number)
            }
        }
    )*};
}

quick!(DashboardId FolderId GroupId UserId WorkspaceId);

impl Quick for Principal {
    fn quick(text: &str) -> Option<Self> {
        if let Some(id) = text.strip_prefix("user:") {
            return UserId::quick(id).map(Self::User);
        }
        if let Some(id) = text.strip_prefix("group:") {
            return GroupId::quick(id).map(Self::Group);
        }
        (text == "all").then_some(Self::All)
    }
}

/// 26 digits are 130 bits: the last two of them are not part of the number, and zero.
fn number(digits: &[u8]) -> Option<u128> {
    let (last, digits) = digits.split_last()?;
    if digits.len() != 25 {
        return None;
    }
    let mut number: u128 = 0;
    // Twelve digits fit into 60 bits, which the machine shifts at once.
    for part in digits.chunks(12) {
        let mut short: u64 = 0;
        for byte in part {
            short = short << 5 | u64::from(digit(*byte)?);
        }
        number = number << (5 * part.len()) | u128::from(short);
    }
    let last = digit(*last)?;
    (last & 3 == 0).then_some(number << 3 | u128::from(last >> 2))
}

fn digit(byte: u8) -> Option<u8> {
    DIGITS.get(usize::from(byte)).copied().filter(|digit| *digit < 32)
}

/// As [`Quick::quick`], of what is kept.
pub(crate) fn quick<T: Quick>(text: &str) -> Result<T> {
    T::quick(text).ok_or(StoreError::Damaged("an id has another form"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn reads_what_is_written(n in any::<u128>()) {
            let user = UserId::from_number(n);
            prop_assert_eq!(UserId::quick(&user.to_string()), Some(user));
            for principal in [Principal::User(user), Principal::Group(GroupId::from_number(n)), Principal::All] {
                prop_assert_eq!(Principal::quick(&principal.to_string()), Some(principal));
            }
        }

        #[test]
        fn refuses_and_takes_what_the_slow_way_does(
            text in "usr_[0-9a-z]{26}|usr_[0-9a-hj-kmnp-tv-z]{25}[048cgmrw]|(user:)?usr_[0-9A-Za-z_]{0,30}|[a-z]{3}_[0-9a-h]{26}|.{0,31}",
        ) {
            prop_assert_eq!(UserId::quick(&text), text.parse().ok());
            prop_assert_eq!(WorkspaceId::quick(&text), text.parse().ok());
            prop_assert_eq!(Principal::quick(&text), text.parse().ok());
        }
    }
}
