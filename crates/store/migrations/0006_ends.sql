-- Ends of credentials, counted, so that every node that keeps found ones in memory forgets them. By the rules of the first schema.

CREATE TABLE credential_ends (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    n BIGINT NOT NULL
);
INSERT INTO credential_ends (id, n) VALUES (1, 0);
