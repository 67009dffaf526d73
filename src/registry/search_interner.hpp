// Numbers for texts, handed out in the order in which they are first seen. A table of open
// addressing: a third of the time of building an index would go into std::unordered_map.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace registry {

class Interner {
 public:
  explicit Interner(std::size_t expected) {
    std::size_t slots = 64;
    while (slots < expected * 2) slots *= 2;
    slots_.resize(slots);
  }

  std::uint32_t number_of(std::string_view text) {
    if ((count() + 1) * 2 > slots_.size()) grow();
    const std::uint32_t hash = hash_of(text);
    for (std::size_t place = hash & (slots_.size() - 1);;
         place = (place + 1) & (slots_.size() - 1)) {
      Slot& slot = slots_[place];
      if (slot.number == none) {
        slot = {hash, static_cast<std::uint32_t>(count())};
        bytes_ += text;
        ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
        return slot.number;
      }
      if (slot.hash == hash && this->text(slot.number) == text) return slot.number;
    }
  }

  std::size_t count() const { return ends_.size(); }
  std::string_view text(std::size_t number) const {
    const std::uint32_t start = number == 0 ? 0 : ends_[number - 1];
    return {bytes_.data() + start, ends_[number] - start};
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = none;
  };

  static std::uint32_t hash_of(std::string_view text) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    std::uint64_t hash = text.size();
    while (!text.empty()) {
      std::uint64_t eight = 0;
      const std::size_t taken = text.size() < 8 ? text.size() : 8;
      std::memcpy(&eight, text.data(), taken);
      hash = (hash ^ eight) * odd;
      hash ^= hash >> 32;
      text.remove_prefix(taken);
    }
    return static_cast<std::uint32_t>(hash);
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number == none) continue;
      std::size_t place = slot.hash & (slots_.size() - 1);
      while (slots_[place].number != none) place = (place + 1) & (slots_.size() - 1);
      slots_[place] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::string bytes_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace registry
