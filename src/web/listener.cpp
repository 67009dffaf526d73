// Straight to the system calls: their error numbers decide what we say.
#include "web/listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace web {
namespace {

struct Address {
  sockaddr_storage storage = {};
  socklen_t bytes = 0;
};

base::Error invalid(const std::string& message) {
  return base::make_error("address_invalid", message, "--address");
}

base::Result<Address> parse_address(std::string text, std::uint16_t port) {
  if (text == "localhost") text = "127.0.0.1";
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
  }
  Address address;
  sockaddr_in v4 = {};
  sockaddr_in6 v6 = {};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    address.bytes = sizeof v4;
    std::memcpy(&address.storage, &v4, sizeof v4);
  } else if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    address.bytes = sizeof v6;
    std::memcpy(&address.storage, &v6, sizeof v6);
  } else {
    return invalid("\"" + text +
                   "\" is not a numeric address. Give one of this machine, such as "
                   "127.0.0.1 or ::1, or 0.0.0.0 for all of them.");
  }
  return address;
}

base::Error failed_to_listen(int reason, const std::string& address, std::uint16_t port) {
  const std::string at = "port " + std::to_string(port) + " of " + address;
  const std::string other = std::to_string(port >= 1024 && port < 65535 ? port + 1 : 8080);
  if (reason == EADDRINUSE) {
    return base::make_error("address_in_use",
                            "Another program already listens on " + at +
                                ". Stop it, or choose another port with --port " + other +
                                "; --port 0 takes any free one.",
                            "--port");
  }
  if (reason == EACCES) {
    return base::make_error("address_invalid",
                            "You may not listen on " + at +
                                ": ports below 1024 are kept for the administrator. Choose "
                                "another with --port " +
                                other + ".",
                            "--port");
  }
  if (reason == EADDRNOTAVAIL) {
    return invalid(address +
                   " is not an address of this machine. Give one that is, such as "
                   "127.0.0.1, or 0.0.0.0 for all of them.");
  }
  return invalid("Cannot listen on " + at + ": " + std::strerror(reason) +
                 ". Choose another address with --address or another port with --port.");
}

}  // namespace

Listener::~Listener() {
  if (descriptor >= 0) ::close(descriptor);
}

base::Result<Listener> open_listener(const std::string& address, std::uint16_t port) {
  const Address where = TRY(parse_address(address, port));
  Listener listener;
  listener.is_v6 = where.storage.ss_family == AF_INET6;
  listener.descriptor =
      ::socket(where.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (listener.descriptor < 0) return failed_to_listen(errno, address, port);
  // Lets a restarted server listen at once, while old connections of its port still fade away.
  const int on = 1;
  ::setsockopt(listener.descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const auto* name = reinterpret_cast<const sockaddr*>(&where.storage);
  if (::bind(listener.descriptor, name, where.bytes) != 0 ||
      ::listen(listener.descriptor, SOMAXCONN) != 0) {
    return failed_to_listen(errno, address, port);
  }
  return listener;
}

}  // namespace web
