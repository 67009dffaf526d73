// The words by which the columns, cells and rows of a table are known: data/delegation/
// matrix_words.txt. Not part of the room's interface; matrix*.cpp use it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "delegation/matrix.hpp"

namespace delegation {

// What the letters of a table mean.
struct MarkStyle {
  std::string name;   // "rasci"
  std::string label;  // in words
  std::vector<std::string> hints;
  std::map<std::string, PartSet> letters;  // in lower case
};

class MatrixWords {
 public:
  static const MatrixWords& shipped();

  // The level that a head names, or -1; `whole`: it says nothing else.
  int level(const Catalogue& catalogue, std::string_view head, bool whole) const;
  ColumnUse column(std::string_view head) const;
  const std::vector<MarkStyle>& styles() const { return styles_; }
  const MarkStyle* style_called(std::string_view name) const;
  // Of a whole word or a sign, whatever the style.
  std::optional<PartSet> mark(std::string_view text) const;
  // Whether it says that the law does not let the level decide.
  bool blocked(std::string_view text) const;
  // The words of a wording that tell it from others, each once.
  std::set<std::string> telling(std::string_view wording) const;
  // Wordings of a decision beside its title.
  const std::vector<std::string>& wordings(const std::string& decision) const;

 private:
  MatrixWords();
  struct LevelWord {
    std::string level;
    std::string word;  // folded
    bool alone = false;
  };
  std::vector<LevelWord> levels_;
  std::map<std::string, ColumnUse> columns_;
  std::map<std::string, PartSet> marks_;
  std::set<std::string> blocked_;
  std::vector<MarkStyle> styles_;
  std::map<std::string, std::string> same_;
  std::map<std::string, std::vector<std::string>> wordings_;
};

// Which decision a wording is about.
class DecisionIndex {
 public:
  explicit DecisionIndex(const Catalogue& catalogue);
  struct Match {
    int decision = -1;
    double score = 0;   // 0 to 1
    double second = 0;  // of the next decision
  };
  Match nearest(std::string_view wording) const;

 private:
  struct Wording {
    int decision;
    std::string folded;
    bool title;
    std::set<std::string> words;
    double weight;
  };
  double weight(const std::string& word) const;
  int begins_with_title(std::string_view folded) const;
  std::vector<Wording> all_;
  std::map<std::string, double> weights_;
  double rarest_ = 0;
};

// The mark of what the law forbids, as mappings write it.
inline constexpr std::string_view blocked_word = "blocked";
// "decides, consulted"; "nothing"
std::string parts_text(PartSet set);
std::optional<PartSet> parts_of(std::string_view text);

}  // namespace delegation
