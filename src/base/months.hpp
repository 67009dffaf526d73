// Months after a day.
#pragma once

#include "base/date.hpp"

namespace base {

// The day so many months later, of none negative; the last of that month where it has no such day.
Date plus_months(Date day, int months);

}  // namespace base
