-- Looks at shares through their readers' eyes, also at shares that are not made yet; by whom, with what, until when is in `preview`, as
-- JSON. A preview lives as long as what its maker was signed in with. By the rules of the first schema.
CREATE TABLE previews (
    id TEXT NOT NULL PRIMARY KEY,
    share TEXT NOT NULL,
    token_hash TEXT NOT NULL CONSTRAINT previews_token_hash UNIQUE,
    preview TEXT NOT NULL,
    credential TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX previews_by_expiry ON previews (expires_at);
