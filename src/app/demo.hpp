// The people of the demonstration.
#pragma once

#include <vector>

#include "access/store_personas.hpp"
#include "base/settings.hpp"
#include "sql/database.hpp"

namespace app {

// Whether the settings let there be a demonstration: it is for whoever sits at this machine. Error:
// demo_refused.
base::Status check_demo(const base::Settings& settings);

// A council officer, and a chief executive, a cluster lead, a clerk and a head of units that the
// registry has on the day; who would have none is left out.
base::Result<std::vector<guard::Persona>> personas_of(sql::Connection& connection,
                                                      base::Date today);

}  // namespace app
