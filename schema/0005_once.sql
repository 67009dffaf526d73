-- Requests of the API that came with an Idempotency-Key: the same request sent again gets the same
-- answer, and is done once. Rows are deleted after a day.
CREATE TABLE api_once (
  caller TEXT NOT NULL,        -- "account 7"
  key_hash TEXT NOT NULL,      -- SHA-256 of the key, which only the caller knows
  request_hash TEXT NOT NULL,
  status INTEGER,              -- null while it is worked on
  answer TEXT NOT NULL,        -- sealed with the key, for it may hold what is shown once; base64
  made_at INTEGER NOT NULL,
  PRIMARY KEY (caller, key_hash)
) STRICT;
CREATE INDEX api_once_made ON api_once (made_at);
