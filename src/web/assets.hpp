// Style sheet, scripts and pictures, built from assets/ and carried inside the program. Their names
// hold a hash of their content, so browsers may keep them for ever.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.hpp"

namespace web {

struct Asset {
  std::string_view name;  // "guildhall.css"
  std::string_view href;  // "/assets/guildhall-3f2a9c01.css"
  std::string_view content_type;
  std::string_view bytes;
  std::string_view gzip_bytes;  // empty when it would not be smaller
};

const std::vector<Asset>& assets();
// By address, "/assets/guildhall-3f2a9c01.css".
std::optional<Asset> asset(std::string_view path);
// The address of a file by its plain name; CHECKs that there is such a file.
std::string_view asset_href(std::string_view name);

// The answer for an address under /assets/, not_found for others. `gzip_accepted` says that the
// browser takes gzip.
base::Result<Response> answer_asset(std::string_view path, bool gzip_accepted);

}  // namespace web
