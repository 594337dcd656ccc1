-- What people set on columns that are not in the dataset's present file: it holds again when they come back. By the rules of the first schema.
ALTER TABLE datasets ADD COLUMN columns_gone TEXT NOT NULL DEFAULT '[]';

-- Pushed rows, summed by who pushed them with what and by the hour, until the audit tells them. Times are microseconds.
CREATE TABLE push_sums (
    dataset TEXT NOT NULL,
    actor TEXT NOT NULL,
    credential TEXT NOT NULL,
    hour BIGINT NOT NULL,
    workspace TEXT NOT NULL,
    calls BIGINT NOT NULL,
    pushed BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    PRIMARY KEY (dataset, actor, credential, hour)
);
CREATE INDEX push_sums_by_hour ON push_sums (hour);
