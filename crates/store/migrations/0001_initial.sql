-- The first schema. One text for SQLite and PostgreSQL, so only what both read alike:
-- ids and words are TEXT, every number, truth value (0, 1) and instant (microseconds since 1970, UTC) is BIGINT,
-- structured values are JSON in TEXT, hashes are hexadecimal TEXT. Secrets are kept as keyed hashes only.

CREATE TABLE organisation (
    id BIGINT NOT NULL CONSTRAINT organisation_one PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Counts changes of what decisions rest on. The first statement of every such change moves it on, which also puts them in a row.
CREATE TABLE facts_generation (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    n BIGINT NOT NULL
);
INSERT INTO facts_generation (id, n) VALUES (1, 1);

CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL CONSTRAINT users_email UNIQUE,
    name TEXT NOT NULL,
    attributes TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'disabled')),
    password_hash TEXT,
    created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL CONSTRAINT sessions_token_hash UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE groups (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    rule TEXT
);

CREATE TABLE group_parents (
    child TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    parent TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    PRIMARY KEY (child, parent),
    CHECK (child <> parent)
);
CREATE INDEX group_parents_by_parent ON group_parents (parent);

CREATE TABLE group_members (
    group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX group_members_by_user ON group_members (user_id);

CREATE TABLE workspaces (
    id TEXT NOT NULL PRIMARY KEY,
    parent TEXT REFERENCES workspaces (id),
    name TEXT NOT NULL,
    settings TEXT NOT NULL
);
CREATE INDEX workspaces_by_parent ON workspaces (parent);

CREATE TABLE tokens (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL CONSTRAINT tokens_token_hash UNIQUE,
    read_only BIGINT NOT NULL CHECK (read_only IN (0, 1)),
    workspace TEXT REFERENCES workspaces (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);
CREATE INDEX tokens_by_user ON tokens (user_id);

-- A principal is `user:ID`, `group:ID` or `all`; whoever deletes a user or a group deletes these in the same transaction.
CREATE TABLE permissions (
    workspace TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    principal TEXT NOT NULL,
    here TEXT NOT NULL,
    below TEXT NOT NULL,
    PRIMARY KEY (workspace, principal)
);
CREATE INDEX permissions_by_principal ON permissions (principal);

CREATE TABLE see (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    principal TEXT NOT NULL,
    PRIMARY KEY (user_id, principal)
);

CREATE TABLE datasets (
    id TEXT NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    origin TEXT NOT NULL,
    columns TEXT NOT NULL,
    outside TEXT NOT NULL CHECK (outside IN ('nobody', 'guests', 'anyone')),
    tenant_bound BIGINT NOT NULL CHECK (tenant_bound IN (0, 1)),
    version BIGINT NOT NULL,
    row_count BIGINT,
    bad_rows BIGINT NOT NULL,
    updated_at BIGINT,
    CONSTRAINT datasets_name UNIQUE (workspace, name)
);
CREATE INDEX datasets_by_name ON datasets (name);

CREATE TABLE row_rules (
    id TEXT NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    dataset TEXT NOT NULL,
    applies_to TEXT NOT NULL,
    below BIGINT NOT NULL CHECK (below IN (0, 1)),
    unless_manage BIGINT NOT NULL CHECK (unless_manage IN (0, 1)),
    predicate TEXT NOT NULL
);
CREATE INDEX row_rules_by_workspace ON row_rules (workspace);
CREATE INDEX row_rules_by_applies_to ON row_rules (applies_to);

-- Saved by whom is history: it outlives the account, so it is no reference.
CREATE TABLE dashboards (
    id TEXT NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    tags TEXT NOT NULL,
    document TEXT NOT NULL,
    revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL
);
CREATE INDEX dashboards_by_workspace ON dashboards (workspace);

CREATE TABLE dashboard_tags (
    dashboard TEXT NOT NULL REFERENCES dashboards (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (dashboard, tag)
);
CREATE INDEX dashboard_tags_by_tag ON dashboard_tags (tag);

CREATE TABLE revisions (
    dashboard TEXT NOT NULL REFERENCES dashboards (id) ON DELETE CASCADE,
    revision BIGINT NOT NULL,
    title TEXT NOT NULL,
    tags TEXT NOT NULL,
    document TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT NOT NULL,
    PRIMARY KEY (dashboard, revision)
);

CREATE TABLE grants (
    dashboard TEXT NOT NULL REFERENCES dashboards (id) ON DELETE CASCADE,
    workspace TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    principal TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('view', 'share', 'edit', 'block')),
    PRIMARY KEY (dashboard, workspace, principal)
);
CREATE INDEX grants_by_principal ON grants (principal);
CREATE INDEX grants_by_workspace ON grants (workspace);

-- Ended shares stay listed after their dashboard, workspace or owner is gone, so those are no references.
CREATE TABLE shares (
    id TEXT NOT NULL PRIMARY KEY,
    dashboard TEXT NOT NULL,
    workspace TEXT NOT NULL,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    description TEXT NOT NULL,
    terms TEXT NOT NULL,
    max_views BIGINT,
    state TEXT NOT NULL CHECK (state IN ('live', 'paused', 'ended')),
    end_reason TEXT,
    secret_hash TEXT NOT NULL CONSTRAINT shares_secret_hash UNIQUE,
    password_hash TEXT,
    created_at BIGINT NOT NULL,
    views BIGINT NOT NULL,
    last_seen_at BIGINT,
    CHECK ((state = 'ended') = (end_reason IS NOT NULL))
);
CREATE INDEX shares_by_dashboard ON shares (dashboard);
CREATE INDEX shares_by_owner ON shares (owner);

CREATE TABLE share_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    share TEXT NOT NULL REFERENCES shares (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL CONSTRAINT share_sessions_token_hash UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX share_sessions_by_share ON share_sessions (share);
CREATE INDEX share_sessions_by_expiry ON share_sessions (expires_at);

CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    workspace TEXT,
    details TEXT NOT NULL,
    request TEXT NOT NULL
);
CREATE INDEX audit_by_workspace ON audit (workspace, id);
