// Finds and answers what tools/embed_assets put into the program.
#include "web/assets.hpp"

#include "base/check.hpp"

namespace web {

// assets() itself is written by tools/embed_assets.

std::optional<Asset> asset(std::string_view path) {
  for (const Asset& one : assets()) {
    if (one.href == path) return one;
  }
  return std::nullopt;
}

std::string_view asset_href(std::string_view name) {
  for (const Asset& one : assets()) {
    if (one.name == name) return one.href;
  }
  CHECK(!"no asset of this name");
  return {};
}

base::Result<Response> answer_asset(std::string_view path, bool gzip_accepted) {
  const std::optional<Asset> found = asset(path);
  if (!found) {
    return base::make_error("not_found", "There is no file at " + std::string(path) + ".", "",
                            "asset");
  }
  Response response;
  response.content_type = std::string(found->content_type);
  response.immutable = true;
  response.gzipped = gzip_accepted && !found->gzip_bytes.empty();
  response.body = std::string(response.gzipped ? found->gzip_bytes : found->bytes);
  return response;
}

}  // namespace web
