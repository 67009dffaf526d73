// The client of the server's tests; compiled into the test program only, by its name.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/check.hpp"
#include "base/text.hpp"
#include "web/server_test_client.hpp"

namespace web {

RawClient::RawClient(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
  CHECK(descriptor_ >= 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CHECK(::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
}

RawClient::RawClient(RawClient&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), held_(std::move(other.held_)) {}

RawClient::~RawClient() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::fill() {
  pollfd waiting = {descriptor_, POLLIN, 0};
  constexpr int patience_ms = 10'000;
  if (::poll(&waiting, 1, patience_ms) != 1) return false;
  char bytes[16 * 1024];
  const ssize_t count = ::recv(descriptor_, bytes, sizeof bytes, 0);
  reset_ |= count < 0;
  if (count <= 0) return false;
  held_.append(bytes, static_cast<std::size_t>(count));
  return true;
}

std::optional<Reply> RawClient::reply(bool to_head) {
  while (held_.find("\r\n\r\n") == std::string::npos) {
    if (!fill()) return std::nullopt;
  }
  const std::size_t end = held_.find("\r\n\r\n");
  Reply reply;
  std::string_view head = std::string_view(held_).substr(0, end);
  reply.status = static_cast<int>(base::parse_integer(head.substr(9, 3)).value_or(0));
  for (const std::string_view line : base::split(head, '\n')) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.starts_with("HTTP/")) continue;
    reply.headers[base::lower_ascii(line.substr(0, colon))] = base::trim(line.substr(colon + 1));
  }
  held_.erase(0, end + 4);
  if (to_head) return reply;
  const auto length =
      static_cast<std::size_t>(base::parse_integer(reply.header("content-length")).value_or(0));
  while (held_.size() < length) {
    if (!fill()) return std::nullopt;
  }
  reply.body = held_.substr(0, length);
  held_.erase(0, length);
  return reply;
}

bool RawClient::ended() {
  while (fill()) continue;
  char byte = 0;
  // A reset is an end as well: the server does not owe a polite farewell to whoever still sends.
  const bool closed = ::recv(descriptor_, &byte, 1, MSG_DONTWAIT) == 0 || errno != EAGAIN;
  return closed && held_.empty();
}

bool RawClient::ended_politely() {
  while (fill()) continue;
  char byte = 0;
  return ::recv(descriptor_, &byte, 1, MSG_DONTWAIT) == 0 && !reset_ && held_.empty();
}

std::optional<Reply> ask(std::uint16_t port, std::string_view bytes) {
  RawClient client(port);
  client.send(bytes);
  return client.reply();
}

std::string get(std::string_view path, std::string_view header_lines) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(header_lines) +
         "\r\n";
}

RunningServer::RunningServer(ServerOptions options, Answer answer) {
  options.port = 0;
  auto server = Server::listen(std::move(options), std::move(answer));
  CHECK(server.ok());
  server_.emplace(std::move(server).value());
  thread_ = std::thread([this] { drained_ = server_->run(); });
}

RunningServer::~RunningServer() { stop(); }

bool RunningServer::stop() {
  if (thread_.joinable()) {
    server_->stop();
    thread_.join();
  }
  return drained_;
}

}  // namespace web
