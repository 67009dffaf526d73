// What a check of the whole installation says: `guildhall doctor` prints them. A room that has
// something to check gives a function that returns findings, and app/ calls it.
#pragma once

#include <string>
#include <string_view>

namespace base {

struct Finding {
  enum class Level { Ok, Warn, Bad };
  Level level = Level::Ok;
  std::string name;  // "wal", for scripts
  std::string what;  // a sentence
  std::string mend;  // what to do; "" when all is well
};

inline std::string_view level_name(Finding::Level level) {
  constexpr std::string_view names[] = {"ok", "warn", "bad"};
  return names[static_cast<int>(level)];
}

}  // namespace base
