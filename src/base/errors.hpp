// The table of everything that can go wrong and is said to a person. One row a code; the kind
// fixes HTTP and exit status unless the row says otherwise. Each row has a case that provokes it.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"

namespace base {

struct ErrorRow {
  std::string_view code;  // "database_newer"
  ErrorKind kind;
  int http_status;
  int exit_status;           // 1 is left to "the answer is no", 2 to wrong usage
  std::string_view meaning;  // one sentence for the reference
  std::string_view mend;     // what to do, for the reference
};

std::span<const ErrorRow> error_table();
// Null when there is no such row.
const ErrorRow* find_error(std::string_view code);

}  // namespace base
