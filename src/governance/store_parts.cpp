// Rows as the room's types.
#include "governance/store_parts.hpp"

#include "base/check.hpp"

namespace governance {

std::string number_list(const std::vector<std::int64_t>& numbers) {
  std::string list = "(0";
  for (const std::int64_t each : numbers) list += ", " + std::to_string(each);
  return list + ")";
}

Place place_of(const sql::Rows& rows, int column) {
  const auto kind = place_kind_of(rows.text(column));
  CHECK(kind.has_value());
  return {*kind, rows.integer(column + 1)};
}

Body read_body(const sql::Rows& rows) {
  Body body;
  body.id = rows.id<Body>(0);
  const auto kind = body_kind_of(rows.text(1));
  CHECK(kind.has_value());
  body.kind = *kind;
  body.name = rows.text(2);
  body.place = place_of(rows, 3);
  body.parent = rows.id<Body>(5);
  body.rule_set = rows.text(6);
  body.period = base::Period(rows.date(7), rows.date(8));
  if (rows.integer(9) != 0) body.terms_agreed = rows.date(9);
  return body;
}

Appointment read_appointment(const sql::Rows& rows) {
  Appointment made;
  made.id = rows.id<Appointment>(0);
  made.body = rows.id<Body>(1);
  made.person = rows.id<Person>(2);
  made.category = rows.text(3);
  made.appointed_by = rows.text(4);
  made.for_school = rows.integer(5);
  made.period = base::Period(rows.date(6), rows.date(7));
  if (rows.date(8) != base::Date::distant_future()) made.term_ends = rows.date(8);
  made.why_ended = rows.text(9);
  return made;
}

Alternate read_alternate(const sql::Rows& rows) {
  Alternate made;
  made.id = rows.id<Alternate>(0);
  made.body = rows.id<Body>(1);
  made.person = rows.id<Person>(2);
  made.category = rows.text(3);
  made.for_school = rows.integer(4);
  made.holder = rows.id<Person>(5);
  made.period = base::Period(rows.date(6), rows.date(7));
  return made;
}

Office read_office(const sql::Rows& rows) {
  Office office;
  office.id = rows.id<Office>(0);
  const auto kind = office_kind_of(rows.text(1));
  CHECK(kind.has_value());
  office.kind = *kind;
  office.person = rows.id<Person>(2);
  office.place = place_of(rows, 3);
  office.period = base::Period(rows.date(5), rows.date(6));
  office.why_ended = rows.text(7);
  return office;
}

Interest read_interest(const sql::Rows& rows) {
  const auto kind = interest_kind_of(rows.text(2));
  CHECK(kind.has_value());
  return {rows.id<Interest>(0), rows.id<Person>(1), *kind, std::string(rows.text(3)),
          base::Period(rows.date(4), rows.date(5))};
}

Training read_training(const sql::Rows& rows) {
  Training made{rows.integer(0), rows.id<Person>(1), std::string(rows.text(2)), rows.date(3), {}};
  if (rows.date(4) != base::Date::distant_future()) made.until = rows.date(4);
  return made;
}

Check read_check(const sql::Rows& rows) {
  return {rows.integer(0), rows.id<Person>(1), std::string(rows.text(2)), rows.date(3)};
}

SkillLevel read_level(const sql::Rows& rows) {
  return {rows.integer(0),
          rows.id<Person>(1),
          std::string(rows.text(2)),
          static_cast<int>(rows.integer(3)),
          rows.date(4),
          rows.text(5) == "review"};
}

base::Error body_not_found(BodyId id) {
  return base::make_error("body_not_found",
                          "There is no body number " + std::to_string(id.value) + ".", "body");
}

base::Error person_not_found(PersonId id) {
  return base::make_error("person_not_found",
                          "There is no person number " + std::to_string(id.value) + ".", "person");
}

base::Result<Body> body_row(sql::Connection& connection, BodyId id) {
  sql::Rows rows = TRY(connection.query(
      "SELECT " + std::string(body_columns) + " FROM body WHERE id = $1 AND withdrawn = 0", {id}));
  if (!TRY(rows.next())) return body_not_found(id);
  Body body = read_body(rows);
  sql::Rows shares = TRY(connection.query(
      "SELECT school_id, from_on, until_on FROM body_share WHERE body_id = $1", {id}));
  while (TRY(shares.next())) {
    body.shares.push_back({shares.integer(0), base::Period(shares.date(1), shares.date(2))});
  }
  return body;
}

}  // namespace governance
