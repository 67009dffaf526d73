// The HTTP server: one thread for input and output, a small pool of workers for handlers. It knows
// limits, deadlines, compression and caching; it knows no page.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "web/http.hpp"
#include "web/network.hpp"

namespace web {

// What the log is told of one request, or of trouble that belongs to none. Nothing in it comes from
// an address, a form or a header, so that no line can hold what somebody looked for.
struct LogEntry {
  std::uint64_t id = 0;      // Request::id; 0 when there is no request
  std::string_view method;   // "GET"; "" when the request could not be read
  std::string_view pattern;  // "/schools/{urn}"; "" when no route fits
  int status = 0;            // 0: trouble without a request
  std::int64_t duration_us = 0;
  std::size_t bytes = 0;     // of the body as it was sent
  std::string_view code;     // of the error table
  std::string_view trouble;  // in the words of a library or of the system
};

// How busy the server is at this moment.
struct ServerLoad {
  std::size_t connections = 0;
  std::size_t waiting = 0;  // requests that wait for a worker
  int workers = 0;
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;         // 0: any free one, see Server::port()
  int workers = 2;                   // at most half are given to requests that write
  int connections_max = 1000;        // one more is answered 503 and closed
  int header_bytes_max = 16 * 1024;  // more: 431
  int body_bytes_max = 1024 * 1024;  // more: 413, unless body_limit raises it
  int message_s_max = 15;            // a request not read whole by then: 408
  int idle_s_max = 60;               // a connection kept alive without a request is closed
  int drain_s_max = 10;              // after stop(): how long requests under way may take
  int queue_max = 256;               // requests waiting for a worker; one more is answered 503
  int compress_bytes_min = 1024;     // smaller bodies are sent as they are
  // How long the body of this request may be, where it is longer than body_bytes_max: the headers
  // are read, `peer`, `secure` and `caller` are not known yet. Called on the thread of run(), so it
  // must be quick and must not throw. Empty: no body is longer.
  std::function<std::size_t(const Request& head)> body_limit;
  // Of all bodies longer than body_bytes_max that are held at once; one more is answered 503.
  std::size_t large_bodies_bytes_max = 256 * 1024 * 1024;
  // Called for each request answered, and for trouble. Called on the thread of run(), so it must be
  // quick. May be empty.
  std::function<void(const LogEntry&)> log;
  // Requests that a worker of their own answers, so that whoever looks after the server has an
  // answer also when all others wait for the database. May be empty.
  std::function<bool(const Request&)> is_operation;
  // Whose X-Forwarded-For and X-Forwarded-Proto are believed (forwarded.hpp).
  std::vector<Network> trusted_proxies;
  // Seconds since 1970, for the header Date, which is left out when this is empty.
  std::function<std::int64_t()> now_s;
  // How an error that the server itself answers (a request that cannot be read, overload, a handler
  // that threw) looks as a page. Empty: plain text. Called on several threads; must be quick.
  std::function<Response(const base::Error&)> refusal;
};

// Total: turns its own errors into answers. Called on a worker thread, several at once.
using Answer = std::function<Response(Request&)>;

class Server {
 public:
  // Listens at once; connections wait until run(). Errors: address_in_use, address_invalid.
  static base::Result<Server> listen(ServerOptions options, Answer answer);
  Server(Server&&) noexcept;
  ~Server();
  std::uint16_t port() const;
  ServerLoad load() const;  // from any thread
  // Serves until stop(); returns when the last request under way is answered or drain_s_max over.
  // False when something was cut off. A handler still at work then is waited for by ~Server.
  bool run();
  // May be called from any thread and from a signal handler's helper thread; run() then drains.
  void stop();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace web
