-- The year of meetings, and a meeting before and after: what was planned from a template, agenda
-- and papers, invitations, calendars that other programs read without signing in.
ALTER TABLE meeting ADD COLUMN lasts_min INTEGER NOT NULL DEFAULT 0;  -- 0: not said
ALTER TABLE meeting ADD COLUMN template TEXT NOT NULL DEFAULT '';  -- 'trust_board autumn_1', or ''
ALTER TABLE meeting ADD COLUMN minutes_2 TEXT NOT NULL DEFAULT '';  -- of its confidential items
ALTER TABLE meeting ADD COLUMN seal_2 TEXT NOT NULL DEFAULT '';     -- SHA-256 of those

ALTER TABLE agenda_item ADD COLUMN lead_id INTEGER NOT NULL DEFAULT 0;  -- person; 0: not said
ALTER TABLE agenda_item ADD COLUMN starts TEXT NOT NULL DEFAULT '';  -- '16:40', or ''
ALTER TABLE agenda_item ADD COLUMN confidential INTEGER NOT NULL DEFAULT 0;  -- 1: part 2
ALTER TABLE agenda_item ADD COLUMN source TEXT NOT NULL DEFAULT '';  -- what it came from, or ''
ALTER TABLE agenda_item ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;  -- 1: taken off

-- That members were invited, with the version of the meeting that they were sent.
CREATE TABLE invitation (
  id INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting(id),
  sent_on INTEGER NOT NULL,
  agenda_version INTEGER NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX invitation_meeting ON invitation (meeting_id);

-- A file to an item of an agenda. One that was taken away is withdrawn and its content emptied; the
-- hash stays.
CREATE TABLE paper (
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL REFERENCES agenda_item(id),
  name TEXT NOT NULL,            -- of the file
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  content TEXT NOT NULL,         -- base64url
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX paper_item ON paper (item_id);

-- Templates of years, deadlines and term dates of our own, above those that are shipped. The newest
-- text holds, as a whole.
CREATE TABLE calendar_text (
  id INTEGER PRIMARY KEY,
  content TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- A calendar that another program reads by a secret in its address.
CREATE TABLE calendar_feed (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL,   -- who made it: it ends with the account
  kind TEXT NOT NULL CHECK (kind IN ('body', 'person')),
  of_id INTEGER NOT NULL,
  secret_hash TEXT NOT NULL,     -- SHA-256
  made_at INTEGER NOT NULL,
  revoked_at INTEGER NOT NULL    -- 0: in use
) STRICT;
CREATE INDEX calendar_feed_secret ON calendar_feed (secret_hash);
CREATE INDEX calendar_feed_account ON calendar_feed (account_id);
