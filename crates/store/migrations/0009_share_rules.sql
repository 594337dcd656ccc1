-- What a workspace says of shares in it and below. By the rules of the first schema.
ALTER TABLE workspaces ADD COLUMN sharing TEXT NOT NULL DEFAULT '{}';
