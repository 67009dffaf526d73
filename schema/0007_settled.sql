-- The version of the registry when files, or an edit of a group, last changed it. Edits of schools
-- and clusters leave it, so that a running server then reads anew only what they can have changed.
ALTER TABLE registry_version ADD COLUMN settled_version INTEGER NOT NULL DEFAULT 0;
UPDATE registry_version SET settled_version = version;
