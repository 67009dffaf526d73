// zlib behind two functions. Each thread keeps its streams, which cost more than a page to make.
#include "web/compress.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/text.hpp"

namespace web {
namespace {

constexpr int gzip_window_bits = 15 + 16;  // the largest window, with the header of gzip
constexpr int levels = 10;

// Making a z_stream costs more than compressing a page with it, so each thread keeps its own.
class Deflater {
 public:
  explicit Deflater(int level) {
    CHECK(deflateInit2(&stream_, level, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) ==
          Z_OK);
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  std::string run(std::string_view body) {
    CHECK(deflateReset(&stream_) == Z_OK);
    std::string packed(deflateBound(&stream_, body.size()), '\0');
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream_.avail_in = static_cast<uInt>(body.size());
    stream_.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream_.avail_out = static_cast<uInt>(packed.size());
    CHECK(deflate(&stream_, Z_FINISH) == Z_STREAM_END);
    packed.resize(packed.size() - stream_.avail_out);
    return packed;
  }

 private:
  z_stream stream_ = {};
};

class Inflater {
 public:
  Inflater() { CHECK(inflateInit2(&stream_, gzip_window_bits) == Z_OK); }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  std::optional<std::string> run(std::string_view bytes, std::size_t bytes_max) {
    CHECK(inflateReset(&stream_) == Z_OK);
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    std::string plain;
    int state = Z_OK;
    while (state == Z_OK) {
      const std::size_t done = plain.size();
      if (done > bytes_max) return std::nullopt;
      plain.resize(std::max<std::size_t>({done * 2, bytes.size() * 4, 1024}));
      stream_.next_out = reinterpret_cast<Bytef*>(plain.data() + done);
      stream_.avail_out = static_cast<uInt>(plain.size() - done);
      state = inflate(&stream_, Z_NO_FLUSH);
      plain.resize(plain.size() - stream_.avail_out);
      if (state == Z_OK && plain.size() == done) return std::nullopt;
    }
    if (state != Z_STREAM_END || plain.size() > bytes_max) return std::nullopt;
    return plain;
  }

 private:
  z_stream stream_ = {};
};

// "q=0", "q=0.0": whatever else cannot be read counts as wanted.
bool is_refused(std::string_view parameters) {
  for (std::string_view parameter : base::split(parameters, ';')) {
    parameter = base::trim(parameter);
    if (!base::starts_with_ignoring_case(parameter, "q=")) continue;
    const auto weight = base::parse_decimal(parameter.substr(2));
    return weight.has_value() && *weight <= 0;
  }
  return false;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  std::optional<bool> named;
  bool any = false;
  for (const std::string_view choice : base::split(accept_encoding, ',')) {
    const std::size_t semicolon = std::min(choice.find(';'), choice.size());
    const std::string_view coding = base::trim(choice.substr(0, semicolon));
    const bool wanted = !is_refused(choice.substr(semicolon));
    if (base::equal_ignoring_case(coding, "gzip") || base::equal_ignoring_case(coding, "x-gzip")) {
      named = wanted;
    } else if (coding == "*") {
      any = wanted;
    }
  }
  return named.value_or(any);
}

bool is_compressible(std::string_view content_type) {
  constexpr std::array<std::string_view, 6> kinds = {
      "text/",         "application/json",     "application/javascript",
      "image/svg+xml", "application/geo+json", "application/xml"};
  return std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) {
    return base::starts_with_ignoring_case(content_type, kind);
  });
}

std::string gzip(std::string_view body, int level) {
  CHECK(level >= 1 && level < levels);
  thread_local std::array<std::optional<Deflater>, levels> deflaters;
  auto& deflater = deflaters[static_cast<std::size_t>(level)];
  if (!deflater) deflater.emplace(level);
  return deflater->run(body);
}

std::optional<std::string> gunzip(std::string_view bytes, std::size_t bytes_max) {
  thread_local Inflater inflater;
  return inflater.run(bytes, bytes_max);
}

}  // namespace web
