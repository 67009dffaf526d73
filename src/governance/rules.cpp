// Rules are a text of blocks; each line is "word: value".
#include "governance/rules.hpp"

#include <algorithm>

#include "base/blocks.hpp"
#include "base/text.hpp"

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

// What stands beside a rule, and does not decide whether it is kept.
bool is_beside(std::string_view word) {
  return word == "says" || word == "mend" || word == "source" || word == "scale";
}

// The words that a rule of the kind looks at.
bool has_effect(RuleKind kind, std::string_view word) {
  const auto one_of = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
  };
  switch (kind) {
    case RuleKind::Total: return word == "total";
    case RuleKind::AtMost: return word == "at most";
    case RuleKind::Majority: return word == "majority";
    case RuleKind::OfficeFilled: return word == "office";
    case RuleKind::HeldByMember: return one_of({"office", "held by"});
    case RuleKind::HolderSchool: return one_of({"office", "grades", "report card"});
    case RuleKind::NoEmployees: return word == "no employees";
    case RuleKind::Apart: return word == "apart";
    case RuleKind::AllMaintained: return word == "all maintained";
    case RuleKind::EachAgreed:
    case RuleKind::BoardAgreed: return word == "agreed";
    case RuleKind::Steps: return word == "steps";
    case RuleKind::Terms: return word == "terms";
    case RuleKind::Trained: return one_of({"trained", "of", "alternates"});
    case RuleKind::Checked: return one_of({"checked", "of", "alternates"});
    case RuleKind::Declared: return one_of({"declared", "alternates"});
    case RuleKind::Meets: return one_of({"meetings", "terms begin"});
    case RuleKind::Skilled: return word == "skills";
  }
  return false;
}

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
    if (block_ == Block::Seat) {
      sets.back().seats.back().lines.push_back(line);
      return of_seat(line.word, line.value);
    }
    if (block_ == Block::Rule) {
      sets.back().rules.back().lines.push_back(line);
      return of_rule(line.word, line.value);
    }
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
      const std::string replaced = words_of(set.quorum);
      set.quorum = {};
      TRY(quorum(own.content));
      add_own(own, "", replaced);
      return finish();
    }
    constexpr std::string_view seat = "seat ";
    const bool of_seat = own.rule.starts_with(seat);
    block_ = of_seat ? Block::Seat : Block::Rule;
    return of_seat ? put_seat(own.rule.substr(seat.size()), own) : put_rule(own.rule, own);
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
      const base::BlockLine line = TRY(own_line(own));
      std::string before = seat.label;
      for (const base::BlockLine& each : seat.lines) {
        if (each.word == line.word) before += ", " + each.word + ": " + each.value;
      }
      // Who is appointed follows no office, and the other way about.
      const std::string_view other = line.word == "appointed" ? "office"
                                     : line.word == "office"  ? "appointed"
                                                              : "";
      TRY(read_anew(seat, line, other));
      seat.citation = add_own(own, line.word, before);
      return {};
    });
  }

  base::Status put_rule(const std::string& code, const RuleOverride& own) {
    return at_end(sets.back().rules, code, [&](Rule& rule) -> base::Status {
      const base::BlockLine line = TRY(own_line(own));
      const RuleKind kind = rule.kind;
      const std::string before = rule.says;
      TRY(read_anew(rule, line, ""));
      if (rule.kind != kind) return bad("the rule " + rule.code + " may not become another kind.");
      rule.citation = add_own(own, line.word, before);
      rule.says = conditions(rule);
      return {};
    });
  }

  // From its lines, with this one in place of those of the same word.
  template <typename Kind>
  base::Status read_anew(Kind& made, const base::BlockLine& own, std::string_view other) {
    std::vector<base::BlockLine> lines;
    bool put = false;
    for (const base::BlockLine& each : made.lines) {
      const bool same = each.word == own.word || each.word == other;
      if (!same) lines.push_back(each);
      if (same && !put) lines.push_back(own);
      put = put || same;
    }
    if (!put) lines.push_back(own);
    Kind fresh;
    fresh.code = made.code;
    made = std::move(fresh);
    for (const base::BlockLine& each : lines) TRY(line(each));
    return {};
  }

  base::Result<base::BlockLine> own_line(const RuleOverride& own) const {
    const std::vector<base::Block> blocks = base::read_blocks(own.content);
    const bool one = blocks.size() == 1 && blocks[0].kind.empty() && blocks[0].lines.size() == 1;
    if (!one || blocks[0].lines[0].word.starts_with(attending)) {
      return bad("it is one line of a seat or rule.");
    }
    const base::BlockLine& line = blocks[0].lines[0];
    if (is_beside(line.word)) {
      return bad("\"" + line.word + "\" says nothing that could be kept or broken.");
    }
    return line;
  }

  // Adds it to what the body has of its own, in place of what it replaces. What then holds of the
  // rule in words is given back.
  std::string add_own(const RuleOverride& own, const std::string& word, std::string replaced) {
    std::vector<OwnRule>& all = sets.back().own;
    const auto before = std::ranges::find_if(all, [&](const OwnRule& each) {
      return each.fits && each.rule == own.rule && each.word == word;
    });
    if (before != all.end()) {
      replaced += ", which stood in place of: " + before->replaced;
      all.erase(before);
    }
    all.push_back({own.id, own.rule, word,
                   "Of this body alone, " + own.period.describe() + ": " + own.rule + ", " +
                       own.content + ".",
                   replaced, own.why + " (" + own.source + ")"});
    std::vector<std::string> words;
    for (const OwnRule& each : all) {
      if (each.fits && each.rule == own.rule) words.push_back(each.words());
    }
    return base::join(words, " ");
  }

  // The lines that must hold.
  static std::string conditions(const Rule& rule) {
    std::vector<std::string> lines;
    for (const base::BlockLine& each : rule.lines) {
      if (!is_beside(each.word)) lines.push_back(each.word + ": " + each.value);
    }
    return base::join(lines, "; ");
  }

  static std::string words_of(const QuorumRule& quorum) {
    std::string words = std::to_string(quorum.part.of) + "/" + std::to_string(quorum.part.in);
    if (quorum.least > 0) words += ", least " + std::to_string(quorum.least);
    return words + (quorum.each_school ? " from different schools" : "");
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

  base::Status yes_or_no(std::string_view word, std::string_view value, bool& into) const {
    if (value != "yes" && value != "no") return bad("\"" + std::string(word) + "\" is yes or no.");
    into = value == "yes";
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
      return yes_or_no(word, value, seat.votes);
    } else if (word == "alternates") {
      return yes_or_no(word, value, seat.alternates);
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
      return bad(
          "a seat has label, office, appointed, by, holds, votes, alternates, term and source, "
          "not \"" +
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
    } else if (word == "all maintained" || word == "steps") {
      if (value != "yes") return bad("\"" + std::string(word) + "\" is yes, or not there.");
      rule.kind = word == "steps" ? RuleKind::Steps : RuleKind::AllMaintained;
    } else if (word == "agreed") {
      return agreed(rule, value);
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
    } else if (word == "alternates") {
      return yes_or_no(word, value, rule.alternates);
    } else if (word == "meetings") {
      return meetings(rule, value);
    } else if (word == "skills") {
      return skills(rule, value);
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

  // "covered", "covered, every 24 months"
  base::Status skills(Rule& rule, std::string_view value) {
    const auto pieces = listed(value, ',');
    const bool renewed = pieces.size() == 2 && pieces[1].starts_with("every ");
    const auto months =
        renewed ? length(std::string_view(pieces[1]).substr(6), " months") : std::optional<int>(0);
    if (pieces[0] != "covered" || (pieces.size() > 1 && !renewed) || !months ||
        (renewed && *months == 0)) {
      return bad("\"skills\" is \"covered\", or such as \"covered, every 24 months\".");
    }
    rule.kind = RuleKind::Skilled;
    rule.months = *months;
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
    for (const base::BlockLine& each : rule.lines) {
      if (!is_beside(each.word) && !has_effect(rule.kind, each.word)) {
        return bad("in the rule " + rule.code + " of " + set.code + " \"" + each.word +
                   "\" changes nothing.");
      }
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

}  // namespace

std::optional<Part> read_part(std::string_view text) {
  const auto pieces = base::split(base::trim(text), '/');
  if (pieces.size() != 2) return std::nullopt;
  const auto of = number(pieces[0]);
  const auto in = number(pieces[1]);
  if (!of || !in || *of == 0 || *in == 0 || *of > *in) return std::nullopt;
  return Part{*of, *in};
}

std::string OwnRule::words() const {
  if (!fits) return what;
  return what + " It stands in place of: " + replaced + (replaced.ends_with('.') ? " " : ". ") +
         why;
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

base::Result<RuleSet> overridden(const RuleSet& set, const RuleOverride& own) {
  Reader reader;
  reader.sets.push_back(set);
  TRY(reader.put(own));
  return std::move(reader.sets.back());
}

}  // namespace governance
