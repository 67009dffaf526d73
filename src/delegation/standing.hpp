// Which real bodies and offices stand behind the levels of a catalogue, for one unit on a day.
#pragma once

#include <string>
#include <vector>

#include "delegation/decide.hpp"
#include "delegation/words.hpp"
#include "governance/composition.hpp"

namespace delegation {

// Who is meant by a level.
struct Behind {
  std::string name;                              // "Harbour cluster board", "Headteacher of Oak"
  std::vector<std::string> people;               // who hold it now
  std::vector<governance::PersonId> people_ids;  // the same
  governance::BodyId body;                       // none of an office
  int quorum = 0;                                // of a body
};
struct Standing {
  std::array<Filled, levels_max> filled{};
  std::array<Behind, levels_max> behind;
  UnitNames names;
};

// Of what a question is asked. `cluster` and `school` 0: of none.
struct AskedOf {
  governance::Place owner;  // the group or authority whose scheme it is
  std::int64_t cluster = 0;
  std::int64_t school = 0;
};

// `facts` reach as far as those of the owner and of the school's own bodies. Levels of a cluster or
// school that the question has none of are taken as filled, by their label alone, unless it has a
// school: one that is in no cluster has no cluster board.
Standing standing_of(const Catalogue& catalogue, const governance::Facts& facts,
                     const governance::RuleBook& book, const AskedOf& asked, base::Date on);

}  // namespace delegation
