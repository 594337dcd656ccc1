-- How the reader of a session was let in, as JSON; nothing for those from before, who were asked what everybody is asked for.
ALTER TABLE share_sessions ADD COLUMN admitted TEXT;
