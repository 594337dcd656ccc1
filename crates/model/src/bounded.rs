//! Lists that are counted while they are read: the first entry over the bound ends the reading, before it is parsed and kept.
//! How many there may be is said in `limits`; what the entries mean is not known here.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

/// Reads a list of at most `MOST` entries.
///
/// # Errors
/// An entry that cannot be read, or one too many.
pub(crate) fn list<'de, D, T, const MOST: usize>(reader: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    reader.deserialize_seq(Counting::<T, MOST>(PhantomData))
}

struct Counting<T, const MOST: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Counting<T, MOST> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MOST}")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Vec<T>, A::Error> {
        let mut read = Vec::new();
        while read.len() < MOST {
            match entries.next_element()? {
                Some(entry) => read.push(entry),
                None => return Ok(read),
            }
        }
        match entries.next_element::<serde::de::IgnoredAny>()? {
            None => Ok(read),
            Some(_) => Err(A::Error::custom(format_args!("at most {MOST} are allowed here"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::invalid::parse;

    #[derive(Debug, serde::Deserialize)]
    struct Three {
        #[serde(deserialize_with = "super::list::<_, _, 3>")]
        list: Vec<u8>,
    }

    #[test]
    fn reading_ends_at_the_first_entry_over_the_bound() {
        let read = parse::<Three>(br#"{"list":[1,2,3]}"#).unwrap();
        assert_eq!(read.list, [1, 2, 3]);
        // What comes after it is not even looked at: it is no number.
        let refused = parse::<Three>(br#"{"list":[1,2,3,4,"x"]}"#).unwrap_err();
        assert!(refused.faults[0].pointer.starts_with("/list"), "{refused}");
        assert!(refused.faults[0].message.contains("at most 3"), "{refused}");
    }
}
