// What the designer's addresses of the API take and give: the JSON of api_scenario.hpp as schemas.
#pragma once

#include <string_view>

#include "web/schema.hpp"

namespace design {

web::Schema scenario_row_schema();
web::Schema sides_schema();  // scenarios side by side
web::Schema scenario_schema();
web::Schema plan_row_schema();
web::Schema plan_schema();
web::Schema run_row_schema();
// With what a study found.
web::Schema run_schema();
web::Schema preset_schema();
web::Schema why_schema();
web::Schema effects_schema();
web::Schema enactment_schema();
// An object with one list, in pages.
web::Schema listed_schema(std::string_view member, web::Schema items);

}  // namespace design
