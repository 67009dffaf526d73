// Prepared statements by their text, the least recently used dropped first. One that is in use is
// never dropped, so the limit is passed while more than that many are open at once.
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sql {

// `Entry` has a member in_use. Addresses of entries are stable.
template <typename Entry>
class Lru {
 public:
  explicit Lru(std::size_t entries_max) : entries_max_(entries_max) {}

  // Null when it is not there; otherwise it becomes the most recently used.
  Entry* find(std::string_view text) {
    const auto found = index_.find(text);
    if (found == index_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return &found->second->second;
  }

  // The text must not be there yet. Old entries make room through `drop`.
  template <typename Drop>
  Entry& insert(std::string_view text, Entry entry, Drop drop) {
    for (auto last = order_.end(); order_.size() >= entries_max_ && last != order_.begin();) {
      --last;
      if (last->second.in_use) continue;
      drop(last->second);
      index_.erase(last->first);
      last = order_.erase(last);
    }
    order_.emplace_front(std::string(text), std::move(entry));
    index_.emplace(order_.front().first, order_.begin());
    return order_.front().second;
  }

  void clear() {
    index_.clear();
    order_.clear();
  }

 private:
  using Order = std::list<std::pair<const std::string, Entry>>;
  std::size_t entries_max_;
  Order order_;
  std::unordered_map<std::string_view, typename Order::iterator> index_;
};

}  // namespace sql
