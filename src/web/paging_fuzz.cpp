// Any query asks for a page or is refused; whatever page was given leads on to the end of the list,
// without leaving out or repeating anything.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "web/json_read.hpp"
#include "web/paging.hpp"

namespace {

constexpr int listed = 40;

const std::string& whole() {
  static const std::string text = [] {
    std::string json = "{\"list\": [0";
    for (int i = 1; i < listed; ++i) json += ", " + std::to_string(i);
    return json + "], \"more\": \"x\"}";
  }();
  return text;
}

web::Request request_of(const web::Query& query) {
  web::Request request;
  request.path = "/api/v1/list";
  request.query = query;
  return request;
}

// The sum of our list, as the cursor of its first page has it.
const std::string& sum() {
  static const std::string text = [] {
    const auto page =
        web::page_of(whole(), "list", request_of(web::Query::parse("page_size=1").value()));
    const std::string next =
        web::Json::parse(page.value()).value().at("next").value().text().value();
    return next.substr(next.rfind('-'));
  }();
  return text;
}

// Follows the pages; gives what they hold together.
void follow(const web::Query& query) {
  web::Request request = request_of(query);
  std::int64_t last = -1;
  for (int pages = 0;; ++pages) {
    const auto page = web::page_of(whole(), "list", request);
    if (pages == 0 && !page.ok()) return;
    CHECK(page.ok() && pages <= listed);
    const web::Json json = web::Json::parse(page.value()).value();
    const web::Json list = json.at("list").value();
    const std::vector<web::Json> items = list.elements().value();
    for (const web::Json& item : items) {
      const std::int64_t number = item.whole().value();
      CHECK(last == -1 || number == last + 1);
      last = number;
    }
    const web::Json next = json.at("next").value();
    if (next.is_null()) break;
    const auto target = web::parse_target(next.text().value());
    CHECK(target.ok() && target.value().path == request.path);
    request = request_of(target.value().query);
  }
  CHECK(last == -1 || last == listed - 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto query = web::Query::parse(bytes);
  if (!query.ok()) return 0;
  const auto asked = web::page_asked(request_of(query.value()));
  if (asked.ok()) CHECK(asked.value().size >= 1 && asked.value().size <= 1000);
  follow(query.value());
  // A cursor that only who has seen the list can make, but for its place.
  const std::string place(query.value().get_or("cursor", ""));
  follow(query.value().set("cursor", place + sum()));
  return 0;
}
