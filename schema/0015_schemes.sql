-- Decisions of our own, above the catalogue that is shipped: every text is kept, the newest holds.
CREATE TABLE catalogue_text (
  id INTEGER PRIMARY KEY,
  content TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  actor TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- A scheme of delegation of a group or authority, or an overlay of it. What it says stands in its
-- versions.
CREATE TABLE scheme_layer (
  id INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL REFERENCES organisation(id),
  code TEXT NOT NULL,
  kind TEXT NOT NULL,            -- group, cluster, school, rating
  unit_id INTEGER NOT NULL,      -- of the cluster or school; else 0
  UNIQUE (owner_id, code)
) STRICT;

-- A draft is changed until it is adopted; from then on it stays as it is. `revision` counts
-- changes.
CREATE TABLE scheme_version (
  id INTEGER PRIMARY KEY,
  layer_id INTEGER NOT NULL REFERENCES scheme_layer(id),
  state TEXT NOT NULL,           -- draft, adopted, dropped
  revision INTEGER NOT NULL,
  version TEXT NOT NULL,         -- as the text says it
  from_on INTEGER NOT NULL,      -- as the text says it
  content TEXT NOT NULL,
  item_id INTEGER NOT NULL,      -- of the agenda, by which it was adopted; 0: by none kept here
  actor TEXT NOT NULL,           -- who changed it last
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX scheme_version_layer ON scheme_version (layer_id);

-- By which overlay a school is governed since a review. `withdrawn` 1: noted by mistake.
CREATE TABLE school_rating (
  id INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL REFERENCES organisation(id),
  school_id INTEGER NOT NULL REFERENCES school(id),
  rating TEXT NOT NULL,          -- a word of the catalogue's fact
  from_on INTEGER NOT NULL,
  reason TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT;
CREATE INDEX school_rating_school ON school_rating (school_id);
