// The form of a scenario: what stands in it, how it is drawn, and the scenario that was typed. What
// has no field of its own (pins, barriers, ...) stands in it as the words of a scenario.
#pragma once

#include <optional>
#include <vector>

#include "design/scenario.hpp"
#include "registry/store.hpp"
#include "web/form_data.hpp"
#include "web/forms.hpp"
#include "web/html.hpp"

namespace design {

// What the fields say of a scenario; authorities and groups by name where a name is enough.
base::Result<web::FormData> typed_of(const Scenario& scenario, sql::Connection& connection);

// Errors: bad_scenario, bad_date, authority_not_found, group_not_found, school_not_found; their
// field is that of the form.
base::Result<Scenario> scenario_of(const web::NamedValues& typed, sql::Connection& connection);

// Schools with a name that was typed, where there are several: to choose from.
struct Offered {
  std::vector<web::Choice> joining;
  std::vector<web::Choice> leaving;
};
base::Result<Offered> offered_of(const web::NamedValues& typed, sql::Connection& connection,
                                 base::Date today);

web::Html scenario_fields(const web::NamedValues& typed, const Offered& offered,
                          const std::optional<base::Error>& error);

}  // namespace design
