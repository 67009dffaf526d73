// Rows of two tables, and who may look at them.
#include "governance/store_known.hpp"

#include "base/text.hpp"
#include "governance/store_names.hpp"

namespace governance {

namespace {

bool of_training(const Change& change) {
  return change.kind == ChangeKind::AddTraining || change.kind == ChangeKind::WithdrawTraining;
}

std::string table_of(const Change& change) {
  return of_training(change) ? "training" : "person_check";
}

}  // namespace

base::Result<std::vector<Training>> trainings_of(sql::Connection& connection, PersonId person) {
  sql::Rows rows = TRY(connection.query(
      "SELECT id, person_id, subject, done_on, until_on FROM training WHERE person_id = $1 AND "
      "withdrawn = 0 ORDER BY done_on DESC, id DESC",
      {person}));
  std::vector<Training> found;
  while (TRY(rows.next())) found.push_back(read_training(rows));
  return found;
}

base::Result<std::vector<CheckRow>> checks_of(sql::Connection& connection, PersonId person) {
  sql::Rows rows = TRY(connection.query(
      "SELECT id, person_id, kind, checked_on, certificate FROM person_check WHERE person_id = $1 "
      "AND withdrawn = 0 ORDER BY checked_on DESC, id DESC",
      {person}));
  std::vector<CheckRow> found;
  while (TRY(rows.next())) found.push_back({read_check(rows), std::string(rows.text(4))});
  return found;
}

base::Result<std::vector<guard::UnitPath>> paths_of_person(sql::Connection& connection,
                                                           PersonId person,
                                                           const base::Period& within,
                                                           base::Date today) {
  sql::Rows rows = TRY(connection.query(
      "SELECT 'body', body_id FROM appointment WHERE person_id = $1 AND withdrawn = 0 AND from_on "
      "< $3 AND until_on > $2 UNION SELECT place_kind, place_id FROM office WHERE person_id = $1 "
      "AND withdrawn = 0 AND from_on < $3 AND until_on > $2 UNION SELECT 'body', body_id FROM "
      "alternate WHERE person_id = $1 AND withdrawn = 0 AND from_on < $3 AND until_on > $2",
      {person, within.from(), within.until()}));
  std::vector<Place> places;
  while (TRY(rows.next())) places.push_back(place_of(rows, 0));
  std::vector<guard::UnitPath> paths;
  for (const Place& place : places) paths.push_back(TRY(path_of(connection, place, today)));
  return paths;
}

base::Result<PersonId> person_of_known(sql::Connection& connection, const Change& change) {
  const std::int64_t person = TRY(connection.integer(
      "SELECT person_id FROM " + table_of(change) + " WHERE id = $1 AND withdrawn = 0",
      {change.number}));
  if (person != 0) return PersonId{person};
  return bad_change("number", std::string("There is no ") +
                                  (of_training(change) ? "training " : "check ") +
                                  std::to_string(change.number) + ".");
}

base::Result<Written> write_known(sql::Connection& connection, const Change& change,
                                  PersonId person, std::int64_t now_s) {
  const std::string name = TRY(name_of(connection, person));
  Written made;
  if (change.kind == ChangeKind::AddTraining) {
    if (change.period.until() <= *change.on) {
      return bad_change("until", "It would run out before it was had.");
    }
    const std::string subject = base::lower_ascii(change.word("subject"));
    made.number = TRY(connection.integer(
        "INSERT INTO training (person_id, subject, done_on, until_on, made_at, withdrawn) VALUES "
        "($1, $2, $3, $4, $5, 0) RETURNING id",
        {person, subject, *change.on, change.period.until(), now_s}));
    made.what = name + " had training in " + subject + " on " + change.on->long_form() + ".";
  } else if (change.kind == ChangeKind::AddCheck) {
    const std::string kind = base::lower_ascii(change.word("check"));
    made.number = TRY(connection.integer(
        "INSERT INTO person_check (person_id, kind, checked_on, certificate, made_at, withdrawn) "
        "VALUES ($1, $2, $3, $4, $5, 0) RETURNING id",
        {person, kind, *change.on, change.word("certificate"), now_s}));
    made.what = name + " has had the check " + kind + ".";
  } else {
    made.number = change.number;
    TRY(connection.run("UPDATE " + table_of(change) + " SET withdrawn = 1 WHERE id = $1",
                       {change.number}));
    made.what = std::string(of_training(change) ? "Training of " : "A check of ") + name +
                " was entered by mistake.";
  }
  return made;
}

base::Status erase_known(sql::Connection& connection, PersonId person) {
  TRY(connection.run("DELETE FROM training WHERE person_id = $1", {person}));
  TRY(connection.run("DELETE FROM person_check WHERE person_id = $1", {person}));
  TRY(connection.run("DELETE FROM skill_level WHERE person_id = $1", {person}));
  return {};
}

}  // namespace governance
