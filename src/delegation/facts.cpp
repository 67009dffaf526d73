// Conditions as text, both ways.
#include "delegation/facts.hpp"

#include <algorithm>

#include "base/money.hpp"
#include "base/text.hpp"

namespace delegation {

namespace {

constexpr std::int64_t lowest = unknown + 1;
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

// As texts have it: numbers without commas.
std::string written(const FactInfo& fact, std::int64_t value) {
  return fact.type == FactType::Number ? std::to_string(value) : fact_text(fact, value);
}

bool by_words(const FactInfo& fact) {
  return fact.type == FactType::YesNo || fact.type == FactType::Word;
}

base::Error bad_fact(const FactInfo& fact, const std::string& message) {
  return base::make_error("bad_fact", fact.label + ": " + message, fact.code);
}

std::string what_it_may_be(const FactInfo& fact) {
  switch (fact.type) {
    case FactType::Money: return "an amount such as 18000 or £18,000.00";
    case FactType::Number: return "a whole number";
    case FactType::Percent: return "a whole number of per cent";
    case FactType::YesNo: return "yes or no";
    case FactType::Word: break;
  }
  return "one of " + base::join(fact.words, ", ");
}

// The bound that begins the text, and what follows the number.
struct Bound {
  std::string_view word;
  bool upper = false;
  bool open = false;  // the number itself does not belong to it
};
constexpr Bound bounds[] = {{"over ", false, true},
                            {"from ", false, false},
                            {"up to ", true, false},
                            {"below ", true, true}};

const Bound* bound_of(std::string_view text) {
  for (const Bound& bound : bounds) {
    if (text.starts_with(bound.word)) return &bound;
  }
  return nullptr;
}

// Where the next bound begins, or the end.
std::size_t next_bound(std::string_view text) {
  std::size_t next = text.size();
  for (const Bound& bound : bounds) {
    next = std::min(next, text.find(" " + std::string(bound.word)));
  }
  return std::min(next, text.size());
}

std::optional<std::string> read_bounds(const FactInfo& fact, std::string_view text, Atom& atom) {
  atom.least = lowest;
  atom.most = highest;
  while (!text.empty()) {
    const Bound* bound = bound_of(text);
    if (!bound) {
      return "of \"" + fact.code + "\" say over, from, up to or below, such as \"" + fact.code +
             " over 5000 up to 25000\"";
    }
    text.remove_prefix(bound->word.size());
    const std::size_t end = next_bound(text);
    const base::Result<std::int64_t> read = read_fact(fact, text.substr(0, end));
    if (!read.ok()) return read.error().message;
    const std::int64_t step = bound->open ? 1 : 0;
    if (bound->upper && read.value() < step) return "nothing lies below nought";
    if (bound->upper) {
      atom.most = std::min(atom.most, read.value() - step);
    } else {
      atom.least = std::max(atom.least, read.value() + step);
    }
    text = base::trim(text.substr(end));
  }
  if (atom.least > atom.most) return "nothing lies between the bounds of \"" + fact.code + "\"";
  return std::nullopt;
}

std::optional<std::string> read_words(const FactInfo& fact, std::string_view text, Atom& atom) {
  for (const std::string_view word : base::split(text, ',')) {
    const base::Result<std::int64_t> read = read_fact(fact, word);
    if (!read.ok()) return read.error().message;
    atom.any_of |= std::uint64_t{1} << read.value();
  }
  return std::nullopt;
}

std::string words_listed(const FactInfo& fact, const Atom& atom, std::string_view between) {
  std::vector<std::string> all;
  const std::size_t count = fact.type == FactType::YesNo ? 2 : fact.words.size();
  for (std::size_t at = 0; at < count; ++at) {
    if ((atom.any_of >> at & 1) != 0) all.push_back(fact_text(fact, static_cast<std::int64_t>(at)));
  }
  return base::join(all, between);
}

// Amounts are bounded by the penny: more than 5,000 is 5,000.01 or more.
bool says_over(const FactInfo& fact, std::int64_t least) {
  return least > 0 && (fact.type != FactType::Money || (least - 1) % 100 == 0);
}

template <typename Number>
std::string bounds_text(const FactInfo& fact, const Atom& atom, Number number) {
  std::string text;
  if (atom.least != lowest) {
    const bool over = says_over(fact, atom.least);
    text = (over ? "over " : "from ") + number(fact, over ? atom.least - 1 : atom.least);
  }
  if (atom.most != highest) {
    text += (text.empty() ? "" : " ") + std::string("up to ") + number(fact, atom.most);
  }
  return text;
}

}  // namespace

std::int64_t fact_by_register(const FactInfo& fact, const std::vector<std::string>& says) {
  for (const std::string& each : says) {
    const std::string folded = base::fold(each);
    for (std::size_t at = 0; at < fact.words.size(); ++at) {
      if (base::fold(fact.words[at]) == folded) return static_cast<std::int64_t>(at);
    }
    for (const auto& [word, place] : fact.register_words) {
      if (word == folded) return place;
    }
  }
  return unknown;
}

int fact_called(const std::vector<FactInfo>& facts, std::string_view code) {
  const auto found = std::ranges::find(facts, code, &FactInfo::code);
  return found == facts.end() ? -1 : static_cast<int>(found - facts.begin());
}

base::Result<std::int64_t> read_fact(const FactInfo& fact, std::string_view text) {
  text = base::trim(text);
  const auto refused = [&] {
    return bad_fact(fact, "\"" + std::string(text) + "\" is not " + what_it_may_be(fact) + ".");
  };
  switch (fact.type) {
    case FactType::Money: {
      const base::Result<base::Money> money = base::Money::parse(text);
      if (!money.ok() || money.value().pence() > value_max || money.value().negative()) {
        return refused();
      }
      return money.value().pence();
    }
    case FactType::Percent:
      if (text.ends_with('%')) text.remove_suffix(1);
      [[fallthrough]];
    case FactType::Number: {
      const auto number = base::parse_integer(base::trim(text));
      if (!number || *number < 0 || *number > 1'000'000) return refused();
      return *number;
    }
    case FactType::YesNo:
      if (text == "yes") return std::int64_t{1};
      if (text == "no") return std::int64_t{0};
      return refused();
    case FactType::Word: break;
  }
  const auto found = std::ranges::find(fact.words, base::lower_ascii(text));
  if (found == fact.words.end()) return refused();
  return static_cast<std::int64_t>(found - fact.words.begin());
}

base::Result<FactValues> read_facts(const std::vector<FactInfo>& facts,
                                    const std::vector<std::string>& texts) {
  FactValues values;
  for (const std::string& each : texts) {
    const std::size_t equals = each.find('=');
    const int fact = fact_called(facts, each.substr(0, equals));
    if (equals == std::string::npos || fact < 0) {
      std::vector<std::string> codes;
      for (const FactInfo& info : facts) codes.push_back(info.code);
      return base::make_error("bad_fact",
                              "\"" + each + "\" is no fact such as amount=18000; there are " +
                                  base::join(codes, ", ") + ".",
                              "fact");
    }
    const auto at = static_cast<std::size_t>(fact);
    if (values.of[at] != unknown) {
      return base::make_error("bad_fact", "\"" + facts[at].code + "\" is given twice.", "fact");
    }
    values.of[at] = TRY(read_fact(facts[at], each.substr(equals + 1)));
  }
  return values;
}

FactValues facts_over(const FactValues& above, const FactValues& beneath) {
  FactValues made = beneath;
  for (std::size_t at = 0; at < made.of.size(); ++at) {
    if (above.of[at] != unknown) made.of[at] = above.of[at];
  }
  return made;
}

std::string fact_text(const FactInfo& fact, std::int64_t value) {
  switch (fact.type) {
    case FactType::Money: return base::Money::from_pence(value).format();
    case FactType::Percent: return std::to_string(value) + "%";
    case FactType::Number: return base::with_thousands(value);
    case FactType::YesNo: return value == 1 ? "yes" : "no";
    case FactType::Word: break;
  }
  return fact.words.at(static_cast<std::size_t>(value));
}

ReadCondition read_condition(const std::vector<FactInfo>& facts, std::string_view text) {
  ReadCondition made;
  for (std::string_view part : base::split(text, ';')) {
    part = base::trim(part);
    if (part.empty()) continue;
    const std::size_t space = std::min(part.find(' '), part.size());
    const int fact = fact_called(facts, part.substr(0, space));
    if (fact < 0) {
      made.error = "there is no fact \"" + std::string(part.substr(0, space)) + "\"";
      return made;
    }
    const bool twice =
        std::ranges::any_of(made.condition, [&](const Atom& atom) { return atom.fact == fact; });
    if (twice) {
      made.error = "say all of \"" + facts[static_cast<std::size_t>(fact)].code + "\" in one place";
      return made;
    }
    Atom atom;
    atom.fact = fact;
    const FactInfo& info = facts[static_cast<std::size_t>(fact)];
    const std::string_view rest = base::trim(part.substr(space));
    if (rest.empty()) {
      made.error = "say what \"" + info.code + "\" must be";
    } else {
      made.error = by_words(info) ? read_words(info, rest, atom) : read_bounds(info, rest, atom);
    }
    if (made.error) return made;
    made.condition.push_back(atom);
  }
  return made;
}

std::string condition_text(const std::vector<FactInfo>& facts, const Condition& condition) {
  std::vector<std::string> parts;
  for (const Atom& atom : condition) {
    const FactInfo& fact = facts[static_cast<std::size_t>(atom.fact)];
    parts.push_back(
        fact.code + " " +
        (atom.any_of != 0 ? words_listed(fact, atom, ", ") : bounds_text(fact, atom, written)));
  }
  return base::join(parts, "; ");
}

std::string short_fact_text(const FactInfo& fact, std::int64_t value) {
  std::string text = fact_text(fact, value);
  if (fact.type == FactType::Money && text.ends_with(".00")) text.resize(text.size() - 3);
  return text;
}

std::string condition_words(const std::vector<FactInfo>& facts, const Condition& condition) {
  std::string text;
  for (const Atom& atom : condition) {
    const FactInfo& fact = facts[static_cast<std::size_t>(atom.fact)];
    const std::string what = atom.any_of != 0 ? words_listed(fact, atom, " or ")
                                              : bounds_text(fact, atom, short_fact_text);
    if (!text.empty()) text += " and ";
    text += fact.code == "amount" ? "at amounts " + what
                                  : "where “" + base::lower_ascii(fact.label) + "” is " + what;
  }
  return text;
}

}  // namespace delegation
