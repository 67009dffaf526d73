// Any bytes, in pieces of any size, are requests or are refused, and the pieces make no difference.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "web/outgoing.hpp"
#include "web/request_reader.hpp"

namespace {

using Progress = web::RequestReader::Progress;

constexpr web::ReaderLimits limits{512, 256};

struct Heard {
  std::vector<web::Request> requests;
  std::string refusal;  // the code
};

// Reads as the server does: what was not taken is given again with what comes next.
Heard hear(std::string_view bytes, std::size_t piece) {
  Heard heard;
  web::RequestReader reader(limits);
  std::string waiting;
  while (!bytes.empty() || !waiting.empty()) {
    const std::size_t count = std::min(piece, bytes.size());
    const bool last = bytes.size() <= piece;
    waiting.append(bytes.substr(0, count));
    bytes.remove_prefix(count);
    for (;;) {
      const std::size_t taken = reader.feed(waiting);
      CHECK(taken <= waiting.size());
      waiting.erase(0, taken);
      static_cast<void>(reader.must_encourage());
      if (reader.progress() != Progress::Complete) break;
      heard.requests.push_back(reader.take());
      static_cast<void>(reader.keep_alive());
      reader.reset();
      if (waiting.empty()) break;
    }
    if (reader.progress() == Progress::Refused) {
      heard.refusal = reader.refusal().code;
      break;
    }
    CHECK(waiting.size() <= limits.header_bytes_max);
    if (last) break;
  }
  return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const Heard whole = hear(bytes, bytes.size() + 1);
  const Heard pieces = hear(bytes, data[0] % 32 + 1);
  const std::size_t both = std::min(whole.requests.size(), pieces.requests.size());
  CHECK(whole.requests.size() == pieces.requests.size());
  CHECK(whole.refusal.empty() == pieces.refusal.empty());
  for (std::size_t i = 0; i < both; ++i) {
    const web::Request& request = whole.requests[i];
    CHECK(request.path == pieces.requests[i].path && request.path.starts_with('/'));
    CHECK(request.body == pieces.requests[i].body);
    CHECK(request.headers == pieces.requests[i].headers);
    CHECK(request.body.size() <= limits.body_bytes_max);
    web::Response response;
    response.body = request.path;
    response.headers.emplace_back("Location", request.path);
    const web::Outgoing out = web::prepare(request, response, 16);
    CHECK(out.head.find("\r\n\r\n") == std::string::npos && out.head.ends_with("\r\n"));
  }
  return 0;
}
