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
}
