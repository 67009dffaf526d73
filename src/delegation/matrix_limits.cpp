// First the numbers, then what stands before and after each.
#include "delegation/matrix_limits.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace delegation {

namespace {

enum class Bound { None, Over, From, UpTo, Below };

struct Phrase {
  std::string_view words;
  Bound bound;
};
// The longest first.
constexpr Phrase before_number[] = {{"to a maximum of", Bound::UpTo},
                                    {"up to and including", Bound::UpTo},
                                    {"to a limit of", Bound::UpTo},
                                    {"not exceeding", Bound::UpTo},
                                    {"not more than", Bound::UpTo},
                                    {"greater than", Bound::Over},
                                    {"in excess of", Bound::Over},
                                    {"not less than", Bound::From},
                                    {"no more than", Bound::UpTo},
                                    {"a maximum of", Bound::UpTo},
                                    {"more than", Bound::Over},
                                    {"exceeding", Bound::Over},
                                    {"less than", Bound::Below},
                                    {"at least", Bound::From},
                                    {"between", Bound::From},
                                    {"minimum", Bound::From},
                                    {"at most", Bound::UpTo},
                                    {"maximum", Bound::UpTo},
                                    {"longer than", Bound::Over},
                                    {"above", Bound::Over},
                                    {"below", Bound::Below},
                                    {"under", Bound::Below},
                                    {"up to", Bound::UpTo},
                                    {"from", Bound::From},
                                    {"over", Bound::Over},
                                    {"max", Bound::UpTo},
                                    {">=", Bound::From},
                                    {"<=", Bound::UpTo},
                                    {">", Bound::Over},
                                    {"<", Bound::Below}};
constexpr Phrase after_number[] = {
    {"and above", Bound::From}, {"or above", Bound::From}, {"and over", Bound::From},
    {"or more", Bound::From},   {"and more", Bound::From}, {"upwards", Bound::From},
    {"and below", Bound::UpTo}, {"or less", Bound::UpTo},  {"and under", Bound::UpTo},
    {"or under", Bound::UpTo},  {"maximum", Bound::UpTo},  {"+", Bound::From}};
constexpr std::pair<std::string_view, std::string_view> plain_words[] = {
    {"–", "-"},
    {"—", "-"},
    {"≤", "<="},
    {"≥", ">="},
    {"\u00a0", " "},
    {"one year", "1 year"},
    {"two year", "2 year"},
    {"three year", "3 year"},
    {"five year", "5 year"},
    {" a year or", " 1 year or"},
    {"than a year", "than 1 year"}};
constexpr std::string_view yearly_words[] = {"per year",   "a year",    "in the year", "in a year",
                                             "cumulative", "per annum", "annually"};

bool letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
         static_cast<unsigned char>(byte) >= 0x80;
}
bool digit(char byte) { return byte >= '0' && byte <= '9'; }

std::string plain(std::string_view text) {
  std::string made = base::lower_ascii(text);
  for (const auto& [from, to] : plain_words) {
    for (std::size_t at = 0; (at = made.find(from, at)) != std::string::npos; at += to.size()) {
      made.replace(at, from.size(), to);
    }
  }
  return made;
}

struct Number {
  std::size_t begin = 0;  // with what belongs to it
  std::size_t end = 0;
  std::optional<FactType> type;  // none: a bare number
  std::string value;
  Bound bound = Bound::None;
  bool years = false;  // the value is in months, and years were written
};

// "5,000.50", with "k" or "m" behind it as thousands and millions; false where it is none.
bool read_digits(std::string_view text, std::size_t& at, std::string& value) {
  std::string whole;
  while (at < text.size() &&
         (digit(text[at]) || (text[at] == ',' && at + 3 < text.size() && digit(text[at + 1]) &&
                              digit(text[at + 2]) && digit(text[at + 3])))) {
    if (text[at] != ',') whole += text[at];
    ++at;
  }
  std::string pence;
  if (at + 1 < text.size() && text[at] == '.' && digit(text[at + 1])) {
    for (++at; at < text.size() && digit(text[at]); ++at) pence += text[at];
  }
  const std::string_view rest = text.substr(at);
  const bool alone = rest.size() < 2 || !letter(rest[1]);
  const std::size_t zeros = alone && rest.starts_with('k')   ? 3
                            : alone && rest.starts_with('m') ? 6
                                                             : 0;
  if (zeros > 0) {
    ++at;
    pence.resize(std::max(pence.size(), zeros), '0');
    whole += pence.substr(0, zeros);
    pence = pence.substr(zeros);
  }
  const std::size_t first = std::min(whole.find_first_not_of('0'), whole.size() - 1);
  value = whole.substr(first) + (pence.empty() ? "" : "." + pence);
  // No limit of a scheme has so many digits.
  return whole.size() - first <= 12 && pence.size() <= 2;
}

void take_unit(std::string_view text, Number& number) {
  std::size_t at = number.end;
  if (at < text.size() && text[at] == ' ') ++at;
  const std::string_view rest = text.substr(at);
  struct Unit {
    std::string_view word;
    FactType type;
    bool years;
  };
  constexpr Unit units[] = {
      {"%", FactType::Percent, false},       {"per cent", FactType::Percent, false},
      {"percent", FactType::Percent, false}, {"months", FactType::Number, false},
      {"month", FactType::Number, false},    {"years", FactType::Number, true},
      {"year", FactType::Number, true}};
  for (const Unit& unit : units) {
    if (!rest.starts_with(unit.word)) continue;
    const std::size_t after = at + unit.word.size();
    const bool whole = number.value.find('.') == std::string::npos && number.value.size() < 4;
    if (!whole || (after < text.size() && letter(text[after]))) return;
    number.type = unit.type;
    number.end = after;
    number.years = unit.years;
    if (unit.years) number.value = std::to_string(*base::parse_integer(number.value) * 12);
    return;
  }
}

std::vector<Number> numbers_in(std::string_view text) {
  std::vector<Number> all;
  for (std::size_t at = 0; at < text.size();) {
    const bool inside = at > 0 && (letter(text[at - 1]) || text[at - 1] == '.');
    const bool pound = at >= 2 && text.substr(at - 2).starts_with("£");
    const bool spaced = at >= 3 && text.substr(at - 3).starts_with("£ ");
    if (!digit(text[at]) || (inside && !pound)) {
      ++at;
      continue;
    }
    Number number;
    number.begin = pound ? at - 2 : spaced ? at - 3 : at;
    const bool read = read_digits(text, at, number.value);
    number.end = at;
    if (pound || spaced)
      number.type = FactType::Money;
    else
      take_unit(text, number);
    at = number.end;
    const bool glued = at < text.size() && letter(text[at]);
    if (read && !glued) all.push_back(std::move(number));
  }
  return all;
}

// The phrase that ends the text before a number; the number begins with it then.
void take_before(std::string_view text, std::size_t from, Number& number) {
  const std::string_view lead = text.substr(from, number.begin - from);
  const std::size_t end = lead.find_last_not_of(' ') + 1;
  for (const Phrase& phrase : before_number) {
    if (!lead.substr(0, end).ends_with(phrase.words)) continue;
    const std::size_t begin = end - phrase.words.size();
    if (letter(phrase.words[0]) && begin > 0 && letter(lead[begin - 1])) continue;
    number.bound = phrase.bound;
    number.begin = from + begin;
    return;
  }
}

void take_after(std::string_view text, Number& number) {
  if (number.bound != Bound::None) return;
  std::size_t at = number.end;
  while (at < text.size() && text[at] == ' ') ++at;
  for (const Phrase& phrase : after_number) {
    if (!text.substr(at).starts_with(phrase.words)) continue;
    number.bound = phrase.bound;
    number.end = at + phrase.words.size();
    return;
  }
}

bool lower(Bound bound) { return bound == Bound::Over || bound == Bound::From; }
bool upper(Bound bound) { return bound == Bound::UpTo || bound == Bound::Below; }

// Between the two bounds of a band.
bool joining(std::string_view between) {
  between = base::trim(between);
  return between == "and" || between == "but" || between == "," || between.empty();
}

// The unit behind the second number is that of the first too: "over 1 up to 3 years".
void adopt(Number& low, const Number& high) {
  low.type = high.type;
  const auto value = base::parse_integer(low.value);
  if (!high.years || !value || *value > 1000) return;
  low.value = std::to_string(*value * 12);
}

// Two numbers that say a band between them: "£3,001 - £10,000", "between 5 and 10%".
void join_bands(std::string_view text, std::vector<Number>& all) {
  for (std::size_t at = 1; at < all.size(); ++at) {
    Number& low = all[at - 1];
    Number& high = all[at];
    if (high.begin < low.end) continue;
    const std::string_view between = base::trim(text.substr(low.end, high.begin - low.end));
    if (!low.type && lower(low.bound) && upper(high.bound) && joining(between)) adopt(low, high);
    if (between != "-" && between != "to" && between != "and") continue;
    if (!low.type) adopt(low, high);
    if (!high.type) high.type = low.type;
    if (low.type != high.type || high.bound != Bound::None) continue;
    if (low.bound == Bound::None) low.bound = Bound::From;
    if (low.bound == Bound::Over || low.bound == Bound::From) {
      high.bound = Bound::UpTo;
      high.begin = low.end;
    }
  }
}

// A bare number is money where a bound stands before it and nothing is counted behind it.
bool is_money(std::string_view text, const Number& number) {
  if (number.bound == Bound::None || number.value.size() < 2) return false;
  std::size_t at = number.end;
  while (at < text.size() && text[at] == ' ') ++at;
  if (at == text.size() || !letter(text[at])) return true;
  return std::ranges::any_of(before_number, [&](const Phrase& phrase) {
    return text.substr(at).starts_with(phrase.words);
  });
}

// "£3,001" begins where "£3,000" ends: no penny is to fall between.
bool next_after_round(const Number& number) {
  return number.type == FactType::Money && number.bound == Bound::From && number.value.size() > 1 &&
         number.value.ends_with('1') && number.value.find('.') == std::string::npos;
}

void drop_yearly(std::string& text) {
  for (const std::string_view word : yearly_words) {
    if (const std::size_t at = text.find(word); at != std::string::npos)
      text.erase(at, word.size());
  }
}

std::string bound_text(const Number& number, Limit& limit) {
  std::string value = number.value;
  Bound bound = number.bound;
  if (next_after_round(number)) {
    value.back() = '0';
    bound = Bound::Over;
    limit.moved = true;
  }
  constexpr std::string_view words[] = {"", "over", "from", "up to", "below"};
  return std::string(words[static_cast<std::size_t>(bound)]) + " " + value;
}

}  // namespace

Limits limits_in(std::string_view given, bool alone_is_most) {
  const std::string text = plain(given);
  Limits made;
  std::vector<Number> numbers = numbers_in(text);
  std::size_t from = 0;
  for (Number& each : numbers) {
    take_before(text, from, each);
    take_after(text, each);
    from = each.end;
  }
  join_bands(text, numbers);
  bool yearly = std::ranges::any_of(
      yearly_words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
  std::size_t kept = 0;
  const Number* last = nullptr;
  for (Number& each : numbers) {
    const bool all_of_it = alone_is_most && each.begin == 0 && each.end == text.size();
    const bool large = each.value.size() > 2;
    if (!each.type && (is_money(text, each) || (all_of_it && large))) each.type = FactType::Money;
    if (!each.type) continue;
    if (each.bound == Bound::None && alone_is_most) each.bound = Bound::UpTo;
    if (each.bound == Bound::None) {
      made.loose.push_back({*each.type, text.substr(each.begin, each.end - each.begin)});
      continue;
    }
    const bool joins = last && last->type == each.type && lower(last->bound) && !lower(each.bound);
    if (!joins) made.all.push_back({*each.type, yearly, "", false});
    Limit& limit = made.all.back();
    limit.bounds += (joins ? " " : "") + bound_text(each, limit);
    const std::string between = text.substr(kept, std::max(each.begin, kept) - kept);
    if (!joins || !joining(between)) made.rest += between;
    kept = std::max(kept, each.end);
    last = joins ? nullptr : &each;
  }
  made.rest += text.substr(kept);
  if (!made.all.empty()) drop_yearly(made.rest);
  return made;
}

std::string condition_of(const Catalogue& catalogue, int decision, const Limit& limit) {
  const std::vector<int>& asks = catalogue.decisions[static_cast<std::size_t>(decision)].asks;
  const FactInfo* found = nullptr;
  for (const int fact : asks) {
    const FactInfo& info = catalogue.facts[static_cast<std::size_t>(fact)];
    if (info.type != limit.type) continue;
    const bool of_year = info.code.find("year") != std::string::npos;
    if (!found || (limit.yearly && of_year)) found = &info;
  }
  return found ? found->code + " " + limit.bounds : "";
}

std::string limit_words(const Catalogue& catalogue, const Atom& atom) {
  const FactInfo& fact = catalogue.facts[static_cast<std::size_t>(atom.fact)];
  if (fact.type == FactType::YesNo || fact.type == FactType::Word) return "";
  std::string text = condition_text(catalogue.facts, {atom}).substr(fact.code.size() + 1);
  if (fact.type == FactType::Number) return text + " months";
  return fact.code.find("year") == std::string::npos ? text : text + " in the year";
}

}  // namespace delegation
