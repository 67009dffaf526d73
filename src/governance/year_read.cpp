// The text of the year: blocks of "word: value" lines, as docs/spec/governance.md explains them.
#include <algorithm>

#include "base/blocks.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "governance/rules_data.hpp"
#include "governance/year.hpp"

namespace governance {

namespace {

constexpr std::string_view weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                         "Friday", "Saturday", "Sunday"};
constexpr std::string_view counted[] = {"first", "second", "third", "fourth"};
constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};

template <std::size_t Size>
unsigned place_in(const std::string_view (&words)[Size], std::string_view word) {
  const auto found = std::ranges::find(words, word);
  return found == std::end(words) ? 0 : static_cast<unsigned>(found - words) + 1;
}

std::optional<int> whole(std::string_view text, int most) {
  const auto read = base::parse_integer(base::trim(text));
  if (!read || *read < 1 || *read > most) return std::nullopt;
  return static_cast<int>(*read);
}

// "2025-09-01 to 2025-12-19", both days included
std::optional<base::Period> days(std::string_view text) {
  const std::size_t to = text.find(" to ");
  if (to == std::string_view::npos) return std::nullopt;
  const auto from = base::Date::from_iso(base::trim(text.substr(0, to)));
  const auto last = base::Date::from_iso(base::trim(text.substr(to + 4)));
  if (!from || !last) return std::nullopt;
  return base::Period::between(*from, last->plus_days(1));
}

// "31 December", "third Thursday of January"
std::optional<YearDay> year_day(std::string_view text) {
  const auto words = base::split(text, ' ');
  YearDay day;
  if (words.size() == 2) {
    const auto number = whole(words[0], 31);
    day.month = place_in(months, words[1]);
    if (!number || day.month == 0) return std::nullopt;
    day.day = static_cast<unsigned>(*number);
    // A day that each year has.
    if (!base::Date::from_ymd(2001, day.month, day.day)) return std::nullopt;
    return day;
  }
  if (words.size() != 4 || words[2] != "of") return std::nullopt;
  day.day = place_in(counted, words[0]);
  day.weekday = place_in(weekdays, words[1]);
  day.month = place_in(months, words[3]);
  if (day.day == 0 || day.weekday == 0 || day.month == 0) return std::nullopt;
  return day;
}

class Reader {
 public:
  base::Status block(const base::Block& block) {
    number_ = block.line;
    TRY(begin(block.kind, block.name));
    for (const base::BlockLine& line : block.lines) {
      number_ = line.line;
      if (line.value.empty()) return bad("\"" + line.word + "\" has no value.");
      TRY(block.kind == "terms"      ? of_terms(line.word, line.value)
          : block.kind == "template" ? of_template(line.word, line.value)
                                     : of_deadline(line.word, line.value));
    }
    return {};
  }

  base::Status finish() const {
    for (const TermDates& each : made.years) {
      if (each.source.empty() || each.terms.empty()) {
        return bad("terms " + std::to_string(each.year) + " needs a source and its terms.");
      }
    }
    for (const YearTemplate& each : made.templates) {
      if (each.source.empty() || each.from == base::Date() || each.lasts_min == 0) {
        return bad("template " + each.code + " needs source, from and lasts.");
      }
    }
    for (const Deadline& each : made.deadlines) {
      if (each.source.empty() || each.from == base::Date() || each.title.empty() ||
          each.kinds.empty()) {
        return bad("deadline " + each.code + " needs title, bodies, on, source and from.");
      }
    }
    return {};
  }

  YearCalendar made;

 private:
  base::Error bad(const std::string& what) const {
    return base::make_error("bad_calendar",
                            "Calendar, line " + std::to_string(number_) + ": " + what, "content");
  }

  base::Status begin(std::string_view kind, std::string_view code) {
    if (kind == "terms") {
      const auto year = whole(code, 2999);
      if (!year || *year < 2000) return bad("\"terms\" has a year, 2026 for 2026/27.");
      made.years.emplace_back().year = *year;
      return {};
    }
    if (kind != "template" && kind != "deadline") {
      return bad(
          "a block begins with \"terms\", \"template\" or \"deadline\" and a code, and every "
          "other line is \"word: value\".");
    }
    if (code.empty() || code.find(' ') != std::string_view::npos) {
      return bad("a block has a code of one word, as in \"template trust_board\".");
    }
    if (kind == "template") {
      made.templates.emplace_back().code = code;
    } else {
      made.deadlines.emplace_back().code = code;
    }
    return {};
  }

  // What all blocks have; false: another word.
  template <typename Of>
  static bool shared(Of& block, std::string_view word, std::string_view value) {
    if (word == "title")
      block.title = value;
    else if (word == "source")
      block.source = value;
    else if (word == "unsure")
      block.unsure = value;
    else
      return false;
    return true;
  }

  base::Status of_terms(std::string_view word, std::string_view value) {
    TermDates& year = made.years.back();
    if (shared(year, word, value)) return {};
    if (word == "closed") {
      const auto on = base::Date::from_iso(value.substr(0, 10));
      if (!on || value.size() < 12) return bad("\"closed\" is such as \"2026-05-04 A holiday\".");
      year.closed.emplace_back(*on, base::trim(value.substr(10)));
      return {};
    }
    const std::size_t half = value.find(", half ");
    const auto all = days(value.substr(0, half));
    const auto middle =
        half == std::string_view::npos ? std::nullopt : days(value.substr(half + 7));
    const bool within = all && middle && all->contains(*middle) && all->from() < middle->from() &&
                        middle->until() < all->until();
    if (!within) {
      return bad(
          "a term is such as \"autumn: 2026-09-01 to 2026-12-18, half 2026-10-26 to "
          "2026-10-30\", the holiday within the term.");
    }
    year.terms.push_back({std::string(word), *all, *middle});
    return {};
  }

  base::Status kinds(std::string_view value, std::vector<BodyKind>& into) const {
    for (const std::string_view each : base::split(value, ' ')) {
      const auto kind = body_kind_of(each);
      if (!kind) return bad("there is no kind of body \"" + std::string(each) + "\".");
      into.push_back(*kind);
    }
    return {};
  }

  base::Status from(std::string_view value, base::Date& into) const {
    const auto day = base::Date::from_iso(value);
    if (!day) return bad("\"from\" needs a day such as 2010-09-01.");
    into = *day;
    return {};
  }

  base::Status of_template(std::string_view word, std::string_view value) {
    YearTemplate& plan = made.templates.back();
    if (shared(plan, word, value)) return {};
    if (word == "bodies") return kinds(value, plan.kinds);
    if (word == "from") return from(value, plan.from);
    if (word == "lasts") {
      const auto minutes = whole(value, 24 * 60);
      if (!minutes) return bad("\"lasts\" is a number of minutes, such as 120.");
      plan.lasts_min = *minutes;
    } else if (word == "every") {
      plan.every.emplace_back(value);
    } else if (word == "last") {
      plan.last.emplace_back(value);
    } else if (word == "item") {
      if (plan.meetings.empty()) return bad("an \"item\" stands under its \"meeting CODE\".");
      plan.meetings.back().items.emplace_back(value);
    } else if (word.starts_with("meeting ")) {
      return meeting(plan, base::trim(word.substr(8)), value);
    } else {
      return bad(
          "a template has title, bodies, from, source, unsure, lasts, every, last, "
          "\"meeting CODE\" and item, not \"" +
          std::string(word) + "\".");
    }
    return {};
  }

  // "autumn 1, week 4, Thursday 17:00"
  base::Status meeting(YearTemplate& plan, std::string_view code, std::string_view value) {
    TemplateMeeting made_of;
    made_of.code = code;
    const auto pieces = base::split(value, ',');
    const auto error = [&] {
      return bad("a meeting is such as \"meeting autumn_1: autumn 1, week 4, Thursday 17:00\".");
    };
    if (pieces.size() != 3) return error();
    const std::string_view term = base::trim(pieces[0]);
    const std::string_view week = base::trim(pieces[1]);
    const std::string_view day = base::trim(pieces[2]);
    if (term.size() < 3 || !week.starts_with("week ")) return error();
    const auto half = whole(term.substr(term.size() - 1), 2);
    const auto which = whole(week.substr(5), 20);
    const std::size_t space = day.find(' ');
    if (!half || !which || space == std::string_view::npos) return error();
    made_of.term = base::trim(term.substr(0, term.size() - 1));
    made_of.half = *half;
    made_of.week = *which;
    made_of.weekday = place_in(weekdays, day.substr(0, space));
    made_of.starts = base::trim(day.substr(space));
    const auto same = [&](const TemplateMeeting& each) { return each.code == made_of.code; };
    if (made_of.weekday == 0 || !is_time(made_of.starts)) return error();
    if (std::ranges::any_of(plan.meetings, same)) return bad("each meeting has its own code.");
    plan.meetings.push_back(std::move(made_of));
    return {};
  }

  base::Status of_deadline(std::string_view word, std::string_view value) {
    Deadline& due = made.deadlines.back();
    if (shared(due, word, value)) return {};
    if (word == "bodies") return kinds(value, due.kinds);
    if (word == "from") return from(value, due.from);
    if (word != "on") {
      return bad("a deadline has title, bodies, on, from, source and unsure, not \"" +
                 std::string(word) + "\".");
    }
    const auto day = year_day(value);
    if (!day) return bad("\"on\" is such as \"31 December\" or \"third Thursday of January\".");
    due.on = *day;
    return {};
  }

  int number_ = 0;
};

}  // namespace

base::Result<YearCalendar> read_calendar(std::string_view text) {
  Reader reader;
  for (const base::Block& block : base::read_blocks(text)) TRY(reader.block(block));
  TRY(reader.finish());
  return std::move(reader.made);
}

const YearCalendar& shipped_calendar() {
  static const YearCalendar calendar = [] {
    base::Result<YearCalendar> read = read_calendar(calendar_text());
    CHECK(read.ok());
    return std::move(read).value();
  }();
  return calendar;
}

}  // namespace governance
