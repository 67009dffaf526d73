// Any bytes are JSON or are refused with a place; whatever is read, every way to look at it ends in
// a value or in an error.
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "web/json_read.hpp"

namespace {

void look(const web::Json& json) {
  const auto text = json.text();
  if (text) CHECK(base::is_utf8(text.value()));
  const int kinds = (text.ok() ? 1 : 0) + (json.number().ok() ? 1 : 0) +
                    (json.truth().ok() ? 1 : 0) + (json.elements().ok() ? 1 : 0) +
                    (json.only({}).ok() || json.maybe("").ok() ? 1 : 0) + (json.is_null() ? 1 : 0);
  CHECK(kinds == 1);
  CHECK(!json.whole().ok() || json.number().ok());
  if (auto member = json.maybe("a"); member.ok() && member.value()) look(*member.value());
  if (auto elements = json.elements(); elements.ok()) {
    for (const web::Json& one : elements.value()) look(one);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto json = web::Json::parse(bytes, {8, 4096});
  if (json) {
    look(json.value());
  } else {
    const std::string& message = json.error().message;
    CHECK(json.error().code != "bad_json" || message.find("line ") != message.npos);
  }
  return 0;
}
