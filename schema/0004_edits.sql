-- Edits: evidence of our own, and what the files alone say, so that one edit need derive anew only
-- what it touches. Rows of edit are never changed or deleted: an undo is a further row, and so is
-- the undo of an undo.

CREATE TABLE edit (
  id INTEGER PRIMARY KEY,        -- 1, 2, 3, ... in the order in which they were saved
  recorded_at INTEGER NOT NULL,  -- seconds since 1970
  account_id INTEGER NOT NULL,   -- of account; 0 when a command did it
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,            -- cluster.make, ... (EditKind in edit.hpp)
  scope TEXT NOT NULL,           -- what is derived anew: 'clusters UID 501', 'school 990001'
  cluster TEXT NOT NULL,         -- by its handle (ClusterRecord in clusters.hpp), or ''
  to_cluster TEXT NOT NULL,
  urn INTEGER NOT NULL,          -- of a school, or 0
  name TEXT NOT NULL,
  letter TEXT NOT NULL,
  cluster_kind TEXT NOT NULL,
  fact TEXT NOT NULL,
  fact_value TEXT NOT NULL,
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  funding INTEGER NOT NULL,
  lead INTEGER NOT NULL,
  undoes INTEGER REFERENCES edit(id),
  after_source INTEGER NOT NULL, -- the newest source when it was saved; 0 for none
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX edit_scope ON edit (scope);
CREATE INDEX edit_urn ON edit (urn);

-- Which number a cluster has, by its owner and its handles. Never deleted, so that a cluster that
-- comes back is the one that it was, and no number is given twice.
CREATE TABLE cluster_identity (
  owner TEXT NOT NULL,           -- 'UID 501', or the folded name of an authority or group
  handle TEXT NOT NULL,
  id INTEGER NOT NULL,           -- of cluster, or of one that is no more
  PRIMARY KEY (owner, handle)
) STRICT;

ALTER TABLE cluster ADD COLUMN from_on INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cluster ADD COLUMN until_on INTEGER NOT NULL DEFAULT 99991231;
-- The edit that last touched the membership; 0: it is as a file states it.
ALTER TABLE cluster_membership ADD COLUMN edit_id INTEGER NOT NULL DEFAULT 0;

-- What the newest file of each owner states of clusters, before edits.
CREATE TABLE cluster_stated (
  organisation_id INTEGER NOT NULL,  -- of organisation
  handle TEXT NOT NULL,
  name TEXT NOT NULL,
  letter TEXT NOT NULL,
  kind TEXT NOT NULL
) STRICT;
CREATE INDEX cluster_stated_organisation ON cluster_stated (organisation_id);
CREATE TABLE cluster_membership_stated (
  organisation_id INTEGER NOT NULL,  -- of organisation
  handle TEXT NOT NULL,
  urn INTEGER NOT NULL,
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  funding INTEGER NOT NULL,
  lead INTEGER NOT NULL,
  source_id INTEGER
) STRICT;
CREATE INDEX cluster_membership_stated_organisation
  ON cluster_membership_stated (organisation_id);

-- The states of a school before corrections; only of schools that have some in force.
CREATE TABLE school_state_stated (
  school_id INTEGER NOT NULL,    -- of school
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  urn INTEGER NOT NULL,
  status INTEGER NOT NULL,
  name TEXT NOT NULL,
  type_id INTEGER,
  phase INTEGER NOT NULL,
  authority_id INTEGER,
  town TEXT NOT NULL,
  postcode TEXT NOT NULL,
  district TEXT NOT NULL,
  easting INTEGER,
  northing INTEGER,
  pupils INTEGER,
  capacity INTEGER,
  fsm INTEGER,
  age_low INTEGER,
  age_high INTEGER,
  ofsted_grade TEXT NOT NULL,
  ofsted_on INTEGER,
  report_card_on INTEGER,
  from_exact INTEGER NOT NULL
) STRICT;
CREATE INDEX school_state_stated_school ON school_state_stated (school_id);

-- The facts of a group before corrections; only those that have a correction in force.
CREATE TABLE organisation_stated (
  organisation_id INTEGER NOT NULL,  -- of organisation
  fact TEXT NOT NULL,
  fact_value TEXT NOT NULL
) STRICT;
CREATE INDEX organisation_stated_organisation ON organisation_stated (organisation_id);
