// Days as whole numbers yyyymmdd, which compare as they should; all that this program needs.
#pragma once

#include <string>

namespace county {

int day_before(int date);
int weekday(int date);              // 1 Monday to 7 Sunday
std::string with_dashes(int date);  // 01-09-2018; empty for 0
std::string with_slashes(int date); // 01/09/2018; empty for 0
std::string iso(int date);          // 2018-09-01; empty for 0

}  // namespace county
