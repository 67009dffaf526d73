// A school is maintained where its type is paid for by the state and no academy.
#include "governance/store_owner.hpp"

namespace governance {

namespace {

constexpr const char* maintained =
    " IN (SELECT id FROM school_type WHERE state_funded = 1 AND academy = 0)";

std::string on_day(const std::string& table, const std::string& day) {
  return table + ".from_on <= " + day + " AND " + table + ".until_on > " + day;
}

// Federations with a school that the authority maintains on the day; of rows of `o`.
std::string federation_of(const std::string& authority, const std::string& day) {
  return "o.kind = 'federation' AND EXISTS (SELECT 1 FROM membership m JOIN school_state s ON "
         "s.school_id = m.school_id AND " +
         on_day("s", day) + " WHERE m.organisation_id = o.id AND " + on_day("m", day) +
         " AND s.authority_id = " + authority + " AND s.type_id" + maintained + ")";
}

base::Result<std::vector<std::int64_t>> numbers(sql::Rows rows) {
  std::vector<std::int64_t> found;
  while (TRY(rows.next())) found.push_back(rows.integer(0));
  return found;
}

}  // namespace

// Each way by which a body is an owner's begins with the few rows that there are.
base::Result<std::vector<OwnerRow>> owners(sql::Connection& connection, base::Date on) {
  const std::string body = "body b WHERE b.withdrawn = 0 AND " + on_day("b", "$1");
  const std::string of_school =
      "EXISTS (SELECT 1 FROM " + body + " AND b.place_kind = 'school' AND b.place_id = ";
  const std::string maintained_then = on_day("s", "$1") + " AND s.type_id" + maintained;
  sql::Rows rows = TRY(connection.query(
      "SELECT o.id, o.name, o.kind FROM organisation o WHERE o.id IN (SELECT b.place_id FROM " +
          body +
          " AND b.place_kind IN ('group', 'authority')) OR o.id IN (SELECT "
          "k.organisation_id FROM cluster k WHERE k.id IN (SELECT b.place_id FROM " +
          body +
          " AND b.place_kind = 'cluster')) OR (o.kind IN ('mat', 'sat', "
          "'federation') AND EXISTS (SELECT 1 FROM membership m WHERE m.organisation_id = o.id "
          "AND " +
          on_day("m", "$1") + " AND " + of_school +
          "m.school_id))) OR (o.kind = 'authority' AND (EXISTS (SELECT 1 FROM school_state s WHERE "
          "s.authority_id = o.id AND " +
          maintained_then + " AND " + of_school +
          "s.school_id)) OR o.id IN (SELECT s.authority_id FROM organisation f JOIN membership m "
          "ON m.organisation_id = f.id AND " +
          on_day("m", "$1") + " JOIN school_state s ON s.school_id = m.school_id AND " +
          maintained_then + " WHERE f.kind = 'federation' AND EXISTS (SELECT 1 FROM " + body +
          " AND b.place_kind = 'group' AND b.place_id = f.id)))) ORDER BY o.name, o.id",
      {on}));
  std::vector<OwnerRow> found;
  while (TRY(rows.next())) {
    found.push_back(
        {rows.id<registry::Organisation>(0), std::string(rows.text(1)),
         registry::kind_of_code(rows.text(2)).value_or(registry::OrganisationKind::Mat)});
  }
  return found;
}

std::string schools_maintained(const std::string& owner, const base::Period& within) {
  return "SELECT school_id AS id FROM school_state WHERE authority_id = " + owner +
         " AND from_on < " + std::to_string(within.until().number()) + " AND until_on > " +
         std::to_string(within.from().number()) + " AND type_id" + maintained;
}

std::string schools_of_group(const std::string& owner) {
  return "SELECT school_id AS id FROM membership WHERE organisation_id = " + owner +
         " UNION SELECT m.school_id FROM cluster_membership m JOIN cluster k ON k.id = "
         "m.cluster_id WHERE k.organisation_id = " +
         owner;
}

base::Result<OwnedPlaces> places_of(sql::Connection& connection, registry::OrganisationId owner,
                                    base::Date on) {
  OwnedPlaces found;
  found.schools = TRY(numbers(TRY(connection.query(
      "SELECT m.school_id FROM membership m WHERE m.organisation_id = $1 AND " + on_day("m", "$2") +
          " UNION SELECT s.school_id FROM school_state s WHERE s.authority_id = $1 AND " +
          on_day("s", "$2") + " AND s.type_id" + maintained,
      {owner, on}))));
  found.groups = TRY(numbers(TRY(connection.query(
      "SELECT o.id FROM organisation o WHERE " + federation_of("$1", "$2"), {owner, on}))));
  found.groups.insert(found.groups.begin(), owner.value);
  return found;
}

std::string places_within(PlaceKind kind, const std::string& place, const std::string& day) {
  const std::string itself =
      "SELECT '" + std::string(code_of(kind)) + "' AS kind, " + place + " AS id UNION SELECT ";
  const std::string clusters =
      " UNION SELECT 'cluster', k.id FROM cluster k WHERE k.organisation_id = " + place;
  switch (kind) {
    case PlaceKind::Cluster:
      return itself +
             "'school', m.school_id FROM cluster_membership m WHERE m.cluster_id = " + place +
             " AND " + on_day("m", day);
    case PlaceKind::Group:
      return itself + "'school', m.school_id FROM membership m WHERE m.organisation_id = " + place +
             " AND " + on_day("m", day) + clusters;
    case PlaceKind::Authority:
      return itself + "'school', s.school_id FROM school_state s WHERE s.authority_id = " + place +
             " AND " + on_day("s", day) + " AND s.type_id" + maintained + clusters +
             " UNION SELECT 'group', o.id FROM organisation o WHERE " + federation_of(place, day);
    default: return "SELECT '" + std::string(code_of(kind)) + "' AS kind, " + place + " AS id";
  }
}

base::Result<std::vector<std::int64_t>> authorities_of(sql::Connection& connection,
                                                       const Place& place, base::Date on) {
  const std::string day = on_day("s", "$2") + " AND s.type_id" + maintained;
  switch (place.kind) {
    case PlaceKind::School:
      return numbers(TRY(connection.query(
          "SELECT s.authority_id FROM school_state s WHERE s.school_id = $1 AND s.authority_id IS "
          "NOT NULL AND " +
              day,
          {place.id, on})));
    case PlaceKind::Group:
      return numbers(TRY(connection.query(
          "SELECT DISTINCT s.authority_id FROM organisation o JOIN membership m ON "
          "m.organisation_id = o.id AND " +
              on_day("m", "$2") +
              " JOIN school_state s ON s.school_id = m.school_id WHERE o.id = $1 AND o.kind = "
              "'federation' AND s.authority_id IS NOT NULL AND " +
              day + " ORDER BY s.authority_id",
          {place.id, on})));
    default: return std::vector<std::int64_t>{};
  }
}

}  // namespace governance
