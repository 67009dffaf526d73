// The place of each body follows from those that are given: others do not count.
#include "governance/structure.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>

namespace governance {

namespace {

class Arranging {
 public:
  Arranging(const Facts& facts, const std::vector<Standing>& bodies)
      : facts_(facts), bodies_(bodies), told_(bodies.size(), false) {
    for (const Standing& each : bodies) above_.push_back(above(each));
  }

  std::vector<Placed> arrange() {
    std::vector<std::size_t> order(bodies_.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::size_t at) {
      const Body& body = *bodies_[at].body;
      return std::tuple(body.kind, std::string_view(body.name), body.id);
    });
    for (const std::size_t at : order) {
      if (!above_[at]) below(order, at, 0);
    }
    // Bodies that report to each other in a ring have no first one.
    for (const std::size_t at : order) below(order, at, 0);
    return std::move(placed_);
  }

 private:
  void below(const std::vector<std::size_t>& order, std::size_t one, int depth) {
    if (told_[one]) return;
    told_[one] = true;
    placed_.push_back({one, depth});
    for (const std::size_t each : order) {
      if (above_[each] == one) below(order, each, depth + 1);
    }
  }

  template <typename Is>
  std::optional<std::size_t> first(const Is& is) const {
    for (std::size_t at = 0; at < bodies_.size(); ++at) {
      if (is(*bodies_[at].body)) return at;
    }
    return std::nullopt;
  }

  std::optional<std::size_t> above(const Standing& one) const {
    const Body& body = *one.body;
    std::optional<std::size_t> found;
    if (governs_schools(body.kind)) found = cluster_board(one);
    if (!found && body.parent.known()) {
      found = first([&](const Body& each) { return each.id == body.parent; });
    }
    if (found || body.kind == BodyKind::Members) return found;
    if (body.kind == BodyKind::TrustBoard) {
      return first([&](const Body& each) {
        return each.kind == BodyKind::Members && each.place == body.place;
      });
    }
    // Of an authority there is no trust board.
    return first([](const Body& each) { return each.kind == BodyKind::TrustBoard; });
  }

  std::optional<std::size_t> cluster_board(const Standing& one) const {
    const auto schools = facts_.schools_of(*one.body, one.on);
    if (schools.empty()) return std::nullopt;
    return first([&](const Body& each) {
      if (each.place.kind != PlaceKind::Cluster || each.id == one.body->id) return false;
      return std::ranges::all_of(schools, [&](std::int64_t school) {
        const auto units = facts_.units_of(school, PlaceKind::Cluster, one.on);
        return std::ranges::find(units, each.place) != units.end();
      });
    });
  }

  const Facts& facts_;
  const std::vector<Standing>& bodies_;
  std::vector<std::optional<std::size_t>> above_;
  std::vector<bool> told_;
  std::vector<Placed> placed_;
};

}  // namespace

std::vector<Placed> structure(const Facts& facts, const std::vector<Standing>& bodies) {
  return Arranging(facts, bodies).arrange();
}

}  // namespace governance
