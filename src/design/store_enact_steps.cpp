// The plan against the clusters as they will be on the day.
#include "design/store_enact_steps.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace design {

namespace {

using registry::ClusterId;
using registry::EditKind;
using registry::EditRequest;
using registry::MakeRequest;

class List {
 public:
  explicit List(const EnactOptions& options) : options_(options) {}

  registry::Edit edit(EditKind kind) const {
    registry::Edit made;
    made.kind = kind;
    made.from = options_.from;
    made.reason = options_.reason;
    return made;
  }
  void add(std::string what, MakeRequest request) {
    steps_.push_back({std::move(what), std::move(request)});
  }
  void add(std::string what, const EditRequest& request) {
    add(std::move(what),
        [request](sql::Connection&) -> base::Result<EditRequest> { return request; });
  }
  std::vector<EnactStep> take() { return std::move(steps_); }

 private:
  const EnactOptions& options_;
  std::vector<EnactStep> steps_;
};

// A cluster that the plan makes has its number only once it is made.
base::Result<ClusterId> find(sql::Connection& connection, registry::OrganisationId owner,
                             const PlanCluster& cluster) {
  if (cluster.id.known()) return cluster.id;
  for (const registry::ClusterRow& each : TRY(registry::Store(connection).clusters(owner))) {
    if (base::fold(each.name) == base::fold(cluster.name)) return each.id;
  }
  return base::make_error("cluster_not_found", "There is no cluster " + cluster.name + ".");
}

// One school, from the clusters that it has to the one that the plan gives it.
class Placing {
 public:
  Placing(const PlanOnDay& day, const std::set<ClusterId>& redrawn, std::size_t at, List& steps)
      : day_(day),
        facts_(day.facts),
        at_(at),
        school_(day.facts.schools[at]),
        redrawn_(redrawn),
        steps_(steps) {
    if (school_.today != no_place) {
      before_ = facts_.today[static_cast<std::size_t>(school_.today)].id;
    }
    if (day.plan.of[at] != no_place) {
      to_ = &day.plan.clusters[static_cast<std::size_t>(day.plan.of[at])];
    }
    stays_ = to_ == nullptr ? !before_.known() : before_.known() && before_ == to_->id;
    const auto found = day.belongings.find(school_.id);
    if (found == day.belongings.end()) return;
    for (const Belonging& each : found->second) has_[each.cluster].push_back(each);
  }

  void place() {
    for (const auto& [cluster, rows] : has_) {
      if (is_over(cluster, rows)) end(rows);
    }
    if (to_ != nullptr && stays_) return keep();
    if (to_ == nullptr) {
      if (before_.known() && !stays_) end(has_[before_]);
      return;
    }
    if (is_member(to_->id)) {
      if (before_.known()) end(has_[before_]);
      return keep();
    }
    go();
  }

 private:
  bool is_member(ClusterId cluster) const {
    const auto found = has_.find(cluster);
    return found != has_.end() && found->second.front().period.contains(facts_.on);
  }

  // What the school has of a cluster beside the one that it comes from.
  bool is_over(ClusterId cluster, const std::vector<Belonging>& rows) const {
    const bool begins_later = !rows.front().period.contains(facts_.on);
    // A further edit would make it twice a member.
    if (to_ != nullptr && cluster == to_->id) return begins_later;
    if (cluster == before_) return false;
    if (begins_later) return redrawn_.contains(cluster) || !stays_;
    return leaves_beside(day_.today, day_.plan, redrawn_, at_, cluster);
  }

  // From the day, or from the one on which it begins.
  void end(const std::vector<Belonging>& rows) {
    lose_funding(rows);
    ended_ = true;
    EditRequest request;
    request.edit = steps_.edit(EditKind::MembershipEnd);
    request.edit.from = std::max(request.edit.from, rows.front().period.from());
    request.edit.urn = school_.urn;
    request.cluster = rows.front().cluster;
    steps_.add("Take " + school_.name + " out of " + rows.front().name, request);
  }

  void lose_funding(const std::vector<Belonging>& rows) {
    for (const Belonging& each : rows) {
      if (!each.funding) continue;
      const base::Date from = std::max(facts_.on, each.period.from());
      funded_from_ = std::min(funded_from_.value_or(from), from);
    }
  }

  // In a cluster to which it belongs already: for good, where another membership was to follow.
  void keep() {
    if (!ended_) return;
    const std::vector<Belonging>& rows = has_[to_->id];
    bool unfunded = false;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      const base::Date from = rows[at].period.until();
      const base::Date until =
          at + 1 < rows.size() ? rows[at + 1].period.from() : base::Date::distant_future();
      const bool lasts = from >= std::min(until, rows[at].cluster_until);
      unfunded =
          unfunded || (!rows[at].funding && funded_from_ && (!lasts || from > *funded_from_));
      if (lasts) continue;
      EditRequest request;
      request.edit = steps_.edit(EditKind::MembershipAdd);
      request.edit.from = from;
      request.edit.until = until;
      request.edit.urn = school_.urn;
      request.edit.funding = rows[at].funding;
      request.cluster = to_->id;
      steps_.add("Keep " + school_.name + " in " + to_->name, request);
    }
    if (unfunded) fund(*to_);
  }

  void fund(const PlanCluster& cluster) {
    EditRequest request;
    request.edit = steps_.edit(EditKind::MembershipFunding);
    request.edit.from = *funded_from_;
    request.edit.urn = school_.urn;
    const auto made = [request, cluster, owner = facts_.owner](
                          sql::Connection& connection) -> base::Result<EditRequest> {
      EditRequest numbered = request;
      numbered.cluster = TRY(find(connection, owner, cluster));
      return numbered;
    };
    steps_.add("Make " + cluster.name + " the funding cluster of " + school_.name, made);
  }

  void go() {
    EditRequest request;
    request.edit =
        steps_.edit(before_.known() ? EditKind::MembershipMove : EditKind::MembershipAdd);
    request.edit.urn = school_.urn;
    // Who comes from no cluster is funded by the county's, not by a trust's beside it.
    request.edit.funding = before_.known() ? school_.funded_today : facts_.owner_is_authority;
    if (before_.known()) lose_funding(has_[before_]);
    steps_.add("Move " + school_.name + " to " + to_->name,
               [request, before = before_, cluster = *to_,
                owner = facts_.owner](sql::Connection& connection) -> base::Result<EditRequest> {
                 EditRequest made = request;
                 const ClusterId to = TRY(find(connection, owner, cluster));
                 made.cluster = before.known() ? before : to;
                 if (before.known()) made.to_cluster = to;
                 return made;
               });
    if (funded_from_ && !request.edit.funding) fund(*to_);
  }

  const PlanOnDay& day_;
  const Facts& facts_;
  std::size_t at_;
  const SchoolFacts& school_;
  const std::set<ClusterId>& redrawn_;
  List& steps_;
  ClusterId before_;
  const PlanCluster* to_ = nullptr;
  bool stays_ = false;
  std::map<ClusterId, std::vector<Belonging>> has_;
  bool ended_ = false;
  std::optional<base::Date> funded_from_;  // the first day on which what ends would fund it
};

class Steps {
 public:
  Steps(const PlanOnDay& day, const EnactOptions& options)
      : day_(day), facts_(day.facts), plan_(day.plan), list_(options) {}

  std::vector<EnactStep> make() {
    rename_clusters();
    for (std::size_t at = 0; at < plan_.clusters.size(); ++at) make_cluster(at);
    const std::set<ClusterId> redrawn = redrawn_clusters(day_.today, plan_);
    for (std::size_t at = 0; at < plan_.of.size(); ++at) {
      if (day_.known.contains(facts_.schools[at].id)) Placing(day_, redrawn, at, list_).place();
    }
    for (std::size_t at = 0; at < facts_.today.size(); ++at) end_cluster(at);
    return list_.take();
  }

 private:
  bool is_used(ClusterId id) const {
    const int place = cluster_of_id(plan_, id);
    return day_.kept.contains(id) ||
           (place != no_place &&
            std::find(plan_.of.begin(), plan_.of.end(), place) != plan_.of.end());
  }

  void make_cluster(std::size_t at) {
    const PlanCluster& cluster = plan_.clusters[at];
    if (cluster.id.known()) return change_letter(cluster);
    const bool used =
        std::find(plan_.of.begin(), plan_.of.end(), static_cast<int>(at)) != plan_.of.end();
    if (!used) return;
    EditRequest request;
    request.organisation = facts_.owner;
    request.edit = list_.edit(EditKind::ClusterMake);
    request.edit.name = cluster.name;
    request.edit.letter = cluster.letter;
    request.edit.cluster_kind = "cluster";
    list_.add("Make " + cluster.name, request);
  }

  const TodayCluster* today_of(const PlanCluster& cluster) const {
    const auto old = std::find_if(facts_.today.begin(), facts_.today.end(),
                                  [&](const TodayCluster& each) { return each.id == cluster.id; });
    return old == facts_.today.end() ? nullptr : &*old;
  }

  void change_letter(const PlanCluster& cluster) {
    const TodayCluster* old = today_of(cluster);
    if (old == nullptr || cluster.letter.empty() || cluster.letter == old->letter) return;
    EditRequest request;
    request.cluster = cluster.id;
    request.edit = list_.edit(EditKind::ClusterChange);
    request.edit.letter = cluster.letter;
    request.edit.cluster_kind = old->kind;
    list_.add("Give " + cluster.name + " the letter " + cluster.letter, request);
  }

  struct Renaming {
    ClusterId id;
    std::string from;
    std::string to;
  };
  void rename(const Renaming& wanted, const std::string& to) {
    EditRequest request;
    request.cluster = wanted.id;
    request.edit = list_.edit(EditKind::ClusterRename);
    request.edit.name = to;
    list_.add("Call " + wanted.from + " " + to, request);
  }

  // No two clusters have one name, also not for a moment: who wants another's name waits until that
  // one has a new name. Where all wait for each other, one takes a name in between.
  void rename_clusters() {
    std::vector<Renaming> left;
    for (const PlanCluster& cluster : plan_.clusters) {
      const TodayCluster* old = today_of(cluster);
      if (old == nullptr || old->name == cluster.name) continue;
      left.push_back({cluster.id, old->name, cluster.name});
    }
    while (!left.empty()) {
      const auto next = std::find_if(left.begin(), left.end(), [&](const Renaming& each) {
        return std::none_of(left.begin(), left.end(), [&](const Renaming& other) {
          return other.id != each.id && base::fold(other.from) == base::fold(each.to);
        });
      });
      if (next == left.end()) {
        const std::string between = left.front().to + " (new)";
        rename(left.front(), between);
        left.front().from = between;
        continue;
      }
      rename(*next, next->to);
      left.erase(next);
    }
  }

  void end_cluster(std::size_t at) {
    const ClusterId id = facts_.today[at].id;
    if (is_used(id)) return;
    EditRequest request;
    request.edit = list_.edit(EditKind::ClusterEnd);
    request.cluster = id;
    list_.add("End " + facts_.today[at].name, request);
  }

  const PlanOnDay& day_;
  const Facts& facts_;
  const Plan& plan_;
  List list_;
};

}  // namespace

std::vector<EnactStep> enact_steps(const PlanOnDay& day, const EnactOptions& options) {
  return Steps(day, options).make();
}

}  // namespace design
