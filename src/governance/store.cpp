// Lists and single rows.
#include "governance/store.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "governance/store_owner.hpp"
#include "governance/store_parts.hpp"
#include "registry/store_units.hpp"

namespace governance {

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
  sql::Rows rows = TRY(connection.query(
      "SELECT id, name, email, address_own FROM person WHERE id = $1 AND withdrawn = 0", {id}));
  if (!TRY(rows.next())) return person_not_found(id);
  return PersonRow{id, std::string(rows.text(1)), std::string(rows.text(2)), rows.integer(3) != 0};
}

base::Result<std::vector<PersonRow>> people_called(sql::Connection& connection,
                                                   const std::string& words, int limit) {
  const std::string folded = base::fold(words);
  const std::vector<std::string_view> all = base::split(folded, ' ');
  std::string_view longest;
  for (const std::string_view word : all) {
    if (word.size() > longest.size()) longest = word;
  }
  // The database looks for the word that fewest have, as far as one can tell. No sign of a pattern
  // is left in what was folded.
  sql::Rows rows = TRY(
      connection.query("SELECT id, name, email, folded, address_own FROM person WHERE folded LIKE "
                       "$1 AND withdrawn = 0 ORDER BY folded, id",
                       {"%" + std::string(longest) + "%"}));
  std::vector<PersonRow> found;
  while (static_cast<int>(found.size()) < limit && TRY(rows.next())) {
    const std::string_view name = rows.text(3);
    const bool meant = std::ranges::all_of(
        all, [&](std::string_view word) { return name.find(word) != std::string_view::npos; });
    if (!meant) continue;
    found.push_back({rows.id<Person>(0), std::string(rows.text(1)), std::string(rows.text(2)),
                     rows.integer(4) != 0});
  }
  return found;
}

namespace {

// The path of the register has the authority of every school of its area: for boards those alone
// that it maintains are beneath it, and their federations.
base::Result<guard::UnitPath> under_authorities(sql::Connection& connection, const Place& place,
                                                base::Date on, guard::UnitPath path) {
  std::erase_if(path, [&](const guard::Unit& each) {
    return place.kind == PlaceKind::School && each.kind == guard::UnitKind::Authority;
  });
  for (const std::int64_t each : TRY(authorities_of(connection, place, on))) {
    const guard::UnitPath above =
        TRY(registry::unit_path_of_group(connection, registry::OrganisationId{each}));
    path.insert(path.end() - 1, above.front());
  }
  return path;
}

}  // namespace

base::Result<guard::UnitPath> path_of(sql::Connection& connection, const Place& place,
                                      base::Date on) {
  switch (place.kind) {
    case PlaceKind::School:
      return under_authorities(
          connection, place, on,
          TRY(registry::unit_path_of_school(connection, registry::SchoolId{place.id}, on)));
    case PlaceKind::Cluster:
      return registry::unit_path_of_cluster(connection, registry::ClusterId{place.id});
    case PlaceKind::Body:
      return path_of(connection, TRY(body_row(connection, BodyId{place.id})).place, on);
    default:
      return under_authorities(
          connection, place, on,
          TRY(registry::unit_path_of_group(connection, registry::OrganisationId{place.id})));
  }
}

guard::UnitPath owners_of(guard::UnitPath path) {
  std::erase_if(path, [](const guard::Unit& each) {
    return each.kind == guard::UnitKind::School || each.kind == guard::UnitKind::Cluster;
  });
  return path;
}

}  // namespace governance
