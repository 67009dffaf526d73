-- Terms of reference of a body, version by version. Of those whose day has come the one with the
-- latest day holds, of several the one that was noted last. `withdrawn` 1: by mistake.
CREATE TABLE terms_text (
  id INTEGER PRIMARY KEY,
  body_id INTEGER NOT NULL REFERENCES body(id),
  from_on INTEGER NOT NULL,      -- the first day on which it holds
  adopted_by TEXT NOT NULL,      -- in words: Trust board
  meeting_id INTEGER NOT NULL,   -- at which it was adopted; 0: not noted
  why TEXT NOT NULL,             -- what changed; '' where nobody said
  content TEXT NOT NULL,
  actor TEXT NOT NULL,           -- who noted it, for who saves meanwhile
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX terms_text_body ON terms_text (body_id);
