-- Scenarios and plans of the designer, version by version, and the runs of the solver. Texts are
-- those of src/design: scenario_text(), plan_text(). Times are seconds since 1970.
CREATE TABLE scenario (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,      -- the newest
  name TEXT NOT NULL,
  owner_id INTEGER NOT NULL,     -- the organisation whose clusters these are; 0: not one alone
  copied_from INTEGER NOT NULL,  -- another scenario; 0: none
  archived INTEGER NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE scenario_version (
  scenario_id INTEGER NOT NULL REFERENCES scenario(id),
  version INTEGER NOT NULL,
  content TEXT NOT NULL,
  what TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (scenario_id, version)
) STRICT;

CREATE TABLE plan (
  id INTEGER PRIMARY KEY,
  scenario_id INTEGER NOT NULL REFERENCES scenario(id),
  scenario_version INTEGER NOT NULL,
  version INTEGER NOT NULL,      -- the newest
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('today', 'solver', 'hand')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'enacted', 'undone')),
  copied_from INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  published_version INTEGER NOT NULL,  -- 0: never
  published_at INTEGER NOT NULL,
  answers_until_on INTEGER,
  published_note TEXT NOT NULL,
  enacted_from_on INTEGER,
  enacted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_scenario ON plan (scenario_id);

-- `solved` 1: the solver made this version, and the columns to the right of it hold.
CREATE TABLE plan_version (
  plan_id INTEGER NOT NULL REFERENCES plan(id),
  version INTEGER NOT NULL,
  content TEXT NOT NULL,
  what TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  solved INTEGER NOT NULL,
  cost REAL NOT NULL,
  bound REAL NOT NULL,
  feasible INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  moves INTEGER NOT NULL,
  rounds INTEGER NOT NULL,
  seconds REAL NOT NULL,
  PRIMARY KEY (plan_id, version)
) STRICT;

-- The edits by which a plan was enacted, in their order. `withdrawn` 1: undone together again.
CREATE TABLE plan_edit (
  plan_id INTEGER NOT NULL REFERENCES plan(id),
  edit_id INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  PRIMARY KEY (plan_id, edit_id)
) STRICT;

CREATE TABLE design_run (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('solve', 'repair', 'frontier', 'sizes')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'stopped')),
  scenario_id INTEGER NOT NULL REFERENCES scenario(id),
  scenario_version INTEGER NOT NULL,
  from_plan_id INTEGER NOT NULL,  -- 0: none
  seed INTEGER NOT NULL,
  seconds_wanted REAL NOT NULL,
  rounds_max INTEGER NOT NULL,
  size_least INTEGER NOT NULL,
  size_most INTEGER NOT NULL,
  plan_name TEXT NOT NULL,
  made_plan_id INTEGER NOT NULL,  -- 0: none yet
  made_at INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER NOT NULL,
  heartbeat_at INTEGER NOT NULL,  -- old, and somebody else takes it up
  takes INTEGER NOT NULL,         -- only the last taker may end it
  worker TEXT NOT NULL,
  step TEXT NOT NULL,
  percent INTEGER NOT NULL,
  seconds REAL NOT NULL,
  feasible INTEGER NOT NULL,
  cost REAL NOT NULL,
  bound REAL NOT NULL,
  moves INTEGER NOT NULL,
  rounds INTEGER NOT NULL,
  best TEXT NOT NULL,             -- cluster numbers of the best plan so far
  report TEXT NOT NULL,
  stop_wanted INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  actor TEXT NOT NULL,
  via TEXT NOT NULL,
  via_id INTEGER NOT NULL,
  power TEXT NOT NULL,
  reason TEXT NOT NULL,
  error_code TEXT NOT NULL,
  error_message TEXT NOT NULL
) STRICT;
CREATE INDEX design_run_state ON design_run (state);
