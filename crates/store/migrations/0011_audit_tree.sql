-- The audit as a Merkle tree: where each entry stands in it, its hashes, its checkpoints. By the rules of the first schema.

-- Where the call came from, if from outside. `leaf` is the place in the tree: NULL until the entry is sealed, and never changed after.
ALTER TABLE audit ADD COLUMN come_from TEXT;
ALTER TABLE audit ADD COLUMN leaf BIGINT;
CREATE UNIQUE INDEX audit_by_leaf ON audit (leaf);
CREATE INDEX audit_unsealed ON audit (id) WHERE leaf IS NULL;
CREATE INDEX audit_by_object ON audit (object, id);

-- How many entries are sealed. Who seals takes this row first, which puts nodes in a row.
CREATE TABLE audit_tree (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL
);
INSERT INTO audit_tree (id, size) VALUES (1, 0);

-- Hashes of perfect subtrees with 256^level entries, 256 in a row, in base64; the last of a level may have fewer. All other hashes follow
-- from those of one row.
CREATE TABLE audit_strips (
    level BIGINT NOT NULL,
    n BIGINT NOT NULL,
    hashes TEXT NOT NULL,
    PRIMARY KEY (level, n)
);

-- Signed checkpoints: the last one of each day since 1970, UTC.
CREATE TABLE audit_checkpoints (
    size BIGINT NOT NULL PRIMARY KEY,
    day BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX audit_checkpoints_by_day ON audit_checkpoints (day);
