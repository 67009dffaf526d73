// Lists and single rows.
#include "governance/store.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "governance/store_parts.hpp"
#include "registry/store_units.hpp"
#include "sql/like.hpp"

namespace governance {

base::Result<std::vector<OwnerRow>> owners(sql::Connection& connection) {
  sql::Rows rows = TRY(connection.query(
      "WITH of_body AS (SELECT b.id AS body_id, CASE WHEN b.place_kind = 'cluster' THEN "
      "k.organisation_id ELSE b.place_id END AS owner_id FROM body b LEFT JOIN cluster k ON "
      "b.place_kind = 'cluster' AND k.id = b.place_id WHERE b.withdrawn = 0 AND b.place_kind IN "
      "('group', 'authority', 'cluster')) "
      "SELECT o.id, o.name, o.kind, count(*) FROM of_body f JOIN organisation o ON o.id = "
      "f.owner_id GROUP BY o.id, o.name, o.kind ORDER BY o.name, o.id"));
  std::vector<OwnerRow> found;
  while (TRY(rows.next())) {
    found.push_back({rows.id<registry::Organisation>(0), std::string(rows.text(1)),
                     rows.text(2) == "authority", rows.integer(3)});
  }
  return found;
}

base::Result<std::vector<Body>> bodies_at(sql::Connection& connection, const Place& place) {
  sql::Rows rows = TRY(connection.query(
      "SELECT " + std::string(body_columns) +
          " FROM body WHERE place_kind = $1 AND place_id = $2 AND withdrawn = 0 UNION SELECT " +
          std::string(body_columns) +
          " FROM body WHERE withdrawn = 0 AND $1 = 'school' AND id IN (SELECT body_id FROM "
          "body_share WHERE school_id = $2) ORDER BY 3, 1",
      {code_of(place.kind), place.id}));
  std::vector<Body> found;
  while (TRY(rows.next())) found.push_back(read_body(rows));
  return found;
}

base::Result<bool> trust_board_noted(sql::Connection& connection, registry::SchoolId school,
                                     base::Date on) {
  const std::int64_t boards = TRY(connection.integer(
      "SELECT count(*) FROM membership m JOIN body b ON b.place_kind = 'group' AND b.place_id = "
      "m.organisation_id AND b.kind = 'trust_board' AND b.withdrawn = 0 WHERE m.school_id = $1 AND "
      "m.from_on <= $2 AND m.until_on > $2",
      {school, on}));
  return boards > 0;
}

base::Result<PersonRow> person_row(sql::Connection& connection, PersonId id) {
  sql::Rows rows = TRY(
      connection.query("SELECT id, name, email FROM person WHERE id = $1 AND withdrawn = 0", {id}));
  if (!TRY(rows.next())) return person_not_found(id);
  return PersonRow{id, std::string(rows.text(1)), std::string(rows.text(2))};
}

base::Result<std::vector<PersonRow>> people_called(sql::Connection& connection,
                                                   const std::string& words, int limit) {
  const std::string folded = base::fold(words);
  const std::vector<std::string_view> all = base::split(folded, ' ');
  std::string_view longest;
  for (const std::string_view word : all) {
    if (word.size() > longest.size()) longest = word;
  }
  // The database looks for the word that fewest have, as far as one can tell.
  sql::Rows rows =
      TRY(connection.query("SELECT id, name, email, folded FROM person WHERE folded LIKE $1 "
                           "ESCAPE '\\' AND withdrawn = 0 ORDER BY folded, id",
                           {sql::like_containing(longest)}));
  std::vector<PersonRow> found;
  while (static_cast<int>(found.size()) < limit && TRY(rows.next())) {
    const std::string_view name = rows.text(3);
    const bool meant = std::ranges::all_of(
        all, [&](std::string_view word) { return name.find(word) != std::string_view::npos; });
    if (!meant) continue;
    found.push_back({rows.id<Person>(0), std::string(rows.text(1)), std::string(rows.text(2))});
  }
  return found;
}

base::Result<guard::UnitPath> path_of(sql::Connection& connection, const Place& place,
                                      base::Date on) {
  switch (place.kind) {
    case PlaceKind::School:
      return registry::unit_path_of_school(connection, registry::SchoolId{place.id}, on);
    case PlaceKind::Cluster:
      return registry::unit_path_of_cluster(connection, registry::ClusterId{place.id});
    case PlaceKind::Body:
      return path_of(connection, TRY(body_row(connection, BodyId{place.id})).place, on);
    default: return registry::unit_path_of_group(connection, registry::OrganisationId{place.id});
  }
}

guard::UnitPath owners_of(guard::UnitPath path) {
  std::erase_if(path, [](const guard::Unit& each) {
    return each.kind == guard::UnitKind::School || each.kind == guard::UnitKind::Cluster;
  });
  return path;
}

}  // namespace governance
