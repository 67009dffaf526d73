-- The alignment matrix of a group or authority: what its schools do in common, and how far each has
-- come. Entries are never changed: what is corrected is withdrawn, and another takes its place.
CREATE TABLE alignment_matrix (
  organisation_id INTEGER PRIMARY KEY REFERENCES organisation(id),
  title TEXT NOT NULL,
  evidence_months INTEGER NOT NULL,  -- after which a judgement of adoption is old
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE alignment_function (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES alignment_matrix(organisation_id),
  code TEXT NOT NULL,                -- "payroll"
  made_at INTEGER NOT NULL,
  UNIQUE (organisation_id, code)
) STRICT;

-- How a function is done from a day on, until the next entry of its phase.
CREATE TABLE alignment_state (
  id INTEGER PRIMARY KEY,
  function_id INTEGER NOT NULL REFERENCES alignment_function(id),
  phase TEXT NOT NULL,               -- all, primary, secondary, special
  from_on INTEGER NOT NULL,
  area TEXT NOT NULL,                -- standards, ... (Area in alignment.hpp)
  title TEXT NOT NULL,
  approach TEXT NOT NULL,            -- central, common, in_some, individual, delegated, ended
  says TEXT NOT NULL,
  provider TEXT NOT NULL,
  direction TEXT NOT NULL,           -- maintain, develop
  target TEXT NOT NULL,
  due_on INTEGER NOT NULL,           -- 99991231: no day
  lead TEXT NOT NULL,                -- code of an office, or a role in words
  policy TEXT NOT NULL,
  link TEXT NOT NULL,
  decisions TEXT NOT NULL,           -- codes of the catalogue, parted by commas
  services TEXT NOT NULL,            -- parted by commas
  made_at INTEGER NOT NULL,
  withdrawn_at INTEGER NOT NULL      -- 0: it stands
) STRICT;
CREATE INDEX alignment_state_function ON alignment_state (function_id);

-- Who leads it, where no office says so.
CREATE TABLE alignment_lead (
  state_id INTEGER PRIMARY KEY REFERENCES alignment_state(id),
  person_id INTEGER NOT NULL REFERENCES person(id)
) STRICT;
CREATE INDEX alignment_lead_person ON alignment_lead (person_id);

-- How far a school has come with a function from a day on, until the next.
CREATE TABLE alignment_adoption (
  id INTEGER PRIMARY KEY,
  function_id INTEGER NOT NULL REFERENCES alignment_function(id),
  school_id INTEGER NOT NULL REFERENCES school(id),
  since_on INTEGER NOT NULL,
  level TEXT NOT NULL,               -- adopted, partly, own_way, not_yet
  evidence TEXT NOT NULL,
  judged_by TEXT NOT NULL,           -- a role
  judged_on INTEGER NOT NULL,        -- 99991231: not noted
  made_at INTEGER NOT NULL,
  withdrawn_at INTEGER NOT NULL
) STRICT;
CREATE INDEX alignment_adoption_function ON alignment_adoption (function_id, school_id);
