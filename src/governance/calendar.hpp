// Years and months as governance counts them.
#pragma once

#include <string>

#include "base/date.hpp"

namespace governance {

// The year in which the school year of that day begins, on 1 September.
int school_year(base::Date on);
// "2025/26"
std::string school_year_name(int begins);
// The same day so many months later; the last of the month where it has no such day.
base::Date months_later(base::Date from, int months);

}  // namespace governance
