-- When somebody said that they may be shown as the sharer; without it their shares do not open. Who shares already is shown already: it
-- counts as said with the first share that is still there. By the rules of the first schema.
ALTER TABLE users ADD COLUMN sharing_consent BIGINT;
UPDATE users SET sharing_consent = (SELECT MIN(s.created_at) FROM shares s WHERE s.owner = users.id AND s.state <> 'ended');
