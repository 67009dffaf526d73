// Each block of the text is one thing: a fact, a level, a domain, a decision, or a law about the
// decision above it.
#include "delegation/catalogue.hpp"

#include <algorithm>

#include "base/blocks.hpp"
#include "base/months.hpp"
#include "base/text.hpp"
#include "delegation/texts.hpp"
#include "governance/model.hpp"

namespace delegation {

namespace {

constexpr std::size_t decisions_max = 4096;
constexpr int review_months_max = 120;

base::Error bad(int line, std::string_view what) {
  if (what.ends_with('.')) what.remove_suffix(1);
  return base::make_error(
      "bad_catalogue", "Catalogue, line " + std::to_string(line) + ": " + std::string(what) + ".");
}

class Reader {
 public:
  // What is in `made` already may be said anew, each thing once.
  explicit Reader(Catalogue& made)
      : made_(made), above_(made.decisions.size()), said_(made.decisions.size(), false) {}

  base::Status block(const base::Block& block) {
    if (block.kind == "fact") return fact(block);
    if (block.kind == "level") return level(block);
    if (block.kind == "domain") return domain(block);
    if (block.kind == "decision") return decision(block);
    if (block.kind == "law") return law(block);
    if (block.kind == "year") return year(block);
    if (block.kind == "review") return review(block);
    return bad(block.line, "a block is a year, review, fact, level, domain, decision or law");
  }

  base::Status finish() const {
    for (const auto& [line, code] : summed_) {
      if (made_.decision_called(code) >= 0) continue;
      return bad(line, "there is no decision \"" + code + "\" to count to sums");
    }
    return {};
  }

 private:
  // Every block knows its words, so that none is mistyped unseen.
  static base::Status known(const base::Block& block, const std::vector<std::string_view>& words) {
    for (const base::BlockLine& line : block.lines) {
      if (std::ranges::find(words, line.word) == words.end()) {
        return bad(line.line, "a " + block.kind + " has no \"" + line.word + "\"");
      }
      if (line.word != "register" &&
          std::ranges::count(block.lines, line.word, &base::BlockLine::word) > 1) {
        return bad(line.line, "\"" + line.word + "\" is said twice");
      }
    }
    return {};
  }

  base::Status fact(const base::Block& block) {
    TRY(known(block, {"label", "type", "words", "of", "register", "sum"}));
    FactInfo fact;
    fact.code = block.name;
    fact.label = block.value("label");
    const std::string& type = block.value("type");
    if (type == "money")
      fact.type = FactType::Money;
    else if (type == "number")
      fact.type = FactType::Number;
    else if (type == "percent")
      fact.type = FactType::Percent;
    else if (type == "yes or no")
      fact.type = FactType::YesNo;
    else if (type == "word")
      fact.type = FactType::Word;
    else
      return bad(block.line, "the type of a fact is money, number, percent, yes or no, or word");
    for (const std::string_view word : base::split(block.value("words"), ',')) {
      if (!base::trim(word).empty()) fact.words.push_back(base::lower_ascii(base::trim(word)));
    }
    if ((fact.type == FactType::Word) == fact.words.empty() || fact.words.size() > fact_words_max) {
      return bad(block.line, "a fact of the type word, and no other, lists its words");
    }
    fact.of_school = block.value("of") == "school";
    if (!block.value("of").empty() && !fact.of_school) {
      return bad(block.line, "a fact is asked for, or \"of: school\"");
    }
    for (const base::BlockLine& line : block.lines) {
      if (line.word == "register") TRY(register_line(line, fact));
    }
    if (const std::string& sum = block.value("sum"); !sum.empty()) {
      if ((sum != "heading" && sum != "party") || fact.type != FactType::Money) {
        return bad(block.line, "the sum of a fact in pounds is of a heading or of a party");
      }
      fact.sum = sum == "heading" ? Sum::Heading : Sum::Party;
    }
    if (fact.code.empty() || fact.label.empty() || fact_called(made_.facts, fact.code) >= 0) {
      return bad(block.line, "each fact needs a code of its own and a label");
    }
    if (made_.facts.size() == facts_max) return bad(block.line, "there are too many facts");
    made_.facts.push_back(std::move(fact));
    return {};
  }

  // "Academy converter = partner academy; Free schools = free school"
  static base::Status register_line(const base::BlockLine& line, FactInfo& fact) {
    for (const std::string_view each : base::split(line.value, ';')) {
      if (base::trim(each).empty()) continue;
      const std::size_t equals = each.find('=');
      const std::string word = base::lower_ascii(
          base::trim(equals == std::string_view::npos ? "" : each.substr(equals + 1)));
      const auto found = std::ranges::find(fact.words, word);
      if (found == fact.words.end()) {
        return bad(line.line,
                   "a word of the register is said to mean one of the words of the fact, such as "
                   "\"Free schools = free school\"");
      }
      fact.register_words.emplace_back(base::fold(base::trim(each.substr(0, equals))),
                                       static_cast<int>(found - fact.words.begin()));
    }
    return {};
  }

  base::Status level(const base::Block& block) {
    TRY(known(block, {"label", "body", "office", "named", "of", "plural"}));
    Level level;
    level.code = block.name;
    level.label = block.value("label");
    level.body = !block.value("body").empty();
    level.kind = level.body ? block.value("body") : block.value("office");
    level.named = block.value("named");
    level.unit = block.value("of");
    level.plural = block.value("plural") == "yes";
    if (level.code.empty() || level.label.empty() || made_.level_called(level.code) >= 0) {
      return bad(block.line, "each level needs a code of its own and a label");
    }
    const bool known_kind = level.body ? governance::body_kind_of(level.kind).has_value()
                                       : governance::office_kind_of(level.kind).has_value();
    if (!known_kind) return bad(block.line, "a level is a body or an office of a kind there is");
    if (const std::string& plural = block.value("plural"); !plural.empty() && plural != "yes") {
      return bad(block.line, "\"plural\" is yes, or left out");
    }
    if (level.unit != "group" && level.unit != "cluster" && level.unit != "school") {
      return bad(block.line, "a level is of the group, cluster or school");
    }
    if (made_.levels.size() == levels_max) return bad(block.line, "there are too many levels");
    made_.levels.push_back(std::move(level));
    return {};
  }

  base::Status domain(const base::Block& block) {
    TRY(known(block, {"label"}));
    if (block.name.empty() || made_.domain_called(block.name) || block.value("label").empty()) {
      return bad(block.line, "each domain needs a code of its own and a label");
    }
    made_.domains.push_back({block.name, block.value("label")});
    return {};
  }

  base::Status period(const base::Block& block, base::Period& into) const {
    const auto day = [&](std::string_view word, base::Date otherwise) {
      const std::string& text = block.value(word);
      return text.empty() ? std::optional(otherwise) : base::Date::parse(text);
    };
    const auto from = day("from", base::Date::distant_past());
    const auto until = day("until", base::Date::distant_future());
    const auto read = from && until ? base::Period::between(*from, *until) : std::nullopt;
    if (!read) return bad(block.line, "its days are not two such as 2026-09-01, in their order");
    into = *read;
    return {};
  }

  // "begins: 09-01"
  base::Status year(const base::Block& block) {
    TRY(known(block, {"of", "begins", "from", "until", "source"}));
    YearStart year;
    year.of = block.value("of");
    const auto begins = base::Date::parse("2001-" + block.value("begins"));
    if (!begins || (year.of != "group" && year.of != "authority")) {
      return bad(block.line,
                 "a year is of a group or an authority, and begins on a day such as 09-01");
    }
    year.month = begins->month();
    year.day = begins->day();
    TRY(period(block, year.period));
    year.citation = block.value("source");
    made_.years.push_back(std::move(year));
    return {};
  }

  // "months: 12"
  base::Status review(const base::Block& block) {
    TRY(known(block, {"of", "months", "from", "until", "source"}));
    ReviewInterval made;
    made.rating = base::lower_ascii(block.value("of"));
    const int fact = fact_called(made_.facts, "rating");
    const auto words =
        fact < 0 ? std::vector<std::string>() : made_.facts[static_cast<std::size_t>(fact)].words;
    if (!made.rating.empty() && std::ranges::find(words, made.rating) == words.end()) {
      return bad(block.line, "a review is of a word of the fact \"rating\", or of any");
    }
    const auto months = base::parse_integer(block.value("months"));
    if (!months || *months < 1 || *months > review_months_max) {
      return bad(block.line, "schools are reviewed again after 1 to " +
                                 std::to_string(review_months_max) + " months");
    }
    made.months = static_cast<int>(*months);
    TRY(period(block, made.period));
    made.citation = block.value("source");
    if (made.citation.empty()) return bad(block.line, "a review names its source");
    made_.reviews.push_back(std::move(made));
    return {};
  }

  base::Status decision(const base::Block& block) {
    TRY(known(block, {"domain", "title", "asked of", "asks", "sum of", "source", "from", "until"}));
    Decision made;
    made.code = block.name;
    made.domain = block.value("domain");
    made.title = block.value("title");
    made.unit = block.value("asked of").empty() ? "school" : block.value("asked of");
    made.citation = block.value("source");
    TRY(period(block, made.period));
    for (const std::string_view each : base::split(block.value("asks"), ',')) {
      const std::string_view code = base::trim(each);
      if (code.empty()) continue;
      const int fact = fact_called(made_.facts, code);
      if (fact < 0) return bad(block.line, "there is no fact \"" + std::string(code) + "\"");
      made.asks.push_back(fact);
    }
    TRY(sum_of(block, made));
    const int before = made_.decision_called(made.code);
    const bool anew = before >= 0 && static_cast<std::size_t>(before) < above_ &&
                      !said_[static_cast<std::size_t>(before)];
    if (made.code.empty() || made.title.empty() || (before >= 0 && !anew)) {
      return bad(block.line, "each decision needs a code of its own and a title");
    }
    if (!made_.domain_called(made.domain)) {
      return bad(block.line, "there is no domain \"" + made.domain + "\"");
    }
    if (made.unit != "group" && made.unit != "cluster" && made.unit != "school") {
      return bad(block.line, "a decision is asked of a group, cluster or school");
    }
    if (made_.decisions.size() == decisions_max) return bad(block.line, "there are too many");
    if (anew) {
      current_ = static_cast<std::size_t>(before);
      said_[*current_] = true;
      made.laws = made_.decisions[*current_].laws;
      laws_anew_ = true;
      made_.decisions[*current_] = std::move(made);
      return {};
    }
    current_ = made_.decisions.size();
    laws_anew_ = false;
    made_.decisions.push_back(std::move(made));
    return {};
  }

  // "F09, F10": decisions that may stand further down.
  base::Status sum_of(const base::Block& block, Decision& made) {
    for (const std::string_view each : base::split(block.value("sum of"), ',')) {
      const std::string_view code = base::trim(each);
      if (code.empty()) continue;
      made.sum_of.emplace_back(code);
      summed_.emplace_back(block.line, code);
    }
    const bool has_sum = std::ranges::any_of(made.asks, [&](int fact) {
      return made_.facts[static_cast<std::size_t>(fact)].sum != Sum::None;
    });
    if (has_sum || made.sum_of.empty()) return {};
    return bad(block.line, "\"sum of\" stands with a decision that asks for a sum of the year");
  }

  base::Status levels(const base::Block& block, std::string_view word, LevelSet& into) const {
    const std::string& value = block.value(word);
    for (const std::string_view each : base::split(value, ',')) {
      const std::string_view code = base::trim(each);
      if (code.empty()) continue;
      const int level = made_.level_called(code);
      if (level < 0) return bad(block.line, "there is no level \"" + std::string(code) + "\"");
      into |= level_bit(level);
    }
    return {};
  }

  base::Status law(const base::Block& block) {
    TRY(known(block,
              {"forbids", "reserves", "approval", "when", "from", "until", "says", "source"}));
    if (!current_) return bad(block.line, "a law stands under its decision");
    // The first law that is said anew takes the place of all that were said.
    std::vector<Law>& laws = made_.decisions[*current_].laws;
    if (laws_anew_) laws.clear();
    laws_anew_ = false;
    if (laws.size() == laws_max) {
      return bad(block.line, "too many laws speak of this decision");
    }
    Law law;
    TRY(period(block, law.period));
    const int kinds = (block.value("forbids").empty() ? 0 : 1) +
                      (block.value("reserves").empty() ? 0 : 1) +
                      (block.value("approval").empty() ? 0 : 1);
    if (kinds != 1)
      return bad(block.line, "a law forbids, reserves or wants approval: one of them");
    if (!block.value("forbids").empty()) {
      TRY(levels(block, "forbids", law.levels));
    } else if (!block.value("reserves").empty()) {
      law.kind = Law::Kind::Reserves;
      TRY(levels(block, "reserves", law.levels));
    } else {
      law.kind = Law::Kind::Approval;
      law.whose = block.value("approval");
    }
    const ReadCondition when = read_condition(made_.facts, block.value("when"));
    if (when.error) return bad(block.line, *when.error);
    law.when = when.condition;
    for (const Atom& atom : law.when) {
      if (made_.has(static_cast<int>(*current_), atom.fact)) continue;
      return bad(block.line, "the decision does not ask for \"" +
                                 made_.facts[static_cast<std::size_t>(atom.fact)].code + "\"");
    }
    law.says = block.value("says");
    law.citation = block.value("source");
    if (law.says.empty() || law.citation.empty()) {
      return bad(block.line, "a law says what it says, and names its source");
    }
    laws.push_back(std::move(law));
    return {};
  }

  Catalogue& made_;
  std::vector<std::pair<int, std::string>> summed_;  // by line: decisions that count to sums
  const std::size_t above_;                          // so many decisions were there before
  std::vector<bool> said_;                           // which of them are said anew
  std::optional<std::size_t> current_;               // the decision that laws are about
  bool laws_anew_ = false;                           // and it has only laws from before
};

template <typename T>
int place_of(const std::vector<T>& all, std::string_view code) {
  const auto found = std::ranges::find(all, code, &T::code);
  return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

}  // namespace

int Catalogue::level_called(std::string_view code) const { return place_of(levels, code); }

int Catalogue::decision_called(std::string_view code) const { return place_of(decisions, code); }

bool Catalogue::has(int decision, int fact) const {
  const std::vector<int>& asks = decisions[static_cast<std::size_t>(decision)].asks;
  return facts[static_cast<std::size_t>(fact)].of_school ||
         std::ranges::find(asks, fact) != asks.end();
}

bool Catalogue::sums(int decision, std::string_view granted) const {
  const Decision& of = decisions[static_cast<std::size_t>(decision)];
  if (of.sum_of.empty()) return of.code == granted;
  return std::ranges::find(of.sum_of, granted) != of.sum_of.end();
}

const Domain* Catalogue::domain_called(std::string_view code) const {
  const int place = place_of(domains, code);
  return place < 0 ? nullptr : &domains[static_cast<std::size_t>(place)];
}

base::Period Catalogue::financial_year(bool authority, base::Date on) const {
  const auto begins = [&](int year) {
    for (auto each = years.rbegin(); each != years.rend(); ++each) {
      if ((each->of == "authority") != authority) continue;
      const base::Date day = *base::Date::from_ymd(year, each->month, each->day);
      if (each->period.contains(day)) return day;
    }
    return *base::Date::from_ymd(year, 1, 1);
  };
  const base::Date day = begins(on.year());
  return on < day ? *base::Period::between(begins(on.year() - 1), day)
                  : *base::Period::between(day, begins(on.year() + 1));
}

std::optional<base::Date> Catalogue::reviewed_again(std::string_view rating, base::Date on) const {
  const ReviewInterval* found = nullptr;
  for (const ReviewInterval& each : reviews) {
    if (!each.period.contains(on) || (!each.rating.empty() && each.rating != rating)) continue;
    if (found == nullptr || found->rating.empty() || !each.rating.empty()) found = &each;
  }
  if (found == nullptr) return std::nullopt;
  return base::plus_months(on, found->months);
}

base::Result<Catalogue> read_catalogue(std::string_view text, Catalogue above) {
  Reader reader(above);
  for (const base::Block& block : base::read_blocks(text)) TRY(reader.block(block));
  TRY(reader.finish());
  return above;
}

const Catalogue& shipped_catalogue() {
  static const Catalogue catalogue = [] {
    base::Result<Catalogue> read = read_catalogue(shipped_catalogue_text());
    CHECK(read.ok());
    return std::move(read).value();
  }();
  return catalogue;
}

}  // namespace delegation
