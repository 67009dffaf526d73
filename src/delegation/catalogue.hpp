// What there is to decide, who may, and what the law says of it. It is read from text, which users
// may edit: data/delegation/catalogue.txt explains itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/period.hpp"
#include "base/result.hpp"
#include "delegation/facts.hpp"

namespace delegation {

// Who may have a part in a decision: a kind of body or an office, of the group, the cluster or the
// school that the question is about. The highest first.
struct Level {
  std::string code;     // "cluster"
  std::string label;    // "Cluster board"
  bool body = true;     // else an office
  std::string kind;     // of the body or the office, as room governance writes it
  std::string named;    // words in the name of a committee, or ""
  std::string unit;     // "group", "cluster" or "school"
  bool plural = false;  // "the members decide"
};
inline constexpr int levels_max = 16;
// One bit for each level.
using LevelSet = std::uint32_t;
constexpr LevelSet level_bit(int level) { return LevelSet{1} << level; }

// What the law or the handbook fixes, from a day on.
struct Law {
  enum class Kind {
    Forbids,   // none of `levels` may decide
    Reserves,  // nobody but `levels` may decide
    Approval,  // who decides needs the approval of `whose` first
  };
  Kind kind = Kind::Forbids;
  LevelSet levels = 0;
  std::string whose;  // "the Department for Education"
  Condition when;     // nothing: always
  base::Period period;
  std::string says;
  std::string citation;
};

// So many laws may speak of one decision, and no more.
inline constexpr int laws_max = 8;

struct Decision {
  std::string code;       // "F15"
  std::string domain;     // "finance"
  std::string title;      // "Enter into a contract of up to a year"
  std::string unit;       // "school", "cluster" or "group": about which it is asked
  std::vector<int> asks;  // facts that it depends on, as places in the catalogue's list
  // Codes of the decisions whose grants count to its sums of a year; none: its own alone.
  std::vector<std::string> sum_of;
  base::Period period;  // retired: it has ended
  std::string citation;
  std::vector<Law> laws;
};

struct Domain {
  std::string code;
  std::string label;
};

// On which day of a year the financial year begins.
struct YearStart {
  std::string of;  // "group" or "authority", whose schools they are
  int month = 1;
  int day = 1;
  base::Period period;  // in which years begin so
  std::string citation;
};

// After how many months a school is reviewed again by which overlay by rating it is governed.
struct ReviewInterval {
  std::string rating;  // "" of any
  int months = 12;
  base::Period period;  // of the days of reviews
  std::string citation;
};

struct Catalogue {
  std::vector<YearStart> years;
  std::vector<ReviewInterval> reviews;
  std::vector<FactInfo> facts;
  std::vector<Level> levels;
  std::vector<Domain> domains;
  std::vector<Decision> decisions;

  int level_called(std::string_view code) const;     // -1: there is none
  int decision_called(std::string_view code) const;  // -1: there is none
  // Whether the fact can be known of a question about the decision: it asks for it, or the school
  // has it.
  bool has(int decision, int fact) const;
  // Whether what was granted by the decision of that code counts to sums of the first.
  bool sums(int decision, std::string_view granted) const;
  const Domain* domain_called(std::string_view code) const;
  // The financial year that the day is in: a calendar year where nothing is said.
  base::Period financial_year(bool authority, base::Date on) const;
  // When a school that was rated on the day is to be reviewed again; nullopt where nothing says.
  // What names the rating goes before what is of any.
  std::optional<base::Date> reviewed_again(std::string_view rating, base::Date on) const;
};

// `above`: what the text adds to. A decision of its own code stands in place of the one there,
// whose laws it keeps unless it has some of its own; facts, levels and domains are only added.
// Years and reviews that are said later go before.
// Error: bad_catalogue, with the line.
base::Result<Catalogue> read_catalogue(std::string_view text, Catalogue above = {});
// That which is shipped.
const Catalogue& shipped_catalogue();

}  // namespace delegation
