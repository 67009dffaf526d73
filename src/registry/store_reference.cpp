// Reading the small tables, and looking things up in them.
#include "registry/store_reference.hpp"

#include <algorithm>
#include <limits>

#include "registry/store_rows.hpp"

namespace registry {

bool Reference::Source::contains(std::int64_t evidence) const {
  const auto after =
      std::upper_bound(runs.begin(), runs.end(), evidence,
                       [](std::int64_t wanted, const auto& run) { return wanted < run.first; });
  return after != runs.begin() && evidence <= std::prev(after)->second;
}

base::Result<Reference> Reference::read(sql::Connection& connection, Extent extent) {
  Reference made;
  std::vector<sql::Rows> answers = TRY(connection.query_all(
      {{"SELECT id, name, academy, state_funded FROM school_type"},
       {organisations_by_newest_name},
       {"SELECT organisation_id, from_on, until_on, name FROM organisation_name"},
       {"SELECT id, attributes FROM layout"},
       {"SELECT id, as_of, name FROM source WHERE in_force = 1 ORDER BY as_of, id"},
       {"SELECT r.source_id, r.first_id, r.last_id FROM evidence_run r JOIN source s "
        "ON s.id = r.source_id WHERE s.in_force = 1 ORDER BY r.first_id"}}));
  sql::Rows& types = answers[0];
  while (TRY(types.next())) {
    made.types_[types.integer(0)] = {std::string(types.text(1)), types.integer(2) != 0,
                                     types.integer(3) != 0};
  }
  sql::Rows& organisations = answers[1];
  while (TRY(organisations.next())) {
    OrganisationRow row = read_organisation(organisations);
    if (row.uid) made.uids_.emplace(*row.uid, row.id.value);
    const std::int64_t id = row.id.value;
    made.organisations_.emplace(id, std::move(row));
  }
  sql::Rows& names = answers[2];
  while (TRY(names.next())) {
    made.names_[names.integer(0)].push_back(
        {base::Period(names.date(1), names.date(2)), std::string(names.text(3))});
  }
  sql::Rows& layouts = answers[3];
  while (TRY(layouts.next())) {
    made.layouts_.emplace(layouts.integer(0),
                          Layout::from_codes(layouts.text(1)).value_or(Layout()));
  }
  std::unordered_map<std::int64_t, std::size_t> places;
  sql::Rows& sources = answers[4];
  while (TRY(sources.next())) {
    places[sources.integer(0)] = made.sources_.size();
    made.sources_.push_back({sources.integer(0), sources.date(1), std::string(sources.text(2))});
  }
  sql::Rows& runs = answers[5];
  while (TRY(runs.next())) {
    const auto place = places.find(runs.integer(0));
    if (place == places.end()) continue;  // imported between the two questions
    made.sources_[place->second].runs.emplace_back(runs.integer(1), runs.integer(2));
  }
  Store store(connection);
  made.clusters_ = TRY(store.clusters(std::nullopt));
  for (std::size_t at = 0; at < made.clusters_.size(); ++at) {
    made.cluster_places_[made.clusters_[at].id.value] = at;
  }
  made.days_ = TRY(store.source_days());
  if (extent == Extent::Schools) TRY(made.read_urns(connection));
  return made;
}

base::Status Reference::read_urns(sql::Connection& connection) {
  sql::Rows rows =
      TRY(connection.query("SELECT value, school_id FROM identifier WHERE scheme = 'urn'"));
  while (TRY(rows.next())) {
    urns_.emplace_back(rows.integer(0), rows.integer(1));
    schools_.emplace_back(rows.integer(1), rows.integer(0));
  }
  std::sort(urns_.begin(), urns_.end());
  std::sort(schools_.begin(), schools_.end());
  schools_.erase(std::unique(schools_.begin(), schools_.end()), schools_.end());
  return {};
}

std::vector<std::int64_t> Reference::urns_of(SchoolId school) const {
  std::vector<std::int64_t> urns;
  auto at = std::lower_bound(schools_.begin(), schools_.end(),
                             std::pair(school.value, std::numeric_limits<std::int64_t>::min()));
  for (; at != schools_.end() && at->first == school.value; ++at) urns.push_back(at->second);
  return urns;
}

std::optional<SchoolId> Reference::school_of_urn(std::int64_t urn) const {
  const auto found = std::lower_bound(urns_.begin(), urns_.end(), std::pair(urn, std::int64_t{0}));
  if (found == urns_.end() || found->first != urn) return std::nullopt;
  return SchoolId{found->second};
}

const Reference::Type* Reference::type(std::int64_t id) const {
  const auto found = types_.find(id);
  return found == types_.end() ? nullptr : &found->second;
}

const OrganisationRow* Reference::organisation(OrganisationId id) const {
  const auto found = organisations_.find(id.value);
  return found == organisations_.end() ? nullptr : &found->second;
}

const ClusterRow* Reference::cluster(ClusterId id) const {
  const auto found = cluster_places_.find(id.value);
  return found == cluster_places_.end() ? nullptr : &clusters_[found->second];
}

const Layout* Reference::layout(std::int64_t id) const {
  const auto found = layouts_.find(id);
  return found == layouts_.end() ? nullptr : &found->second;
}

std::optional<OrganisationRow> Reference::organisation(OrganisationId id, base::Date on) const {
  const OrganisationRow* newest = organisation(id);
  if (newest == nullptr) return std::nullopt;
  OrganisationRow row = *newest;
  row.name = name_of(id, on);
  return row;
}

std::string_view Reference::name_of(OrganisationId id, base::Date on) const {
  if (const auto names = names_.find(id.value); names != names_.end()) {
    for (const Name& each : names->second) {
      if (each.period.contains(on)) return each.name;
    }
  }
  const OrganisationRow* newest = organisation(id);
  return newest == nullptr ? std::string_view() : newest->newest_name;
}

std::optional<OrganisationId> Reference::group_of_uid(std::int64_t uid) const {
  const auto found = uids_.find(uid);
  if (found == uids_.end()) return std::nullopt;
  return OrganisationId{found->second};
}

std::vector<ClusterRow> Reference::clusters(OrganisationId owner) const {
  std::vector<ClusterRow> found;
  for (const ClusterRow& each : clusters_) {
    if (each.owner == owner) found.push_back(each);
  }
  return found;
}

SchoolRow Reference::row_of(SchoolId school, SchoolState state) const {
  SchoolRow row;
  row.id = school;
  if (const Type* known = state.type_id ? type(*state.type_id) : nullptr) {
    row.type = known->name;
    row.academy = known->academy;
    row.state_funded = known->state_funded;
  }
  const OrganisationRow* authority =
      state.authority_id ? organisation(OrganisationId{*state.authority_id}) : nullptr;
  if (authority != nullptr) row.authority_name = authority->newest_name;
  row.state = std::move(state);
  return row;
}

void TrustOnDay::see(OrganisationId organisation, const base::Period& period) {
  if (!period.contains(on_)) return;
  const OrganisationRow* row = reference_.organisation(organisation);
  const bool trust =
      row != nullptr && (row->kind == OrganisationKind::Mat || row->kind == OrganisationKind::Sat);
  if (!trust) return;
  const std::pair order(period.from(), row->uid.value_or(0));
  if (found_.known() && order <= order_) return;
  found_ = organisation;
  order_ = order;
}

}  // namespace registry
