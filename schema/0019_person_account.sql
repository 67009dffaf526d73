-- Which person of the boards somebody is who signs in: an account is one person at most.
CREATE TABLE person_account (
  account_id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person(id)
) STRICT;
CREATE INDEX person_account_person ON person_account (person_id);
