// Which real bodies and offices stand behind the levels of a catalogue, for one school on a day.
#pragma once

#include <string>
#include <vector>

#include "delegation/decide.hpp"
#include "delegation/words.hpp"
#include "governance/composition.hpp"

namespace delegation {

// Who is meant by a level.
struct Behind {
  std::string name;                 // "Harbour cluster board", "Headteacher of Oak"
  std::vector<std::string> people;  // who hold it now
  int quorum = 0;                   // of a body
};
struct Standing {
  std::array<Filled, levels_max> filled{};
  std::array<Behind, levels_max> behind;
  UnitNames names;
};

// `owner`: the group or authority whose scheme it is; `facts` reach as far as its facts_of_owner().
// Where a school is in several clusters of theirs, the first by number is meant.
Standing standing_of(const Catalogue& catalogue, const governance::Facts& facts,
                     const governance::RuleBook& book, const governance::Place& owner,
                     std::int64_t school, base::Date on);

}  // namespace delegation
