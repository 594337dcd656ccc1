//! How short and long passwords and keys are. How often a password may be guessed is the server's to say.

model::limits! {
    people {
        /// Shortest password: shorter ones are guessed.
        PASSWORD_SHORTEST: usize = 10, "characters";
        /// Longest password: hashing takes longer with its length.
        PASSWORD_LONGEST: usize = 200, "characters";
    }
    ground {
        /// Shortest key of the server: as long as the hashes it is used for.
        SECRET_KEY_BYTES: usize = 32, "bytes";
    }
}
