// Gathering what a reader is shown.
#include <algorithm>

#include "base/text.hpp"
#include "registry/api.hpp"

namespace registry {

base::Result<SchoolView> school_view(sql::Connection& connection, std::int64_t urn, base::Date on) {
  Store store(connection);
  SchoolView view;
  view.id = TRY(store.school_of_urn(urn));
  view.on = on;
  view.row = TRY(store.school(view.id, on));
  view.states = TRY(store.states(view.id));
  view.identifiers = TRY(store.identifiers(view.id));
  view.memberships = TRY(store.memberships(view.id));
  view.clusters = TRY(store.cluster_memberships(view.id));
  std::vector<std::int64_t> urns;
  for (const Identifier& identifier : view.identifiers) {
    if (identifier.scheme == "urn") urns.push_back(identifier.value);
  }
  view.successions = TRY(store.successions_of(urns));
  view.facts = TRY(store.facts(urns));
  if (!view.states.empty()) {
    view.newest_name = view.states.back().name;
    view.newest_urn = view.states.back().urn;
  } else {
    view.newest_urn = urn;
  }
  if (view.row && view.row->trust.known()) {
    for (const MembershipRow& row : view.memberships) {
      if (row.membership.organisation == view.row->trust.value) {
        view.row->trust_name = row.organisation_name;
      }
    }
  }
  return view;
}

base::Result<std::vector<Found>> found_on(sql::Connection& connection, std::vector<Found> found,
                                          base::Date on) {
  Store store(connection);
  for (Found& each : found) {
    std::optional<std::int64_t> urn =
        each.kind == FoundKind::School ? base::parse_integer(each.ref) : std::nullopt;
    if (!urn) continue;
    SchoolId id = TRY(store.school_of_urn(*urn));
    std::optional<SchoolRow> row = TRY(store.school(id, on));
    each.open = row && is_open(row->state.status);
    if (!row) {
      each.detail = "Not known on " + on.long_form();
      continue;
    }
    each.ref = std::to_string(row->state.urn);
    each.name = row->state.name;
    each.detail = school_words(*row);
    if (each.matched_name == each.name) each.matched_name.clear();
  }
  return found;
}

base::Result<GroupView> group_view(sql::Connection& connection, OrganisationId id, base::Date on) {
  Store store(connection);
  GroupView view;
  std::optional<OrganisationRow> group = TRY(store.organisation(id, on));
  if (!group) {
    return base::make_error("group_not_found",
                            "There is no group number " + std::to_string(id.value) + ".", "group");
  }
  view.group = std::move(*group);
  view.on = on;
  view.members = TRY(store.members(id, on));
  view.clusters = TRY(store.clusters(id));
  return view;
}

base::Result<ClusterView> cluster_view(sql::Connection& connection, ClusterId id, base::Date on) {
  Store store(connection);
  ClusterView view;
  view.cluster = TRY(store.cluster(id));
  view.on = on;
  view.members = TRY(store.members(id, on));
  return view;
}

}  // namespace registry
