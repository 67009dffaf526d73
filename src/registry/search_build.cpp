// Builds the tables of a SearchIndex: about 0.1 s for all England, so what happens per document is
// kept short. Towns and the parts of details repeat, so their words are looked up only once.
#include <algorithm>
#include <array>
#include <numeric>
#include <string>

#include "base/check.hpp"
#include "base/text.hpp"
#include "registry/search_interner.hpp"
#include "registry/search_tables.hpp"
#include "registry/search_words.hpp"

namespace registry {
namespace {

using WordNumber = std::uint32_t;

// The words of all documents, and where each was seen.
class Words {
 public:
  explicit Words(std::size_t documents) : texts_(documents / 2) {
    entries_.reserve(documents * 16);
  }

  WordNumber number_of(std::string_view word) {
    const WordNumber number = texts_.number_of(word);
    if (number == last_.size()) last_.push_back(none);
    return number;
  }

  void seen(WordNumber word, std::uint32_t document, std::uint8_t where) {
    std::uint32_t& last = last_[word];
    if (last != none && entries_[last].posting >> 8 == document) {
      entries_[last].posting |= where;
      return;
    }
    last = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({word, document << 8 | where});
  }

  void write(SearchTables& tables) const;

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Entry {
    WordNumber word;
    Posting posting;
  };
  Interner texts_;
  std::vector<std::uint32_t> last_;  // by word: its newest entry
  std::vector<Entry> entries_;       // by document
};

void Words::write(SearchTables& tables) const {
  std::vector<std::pair<std::string_view, WordNumber>> sorted;
  sorted.reserve(texts_.count());
  for (WordNumber number = 0; number < texts_.count(); ++number) {
    sorted.emplace_back(texts_.text(number), number);
  }
  std::sort(sorted.begin(), sorted.end());

  std::vector<std::uint32_t> place_of(sorted.size());
  tables.word_starts.reserve(sorted.size() + 1);
  tables.letter_masks.reserve(sorted.size());
  std::size_t bytes = 0;
  for (const auto& [word, number] : sorted) bytes += word.size();
  tables.word_bytes.reserve(bytes);
  for (std::size_t place = 0; place < sorted.size(); ++place) {
    const auto& [word, number] = sorted[place];
    place_of[number] = static_cast<std::uint32_t>(place);
    tables.word_starts.push_back(static_cast<std::uint32_t>(tables.word_bytes.size()));
    tables.word_bytes += word;
    tables.letter_masks.push_back(letter_mask(word));
  }
  tables.word_starts.push_back(static_cast<std::uint32_t>(tables.word_bytes.size()));

  // Entries are by document, so counting them out by word leaves each word's by document.
  tables.posting_starts.assign(sorted.size() + 1, 0);
  for (const auto& entry : entries_) ++tables.posting_starts[place_of[entry.word] + 1];
  std::partial_sum(tables.posting_starts.begin(), tables.posting_starts.end(),
                   tables.posting_starts.begin());
  tables.postings.resize(entries_.size());
  std::vector<std::uint32_t> next = tables.posting_starts;
  for (const auto& entry : entries_) tables.postings[next[place_of[entry.word]]++] = entry.posting;
}

using Codes = std::vector<std::pair<std::uint64_t, std::uint32_t>>;

// By key, byte by byte from the last; equal keys stay as they are. Four times as quick as
// std::sort.
void sort_by_key(Codes& codes) {
  Codes other(codes.size());
  for (unsigned shift = 0; shift < 64; shift += 8) {
    std::array<std::size_t, 257> starts{};
    for (const auto& code : codes) ++starts[(code.first >> shift & 0xFF) + 1];
    // Often all have the same byte there.
    if (std::find(starts.begin(), starts.end(), codes.size()) != starts.end()) continue;
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    for (const auto& code : codes) other[starts[code.first >> shift & 0xFF]++] = code;
    codes.swap(other);
  }
}

void write_codes(Codes& codes, CodeTable& table) {
  sort_by_key(codes);
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  table.keys.reserve(codes.size());
  table.documents.reserve(codes.size());
  for (const auto& [key, document] : codes) {
    table.keys.push_back(key);
    table.documents.push_back(document);
  }
}

class Builder {
 public:
  Builder(SearchTables& tables, std::size_t documents)
      : tables_(tables), words_(documents), parts_(documents) {
    numbers_.reserve(documents * 4);
    postcodes_.reserve(documents);
    tables_.kinds.reserve(documents);
    tables_.texts.reserve(documents * 160);
    tables_.text_ends.reserve(documents * text_fields);
    tables_.heads.reserve(documents);
  }
  void run(const std::vector<SearchDocument>& documents);

 private:
  void add(std::uint32_t number, const SearchDocument& document);
  std::string add_name(std::uint32_t number, std::string_view name, std::uint8_t where);
  void add_part(std::uint32_t number, std::string_view part, std::uint8_t where);
  void add_codes(std::uint32_t number, const SearchDocument& document);
  void put(std::string_view text) {
    tables_.texts += text;
    tables_.text_ends.push_back(static_cast<std::uint32_t>(tables_.texts.size()));
  }

  SearchTables& tables_;
  Words words_;
  Interner parts_;
  std::vector<std::vector<WordNumber>> part_words_;
  Codes numbers_;
  Codes postcodes_;
};

// Returns the name in its canonical form.
std::string Builder::add_name(std::uint32_t number, std::string_view name, std::uint8_t where) {
  const std::string folded = base::fold(name);
  const auto words = folded_words(folded);
  for (const auto word : words) words_.seen(words_.number_of(word), number, where);
  std::string canonical = canonical_name(words);
  const auto add_further = [&](std::string_view word) {
    for (const auto other : further_words(word)) {
      words_.seen(words_.number_of(other), number, where);
    }
  };
  if (canonical == folded) {
    for (const auto word : words) add_further(word);
    return canonical;
  }
  for (const auto word : folded_words(canonical)) {
    words_.seen(words_.number_of(word), number, where);
    add_further(word);
  }
  return canonical;
}

void Builder::add_part(std::uint32_t number, std::string_view part, std::uint8_t where) {
  part = base::trim(part);
  const std::uint32_t place = parts_.number_of(part);
  if (place == part_words_.size()) {
    part_words_.emplace_back();
    const std::string folded = base::fold(part);
    const auto words = folded_words(folded);
    for (const auto word : words) part_words_[place].push_back(words_.number_of(word));
    const std::string canonical = canonical_name(words);
    for (const auto word : folded_words(canonical)) {
      part_words_[place].push_back(words_.number_of(word));
      for (const auto other : further_words(word)) {
        part_words_[place].push_back(words_.number_of(other));
      }
    }
  }
  for (const WordNumber word : part_words_[place]) words_.seen(word, number, where);
}

void Builder::add_codes(std::uint32_t number, const SearchDocument& document) {
  const auto add_number = [&](std::int64_t code) {
    if (code <= 0) return;
    const std::uint64_t key = number_key(std::to_string(code));
    if (key != 0) numbers_.emplace_back(key, number);
  };
  for (const std::int64_t code : document.numbers) add_number(code);
  // The numbers of clusters are ours alone: nobody knows them.
  if (document.kind != FoundKind::Cluster) {
    if (const auto code = base::parse_integer(document.ref)) add_number(*code);
  }
  std::string compact = base::fold(document.postcode);
  compact.erase(std::remove(compact.begin(), compact.end(), ' '), compact.end());
  if (const std::uint64_t key = postcode_key(compact); key != 0) {
    postcodes_.emplace_back(key, number);
  }
}

void Builder::add(std::uint32_t number, const SearchDocument& document) {
  const std::string canonical = add_name(number, document.name, in_name);
  std::string former;
  std::string former_canonical;
  for (const auto& name : document.other_names) {
    const std::string one = add_name(number, name, in_former);
    if (one.empty() || one == canonical) continue;
    if (!former.empty()) {
      former += '\n';
      former_canonical += '\n';
    }
    for (const char letter : name) former += letter == '\n' ? ' ' : letter;
    former_canonical += one;
  }

  add_part(number, document.town, in_town);
  std::string_view detail = document.detail;
  while (!detail.empty()) {
    const std::size_t end = std::min(detail.find(','), detail.size());
    add_part(number, detail.substr(0, end), in_detail);
    detail.remove_prefix(std::min(end + 1, detail.size()));
  }
  add_codes(number, document);

  tables_.kinds.push_back(document.kind);
  put(document.ref);
  put(document.name);
  put(canonical);
  tables_.heads.push_back(head_of(canonical));
  put(former);
  put(former_canonical);
  put(document.town);
  put(document.postcode);
  put(document.detail);
}

// The documents in the order in which equally good ones are shown: open before closed, short names
// before long, large before small, and then as they were given.
Codes in_order(const std::vector<SearchDocument>& documents) {
  Codes order;
  order.reserve(documents.size());
  for (const auto& document : documents) {
    const std::uint64_t closed = document.open ? 0 : 1;
    const std::uint64_t length = std::min<std::uint64_t>(document.name.size(), 0xFFFFFF);
    const std::int64_t size = std::clamp<std::int64_t>(document.size, 0, 0xFFFFFFFF);
    const auto smallness = static_cast<std::uint64_t>(0xFFFFFFFF - size);
    order.emplace_back(closed << 56 | length << 32 | smallness,
                       static_cast<std::uint32_t>(order.size()));
  }
  sort_by_key(order);
  return order;
}

void Builder::run(const std::vector<SearchDocument>& documents) {
  std::uint32_t number = 0;
  for (const auto& [key, place] : in_order(documents)) {
    const SearchDocument& document = documents[place];
    if (document.open) ++tables_.open_count;
    add(number++, document);
  }
  CHECK(tables_.texts.size() < 0xFFFFFFFF);
  tables_.texts.shrink_to_fit();
  words_.write(tables_);
  write_codes(numbers_, tables_.numbers);
  write_codes(postcodes_, tables_.postcodes);
}

}  // namespace

SearchTables::SearchTables(const std::vector<SearchDocument>& documents) {
  CHECK(documents.size() < documents_limit);
  Builder(*this, documents.size()).run(documents);
}

}  // namespace registry
