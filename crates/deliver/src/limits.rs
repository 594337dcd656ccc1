//! How long handing over may take, and what files are named.

model::limits! {
    delivery {
        /// How long a mail server may take.
        MAIL_SECONDS: u64 = 20, "seconds";
        /// Length of the id of a kept file.
        FILE_ID_BYTES: usize = 120, "bytes";
    }
}
