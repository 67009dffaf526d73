-- Long work that a server does beside its requests, and takes up again after a restart. Files wait
-- here, packed, until the work is done; then their parts are deleted. Times are seconds since 1970.
CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('import', 'undo')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'ready', 'done', 'failed', 'stopped')),
  dry_run INTEGER NOT NULL,      -- 1: to be looked at before it is confirmed
  clusters INTEGER NOT NULL,     -- of an import: files of clusters
  partial INTEGER NOT NULL,      -- absence from the files means nothing
  sure INTEGER NOT NULL,         -- even if very many schools close
  as_of_on INTEGER,              -- the day the files speak of, where their names do not say
  import_id INTEGER,             -- to be undone; of an import that is done: its number
  made_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  heartbeat_at INTEGER,          -- of whoever works on it: old, and somebody else takes it up
  stop_wanted INTEGER NOT NULL,
  account_id INTEGER NOT NULL,   -- who asked for it, for the audit trail
  actor TEXT NOT NULL,
  via TEXT NOT NULL,
  via_id INTEGER NOT NULL,
  power TEXT NOT NULL,
  reason TEXT NOT NULL,
  report TEXT NOT NULL,          -- JSON; '' until there is one
  error_code TEXT NOT NULL,
  error_message TEXT NOT NULL
) STRICT;
CREATE INDEX job_state ON job (state);

CREATE TABLE job_file (
  job_id INTEGER NOT NULL REFERENCES job(id),
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  PRIMARY KEY (job_id, place)
) STRICT;

CREATE TABLE job_part (
  job_id INTEGER NOT NULL REFERENCES job(id),
  place INTEGER NOT NULL,
  part INTEGER NOT NULL,
  content TEXT NOT NULL,         -- a piece of the gzip of the file, as base64url
  PRIMARY KEY (job_id, place, part)
) STRICT;
