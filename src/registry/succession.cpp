// Succession of register entries: reading links, finding cycles, following one-to-one chains.
#include "registry/succession.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/text.hpp"

namespace registry {

namespace {

struct Edge {
  SuccessionKind kind = SuccessionKind::Succeeded;
  base::Date on = base::Date::distant_past();
  bool from_predecessor = false;  // which side said so
  bool from_successor = false;
  std::string words;
};

using Edges = std::map<std::pair<std::int64_t, std::int64_t>, Edge>;

SuccessionKind kind_of_suffix(std::string_view type) {
  if (type.find("merged") != std::string_view::npos) return SuccessionKind::Merged;
  if (type.find("malgamat") != std::string_view::npos) return SuccessionKind::Amalgamated;
  if (type.find("plit") != std::string_view::npos) return SuccessionKind::Split;
  return SuccessionKind::Succeeded;
}

void read_link(const Sighting& sighting, const EntryQuestions& ask, Edges& edges) {
  std::optional<std::int64_t> other = base::parse_integer(sighting.get(Attribute::LinkUrn));
  std::string_view type = sighting.get(Attribute::LinkType);
  std::int64_t subject = sighting.subject;
  if (!other || *other == subject) return;
  std::optional<base::Date> on = base::Date::from_iso(sighting.get(Attribute::LinkOn));
  bool to_successor = base::starts_with_ignoring_case(type, "Successor");
  bool to_predecessor = base::starts_with_ignoring_case(type, "Predecessor");
  SuccessionKind kind = kind_of_suffix(type);
  if (!to_successor && !to_predecessor && kind == SuccessionKind::Amalgamated) {
    // "Result of Amalgamation" does not say which came first: the one that is open did not.
    bool subject_open = is_open(ask.newest(subject).status);
    bool other_open = is_open(ask.newest(*other).status);
    to_predecessor = subject_open && !other_open;
    to_successor = other_open && !subject_open;
  }
  bool plain_link = !to_successor && !to_predecessor;
  auto key = to_predecessor ? std::pair(*other, subject) : std::pair(subject, *other);
  Edge& edge = edges[key];
  bool first = !edge.from_predecessor && !edge.from_successor;
  // The more telling of two kinds counts: "merged" over plain, anything over "other".
  SuccessionKind now = plain_link ? SuccessionKind::Other : kind;
  if (first || edge.kind == SuccessionKind::Other ||
      (edge.kind == SuccessionKind::Succeeded && now != SuccessionKind::Other)) {
    edge.kind = now;
  }
  if (edge.kind == SuccessionKind::Other) edge.words = type;
  // The predecessor's side often gives the last day, the successor's the first: take the later.
  if (on && *on > edge.on) edge.on = *on;
  (to_predecessor ? edge.from_successor : edge.from_predecessor) = true;
}

// Entries on a circle of successions, by Tarjan's algorithm without recursion.
class Circles {
 public:
  explicit Circles(const Edges& edges) {
    for (const auto& [key, edge] : edges) {
      if (edge.kind != SuccessionKind::Other) next_[key.first].push_back(key.second);
    }
    for (const auto& [urn, unused] : next_) visit(urn);
  }
  // Both ends lie on one circle.
  bool together(std::int64_t left, std::int64_t right) const {
    auto found = circle_.find(left);
    auto other = circle_.find(right);
    return found != circle_.end() && other != circle_.end() && found->second == other->second;
  }

 private:
  struct Frame {
    std::int64_t urn;
    std::size_t child = 0;
  };

  void enter(std::int64_t urn, std::vector<Frame>& frames) {
    index_[urn] = low_[urn] = static_cast<int>(index_.size());
    open_.push_back(urn);
    on_stack_.insert(urn);
    frames.push_back({urn});
  }

  void visit(std::int64_t start) {
    if (index_.count(start) > 0) return;
    std::vector<Frame> frames;
    enter(start, frames);
    while (!frames.empty()) {
      Frame& frame = frames.back();
      auto children = next_.find(frame.urn);
      if (children != next_.end() && frame.child < children->second.size()) {
        std::int64_t child = children->second[frame.child++];
        if (index_.count(child) == 0) {
          enter(child, frames);
        } else if (on_stack_.count(child) > 0) {
          low_[frame.urn] = std::min(low_[frame.urn], index_[child]);
        }
        continue;
      }
      std::int64_t done = frame.urn;
      frames.pop_back();
      if (!frames.empty()) {
        low_[frames.back().urn] = std::min(low_[frames.back().urn], low_[done]);
      }
      if (low_[done] == index_[done]) close(done);
    }
  }

  void close(std::int64_t root) {
    std::vector<std::int64_t> members;
    for (;;) {
      std::int64_t urn = open_.back();
      open_.pop_back();
      on_stack_.erase(urn);
      members.push_back(urn);
      if (urn == root) break;
    }
    if (members.size() < 2) return;
    for (std::int64_t urn : members) circle_[urn] = root;
  }

  std::map<std::int64_t, std::vector<std::int64_t>> next_;
  std::unordered_map<std::int64_t, int> index_;
  std::unordered_map<std::int64_t, int> low_;
  std::vector<std::int64_t> open_;
  std::unordered_set<std::int64_t> on_stack_;
  std::unordered_map<std::int64_t, std::int64_t> circle_;
};

// A predecessor that was seen open when its successor should have taken over, and not closed since,
// contradicts the link. One last seen open before that day does not.
std::string_view contradiction(const Succession& link, const EntryQuestions& ask) {
  NewestWord before = ask.newest(link.predecessor);
  NewestWord after = ask.newest(link.successor);
  bool dated = link.on != base::Date::distant_past();
  if (!is_open(before.status) || before.on < (dated ? link.on : after.first)) return "";
  if (is_open(after.status)) return "both open";
  return after.status == Status::Closed ? "successor closed" : "";
}

// A one-to-one plain succession: nothing else follows the one or precedes the other.
void find_same_schools(std::vector<Succession>& found) {
  std::unordered_map<std::int64_t, int> leaving;
  std::unordered_map<std::int64_t, int> arriving;
  auto counts = [](const Succession& link) {
    return link.kind != SuccessionKind::Other && link.kind != SuccessionKind::Merged;
  };
  for (const Succession& link : found) {
    if (!counts(link)) continue;
    ++leaving[link.predecessor];
    ++arriving[link.successor];
  }
  for (Succession& link : found) {
    link.same_school = link.kind == SuccessionKind::Succeeded && leaving[link.predecessor] == 1 &&
                       arriving[link.successor] == 1 &&
                       (link.remark.empty() || link.remark == "one-sided");
  }
}

}  // namespace

std::string_view succession_code(SuccessionKind kind) {
  switch (kind) {
    case SuccessionKind::Succeeded: return "succeeded";
    case SuccessionKind::Merged: return "merged";
    case SuccessionKind::Amalgamated: return "amalgamated";
    case SuccessionKind::Split: return "split";
    case SuccessionKind::Other: return "other";
  }
  return "other";
}

std::vector<Succession> successions(const Evidence& evidence, const EntryQuestions& ask) {
  Edges edges;
  for (const Sighting& sighting : evidence.sightings) {
    if (sighting.family == Family::Link) read_link(sighting, ask, edges);
  }
  Circles circles(edges);
  std::vector<Succession> found;
  for (const auto& [key, edge] : edges) {
    // A link that is no succession is said from both ends; it is kept once.
    bool twice = edge.kind == SuccessionKind::Other && key.first > key.second &&
                 edges.count({key.second, key.first}) > 0;
    if (twice) continue;
    Succession link{key.first, key.second, edge.kind, edge.on, false, edge.words};
    if (edge.kind != SuccessionKind::Other) {
      bool sides = edge.from_predecessor && edge.from_successor;
      bool both_known = ask.known(key.first) && ask.known(key.second);
      link.remark = "";
      if (!sides && both_known) link.remark = "one-sided";
      std::string_view contradicted = contradiction(link, ask);
      if (!contradicted.empty()) link.remark = contradicted;
      if (circles.together(key.first, key.second)) link.remark = "circular";
    }
    found.push_back(std::move(link));
  }
  find_same_schools(found);
  return found;
}

std::vector<std::vector<std::int64_t>> chains(const std::vector<std::int64_t>& urns,
                                              const std::vector<Succession>& successions) {
  std::unordered_set<std::int64_t> held(urns.begin(), urns.end());
  std::unordered_map<std::int64_t, std::int64_t> next;
  std::unordered_set<std::int64_t> has_before;
  for (const Succession& link : successions) {
    if (!link.same_school || held.count(link.predecessor) == 0 || held.count(link.successor) == 0) {
      continue;
    }
    next[link.predecessor] = link.successor;
    has_before.insert(link.successor);
  }
  std::vector<std::vector<std::int64_t>> made;
  for (std::int64_t urn : urns) {
    if (has_before.count(urn) > 0) continue;
    std::vector<std::int64_t>& chain = made.emplace_back();
    chain.push_back(urn);
    for (auto found = next.find(urn); found != next.end(); found = next.find(found->second)) {
      chain.push_back(found->second);
    }
  }
  std::sort(made.begin(), made.end(), [](const auto& left, const auto& right) {
    return *std::min_element(left.begin(), left.end()) <
           *std::min_element(right.begin(), right.end());
  });
  return made;
}

}  // namespace registry
