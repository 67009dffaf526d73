// Any bytes are an urlencoded form or are refused; what is read is UTF-8, within limits, and read
// again the same.
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "web/form_data.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(web::parse_media_type(bytes));
  const web::FormLimits limits{8, 64};
  web::Request request;
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  request.body = bytes;
  const auto form = web::read_form(request, limits);
  if (!form) return 0;
  CHECK(form.value().pairs().size() <= limits.parts_max);
  web::Request again = request;
  again.body.clear();
  for (const auto& [name, value] : form.value().pairs()) {
    CHECK(base::is_utf8(name) && base::is_utf8(value) && value.size() <= limits.field_bytes_max);
    if (!again.body.empty()) again.body += '&';
    again.body += base::percent_encode(name) + "=" + base::percent_encode(value);
  }
  const auto reread = web::read_form(again, limits);
  CHECK(reread.ok());
  CHECK(reread.value().pairs() == form.value().pairs());
  return 0;
}
