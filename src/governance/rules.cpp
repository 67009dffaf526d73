// Rules are a text of blocks; each line is "word: value".
#include "governance/rules.hpp"

#include <algorithm>
#include <tuple>

#include "base/blocks.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "governance/rules_data.hpp"

namespace governance {

namespace {

struct Range {
  int least = 0;
  std::optional<int> most;
};

std::optional<int> number(std::string_view text) {
  const auto read = base::parse_integer(base::trim(text));
  if (!read || *read < 0 || *read > 1000) return std::nullopt;
  return static_cast<int>(*read);
}

// "3 or more", "0 to 2", "2"
std::optional<Range> range(std::string_view text) {
  text = base::trim(text);
  constexpr std::string_view open = " or more";
  if (text.ends_with(open)) {
    const auto least = number(text.substr(0, text.size() - open.size()));
    return least ? std::optional(Range{*least, std::nullopt}) : std::nullopt;
  }
  if (const std::size_t to = text.find(" to "); to != std::string_view::npos) {
    const auto least = number(text.substr(0, to));
    const auto most = number(text.substr(to + 4));
    if (!least || !most || *most < *least) return std::nullopt;
    return Range{*least, *most};
  }
  const auto exact = number(text);
  return exact ? std::optional(Range{*exact, *exact}) : std::nullopt;
}

std::vector<std::string> listed(std::string_view text, char separator) {
  std::vector<std::string> all;
  for (const std::string_view each : base::split(text, separator)) {
    if (!base::trim(each).empty()) all.emplace_back(base::trim(each));
  }
  return all;
}

// "30 days", "12 months", "4 years"
std::optional<int> length(std::string_view text, std::string_view unit) {
  text = base::trim(text);
  if (!text.ends_with(unit)) return std::nullopt;
  return number(text.substr(0, text.size() - unit.size()));
}

bool cut(std::string_view& text, std::string_view ending) {
  if (!text.ends_with(ending)) return false;
  text = base::trim(text.substr(0, text.size() - ending.size()));
  return true;
}

constexpr std::string_view attending = "attends ";

class Reader {
 public:
  base::Status block(const base::Block& block) {
    number_ = block.line;
    if (block.kind == "rules") {
      TRY(begin_set(block.name));
    } else if (sets.empty()) {
      return bad("the text begins with \"rules CODE\".");
    } else if (block.kind == "seat") {
      TRY(begin_seat(block.name));
    } else if (block.kind == "rule") {
      TRY(begin_rule(block.name));
    } else {
      return bad("a line is \"word: value\".");
    }
    for (const base::BlockLine& each : block.lines) TRY(line(each));
    return {};
  }

  base::Status line(const base::BlockLine& line) {
    number_ = line.line;
    if (line.value.empty()) return bad("\"" + line.word + "\" has no value.");
    if (line.word.starts_with(attending)) {
      return attends(line.word.substr(attending.size()), line.value);
    }
    if (block_ == Block::Seat) return of_seat(line.word, line.value);
    if (block_ == Block::Rule) return of_rule(line.word, line.value);
    return of_set(line.word, line.value);
  }

  base::Status finish() {
    for (RuleSet& set : sets) {
      if (set.title.empty() || set.source.empty() || set.from == base::Date()) {
        return bad("the set " + set.code + " needs title, source and from.");
      }
      // Without one every meeting would have a quorum.
      if (set.quorum.part.of == 0) return bad("the set " + set.code + " needs a quorum.");
      for (SeatRule& seat : set.seats) {
        if (seat.label.empty()) return bad("the seat " + seat.code + " needs a label.");
        if (seat.citation.empty()) seat.citation = set.source;
      }
      for (Rule& rule : set.rules) TRY(finish_rule(set, rule));
    }
    return {};
  }

  std::vector<RuleSet> sets;

  // A line of a seat or rule of the one set there is, or the value of its quorum.
  base::Status put(const RuleOverride& own) {
    RuleSet& set = sets.back();
    number_ = 1;
    if (own.rule == "quorum") {
      set.quorum = {};
      TRY(quorum(own.content));
      set.own.push_back(own_words(own, "another quorum"));
      return finish();
    }
    const bool seat = own.rule.starts_with("seat ");
    block_ = seat ? Block::Seat : Block::Rule;
    const std::string code = seat ? own.rule.substr(5) : own.rule;
    return seat ? put_seat(code, own) : put_rule(code, own);
  }

 private:
  // The line is put to the last of its kind, so that one is moved there and back.
  template <typename Kind, typename Put>
  base::Status at_end(std::vector<Kind>& all, std::string_view code, const Put& put) {
    const auto found = std::ranges::find(all, code, &Kind::code);
    if (found == all.end()) {
      return bad("the set " + sets.back().code + " has no \"" + std::string(code) + "\".");
    }
    const auto place = found - all.begin();
    std::rotate(found, found + 1, all.end());
    TRY(put(all.back()));
    std::rotate(all.begin() + place, all.end() - 1, all.end());
    return finish();
  }

  base::Status put_seat(const std::string& code, const RuleOverride& own) {
    return at_end(sets.back().seats, code, [&](SeatRule& seat) -> base::Status {
      const std::string label = seat.label;
      TRY(own_line(own));
      seat.citation = own_words(own, label);
      sets.back().own.push_back(seat.citation);
      return {};
    });
  }

  base::Status put_rule(const std::string& code, const RuleOverride& own) {
    return at_end(sets.back().rules, code, [&](Rule& rule) -> base::Status {
      const RuleKind kind = rule.kind;
      rule.cards.clear();
      TRY(own_line(own));
      if (rule.kind != kind) return bad("the rule " + rule.code + " may not become another kind.");
      rule.citation = own_words(own, rule.says);
      rule.says = own.content;
      sets.back().own.push_back(rule.citation);
      return {};
    });
  }

  base::Status own_line(const RuleOverride& own) {
    const std::vector<base::Block> blocks = base::read_blocks(own.content);
    const bool one = blocks.size() == 1 && blocks[0].kind.empty() && blocks[0].lines.size() == 1;
    if (!one || blocks[0].lines[0].word.starts_with(attending)) {
      return bad("it is one line of a seat or rule.");
    }
    return line(blocks[0].lines[0]);
  }

  static std::string own_words(const RuleOverride& own, const std::string& replaced) {
    return "Of this body alone, " + own.period.describe() + ": " + own.rule + ", " + own.content +
           ". It stands in place of: " + replaced + (replaced.ends_with('.') ? " " : ". ") +
           own.why + " (" + own.source + ")";
  }

  enum class Block { Set, Seat, Rule };

  base::Error bad(const std::string& what) const {
    return base::make_error("bad_rules", "Rules, line " + std::to_string(number_) + ": " + what);
  }

  base::Status begin_set(std::string_view code) {
    if (code.empty()) return bad("a set needs a code: \"rules cluster_board\".");
    sets.emplace_back().code = code;
    block_ = Block::Set;
    return {};
  }

  base::Status begin_seat(std::string_view code) {
    if (code.empty() || sets.back().seat(code)) {
      return bad("each seat of a set needs a code of its own.");
    }
    sets.back().seats.emplace_back().code = code;
    block_ = Block::Seat;
    return {};
  }

  base::Status begin_rule(std::string_view code) {
    const auto same = [&](const Rule& each) { return each.code == code; };
    if (code.empty() || std::ranges::any_of(sets.back().rules, same)) {
      return bad("each rule of a set needs a code of its own.");
    }
    sets.back().rules.emplace_back().code = code;
    block_ = Block::Rule;
    return {};
  }

  base::Status attends(std::string_view who, std::string_view where) {
    const auto office = office_kind_of(base::trim(who));
    const auto body = body_kind_of(where);
    if (!office || !body) {
      return bad(
          "who attends without a vote is \"attends OFFICE: BODY\", as in "
          "\"attends lead_headteacher: trust_board\".");
    }
    sets.back().attends.push_back({*office, *body, sets.back().source});
    return {};
  }

  base::Status of_set(std::string_view word, std::string_view value) {
    RuleSet& set = sets.back();
    if (word == "title") {
      set.title = value;
    } else if (word == "source") {
      set.source = value;
    } else if (word == "unsure") {
      set.unsure = value;
    } else if (word == "from") {
      const auto day = base::Date::from_iso(value);
      if (!day) return bad("\"from\" needs a day such as 2010-09-01.");
      set.from = *day;
    } else if (word == "term") {
      const auto years = length(value, " years");
      if (!years || *years == 0) return bad("\"term\" is such as \"4 years\".");
      set.term_years = *years;
    } else if (word == "soon") {
      const auto days = length(value, " days");
      if (!days || *days == 0) return bad("\"soon\" is such as \"90 days\".");
      set.soon_days = *days;
    } else if (word == "notice") {
      const auto days = length(value, " days");
      if (!days || *days == 0) return bad("\"notice\" is such as \"7 days\".");
      set.notice_days = *days;
    } else if (word == "attendance") {
      const auto part = read_part(value);
      if (!part) return bad("\"attendance\" is a part such as 1/2.");
      set.attendance_least = *part;
    } else if (word == "bodies") {
      for (const std::string& each : listed(value, ' ')) {
        const auto kind = body_kind_of(each);
        if (!kind) return bad("there is no kind of body \"" + each + "\".");
        set.kinds.push_back(*kind);
      }
    } else if (word == "quorum") {
      return quorum(value);
    } else if (word == "votes") {
      return votes(value);
    } else {
      return bad(
          "a set has title, bodies, from, source, unsure, term, soon, notice, attendance, quorum "
          "and votes, not \"" +
          std::string(word) + "\".");
    }
    return {};
  }

  // "casting", "casting, proxies"
  base::Status votes(std::string_view value) {
    for (const std::string& each : listed(value, ',')) {
      if (each == "casting") {
        sets.back().casting_vote = true;
      } else if (each == "proxies") {
        sets.back().proxies = true;
      } else {
        return bad("\"votes\" is \"casting\" (of the chair), \"proxies\" or both.");
      }
    }
    return {};
  }

  // "1/2, least 3", "1/3, least 8 from different schools"
  base::Status quorum(std::string_view value) {
    QuorumRule& quorum = sets.back().quorum;
    for (const std::string& each : listed(value, ',')) {
      std::string_view text = each;
      if (text.starts_with("least ")) {
        quorum.each_school = cut(text, " from different schools");
        const auto least = number(text.substr(6));
        if (!least) return bad("the quorum's \"least\" needs a number.");
        quorum.least = *least;
      } else if (const auto share = read_part(text)) {
        quorum.part = *share;
      } else {
        return bad("a quorum is such as \"1/2, least 3\".");
      }
    }
    return {};
  }

  base::Status of_seat(std::string_view word, std::string_view value) {
    SeatRule& seat = sets.back().seats.back();
    if (word == "label") {
      seat.label = value;
    } else if (word == "by") {
      if (!appointing_body(value)) {
        return bad("there is no appointing body \"" + std::string(value) + "\".");
      }
      seat.appointed_by = value;
    } else if (word == "holds") {
      seat.must_hold = office_kind_of(value);
      if (!seat.must_hold) return bad("there is no office \"" + std::string(value) + "\".");
    } else if (word == "votes") {
      if (value != "yes" && value != "no") return bad("\"votes\" is yes or no.");
      seat.votes = value == "yes";
    } else if (word == "term") {
      if (value != "none") return bad("the \"term\" of a seat is none, or that of its set.");
      seat.has_term = false;
    } else if (word == "source") {
      seat.citation = value;
    } else if (word == "office") {
      return followed(seat, value);
    } else if (word == "appointed") {
      seat.each_school = cut(value, " for each school");
      const auto size = range(value);
      if (!size) return bad("\"appointed\" is such as \"1\", \"0 to 2\" or \"3 or more\".");
      seat.source = SeatSource::Appointed;
      seat.least = size->least;
      seat.most = size->most;
    } else {
      return bad("a seat has label, office, appointed, by, holds, votes, term and source, not \"" +
                 std::string(word) + "\".");
    }
    return {};
  }

  // "headteacher of each school", "chair of the body of each school", "chair of the parent"
  base::Status followed(SeatRule& seat, std::string_view value) {
    if (cut(value, " of the body of each school")) {
      seat.source = SeatSource::EachSchoolBody;
    } else if (cut(value, " of each school")) {
      seat.source = SeatSource::EachSchoolOffice;
    } else if (cut(value, " of the parent")) {
      seat.source = SeatSource::ParentOffice;
    } else {
      seat.source = SeatSource::PlaceOffice;
    }
    const auto office = office_kind_of(value);
    if (!office) return bad("there is no office \"" + std::string(value) + "\".");
    seat.office = *office;
    return {};
  }

  base::Status of_rule(std::string_view word, std::string_view value) {
    Rule& rule = sets.back().rules.back();
    if (word == "says") {
      rule.says = value;
    } else if (word == "mend") {
      rule.mend = value;
    } else if (word == "source") {
      rule.citation = value;
    } else if (word == "held by") {
      rule.kind = RuleKind::HeldByMember;
      if (value != "a member") rule.seats = listed(value, ' ');
    } else if (word == "grades") {
      rule.kind = RuleKind::HolderSchool;
      rule.grades = listed(value, ',');
    } else if (word == "report card") {
      return report_card(rule, value);
    } else if (word == "terms begin") {
      return terms_begin(rule, value);
    } else if (word == "scale") {
      rule.scale = listed(value, ',');
    } else {
      return kind_of_rule(rule, word, value);
    }
    return {};
  }

  base::Status report_card(Rule& rule, std::string_view value) {
    for (const std::string& each : listed(value, ';')) {
      const std::size_t at = each.find(" at least ");
      if (at == std::string::npos) {
        return bad("\"report card\" is such as \"achievement at least expected\".");
      }
      rule.cards.push_back({each.substr(0, at), each.substr(at + 10)});
    }
    return {};
  }

  base::Status kind_of_rule(Rule& rule, std::string_view word, std::string_view value) {
    const auto office = [&]() -> base::Result<OfficeKind> {
      const auto kind = office_kind_of(value);
      if (!kind) return bad("there is no office \"" + std::string(value) + "\".");
      return *kind;
    };
    if (word == "total") {
      const auto size = range(value);
      if (!size) return bad("\"total\" is such as \"3 to 9\" or \"7 or more\".");
      rule.kind = RuleKind::Total;
      rule.least = size->least;
      rule.most = size->most;
    } else if (word == "at most") {
      const auto pieces = listed(value, ',');
      const auto share = pieces.size() == 2 ? read_part(pieces[0]) : std::nullopt;
      if (!share) return bad("\"at most\" is such as \"1/3, head staff\".");
      rule.kind = RuleKind::AtMost;
      rule.part = *share;
      rule.seats = listed(pieces[1], ' ');
    } else if (word == "majority") {
      rule.kind = RuleKind::Majority;
      rule.seats = listed(value, ' ');
    } else if (word == "no employees") {
      rule.kind = RuleKind::NoEmployees;
      rule.seats = listed(value, ' ');
    } else if (word == "office") {
      // "held by" and "grades" say more of the same office, before this line or after it.
      const bool more = rule.kind == RuleKind::HeldByMember || rule.kind == RuleKind::HolderSchool;
      if (!more) rule.kind = RuleKind::OfficeFilled;
      rule.office = TRY(office());
    } else if (word == "apart") {
      return apart(rule, value);
    } else if (word == "all maintained") {
      rule.kind = RuleKind::AllMaintained;
    } else if (word == "agreed") {
      return agreed(rule, value);
    } else if (word == "steps") {
      rule.kind = RuleKind::Steps;
    } else if (word == "terms") {
      const auto months = length(value, " months");
      if (!months || *months == 0) return bad("\"terms\" is such as \"12 months\".");
      rule.kind = RuleKind::Terms;
      rule.months = *months;
    } else if (word == "trained" || word == "checked") {
      rule.kind = word == "trained" ? RuleKind::Trained : RuleKind::Checked;
      return had(rule, value);
    } else if (word == "of") {
      rule.seats = listed(value, ' ');
    } else if (word == "meetings") {
      return meetings(rule, value);
    } else if (word == "declared") {
      const auto days = length(value, " days");
      if (!days) return bad("\"declared\" is the days of grace, such as \"30 days\".");
      rule.kind = RuleKind::Declared;
      rule.grace_days = *days;
    } else {
      return bad("there is no rule \"" + std::string(word) + "\".");
    }
    return {};
  }

  // "3 or more a year; explained below 6", "4 to 6 a year", "1 or more each term"
  base::Status meetings(Rule& rule, std::string_view value) {
    const std::size_t semicolon = value.find(';');
    std::string_view often = base::trim(value.substr(0, semicolon));
    const bool each_term = cut(often, " each term");
    const auto size = each_term || cut(often, " a year") ? range(often) : std::nullopt;
    if (!size) return bad("\"meetings\" is such as \"4 to 6 a year\" or \"1 or more each term\".");
    rule.kind = RuleKind::Meets;
    rule.least = size->least;
    rule.most = size->most;
    rule.each_term = each_term;
    if (semicolon == std::string_view::npos) return {};
    constexpr std::string_view below = "explained below ";
    const std::string_view more = base::trim(value.substr(semicolon + 1));
    const auto least = more.starts_with(below) ? number(more.substr(below.size())) : std::nullopt;
    if (!least) return bad("after \";\" stands such as \"explained below 6\".");
    rule.explained = *least;
    return {};
  }

  // "1 September, 1 January, 16 April"
  base::Status terms_begin(Rule& rule, std::string_view value) {
    for (const std::string& each : listed(value, ',')) {
      const auto day = base::Date::parse(each + " 2001");  // a year without 29 February
      if (!day) return bad("\"terms begin\" is such as \"1 September, 1 January, 16 April\".");
      rule.terms.push_back({day->month(), day->day()});
    }
    return {};
  }

  // "safeguarding within 90 days, every 24 months", "dbs within 21 days", "prevent every 3 years"
  base::Status had(Rule& rule, std::string_view value) {
    const auto pieces = listed(value, ',');
    bool first = true;
    for (const std::string& each : pieces) {
      std::string text = first ? each : " " + each;
      bool said = first;
      if (const std::size_t at = text.find(" every "); at != std::string::npos) {
        const std::string_view span = std::string_view(text).substr(at + 7);
        const auto months = length(span, " months");
        const auto years = length(span, " years");
        rule.months = months ? *months : years ? 12 * *years : 0;
        if (rule.months == 0) return bad_had();
        text.resize(at);
        said = true;
      }
      if (const std::size_t at = text.find(" within "); at != std::string::npos) {
        const auto days = length(std::string_view(text).substr(at + 8), " days");
        if (!days) return bad_had();
        rule.grace_days = *days;
        text.resize(at);
        said = true;
      }
      if (first) rule.subject = base::lower_ascii(base::trim(text));
      if (!said || (!first && !base::trim(text).empty())) return bad_had();
      first = false;
    }
    const bool none = rule.subject.empty() || rule.subject.starts_with("within ") ||
                      rule.subject.starts_with("every ");
    return none ? base::Status(bad_had()) : base::Status();
  }

  base::Error bad_had() const {
    return bad(
        "\"trained\" and \"checked\" are such as \"safeguarding within 90 days, every 24 months\" "
        "or \"dbs within 21 days\".");
  }

  base::Status apart(Rule& rule, std::string_view value) {
    const auto pieces = listed(value, ' ');
    const auto one = pieces.size() == 2 ? office_kind_of(pieces[0]) : std::nullopt;
    const auto other = pieces.size() == 2 ? office_kind_of(pieces[1]) : std::nullopt;
    if (!one || !other) return bad("\"apart\" names two offices.");
    rule.kind = RuleKind::Apart;
    rule.office = *one;
    rule.other_office = *other;
    return {};
  }

  base::Status agreed(Rule& rule, std::string_view value) {
    const bool schools = cut(value, " by each school");
    if (!schools && !cut(value, " by the trust board")) {
      return bad("\"agreed\" ends in \"by each school\" or \"by the trust board\".");
    }
    rule.kind = schools ? RuleKind::EachAgreed : RuleKind::BoardAgreed;
    rule.question = value;
    return {};
  }

  base::Status finish_rule(const RuleSet& set, Rule& rule) const {
    if (rule.says.empty() || rule.mend.empty()) {
      return bad("the rule " + rule.code + " of " + set.code + " needs says and mend.");
    }
    if (rule.kind == RuleKind::Total && !rule.least) {
      return bad("the rule " + rule.code + " of " + set.code + " does not say what must hold.");
    }
    if (rule.kind == RuleKind::Meets && rule.each_term && rule.terms.empty()) {
      return bad("the rule " + rule.code + " of " + set.code + " needs \"terms begin\".");
    }
    for (const ReportCardNeed& need : rule.cards) {
      if (std::ranges::find(rule.scale, need.least) == rule.scale.end()) {
        return bad("the rule " + rule.code + " of " + set.code + " needs a \"scale\", the best " +
                   "judgement first, that has \"" + need.least + "\".");
      }
    }
    for (const std::string& seat : rule.seats) {
      if (!set.seat(seat)) {
        return bad("the rule " + rule.code + " names the seat " + seat + ", which " + set.code +
                   " does not have.");
      }
    }
    if (rule.citation.empty()) rule.citation = set.source;
    return {};
  }

  Block block_ = Block::Set;
  int number_ = 0;
};

constexpr auto order = [](const RuleSet& set) {
  return std::tuple(std::string_view(set.code), set.from);
};

}  // namespace

std::optional<Part> read_part(std::string_view text) {
  const auto pieces = base::split(base::trim(text), '/');
  if (pieces.size() != 2) return std::nullopt;
  const auto of = number(pieces[0]);
  const auto in = number(pieces[1]);
  if (!of || !in || *of == 0 || *in == 0 || *of > *in) return std::nullopt;
  return Part{*of, *in};
}

const SeatRule* RuleSet::seat(std::string_view code) const {
  const auto found = std::ranges::find(seats, code, &SeatRule::code);
  return found == seats.end() ? nullptr : &*found;
}

base::Result<std::vector<RuleSet>> read_rules(std::string_view text) {
  Reader reader;
  for (const base::Block& block : base::read_blocks(text)) TRY(reader.block(block));
  TRY(reader.finish());
  return std::move(reader.sets);
}

RuleBook::RuleBook(std::vector<RuleSet> sets) { add(std::move(sets)); }

void RuleBook::add(std::vector<RuleSet> sets) {
  for (RuleSet& set : sets) {
    const auto place = std::ranges::lower_bound(sets_, order(set), {}, order);
    if (place != sets_.end() && order(*place) == order(set)) {
      *place = std::move(set);
    } else {
      sets_.insert(place, std::move(set));
    }
  }
}

const RuleSet* RuleBook::set(std::string_view code, base::Date on) const {
  const RuleSet* newest = nullptr;
  for (const RuleSet& set : sets_) {
    if (set.code == code && set.from <= on) newest = &set;
  }
  return newest;
}

base::Result<RuleSet> overridden(const RuleSet& set, const RuleOverride& own) {
  Reader reader;
  reader.sets.push_back(set);
  TRY(reader.put(own));
  return std::move(reader.sets.back());
}

void RuleBook::add_own(const Body& body, const std::vector<RuleOverride>& own) {
  std::vector<base::Date> days;
  for (const RuleOverride& each : own) {
    days.push_back(each.period.from());
    days.push_back(each.period.until());
  }
  for (const RuleSet& set : sets_) days.push_back(set.from);
  std::ranges::sort(days);
  days.erase(std::unique(days.begin(), days.end()), days.end());
  for (std::size_t at = 0; at + 1 < days.size(); ++at) {
    const RuleSet* base = shared(body, days[at]);
    if (!base) continue;
    RuleSet made = *base;
    for (const RuleOverride& each : own) {
      if (!each.period.contains(days[at])) continue;
      base::Result<RuleSet> put = overridden(made, each);
      if (put.ok()) {
        made = std::move(put).value();
      } else {
        made.own.push_back("What was noted of \"" + each.rule +
                           "\" does not fit the rules that hold now: " + put.error().message);
      }
    }
    if (made.own.empty()) continue;
    own_[body.id.value].push_back(
        {{days[at], days[at + 1]}, std::make_shared<const RuleSet>(std::move(made))});
  }
}

std::vector<base::Period> RuleBook::own_periods(BodyId body) const {
  std::vector<base::Period> periods;
  const auto found = own_.find(body.value);
  if (found == own_.end()) return periods;
  for (const Own& each : found->second) periods.push_back(each.period);
  return periods;
}

const RuleSet* RuleBook::of(const Body& body, base::Date on) const {
  const auto found = own_.find(body.id.value);
  if (found != own_.end()) {
    for (const Own& each : found->second) {
      if (each.period.contains(on)) return each.set.get();
    }
  }
  return shared(body, on);
}

const RuleSet* RuleBook::shared(const Body& body, base::Date on) const {
  if (!body.rule_set.empty()) return set(body.rule_set, on);
  const RuleSet* newest = nullptr;
  for (const RuleSet& set : sets_) {
    const bool meant = std::ranges::find(set.kinds, body.kind) != set.kinds.end();
    if (meant && set.from <= on && (!newest || newest->from <= set.from)) newest = &set;
  }
  return newest;
}

const RuleBook& shipped_rules() {
  static const RuleBook book = [] {
    base::Result<std::vector<RuleSet>> read = read_rules(rules_text());
    CHECK(read.ok());
    return RuleBook(std::move(read).value());
  }();
  return book;
}

}  // namespace governance
