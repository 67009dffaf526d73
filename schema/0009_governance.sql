-- People, the bodies that they sit on, and what was noted of both. Who sits where follows from
-- these and from the rules (src/governance): seats are not kept. `withdrawn` 1: entered by mistake.
-- Rows change by ending or withdrawing alone, each with its record in the trail.
CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,          -- the name as it is compared
  email TEXT NOT NULL,           -- small letters, or ''
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX person_folded ON person (folded);
CREATE INDEX person_email ON person (email);

CREATE TABLE body (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,            -- cluster_board, ... (BodyKind in model.hpp)
  name TEXT NOT NULL,
  place_kind TEXT NOT NULL CHECK (place_kind IN ('group', 'authority', 'cluster', 'school')),
  place_id INTEGER NOT NULL,     -- of organisation, cluster or school
  parent_id INTEGER NOT NULL,    -- the body that it reports to; 0: none
  rule_set TEXT NOT NULL,        -- '': that of its kind
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,     -- 99991231: until further notice
  terms_agreed_on INTEGER NOT NULL,  -- 0: not noted
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX body_place ON body (place_kind, place_id);
CREATE INDEX body_name ON body (name);

-- The schools of a shared body.
CREATE TABLE body_share (
  body_id INTEGER NOT NULL REFERENCES body(id),
  school_id INTEGER NOT NULL,
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  PRIMARY KEY (body_id, school_id, from_on)
) STRICT;
CREATE INDEX body_share_school ON body_share (school_id);

CREATE TABLE office (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,            -- headteacher, chair, ... (OfficeKind in model.hpp)
  person_id INTEGER NOT NULL REFERENCES person(id),
  place_kind TEXT NOT NULL
    CHECK (place_kind IN ('group', 'authority', 'cluster', 'school', 'body')),
  place_id INTEGER NOT NULL,
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  why_ended TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX office_place ON office (place_kind, place_id);
CREATE INDEX office_person ON office (person_id);

CREATE TABLE appointment (
  id INTEGER PRIMARY KEY,
  body_id INTEGER NOT NULL REFERENCES body(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  category TEXT NOT NULL,        -- the code of a seat in the rules
  appointed_by TEXT NOT NULL,    -- a code of model.cpp, or ''
  for_school_id INTEGER NOT NULL,  -- 0: for none
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  term_ends_on INTEGER NOT NULL,  -- the first day after the term; 99991231: no term
  why_ended TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX appointment_body ON appointment (body_id);
CREATE INDEX appointment_person ON appointment (person_id);

CREATE TABLE resolution (
  id INTEGER PRIMARY KEY,
  place_kind TEXT NOT NULL CHECK (place_kind IN ('school', 'body')),
  place_id INTEGER NOT NULL,     -- a school: whatever body governed it then
  question TEXT NOT NULL,
  about_body_id INTEGER NOT NULL,  -- 0: any
  agreed INTEGER NOT NULL,
  resolved_on INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX resolution_place ON resolution (place_kind, place_id);

CREATE TABLE plan_step (
  id INTEGER PRIMARY KEY,
  body_id INTEGER NOT NULL REFERENCES body(id),
  what TEXT NOT NULL,
  due_on INTEGER NOT NULL,
  done_on INTEGER NOT NULL,      -- 99991231: not done
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_step_body ON plan_step (body_id);

-- How a rule stands that the facts do not decide.
CREATE TABLE settlement (
  id INTEGER PRIMARY KEY,
  body_id INTEGER NOT NULL REFERENCES body(id),
  rule TEXT NOT NULL,
  school_id INTEGER NOT NULL,    -- 0: of the body
  kept INTEGER NOT NULL,
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  why TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX settlement_body ON settlement (body_id);

-- Interests are declared for a school year, which begins on 1 September of `year`.
CREATE TABLE declaration (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id),
  year INTEGER NOT NULL,
  declared_on INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX declaration_person ON declaration (person_id);

-- What a report card says of one area, as somebody noted it.
CREATE TABLE judgement (
  id INTEGER PRIMARY KEY,
  school_id INTEGER NOT NULL,
  area TEXT NOT NULL,
  found TEXT NOT NULL,
  judged_on INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX judgement_school ON judgement (school_id);

-- Rules of our own, which stand above those that are shipped. The newest text holds, as a whole.
CREATE TABLE rule_text (
  id INTEGER PRIMARY KEY,
  content TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- Meetings as they were recorded. What follows from it (quorum, what was decided) is worked out.
CREATE TABLE meeting (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,      -- counts up with everything that is recorded of it
  body_id INTEGER NOT NULL REFERENCES body(id),
  held_on INTEGER NOT NULL,
  starts TEXT NOT NULL,          -- '16:30', or ''
  place TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'sealed', 'cancelled')),
  seal TEXT NOT NULL,            -- SHA-256 of the minutes as they were approved, or ''
  minutes TEXT NOT NULL,         -- these minutes
  approved_on INTEGER NOT NULL,  -- 99991231: not yet
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_body ON meeting (body_id, held_on);

CREATE TABLE agenda_item (
  id INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting(id),
  position INTEGER NOT NULL,     -- 1, 2, ...
  title TEXT NOT NULL,
  motion TEXT NOT NULL,          -- '': nothing is put to the vote
  notes TEXT NOT NULL,
  needs TEXT NOT NULL,           -- '2/3'; '': as the rules say
  casting TEXT NOT NULL,         -- 'for', 'against' or ''
  -- What was decided, as it stood when the minutes were approved: later changes of people or rules
  -- do not change it. Before that '' and 0.
  decided TEXT NOT NULL,
  present INTEGER NOT NULL,
  needed INTEGER NOT NULL,
  votes_for INTEGER NOT NULL,
  votes_against INTEGER NOT NULL,
  abstained INTEGER NOT NULL,
  by_casting INTEGER NOT NULL
) STRICT;
CREATE INDEX agenda_item_meeting ON agenda_item (meeting_id, position);

CREATE TABLE attendance (
  meeting_id INTEGER NOT NULL REFERENCES meeting(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  presence TEXT NOT NULL CHECK (presence IN ('present', 'apologies', 'absent')),
  from_item INTEGER NOT NULL,
  until_item INTEGER NOT NULL,   -- 0: stayed
  PRIMARY KEY (meeting_id, person_id)
) STRICT;

CREATE TABLE withdrawal (
  item_id INTEGER NOT NULL REFERENCES agenda_item(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  why TEXT NOT NULL,
  PRIMARY KEY (item_id, person_id)
) STRICT;

CREATE TABLE proxy (
  meeting_id INTEGER NOT NULL REFERENCES meeting(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  holder_id INTEGER NOT NULL REFERENCES person(id),
  PRIMARY KEY (meeting_id, person_id)
) STRICT;

CREATE TABLE vote (
  item_id INTEGER NOT NULL REFERENCES agenda_item(id),
  person_id INTEGER NOT NULL REFERENCES person(id),
  choice TEXT NOT NULL CHECK (choice IN ('for', 'against', 'abstain')),
  PRIMARY KEY (item_id, person_id)
) STRICT;

CREATE TABLE meeting_action (
  id INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting(id),
  what TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person(id),
  due_on INTEGER NOT NULL,
  done_on INTEGER NOT NULL,      -- 99991231: not done
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_action_meeting ON meeting_action (meeting_id);

-- Of minutes that are approved: they stay, and this is said beside them.
CREATE TABLE minutes_correction (
  id INTEGER PRIMARY KEY,
  meeting_id INTEGER NOT NULL REFERENCES meeting(id),
  content TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX minutes_correction_meeting ON minutes_correction (meeting_id);
