// The HTTP server: one thread for input and output, a small pool of workers for handlers. It knows
// limits, deadlines, compression and caching; it knows no page.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "web/http.hpp"

namespace web {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one, see Server::port()
  int workers = 2;
  int connections_max = 1000;        // one more is answered 503 and closed
  int header_bytes_max = 16 * 1024;  // more: 431
  int body_bytes_max = 1024 * 1024;  // more: 413
  int message_s_max = 15;            // a request not read whole by then: 408
  int idle_s_max = 60;               // a connection kept alive without a request is closed
  int drain_s_max = 10;              // after stop(): how long requests under way may take
  int queue_max = 256;               // requests waiting for a worker; one more is answered 503
  int compress_bytes_min = 1024;     // smaller bodies are sent as they are
  // Called with one line for each request answered: method, path without query, status,
  // milliseconds, bytes; and with a line for trouble. Called on the thread of run(). May be empty.
  std::function<void(const std::string&)> log;
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
