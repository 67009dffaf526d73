// Which schools and districts people mean when they type a URN or a name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/scenario.hpp"
#include "registry/store.hpp"

namespace design {

struct NamedSchool {
  std::int64_t urn = 0;
  std::string name;
  std::string where;  // "Saltmere, Eastmarch"
};

class SchoolNames {
 public:
  // `on`: the day on which they are open.
  SchoolNames(sql::Connection& connection, base::Date on) : connection_(connection), on_(on) {}

  // What begins with a URN is that school, whatever follows. Else all of that name, where there are
  // any; else all in whose names it occurs. Error: school_not_found.
  base::Result<std::vector<NamedSchool>> meant(std::string_view text);
  // Exactly one. Errors: school_not_found, bad_scenario (several, which are named).
  base::Result<std::int64_t> urn_of(std::string_view text);
  // "990101 Oak Primary School": as meant() reads it again.
  base::Result<std::string> line_of(std::int64_t urn);

 private:
  base::Status read();

  sql::Connection& connection_;
  const base::Date on_;
  std::optional<std::vector<NamedSchool>> all_;  // read when somebody types a name
};

// The district as the register names it, capitals and accents not minded. Error: bad_scenario,
// which names those that come near.
base::Result<std::string> district_called(sql::Connection& connection, std::string_view text,
                                          base::Date on);
// That there is each district of the scenario on its day. Error: as district_called().
base::Status check_districts(sql::Connection& connection, const Scenario& scenario);

}  // namespace design
