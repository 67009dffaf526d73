-- Access: who may come in, as what they may do what, and what was done. Secrets are kept as hashes
-- only (passwords by argon2id, random tokens by SHA-256, both as text); the one exception is the
-- secret of a second factor, which has to be known to check a code. Times are seconds since 1970,
-- dates whole numbers yyyymmdd, periods [from_on, until_on). What was withdrawn stays, with the
-- moment. Only the attempts of the throttle and what has run out are ever deleted.

-- ---- accounts -------------------------------------------------------------------------------

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL,           -- as it was written
  email_folded TEXT NOT NULL UNIQUE,  -- as it is compared
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'closed')),
  password TEXT NOT NULL,        -- libsodium's text of an argon2id hash; '' while there is none
  totp_secret TEXT NOT NULL,     -- base32; '' while there is no second factor
  totp_step INTEGER NOT NULL,    -- the last step of 30 seconds that was accepted; never again
  created_at INTEGER NOT NULL,
  closed_at INTEGER,
  version INTEGER NOT NULL       -- counts up with every change by a person
) STRICT;

-- An account elsewhere (OpenID Connect) by which one signs in here.
CREATE TABLE outside_identity (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,         -- the issuer's own name for the person
  account_id INTEGER NOT NULL REFERENCES account(id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT;
CREATE INDEX outside_identity_account ON outside_identity (account_id);

-- For when the telephone with the second factor is lost; each works once.
CREATE TABLE recovery_code (
  account_id INTEGER NOT NULL REFERENCES account(id),
  code_hash TEXT NOT NULL,
  used_at INTEGER
) STRICT;
CREATE INDEX recovery_code_account ON recovery_code (account_id);

-- ---- ways in --------------------------------------------------------------------------------

CREATE TABLE one_time_link (
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  purpose TEXT NOT NULL CHECK (purpose IN ('first', 'invite', 'reset')),
  account_id INTEGER REFERENCES account(id),  -- null for the first administrator
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  cancelled_at INTEGER           -- when a newer link took its place
) STRICT;
CREATE INDEX one_time_link_account ON one_time_link (account_id);

CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  account_id INTEGER NOT NULL REFERENCES account(id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,      -- written at most once a minute
  agent TEXT NOT NULL,           -- "Firefox on Windows"
  way TEXT NOT NULL,             -- password, link, outside, demo
  second_factor INTEGER NOT NULL,  -- 0: it is still to be shown, and nothing else may be done
  ended_at INTEGER
) STRICT;
CREATE INDEX session_account ON session (account_id);

CREATE TABLE api_token (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,  -- the part by which it is found and may be named
  secret_hash TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  label TEXT NOT NULL,
  scopes TEXT NOT NULL,          -- of read, edit, import, admin; parted by spaces
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,               -- written at most once a minute
  revoked_at INTEGER
) STRICT;
CREATE INDEX api_token_account ON api_token (account_id);

-- A sign-in that was sent to an OpenID Connect provider and has not come back.
CREATE TABLE outside_sign_in (
  state_hash TEXT PRIMARY KEY,
  provider TEXT NOT NULL,
  nonce TEXT NOT NULL,
  verifier TEXT NOT NULL,        -- of PKCE
  return_to TEXT NOT NULL,       -- the page that was wanted
  created_at INTEGER NOT NULL
) STRICT;

-- One row for each thing that is throttled, to be locked while its attempts are counted.
CREATE TABLE throttle (
  subject TEXT PRIMARY KEY,      -- kind and keyed hash: no address can be read from it
  tried_at INTEGER NOT NULL
) STRICT;
CREATE INDEX throttle_tried ON throttle (tried_at);

-- Attempts that failed, or have not ended.
CREATE TABLE throttle_attempt (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  tried_at INTEGER NOT NULL
) STRICT;
CREATE INDEX throttle_attempt_subject ON throttle_attempt (subject, tried_at);
CREATE INDEX throttle_attempt_tried ON throttle_attempt (tried_at);

-- Random keys of this installation, made at first use.
CREATE TABLE installation_key (
  name TEXT PRIMARY KEY,
  key_text TEXT NOT NULL
) STRICT;

-- ---- who may what ---------------------------------------------------------------------------

CREATE TABLE access_grant (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account(id),
  role TEXT NOT NULL CHECK (role IN ('administrator', 'editor', 'reader')),
  unit_kind TEXT NOT NULL,       -- everything, authority, group, cluster, school
  unit_id INTEGER NOT NULL,      -- 0 for everything
  unit_name TEXT NOT NULL,       -- when it was granted
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
CREATE INDEX access_grant_account ON access_grant (account_id);

-- ---- the audit trail ------------------------------------------------------------------------

-- What was done, each record bound to the one before it (src/access/audit.hpp). Append-only.
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,       -- 1, 2, 3, ... without a hole
  recorded_at INTEGER NOT NULL,
  actor_id INTEGER NOT NULL,     -- of account; 0 when none did it
  actor_name TEXT NOT NULL,
  via TEXT NOT NULL,             -- session, token, command, system
  via_id INTEGER NOT NULL,       -- of session or api_token, else 0
  action TEXT NOT NULL,          -- cluster.rename
  subject_kind TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  subject_name TEXT NOT NULL,
  old_values TEXT NOT NULL,      -- a JSON object, or ''
  new_values TEXT NOT NULL,
  reason TEXT NOT NULL,          -- what the person gave
  power TEXT NOT NULL,           -- by what right: the grant, as a sentence
  previous TEXT NOT NULL,        -- the hash of the record before
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject_kind, subject_id, seq);
CREATE INDEX audit_actor ON audit (actor_id, seq);

-- The end of the chain. Whoever appends locks this row first, so that there is one order.
CREATE TABLE audit_head (
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (seq, hash)
VALUES (0, '0000000000000000000000000000000000000000000000000000000000000000');

-- Refuses what a mistaken program might do. Who owns the database can take this away; that is what
-- the chain is for.
/*sqlite*/
CREATE TRIGGER audit_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
/*end*/
/*postgres
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  RAISE integrity_constraint_violation USING MESSAGE = 'the audit trail is append-only';
END $$;
CREATE TRIGGER audit_update BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
*/
