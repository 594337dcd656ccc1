-- The dataset that took away what the readers of a paused share see, with its name of that moment: it may be gone meanwhile.
ALTER TABLE shares ADD COLUMN blocked_by TEXT;
ALTER TABLE shares ADD COLUMN blocked_name TEXT;
