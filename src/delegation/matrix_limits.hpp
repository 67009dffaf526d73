// Limits in wordings: "over £5,000 and up to £25,000", "£3,001 - £10,000", "more than two years".
// Not part of the room's interface; matrix*.cpp use it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "delegation/catalogue.hpp"

namespace delegation {

struct Limit {
  FactType type = FactType::Money;  // Money, Number (of months) or Percent
  bool yearly = false;              // the wording counts it over a year
  std::string bounds;               // "over 5000 up to 25000"
  bool moved = false;               // from 3,001 is read as over 3,000
};
// A number of money, months or per cent without a bound.
struct LooseNumber {
  FactType type = FactType::Money;
  std::string text;
};
struct Limits {
  std::vector<Limit> all;
  std::string rest;  // in lower case, without what was read
  std::vector<LooseNumber> loose;
};
// `alone_is_most`: an amount without a bound is the most that may be.
Limits limits_in(std::string_view text, bool alone_is_most);

// The condition of a decision, as schemes write it, that a limit is: "amount over 5000". "" where
// the decision does not ask for such a fact.
std::string condition_of(const Catalogue& catalogue, int decision, const Limit& limit);
// A limit in the words that limits_in() reads: "over £5,000.00 up to £25,000.00"; "" of what is no
// limit.
std::string limit_words(const Catalogue& catalogue, const Atom& atom);

}  // namespace delegation
