-- What other sites sign with for their readers, and the tokens that were taken. By the rules of the first schema.

-- `sealed` is the secret itself under the key of the server, since a signature cannot be checked with a hash of it.
CREATE TABLE share_signing_keys (
    id TEXT NOT NULL PRIMARY KEY,
    share TEXT NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    sealed TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX share_signing_keys_by_share ON share_signing_keys (share);

-- Each token opens once. Kept until it would not be taken for its time alone.
CREATE TABLE share_tokens_taken (
    share TEXT NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    jti TEXT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (share, jti)
);
CREATE INDEX share_tokens_taken_by_until ON share_tokens_taken (until);

-- With which key a site let the reader in; nothing for all others.
ALTER TABLE share_sessions ADD COLUMN signed_by TEXT;
CREATE INDEX share_sessions_by_signed_by ON share_sessions (signed_by);
