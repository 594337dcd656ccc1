//! How short and long passwords are. How often one may be guessed is the server's to say.

model::limits! {
    ground {
        /// The shortest key of keyed hashes.
        KEY_BYTES: usize = 32, "bytes";
    }
    people {
        /// Shortest password: shorter ones are guessed.
        PASSWORD_SHORTEST: usize = 10, "characters";
        /// Longest password: hashing takes longer with its length.
        PASSWORD_LONGEST: usize = 200, "characters";
    }
}
