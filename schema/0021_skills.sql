-- Which skills bodies look for, in words of our own. The newest text holds, as a whole.
CREATE TABLE skill_text (
  id INTEGER PRIMARY KEY,
  content TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- How well somebody knows something, as an audit of skills noted it on a day. The newest of a skill
-- counts. `withdrawn` 1: by mistake.
CREATE TABLE skill_level (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  skill TEXT NOT NULL,           -- the code of a skill in the list
  grade INTEGER NOT NULL,        -- 0 none to 4 strong
  assessed_on INTEGER NOT NULL,
  source TEXT NOT NULL,          -- 'self' or 'review'
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX skill_level_person ON skill_level (person_id);
