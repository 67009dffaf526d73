// A word counts where it is one of the decision's, in the singular or the plural; less where one of
// them begins with it. Little words count nothing.
#include "delegation/find.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/blocks.hpp"
#include "base/text.hpp"
#include "delegation/texts.hpp"

namespace delegation {

namespace {

constexpr std::size_t word_least = 3;  // letters, unless it has a digit or is one that is shipped

// "computers" and "computer", "policies" and "policy" are one.
std::string singular(const std::string& word) {
  if (word.size() > 4 && word.ends_with("ies")) return word.substr(0, word.size() - 3) + "y";
  const bool plural = word.size() > 3 && word.ends_with('s') && !word.ends_with("ss");
  return plural ? word.substr(0, word.size() - 1) : word;
}

// "virement" for F09: words that its title does not have, in the singular.
struct FindWords {
  std::map<std::string, std::set<std::string>> by_code;
  std::set<std::string> all;
};
const FindWords& shipped_words() {
  static const FindWords words = [] {
    FindWords made;
    for (const base::Block& block : base::read_blocks(shipped_find_words_text())) {
      const std::string& line = block.value("words");
      for (const std::string_view each : base::split(line, ',')) {
        const std::string word = singular(base::fold(base::trim(each)));
        made.by_code[block.name].insert(word);
        made.all.insert(word);
      }
    }
    return made;
  }();
  return words;
}

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
    if (word.size() >= word_least || digit || shipped_words().all.contains(word)) {
      words.push_back(word);
    }
    word.clear();
  }
  return words;
}

// How well a word fits one of those of a decision: 2 as a whole, 1 as a beginning, 0 not.
int fits(const std::string& word, const std::vector<std::string>& there) {
  const std::string one = singular(word);
  int best = 0;
  for (const std::string& each : there) {
    if (each.front() == one.front() && singular(each) == one) return 2;
    if (each.starts_with(word)) best = 1;
  }
  return best;
}

// Fewer misses before better fits, and the title before words that are shipped beside it.
struct Score {
  int hits = 0;
  int fit = 0;
};
Score score_of(const Catalogue& catalogue, const Decision& decision,
               const std::vector<std::string>& wanted) {
  const Domain* domain = catalogue.domain_called(decision.domain);
  const std::vector<std::string> title = words_of(decision.code + " " + decision.title);
  const std::vector<std::string> area = words_of(domain ? domain->label : std::string());
  const auto shipped = shipped_words().by_code.find(decision.code);
  Score made;
  for (const std::string& word : wanted) {
    int fit = 2 * fits(word, title);
    const bool known =
        shipped != shipped_words().by_code.end() && shipped->second.contains(singular(word));
    if (known) fit = std::max(fit, 3);
    fit = std::max(fit, fits(word, area));
    made.hits += fit > 0 ? 1 : 0;
    made.fit += fit;
  }
  return made;
}

}  // namespace

std::vector<int> decisions_called(const Catalogue& catalogue, std::string_view words,
                                  base::Date on) {
  const std::vector<std::string> wanted = words_of(words);
  struct Found {
    Score score;
    int decision;
  };
  std::vector<Found> scored;
  for (std::size_t at = 0; at < catalogue.decisions.size(); ++at) {
    const Decision& decision = catalogue.decisions[at];
    if (!decision.period.contains(on)) continue;
    const Score score = score_of(catalogue, decision, wanted);
    if (score.hits > 0 || wanted.empty()) scored.push_back({score, static_cast<int>(at)});
  }
  std::ranges::stable_sort(scored, [](const Found& one, const Found& other) {
    return std::pair(one.score.hits, one.score.fit) > std::pair(other.score.hits, other.score.fit);
  });
  std::vector<int> found;
  for (const Found& each : scored) {
    // Beside a decision that has all words, those that lack some are left out.
    const int most = scored.front().score.hits;
    if (most == static_cast<int>(wanted.size()) && each.score.hits != most) break;
    found.push_back(each.decision);
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
