-- Training that people have had, and checks of them. `withdrawn` 1: entered by mistake.
CREATE TABLE training (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  subject TEXT NOT NULL,         -- small letters, as rules name it: safeguarding
  done_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,     -- the first day on which it is no longer valid; 99991231: none
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX training_person ON training (person_id);

-- Days are for who edits a place where the person sits; certificates for administrators of
-- everything. Neither is ever written to the trail.
CREATE TABLE person_check (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  kind TEXT NOT NULL,            -- small letters, as rules name it: dbs
  checked_on INTEGER NOT NULL,
  certificate TEXT NOT NULL,     -- its number, or ''
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX person_check_person ON person_check (person_id);
