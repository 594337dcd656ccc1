//! How short and long passwords and keys are. How often a password may be guessed is the server's to say.

model::limits! {
    people {
        /// Shortest password: shorter ones are guessed.
        PASSWORD_SHORTEST: usize = 10, "characters";
        /// Longest password: hashing takes longer with its length.
        PASSWORD_LONGEST: usize = 200, "characters";
    }
    sharing {
        /// A token that a site signs for a reader: it is read before anybody knows who sends it.
        HOST_TOKEN_BYTES: usize = 8 << 10, "bytes";
        /// How long such a token may count: a copied one is soon worthless.
        HOST_TOKEN_SECONDS: i64 = 600, "seconds";
        /// How far the clock of a site may be ahead.
        HOST_CLOCK_SECONDS: i64 = 60, "seconds";
        /// Length of a site's name for a reader.
        HOST_SUB_CHARACTERS: usize = 200, "characters";
        /// Length of a token's own name.
        HOST_JTI_CHARACTERS: usize = 128, "characters";
    }
    ground {
        /// Shortest key of the server: as long as the hashes it is used for.
        SECRET_KEY_BYTES: usize = 32, "bytes";
    }
}
