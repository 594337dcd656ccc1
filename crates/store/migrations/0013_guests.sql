-- Guests: who is let in by their address, the browsers in which somebody proved one, and the codes by which that is done. By the rules of
-- the first schema.

-- `secret_hash` is what the own link of a recipient has; who came by their domain, and who was removed, has none. `rounds` counts the links
-- they were sent.
CREATE TABLE recipients (
    id TEXT NOT NULL PRIMARY KEY,
    share TEXT NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    name TEXT,
    secret_hash TEXT CONSTRAINT recipients_secret_hash UNIQUE,
    rounds BIGINT NOT NULL,
    by_domain BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('invited', 'verified', 'removed')),
    invited_at BIGINT NOT NULL,
    verified_at BIGINT,
    last_seen_at BIGINT,
    views BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    expires_at BIGINT,
    mail TEXT CHECK (mail IN ('queued', 'sent', 'kept', 'failed')),
    mail_why TEXT,
    mail_at BIGINT,
    elsewhere_at BIGINT,
    CONSTRAINT recipients_share_address UNIQUE (share, address)
);
CREATE INDEX recipients_by_address ON recipients (address);

-- What a recipient has open; others have none.
ALTER TABLE share_sessions ADD COLUMN recipient TEXT;
CREATE INDEX share_sessions_by_recipient ON share_sessions (recipient);

CREATE TABLE guest_browsers (
    id TEXT NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    token_hash TEXT NOT NULL CONSTRAINT guest_browsers_token_hash UNIQUE,
    network TEXT NOT NULL,
    verified_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX guest_browsers_by_address ON guest_browsers (address);
CREATE INDEX guest_browsers_by_expiry ON guest_browsers (expires_at);

-- Every asking leaves one, whether there is somebody to send a code to or not: until then, and where nobody is, `code_hash` is empty.
-- `tries` are those of this code, `shared` those for its address since it was made, by those who are not known. Forgotten after an hour,
-- since they are what is counted.
CREATE TABLE guest_codes (
    id TEXT NOT NULL PRIMARY KEY,
    asker_hash TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    typed TEXT NOT NULL,
    browser_hash TEXT,
    network TEXT NOT NULL,
    address TEXT,
    known BIGINT NOT NULL,
    code_hash TEXT,
    made_at BIGINT NOT NULL,
    sent_at BIGINT,
    tries BIGINT NOT NULL,
    shared BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX guest_codes_by_asker ON guest_codes (asker_hash);
CREATE INDEX guest_codes_by_target ON guest_codes (secret_hash, address);
CREATE INDEX guest_codes_by_age ON guest_codes (made_at);
