// Reads the words that are shipped, and looks things up among them.
#include "delegation/matrix_words.hpp"

#include <algorithm>
#include <cmath>

#include "base/blocks.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "delegation/texts.hpp"

namespace delegation {

namespace {

constexpr std::pair<std::string_view, ColumnUse> column_uses[] = {
    {"code", ColumnUse::Code}, {"wording", ColumnUse::Wording}, {"clause", ColumnUse::Clause},
    {"when", ColumnUse::When}, {"says", ColumnUse::Says},       {"area", ColumnUse::Area}};

std::vector<std::string> listed(std::string_view text, char separator) {
  std::vector<std::string> all;
  for (const std::string_view each : base::split(text, separator)) {
    if (!base::trim(each).empty()) all.emplace_back(base::trim(each));
  }
  return all;
}

bool stands_in(std::string_view text, std::string_view words) {
  return (" " + std::string(text) + " ").find(" " + std::string(words) + " ") != std::string::npos;
}

}  // namespace

std::string parts_text(PartSet set) {
  std::vector<std::string> all;
  for (int part = 0; part < parts; ++part) {
    if ((set & part_bit(static_cast<Part>(part))) != 0) {
      all.emplace_back(word_of(static_cast<Part>(part)));
    }
  }
  return all.empty() ? "nothing" : base::join(all, ", ");
}

std::optional<PartSet> parts_of(std::string_view text) {
  PartSet set = 0;
  if (base::trim(text) == "nothing") return set;
  for (const std::string& each : listed(text, ',')) {
    int part = 0;
    while (part < parts && word_of(static_cast<Part>(part)) != each) ++part;
    if (part == parts) return std::nullopt;
    set = static_cast<PartSet>(set | part_bit(static_cast<Part>(part)));
  }
  if (set == 0) return std::nullopt;
  return set;
}

const MatrixWords& MatrixWords::shipped() {
  static const MatrixWords words;
  return words;
}

MatrixWords::MatrixWords() {
  const std::string_view text = shipped_matrix_words_text();
  for (const base::Block& block : base::read_blocks(text)) {
    const std::vector<std::string> words = listed(block.value("words"), ',');
    if (block.kind == "level") {
      for (const char* line : {"words", "alone"}) {
        for (const std::string& each : listed(block.value(line), ',')) {
          levels_.push_back({block.name, base::fold(each), std::string_view(line) == "alone"});
        }
      }
    } else if (block.kind == "column") {
      const auto* const use = std::ranges::find(column_uses, block.name,
                                                &std::pair<std::string_view, ColumnUse>::first);
      CHECK(use != std::end(column_uses));
      for (const std::string& each : words) columns_[base::fold(each)] = use->second;
    } else if (block.kind == "mark" && block.name == blocked_word) {
      blocked_.insert(words.begin(), words.end());
    } else if (block.kind == "mark") {
      const auto set = parts_of(block.name);
      CHECK(set);
      for (const std::string& each : words) marks_[each] = *set;
    } else if (block.kind == "style") {
      MarkStyle style{block.name, block.value("label"), listed(block.value("hints"), ','), {}};
      for (const base::BlockLine& line : block.lines) {
        if (line.word.size() != 1) continue;
        style.letters[base::lower_ascii(line.word)] = parts_of(line.value).value_or(0);
      }
      styles_.push_back(std::move(style));
    } else if (block.kind == "same") {
      for (const std::string& each : words) same_[base::fold(each)] = block.name;
    } else {
      CHECK(block.kind == "decision");
      wordings_[block.name] = listed(block.value("words"), ';');
    }
  }
}

int MatrixWords::level(const Catalogue& catalogue, std::string_view head, bool whole) const {
  const std::string folded = base::fold(head);
  if (folded.empty()) return -1;
  for (std::size_t at = 0; at < catalogue.levels.size(); ++at) {
    const Level& level = catalogue.levels[at];
    if (folded == base::fold(level.code) || folded == base::fold(level.label)) {
      return static_cast<int>(at);
    }
  }
  int found = -1;
  std::size_t longest = 0;
  for (const LevelWord& each : levels_) {
    const bool exact = each.word == folded;
    if (!exact && (whole || each.alone || !stands_in(folded, each.word))) continue;
    const int level = catalogue.level_called(each.level);
    if (level < 0) continue;
    if (exact) return level;
    if (each.word.size() <= longest) continue;
    longest = each.word.size();
    found = level;
  }
  return found;
}

ColumnUse MatrixWords::column(std::string_view head) const {
  const auto found = columns_.find(base::fold(head));
  return found == columns_.end() ? ColumnUse::Nothing : found->second;
}

const MarkStyle* MatrixWords::style_called(std::string_view name) const {
  const auto found = std::ranges::find(styles_, name, &MarkStyle::name);
  return found == styles_.end() ? nullptr : &*found;
}

std::optional<PartSet> MatrixWords::mark(std::string_view text) const {
  const auto found = marks_.find(base::lower_ascii(text));
  if (found == marks_.end()) return std::nullopt;
  return found->second;
}

bool MatrixWords::blocked(std::string_view text) const {
  return blocked_.contains(base::lower_ascii(text));
}

std::set<std::string> MatrixWords::telling(std::string_view wording) const {
  constexpr std::size_t words_max = 60;
  std::set<std::string> words;
  const std::string folded = base::fold(wording);
  for (const std::string_view each : base::split(folded, ' ')) {
    std::string word(each);
    if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !same_.contains(word)) {
      word.pop_back();
    }
    const auto same = same_.find(word);
    if (same != same_.end()) word = same->second;
    if (word.empty() || word == "empty") continue;
    if (words.size() == words_max) break;
    words.insert(std::move(word));
  }
  return words;
}

const std::vector<std::string>& MatrixWords::wordings(const std::string& decision) const {
  static const std::vector<std::string> none;
  const auto found = wordings_.find(decision);
  return found == wordings_.end() ? none : found->second;
}

DecisionIndex::DecisionIndex(const Catalogue& catalogue) {
  const MatrixWords& words = MatrixWords::shipped();
  std::map<std::string, std::set<int>> met;
  for (int at = 0; at < static_cast<int>(catalogue.decisions.size()); ++at) {
    const Decision& decision = catalogue.decisions[static_cast<std::size_t>(at)];
    std::vector<std::string> wordings = words.wordings(decision.code);
    wordings.push_back(decision.title);
    for (const std::string& each : wordings) {
      const bool title = &each == &wordings.back();
      all_.push_back({at, base::fold(each), title, words.telling(each), 0});
      for (const std::string& word : all_.back().words) met[word].insert(at);
    }
  }
  const auto all = static_cast<double>(catalogue.decisions.size() + 1);
  rarest_ = 0.3 + std::log(all);
  for (const auto& [word, decisions] : met) {
    weights_[word] = 0.3 + std::log(all / static_cast<double>(decisions.size()));
  }
  for (Wording& each : all_) {
    for (const std::string& word : each.words) each.weight += weight(word);
  }
}

// A word that no decision has tells as much as one that a single decision has: minibuses are no
// services.
double DecisionIndex::weight(const std::string& word) const {
  const auto found = weights_.find(word);
  return found == weights_.end() ? rarest_ : found->second;
}

// Behind its own title a wording may have limits.
int DecisionIndex::begins_with_title(std::string_view folded) const {
  int found = -1;
  std::size_t longest = 0;
  for (const Wording& each : all_) {
    const bool begins = each.title && each.folded.size() > longest &&
                        (std::string(folded) + " ").starts_with(each.folded + " ");
    if (!begins) continue;
    longest = each.folded.size();
    found = each.decision;
  }
  return found;
}

DecisionIndex::Match DecisionIndex::nearest(std::string_view wording) const {
  const std::set<std::string> words = MatrixWords::shipped().telling(wording);
  double all = 0;
  for (const std::string& word : words) all += weight(word);
  const std::string folded = base::fold(wording);
  if (const int titled = begins_with_title(folded); titled >= 0) return {titled, 1, 0};
  Match match;
  for (const Wording& each : all_) {
    // The same words in another order may mean something else.
    if (each.folded == folded) return {each.decision, 1, 0};
    double both = 0;
    for (const std::string& word : each.words) {
      if (words.contains(word)) both += weight(word);
    }
    const double score = both == 0 ? 0 : 2 * both / (all + each.weight);
    if (score > match.score) {
      if (each.decision != match.decision) match.second = match.score;
      match.decision = each.decision;
      match.score = score;
    } else if (each.decision != match.decision) {
      match.second = std::max(match.second, score);
    }
  }
  return match;
}

}  // namespace delegation
