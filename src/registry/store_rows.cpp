// Rows of the queries as values.
#include "registry/store_rows.hpp"

namespace registry {

namespace {

std::optional<std::int64_t> optional_integer(const sql::Rows& rows, int column) {
  if (rows.is_null(column)) return std::nullopt;
  return rows.integer(column);
}

}  // namespace

SchoolState read_state(const sql::Rows& rows, int first) {
  auto at = [first](int column) { return first + column; };
  SchoolState state;
  state.period = base::Period(rows.date(at(0)), rows.date(at(1)));
  state.urn = rows.integer(at(2));
  state.status = static_cast<Status>(rows.integer(at(3)));
  state.name = rows.text(at(4));
  state.type_id = optional_integer(rows, at(5));
  state.phase = static_cast<Phase>(rows.integer(at(6)));
  state.authority_id = optional_integer(rows, at(7));
  state.town = rows.text(at(8));
  state.postcode = rows.text(at(9));
  state.district = rows.text(at(10));
  state.easting = optional_integer(rows, at(11));
  state.northing = optional_integer(rows, at(12));
  state.pupils = optional_integer(rows, at(13));
  state.capacity = optional_integer(rows, at(14));
  state.fsm = optional_integer(rows, at(15));
  state.age_low = optional_integer(rows, at(16));
  state.age_high = optional_integer(rows, at(17));
  state.ofsted_grade = rows.text(at(18));
  state.ofsted_on = optional_integer(rows, at(19));
  state.report_card_on = optional_integer(rows, at(20));
  state.from_exact = rows.integer(at(21)) != 0;
  return state;
}

SchoolRow read_school(const sql::Rows& rows) {
  SchoolRow row;
  row.state = read_state(rows, 0);
  row.id = rows.id<School>(state_column_count);
  row.type = rows.text(state_column_count + 1);
  row.academy = rows.integer(state_column_count + 2) != 0;
  row.state_funded = rows.integer(state_column_count + 3) != 0;
  row.authority_name = rows.text(state_column_count + 4);
  row.trust = rows.id<Organisation>(state_column_count + 5);
  return row;
}

OrganisationRow read_organisation(const sql::Rows& rows) {
  OrganisationRow row;
  row.id = rows.id<Organisation>(0);
  row.kind = kind_of_code(rows.text(1)).value_or(OrganisationKind::Mat);
  row.uid = optional_integer(rows, 2);
  row.code = rows.text(3);
  row.companies_house = rows.text(4);
  row.ukprn = rows.text(5);
  row.name = rows.text(6);
  row.newest_name = rows.text(7);
  row.status = rows.text(8);
  row.opened = rows.date(9);
  row.closed = rows.date(10);
  row.address = rows.text(11);
  return row;
}

ClusterRow read_cluster(const sql::Rows& rows) {
  ClusterRow row;
  row.id = rows.id<Cluster>(0);
  row.owner = rows.id<Organisation>(1);
  row.owner_name = rows.text(2);
  row.name = rows.text(3);
  row.letter = rows.text(4);
  row.kind = rows.text(5);
  row.life = base::Period(rows.date(6), rows.date(7));
  return row;
}

}  // namespace registry
