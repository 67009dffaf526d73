// Moments as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace registry {

// "2 November 2026, 9:12am" in UTC from seconds since 1970.
std::string moment(std::int64_t seconds);

}  // namespace registry
