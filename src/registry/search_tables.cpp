// Looking things up in the tables; search_build.cpp fills them.
#include "registry/search_tables.hpp"

#include <algorithm>
#include <cstring>

namespace registry {

std::pair<std::size_t, std::size_t> CodeTable::range(std::uint64_t low, std::uint64_t high) const {
  const auto first = std::lower_bound(keys.begin(), keys.end(), low);
  const auto last = std::lower_bound(first, keys.end(), high);
  return {static_cast<std::size_t>(first - keys.begin()),
          static_cast<std::size_t>(last - keys.begin())};
}

std::uint64_t number_key(std::string_view digits) {
  if (digits.size() > 15) return 0;
  std::uint64_t key = 0;
  for (std::size_t place = 0; place < digits.size(); ++place) {
    const auto digit = static_cast<std::uint64_t>(digits[place] - '0' + 1);
    key |= digit << (60 - 4 * place);
  }
  return key;
}

std::uint64_t postcode_key(std::string_view compact) {
  if (compact.size() > 7) return 0;
  std::uint64_t key = 0;
  for (std::size_t place = 0; place < compact.size(); ++place) {
    key |= std::uint64_t{static_cast<unsigned char>(compact[place])} << (56 - 8 * place);
  }
  return key;
}

std::uint64_t key_end(std::uint64_t key, std::size_t length, unsigned bits) {
  return key + (std::uint64_t{1} << (64 - bits * length));
}

std::uint64_t head_of(std::string_view name) {
  std::uint64_t head = 0;
  std::memcpy(&head, name.data(), std::min(name.size(), sizeof head));
  return head;
}

std::uint32_t letter_mask(std::string_view word) {
  std::uint32_t mask = 0;
  for (const char letter : word) {
    mask |= letter >= 'a' ? std::uint32_t{1} << (letter - 'a') : std::uint32_t{1} << 26;
  }
  return mask;
}

std::string_view SearchTables::text(std::size_t document, TextField field) const {
  const std::size_t place = document * text_fields + static_cast<std::size_t>(field);
  const std::uint32_t start = place == 0 ? 0 : text_ends[place - 1];
  return {texts.data() + start, text_ends[place] - start};
}

std::pair<std::size_t, std::size_t> SearchTables::words_beginning(
    std::string_view beginning) const {
  // The first word that is not less, looking at no more than so many letters of each.
  const auto place_of = [&](auto&& before) {
    std::size_t low = 0;
    std::size_t high = words();
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (before(word(middle).substr(0, beginning.size()))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };
  return {place_of([&](std::string_view head) { return head < beginning; }),
          place_of([&](std::string_view head) { return head <= beginning; })};
}

std::size_t SearchTables::memory_bytes() const {
  const auto bytes = [](const auto& list) { return list.capacity() * sizeof(list[0]); };
  return sizeof(*this) + bytes(kinds) + bytes(word_bytes) + bytes(word_starts) +
         bytes(letter_masks) + bytes(posting_starts) + bytes(postings) + bytes(numbers.keys) +
         bytes(numbers.documents) + bytes(postcodes.keys) + bytes(postcodes.documents) +
         bytes(texts) + bytes(text_ends) + bytes(heads);
}

}  // namespace registry
