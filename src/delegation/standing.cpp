// Facts of room governance, asked level by level.
#include "delegation/standing.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace delegation {

namespace {

using governance::Body;
using governance::Place;
using governance::PlaceKind;

class Looking {
 public:
  Looking(const governance::Facts& facts, const governance::RuleBook& book, const AskedOf& asked,
          base::Date on)
      : facts_(facts), book_(book), asked_(asked), on_(on) {}

  // Nothing where the question has no such unit.
  std::optional<Place> place_of(const std::string& unit) const {
    if (unit == "group") return asked_.owner;
    if (unit == "cluster") return of(PlaceKind::Cluster, asked_.cluster);
    return of(PlaceKind::School, asked_.school);
  }

  Filled look(const Level& level, Behind& behind) const {
    const std::optional<Place> place = place_of(level.unit);
    behind.name = level.label;
    if (!place) return asked_.school != 0 ? Filled::None : Filled::Yes;
    return level.body ? look_at_body(level, *place, behind) : look_at_office(level, *place, behind);
  }

 private:
  static std::optional<Place> of(PlaceKind kind, std::int64_t id) {
    if (id == 0) return std::nullopt;
    return Place{kind, id};
  }

  Filled look_at_office(const Level& level, const Place& place, Behind& behind) const {
    behind.name += " of " + facts_.place_name(place);
    const auto kind = governance::office_kind_of(level.kind);
    const governance::Office* held = kind ? facts_.holder(*kind, place, on_) : nullptr;
    if (!held) return Filled::None;
    behind.people.push_back(facts_.person_name(held->person));
    behind.people_ids.push_back(held->person);
    return Filled::Yes;
  }

  // Of a school: whichever body governs it, its own or one that it shares.
  const Body* body_at(const Level& level, const Place& place) const {
    const auto kind = governance::body_kind_of(level.kind);
    if (!kind) return nullptr;
    if (governance::governs_schools(*kind)) return facts_.body_of_school(asked_.school, on_);
    const auto fits = [&](const Body& body) {
      return body.kind == *kind && body.place == place && body.period.contains(on_) &&
             base::fold(body.name).find(base::fold(level.named)) != std::string::npos;
    };
    const auto found = std::ranges::find_if(facts_.bodies, fits);
    return found == facts_.bodies.end() ? nullptr : &*found;
  }

  Filled look_at_body(const Level& level, const Place& place, Behind& behind) const {
    const Body* body = body_at(level, place);
    if (!body) return Filled::None;
    behind.name = body->name;
    behind.body = body->id;
    const governance::Composition made = governance::composition(facts_, book_, *body, on_);
    for (const governance::PersonId member : made.members) {
      behind.people.push_back(facts_.person_name(member));
      behind.people_ids.push_back(member);
    }
    behind.quorum = governance::quorum(made);
    const bool enough = static_cast<int>(made.voting.size()) >= std::max(1, behind.quorum);
    return enough ? Filled::Yes : Filled::Inquorate;
  }

  const governance::Facts& facts_;
  const governance::RuleBook& book_;
  const AskedOf& asked_;
  base::Date on_;
};

}  // namespace

Standing standing_of(const Catalogue& catalogue, const governance::Facts& facts,
                     const governance::RuleBook& book, const AskedOf& asked, base::Date on) {
  const Looking looking(facts, book, asked, on);
  Standing made;
  for (std::size_t at = 0; at < catalogue.levels.size(); ++at) {
    made.filled[at] = looking.look(catalogue.levels[at], made.behind[at]);
  }
  if (asked.school != 0) made.names.school = facts.school_name(asked.school);
  if (const auto place = looking.place_of("cluster")) made.names.cluster = facts.place_name(*place);
  made.names.group = facts.place_name(asked.owner);
  return made;
}

}  // namespace delegation
