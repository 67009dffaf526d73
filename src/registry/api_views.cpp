// Gathering what a reader is shown.
#include <algorithm>

#include "base/text.hpp"
#include "registry/api.hpp"

namespace registry {

base::Result<SchoolView> school_view(sql::Connection& connection, const Reference& reference,
                                     std::int64_t urn, base::Date on) {
  SchoolId id = TRY(Store(connection).school_of_urn(urn));
  std::vector<sql::Rows> answers =
      TRY(connection.query_all(school_questions(id, TRY(Store(connection).urns_of(id)))));
  return read_school_view(answers, reference, id, on);
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

base::Result<GroupView> group_view(sql::Connection& connection, const Reference& reference,
                                   OrganisationId id, base::Date on) {
  std::vector<sql::Rows> answers =
      TRY(connection.query_all(member_questions(id, on, Trusts::Named)));
  return read_group_view(answers, reference, id, on);
}

base::Result<GroupView> read_group_view(std::span<sql::Rows> answers, const Reference& reference,
                                        OrganisationId id, base::Date on) {
  GroupView view;
  std::optional<OrganisationRow> group = reference.organisation(id, on);
  if (!group) {
    return base::make_error("group_not_found",
                            "There is no group number " + std::to_string(id.value) + ".", "group");
  }
  view.group = std::move(*group);
  view.on = on;
  view.members = TRY(read_members(answers, reference, id, on));
  view.clusters = reference.clusters(id);
  return view;
}

base::Result<ClusterView> cluster_view(sql::Connection& connection, const Reference& reference,
                                       ClusterId id, base::Date on) {
  std::vector<sql::Rows> answers =
      TRY(connection.query_all(member_questions(id, on, Trusts::Named)));
  return read_cluster_view(answers, reference, id, on);
}

base::Result<ClusterView> read_cluster_view(std::span<sql::Rows> answers,
                                            const Reference& reference, ClusterId id,
                                            base::Date on) {
  const ClusterRow* known = reference.cluster(id);
  if (known == nullptr) return cluster_not_found(id);
  ClusterView view;
  view.cluster = *known;
  view.on = on;
  view.members = TRY(read_members(answers, reference, id, on));
  return view;
}

}  // namespace registry
