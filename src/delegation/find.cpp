// A word counts where some word of the decision begins with it; little words count nothing.
#include "delegation/find.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"

namespace delegation {

namespace {

constexpr std::size_t word_least = 3;  // letters, unless it has a digit

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char each : base::fold(text) + " ") {
    const bool inside = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') ||
                        static_cast<unsigned char>(each) >= 0x80;
    if (inside) {
      word += each;
      continue;
    }
    const bool digit = std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
    if (word.size() >= word_least || digit) words.push_back(word);
    word.clear();
  }
  return words;
}

}  // namespace

std::vector<int> decisions_called(const Catalogue& catalogue, std::string_view words,
                                  base::Date on) {
  const std::vector<std::string> wanted = words_of(words);
  std::vector<std::pair<int, int>> scored;  // fewest misses first
  for (std::size_t at = 0; at < catalogue.decisions.size(); ++at) {
    const Decision& decision = catalogue.decisions[at];
    if (!decision.period.contains(on)) continue;
    const Domain* domain = catalogue.domain_called(decision.domain);
    const std::vector<std::string> there = words_of(decision.code + " " + decision.title + " " +
                                                    (domain ? domain->label : std::string()));
    int hits = 0;
    for (const std::string& word : wanted) {
      hits += std::ranges::any_of(there,
                                  [&](const std::string& each) { return each.starts_with(word); });
    }
    if (hits > 0 || wanted.empty()) scored.emplace_back(-hits, static_cast<int>(at));
  }
  std::ranges::sort(scored);
  std::vector<int> found;
  for (const auto& [hits, decision] : scored) {
    // Beside a decision that has all words, those that lack some are left out.
    if (scored.front().first == -static_cast<int>(wanted.size()) && hits != scored.front().first) {
      break;
    }
    found.push_back(decision);
  }
  return found;
}

int decision_of_code(const Catalogue& catalogue, std::string_view code) {
  const std::string wanted = base::lower_ascii(base::trim(code));
  for (std::size_t at = 0; at < catalogue.decisions.size(); ++at) {
    if (base::lower_ascii(catalogue.decisions[at].code) == wanted) return static_cast<int>(at);
  }
  return -1;
}

}  // namespace delegation
