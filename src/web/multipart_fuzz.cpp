// Any bytes are a multipart form or are refused. The first line is the media type, the rest the
// body; half of the inputs begin behind a head of a part, which mutations seldom make.
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"
#include "web/form_data.hpp"

namespace {

constexpr std::string_view head =
    "--XX\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n";

void check_form(const web::Request& request, const web::FormData& form,
                const web::FormLimits& limits) {
  CHECK(form.pairs().size() + form.files().size() <= limits.parts_max);
  for (const auto& [name, value] : form.pairs()) {
    CHECK(!name.empty() && base::is_utf8(name) && base::is_utf8(value));
    CHECK(value.size() <= limits.field_bytes_max);
  }
  for (const web::Upload& file : form.files()) {
    CHECK(base::is_utf8(file.filename));
    CHECK(file.filename.find_first_of("/\\\r\n") == file.filename.npos);
    CHECK(file.bytes.data() >= request.body.data());
    CHECK(file.bytes.data() + file.bytes.size() <= request.body.data() + request.body.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const web::FormLimits limits{8, 64};
  web::Request request;
  request.headers["content-type"] = "multipart/form-data; boundary=XX";
  for (const bool headed : {false, true}) {
    request.body = (headed ? std::string(head) : "") + std::string(bytes);
    if (headed) request.body += "\r\n--XX--\r\n";
    const auto form = web::read_form(request, limits);
    if (form) check_form(request, form.value(), limits);
  }
  const std::size_t line = bytes.find('\n');
  if (line == bytes.npos) return 0;
  request.headers["content-type"] = "multipart/form-data; " + std::string(bytes.substr(0, line));
  request.body = bytes.substr(line + 1);
  const auto form = web::read_form(request, limits);
  if (form) check_form(request, form.value(), limits);
  return 0;
}
