// The people of the demonstration.
#pragma once

#include <vector>

#include "access/store_personas.hpp"
#include "base/settings.hpp"
#include "governance/model.hpp"
#include "sql/database.hpp"

namespace app {

// Whether the settings let there be a demonstration: it is for whoever sits at this machine. Error:
// demo_refused.
base::Status check_demo(const base::Settings& settings);

struct DemoPerson {
  guard::Persona persona;
  governance::PersonId person;  // of the boards, who holds the office; none where nobody does
};
// A council officer, and a chief executive, a cluster lead, a clerk and a head of units that the
// registry has on the day; who would have none is left out. Who holds the office by the boards
// gives the name.
base::Result<std::vector<DemoPerson>> demo_people(sql::Connection& connection, base::Date today);
// Makes their accounts where they are not there yet, each that of its person of the boards. Error:
// demo_refused.
base::Status make_demo_people(sql::Connection& connection, const std::vector<DemoPerson>& people,
                              base::Date today, std::int64_t now_s);

}  // namespace app
