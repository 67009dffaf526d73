// The newest remit holds; of meetings only those that are sealed are told.
#include "governance/store_documents.hpp"

#include "governance/store_names.hpp"

namespace governance {

namespace {

std::string among(std::string_view column, const std::vector<BodyId>& bodies) {
  std::string list = std::string(column) + " IN (0";
  for (const BodyId each : bodies) list += ", " + std::to_string(each.value);
  return list + ")";
}

}  // namespace

base::Result<std::map<std::int64_t, std::string>> remits(sql::Connection& connection,
                                                         const std::vector<BodyId>& bodies) {
  std::map<std::int64_t, std::string> found;
  sql::Rows rows = TRY(connection.query("SELECT body_id, content FROM remit WHERE " +
                                        among("body_id", bodies) + " ORDER BY id"));
  while (TRY(rows.next())) found[rows.integer(0)] = rows.text(1);
  return found;
}

base::Result<std::string> remit_of(sql::Connection& connection, BodyId body) {
  return connection.text("SELECT content FROM remit WHERE body_id = $1 ORDER BY id DESC LIMIT 1",
                         {body});
}

base::Result<std::vector<MeetingAttended>> attended_meetings(sql::Connection& connection,
                                                             const std::vector<BodyId>& bodies,
                                                             const base::Period& within) {
  sql::Rows rows = TRY(connection.query(
      "SELECT m.id, m.body_id, m.held_on, a.person_id FROM meeting m LEFT JOIN attendance a ON "
      "a.meeting_id = m.id AND a.presence = 'present' WHERE m.state = 'sealed' AND m.held_on >= $1 "
      "AND m.held_on < $2 AND " +
          among("m.body_id", bodies) + " ORDER BY m.id",
      {within.from(), within.until()}));
  std::vector<MeetingAttended> found;
  std::int64_t last = 0;
  while (TRY(rows.next())) {
    if (rows.integer(0) != last) found.push_back({rows.id<Body>(1), rows.date(2), {}});
    last = rows.integer(0);
    if (!rows.is_null(3)) found.back().present.push_back(rows.id<Person>(3));
  }
  return found;
}

base::Result<Written> write_document(sql::Connection& connection, const Change& change,
                                     const Found& found, std::int64_t now_s) {
  Written made;
  made.number = TRY(connection.integer(
      "INSERT INTO remit (body_id, content, made_at) VALUES ($1, $2, $3) RETURNING id",
      {found.body, change.word("text"), now_s}));
  made.what = "The remit of " + TRY(name_of(connection, Place{PlaceKind::Body, found.body.value})) +
              " is: " + change.word("text");
  return made;
}

}  // namespace governance
