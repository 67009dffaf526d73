// Reads requests out of the bytes of a connection, without the connection: the server and the fuzz
// target use the same reader. The grammar is Boost.Beast's parser; limits and what Beast leaves
// open (smuggling, a missing Host, methods, the address) are ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "web/http.hpp"

namespace web {

// Asked once about a body longer than ReaderLimits allows: when the headers have been read, or, of
// a body that comes in chunks, when it is about to grow so long. Says how long it may be, or why it
// may not come now. `length` is nothing where the client did not say.
using BodyAdmission = std::function<base::Result<std::size_t>(const Request& head,
                                                              std::optional<std::uint64_t> length)>;

struct ReaderLimits {
  std::size_t header_bytes_max = 16 * 1024;
  std::size_t body_bytes_max = 1024 * 1024;
  BodyAdmission admit_longer = {};  // may be empty: no body is longer
};

class RequestReader {
 public:
  enum class Progress { NeedMore, Complete, Refused };

  explicit RequestReader(const ReaderLimits& limits);
  RequestReader(RequestReader&&) noexcept;
  ~RequestReader();

  // Takes as many of the bytes as it can use and says how many. The rest must be given again, with
  // what arrived since (NeedMore), or belongs to the next request (Complete).
  std::size_t feed(std::string_view bytes);
  Progress progress() const;

  // Some byte of a request has arrived.
  bool begun() const;
  // The client waits to be told that its body is welcome ("Expect: 100-continue"). True once.
  bool must_encourage();

  // When Complete:
  Request take();
  bool keep_alive() const;  // what the client wishes
  bool is_http_1_0() const;

  // When Refused: bad_request, bad_path, bad_query, address_too_long, headers_too_large,
  // body_too_large, length_missing, unknown_method, unknown_coding.
  const base::Error& refusal() const;

  // Makes ready for the next request of the connection.
  void reset();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace web
