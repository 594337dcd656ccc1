-- Folders, policies, requests for access, invitations, and which facts each generation touched. By the rules of the first schema.

-- A folder is of one workspace, as all that lies in it. It is deleted only when it is empty.
CREATE TABLE folders (
    id TEXT NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    parent TEXT REFERENCES folders (id),
    name TEXT NOT NULL,
    CHECK (parent <> id)
);
CREATE INDEX folders_by_workspace ON folders (workspace);
CREATE INDEX folders_by_parent ON folders (parent);

-- A user whose eyes a dashboard looks through stays named after the account is gone: the dashboard then shows nothing, not more.
ALTER TABLE dashboards ADD COLUMN folder TEXT REFERENCES folders (id);
ALTER TABLE dashboards ADD COLUMN restricted BIGINT NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1));
ALTER TABLE dashboards ADD COLUMN display TEXT NOT NULL DEFAULT 'viewer';
CREATE INDEX dashboards_by_folder ON dashboards (folder);

-- The start of the server reads the facts of every dashboard and every grant: from these indexes alone, past all documents.
CREATE INDEX dashboards_whole ON dashboards (id, workspace, folder, restricted, display);
CREATE INDEX grants_whole ON grants (dashboard, workspace, principal, level);

CREATE TABLE folder_grants (
    folder TEXT NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    workspace TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    principal TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('view', 'share', 'edit', 'block')),
    PRIMARY KEY (folder, workspace, principal)
);
CREATE INDEX folder_grants_by_principal ON folder_grants (principal);
CREATE INDEX folder_grants_by_workspace ON folder_grants (workspace);

CREATE TABLE policies (
    id TEXT NOT NULL PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    reach TEXT NOT NULL CHECK (reach IN ('here', 'here_and_below')),
    tag TEXT NOT NULL,
    principal TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('view', 'share', 'edit', 'block'))
);
CREATE INDEX policies_by_workspace ON policies (workspace);
CREATE INDEX policies_by_principal ON policies (principal);

-- Who answered is history, as who saved a dashboard.
CREATE TABLE access_requests (
    id TEXT NOT NULL PRIMARY KEY,
    dashboard TEXT NOT NULL REFERENCES dashboards (id) ON DELETE CASCADE,
    workspace TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    message TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'given', 'declined')),
    level TEXT CHECK (level IN ('view', 'share', 'edit')),
    answered_by TEXT,
    answered_at BIGINT,
    CHECK ((state = 'given') = (level IS NOT NULL)),
    CHECK ((state = 'open') = (answered_by IS NULL)),
    CHECK ((state = 'open') = (answered_at IS NULL))
);
CREATE UNIQUE INDEX access_requests_open ON access_requests (user_id, dashboard, workspace) WHERE state = 'open';
CREATE INDEX access_requests_by_user ON access_requests (user_id);
CREATE INDEX access_requests_by_dashboard ON access_requests (dashboard);
CREATE INDEX access_requests_by_workspace ON access_requests (workspace);

CREATE TABLE invitations (
    secret_hash TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX invitations_by_user ON invitations (user_id);
CREATE INDEX invitations_by_expiry ON invitations (expires_at);

-- What generation n touched. Every generation since this table exists has at least one row, until it is trimmed away.
CREATE TABLE fact_changes (
    n BIGINT NOT NULL,
    kind TEXT NOT NULL,
    object TEXT NOT NULL
);
CREATE INDEX fact_changes_by_n ON fact_changes (n);
