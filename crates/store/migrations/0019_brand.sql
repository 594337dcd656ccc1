-- What readers see of an organisation around what is shared with them. By the rules of the first schema.
ALTER TABLE workspaces ADD COLUMN brand TEXT NOT NULL DEFAULT '{}';

-- The file of a workspace's logo: goes with its workspace. `id` is the SHA-256 of its bytes, `content` the bytes in Base64.
CREATE TABLE logos (
    workspace TEXT NOT NULL PRIMARY KEY REFERENCES workspaces (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX logos_by_id ON logos (id);
