// Builds the tables of a SearchIndex: about 0.1 s for all England, so what happens per document is
// kept short. Towns and the parts of details repeat, so their words are looked up only once.
#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>

#include "base/check.hpp"
#include "base/text.hpp"
#include "registry/search_tables.hpp"
#include "registry/search_words.hpp"

namespace registry {
namespace {

using WordNumber = std::uint32_t;

// Hands out numbers to words and remembers where each was seen.
class Words {
 public:
  WordNumber number_of(std::string_view word) {
    const auto found = numbers_.find(word);
    if (found != numbers_.end()) return found->second;
    const auto number = static_cast<WordNumber>(last_.size());
    numbers_.emplace(std::string(word), number);
    last_.push_back(none);
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

  void reserve(std::size_t documents) {
    numbers_.reserve(documents / 2 + 16);
    entries_.reserve(documents * 16);
  }

  void write(SearchTables& tables) const;

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Entry {
    WordNumber word;
    Posting posting;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  std::unordered_map<std::string, WordNumber, Hash, std::equal_to<>> numbers_;
  std::vector<std::uint32_t> last_;  // by word: its newest entry
  std::vector<Entry> entries_;       // by document
};

void Words::write(SearchTables& tables) const {
  std::vector<std::pair<std::string_view, WordNumber>> sorted(numbers_.begin(), numbers_.end());
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

void write_codes(Codes& codes, CodeTable& table) {
  std::sort(codes.begin(), codes.end());
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
  explicit Builder(SearchTables& tables) : tables_(tables) {}
  void run(const std::vector<SearchDocument>& documents);

 private:
  void add(std::uint32_t number, const SearchDocument& document);
  void add_name(std::uint32_t number, std::string_view folded, std::string_view canonical,
                std::uint8_t where);
  void add_part(std::uint32_t number, std::string_view part, std::uint8_t where);
  void add_codes(std::uint32_t number, const SearchDocument& document);
  void put(std::string_view text) {
    tables_.texts += text;
    tables_.text_ends.push_back(static_cast<std::uint32_t>(tables_.texts.size()));
  }

  SearchTables& tables_;
  Words words_;
  std::unordered_map<std::string_view, std::vector<WordNumber>> parts_;
  Codes numbers_;
  Codes postcodes_;
};

void Builder::add_name(std::uint32_t number, std::string_view folded, std::string_view canonical,
                       std::uint8_t where) {
  for (const auto word : folded_words(folded)) words_.seen(words_.number_of(word), number, where);
  if (canonical == folded && canonical.size() > 64) return;
  for (const auto word : folded_words(canonical)) {
    const auto& further = further_words(word);
    if (further.empty()) continue;
    words_.seen(words_.number_of(word), number, where);
    for (const auto other : further) words_.seen(words_.number_of(other), number, where);
  }
}

void Builder::add_part(std::uint32_t number, std::string_view part, std::uint8_t where) {
  part = base::trim(part);
  const auto [place, fresh] = parts_.try_emplace(part);
  if (fresh) {
    const std::string folded = base::fold(part);
    for (const auto word : folded_words(folded)) {
      place->second.push_back(words_.number_of(word));
    }
    for (const auto word : folded_words(canonical_name(folded))) {
      for (const auto other : further_words(word)) {
        place->second.push_back(words_.number_of(other));
      }
    }
  }
  for (const WordNumber word : place->second) words_.seen(word, number, where);
}

void Builder::add_codes(std::uint32_t number, const SearchDocument& document) {
  const auto add_number = [&](std::string_view digits) {
    if (const std::uint64_t key = number_key(digits); key != 0) numbers_.emplace_back(key, number);
  };
  for (const std::int64_t code : document.numbers) {
    if (code > 0) add_number(std::to_string(code));
  }
  // The numbers of clusters are ours alone: nobody knows them.
  if (document.kind != FoundKind::Cluster) {
    if (const auto code = base::parse_integer(document.ref); code && *code > 0) {
      add_number(std::to_string(*code));
    }
  }
  std::string compact = base::fold(document.postcode);
  compact.erase(std::remove(compact.begin(), compact.end(), ' '), compact.end());
  if (const std::uint64_t key = postcode_key(compact); key != 0) {
    postcodes_.emplace_back(key, number);
  }
}

void Builder::add(std::uint32_t number, const SearchDocument& document) {
  const std::string folded = base::fold(document.name);
  const std::string canonical = canonical_name(folded);
  add_name(number, folded, canonical, in_name);

  std::string former;
  std::string former_canonical;
  for (const auto& name : document.other_names) {
    const std::string folded_former = base::fold(name);
    const std::string one = canonical_name(folded_former);
    if (one.empty() || one == canonical) continue;
    add_name(number, folded_former, one, in_former);
    if (!former.empty()) {
      former += '\n';
      former_canonical += '\n';
    }
    for (const char letter : name) former += letter == '\n' ? ' ' : letter;
    former_canonical += one;
  }

  add_part(number, document.town, in_town);
  for (const auto part : base::split(document.detail, ',')) add_part(number, part, in_detail);
  add_codes(number, document);

  tables_.kinds.push_back(document.kind);
  put(document.ref);
  put(document.name);
  put(canonical);
  put(former);
  put(former_canonical);
  put(document.town);
  put(document.postcode);
  put(document.detail);
}

void Builder::run(const std::vector<SearchDocument>& documents) {
  CHECK(documents.size() < documents_limit);
  std::vector<const SearchDocument*> order;
  order.reserve(documents.size());
  for (const auto& document : documents) order.push_back(&document);
  std::sort(order.begin(), order.end(), [](const SearchDocument* left, const SearchDocument* right) {
    if (left->open != right->open) return left->open;
    if (left->name.size() != right->name.size()) return left->name.size() < right->name.size();
    if (left->size != right->size) return left->size > right->size;
    if (left->name != right->name) return left->name < right->name;
    return left->ref < right->ref;
  });

  words_.reserve(documents.size());
  numbers_.reserve(documents.size() * 4);
  postcodes_.reserve(documents.size());
  tables_.kinds.reserve(documents.size());
  tables_.texts.reserve(documents.size() * 160);
  tables_.text_ends.reserve(documents.size() * text_fields);
  std::uint32_t number = 0;
  for (const SearchDocument* document : order) {
    if (document->open) ++tables_.open_count;
    add(number++, *document);
  }
  CHECK(tables_.texts.size() < 0xFFFFFFFF);
  tables_.texts.shrink_to_fit();
  words_.write(tables_);
  write_codes(numbers_, tables_.numbers);
  write_codes(postcodes_, tables_.postcodes);
}

}  // namespace

SearchTables::SearchTables(const std::vector<SearchDocument>& documents) {
  Builder(*this).run(documents);
}

}  // namespace registry
