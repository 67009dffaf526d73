// What it would change for boards if schools changed cluster on a day: seats that end and begin,
// chairs and lead headteachers, clusters that end with a board or begin without one, findings that
// come and go. Pure: facts and a regrouping go in, sentences come out.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "governance/findings.hpp"

namespace governance {

// Schools and clusters by the numbers of the registry; clusters that are not made yet have numbers
// below 0.
struct Regrouping {
  std::int64_t owner = 0;  // the group or authority whose clusters they are
  base::Date from;         // the first day on which it is so
  struct Member {
    std::int64_t cluster = 0;
    std::int64_t school = 0;
    friend auto operator<=>(const Member&, const Member&) = default;
  };
  std::vector<Member> ends;    // memberships that last no longer
  std::vector<Member> begins;  // and those that begin
  std::vector<UnitName> made;  // clusters
  std::vector<std::int64_t> ended;

  bool is_ended(std::int64_t cluster) const;
  // Clusters that gain or lose a school, each once.
  std::vector<std::int64_t> redrawn() const;
};
// The facts as they would be. Indexed.
Facts regrouped(Facts facts, const Regrouping& regrouping);

struct BoardChange {
  enum class Kind { Stays, Changes, Trouble };
  Kind kind = Kind::Changes;
  std::string what;  // "Harbour cluster board: chair"
  std::string before;
  std::string after;
  std::string note;  // what has to be done; "": nothing
};
// What else waits at a body.
using OpenActions = std::map<BodyId, int>;
// Of boards of the clusters that are redrawn, end or begin, and of bodies that govern schools of
// several of them; all on the first day. Findings that need a role to be seen are left out. `facts`
// as they are without it, as FactsFor::Findings.
std::vector<BoardChange> board_changes(const Facts& facts, const RuleBook& book,
                                       const Regrouping& regrouping, const OpenActions& actions);

}  // namespace governance
