-- Approved questions, and what a finished job left behind. By the rules of the first schema.

-- The digest of what a document asks, which the program fills for what was saved before; '' until then.
ALTER TABLE dashboards ADD COLUMN questions TEXT NOT NULL DEFAULT '';
ALTER TABLE revisions ADD COLUMN questions TEXT NOT NULL DEFAULT '';
CREATE INDEX revisions_by_questions ON revisions (dashboard, questions, revision);

-- Questions that were approved for somebody's rows: those shown under a share ('' for users who look through other eyes), of its owner
-- ('viewer') or of one user. Who approved is history, as who saved. A share stays named after it ended, and costs nothing.
CREATE TABLE approvals (
    dashboard TEXT NOT NULL REFERENCES dashboards (id) ON DELETE CASCADE,
    share TEXT NOT NULL,
    eyes TEXT NOT NULL,
    questions TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_at BIGINT NOT NULL,
    PRIMARY KEY (dashboard, share, eyes, questions)
);

-- What a job noted about its result, as JSON.
ALTER TABLE jobs ADD COLUMN note TEXT;
