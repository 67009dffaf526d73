// The form of a scenario: what stands in it, how it is drawn, and the scenario that was typed. What
// has no field of its own (pins, barriers, ...) stands in it as the words of a scenario.
#pragma once

#include <optional>

#include "design/scenario.hpp"
#include "registry/store.hpp"
#include "web/form_data.hpp"
#include "web/html.hpp"

namespace design {

// What the fields say of a scenario; authorities and groups by name where a name is enough.
base::Result<web::FormData> typed_of(const Scenario& scenario, registry::Store& store);

// Errors: bad_scenario, bad_date, authority_not_found, group_not_found; their field is that of the
// form.
base::Result<Scenario> scenario_of(const web::NamedValues& typed, registry::Store& store);

web::Html scenario_fields(const web::NamedValues& typed, const std::optional<base::Error>& error);

}  // namespace design
