-- Posts of the national register (GIAS), by its number of each, and which of ours each is. Names
-- are as the register writes them; '' after the person was erased.
CREATE TABLE gias_post (
  gid INTEGER PRIMARY KEY,
  role TEXT NOT NULL,            -- as the register writes it
  urn INTEGER NOT NULL,          -- 0: none; then there is a UID
  uid INTEGER NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person(id),
  title TEXT NOT NULL,
  forename_1 TEXT NOT NULL,
  forename_2 TEXT NOT NULL,
  surname TEXT NOT NULL,
  appointment_id INTEGER NOT NULL,  -- 0: none
  office_id INTEGER NOT NULL,    -- 0: none
  said_from_on INTEGER NOT NULL,    -- as the last file said: what it says anew is seen by it
  said_until_on INTEGER NOT NULL,
  said_by TEXT NOT NULL
) STRICT;
CREATE INDEX gias_post_person ON gias_post (person_id);

-- Files of the register's layout that were imported, with what they changed.
CREATE TABLE gias_import (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,          -- SHA-256 of the file
  posts INTEGER NOT NULL,        -- that were made, linked or changed
  people INTEGER NOT NULL,       -- that were made
  bodies INTEGER NOT NULL,       -- that were made
  made_at INTEGER NOT NULL
) STRICT;

-- What a body is for, in a sentence. The newest holds.
CREATE TABLE remit (
  id INTEGER PRIMARY KEY,
  body_id INTEGER NOT NULL REFERENCES body(id),
  content TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX remit_body ON remit (body_id);

-- A seat, a rule or the quorum of one body in other words than those of its set.
CREATE TABLE rule_override (
  id INTEGER PRIMARY KEY,
  body_id INTEGER NOT NULL REFERENCES body(id),
  rule TEXT NOT NULL,            -- 'nine', 'seat parent', 'quorum'
  content TEXT NOT NULL,         -- a line of rules, 'total: 3 to 11'
  why TEXT NOT NULL,
  source TEXT NOT NULL,
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX rule_override_body ON rule_override (body_id);
