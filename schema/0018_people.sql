-- How long what is kept of people is kept, in words of our own. The newest text holds, as a whole.
CREATE TABLE retention_text (
  id INTEGER PRIMARY KEY,
  content TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- Who sits in for the holder of a seat that is away, by the rules of the body. `withdrawn` 1: by
-- mistake.
CREATE TABLE alternate (
  id INTEGER PRIMARY KEY,
  body_id INTEGER NOT NULL REFERENCES body(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  category TEXT NOT NULL,        -- the code of a seat in the rules
  for_school_id INTEGER NOT NULL,  -- 0: for none
  holder_id INTEGER NOT NULL,    -- of several in one category, for whom; 0: for whoever holds it
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,     -- 99991231: until further notice
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX alternate_body ON alternate (body_id);
CREATE INDEX alternate_person ON alternate (person_id);
