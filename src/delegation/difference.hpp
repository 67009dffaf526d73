// What differs between two versions of a scheme, or between two schools, in words: "F17, Pay what
// is owed within limits: now the headteacher decides at amounts up to £5,000; before up to £3,000,
// and from there the chief financial officer."
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "delegation/layers.hpp"

namespace delegation {

// What the two are called: versions by default, or places ("at Oak").
struct DifferenceWords {
  std::string after = "now";
  std::string before = "before";
  std::string before_who = "before it was";
};
struct Difference {
  int decision = -1;          // its place in the catalogue; -1: of no one decision
  bool of_decider = false;    // somebody else decides, in some case
  std::string when;           // "From 10 January 2027 until 31 May 2027"; "": on all days compared
  std::string of;             // "F17, Pay what is owed within limits"; "": of all that is compared
  std::string text;           // "now the headteacher decides; before it was nobody."
  std::string words() const;  // all in one line
  friend bool operator==(const Difference&, const Difference&) = default;
};
// In the order of the catalogue. Decisions with too many cases are told as not compared.
std::vector<Difference> differences(const Catalogue& catalogue, const Unit& before,
                                    const Unit& after,
                                    const DifferenceWords& words = DifferenceWords());
// The same on that day and on each after it, before `until`, on which something turns: each once
// for a run of days; what does not hold on all of them says from and until when. Of an overlay by
// category or rating, as if that had been given. Error: bad_scheme.
base::Result<std::vector<Difference>> differences_by_day(
    const Catalogue& catalogue, const Layers& before, const Layers& after, base::Date on,
    std::optional<base::Date> until = std::nullopt);
std::vector<std::string> lines_of(const std::vector<Difference>& differences);

}  // namespace delegation
