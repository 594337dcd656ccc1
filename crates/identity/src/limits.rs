//! All bounds of this crate. How often somebody may try is not here: attempts are counted by the server.

/// Characters of a new password, at least.
pub(crate) const SHORTEST_PASSWORD: usize = 10;
/// Characters of a password, at most: hashing a longer one would let anybody keep the server busy.
pub(crate) const LONGEST_PASSWORD: usize = 200;
/// Bytes of the server's secret key, at least, and of a fresh one: as many as the hash that it is used with has.
pub(crate) const KEY_BYTES: usize = 32;
