-- What the readers of a share did, by day (days since 1970, in UTC). By the rules of the first schema.
CREATE TABLE share_days (
    share TEXT NOT NULL,
    day BIGINT NOT NULL,
    views BIGINT NOT NULL,
    readers BIGINT NOT NULL,
    PRIMARY KEY (share, day)
);
