-- The revision that a share stays at, which follows no approval. By the rules of the first schema.
ALTER TABLE shares ADD COLUMN pinned BIGINT;
