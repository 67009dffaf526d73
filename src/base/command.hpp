// A command as its room describes it; main/ turns the descriptions into the command line, its help
// and its completion. A command parses nothing itself.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "base/settings.hpp"

namespace base {

// Of a Value the last counts; a ValueList may be given again, and all of it is kept.
enum class OptionKind { Flag, Value, ValueList, Positional, PositionalList };

constexpr bool is_positional(OptionKind kind) {
  return kind == OptionKind::Positional || kind == OptionKind::PositionalList;
}
constexpr bool takes_value(OptionKind kind) {
  return kind == OptionKind::Value || kind == OptionKind::ValueList;
}

struct CommandOption {
  std::string name;  // "on" for --on; for positionals the metavariable, "FILE"
  OptionKind kind;
  std::string help;
  std::string metavar = {};  // "DATE"
  bool required = false;
  std::string setting = {};  // the setting that it overrides; "server.port"
};

// What one call was given. Dates, database and today's date come from main/.
struct Invocation {
  std::map<std::string, std::vector<std::string>> values;
  std::string database;  // the setting of this name
  Settings settings;
  std::map<std::string, std::string> environment = {};  // all that begins with GUILDHALL_
  Date today;
  bool json = false;         // --json
  bool interactive = false;  // standard error is a terminal: progress may be drawn
  std::ostream* out = nullptr;
  std::ostream* err = nullptr;
  std::function<std::int64_t()> now_s = {};   // seconds since 1970, for what is recorded
  std::function<std::int64_t()> now_ms = {};  // the same in milliseconds, for the log
  std::function<Date()> today_now = {};       // for what runs longer than a day

  // Whether the flag was given.
  bool flag(std::string_view name) const;
  // The last one given: a later --on wins over an earlier.
  std::optional<std::string> value(std::string_view name) const;
  // The number that was given last, or `otherwise`. Errors: bad_number.
  Result<double> number(std::string_view name, double otherwise, double least, double most) const;
  // The same of a whole number.
  Result<std::int64_t> whole(std::string_view name, std::int64_t otherwise, std::int64_t least,
                             std::int64_t most) const;
  // All that were given, in their order.
  std::vector<std::string> list(std::string_view name) const;
};

struct Command {
  std::string path;     // "import gias"
  std::string summary;  // one line
  std::string help;     // a paragraph with an example
  std::vector<CommandOption> options;
  // The exit status; 0 is success.
  std::function<Result<int>(const Invocation&)> run;
};

}  // namespace base
