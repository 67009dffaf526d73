// Which entry of the register followed which, and which entries are one school throughout
// (docs/adr/0010): a plain succession of one entry by one other continues the school; mergers,
// amalgamations and splits link different schools.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/date.hpp"
#include "registry/entry.hpp"
#include "registry/evidence.hpp"

namespace registry {

enum class SuccessionKind { Succeeded, Merged, Amalgamated, Split, Other };
std::string_view succession_code(SuccessionKind kind);  // "succeeded", as stored

struct Succession {
  std::int64_t predecessor = 0;  // URNs
  std::int64_t successor = 0;
  SuccessionKind kind = SuccessionKind::Succeeded;
  base::Date on = base::Date::distant_past();  // when the successor took over; past: not known
  bool same_school = false;
  // "", "one-sided", "circular", "both open", "successor closed" (and the predecessor open: the
  // link contradicts the statuses); for Other the register's words.
  std::string remark;
  friend bool operator==(const Succession&, const Succession&) = default;
};

// What the links say, whichever side says it, ordered by predecessor and successor. `newest` tells
// the newest evidence about an entry, `known` whether we hold the entry at all.
struct EntryQuestions {
  std::function<NewestWord(std::int64_t urn)> newest;
  std::function<bool(std::int64_t urn)> known;
};
std::vector<Succession> successions(const Evidence& evidence, const EntryQuestions& ask);

// The entries of each school in order of succession, oldest first; schools ordered by the lowest
// URN. Every URN given stands in exactly one.
std::vector<std::vector<std::int64_t>> chains(const std::vector<std::int64_t>& urns,
                                              const std::vector<Succession>& successions);

}  // namespace registry
