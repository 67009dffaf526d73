// What a decision may depend on, and conditions on it: "amount over 5000 up to 25000; shared no".
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace delegation {

enum class FactType {
  Money,    // pence
  Number,   // whole: months, per cent
  Percent,  // whole per cent
  YesNo,    // 1 or 0
  Word,     // the place of the word in `words`
};
enum class Sum {
  None,
  Heading,  // of the budget
  Party,    // to whom the money goes
};
struct FactInfo {
  std::string code;   // "amount"
  std::string label;  // "Amount over the whole contract"
  FactType type = FactType::Money;
  std::vector<std::string> words;  // that there are, of a Word
  bool of_school = false;          // known of the school: nobody is asked
  Sum sum = Sum::None;             // what was granted before in the year counts too
  // Words of the national register, folded, and the places of ours that they mean.
  std::vector<std::pair<std::string, int>> register_words = {};
};
// What a school's fact is, by what the register says of it (its phase, its type): the first that is
// a word of ours or means one. `unknown` where none is.
std::int64_t fact_by_register(const FactInfo& fact, const std::vector<std::string>& says);

inline constexpr int facts_max = 16;
// A word's place is a bit of a condition's mask.
inline constexpr int fact_words_max = 63;
// More than any amount or number that is asked about: a trillion pounds, in pence.
inline constexpr std::int64_t value_max = 100'000'000'000'000;
inline constexpr std::int64_t unknown = std::numeric_limits<std::int64_t>::min();

// One value for each fact of the catalogue, or `unknown`.
struct FactValues {
  std::array<std::int64_t, facts_max> of;
  FactValues() { of.fill(unknown); }
  friend bool operator==(const FactValues&, const FactValues&) = default;
};
// One bit for each fact.
using FactSet = std::uint32_t;
constexpr FactSet fact_bit(int fact) { return FactSet{1} << fact; }

// What must hold of one fact: that it lies between, both ends included; of YesNo and Word that it
// is one of those whose bit is set.
struct Atom {
  int fact = 0;
  std::int64_t least = 0;
  std::int64_t most = 0;
  std::uint64_t any_of = 0;  // 0: by `least` and `most`
  bool holds(std::int64_t value) const {
    return any_of != 0 ? (any_of >> value & 1) != 0 : least <= value && value <= most;
  }
  friend bool operator==(const Atom&, const Atom&) = default;
};
// All of them hold; one atom for each fact at most.
using Condition = std::vector<Atom>;

// The place of the fact in the list, or -1.
int fact_called(const std::vector<FactInfo>& facts, std::string_view code);
// "18000", "£18,000.00", "24", "10%", "yes", "primary". Error: bad_fact, which says what it may be.
base::Result<std::int64_t> read_fact(const FactInfo& fact, std::string_view text);
// "amount=18000", "shared=yes": each fact once. Error: bad_fact, which says what there is.
base::Result<FactValues> read_facts(const std::vector<FactInfo>& facts,
                                    const std::vector<std::string>& texts);
// `above` where it is known, else `beneath`.
FactValues facts_over(const FactValues& above, const FactValues& beneath);
std::string fact_text(const FactInfo& fact, std::int64_t value);  // "£18,000.00", for people

// "amount over 5000 up to 25000; months from 12; phase primary, secondary; deficit no". The error
// is a sentence.
struct ReadCondition {
  Condition condition;
  std::optional<std::string> error;
};
ReadCondition read_condition(const std::vector<FactInfo>& facts, std::string_view text);
// The same in the words that are read; "" of none.
std::string condition_text(const std::vector<FactInfo>& facts, const Condition& condition);
// For people: "at amounts over £5,000 up to £25,000 and where “length in months” is up to 12"; ""
// of none.
std::string condition_words(const std::vector<FactInfo>& facts, const Condition& condition);
// "£5,000", "£5,000.50", "10%": without pence where there are none.
std::string short_fact_text(const FactInfo& fact, std::int64_t value);

}  // namespace delegation
