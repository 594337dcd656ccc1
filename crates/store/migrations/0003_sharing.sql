-- Shares by audience: what only one kind of audience has, beside the terms that all have; secrets in a table of their own, because
-- not every audience has exactly one. By the rules of the first schema.

-- Taken apart and put together again: SQLite cannot drop a column that is unique.
CREATE TABLE shares_before AS SELECT * FROM shares;
CREATE TABLE share_sessions_before AS SELECT * FROM share_sessions;
DROP TABLE share_sessions;
DROP TABLE shares;

-- `audience` is what its kind has of its own, as JSON and without secrets. `max_views` is a term too; it stands here as well because
-- one statement counts a view and compares it. Ended shares stay listed after their dashboard, workspace or owner is gone, so
-- those are no references.
CREATE TABLE shares (
    id TEXT NOT NULL PRIMARY KEY,
    dashboard TEXT NOT NULL,
    workspace TEXT NOT NULL,
    owner TEXT NOT NULL,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    description TEXT NOT NULL,
    kind TEXT NOT NULL,
    audience TEXT NOT NULL,
    terms TEXT NOT NULL,
    max_views BIGINT,
    state TEXT NOT NULL CHECK (state IN ('live', 'paused', 'ended')),
    end_reason TEXT,
    password_hash TEXT,
    created_at BIGINT NOT NULL,
    views BIGINT NOT NULL,
    last_seen_at BIGINT,
    CHECK ((state = 'ended') = (end_reason IS NOT NULL))
);
CREATE INDEX shares_by_dashboard ON shares (dashboard);
CREATE INDEX shares_by_owner ON shares (owner);
INSERT INTO shares (id, dashboard, workspace, owner, title, title_folded, description, kind, audience, terms, max_views, state,
    end_reason, password_hash, created_at, views, last_seen_at)
SELECT id, dashboard, workspace, owner, title, title_folded, description, kind,
    CASE WHEN password_hash IS NULL THEN '{"has_password":false}' ELSE '{"has_password":true}' END, terms, max_views, state,
    end_reason, password_hash, created_at, views, last_seen_at
FROM shares_before;

-- What opens a share. An ended share keeps its own, so that its readers are told that it ended.
CREATE TABLE share_keys (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    share TEXT NOT NULL REFERENCES shares (id) ON DELETE CASCADE
);
CREATE INDEX share_keys_by_share ON share_keys (share);
INSERT INTO share_keys (secret_hash, share) SELECT secret_hash, id FROM shares_before;

CREATE TABLE share_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    share TEXT NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL CONSTRAINT share_sessions_token_hash UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX share_sessions_by_share ON share_sessions (share);
CREATE INDEX share_sessions_by_expiry ON share_sessions (expires_at);
INSERT INTO share_sessions (id, share, token_hash, created_at, expires_at)
SELECT id, share, token_hash, created_at, expires_at FROM share_sessions_before;

DROP TABLE shares_before;
DROP TABLE share_sessions_before;
