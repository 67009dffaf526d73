// The only file that includes Boost.Beast: its parser, with our refusals.
#include "web/request_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "base/check.hpp"
#include "base/text.hpp"

namespace web {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

base::Error bad_request(std::string what) {
  return base::make_error("bad_request", "The request cannot be read: " + std::move(what) +
                                             ". Go back and try again; use a current browser.");
}

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

std::optional<Method> method_of(http::verb verb) {
  switch (verb) {
    case http::verb::get: return Method::Get;
    case http::verb::head: return Method::Head;
    case http::verb::post: return Method::Post;
    case http::verb::put: return Method::Put;
    case http::verb::patch: return Method::Patch;
    case http::verb::delete_: return Method::Delete;
    default: return std::nullopt;
  }
}

bool is_host(std::string_view host) {
  for (const char c : host) {
    const bool letter_or_digit =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter_or_digit && std::string_view("-._~:[]%").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

// Beast calls the on_..._impl functions as it finds the parts of a request. A part that we refuse
// leaves its reason in `refusal` and stops the parser with an error code that nobody looks at.
class Parser : public http::basic_parser<true> {
 public:
  explicit Parser(const ReaderLimits& limits)
      : body_bytes_max_(limits.body_bytes_max), admit_longer_(limits.admit_longer) {
    header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
    // The limit of a body is known only when its headers are; allows() sees to it.
    body_limit(std::numeric_limits<std::uint64_t>::max());
  }

  Request request;
  std::optional<base::Error> refusal;
  bool http_1_0 = false;
  bool wants_encouragement = false;

 private:
  using Code = beast::error_code;

  void refuse(base::Error error, Code& code) {
    refusal = std::move(error);
    code = http::error::bad_value;
  }

  void on_request_impl(http::verb verb, beast::string_view, beast::string_view target, int version,
                       Code& code) override {
    http_1_0 = version == 10;
    const auto method = method_of(verb);
    if (!method) {
      return refuse(base::make_error("unknown_method",
                                     "The server knows only the methods GET, HEAD, POST, PUT, "
                                     "PATCH and DELETE."),
                    code);
    }
    request.method = *method;
    target_ = view(target);
  }

  void on_response_impl(int, beast::string_view, int, Code&) override { CHECK(false); }

  void on_field_impl(http::field field, beast::string_view beast_name, beast::string_view value,
                     Code& code) override {
    // Trailers after a chunked body could replace headers that were looked at already.
    if (headers_read_) return;
    if (field == http::field::host) ++hosts_;
    if (field == http::field::host && !is_host(view(value))) {
      return refuse(bad_request("its Host header is not the name of a host"), code);
    }
    if (field == http::field::content_length) ++lengths_;
    if (field == http::field::transfer_encoding) {
      coded_ = true;
      if (!base::equal_ignoring_case(view(value), "chunked")) {
        return refuse(base::make_error("unknown_coding",
                                       "The server knows no transfer coding but \"chunked\"."),
                      code);
      }
    }
    if (field == http::field::expect && base::equal_ignoring_case(view(value), "100-continue")) {
      wants_encouragement = true;
    }
    const std::string name = base::lower_ascii(view(beast_name));
    const auto [place, is_new] = request.headers.try_emplace(name, view(value));
    if (!is_new) place->second.append(name == "cookie" ? "; " : ", ").append(view(value));
  }

  void on_header_impl(Code& code) override {
    headers_read_ = true;
    if (hosts_ > 1 || (hosts_ == 0 && !http_1_0)) {
      return refuse(bad_request("it must have exactly one Host header"), code);
    }
    if (lengths_ > 1) return refuse(bad_request("it has several Content-Length headers"), code);
    if (coded_ && lengths_ > 0) {
      return refuse(bad_request("it has both Content-Length and Transfer-Encoding"), code);
    }
    if (coded_ && http_1_0) {
      return refuse(bad_request("Transfer-Encoding is not part of HTTP/1.0"), code);
    }
    const bool sends = request.method == Method::Post || request.method == Method::Put ||
                       request.method == Method::Patch;
    if (sends && !coded_ && lengths_ == 0) {
      return refuse(base::make_error("length_missing",
                                     "The request does not say how long its body is. Send a "
                                     "Content-Length."),
                    code);
    }
    // A request to a proxy names scheme and host too; servers must understand it all the same.
    if (base::starts_with_ignoring_case(target_, "http://")) {
      target_.erase(0, std::min(target_.find('/', 7), target_.size()));
      if (!target_.starts_with('/')) target_.insert(0, 1, '/');
    }
    auto target = web::parse_target(target_);
    if (!target) return refuse(std::move(target).error(), code);
    request.path = std::move(target.value().path);
    request.query = std::move(target.value().query);
    code = {};
    if (coded_) return;
    const auto length = content_length();
    if (length && allows(*length, *length, code)) request.body.reserve(*length);
  }

  // Whether the body may grow to so many bytes. `length` is what the client says of the whole.
  bool allows(std::uint64_t bytes, std::optional<std::uint64_t> length, Code& code) {
    if (bytes > body_bytes_max_ && admit_longer_ && !asked_) {
      asked_ = true;
      auto admitted = admit_longer_(request, length);
      if (!admitted) {
        refuse(std::move(admitted).error(), code);
        return false;
      }
      body_bytes_max_ = std::max(body_bytes_max_, admitted.value());
    }
    if (bytes <= body_bytes_max_) return true;
    refuse(base::make_error("body_too_large", "The request is longer than " +
                                                  std::to_string(body_bytes_max_) +
                                                  " bytes. Send less at once."),
           code);
    return false;
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>&, Code& code) override { code = {}; }

  std::size_t on_body_impl(beast::string_view bytes, Code& code) override {
    request.body.append(bytes.data(), bytes.size());
    code = {};
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t size, beast::string_view, Code& code) override {
    code = {};
    const std::uint64_t held = request.body.size();
    const bool overflows = size > std::numeric_limits<std::uint64_t>::max() - held;
    allows(overflows ? size : held + size, std::nullopt, code);
  }

  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view bytes, Code& code) override {
    return on_body_impl(bytes, code);
  }

  void on_finish_impl(Code& code) override { code = {}; }

  std::size_t body_bytes_max_;
  const BodyAdmission& admit_longer_;
  bool asked_ = false;
  std::string target_;
  int hosts_ = 0;
  int lengths_ = 0;
  bool coded_ = false;
  bool headers_read_ = false;
};

base::Error headers_too_large(std::size_t bytes_max) {
  return base::make_error("headers_too_large",
                          "The headers of the request are longer than " +
                              std::to_string(bytes_max) +
                              " bytes. Delete the cookies of this site and try again.");
}

}  // namespace

struct RequestReader::Impl {
  explicit Impl(const ReaderLimits& limits_in) : limits(limits_in), parser(std::in_place, limits) {}

  ReaderLimits limits;
  std::optional<Parser> parser;
  Progress progress = Progress::NeedMore;
  std::optional<base::Error> refusal;
  bool begun = false;
  bool line_read = false;        // the request line has been taken
  std::size_t header_bytes = 0;  // taken so far
  bool encouraged = false;
  bool waiting_for_more = false;

  void refuse(base::Error error) {
    refusal = std::move(error);
    progress = Progress::Refused;
  }

  // Headers, trailers and chunk headers are only taken when whole. Beast bounds each header line
  // but not their sum, so the sum is bounded here.
  bool within_limits(std::size_t waiting) {
    const std::size_t held = parser->is_header_done() ? waiting : header_bytes + waiting;
    if (held <= limits.header_bytes_max) return true;
    refuse_too_large();
    return false;
  }

  void refuse_too_large() {
    if (line_read) return refuse(headers_too_large(limits.header_bytes_max));
    refuse(base::make_error("address_too_long",
                            "The address is longer than the server reads. Shorten it, for "
                            "example by taking words out of the search."));
  }

  void refuse_by(const beast::error_code& code) {
    if (parser->refusal) return refuse(std::move(*parser->refusal));
    if (code == http::error::header_limit) return refuse_too_large();
    refuse(bad_request(code.message()));
  }

  // One step of the parser; how many bytes it took. No progress without an error means "more".
  std::size_t step(std::string_view bytes) {
    const bool in_header = !parser->is_header_done();
    beast::error_code code;
    const std::size_t taken = parser->put(boost::asio::buffer(bytes.data(), bytes.size()), code);
    CHECK(taken <= bytes.size());
    if (in_header) header_bytes += taken;
    line_read |= taken > 0;
    if (code && code != http::error::need_more) {
      refuse_by(code);
    } else if (in_header && parser->is_header_done() && header_bytes > limits.header_bytes_max) {
      refuse_too_large();
    } else if (parser->is_done()) {
      progress = Progress::Complete;
    } else if (code || taken == 0) {
      if (within_limits(bytes.size() - taken)) waiting_for_more = true;
    }
    return taken;
  }
};

RequestReader::RequestReader(const ReaderLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader::~RequestReader() = default;

std::size_t RequestReader::feed(std::string_view bytes) {
  std::size_t taken = 0;
  if (!impl_->begun) {
    // Some old browsers send a line break after a form; the standard says to pass over it.
    while (bytes.substr(taken).starts_with("\r\n")) taken += 2;
    if (bytes.substr(taken).empty() || bytes.substr(taken) == "\r") return taken;
    impl_->begun = true;
  }
  impl_->waiting_for_more = false;
  while (impl_->progress == Progress::NeedMore && !impl_->waiting_for_more &&
         taken < bytes.size()) {
    taken += impl_->step(bytes.substr(taken));
  }
  return taken;
}

RequestReader::Progress RequestReader::progress() const { return impl_->progress; }
bool RequestReader::begun() const { return impl_->begun; }

bool RequestReader::must_encourage() {
  if (impl_->progress != Progress::NeedMore || !impl_->parser->is_header_done()) return false;
  if (!impl_->parser->wants_encouragement || impl_->parser->http_1_0) return false;
  if (!impl_->parser->request.body.empty()) return false;
  return !std::exchange(impl_->encouraged, true);
}

Request RequestReader::take() {
  CHECK(impl_->progress == Progress::Complete);
  return std::move(impl_->parser->request);
}

bool RequestReader::keep_alive() const {
  return impl_->progress == Progress::Complete && impl_->parser->keep_alive();
}

bool RequestReader::is_http_1_0() const { return impl_->parser->http_1_0; }

const base::Error& RequestReader::refusal() const {
  CHECK(impl_->refusal.has_value());
  return *impl_->refusal;
}

void RequestReader::reset() { impl_ = std::make_unique<Impl>(impl_->limits); }

}  // namespace web
