// Blocks of "word: value" lines, one for each kind and day.
#include "governance/retention.hpp"

#include <algorithm>

#include "base/blocks.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "governance/calendar.hpp"
#include "governance/dated.hpp"
#include "governance/rules_data.hpp"

namespace governance {

namespace {

constexpr std::string_view kept_codes[] = {"names",  "addresses",    "reasons",   "training",
                                           "checks", "certificates", "interests", "declarations",
                                           "skills", "seats",        "meetings"};
constexpr std::string_view kept_labels[] = {"Names",
                                            "E-mail addresses",
                                            "Why offices and seats ended",
                                            "Training",
                                            "Checks",
                                            "Numbers of certificates",
                                            "Interests",
                                            "Declarations of interests",
                                            "Levels of skills",
                                            "Offices and seats",
                                            "Attendance, votes and minutes"};
constexpr int months_max = 12 * 100;

// What has a day of its own, so that time may be counted from it.
bool has_record(KeptKind kind) {
  switch (kind) {
    case KeptKind::Training:
    case KeptKind::Checks:
    case KeptKind::Certificates:
    case KeptKind::Interests:
    case KeptKind::Declarations:
    case KeptKind::Skills: return true;
    default: return false;
  }
}

class Reader {
 public:
  base::Status block(const base::Block& block) {
    line_ = block.line;
    const auto kind = kept_kind_of(block.name);
    if (block.kind != "keep" || !kind) {
      return bad("a block begins with \"keep\" and one of " +
                 base::join({std::begin(kept_codes), std::end(kept_codes)}, ", ") +
                 ", and every other line is \"word: value\".");
    }
    RetentionRule& rule = made.emplace_back();
    rule.kind = *kind;
    rule.title = label_of(*kind);
    bool said = false;
    for (const base::BlockLine& line : block.lines) {
      line_ = line.line;
      if (line.value.empty()) return bad("\"" + line.word + "\" has no value.");
      said = said || line.word == "for";
      TRY(word(rule, line.word, line.value));
    }
    line_ = block.line;
    if (!said || rule.from == base::Date() || rule.purpose.empty() || rule.basis.empty() ||
        rule.source.empty()) {
      return bad("keep " + block.name + " needs from, purpose, basis, for and source.");
    }
    return {};
  }

  std::vector<RetentionRule> made;

 private:
  base::Error bad(const std::string& what) const {
    return base::make_error("bad_retention",
                            "Retention, line " + std::to_string(line_) + ": " + what, "content");
  }

  base::Status word(RetentionRule& rule, std::string_view word, const std::string& value) const {
    if (word == "from") {
      const auto day = base::Date::from_iso(value);
      if (!day) return bad("\"from\" needs a day such as 2018-05-25.");
      rule.from = *day;
    } else if (word == "title") {
      rule.title = value;
    } else if (word == "purpose") {
      rule.purpose = value;
    } else if (word == "basis") {
      rule.basis = value;
    } else if (word == "source") {
      rule.source = value;
    } else if (word == "unsure") {
      rule.unsure = value;
    } else if (word == "for") {
      return how_long(rule, value);
    } else {
      return bad("\"" + std::string(word) +
                 "\" is not one of title, from, purpose, basis, for, source and unsure.");
    }
    return {};
  }

  base::Status how_long(RetentionRule& rule, const std::string& value) const {
    if (value == "good") return {};
    if (stays(rule.kind)) {
      return bad("the record of who governed and what was decided stays: \"for: good\".");
    }
    const std::vector<std::string_view> words = base::split(value, ' ');
    const auto number = words.size() == 4 ? base::parse_integer(words[0]) : std::nullopt;
    const bool years = number && (words[1] == "years" || words[1] == "year");
    const bool months = number && (words[1] == "months" || words[1] == "month");
    const bool leaving = number && words[3] == "leaving";
    const bool record = number && words[3] == "record";
    if ((!years && !months) || words[2] != "after" || (!leaving && !record) || *number < 0 ||
        *number * (years ? 12 : 1) > months_max) {
      return bad(
          "\"for\" is \"good\", or such as \"6 years after leaving\" or \"6 months after "
          "record\".");
    }
    if (record && !has_record(rule.kind)) {
      return bad("of " + std::string(code_of(rule.kind)) +
                 " time is counted from leaving: they have no day of their own.");
    }
    rule.months = static_cast<int>(*number) * (years ? 12 : 1);
    rule.after = leaving ? KeptAfter::Leaving : KeptAfter::Record;
    return {};
  }

  int line_ = 0;
};

bool before(const RetentionRule& one, const RetentionRule& other) {
  return std::pair(one.kind, one.from) < std::pair(other.kind, other.from);
}

}  // namespace

std::string_view code_of(KeptKind kind) { return kept_codes[static_cast<int>(kind)]; }
std::string_view label_of(KeptKind kind) { return kept_labels[static_cast<int>(kind)]; }
std::optional<KeptKind> kept_kind_of(std::string_view code) {
  const auto found = std::ranges::find(kept_codes, code);
  if (found == std::end(kept_codes)) return std::nullopt;
  return static_cast<KeptKind>(found - std::begin(kept_codes));
}
bool stays(KeptKind kind) { return kind == KeptKind::Seats || kind == KeptKind::Meetings; }

std::string words_of(const RetentionRule& rule) {
  if (!rule.months) return "for good";
  const bool years = *rule.months > 0 && *rule.months % 12 == 0;
  const int number = years ? *rule.months / 12 : *rule.months;
  return std::to_string(number) + (years ? " year" : " month") + (number == 1 ? "" : "s") +
         (rule.after == KeptAfter::Leaving ? " after leaving" : " after the record");
}

base::Result<std::vector<RetentionRule>> read_retention(std::string_view text) {
  Reader reader;
  for (const base::Block& block : base::read_blocks(text)) TRY(reader.block(block));
  std::ranges::stable_sort(reader.made, before);
  return std::move(reader.made);
}

std::vector<RetentionRule> retention_with(std::vector<RetentionRule> own) {
  static const std::vector<RetentionRule> shipped = [] {
    auto read = read_retention(retention_text());
    CHECK(read.ok());
    return std::move(read).value();
  }();
  own = above_shipped(std::move(own), shipped, &RetentionRule::kind);
  std::ranges::stable_sort(own, before);
  return own;
}

std::vector<RetentionRule> retention_on(const std::vector<RetentionRule>& all, base::Date on) {
  return holding_on(all, on, &RetentionRule::kind);
}

std::optional<base::Date> over_on(const RetentionRule& rule, base::Date since) {
  const bool never = !rule.months || since == base::Date::distant_future();
  if (never || since.year() + *rule.months / 12 > 9000) return std::nullopt;
  if (since == base::Date::distant_past()) return since;
  return months_later(since, *rule.months);
}

}  // namespace governance
