-- The registry. Two halves: EVIDENCE, what each imported file said, kept as it was said; and the
-- TIMELINES that are derived from all evidence in force and may be rebuilt from it at any time.
-- The large tables say in comments what their ids refer to, not by REFERENCES: they are only ever
-- written by an import as a whole, and checking row by row doubles its time on PostgreSQL.
-- `guildhall db rebuild --dry-run` checks all of them at once.
-- Dates are whole numbers yyyymmdd; periods are [from_on, until_on); 0 is "since before records"
-- and 99991231 "until further notice". Dialect: src/sql/README.md.

-- ---- evidence -------------------------------------------------------------------------------

-- One act on the registry: an import of files, or the undoing of one.
CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  action TEXT NOT NULL,          -- 'import' or 'undo'
  undoes INTEGER REFERENCES import(id),
  recorded_at INTEGER NOT NULL   -- seconds since 1970
) STRICT;

-- What it did: schools_new, closed, moved_trust, ... (Changes in store_timelines.hpp)
CREATE TABLE import_count (
  import_id INTEGER NOT NULL REFERENCES import(id),
  name TEXT NOT NULL,
  number INTEGER NOT NULL
) STRICT;
CREATE INDEX import_count_import ON import_count (import_id);

-- One file of an import. A file whose import was undone is no longer in force.
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import(id),
  kind TEXT NOT NULL,            -- establishments, group_links, groups, links, clusters
  name TEXT NOT NULL,            -- as given, without folders
  digest TEXT NOT NULL,          -- of the unpacked bytes
  as_of INTEGER NOT NULL,        -- the day that the file speaks of
  coverage TEXT NOT NULL,        -- for what absence from the file means something (docs/adr/0009)
  rows_read INTEGER NOT NULL,
  rows_bad INTEGER NOT NULL,
  in_force INTEGER NOT NULL      -- 0 once its import was undone
) STRICT;
CREATE INDEX source_import ON source (import_id);

-- What could not be read, or was read but looked wrong.
CREATE TABLE source_remark (
  source_id INTEGER NOT NULL REFERENCES source(id),
  line INTEGER NOT NULL,
  severity TEXT NOT NULL,        -- 'bad': the row was left out; 'note': it was used
  column_name TEXT NOT NULL,
  value TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX source_remark_source ON source_remark (source_id, line);

-- Which attributes the cells of an evidence row hold, in which order.
CREATE TABLE layout (
  id INTEGER PRIMARY KEY,
  attributes TEXT NOT NULL UNIQUE  -- codes parted by commas
) STRICT;

-- One row of one file, as it was. Equal rows of later files are the same evidence, seen again.
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  family INTEGER NOT NULL,       -- 1 establishment, 2 group link, 3 link, 4 group, 5 cluster
  layout_id INTEGER NOT NULL,    -- of layout
  subject INTEGER NOT NULL,      -- URN, or the group's UID for family 4
  cells TEXT NOT NULL            -- parted by the unit separator, U+001F
) STRICT;

CREATE INDEX evidence_subject ON evidence (subject);

-- Which evidence a source contains: runs of consecutive ids, both ends included.
CREATE TABLE evidence_run (
  source_id INTEGER NOT NULL REFERENCES source(id),
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL
) STRICT;
CREATE INDEX evidence_run_first ON evidence_run (first_id, last_id);

-- ---- code lists -----------------------------------------------------------------------------

-- Types of establishment. The definition of "state-funded" is data: see docs/reference/measures.md.
CREATE TABLE school_type (
  id INTEGER PRIMARY KEY,        -- the register's own code where it has one
  name TEXT NOT NULL UNIQUE,
  type_group TEXT NOT NULL,
  state_funded INTEGER NOT NULL,
  academy INTEGER NOT NULL,
  citation TEXT NOT NULL
) STRICT;

-- ---- timelines ------------------------------------------------------------------------------

-- Trusts, federations, sponsors, local authorities.
CREATE TABLE organisation (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,            -- mat, sat, federation, foundation, sponsor, umbrella, authority
  uid INTEGER,                   -- the register's Group UID; null when only a name is known
  code TEXT NOT NULL,            -- authority: its three digits; else the Group ID, TR01234
  companies_house TEXT NOT NULL,
  ukprn TEXT NOT NULL,
  name TEXT NOT NULL,            -- the newest
  folded TEXT NOT NULL,          -- the name as it is compared
  status TEXT NOT NULL,
  opened_on INTEGER NOT NULL,
  closed_on INTEGER NOT NULL,    -- 99991231 while open
  address TEXT NOT NULL,
  source_id INTEGER              -- the newest that named it
) STRICT;
CREATE UNIQUE INDEX organisation_uid ON organisation (uid);
CREATE INDEX organisation_folded ON organisation (folded);

-- Under which name an organisation was known when, as far as it was seen.
CREATE TABLE organisation_name (
  organisation_id INTEGER NOT NULL REFERENCES organisation(id),
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  name TEXT NOT NULL
) STRICT;
CREATE INDEX organisation_name_organisation ON organisation_name (organisation_id);

-- A school is one thing through all its entries in the national register.
CREATE TABLE school (
  id INTEGER PRIMARY KEY,
  digest INTEGER NOT NULL        -- of everything derived for it, to write only what changed
) STRICT;

CREATE TABLE school_state (
  school_id INTEGER NOT NULL,    -- of school
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  urn INTEGER NOT NULL,
  status INTEGER NOT NULL,       -- Status in model.hpp: 1 open, 2 proposed to close, 3 closed
  name TEXT NOT NULL,
  type_id INTEGER,
  phase INTEGER NOT NULL,        -- 0 not known, 1 nursery ... 7 all-through, 8 does not apply
  authority_id INTEGER,
  town TEXT NOT NULL,
  postcode TEXT NOT NULL,
  district TEXT NOT NULL,
  easting INTEGER,               -- metres on the British National Grid
  northing INTEGER,
  pupils INTEGER,
  capacity INTEGER,
  fsm INTEGER,                   -- hundredths of a per cent
  age_low INTEGER,
  age_high INTEGER,
  ofsted_grade TEXT NOT NULL,    -- graded inspections; report cards are not mapped on
  ofsted_on INTEGER,
  report_card_on INTEGER,        -- the newest report card; its areas stand in the evidence
  from_exact INTEGER NOT NULL    -- 0: the day is the first on which these facts were seen
) STRICT;
CREATE INDEX school_state_school ON school_state (school_id, from_on);
CREATE INDEX school_state_authority ON school_state (authority_id, from_on);

-- Outside identifiers, never keys of ours.
CREATE TABLE identifier (
  school_id INTEGER NOT NULL,    -- of school
  scheme TEXT NOT NULL,          -- urn, laestab, ukprn
  value INTEGER NOT NULL,
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL
) STRICT;
CREATE INDEX identifier_value ON identifier (scheme, value);
CREATE INDEX identifier_school ON identifier (school_id);

CREATE TABLE membership (
  school_id INTEGER NOT NULL,    -- of school
  organisation_id INTEGER NOT NULL,  -- of organisation
  urn INTEGER NOT NULL,
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  from_exact INTEGER NOT NULL,   -- 0: the day is the first on which it was seen
  until_exact INTEGER NOT NULL,  -- 0: the day is the first on which it was no longer seen
  source_id INTEGER              -- the newest that shows it
) STRICT;
CREATE INDEX membership_school ON membership (school_id);
CREATE INDEX membership_organisation ON membership (organisation_id, from_on);

-- One entry of the register followed another.
CREATE TABLE succession (
  predecessor_urn INTEGER NOT NULL,
  successor_urn INTEGER NOT NULL,
  kind TEXT NOT NULL,            -- succeeded, merged, amalgamated, split
  on_date INTEGER NOT NULL,      -- 0 when not known
  same_school INTEGER NOT NULL,  -- 1: one school throughout
  remark TEXT NOT NULL           -- see Succession in succession.hpp
) STRICT;
CREATE INDEX succession_predecessor ON succession (predecessor_urn);
CREATE INDEX succession_successor ON succession (successor_urn);

CREATE TABLE cluster (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation(id),
  name TEXT NOT NULL,
  letter TEXT NOT NULL,
  kind TEXT NOT NULL,            -- cluster, hub, zone, partnership
  UNIQUE (organisation_id, name)
) STRICT;

CREATE TABLE cluster_membership (
  cluster_id INTEGER NOT NULL REFERENCES cluster(id),
  school_id INTEGER NOT NULL REFERENCES school(id),
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,
  funding INTEGER NOT NULL,      -- 1: this cluster holds the school's share of devolved money
  lead INTEGER NOT NULL,         -- 1: the lead school of the cluster
  source_id INTEGER
) STRICT;
CREATE INDEX cluster_membership_cluster ON cluster_membership (cluster_id, from_on);
CREATE INDEX cluster_membership_school ON cluster_membership (school_id);

-- Counts up with every change, so that a running server knows when to read anew.
CREATE TABLE registry_version (version INTEGER NOT NULL) STRICT;
INSERT INTO registry_version (version) VALUES (0);
