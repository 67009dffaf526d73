-- An address that somebody says is theirs stands for them once who keeps the boards confirms it.
ALTER TABLE person ADD COLUMN address_own INTEGER NOT NULL DEFAULT 0;  -- 1: nobody else said so
