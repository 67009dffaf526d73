// Long lists in pages: ?page_size and ?cursor, and "next" in the answer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "web/http.hpp"

namespace web {

struct PageAsked {
  std::size_t size = 100;
  std::string cursor = {};  // "" is the first page
};
// Error: bad_page (no number from 1 to 1,000).
base::Result<PageAsked> page_asked(const Request& request);

// The address of the page after this one.
std::string next_address(const Request& request, std::string_view cursor);

// The page that is asked for of a JSON object with the list `member`; "next" is its first member,
// null on the last page. A cursor holds as long as the whole answer stays the same. Errors:
// bad_page, cursor_over.
base::Result<std::string> page_of(const std::string& json, std::string_view member,
                                  const Request& request);

}  // namespace web
