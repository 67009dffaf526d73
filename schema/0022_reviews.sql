-- Which review chose the overlay: the yearly one, or one that something gave cause for; and by when
-- the next is due (99991231: as the catalogue says).
ALTER TABLE school_rating ADD COLUMN review TEXT NOT NULL DEFAULT 'yearly';
ALTER TABLE school_rating ADD COLUMN next_on INTEGER NOT NULL DEFAULT 99991231;
