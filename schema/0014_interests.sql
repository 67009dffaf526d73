-- Interests of people, each entered once for all bodies where they sit. `withdrawn` 1: by mistake.
CREATE TABLE interest (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  kind TEXT NOT NULL,            -- business, ... (InterestKind in model.hpp)
  what TEXT NOT NULL,            -- '' after the person was erased
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,     -- 99991231: until further notice
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX interest_person ON interest (person_id);

-- 1: somebody declared that they have none; 0: those that stand on the day.
ALTER TABLE declaration ADD COLUMN no_interests INTEGER NOT NULL DEFAULT 0;

-- An interest that was declared at an item of a meeting. Who withdrew for it is in withdrawal.
CREATE TABLE item_interest (
  item_id INTEGER NOT NULL REFERENCES agenda_item(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  interest_id INTEGER NOT NULL,  -- 0: in words alone
  why TEXT NOT NULL,             -- as it was declared; '' after the person was erased
  PRIMARY KEY (item_id, person_id)
) STRICT;
CREATE INDEX item_interest_person ON item_interest (person_id);
