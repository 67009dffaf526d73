// Edits applied to the clusters of one owner. Every edit can be applied to every state, for files
// come and go beneath it: what it cannot find, it leaves alone.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "registry/clusters.hpp"

namespace registry {

namespace {

constexpr std::int64_t nobody = -1;  // no school has this number

class Editor {
 public:
  Editor(const Clusters& stated, std::int64_t owner, const SchoolOfUrn& school_of)
      : owner_(owner), school_of_(school_of) {
    made_.all = stated.all;
    for (std::size_t at = 0; at < stated.all.size(); ++at) {
      for (const std::string& handle : stated.all[at].handles) places_.emplace(handle, at);
    }
    for (const StatedMembership& each : stated.members) {
      const std::optional<std::int64_t> school = school_of(each.urn);
      if (school) made_.members.push_back({*school, each.membership});
    }
  }

  // A file that has the new name of a cluster, and no longer the old one, has followed the edit:
  // other edits, also earlier ones, find the cluster there.
  void follow(const Edit& edit) {
    if (edit.kind != EditKind::ClusterRename || find(edit.cluster)) return;
    const std::optional<std::int64_t> there = named(edit.name);
    if (there) bind(edit.cluster, *there);
  }

  void apply(const Edit& edit) {
    edit_ = edit.id;
    if (edit.kind == EditKind::ClusterMake) return make(edit);
    if (edit.kind == EditKind::ClusterRename) return rename(edit);
    const std::optional<std::int64_t> cluster = find(edit.cluster);
    std::optional<std::int64_t> school;
    if (edit.urn != 0) school = school_of_(edit.urn);
    if (edit.kind == EditKind::ClusterLead && edit.urn == 0 && cluster) {
      return set_lead(*cluster, nobody, edit.period());
    }
    if (edit.kind == EditKind::MembershipMove && school) return move(edit, cluster, *school);
    if (!cluster) return;
    ClusterRecord& record = record_of(*cluster);
    if (edit.kind == EditKind::ClusterChange) {
      record.letter = edit.letter;
      record.kind = edit.cluster_kind;
    } else if (edit.kind == EditKind::ClusterEnd) {
      record.life = base::Period::between(record.life.from(), edit.from)
                        .value_or(base::Period::day(record.life.from()));
    }
    if (!school) return;
    if (edit.kind == EditKind::ClusterLead) set_lead(*cluster, *school, edit.period());
    if (edit.kind == EditKind::MembershipAdd) add(edit, *cluster, *school, edit.lead);
    if (edit.kind == EditKind::MembershipEnd) leave(*cluster, *school, edit.period());
    if (edit.kind == EditKind::MembershipFunding) set_funding(*cluster, *school, edit.period());
  }

  EditedClusters finish() {
    std::vector<SchoolInCluster> kept;
    for (SchoolInCluster& each : made_.members) {
      const auto lived = each.membership.period.intersection(record_of(each).life);
      if (!lived) continue;
      each.membership.period = *lived;
      kept.push_back(each);
    }
    made_.members = std::move(kept);
    return std::move(made_);
  }

 private:
  ClusterRecord& record_of(std::int64_t cluster) {
    return made_.all[static_cast<std::size_t>(cluster)];
  }
  ClusterRecord& record_of(const SchoolInCluster& member) {
    return record_of(member.membership.cluster);
  }

  std::optional<std::int64_t> find(const std::string& handle) const {
    const auto found = places_.find(handle);
    if (found == places_.end()) return std::nullopt;
    return static_cast<std::int64_t>(found->second);
  }

  // By its name as the edits so far have it.
  std::optional<std::int64_t> named(std::string_view name) const {
    const std::string folded = base::fold(name);
    for (std::size_t at = 0; at < made_.all.size(); ++at) {
      if (base::fold(made_.all[at].name) == folded) return static_cast<std::int64_t>(at);
    }
    return std::nullopt;
  }

  void bind(const std::string& handle, std::int64_t cluster) {
    if (places_.emplace(handle, static_cast<std::size_t>(cluster)).second) {
      record_of(cluster).handles.push_back(handle);
    }
  }

  // A file that states the cluster by now makes it the same one.
  void make(const Edit& edit) {
    if (find(made_handle(edit.id))) return;
    std::optional<std::int64_t> there = named(edit.name);
    if (!there) {
      there = static_cast<std::int64_t>(made_.all.size());
      made_.all.push_back({owner_, edit.name, edit.letter, edit.cluster_kind, {}, edit.period()});
    }
    bind(made_handle(edit.id), *there);
  }

  void rename(const Edit& edit) {
    const std::optional<std::int64_t> cluster = find(edit.cluster);
    const std::optional<std::int64_t> taken = named(edit.name);
    if (cluster && (!taken || *taken == *cluster)) record_of(*cluster).name = edit.name;
  }

  // Calls `change` with each membership that `which` picks, cut so that it lies within the period.
  template <typename Which, typename Change>
  void within(const base::Period& period, const Which& which, const Change& change) {
    std::vector<SchoolInCluster> all;
    all.reserve(made_.members.size() + 2);
    for (SchoolInCluster& each : made_.members) {
      const auto inside = each.membership.period.intersection(period);
      if (!inside || !which(each)) {
        all.push_back(each);
        continue;
      }
      const base::Period whole = each.membership.period;
      each.membership.edit = edit_;
      if (auto before = base::Period::between(whole.from(), inside->from())) {
        all.push_back(with_period(each, *before));
      }
      if (auto after = base::Period::between(inside->until(), whole.until())) {
        all.push_back(with_period(each, *after));
      }
      SchoolInCluster changed = with_period(each, *inside);
      if (change(changed)) all.push_back(changed);
    }
    made_.members = std::move(all);
  }

  static SchoolInCluster with_period(SchoolInCluster member, const base::Period& period) {
    member.membership.period = period;
    return member;
  }

  void leave(std::int64_t cluster, std::int64_t school, const base::Period& period) {
    within(
        period,
        [&](const SchoolInCluster& each) {
          return each.school == school && each.membership.cluster == cluster;
        },
        [](SchoolInCluster&) { return false; });
  }

  void add(const Edit& edit, std::int64_t cluster, std::int64_t school, bool lead) {
    leave(cluster, school, edit.period());
    made_.members.push_back({school, {cluster, edit.period(), false, false, 0, edit_}});
    if (edit.funding) set_funding(cluster, school, edit.period());
    if (lead) set_lead(cluster, school, edit.period());
  }

  void move(const Edit& edit, std::optional<std::int64_t> from, std::int64_t school) {
    const std::optional<std::int64_t> to = find(edit.to_cluster);
    if (!to) return;
    if (from) leave(*from, school, edit.period());
    add(edit, *to, school, false);
  }

  void set_lead(std::int64_t cluster, std::int64_t school, const base::Period& period) {
    within(
        period,
        [&](const SchoolInCluster& each) {
          return each.membership.cluster == cluster &&
                 each.membership.lead != (each.school == school);
        },
        [&](SchoolInCluster& each) {
          each.membership.lead = each.school == school;
          return true;
        });
  }

  void set_funding(std::int64_t cluster, std::int64_t school, const base::Period& period) {
    within(
        period,
        [&](const SchoolInCluster& each) {
          return each.school == school &&
                 each.membership.funding != (each.membership.cluster == cluster);
        },
        [&](SchoolInCluster& each) {
          each.membership.funding = each.membership.cluster == cluster;
          return true;
        });
  }

  std::int64_t owner_;
  const SchoolOfUrn& school_of_;
  EditedClusters made_;
  std::map<std::string, std::size_t> places_;  // by handle
  std::int64_t edit_ = 0;
};

}  // namespace

EditedClusters edit_clusters(const Clusters& stated, std::int64_t owner,
                             std::span<const Edit> edits, const SchoolOfUrn& school_of) {
  Editor editor(stated, owner, school_of);
  for (const Edit& edit : edits) editor.follow(edit);
  for (const Edit& edit : edits) editor.apply(edit);
  return editor.finish();
}

}  // namespace registry
