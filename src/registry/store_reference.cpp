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

base::Result<Reference> Reference::read(sql::Connection& connection, Extent extent,
                                        const Reference* before) {
  Reference made;
  // Asked first: what is read below may be newer than this says, but never older.
  const std::int64_t version =
      TRY(connection.integer("SELECT settled_version FROM registry_version"));
  if (before != nullptr && before->settled_->version == version) {
    made.settled_ = before->settled_;
  } else {
    auto settled = std::make_shared<Settled>();
    settled->version = version;
    TRY(settled->read(connection));
    if (extent == Extent::Schools) TRY(settled->read_urns(connection));
    made.settled_ = std::move(settled);
  }
  made.clusters_ = TRY(Store(connection).clusters(std::nullopt));
  for (std::size_t at = 0; at < made.clusters_.size(); ++at) {
    made.cluster_places_[made.clusters_[at].id.value] = at;
  }
  return made;
}

base::Status Reference::Settled::read(sql::Connection& connection) {
  std::vector<sql::Rows> answers = TRY(connection.query_all(
      {{"SELECT id, name, academy, state_funded FROM school_type"},
       {organisations_by_newest_name},
       {"SELECT organisation_id, from_on, until_on, name FROM organisation_name"},
       {"SELECT id, attributes FROM layout"},
       {"SELECT id, as_of, name FROM source WHERE in_force = 1 ORDER BY as_of, id"},
       {"SELECT r.source_id, r.first_id, r.last_id FROM evidence_run r JOIN source s "
        "ON s.id = r.source_id WHERE s.in_force = 1 ORDER BY r.first_id"}}));
  sql::Rows& type_rows = answers[0];
  while (TRY(type_rows.next())) {
    types[type_rows.integer(0)] = {std::string(type_rows.text(1)), type_rows.integer(2) != 0,
                                   type_rows.integer(3) != 0};
  }
  sql::Rows& organisation_rows = answers[1];
  while (TRY(organisation_rows.next())) {
    OrganisationRow row = read_organisation(organisation_rows);
    if (row.uid) uids.emplace(*row.uid, row.id.value);
    const std::int64_t id = row.id.value;
    organisations.emplace(id, std::move(row));
  }
  sql::Rows& name_rows = answers[2];
  while (TRY(name_rows.next())) {
    names[name_rows.integer(0)].push_back(
        {base::Period(name_rows.date(1), name_rows.date(2)), std::string(name_rows.text(3))});
  }
  sql::Rows& layout_rows = answers[3];
  while (TRY(layout_rows.next())) {
    layouts.emplace(layout_rows.integer(0),
                    Layout::from_codes(layout_rows.text(1)).value_or(Layout()));
  }
  std::unordered_map<std::int64_t, std::size_t> places;
  sql::Rows& source_rows = answers[4];
  while (TRY(source_rows.next())) {
    places[source_rows.integer(0)] = sources.size();
    sources.push_back(
        {source_rows.integer(0), source_rows.date(1), std::string(source_rows.text(2))});
  }
  sql::Rows& runs = answers[5];
  while (TRY(runs.next())) {
    const auto place = places.find(runs.integer(0));
    if (place == places.end()) continue;  // imported between the two questions
    sources[place->second].runs.emplace_back(runs.integer(1), runs.integer(2));
  }
  days = TRY(Store(connection).source_days());
  return {};
}

base::Status Reference::Settled::read_urns(sql::Connection& connection) {
  sql::Rows rows =
      TRY(connection.query("SELECT value, school_id FROM identifier WHERE scheme = 'urn'"));
  while (TRY(rows.next())) {
    urns.emplace_back(rows.integer(0), rows.integer(1));
    schools.emplace_back(rows.integer(1), rows.integer(0));
  }
  std::sort(urns.begin(), urns.end());
  std::sort(schools.begin(), schools.end());
  schools.erase(std::unique(schools.begin(), schools.end()), schools.end());
  return {};
}

std::vector<std::int64_t> Reference::urns_of(SchoolId school) const {
  std::vector<std::int64_t> urns;
  auto at = std::lower_bound(settled_->schools.begin(), settled_->schools.end(),
                             std::pair(school.value, std::numeric_limits<std::int64_t>::min()));
  for (; at != settled_->schools.end() && at->first == school.value; ++at)
    urns.push_back(at->second);
  return urns;
}

std::optional<SchoolId> Reference::school_of_urn(std::int64_t urn) const {
  const auto found = std::lower_bound(settled_->urns.begin(), settled_->urns.end(),
                                      std::pair(urn, std::int64_t{0}));
  if (found == settled_->urns.end() || found->first != urn) return std::nullopt;
  return SchoolId{found->second};
}

const Reference::Type* Reference::type(std::int64_t id) const {
  const auto found = settled_->types.find(id);
  return found == settled_->types.end() ? nullptr : &found->second;
}

const OrganisationRow* Reference::organisation(OrganisationId id) const {
  const auto found = settled_->organisations.find(id.value);
  return found == settled_->organisations.end() ? nullptr : &found->second;
}

const ClusterRow* Reference::cluster(ClusterId id) const {
  const auto found = cluster_places_.find(id.value);
  return found == cluster_places_.end() ? nullptr : &clusters_[found->second];
}

const Layout* Reference::layout(std::int64_t id) const {
  const auto found = settled_->layouts.find(id);
  return found == settled_->layouts.end() ? nullptr : &found->second;
}

std::optional<OrganisationRow> Reference::organisation(OrganisationId id, base::Date on) const {
  const OrganisationRow* newest = organisation(id);
  if (newest == nullptr) return std::nullopt;
  OrganisationRow row = *newest;
  row.name = name_of(id, on);
  return row;
}

std::string_view Reference::name_of(OrganisationId id, base::Date on) const {
  if (const auto names = settled_->names.find(id.value); names != settled_->names.end()) {
    for (const Name& each : names->second) {
      if (each.period.contains(on)) return each.name;
    }
  }
  const OrganisationRow* newest = organisation(id);
  return newest == nullptr ? std::string_view() : newest->newest_name;
}

std::optional<OrganisationId> Reference::group_of_uid(std::int64_t uid) const {
  const auto found = settled_->uids.find(uid);
  if (found == settled_->uids.end()) return std::nullopt;
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
