// bench_load PORT RATE CONNECTIONS gzip|identity < PATHS
// Asks a server on this machine for each path of standard input ("KIND PATH" a line) and prints,
// as JSON, how long answers took. RATE is requests a second, sent whether or not earlier ones have
// been answered; the time of each counts from when it was meant to be sent, so that a server that
// stalls cannot hide it. RATE 0 asks for the next path when the last has been answered.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;

struct Job {
  std::string kind;
  std::string path;
};

struct Measured {
  std::vector<double> ms;
  std::int64_t errors = 0;
  std::int64_t bytes = 0;  // of bodies as sent
};

int connect_to(std::uint16_t port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    std::cerr << "bench_load: no server at port " << port << "\n";
    std::exit(1);
  }
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

// One request at a time over a connection that is kept.
class Connection {
 public:
  Connection(std::uint16_t port, std::string headers)
      : port_(port), headers_(std::move(headers)), fd_(connect_to(port)) {}

  int fd() const { return fd_; }
  bool is_idle() const { return job_ == nullptr; }
  const Job& job() const { return *job_; }
  Time due() const { return due_; }
  bool failed() const { return failed_; }
  std::size_t body_bytes() const { return whole_ - head_; }

  void ask(const Job& job, Time due) {
    job_ = &job;
    due_ = due;
    answer_.clear();
    whole_ = head_ = 0;
    failed_ = false;
    reopen_if_closed();
    std::string request = "GET " + job.path + " HTTP/1.1\r\n" + headers_;
    if (send(fd_, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size())) {
      fail();
    }
  }

  // Reads what is there; true when the answer is whole, or will never be.
  bool read_some() {
    char buffer[65536];
    ssize_t count = failed_ ? 0 : recv(fd_, buffer, sizeof buffer, 0);
    if (count <= 0) {
      fail();
      return true;
    }
    answer_.append(buffer, static_cast<std::size_t>(count));
    if (head_ == 0) read_head();
    if (chunked_ && answer_.size() > 7 && answer_.substr(answer_.size() - 7) == "\r\n0\r\n\r\n") {
      whole_ = answer_.size();
    }
    return failed_ || (whole_ != 0 && answer_.size() >= whole_);
  }

  void finish() {
    job_ = nullptr;
    if (!failed_) return;
    close(fd_);
    fd_ = connect_to(port_);
  }

 private:
  void fail() { failed_ = true; }
  // Servers close connections that lie idle; clients notice before they ask.
  void reopen_if_closed() {
    char byte = 0;
    if (recv(fd_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0) return;
    close(fd_);
    fd_ = connect_to(port_);
  }
  void read_head() {
    std::size_t end = answer_.find("\r\n\r\n");
    if (end == std::string::npos) return;
    std::size_t length = answer_.find("Content-Length: ");
    chunked_ = answer_.find("Transfer-Encoding: chunked") < end;
    if (answer_.rfind("HTTP/1.1 200 ", 0) != 0 || (length > end && !chunked_)) {
      fail();
      return;
    }
    head_ = end + 4;
    if (!chunked_) whole_ = head_ + std::strtoul(answer_.c_str() + length + 16, nullptr, 10);
  }

  std::uint16_t port_;
  std::string headers_;
  int fd_;
  const Job* job_ = nullptr;
  Time due_;
  std::string answer_;
  std::size_t whole_ = 0;  // bytes of head and body; 0 until that is known
  std::size_t head_ = 0;
  bool chunked_ = false;
  bool failed_ = false;
};

class Load {
 public:
  Load(std::vector<Job> jobs, double rate, std::deque<Connection> connections)
      : jobs_(std::move(jobs)), connections_(std::move(connections)) {
    interval_ = std::chrono::nanoseconds(rate > 0 ? static_cast<std::int64_t>(1e9 / rate) : 0);
  }

  void run() {
    start_ = Clock::now() + std::chrono::milliseconds(rate_is_fixed() ? 10 : 0);
    std::vector<pollfd> waiting;
    while (answered_ < jobs_.size()) {
      hand_out();
      waiting.clear();
      for (const Connection& each : connections_) {
        waiting.push_back({each.is_idle() ? -1 : each.fd(), POLLIN, 0});
      }
      timespec timeout = until_next();
      if (ppoll(waiting.data(), waiting.size(), &timeout, nullptr) <= 0) continue;
      for (std::size_t at = 0; at < waiting.size(); ++at) {
        if (waiting[at].revents != 0) read(connections_[at]);
      }
    }
  }

  void print() const {
    std::cout << "{";
    const char* between = "";
    for (const auto& [kind, measured] : by_kind_) {
      std::vector<double> ms = measured.ms;
      std::sort(ms.begin(), ms.end());
      auto at = [&](double share) {
        return ms.empty() ? 0 : ms[static_cast<std::size_t>(share * double(ms.size() - 1) + 0.5)];
      };
      std::cout << between << "\"" << kind << "\": {\"answers\": " << ms.size()
                << ", \"errors\": " << measured.errors << ", \"p50\": " << at(0.5)
                << ", \"p99\": " << at(0.99) << ", \"p999\": " << at(0.999)
                << ", \"max\": " << at(1) << ", \"bytes\": "
                << measured.bytes / std::max<std::int64_t>(1, std::int64_t(ms.size())) << "}";
      between = ",\n ";
    }
    std::cout << "}\n";
  }

 private:
  bool rate_is_fixed() const { return interval_.count() > 0; }
  Time due(std::size_t number) const {
    return start_ + interval_ * static_cast<std::int64_t>(number);
  }

  void hand_out() {
    for (Connection& each : connections_) {
      if (next_ == jobs_.size()) return;
      if (!each.is_idle()) continue;
      Time now = Clock::now();
      if (rate_is_fixed() && due(next_) > now) return;
      each.ask(jobs_[next_], rate_is_fixed() ? due(next_) : now);
      ++next_;
    }
  }

  timespec until_next() const {
    std::int64_t ns = 100'000'000;
    bool can_send = std::any_of(connections_.begin(), connections_.end(),
                                [](const Connection& each) { return each.is_idle(); });
    if (can_send && next_ < jobs_.size()) {
      ns = std::clamp<std::int64_t>((due(next_) - Clock::now()).count(), 0, ns);
    }
    return {0, ns};
  }

  void read(Connection& connection) {
    if (!connection.read_some()) return;
    double ms = std::chrono::duration<double, std::milli>(Clock::now() - connection.due()).count();
    for (const std::string& kind : {connection.job().kind, std::string("all")}) {
      Measured& measured = by_kind_[kind];
      measured.ms.push_back(ms);
      measured.errors += connection.failed() ? 1 : 0;
      measured.bytes += static_cast<std::int64_t>(connection.body_bytes());
    }
    connection.finish();
    ++answered_;
  }

  std::vector<Job> jobs_;
  std::deque<Connection> connections_;
  std::chrono::nanoseconds interval_;
  Time start_;
  std::size_t next_ = 0;
  std::size_t answered_ = 0;
  std::map<std::string, Measured> by_kind_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: bench_load PORT RATE CONNECTIONS gzip|identity < PATHS\n";
    return 2;
  }
  // Sleeps end when they should, not 50 microseconds later.
  prctl(PR_SET_TIMERSLACK, 1000);
  std::vector<Job> jobs;
  Job job;
  while (std::cin >> job.kind >> job.path) jobs.push_back(job);
  std::string headers = "Host: localhost\r\nAccept-Encoding: " + std::string(argv[4]) + "\r\n\r\n";
  std::deque<Connection> connections;
  for (int i = 0; i < std::atoi(argv[3]); ++i) {
    connections.emplace_back(static_cast<std::uint16_t>(std::atoi(argv[1])), headers);
  }
  Load load(std::move(jobs), std::atof(argv[2]), std::move(connections));
  load.run();
  load.print();
}
