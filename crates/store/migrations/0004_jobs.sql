-- Work that goes on without a request and outlives the process. By the rules of the first schema.

-- `owner` is the caller with whose rights it runs; NULL: the server itself. `node`: only that node may run it, for its result lies there.
-- A job that runs is held until `held_until`; then another may take it, and `tries` has gone up, so that the first is not heard any more.
CREATE TABLE jobs (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    owner TEXT,
    node TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    payload TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    keep_until BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    held_by TEXT,
    held_until BIGINT,
    CHECK ((state = 'running') = (held_by IS NOT NULL)),
    CHECK ((state = 'running') = (held_until IS NOT NULL))
);
CREATE INDEX jobs_by_state ON jobs (state, run_at);
CREATE INDEX jobs_by_keeping ON jobs (keep_until);
