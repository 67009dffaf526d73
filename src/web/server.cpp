// Each connection is a coroutine on one thread: read, hand to a worker, write, again.
#include "web/server.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>

#include "base/check.hpp"
#include "web/asio.hpp"
#include "web/connection.hpp"
#include "web/forwarded.hpp"
#include "web/listener.hpp"
#include "web/outgoing.hpp"
#include "web/workers.hpp"

namespace web {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Code = boost::system::error_code;
using Shared = std::shared_ptr<Connection>;

constexpr milliseconds sweep_every{100};   // how late a deadline may be noticed
constexpr milliseconds accept_pause{100};  // after a failed accept, so that it cannot spin
constexpr seconds linger_max{1};
constexpr std::size_t linger_bytes_max = 16 * 1024 * 1024;
constexpr std::size_t operations_max = 32;          // requests of operation that may wait
constexpr std::size_t refused_max = 64;             // connections told that they are one too many
constexpr std::size_t slowest_bytes_s = 32 * 1024;  // large messages may come and go this slowly
// The input and output thread must not compress.
constexpr std::size_t never = static_cast<std::size_t>(-1);

milliseconds since(Clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(Clock::now() - start);
}

}  // namespace

struct Server::Impl {
  Impl(ServerOptions options_in, Answer answer_in, Listener listener)
      : options(std::move(options_in)),
        answer(std::move(answer_in)),
        workers(options.workers, static_cast<std::size_t>(options.queue_max)),
        operations(options.is_operation ? 1 : 0, operations_max),
        acceptor(io),
        retry(io),
        sweeper(io) {
    Code code;
    acceptor.assign(listener.is_v6 ? tcp::v6() : tcp::v4(), listener.release(), code);
    CHECK(!code);
    if (options.body_limit) {
      admission = [this](Connection& c, const Request& head, std::optional<std::uint64_t> length) {
        return admit_large_body(c, head, length);
      };
    }
    port = acceptor.local_endpoint().port();
  }

  // A worker may still hold a coroutine: the workers end before anything else goes.
  ~Impl() {
    workers.stop();
    operations.stop();
  }

  asio::awaitable<void> accept();
  void open(tcp::socket socket);
  asio::awaitable<void> serve(Shared c);
  asio::awaitable<bool> read_request(Connection& c);
  asio::awaitable<bool> answer_request(Connection& c);
  asio::awaitable<void> on_worker(Workers& pool, Workers::Job job, Workers::Kind kind);
  asio::awaitable<bool> send(Connection& c, bool keep);
  asio::awaitable<void> refuse(Connection& c, const base::Error& error);
  asio::awaitable<void> linger(Connection& c);
  asio::awaitable<void> sweep();
  base::Result<std::size_t> admit_large_body(Connection& c, const Request& head,
                                             std::optional<std::uint64_t> length);
  void release_body(Connection& c);
  void expire(Connection& c);
  void begin_drain();
  void closed(const Shared& c, const std::exception_ptr& exception);
  Response refusal_page(const base::Error& error) const;
  void respond(Connection& c) const;
  Preparation preparation(std::size_t compress_bytes_min) const {
    return {compress_bytes_min, options.now_s ? std::optional(options.now_s()) : std::nullopt};
  }
  void log(const std::string& trouble) const {
    LogEntry entry;
    entry.trouble = trouble;
    if (options.log) options.log(entry);
  }
  void log_answer(const Connection& c, std::size_t bytes, Clock::time_point start) const;

  const ServerOptions options;
  const Answer answer;
  // The context outlives all that waits in it, and dies with the coroutines that never ended.
  asio::io_context io{1};
  Workers workers;
  Workers operations;
  tcp::acceptor acceptor;
  asio::steady_timer retry;
  asio::steady_timer sweeper;
  std::uint16_t port = 0;
  std::unordered_set<Shared> connections;
  std::atomic<std::size_t> connections_now = 0;  // the same for other threads
  std::uint64_t requests = 0;
  Connection::Admission admission;
  std::size_t large_bodies = 0;  // bytes that are promised to connections
  std::size_t refused = 0;       // of the connections: those one too many
  bool sweeping = false;
  bool draining = false;
  bool drained = true;  // nothing was cut off
  Clock::time_point drain_deadline = Clock::time_point::max();
  Clock::time_point accept_trouble_logged = Clock::time_point::min();
};

asio::awaitable<void> Server::Impl::accept() {
  while (!draining) {
    Code code;
    tcp::socket socket =
        co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, code));
    if (draining) break;
    if (!code) {
      open(std::move(socket));
      continue;
    }
    // Out of file descriptors, most often. Those that wait stay in the queue of the system.
    if (accept_trouble_logged == Clock::time_point::min() ||
        since(accept_trouble_logged) > seconds(10)) {
      log("cannot accept connections: " + code.message());
      accept_trouble_logged = Clock::now();
    }
    retry.expires_after(accept_pause);
    co_await retry.async_wait(asio::redirect_error(asio::use_awaitable, code));
  }
}

void Server::Impl::open(tcp::socket socket) {
  const auto connections_max = static_cast<std::size_t>(options.connections_max);
  if (connections.size() >= connections_max + refused_max) return;  // and so closes it
  Code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  const ReaderLimits limits{static_cast<std::size_t>(options.header_bytes_max),
                            static_cast<std::size_t>(options.body_bytes_max)};
  auto c = std::make_shared<Connection>(std::move(socket), limits, admission);
  c->one_too_many = connections.size() - refused >= connections_max;
  if (c->one_too_many) ++refused;
  connections.insert(c);
  connections_now = connections.size();
  const auto peer = c->socket.remote_endpoint(ignored);
  c->peer = peer.address().to_string(ignored);
  asio::co_spawn(io, serve(c), [this, c](std::exception_ptr e) { closed(c, e); });
  if (!sweeping) {
    sweeping = true;
    asio::co_spawn(io, sweep(), [](std::exception_ptr) {});
  }
}

void Server::Impl::closed(const Shared& c, const std::exception_ptr& exception) {
  try {
    if (exception) std::rethrow_exception(exception);
  } catch (const std::exception& e) {
    log(std::string("a connection failed: ") + e.what());
  } catch (...) {
    log("a connection failed");
  }
  c->close();
  release_body(*c);
  if (c->one_too_many) --refused;
  connections.erase(c);
  connections_now = connections.size();
}

asio::awaitable<void> Server::Impl::serve(Shared c) {
  if (c->one_too_many) {
    const base::Error error = base::make_error(
        "too_many_requests",
        "The server has as many connections as it can serve. Wait a few seconds and try again.");
    co_await refuse(*c, error);
    co_return;
  }
  bool keep = true;
  while (keep) {
    const bool alive = co_await read_request(*c);
    if (!alive) break;
    if (c->reader.progress() == RequestReader::Progress::Refused) {
      const base::Error error = c->reader.refusal();
      co_await refuse(*c, error);
      break;
    }
    keep = co_await answer_request(*c);
    if (keep) c->reader.reset();
  }
}

// False when the connection is over: closed by the client, idle for too long, or too slow.
asio::awaitable<bool> Server::Impl::read_request(Connection& c) {
  // A fresh connection has no more time to begin than a message has to arrive.
  const bool fresh = c.deadline == Clock::time_point::max() && c.outgoing.head.empty();
  c.enter(Phase::Idle, seconds(fresh ? std::min(options.message_s_max, options.idle_s_max)
                                     : options.idle_s_max));
  for (;;) {
    c.buffer.take(c.reader.feed(c.buffer.unread()));
    if (c.reader.progress() != RequestReader::Progress::NeedMore) co_return true;
    if (c.reader.begun() && c.phase == Phase::Idle) {
      c.enter(Phase::Reading, seconds(options.message_s_max));
    }
    // A large body has more time as long as it keeps coming.
    if (c.large_body > 0) {
      c.deadline =
          c.since + seconds(options.message_s_max + static_cast<int>(c.received / slowest_bytes_s));
    }
    if (draining && c.phase == Phase::Idle) co_return false;
    Code code;
    if (c.reader.must_encourage()) {
      const auto words = asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25);
      co_await asio::async_write(c.socket, words, asio::redirect_error(asio::use_awaitable, code));
      if (code) co_return false;
    }
    const asio::mutable_buffer space = c.buffer.space();
    const std::size_t count =
        co_await c.socket.async_read_some(space, asio::redirect_error(asio::use_awaitable, code));
    if (code) break;
    c.buffer.arrived(count);
    c.received += count;
  }
  if (c.expired && c.phase == Phase::Reading) {
    const base::Error error = base::make_error(
        "request_too_slow",
        "The request did not arrive whole in time. Check the network and try again.");
    co_await refuse(c, error);
  }
  co_return false;
}

// Whether the connection goes on.
asio::awaitable<bool> Server::Impl::answer_request(Connection& c) {
  const Clock::time_point start = Clock::now();
  const bool client_keeps = c.reader.keep_alive();
  c.request = c.reader.take();
  c.request.id = ++requests;
  c.request.peer = c.peer;
  believe_proxies(options.trusted_proxies, c.request);
  c.has_request = true;
  const bool apart = options.is_operation && options.is_operation(c.request);
  Workers& pool = apart ? operations : workers;
  if (!pool.has_room()) {
    const base::Error error = base::make_error(
        "too_many_requests",
        "More requests came at once than the server can answer. Wait a few seconds, try again.");
    co_await refuse(c, error);
    co_return false;
  }
  c.enter(Phase::Working, Clock::duration::max());
  Workers::Job job = [this, &c] { respond(c); };
  // Who writes may have to wait for another who writes, long when that is an import.
  const bool reads = c.request.method == Method::Get || c.request.method == Method::Head;
  co_await on_worker(pool, std::move(job), reads ? Workers::Kind::Quick : Workers::Kind::MayWait);
  // While a slow client reads the answer, others may send their files.
  c.request.body = {};
  release_body(c);
  const bool keep = client_keeps && !draining;
  const std::size_t bytes = c.outgoing.body.size();
  const bool sent = co_await send(c, keep);
  log_answer(c, bytes, start);
  // A refusal of the next request must not take this one for its own; and an idle connection
  // should not hold a body.
  c.request = {};
  c.has_request = false;
  if (!sent) co_return false;
  // A client that meant to go on may have sent its next request already.
  if (client_keeps && !keep) co_await linger(c);
  co_return keep;
}

void Server::Impl::respond(Connection& c) const {
  const auto failed = [&](const char* what) {
    c.trouble = what;
    Response page = refusal_page(base::make_error(
        "internal", "Something went wrong that we did not foresee. Try again in a moment.", {},
        what));
    page.error_code = "internal";
    return page;
  };
  Response response;
  c.code.clear();
  c.trouble.clear();
  try {
    response = answer(c.request);
  } catch (const std::exception& e) {
    response = failed(e.what());
  } catch (...) {
    response = failed("an exception of an unknown type");
  }
  c.code = response.error_code;
  if (c.trouble.empty()) c.trouble = response.error_detail;
  c.outgoing = prepare(c.request, std::move(response),
                       preparation(static_cast<std::size_t>(options.compress_bytes_min)));
}

asio::awaitable<void> Server::Impl::on_worker(Workers& pool, Workers::Job job, Workers::Kind kind) {
  auto initiate = [this, &pool, kind](auto handler, Workers::Job work) {
    auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
    const bool taken = pool.submit(
        [this, work = std::move(work), waiting = std::move(waiting)]() mutable {
          work();
          // Moved, so that the coroutine goes on and ends on the input and output thread alone.
          asio::post(io, [waiting = std::move(waiting)] { (*waiting)(); });
        },
        kind);
    CHECK(taken);  // the caller asked has_room(), and nobody else submits
  };
  const auto token = asio::use_awaitable;
  return asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(initiate), token,
                                                                     std::move(job));
}

asio::awaitable<bool> Server::Impl::send(Connection& c, bool keep) {
  if (!keep) {
    c.outgoing.head += "Connection: close\r\n";
  } else if (c.reader.is_http_1_0()) {
    c.outgoing.head += "Connection: keep-alive\r\n";
  }
  c.outgoing.head += "\r\n";
  const std::array<asio::const_buffer, 2> parts = {asio::buffer(c.outgoing.head),
                                                   asio::buffer(c.outgoing.body)};
  c.enter(Phase::Writing, seconds(options.message_s_max +
                                  static_cast<int>(c.outgoing.body.size() / slowest_bytes_s)));
  Code code;
  co_await asio::async_write(c.socket, parts, asio::redirect_error(asio::use_awaitable, code));
  c.outgoing.body = {};
  co_return !code;
}

Response Server::Impl::refusal_page(const base::Error& error) const {
  if (options.refusal) {
    try {
      return options.refusal(error);
    } catch (const std::exception&) {
      // A page about an error that cannot be made is no reason to say nothing.
    }
  }
  return plain_error(error);
}

asio::awaitable<void> Server::Impl::refuse(Connection& c, const base::Error& error) {
  const Clock::time_point start = Clock::now();
  c.outgoing = prepare(c.request, refusal_page(error), preparation(never));
  c.code = error.code;
  c.trouble.clear();
  const std::size_t bytes = c.outgoing.body.size();
  const bool sent = co_await send(c, false);
  log_answer(c, bytes, start);
  if (sent) co_await linger(c);
}

// Closing while the client still sends would make its system throw our answer away unread.
asio::awaitable<void> Server::Impl::linger(Connection& c) {
  c.enter(Phase::Lingering, linger_max);
  Code code;
  c.socket.shutdown(tcp::socket::shutdown_send, code);
  std::size_t thrown_away = 0;
  while (!code && thrown_away < linger_bytes_max) {
    c.buffer.take(c.buffer.unread().size());
    const asio::mutable_buffer space = c.buffer.space();
    thrown_away +=
        co_await c.socket.async_read_some(space, asio::redirect_error(asio::use_awaitable, code));
  }
}

base::Result<std::size_t> Server::Impl::admit_large_body(Connection& c, const Request& head,
                                                         std::optional<std::uint64_t> length) {
  const std::size_t allowed = options.body_limit(head);
  // What is too long in any case is refused as such, and holds nothing meanwhile.
  if (allowed <= static_cast<std::size_t>(options.body_bytes_max)) return allowed;
  if (length && *length > allowed) return allowed;
  const std::size_t wanted = length ? static_cast<std::size_t>(*length) : allowed;
  if (wanted > options.large_bodies_bytes_max - large_bodies) {
    return base::make_error("too_many_requests",
                            "Others are sending large files just now. Wait a minute, try again.");
  }
  large_bodies += wanted;
  c.large_body = wanted;
  return allowed;
}

void Server::Impl::release_body(Connection& c) { large_bodies -= std::exchange(c.large_body, 0); }

void Server::Impl::expire(Connection& c) {
  c.expired = true;
  Code ignored;
  c.socket.cancel(ignored);
}

// Looks at every deadline ten times a second while there are connections. That is cheaper than a
// timer for each message, and an idle server sleeps.
asio::awaitable<void> Server::Impl::sweep() {
  while (!connections.empty()) {
    sweeper.expires_after(sweep_every);
    Code code;
    co_await sweeper.async_wait(asio::redirect_error(asio::use_awaitable, code));
    const Clock::time_point now = Clock::now();
    for (const Shared& c : connections) {
      if (c->deadline <= now) expire(*c);
    }
    if (now < drain_deadline) continue;
    for (const Shared& c : connections) {
      drained &= c->phase == Phase::Idle || c->phase == Phase::Lingering;
      c->close();
    }
    io.stop();
    co_return;
  }
  sweeping = false;
}

void Server::Impl::begin_drain() {
  if (draining) return;
  draining = true;
  drain_deadline = Clock::now() + seconds(options.drain_s_max);
  Code ignored;
  acceptor.close(ignored);
  retry.cancel();
  for (const Shared& c : connections) {
    if (c->phase == Phase::Idle) c->close();
  }
}

void Server::Impl::log_answer(const Connection& c, std::size_t bytes,
                              Clock::time_point start) const {
  if (!options.log) return;
  LogEntry entry;
  if (c.has_request) {
    entry.id = c.request.id;
    entry.method = method_name(c.request.method);
    entry.pattern = c.request.pattern;
  }
  entry.status = c.outgoing.status;
  entry.duration_us =
      std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count();
  entry.bytes = bytes;
  entry.code = c.code;
  entry.trouble = c.trouble;
  options.log(entry);
}

base::Result<Server> Server::listen(ServerOptions options, Answer answer) {
  CHECK(answer != nullptr);
  CHECK(options.workers > 0 && options.connections_max > 0 && options.queue_max > 0);
  CHECK(options.header_bytes_max > 0 && options.body_bytes_max >= 0);
  Listener listener = TRY(open_listener(options.address, options.port));
  return Server(std::make_unique<Impl>(std::move(options), std::move(answer), std::move(listener)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::Server(Server&&) noexcept = default;
Server::~Server() = default;

std::uint16_t Server::port() const { return impl_->port; }

ServerLoad Server::load() const {
  return {impl_->connections_now, impl_->workers.waiting(), impl_->options.workers};
}

bool Server::run() {
  asio::co_spawn(impl_->io, impl_->accept(), [](std::exception_ptr) {});
  for (;;) {
    try {
      impl_->io.run();
      return impl_->drained;
    } catch (const std::exception& e) {
      impl_->log(std::string("the server went on after: ") + e.what());
    }
  }
}

void Server::stop() {
  asio::post(impl_->io, [impl = impl_.get()] { impl->begin_drain(); });
}

}  // namespace web
