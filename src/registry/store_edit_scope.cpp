// Loading what edits of clusters need, and saying edits in sentences.
#include <algorithm>

#include "base/text.hpp"
#include "registry/edit_facts.hpp"
#include "registry/store.hpp"
#include "registry/store_edit_plan.hpp"

namespace registry {

namespace {

std::string since(const Edit& edit) {
  const base::Period period = edit.period();
  if (period.open_start() && period.open_end()) return "";
  if (period.open_end()) return " from " + edit.from.long_form();
  return ", " + period.describe();
}

// A cluster by its handle, for an edit whose cluster may be gone.
std::string cluster_words(const ClusterScope& scope, const std::string& handle) {
  const std::int64_t place = scope.place_of(handle);
  if (place >= 0) return scope.now().all[static_cast<std::size_t>(place)].name;
  for (const Edit& edit : scope.edits()) {
    if (edit.kind == EditKind::ClusterMake && made_handle(edit.id) == handle) return edit.name;
  }
  return handle;
}

std::string cluster_sentence(const ClusterScope& scope, const Edit& edit,
                             const std::string& school) {
  const std::string cluster = cluster_words(scope, edit.cluster);
  switch (edit.kind) {
    case EditKind::ClusterMake:
      return "Make the " + edit.cluster_kind + " " + edit.name + " of " + scope.owner().name +
             since(edit);
    case EditKind::ClusterRename: return "Rename " + edit.value + " to " + edit.name;
    case EditKind::ClusterChange:
      return "Make " + cluster + " a " + edit.cluster_kind +
             (edit.letter.empty() ? " without a letter" : " with the letter " + edit.letter);
    case EditKind::ClusterEnd: return "End " + cluster + since(edit);
    case EditKind::ClusterLead:
      return (edit.urn == 0 ? "Leave " + cluster + " without a lead school"
                            : "Make " + school + " the lead school of " + cluster) +
             since(edit);
    case EditKind::MembershipAdd:
      return "Add " + school + " to " + cluster + since(edit) +
             (edit.funding ? ", as its funding cluster" : "") +
             (edit.lead ? ", as its lead school" : "");
    case EditKind::MembershipMove:
      return "Move " + school + " from " + cluster + " to " +
             cluster_words(scope, edit.to_cluster) + since(edit);
    case EditKind::MembershipEnd:
      return "End the membership of " + school + " in " + cluster + since(edit);
    case EditKind::MembershipFunding:
      return "Make " + cluster + " the funding cluster of " + school + since(edit);
    default: return "";
  }
}

std::string fact_sentence(const Edit& edit, const FactRow* fact, const std::string& subject) {
  return "Correct " + base::lower_ascii(fact == nullptr ? edit.fact : fact->label) + " of " +
         subject + " to " + (edit.value.empty() ? "not known" : edit.value) + since(edit);
}

}  // namespace

base::Error bad_edit(std::string field, std::string message) {
  return base::make_error("bad_edit", std::move(message), std::move(field));
}

base::Error without_effect() {
  return base::make_error("edit_without_effect",
                          "This would change nothing: it is so already. Look at what stands there "
                          "now.");
}

std::vector<Edit> in_force_with(std::vector<Edit> edits, const Edit& edit) {
  edits.push_back(edit);
  return in_force(std::move(edits));
}

base::Result<std::string> school_name(sql::Connection& connection, std::int64_t school) {
  return connection.text(
      "SELECT name FROM school_state WHERE school_id = $1 ORDER BY from_on DESC LIMIT 1", {school});
}

base::Result<Owner> load_owner(sql::Connection& connection, OrganisationId id) {
  sql::Rows rows =
      TRY(connection.query("SELECT kind, uid, name, folded FROM organisation WHERE id = $1", {id}));
  if (!TRY(rows.next())) {
    return base::make_error("group_not_found",
                            "There is no group or authority of this number by now.", "group");
  }
  Owner owner;
  owner.id = id;
  owner.kind = kind_of_code(rows.text(0)).value_or(OrganisationKind::Mat);
  owner.name = rows.text(2);
  std::optional<std::int64_t> uid;
  if (!rows.is_null(1)) uid = rows.integer(1);
  owner.edit_name = owner_name(uid, rows.text(3));
  owner.numbered = uid.has_value() || owner.kind == OrganisationKind::Authority;
  return owner;
}

base::Result<OrganisationId> owner_of_scope(sql::Connection& connection, const std::string& scope) {
  const std::string name = scope.substr(scope.find(' ') + 1);
  const auto uid = name.starts_with("UID ") ? base::parse_integer(name.substr(4)) : std::nullopt;
  return OrganisationId{TRY(
      uid ? connection.integer("SELECT id FROM organisation WHERE uid = $1", {*uid})
          : connection.integer(
                "SELECT id FROM organisation WHERE kind = 'authority' AND folded = $1", {name}))};
}

base::Result<ClusterScope> ClusterScope::load(sql::Connection& connection, OrganisationId owner) {
  ClusterScope scope;
  scope.owner_ = TRY(load_owner(connection, owner));
  scope.stated_ = TRY(load_stated(connection, owner.value));
  scope.edits_ = TRY(load_edits(connection, {clusters_scope(scope.owner_.edit_name)}));
  // Asked so, each URN is looked up; as a join, PostgreSQL goes through those of the whole country.
  sql::Rows schools = TRY(connection.query(
      "SELECT s.urn, (SELECT i.school_id FROM identifier i WHERE i.scheme = 'urn' "
      "AND i.value = s.urn LIMIT 1) FROM (SELECT DISTINCT urn FROM cluster_membership_stated "
      "WHERE organisation_id = $1) s",
      {owner}));
  while (TRY(schools.next())) {
    if (!schools.is_null(1)) scope.schools_[schools.integer(0)] = schools.integer(1);
  }
  for (const Edit& edit : scope.edits_) TRY(scope.meet(connection, edit.urn));
  sql::Rows ids =
      TRY(connection.query("SELECT name, id FROM cluster WHERE organisation_id = $1", {owner}));
  while (TRY(ids.next())) scope.ids_[std::string(ids.text(0))] = ids.integer(1);
  scope.newest_source_ =
      TRY(connection.integer("SELECT coalesce(max(source_id), 0) FROM cluster_membership_stated "
                             "WHERE organisation_id = $1",
                             {owner}));
  scope.now_ = scope.with(in_force(scope.edits_));
  return scope;
}

base::Status ClusterScope::meet(sql::Connection& connection, std::int64_t urn) {
  if (urn == 0 || schools_.count(urn) > 0) return {};
  const std::int64_t school = TRY(connection.integer(
      "SELECT school_id FROM identifier WHERE scheme = 'urn' AND value = $1", {urn}));
  if (school != 0) schools_[urn] = school;
  return {};
}

std::optional<std::int64_t> ClusterScope::school_of(std::int64_t urn) const {
  const auto found = schools_.find(urn);
  if (found == schools_.end()) return std::nullopt;
  return found->second;
}

EditedClusters ClusterScope::with(std::span<const Edit> edits) const {
  return edit_clusters(stated_, owner_.id.value, edits,
                       [this](std::int64_t urn) { return school_of(urn); });
}

std::int64_t ClusterScope::place_of(ClusterId id) const {
  for (std::size_t at = 0; at < now_.all.size(); ++at) {
    if (id_of(now_.all[at].name) == id) return static_cast<std::int64_t>(at);
  }
  return -1;
}

std::int64_t ClusterScope::place_of(const std::string& handle) const {
  for (std::size_t at = 0; at < now_.all.size(); ++at) {
    for (const std::string& each : now_.all[at].handles) {
      if (each == handle) return static_cast<std::int64_t>(at);
    }
  }
  return -1;
}

bool ClusterScope::file_states(std::string_view name) const {
  return std::any_of(stated_.all.begin(), stated_.all.end(), [&](const ClusterRecord& each) {
    return base::fold(each.name) == base::fold(name);
  });
}

ClusterId ClusterScope::id_of(const std::string& name) const {
  const auto found = ids_.find(name);
  return ClusterId{found == ids_.end() ? 0 : found->second};
}

base::Result<std::string> Sentences::of(const Edit& edit) {
  std::string school;
  if (edit.urn != 0) {
    const std::int64_t id = TRY(connection_.integer(
        "SELECT school_id FROM identifier WHERE scheme = 'urn' AND value = $1", {edit.urn}));
    school = TRY(school_name(connection_, id));
    if (school.empty()) school = "school " + std::to_string(edit.urn);
  }
  if (edit.kind == EditKind::Withdraw) return "Withdraw edit " + std::to_string(edit.undoes);
  if (edit.kind == EditKind::SchoolCorrect) {
    return fact_sentence(edit, school_fact(edit.fact), school);
  }
  const OrganisationId owner = TRY(owner_of_scope(connection_, edit.scope));
  if (!owner.known()) return std::string(edit_label(edit.kind));
  if (edit.kind == EditKind::GroupCorrect) {
    return fact_sentence(edit, group_fact(edit.fact), TRY(load_owner(connection_, owner)).name);
  }
  auto scope = scopes_.find(owner.value);
  if (scope == scopes_.end()) {
    scope = scopes_.emplace(owner.value, TRY(ClusterScope::load(connection_, owner))).first;
  }
  return cluster_sentence(scope->second, edit, school);
}

}  // namespace registry
