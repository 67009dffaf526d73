// How what is found is ranked. Every word of the query must be in the document, as a word or the
// beginning of one. The place of the worst-placed word decides the rank of the document, words that
// say little ("school") left aside. Among equals: open before closed, the last word whole before
// only begun, then the order in which the tables number documents. Forgiven errors come last.
#include "registry/search.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "registry/search_fuzzy.hpp"
#include "registry/search_query.hpp"
#include "registry/search_tables.hpp"
#include "registry/search_words.hpp"

namespace registry {
namespace {

// How well one word of the query is placed in one document; 0 is not at all.
using Level = std::uint8_t;
constexpr Level level_detail = 1;
constexpr Level level_town = 2;
constexpr Level level_former = 3;
constexpr Level level_name_begun = 4;
constexpr Level level_name = 5;
constexpr Level level_code = 6;  // the whole of a number or postcode

// In the order in which they are shown.
enum class Rank {
  Code,
  ExactName,
  NameBegins,
  Name,
  NameBegun,
  FormerBegins,
  Former,
  Town,
  Detail
};
constexpr std::size_t ranks = 9;

// What it costs to look for one document in a list of postings, in postings gone through.
constexpr std::size_t looks_each = 16;

// Below so many results, typing errors are forgiven.
constexpr std::size_t results_few = 3;

using LevelTable = std::array<Level, 16>;
constexpr LevelTable make_levels(Level name) {
  LevelTable levels{};
  for (std::size_t where = 1; where < levels.size(); ++where) {
    levels[where] = (where & in_name) != 0     ? name
                    : (where & in_former) != 0 ? level_former
                    : (where & in_town) != 0   ? level_town
                                               : level_detail;
  }
  return levels;
}
constexpr LevelTable levels_whole = make_levels(level_name);
constexpr LevelTable levels_begun = make_levels(level_name_begun);

// Where the words stand that match one word of the query: places in the dictionary and the codes.
struct Matches {
  struct Words {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    bool whole = false;
  };
  struct Codes {
    const CodeTable* table = nullptr;
    std::uint32_t place = 0;
    Level level = level_code;
  };
  std::vector<Words> words;
  std::vector<Codes> codes;
  std::size_t cost = 0;  // postings to go through
};

// Places for one thread's searches, by document. Making them anew each time costs more than a
// search.
struct Places {
  std::vector<Level> seen;
  std::vector<Level> lowest;
  std::vector<Level> last_word;

  void make_room(std::size_t documents) {
    if (seen.size() >= documents) return;
    for (auto* each : {&seen, &lowest, &last_word}) each->resize(documents);
  }
};

// One search; lives as long as one call of find(), so that calls share nothing but `places`.
class Search {
 public:
  Search(const SearchTables& tables, const Query& query, std::size_t results_max, Places& places)
      : tables_(tables),
        query_(query),
        results_max_(results_max),
        typed_head_(head_of(query.canonical)),
        seen_(places.seen),
        lowest_(places.lowest),
        last_word_(places.last_word) {}

  std::vector<Found> run();

 private:
  Matches match(const QueryWord& word) const;
  void match_number(const QueryWord& word, Matches& matches) const;
  void match_postcode(const QueryWord& word, Matches& matches) const;
  void match_like(const QueryWord& word, Matches& matches) const;
  void add_words(std::size_t first, std::size_t last, bool whole, Matches& matches) const;

  template <typename Each>
  void each_level(const Matches& matches, Each each) const;
  Level level_of(const Matches& matches, std::uint32_t document) const;
  void gather(const Matches& matches);
  void mark(const Matches& matches);
  void look_up(const std::vector<Matches>& matches);
  void rank_all();
  bool begins(std::string_view name) const;
  bool name_begins(std::uint32_t document) const;
  bool one_begins(std::string_view names) const;
  Rank rank_of(std::uint32_t document) const;
  std::vector<std::uint32_t> take_best();
  void forgive(std::vector<Matches> matches);
  Found show(std::uint32_t document, bool corrected) const;

  const SearchTables& tables_;
  const Query& query_;
  std::size_t results_max_;
  std::uint64_t typed_head_;
  std::vector<Level>& seen_;       // by document, for the word of the query at hand
  std::vector<Level>& lowest_;     // by candidate, over the words of the query
  std::vector<Level>& last_word_;  // by candidate
  std::vector<std::uint32_t> candidates_;
  std::array<std::vector<std::uint32_t>, ranks * 4> shelves_;
  bool certain_ = false;  // something bears exactly this name or number
  std::vector<std::uint32_t> shown_;
  std::vector<Found> found_;
};

void Search::add_words(std::size_t first, std::size_t last, bool whole, Matches& matches) const {
  if (first == last) return;
  matches.words.push_back(
      {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last), whole});
  matches.cost += tables_.posting_starts[last] - tables_.posting_starts[first];
}

void Search::match_number(const QueryWord& word, Matches& matches) const {
  const std::uint64_t key = number_key(word.text);
  if (key == 0) return;
  const std::size_t digits = word.text.size();
  // URNs have six digits and LAESTABs seven; of both four will do.
  const std::uint64_t end = digits >= 4 ? key_end(key, digits, 4) : key + 1;
  const auto [first, last] = tables_.numbers.range(key, end);
  for (std::size_t place = first; place < last; ++place) {
    const std::uint64_t found = tables_.numbers.keys[place];
    const bool six_or_seven_digits = (found << 20) != 0 && (found << 28) == 0;
    if (found != key && !six_or_seven_digits) continue;
    const Level level = found == key ? level_code : level_name_begun;
    matches.codes.push_back({&tables_.numbers, static_cast<std::uint32_t>(place), level});
  }
}

void Search::match_postcode(const QueryWord& word, Matches& matches) const {
  const std::uint64_t key = postcode_key(word.text);
  if (key == 0) return;
  const auto [first, last] = tables_.postcodes.range(key, key_end(key, word.text.size(), 8));
  for (std::size_t place = first; place < last; ++place) {
    const std::uint64_t found = tables_.postcodes.keys[place];
    const auto size = 8 - static_cast<std::size_t>(std::countr_zero(found)) / 8;
    if (word.outward != 0 && size != word.outward + 3) continue;
    // "NR1" is the whole of a district before it is the beginning of NR11.
    const bool district = size == word.text.size() + 3;
    const Level level = found == key ? level_code : district ? level_town : level_detail;
    matches.codes.push_back({&tables_.postcodes, static_cast<std::uint32_t>(place), level});
  }
}

Matches Search::match(const QueryWord& word) const {
  Matches matches;
  auto [first, last] = tables_.words_beginning(word.text);
  if (first < last && tables_.word(first) == word.text) {
    add_words(first, first + 1, true, matches);
    ++first;
  }
  if (!word.whole_only) add_words(first, last, false, matches);
  if (word.number) match_number(word, matches);
  if (word.postcode) match_postcode(word, matches);
  matches.cost += matches.codes.size();
  return matches;
}

void Search::match_like(const QueryWord& word, Matches& matches) const {
  for (const auto& like : words_like(tables_, word.text, word.last)) {
    add_words(like.word, like.word + 1, like.errors <= 1 && !like.beginning, matches);
  }
}

template <typename Each>
void Search::each_level(const Matches& matches, Each each) const {
  for (const auto& words : matches.words) {
    const LevelTable& levels = words.whole ? levels_whole : levels_begun;
    const std::uint32_t end = tables_.posting_starts[words.last];
    for (std::uint32_t place = tables_.posting_starts[words.first]; place < end; ++place) {
      const Posting posting = tables_.postings[place];
      each(posting >> 8, levels[posting & 0xF]);
    }
  }
  for (const auto& code : matches.codes) each(code.table->documents[code.place], code.level);
}

// The same for one document, without going through all postings.
Level Search::level_of(const Matches& matches, std::uint32_t document) const {
  Level level = 0;
  for (const auto& words : matches.words) {
    const LevelTable& levels = words.whole ? levels_whole : levels_begun;
    for (std::uint32_t word = words.first; word < words.last; ++word) {
      const auto end = tables_.postings.begin() + tables_.posting_starts[word + 1];
      const auto found = std::lower_bound(tables_.postings.begin() + tables_.posting_starts[word],
                                          end, document << 8);
      if (found == end || *found >> 8 != document) continue;
      level = std::max(level, levels[*found & 0xF]);
    }
  }
  for (const auto& code : matches.codes) {
    if (code.table->documents[code.place] == document) level = std::max(level, code.level);
  }
  return level;
}

// The documents of the rarest word are the candidates.
void Search::gather(const Matches& matches) {
  std::fill(seen_.begin(), seen_.end(), Level{0});
  each_level(matches, [this](std::uint32_t document, Level level) {
    if (seen_[document] == 0) candidates_.push_back(document);
    seen_[document] = std::max(seen_[document], level);
  });
}

void Search::mark(const Matches& matches) {
  // Few candidates are looked for in long lists; else the lists are gone through.
  std::size_t looks = matches.codes.size();
  for (const auto& words : matches.words) looks += (words.last - words.first) * looks_each;
  if (candidates_.size() * looks < matches.cost) {
    for (const std::uint32_t document : candidates_) {
      seen_[document] = level_of(matches, document);
    }
    return;
  }
  each_level(matches, [this](std::uint32_t document, Level level) {
    seen_[document] = std::max(seen_[document], level);
  });
}

void Search::look_up(const std::vector<Matches>& matches) {
  candidates_.clear();
  std::vector<std::size_t> order(matches.size());
  for (std::size_t word = 0; word < order.size(); ++word) order[word] = word;
  // The rarest word decides which documents are looked at; one that matches nothing decides all.
  std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return matches[left].cost < matches[right].cost;
  });
  if (matches[order.front()].cost == 0) return;
  const bool all_weak = std::all_of(query_.words.begin(), query_.words.end(),
                                    [](const QueryWord& word) { return word.weak; });

  gather(matches[order.front()]);
  for (std::size_t turn = 0; turn < order.size() && !candidates_.empty(); ++turn) {
    const QueryWord& word = query_.words[order[turn]];
    if (turn > 0) mark(matches[order[turn]]);
    std::size_t kept = 0;
    for (const std::uint32_t document : candidates_) {
      Level level = std::exchange(seen_[document], Level{0});
      if (level == 0) continue;
      if (word.last || turn == 0) last_word_[document] = word.last ? level : Level{0};
      if (level < level_name && word.weak && !all_weak) level = level_name;
      // The last word is still being typed: that it is not whole yet means little.
      if (level == level_name_begun && word.last) level = level_name;
      lowest_[document] = turn == 0 ? level : std::min(lowest_[document], level);
      candidates_[kept++] = document;
    }
    candidates_.resize(kept);
    // What was marked and is no candidate.
    if (turn > 0 && turn + 1 < order.size()) std::fill(seen_.begin(), seen_.end(), Level{0});
  }
}

// Whether a canonical name begins as was typed. "coe" stands for "ce" and begins no "central".
bool Search::begins(std::string_view name) const {
  const std::string& typed = query_.canonical;
  if (name.substr(0, typed.size()) != typed) return false;
  return !query_.last_abbreviated || name.size() == typed.size() || name[typed.size()] == ' ';
}

bool Search::name_begins(std::uint32_t document) const {
  const std::size_t size = query_.canonical.size();
  const std::uint64_t wrong = tables_.heads[document] ^ typed_head_;
  if (size >= sizeof wrong ? wrong != 0 : (wrong & ((std::uint64_t{1} << size * 8) - 1)) != 0) {
    return false;
  }
  return begins(tables_.text(document, TextField::Canonical));
}

// Whether one of several canonical names, parted by line ends, does.
bool Search::one_begins(std::string_view names) const {
  while (true) {
    if (begins(names.substr(0, names.find('\n')))) return true;
    const std::size_t end = names.find('\n');
    if (end == std::string_view::npos) return false;
    names.remove_prefix(end + 1);
  }
}

Rank Search::rank_of(std::uint32_t document) const {
  const Level level = lowest_[document];
  if (level >= level_code) return Rank::Code;
  if (level >= level_name_begun) {
    if (name_begins(document)) {
      const std::size_t size = tables_.text(document, TextField::Canonical).size();
      return size == query_.canonical.size() ? Rank::ExactName : Rank::NameBegins;
    }
    return level == level_name ? Rank::Name : Rank::NameBegun;
  }
  if (level == level_former) {
    const std::string_view names = tables_.text(document, TextField::FormerCanonical);
    return one_begins(names) ? Rank::FormerBegins : Rank::Former;
  }
  return level == level_town ? Rank::Town : Rank::Detail;
}

void Search::rank_all() {
  for (auto& shelf : shelves_) shelf.clear();
  // Many are quicker marked and counted through than sorted.
  if (candidates_.size() > tables_.size() / 16) {
    std::vector<bool> wanted(tables_.size(), false);
    for (const std::uint32_t document : candidates_) wanted[document] = true;
    candidates_.clear();
    for (std::uint32_t document = 0; document < wanted.size(); ++document) {
      if (wanted[document]) candidates_.push_back(document);
    }
  } else {
    std::sort(candidates_.begin(), candidates_.end());
  }
  for (const std::uint32_t document : candidates_) {
    const Rank rank = rank_of(document);
    if (rank <= Rank::ExactName) certain_ = true;
    const bool closed = document >= tables_.open_count;
    const bool begun = last_word_[document] == level_name_begun;
    auto& shelf = shelves_[static_cast<std::size_t>(rank) * 4 + (closed ? 2 : 0) + (begun ? 1 : 0)];
    if (shelf.size() < results_max_) shelf.push_back(document);
  }
}

std::vector<std::uint32_t> Search::take_best() {
  std::vector<std::uint32_t> best;
  for (const auto& shelf : shelves_) {
    for (const std::uint32_t document : shelf) {
      if (best.size() == results_max_) return best;
      best.push_back(document);
    }
  }
  return best;
}

Found Search::show(std::uint32_t document, bool corrected) const {
  const auto text = [&](TextField field) { return std::string(tables_.text(document, field)); };
  Found found;
  found.kind = tables_.kinds[document];
  found.ref = text(TextField::Ref);
  found.name = text(TextField::Name);
  found.detail = text(TextField::Detail);
  found.town = text(TextField::Town);
  found.postcode = text(TextField::Postcode);
  found.open = document < tables_.open_count;
  found.corrected = corrected;
  if (lowest_[document] != level_former) return found;

  // Of several former names, the one that has most of the words.
  std::string_view names = tables_.text(document, TextField::Former);
  std::string_view compared = tables_.text(document, TextField::FormerCanonical);
  std::size_t most = 0;
  while (true) {
    const std::size_t end = std::min(compared.find('\n'), compared.size());
    const std::size_t name_end = std::min(names.find('\n'), names.size());
    std::size_t has = 1;
    for (const auto word : folded_words(compared.substr(0, end))) {
      for (const auto& typed : query_.words) has += word.substr(0, typed.text.size()) == typed.text;
    }
    if (has > most) {
      most = has;
      found.matched_name = names.substr(0, name_end);
    }
    if (end == compared.size()) return found;
    compared.remove_prefix(end + 1);
    names.remove_prefix(name_end + 1);
  }
}

void Search::forgive(std::vector<Matches> matches) {
  // A word that matches nothing is the one that was mistyped; without such a word, any may be.
  const bool one_matches_nothing = std::any_of(
      matches.begin(), matches.end(), [](const Matches& match) { return match.cost == 0; });
  bool changed = false;
  for (std::size_t word = 0; word < matches.size(); ++word) {
    if (one_matches_nothing && matches[word].cost > 0) continue;
    const std::size_t before = matches[word].words.size();
    match_like(query_.words[word], matches[word]);
    changed = changed || matches[word].words.size() > before;
  }
  if (!changed) return;
  look_up(matches);
  rank_all();
  for (const std::uint32_t document : take_best()) {
    if (found_.size() == results_max_) return;
    if (std::find(shown_.begin(), shown_.end(), document) != shown_.end()) continue;
    shown_.push_back(document);
    found_.push_back(show(document, true));
  }
}

std::vector<Found> Search::run() {
  if (query_.words.empty() || results_max_ == 0) return {};
  std::vector<Matches> matches;
  for (const auto& word : query_.words) matches.push_back(match(word));
  look_up(matches);
  rank_all();
  for (const std::uint32_t document : take_best()) {
    shown_.push_back(document);
    found_.push_back(show(document, false));
  }
  if (found_.size() < std::min(results_few, results_max_) && !certain_) forgive(std::move(matches));
  return std::move(found_);
}

}  // namespace

SearchIndex::SearchIndex(const std::vector<SearchDocument>& documents)
    : tables_(std::make_shared<const SearchTables>(documents)) {}

std::vector<Found> SearchIndex::find(std::string_view query, std::size_t results_max) const {
  thread_local Places places;
  places.make_room(tables_->size());
  const Query read = read_query(query);
  return Search(*tables_, read, std::min(results_max, tables_->size()), places).run();
}

std::size_t SearchIndex::size() const { return tables_->size(); }

std::size_t SearchIndex::memory_bytes() const { return tables_->memory_bytes(); }

}  // namespace registry
