// Planning and writing edits of clusters: what stands before and after, of one owner.
#include <algorithm>
#include <memory>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "registry/store.hpp"
#include "registry/store_edit_plan.hpp"
#include "registry/store_units.hpp"

namespace registry {

namespace {

constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t letter_bytes_max = 10;

using Rows = std::vector<ClusterMembership>;

bool earlier(const ClusterMembership& left, const ClusterMembership& right) {
  return std::tuple(left.cluster, left.period.from(), left.period.until(), left.funding) <
         std::tuple(right.cluster, right.period.from(), right.period.until(), right.funding);
}

// What one school has of one cluster, by date.
Rows rows_of(const EditedClusters& clusters, std::int64_t cluster, std::int64_t school) {
  Rows rows;
  for (const SchoolInCluster& each : clusters.members) {
    if (each.membership.cluster == cluster && each.school == school)
      rows.push_back(each.membership);
  }
  std::sort(rows.begin(), rows.end(), earlier);
  return rows;
}

std::string words_of(const Rows& rows) {
  std::string words;
  for (const ClusterMembership& each : rows) {
    words += (words.empty() ? "" : "; ") + each.period.describe();
    if (each.funding) words += ", funding";
    if (each.lead) words += ", lead";
  }
  return words.empty() ? "not a member" : words;
}

// Before against after, cluster by cluster.
class Difference {
 public:
  Difference(const EditedClusters& before, const EditedClusters& after)
      : before_(before), after_(after) {}

  struct Pair {
    std::int64_t before = -1;
    std::int64_t after = -1;
  };

  base::Status find(sql::Connection& connection) {
    std::map<std::string, std::size_t> by_handle;
    std::vector<Pair> pairs;
    for (std::size_t at = 0; at < before_.all.size(); ++at) {
      for (const std::string& handle : before_.all[at].handles) by_handle.emplace(handle, at);
      pairs.push_back({static_cast<std::int64_t>(at), -1});
    }
    for (std::size_t at = 0; at < after_.all.size(); ++at) {
      Pair* known = nullptr;
      for (const std::string& handle : after_.all[at].handles) {
        const auto found = by_handle.find(handle);
        if (found == by_handle.end() || pairs[found->second].after >= 0) continue;
        known = &pairs[found->second];
        break;
      }
      if (known == nullptr) known = &pairs.emplace_back();
      known->after = static_cast<std::int64_t>(at);
    }
    for (const Pair& pair : pairs) TRY(compare(connection, pair));
    return {};
  }

  std::vector<ChangedRow> rows;
  std::vector<Pair> touched;

 private:
  const ClusterRecord* record(const EditedClusters& clusters, std::int64_t place) const {
    return place < 0 ? nullptr : &clusters.all[static_cast<std::size_t>(place)];
  }

  base::Status compare(sql::Connection& connection, const Pair& pair) {
    const ClusterRecord* was = record(before_, pair.before);
    const ClusterRecord* is = record(after_, pair.after);
    const std::size_t first = rows.size();
    const std::string name = is != nullptr ? is->name : was->name;
    if (was == nullptr || is == nullptr) {
      rows.push_back({name, was ? was->kind : "not there", is ? is->kind : "not there"});
    } else {
      compare("Name of " + was->name, was->name, is->name);
      compare("Kind of " + name, was->kind, is->kind);
    }
    const ClusterRecord none;
    compare("Letter of " + name, (was ? was : &none)->letter, (is ? is : &none)->letter);
    compare("Life of " + name, (was ? was : &none)->life.describe(),
            (is ? is : &none)->life.describe());
    std::set<std::int64_t> schools;
    for (const SchoolInCluster& each : before_.members) {
      if (each.membership.cluster == pair.before) schools.insert(each.school);
    }
    for (const SchoolInCluster& each : after_.members) {
      if (each.membership.cluster == pair.after) schools.insert(each.school);
    }
    for (const std::int64_t school : schools) {
      const std::string before = words_of(rows_of(before_, pair.before, school));
      const std::string after = words_of(rows_of(after_, pair.after, school));
      if (before == after) continue;
      rows.push_back({TRY(school_name(connection, school)) + " in " + name, before, after});
    }
    if (rows.size() > first) touched.push_back(pair);
    return {};
  }

  void compare(std::string label, const std::string& before, const std::string& after) {
    if (before != after) rows.push_back({std::move(label), before, after});
  }

  const EditedClusters& before_;
  const EditedClusters& after_;
};

// Writes the memberships of one owner's clusters, of the schools whose rows have changed.
class MembershipWriter {
 public:
  MembershipWriter(sql::Connection& connection, std::int64_t owner)
      : connection_(connection), owner_(owner) {}

  base::Status write(const EditedClusters& after, const std::vector<std::int64_t>& ids) {
    sql::Rows rows = TRY(connection_.query(
        "SELECT m.school_id, m.cluster_id, m.from_on, m.until_on, m.funding, m.lead, m.source_id, "
        "m.edit_id FROM cluster_membership m JOIN cluster c ON c.id = m.cluster_id "
        "WHERE c.organisation_id = $1",
        {owner_}));
    std::map<std::int64_t, Rows> stored;
    while (TRY(rows.next())) {
      stored[rows.integer(0)].push_back({rows.integer(1), base::Period(rows.date(2), rows.date(3)),
                                         rows.integer(4) != 0, rows.integer(5) != 0,
                                         rows.integer(6), rows.integer(7)});
    }
    std::map<std::int64_t, Rows> wanted;
    for (const auto& [school, ignored] : stored) wanted[school];
    for (const SchoolInCluster& each : after.members) {
      ClusterMembership membership = each.membership;
      membership.cluster = ids[static_cast<std::size_t>(membership.cluster)];
      wanted[each.school].push_back(membership);
    }
    for (auto& [school, made] : wanted) TRY(write_school(school, stored[school], made));
    return {};
  }

 private:
  base::Status write_school(std::int64_t school, Rows& stored, Rows& made) {
    std::sort(stored.begin(), stored.end(), earlier);
    std::sort(made.begin(), made.end(), earlier);
    if (stored == made) return {};
    std::uint64_t difference = 0;
    for (const ClusterMembership& each : made) difference += digest_of(each);
    for (const ClusterMembership& each : stored) difference -= digest_of(each);
    TRY(
        connection_.run("DELETE FROM cluster_membership WHERE school_id = $1 AND cluster_id IN "
                        "(SELECT id FROM cluster WHERE organisation_id = $2)",
                        {school, owner_}));
    for (const ClusterMembership& each : made) {
      TRY(connection_.run(
          "INSERT INTO cluster_membership (school_id, cluster_id, from_on, until_on, funding, "
          "lead, source_id, edit_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
          {school, each.cluster, each.period.from(), each.period.until(), each.funding ? 1 : 0,
           each.lead ? 1 : 0, each.source, each.edit}));
    }
    return add_to_digest(connection_, school, difference);
  }

  sql::Connection& connection_;
  std::int64_t owner_;
};

// Fills in what the edit says of its owner and clusters, and looks whether it can be.
class Check {
 public:
  Check(const ClusterScope& scope, const EditRequest& request, Edit& edit)
      : scope_(scope), request_(request), edit_(edit) {}

  base::Status check() {
    edit_.owner = scope_.owner().edit_name;
    edit_.scope = clusters_scope(edit_.owner);
    if (!scope_.owner().numbered) {
      return base::make_error("group_without_number",
                              scope_.owner().name +
                                  " is known by its name alone, so that an edit cannot hold to it. "
                                  "Import a file of groups that gives its UID.");
    }
    if (edit_.kind == EditKind::ClusterMake) return check_make();
    if (edit_.kind != EditKind::MembershipAdd) edit_.until = base::Date::distant_future();
    cluster_ = TRY(place_of(request_.cluster, edit_.cluster));
    if (edit_.kind == EditKind::ClusterRename) {
      edit_.value = cluster_->name;
      return check_name("name");
    }
    if (edit_.kind == EditKind::ClusterChange) return check_words();
    if (edit_.kind == EditKind::ClusterEnd) return check_day(*cluster_);
    if (edit_.kind == EditKind::ClusterLead && edit_.urn == 0) return check_day(*cluster_);
    if (edit_.urn == 0) return bad_edit("urn", "Say which school, by its URN.");
    if (!scope_.school_of(edit_.urn)) return school_not_found(edit_.urn);
    return check_membership();
  }

 private:
  base::Result<const ClusterRecord*> place_of(ClusterId id, std::string& handle) const {
    const std::int64_t place = scope_.place_of(id);
    if (place < 0) return cluster_not_found(id);
    const ClusterRecord& record = scope_.now().all[static_cast<std::size_t>(place)];
    handle = record.handles.front();
    return &record;
  }

  base::Status check_make() {
    edit_.until = base::Date::distant_future();
    if (edit_.cluster_kind.empty()) edit_.cluster_kind = "cluster";
    TRY(check_name("name"));
    return check_words();
  }

  base::Status check_name(const std::string& field) {
    edit_.name = base::trim(edit_.name);
    const bool good = !base::fold(edit_.name).empty() && edit_.name.size() <= name_bytes_max &&
                      is_line(edit_.name);
    if (!good) {
      return bad_edit(field, "Give the cluster a name of one line, at most " +
                                 std::to_string(name_bytes_max) + " letters, such as Harbour.");
    }
    for (const ClusterRecord& each : scope_.now().all) {
      if (&each == cluster_ || base::fold(each.name) != base::fold(edit_.name)) continue;
      return base::make_error("cluster_name_taken",
                              scope_.owner().name + " has a cluster called " + each.name +
                                  " already. Choose another name, or change that cluster.",
                              field);
    }
    return {};
  }

  base::Status check_words() {
    edit_.letter = base::trim(edit_.letter);
    if (edit_.letter.size() > letter_bytes_max || !is_line(edit_.letter)) {
      return bad_edit("letter", "The letter stands for the cluster in lists: give at most " +
                                    std::to_string(letter_bytes_max) + " signs, such as A.");
    }
    if (!is_cluster_kind(edit_.cluster_kind)) {
      return bad_edit("kind", "Use cluster, hub, zone or partnership.");
    }
    return {};
  }

  // A day on which the cluster is there.
  base::Status check_day(const ClusterRecord& cluster) {
    if (edit_.from == base::Date::distant_past()) {
      return bad_edit("from", "Give the day from which this holds, such as 1 September 2027.");
    }
    const bool ends_at_once =
        edit_.kind == EditKind::ClusterEnd && cluster.life.from() == edit_.from;
    if (cluster.life.contains(edit_.from) && !ends_at_once) return {};
    return bad_edit(
        "from", cluster.name + " is there " + cluster.life.describe() + ": choose a day within.");
  }

  bool member(const ClusterRecord* cluster, const base::Period& period) const {
    const std::int64_t place = cluster - scope_.now().all.data();
    const std::int64_t school = *scope_.school_of(edit_.urn);
    return std::any_of(scope_.now().members.begin(), scope_.now().members.end(),
                       [&](const SchoolInCluster& each) {
                         return each.school == school && each.membership.cluster == place &&
                                each.membership.period.overlaps(period);
                       });
  }

  base::Status check_membership() {
    const std::optional<base::Period> period = base::Period::between(edit_.from, edit_.until);
    if (!period) {
      return bad_edit("until", "The last day lies before the first: give the days in order.");
    }
    const ClusterRecord* into = cluster_;
    if (edit_.kind == EditKind::MembershipMove) {
      into = TRY(place_of(request_.to_cluster, edit_.to_cluster));
      if (into == cluster_) return bad_edit("to", "Choose another cluster than the present one.");
    }
    const bool joins = edit_.kind == EditKind::MembershipAdd || into != cluster_;
    // The whole past can be ended: the school never belonged.
    if (edit_.kind != EditKind::MembershipEnd) TRY(check_day(*into));
    if (joins && member(into, *period)) {
      return base::make_error("already_member",
                              "The school belongs to " + into->name +
                                  " at that time already. End "
                                  "that membership first, or choose another day.",
                              "urn");
    }
    if (edit_.kind != EditKind::MembershipAdd && !member(cluster_, *period)) {
      return base::make_error("not_a_member",
                              "The school does not belong to " + cluster_->name + " on or after " +
                                  edit_.from.long_form() + ".",
                              "urn");
    }
    return {};
  }

  static bool is_line(std::string_view text) {
    return base::is_utf8(text) && std::none_of(text.begin(), text.end(), [](unsigned char byte) {
             return byte < 0x20 || byte == 0x7f;
           });
  }

  const ClusterScope& scope_;
  const EditRequest& request_;
  Edit& edit_;
  const ClusterRecord* cluster_ = nullptr;
};

// What was seen: of the clusters that the edit names, or that it would change.
std::uint64_t digest_of(const EditedClusters& clusters, std::int64_t place) {
  const ClusterRecord& record = clusters.all[static_cast<std::size_t>(place)];
  Digest digest;
  digest.add(record.name);
  digest.add(record.letter);
  digest.add(record.kind);
  digest.add(record.life);
  std::uint64_t sum = digest.value();
  for (const SchoolInCluster& each : clusters.members) {
    if (each.membership.cluster != place) continue;
    Digest member;
    member.add(each.school);
    member.add(each.membership.period);
    member.add(std::int64_t{each.membership.funding * 2 + each.membership.lead});
    sum += member.value();
  }
  return sum;
}

base::Status write_plan(sql::Connection& connection, const ClusterScope& scope,
                        const EditedClusters& after, const std::vector<std::int64_t>& places,
                        EditPreview& preview) {
  const std::int64_t owner = scope.owner().id.value;
  const NumberedClusters numbered = TRY(write_clusters(
      connection, after.all, owner, [&](std::int64_t) { return scope.owner().edit_name; }));
  TRY(MembershipWriter(connection, owner).write(after, numbered.ids));
  TRY(remove_clusters(connection, numbered.gone));
  for (std::size_t at = 0; at < places.size(); ++at) {
    if (places[at] < 0) continue;
    preview.subjects[at].id = numbered.ids[static_cast<std::size_t>(places[at])];
  }
  return {};
}

}  // namespace

base::Result<EditPlan> plan_clusters(sql::Connection& connection, const EditRequest& request,
                                     OrganisationId owner) {
  auto scope = std::make_shared<ClusterScope>(TRY(ClusterScope::load(connection, owner)));
  EditPlan plan;
  plan.edit = request.edit;
  const bool withdraws = plan.edit.kind == EditKind::Withdraw;
  if (!withdraws) {
    TRY(scope->meet(connection, plan.edit.urn));
    TRY(Check(*scope, request, plan.edit).check());
  }
  auto after =
      std::make_shared<EditedClusters>(scope->with(in_force_with(scope->edits(), plan.edit)));
  Difference difference(scope->now(), *after);
  TRY(difference.find(connection));
  if (difference.rows.empty() && !withdraws) return without_effect();
  plan.preview.rows = std::move(difference.rows);
  plan.preview.sentence = TRY(Sentences(connection).of(plan.edit));

  std::uint64_t seen = 0;
  std::vector<std::int64_t> places;  // in `after`, of subjects that have no number yet
  for (const Difference::Pair& pair : difference.touched) {
    const ClusterRecord& record = pair.before >= 0
                                      ? scope->now().all[static_cast<std::size_t>(pair.before)]
                                      : after->all[static_cast<std::size_t>(pair.after)];
    const ClusterId id = pair.before >= 0 ? scope->id_of(record.name) : ClusterId{};
    if (pair.before >= 0) seen += digest_of(scope->now(), pair.before);
    plan.preview.subjects.push_back({"cluster", id.value, record.name});
    plan.preview.paths.push_back(TRY(id.known() ? unit_path_of_cluster(connection, id)
                                                : unit_path_of_group(connection, owner)));
    places.push_back(pair.after);
  }
  if (difference.touched.empty()) {
    plan.preview.subjects.push_back({"group", owner.value, scope->owner().name});
    plan.preview.paths.push_back(TRY(unit_path_of_group(connection, owner)));
    places.push_back(-1);
  }
  if (plan.edit.urn != 0) {
    const std::int64_t school = scope->school_of(plan.edit.urn).value_or(0);
    plan.also = guard::Subject{"school", school, TRY(school_name(connection, school))};
  }
  plan.preview.version = std::to_string(seen);
  plan.write = [scope, after, places](sql::Connection& writing, EditPreview& preview) {
    return write_plan(writing, *scope, *after, places, preview);
  };
  return plan;
}

}  // namespace registry
