// Paths of units.
#include "registry/store_units.hpp"

namespace registry {

namespace {

// Of rows: kind of organisation, id, name.
base::Status add_organisations(sql::Rows rows, guard::UnitPath& path) {
  while (TRY(rows.next())) {
    const bool authority = rows.text(0) == kind_code(OrganisationKind::Authority);
    path.push_back({authority ? guard::UnitKind::Authority : guard::UnitKind::Group,
                    rows.integer(1), std::string(rows.text(2))});
  }
  return {};
}

// Of rows: id, name.
base::Status add_units(guard::UnitKind kind, sql::Rows rows, guard::UnitPath& path) {
  while (TRY(rows.next())) path.push_back({kind, rows.integer(0), std::string(rows.text(1))});
  return {};
}

}  // namespace

base::Result<guard::UnitPath> unit_path_of_school(sql::Connection& connection, SchoolId school,
                                                  base::Date on) {
  guard::UnitPath path;
  TRY(add_units(guard::UnitKind::School,
                TRY(connection.query("SELECT school_id, name FROM school_state "
                                     "WHERE school_id = $1 ORDER BY from_on DESC LIMIT 1",
                                     {school})),
                path));
  TRY(add_units(guard::UnitKind::Cluster,
                TRY(connection.query("SELECT c.id, c.name FROM cluster_membership m "
                                     "JOIN cluster c ON c.id = m.cluster_id WHERE m.school_id = $1 "
                                     "AND m.from_on <= $2 AND m.until_on > $2 ORDER BY c.id",
                                     {school, on})),
                path));
  TRY(add_organisations(
      TRY(connection.query("SELECT o.kind, o.id, o.name FROM membership m "
                           "JOIN organisation o ON o.id = m.organisation_id WHERE m.school_id = $1 "
                           "AND m.from_on <= $2 AND m.until_on > $2 ORDER BY o.id",
                           {school, on})),
      path));
  TRY(add_organisations(
      TRY(connection.query("SELECT o.kind, o.id, o.name FROM school_state s "
                           "JOIN organisation o ON o.id = s.authority_id WHERE s.school_id = $1 "
                           "AND s.from_on <= $2 AND s.until_on > $2",
                           {school, on})),
      path));
  path.emplace_back();
  return path;
}

base::Result<guard::UnitPath> unit_path_of_cluster(sql::Connection& connection, ClusterId cluster) {
  guard::UnitPath path;
  TRY(add_units(guard::UnitKind::Cluster,
                TRY(connection.query("SELECT id, name FROM cluster WHERE id = $1", {cluster})),
                path));
  TRY(add_organisations(
      TRY(connection.query("SELECT o.kind, o.id, o.name FROM cluster c "
                           "JOIN organisation o ON o.id = c.organisation_id WHERE c.id = $1",
                           {cluster})),
      path));
  path.emplace_back();
  return path;
}

base::Result<guard::UnitPath> unit_path_of_group(sql::Connection& connection,
                                                 OrganisationId organisation) {
  guard::UnitPath path;
  TRY(add_organisations(
      TRY(connection.query("SELECT kind, id, name FROM organisation WHERE id = $1",
                           {organisation})),
      path));
  path.emplace_back();
  return path;
}

}  // namespace registry
