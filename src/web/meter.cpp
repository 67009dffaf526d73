// Lists that only grow, one for each value of a hash.
#include "web/meter.hpp"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace web {

struct Meter::Node {
  std::string pattern;
  std::string method;
  int status;
  std::atomic<std::uint64_t> requests = 0;
  std::atomic<std::uint64_t> bytes = 0;
  std::atomic<std::uint64_t> duration_us = 0;
  std::array<std::atomic<std::uint64_t>, duration_us_bounds.size() + 1> classes{};
  Node* next = nullptr;

  bool is(const Answered& answered) const {
    return status == answered.status && method == answered.method && pattern == answered.pattern;
  }
};

Meter::~Meter() {
  for (auto& head : heads_) {
    for (Node* node = head.load(); node != nullptr;) delete std::exchange(node, node->next);
  }
}

Meter::Node& Meter::node(const Answered& answered) {
  const std::size_t hash = std::hash<std::string_view>()(answered.pattern) +
                           31 * std::hash<std::string_view>()(answered.method) +
                           static_cast<std::size_t>(answered.status);
  std::atomic<Node*>& head = heads_[hash % heads];
  Node* first = head.load(std::memory_order_acquire);
  Node* made = nullptr;
  for (;;) {
    for (Node* node = first; node != nullptr; node = node->next) {
      if (!node->is(answered)) continue;
      delete made;
      return *node;
    }
    if (made == nullptr) {
      made = new Node{.pattern = std::string(answered.pattern),
                      .method = std::string(answered.method),
                      .status = answered.status};
    }
    // Another thread may have put the same node in meanwhile: then it is found in the next turn.
    made->next = first;
    if (head.compare_exchange_weak(first, made, std::memory_order_acq_rel)) return *made;
  }
}

void Meter::count(const Answered& answered) {
  Node& found = node(answered);
  const auto* bound =
      std::lower_bound(duration_us_bounds.begin(), duration_us_bounds.end(), answered.duration_us);
  const auto which = static_cast<std::size_t>(bound - duration_us_bounds.begin());
  constexpr auto order = std::memory_order_relaxed;
  found.classes[which].fetch_add(1, order);
  found.requests.fetch_add(1, order);
  found.bytes.fetch_add(answered.bytes, order);
  found.duration_us.fetch_add(static_cast<std::uint64_t>(answered.duration_us), order);
}

std::vector<Meter::Series> Meter::series() const {
  std::vector<Series> all;
  for (const auto& head : heads_) {
    for (const Node* node = head.load(std::memory_order_acquire); node != nullptr;
         node = node->next) {
      Series& made = all.emplace_back();
      made.pattern = node->pattern;
      made.method = node->method;
      made.status = node->status;
      made.requests = node->requests;
      made.bytes = node->bytes;
      made.duration_us = node->duration_us;
      for (std::size_t i = 0; i < made.classes.size(); ++i) made.classes[i] = node->classes[i];
    }
  }
  std::sort(all.begin(), all.end(), [](const Series& one, const Series& other) {
    return std::tie(one.pattern, one.method, one.status) <
           std::tie(other.pattern, other.method, other.status);
  });
  return all;
}

}  // namespace web
