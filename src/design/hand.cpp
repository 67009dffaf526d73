// What people do to a plan by hand.
#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "design/naming.hpp"
#include "design/plan.hpp"

namespace design {

namespace {

constexpr std::string_view codes[] = {"move",   "pin",   "unpin", "lock",
                                      "unlock", "split", "merge", "rename"};

base::Error bad(std::string message, std::string field = {}) {
  return base::make_error("bad_plan", std::move(message), std::move(field));
}

std::size_t index(int place) { return static_cast<std::size_t>(place); }

class Changer {
 public:
  Changer(const Plan& plan, const Facts& facts, const Hand& hand)
      : plan_(plan), facts_(facts), hand_(hand) {}

  base::Result<Handled> change() {
    for (const int school : hand_.schools) {
      if (school < 0 || index(school) >= facts_.schools.size()) return bad("No such school.");
    }
    switch (hand_.kind) {
      case HandKind::Move: TRY(move()); break;
      case HandKind::Pin: TRY(pin(true)); break;
      case HandKind::Unpin: TRY(pin(false)); break;
      case HandKind::Lock: TRY(lock(true)); break;
      case HandKind::Unlock: TRY(lock(false)); break;
      case HandKind::Split: TRY(split()); break;
      case HandKind::Merge: TRY(merge()); break;
      case HandKind::Rename: TRY(rename()); break;
    }
    return Handled{std::move(plan_), std::move(sentence_)};
  }

 private:
  const std::string& school_name(int school) const { return facts_.schools[index(school)].name; }
  std::string cluster_name(int cluster) const {
    return cluster == no_place ? "no cluster" : plan_.clusters[index(cluster)].name;
  }

  base::Status known(int cluster, std::string_view field) const {
    if (cluster >= 0 && index(cluster) < plan_.clusters.size()) return {};
    return bad("Choose a cluster of the plan.", std::string(field));
  }
  base::Status open(int cluster) const {
    if (cluster == no_place || !plan_.clusters[index(cluster)].locked) return {};
    return bad(cluster_name(cluster) + " is locked. Unlock it first.", "cluster");
  }

  base::Status move() {
    if (hand_.to != no_place) TRY(known(hand_.to, "to"));
    if (hand_.schools.empty()) return bad("Choose a school.", "school");
    TRY(open(hand_.to));
    std::string names;
    for (const int school : hand_.schools) {
      int& place = plan_.of[index(school)];
      TRY(open(place));
      if (place == hand_.to && plan_.pinned[index(school)] != 0) continue;
      names += (names.empty() ? "" : ", ") + school_name(school);
      if (place != hand_.to) names += " from " + cluster_name(place);
      place = hand_.to;
      plan_.pinned[index(school)] = 1;
    }
    if (names.empty()) return bad("The school is there already.", "to");
    sentence_ = "Moved " + names + " to " + cluster_name(hand_.to);
    return {};
  }

  base::Status pin(bool on) {
    std::string names;
    for (const int school : hand_.schools) {
      char& pinned = plan_.pinned[index(school)];
      if ((pinned != 0) == on) continue;
      pinned = on ? 1 : 0;
      names += (names.empty() ? "" : ", ") + school_name(school);
    }
    if (names.empty()) return bad("Nothing would change.", "school");
    sentence_ = (on ? "Pinned " : "Took the pin off ") + names;
    return {};
  }

  base::Status lock(bool on) {
    TRY(known(hand_.cluster, "cluster"));
    bool& locked = plan_.clusters[index(hand_.cluster)].locked;
    if (locked == on) return bad("Nothing would change.", "cluster");
    locked = on;
    sentence_ = (on ? "Locked " : "Unlocked ") + cluster_name(hand_.cluster);
    return {};
  }

  // Parted along the longer side of the cluster, in the middle.
  std::vector<int> half_of(std::vector<int> members) const {
    auto east = [&](int school) { return facts_.schools[index(school)].point.east_m; };
    auto north = [&](int school) { return facts_.schools[index(school)].point.north_m; };
    auto side = [&](const auto& of) {
      const auto [least, most] = std::minmax_element(members.begin(), members.end(),
                                                     [&](int a, int b) { return of(a) < of(b); });
      return of(*most) - of(*least);
    };
    const bool by_east = side(east) >= side(north);
    std::stable_sort(members.begin(), members.end(), [&](int a, int b) {
      return by_east ? east(a) < east(b) : north(a) < north(b);
    });
    members.erase(members.begin(),
                  members.begin() + static_cast<std::ptrdiff_t>((members.size() + 1) / 2));
    return members;
  }

  // Names and letters say which cluster is meant, so those that look alike are one.
  static bool alike(const std::string& a, const std::string& b) {
    const std::string folded = base::fold(a);
    return a == b || (!folded.empty() && folded == base::fold(b));
  }
  // Whether no cluster but this one has the name and letter that are asked for; `no_place` is one
  // that is made. What a cluster has already it keeps.
  base::Status untaken(int cluster) const {
    const PlanCluster own = cluster == no_place ? PlanCluster() : plan_.clusters[index(cluster)];
    const bool named = !hand_.name.empty() && hand_.name != own.name;
    const bool lettered = !hand_.letter.empty() && hand_.letter != own.letter;
    for (std::size_t at = 0; at < plan_.clusters.size(); ++at) {
      const PlanCluster& each = plan_.clusters[at];
      if (cluster != no_place && at == index(cluster)) continue;
      if (named && !each.letter.empty() && each.letter == hand_.name) {
        return bad("That is the letter of another cluster: " + each.name + ". Choose another name.",
                   "name");
      }
      if (named && alike(each.name, hand_.name)) {
        return bad("Another cluster has that name: " + each.name + ". Choose another.", "name");
      }
      if (lettered && alike(each.letter, hand_.letter)) {
        return bad("Another cluster has the letter " + each.letter + ": " + each.name +
                       ". Choose another.",
                   "letter");
      }
    }
    return {};
  }

  base::Status split() {
    TRY(known(hand_.cluster, "cluster"));
    TRY(open(hand_.cluster));
    TRY(untaken(no_place));
    const std::vector<int> all = members_of(plan_)[index(hand_.cluster)];
    std::vector<int> away = hand_.schools;
    if (all.size() < 2) return bad("A cluster of one school cannot be split.", "cluster");
    if (away.empty()) away = half_of(all);
    for (const int school : away) {
      if (plan_.of[index(school)] != hand_.cluster) {
        return bad(school_name(school) + " is not in " + cluster_name(hand_.cluster) + ".",
                   "school");
      }
    }
    if (away.size() >= all.size()) return bad("Leave at least one school there.", "school");
    const int made = static_cast<int>(plan_.clusters.size());
    plan_.clusters.push_back({{}, hand_.name, hand_.letter, false});
    for (const int school : away) plan_.of[index(school)] = made;
    if (hand_.name.empty()) name_clusters(plan_, facts_);
    sentence_ = "Split " + cluster_name(hand_.cluster) + ": " + std::to_string(away.size()) +
                (away.size() == 1 ? " school makes " : " schools make ") + cluster_name(made);
    return {};
  }

  base::Status merge() {
    TRY(known(hand_.cluster, "cluster"));
    TRY(known(hand_.to, "to"));
    if (hand_.cluster == hand_.to) return bad("Choose two clusters.", "to");
    TRY(open(hand_.cluster));
    TRY(open(hand_.to));
    sentence_ = "Merged " + cluster_name(hand_.to) + " into " + cluster_name(hand_.cluster);
    for (int& place : plan_.of) {
      if (place == hand_.to) place = hand_.cluster;
    }
    plan_.clusters.erase(plan_.clusters.begin() + hand_.to);
    for (int& place : plan_.of) {
      if (place > hand_.to) --place;
    }
    return {};
  }

  base::Status rename() {
    TRY(known(hand_.cluster, "cluster"));
    PlanCluster& cluster = plan_.clusters[index(hand_.cluster)];
    if (!is_cluster_name(hand_.name)) {
      return bad("Give the cluster a name of at most 200 characters, on one line.", "name");
    }
    TRY(untaken(hand_.cluster));
    sentence_ = "Called " + cluster.name + " " + hand_.name;
    cluster.name = hand_.name;
    if (!hand_.letter.empty()) cluster.letter = hand_.letter;
    return {};
  }

  Plan plan_;
  const Facts& facts_;
  const Hand& hand_;
  std::string sentence_;
};

}  // namespace

std::string_view hand_code(HandKind kind) { return codes[static_cast<std::size_t>(kind)]; }

std::optional<HandKind> hand_kind_of(std::string_view code) {
  const auto* found = std::find(std::begin(codes), std::end(codes), code);
  if (found == std::end(codes)) return std::nullopt;
  return static_cast<HandKind>(found - std::begin(codes));
}

base::Result<int> school_called(const Facts& facts, std::string_view urn) {
  const auto number = base::parse_integer(urn);
  for (std::size_t at = 0; number && at < facts.schools.size(); ++at) {
    if (facts.schools[at].urn == *number) return static_cast<int>(at);
  }
  return bad("The scenario has no school with the URN " + std::string(urn) + ".", "school");
}

base::Result<int> cluster_called(const Plan& plan, std::string_view text) {
  for (std::size_t at = 0; at < plan.clusters.size(); ++at) {
    const PlanCluster& each = plan.clusters[at];
    if (each.name == text || (!text.empty() && each.letter == text)) return static_cast<int>(at);
  }
  return bad("The plan has no cluster \"" + std::string(text) + "\".", "cluster");
}

base::Result<Handled> handle(const Plan& plan, const Facts& facts, const Hand& hand) {
  const bool named = hand.kind == HandKind::Split && !hand.name.empty();
  if ((named && !is_cluster_name(hand.name)) || !is_cluster_letter(hand.letter)) {
    return bad("A name has at most 200 characters, a letter at most 10 without spaces.", "name");
  }
  return Changer(plan, facts, hand).change();
}

}  // namespace design
