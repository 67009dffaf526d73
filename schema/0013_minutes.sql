-- An action may come of an item, and is in part 2 of the minutes with it, or by itself.
ALTER TABLE meeting_action ADD COLUMN item_id INTEGER NOT NULL DEFAULT 0;  -- 0: of none
ALTER TABLE meeting_action ADD COLUMN confidential INTEGER NOT NULL DEFAULT 0;

-- A correction of part 2 is read by whom part 2 is.
ALTER TABLE minutes_correction ADD COLUMN confidential INTEGER NOT NULL DEFAULT 0;
