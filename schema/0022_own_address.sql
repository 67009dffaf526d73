-- An address that somebody says is theirs stands for them only once who keeps the boards says so too.
ALTER TABLE person ADD COLUMN address_own INTEGER NOT NULL DEFAULT 0;  -- 1: nobody else said so
