// Any bytes, in pieces of any size, are requests or are refused, and the pieces make no difference
// to the requests. (To a refusal they may: an unfinished request can still wait for its end.)
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.hpp"
#include "base/errors.hpp"
#include "web/outgoing.hpp"
#include "web/request_reader.hpp"

namespace {

using Progress = web::RequestReader::Progress;

constexpr std::size_t longest_body = 400;

// A path may have longer bodies, as uploads do; another may not have them just now.
base::Result<std::size_t> admit(const web::Request& head, std::optional<std::uint64_t>) {
  if (head.path.size() % 3 == 0) return base::make_error("too_many_requests", "Wait.");
  return head.path.size() % 3 == 1 ? longest_body : 0;
}

const web::ReaderLimits limits{512, 256, admit};

// Reads as the server does: what was not taken is given again with what comes next.
std::vector<web::Request> hear(std::string_view bytes, std::size_t piece) {
  std::vector<web::Request> heard;
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
      heard.push_back(reader.take());
      static_cast<void>(reader.keep_alive());
      reader.reset();
      if (waiting.empty()) break;
    }
    if (reader.progress() == Progress::Refused) {
      CHECK(!reader.refusal().message.empty());
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
  const auto whole = hear(bytes, bytes.size() + 1);
  const auto pieces = hear(bytes, data[0] % 32 + 1);
  CHECK(whole.size() == pieces.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const web::Request& request = whole[i];
    CHECK(request.path == pieces[i].path && request.path.starts_with('/'));
    CHECK(request.body == pieces[i].body);
    CHECK(request.headers == pieces[i].headers);
    CHECK(request.body.size() <= longest_body);
    web::Response response;
    response.body = request.path;
    response.headers.emplace_back("Location", request.path);
    const web::Outgoing out = web::prepare(request, response, {16, 0});
    CHECK(out.head.find("\r\n\r\n") == std::string::npos && out.head.ends_with("\r\n"));
  }
  return 0;
}
