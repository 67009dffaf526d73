-- Requests for decisions: what is asked for, of which unit. Where one stands follows from its steps
-- and from the schemes in force.
CREATE TABLE decision_request (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL,     -- counts what was noted of it
  decision TEXT NOT NULL,        -- a code of the catalogue
  place_kind TEXT NOT NULL,      -- school, cluster, group, authority
  place_id INTEGER NOT NULL,
  words TEXT NOT NULL,           -- what is asked for
  heading TEXT NOT NULL,         -- of the budget, or ''
  party TEXT NOT NULL,           -- to whom the money goes, or ''
  asked_on INTEGER NOT NULL,
  asked_by_id INTEGER NOT NULL,  -- person; 0: not said
  needed_on INTEGER NOT NULL,    -- by when; 99991231: not said
  account_id INTEGER NOT NULL,   -- who entered it; 0: nobody who has an account
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_request_place ON decision_request (place_kind, place_id);

-- The ruling by which a request goes, as it was on a day. A further one is kept when the facts, the
-- schemes or memberships have changed it.
CREATE TABLE request_route (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES decision_request(id),
  on_day INTEGER NOT NULL,
  why TEXT NOT NULL,             -- asked, facts, changed, decided
  facts TEXT NOT NULL,           -- 'amount=£18,000.00; months=24', as they were given
  amount INTEGER NOT NULL,       -- pence; 0: not given
  sums TEXT NOT NULL,            -- where sums of the year come from, a line each
  outcome TEXT NOT NULL,         -- decided, gap, ...
  says TEXT NOT NULL,
  because TEXT NOT NULL
) STRICT;
CREATE INDEX request_route_request ON request_route (request_id);

-- Who has which part in it, and by which clause.
CREATE TABLE request_part (
  route_id INTEGER NOT NULL REFERENCES request_route(id),
  position INTEGER NOT NULL,     -- 1: who decides
  part TEXT NOT NULL,            -- decides, recommends, consulted, informed, carries out, reports
  level TEXT NOT NULL,           -- a code of the catalogue
  name TEXT NOT NULL,            -- who that was: 'the cluster board of Harbour'
  body_id INTEGER NOT NULL,      -- 0: an office, or not known
  there INTEGER NOT NULL,        -- 0: nobody was
  days INTEGER NOT NULL,         -- 0: not said
  reports_to TEXT NOT NULL,
  layer TEXT NOT NULL,
  scheme TEXT NOT NULL,          -- its title
  version TEXT NOT NULL,
  clause TEXT NOT NULL,          -- '': what the scheme retains
  PRIMARY KEY (route_id, position)
) STRICT;

CREATE TABLE request_step (
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES decision_request(id),
  -- recommend, consult, answer, facts, decide, withdraw, inform, report
  kind TEXT NOT NULL,
  level TEXT NOT NULL,
  name TEXT NOT NULL,
  noted_on INTEGER NOT NULL,     -- the day of which it speaks
  result TEXT NOT NULL,          -- for, against, none; granted, refused; ''
  words TEXT NOT NULL,
  due_on INTEGER NOT NULL,       -- the last day to answer; 99991231: none
  person_id INTEGER NOT NULL,    -- who held the office; 0: a body, or nobody known
  route_id INTEGER NOT NULL REFERENCES request_route(id),
  layer TEXT NOT NULL,           -- by which power it was taken
  scheme TEXT NOT NULL,
  version TEXT NOT NULL,
  clause TEXT NOT NULL,
  says TEXT NOT NULL,            -- the ruling of that day, a line each
  meeting_id INTEGER NOT NULL,   -- that decided; 0
  item_id INTEGER NOT NULL,      -- of its agenda; 0
  early INTEGER NOT NULL,        -- 1: before everybody was heard
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX request_step_request ON request_step (request_id);
CREATE INDEX request_step_item ON request_step (item_id);
CREATE INDEX agenda_item_source ON agenda_item (source);
