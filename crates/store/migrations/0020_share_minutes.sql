-- Minutes that a share was looked at, by day, all its readers together. By the rules of the first schema.
ALTER TABLE share_days ADD COLUMN minutes BIGINT NOT NULL DEFAULT 0;
