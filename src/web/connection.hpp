// What the server keeps for one connection. Touched by the input and output thread only, but for
// `request`, `outgoing` and `trouble`, which a worker has to itself in phase Working.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "web/asio.hpp"
#include "web/http.hpp"
#include "web/outgoing.hpp"
#include "web/request_reader.hpp"

namespace web {

using Clock = std::chrono::steady_clock;

// Bytes that arrived and were not used yet. Begins small, because most connections of a browser
// only ever send short requests; the reader's limits bound its growth.
class ReadBuffer {
 public:
  std::string_view unread() const { return {bytes_.data() + begin_, end_ - begin_}; }
  void take(std::size_t count) { begin_ += count; }

  // Where to put what arrives next; never empty.
  boost::asio::mutable_buffer space() {
    constexpr std::size_t bytes_min = 4096;
    if (begin_ == end_) begin_ = end_ = 0;
    if (begin_ == end_ && bytes_.size() != bytes_min) std::string(bytes_min, '\0').swap(bytes_);
    if (begin_ > 0) {
      bytes_.erase(0, begin_);
      bytes_.resize(bytes_.size() + begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (end_ == bytes_.size()) bytes_.resize(2 * bytes_.size());
    return {bytes_.data() + end_, bytes_.size() - end_};
  }
  void arrived(std::size_t count) { end_ += count; }

 private:
  std::string bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

enum class Phase { Idle, Reading, Working, Writing, Lingering };

struct Connection {
  // Asked about a body longer than usual; outlives the connection.
  using Admission = std::function<base::Result<std::size_t>(
      Connection& connection, const Request& head, std::optional<std::uint64_t> length)>;

  Connection(boost::asio::ip::tcp::socket socket_in, ReaderLimits limits,
             const Admission& admission)
      : socket(std::move(socket_in)), reader(asking(std::move(limits), admission)) {}

  boost::asio::ip::tcp::socket socket;
  RequestReader reader;
  ReadBuffer buffer;
  Phase phase = Phase::Idle;
  Clock::time_point since = Clock::time_point::min();  // when the phase began
  Clock::time_point deadline = Clock::time_point::max();
  std::size_t received = 0;    // bytes of the message that is read
  std::size_t large_body = 0;  // bytes of the server's budget that it holds
  bool expired = false;        // the deadline passed and stopped what was under way
  bool one_too_many = false;   // is only told so
  Request request;
  Outgoing outgoing;
  std::string peer;
  bool has_request = false;  // `request` was read whole
  // For the log: the code of an error, and what a handler threw or a library said.
  std::string code;
  std::string trouble;

  // Phase and deadline always change together: one deadline for a whole message.
  void enter(Phase next, Clock::duration allowed) {
    phase = next;
    expired = false;
    received = 0;
    since = Clock::now();
    deadline = allowed == Clock::duration::max() ? Clock::time_point::max() : since + allowed;
  }

  void close() {
    boost::system::error_code ignored;
    socket.close(ignored);
  }

 private:
  ReaderLimits asking(ReaderLimits limits, const Admission& admission) {
    if (!admission) return limits;
    limits.admit_longer = [this, &admission](const Request& head,
                                             std::optional<std::uint64_t> length) {
      return admission(*this, head, length);
    };
    return limits;
  }
};

}  // namespace web
