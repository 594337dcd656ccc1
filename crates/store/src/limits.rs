//! How much of a database one node holds, and how far the log of changes reaches back.

model::limits! {
    ground {
        /// Changed objects that are told one by one: who is further behind reads all facts.
        CHANGES_TOLD: usize = 500, "objects";
        /// How far the log of changes reaches back.
        CHANGES_KEPT: u64 = 10_000, "changes";
        /// The log is trimmed once in so many changes.
        CHANGES_TRIMMED_EVERY: u64 = 250, "changes";
        /// Readers of a SQLite file, each on a connection of its own; more wait for one another.
        SQLITE_READERS: u32 = 4, "connections";
        /// Rows that a reader runs ahead of who takes them: with few of them the two wake each other all the time.
        SQLITE_ROWS_AHEAD: usize = 1024, "rows";
        /// Connections that a node holds to PostgreSQL.
        POSTGRES_CONNECTIONS: u32 = 16, "connections";
        /// Old revisions that are read together when a new schema has to work something out of each.
        REVISIONS_AT_ONCE: u32 = 200, "revisions";
        /// How long a statement waits for a connection or for the lock of another process.
        DATABASE_PATIENCE_SECONDS: u64 = 10, "seconds";
    }
    sharing {
        /// Keys with which a site signs for the readers of one share: one in use, one that follows it, and some to spare.
        SIGNING_KEYS: u64 = 5, "keys";
        /// How long a token that was taken is known beyond its own time: a clock may be set back.
        TAKEN_TOKEN_MINUTES: i64 = 60, "minutes";
    }
    operations {
        /// Entries of the audit that are sealed into its tree in one transaction.
        AUDIT_SEALED_AT_ONCE: u32 = 1_000, "entries";
        /// Entries that changed nothing and are written in one transaction: each waits until all of them are durable.
        AUDIT_NOTED_AT_ONCE: usize = 256, "entries";
        /// Entries that one page of the audit looks through for words, callers and actions; the next page goes on behind them.
        AUDIT_LOOKED_AT: u32 = 20_000, "entries";
    }
}
