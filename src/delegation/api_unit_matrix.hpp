// What holds at one unit, as its page, the API and a command tell it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "delegation/api_ruling.hpp"
#include "delegation/unit_matrix.hpp"

namespace delegation {

struct UnitHeld {
  std::shared_ptr<const Setting> setting;
  Held holds;
  std::vector<UnitMatrixRow> rows;  // none where nothing can be said
};
// Errors: those of held().
base::Result<UnitHeld> unit_held(std::shared_ptr<const Setting> setting);
// Error: scheme_not_in_force, where no scheme answers there on the day or one waits for a fact.
base::Status check_held(const UnitHeld& asked);
// Of which kind decisions are asked there: "school", "cluster", "group".
std::string_view unit_kind_of(const governance::Place& place);
// Levels that have a part in some row.
std::vector<int> levels_with_part(const Catalogue& catalogue,
                                  const std::vector<UnitMatrixRow>& rows);

std::string unit_matrix_csv(const UnitHeld& asked);
std::string unit_matrix_json(const UnitHeld& asked);
// A line for each row. Of these three check_held() is asked first.
std::string unit_matrix_text(const UnitHeld& asked);

}  // namespace delegation
