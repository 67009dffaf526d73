// A client for tests that sends exactly the bytes it is told to, well-formed or not, and a server
// that runs for the length of a test.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "web/server.hpp"

namespace web {

// A line of the log for a test to look at: "GET /schools/{urn} 200 ".
inline std::string line_of(const LogEntry& entry) {
  return std::string(entry.method) + " " + std::string(entry.pattern) + " " +
         std::to_string(entry.status) + " " + std::string(entry.code) + " " +
         std::string(entry.trouble) + "\n";
}

struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  RawClient(RawClient&& other) noexcept;
  ~RawClient();

  bool send(std::string_view bytes);  // false when the server closed
  // The next answer; nothing when the connection ends or is silent for ten seconds before it is
  // whole. An answer to HEAD has no body.
  std::optional<Reply> reply(bool to_head = false);
  // The server has closed, and nothing more came before that.
  bool ended();
  // The same, and not by a reset, which could have made the client's system drop the answer.
  bool ended_politely();
  int descriptor() const { return descriptor_; }

 private:
  bool fill();
  int descriptor_ = -1;
  std::string held_;
  bool reset_ = false;
};

// One request on a connection of its own.
std::optional<Reply> ask(std::uint16_t port, std::string_view bytes);

// "GET /path HTTP/1.1" with Host and the given further header lines.
std::string get(std::string_view path, std::string_view header_lines = "");

class RunningServer {
 public:
  RunningServer(ServerOptions options, Answer answer);
  ~RunningServer();
  std::uint16_t port() const { return server_->port(); }
  // Stops and says whether nothing was cut off.
  bool stop();

 private:
  std::optional<Server> server_;
  bool drained_ = false;
  std::thread thread_;
};

}  // namespace web
