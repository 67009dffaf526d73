// Any bytes are a query or are refused; what is read is printed and read back the same.
#include <string_view>

#include "base/check.hpp"
#include "web/http.hpp"
#include "web/router.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto query = web::Query::parse(bytes);
  if (query) {
    const std::string printed = query.value().text();
    const auto again = web::Query::parse(std::string_view(printed).substr(printed.empty() ? 0 : 1));
    CHECK(again.ok());
    CHECK(again.value().pairs() == query.value().pairs());
  }
  const auto target = web::parse_target(bytes);
  if (target) {
    static const web::Router router = [] {
      const auto page = [](const web::Request&) -> base::Result<web::Response> {
        return web::Response();
      };
      web::Router pages;
      pages.get("/schools/{urn}", "A school.", "/schools/1", page);
      pages.get("/schools/map", "A map.", "/schools/map", page);
      return pages;
    }();
    web::Request request;
    request.path = target.value().path;
    static_cast<void>(router.answer(request).ok());
  }
  return 0;
}
