// Reading and writing the text of a scheme.
#include "delegation/scheme.hpp"

#include <algorithm>
#include <set>

#include "base/blocks.hpp"
#include "base/text.hpp"

namespace delegation {

namespace {

struct PartWords {
  Part part;
  std::string_view word;
  std::string_view label;
  std::string_view letter;
};
constexpr PartWords part_words[parts] = {
    {Part::Decides, "decides", "Decides", "D"},
    {Part::Recommends, "recommends", "Recommends", "R"},
    {Part::Consulted, "consulted", "Is consulted", "C"},
    {Part::Informed, "informed", "Is informed", "I"},
    {Part::CarriesOut, "carries out", "Carries out", "E"},
    {Part::Reports, "reports", "Reports back", "B"},
};

struct LayerWords {
  LayerKind kind;
  std::string_view word;
  std::string_view label;
};
constexpr LayerWords layer_words[layer_kinds] = {
    {LayerKind::Group, "group", "Scheme of the group"},
    {LayerKind::Category, "category", "Category overlay"},
    {LayerKind::Cluster, "cluster", "Cluster overlay"},
    {LayerKind::School, "school", "School overlay"},
    {LayerKind::Rating, "rating", "Rating overlay"},
};

base::Error bad(int line, std::string_view what) {
  if (what.ends_with('.')) what.remove_suffix(1);
  return base::make_error("bad_scheme",
                          "Scheme, line " + std::to_string(line) + ": " + std::string(what) + ".");
}

bool covers(const Catalogue& catalogue, const std::vector<int>& decisions,
            const std::string& domain, int decision) {
  if (!decisions.empty()) return std::ranges::find(decisions, decision) != decisions.end();
  return domain.empty() || catalogue.decisions[static_cast<std::size_t>(decision)].domain == domain;
}

class Reader {
 public:
  Reader(const Catalogue& catalogue, Scheme& made) : catalogue_(catalogue), made_(made) {}

  base::Status block(const base::Block& block) {
    if (block.kind == "scheme") return head(block);
    if (!begun_) return bad(block.line, "a scheme begins with \"scheme CODE\"");
    if (block.kind == "clause") return clause(block);
    if (block.kind == "rows") return rows(block);
    if (block.kind == "withdrawal") return withdrawal(block);
    return bad(block.line, "a block is a scheme, clause, withdrawal or rows");
  }

  base::Status finish() const {
    if (!begun_) return bad(1, "a scheme begins with \"scheme CODE\"");
    return {};
  }

 private:
  base::Result<int> level(int line, std::string_view code) const {
    const int found = catalogue_.level_called(base::trim(code));
    if (found < 0) {
      return bad(line, "there is no level \"" + std::string(base::trim(code)) + "\"");
    }
    if (made_.levels != 0 && (made_.levels & level_bit(found)) == 0) {
      return bad(line, "the level \"" + std::string(base::trim(code)) +
                           "\" is not among those that the scheme uses");
    }
    return found;
  }

  base::Status day(const base::BlockLine& line, base::Date& into) const {
    const auto read = base::Date::parse(line.value);
    if (!read) return bad(line.line, "\"" + line.value + "\" is no day such as 2026-09-01");
    into = *read;
    return {};
  }

  base::Status layer(const base::BlockLine& line) {
    const std::string_view text = line.value;
    const std::size_t space = std::min(text.find(' '), text.size());
    for (const LayerWords& each : layer_words) {
      if (each.word != text.substr(0, space)) continue;
      made_.kind = each.kind;
      made_.which = base::trim(text.substr(space));
      const std::string_view fact = fact_of(each.kind);
      if (fact.empty() != made_.which.empty()) break;
      return fact.empty() ? base::Status() : known_word(line.line, fact);
    }
    return bad(line.line,
               "a layer is group, \"category NAME\", cluster, school or \"rating NAME\"");
  }

  base::Status known_word(int line, std::string_view name) const {
    const int fact = fact_called(catalogue_.facts, name);
    if (fact >= 0) {
      const auto& words = catalogue_.facts[static_cast<std::size_t>(fact)].words;
      if (std::ranges::find(words, made_.which) != words.end()) return {};
    }
    return bad(line,
               "there is no " + std::string(name) + " \"" + made_.which + "\" in the catalogue");
  }

  // "lgb to executive"
  base::Status falls(const base::BlockLine& line) {
    const std::string_view text = line.value;
    const std::size_t to = text.find(" to ");
    if (to == std::string_view::npos) return bad(line.line, "write \"falls: lgb to executive\"");
    const int from = TRY(level(line.line, text.substr(0, to)));
    made_.falls[static_cast<std::size_t>(from)] = TRY(level(line.line, text.substr(to + 4)));
    return {};
  }

  base::Status head_line(const base::BlockLine& line) {
    const std::string& word = line.word;
    if (word == "title")
      made_.title = line.value;
    else if (word == "version")
      made_.version = line.value;
    else if (word == "adopted")
      made_.adopted = line.value;
    else if (word == "reason")
      made_.reason = line.value;
    else if (word == "layer")
      return layer(line);
    else if (word == "from")
      return day(line, made_.from);
    else if (word == "falls")
      return falls(line);
    else if (word == "whole") {
      if (line.value != "yes") return bad(line.line, "\"whole\" is yes, or left out");
      made_.whole = true;
    } else if (word == "retained")
      made_.retained = TRY(level(line.line, line.value));
    else if (word == "review") {
      base::Date review;
      TRY(day(line, review));
      made_.review = review;
    } else if (word == "levels") {
      for (const std::string_view code : base::split(line.value, ',')) {
        made_.levels |= level_bit(TRY(level_of_all(line.line, code)));
      }
    } else {
      return bad(line.line, "a scheme has no \"" + word + "\"");
    }
    return {};
  }

  base::Result<int> level_of_all(int line, std::string_view code) const {
    const int found = catalogue_.level_called(base::trim(code));
    if (found >= 0) return found;
    return bad(line, "there is no level \"" + std::string(base::trim(code)) + "\"");
  }

  base::Status head(const base::Block& block) {
    if (begun_) return bad(block.line, "a text has one scheme");
    begun_ = true;
    made_.code = block.name;
    TRY(once(block, {"title", "version", "adopted", "reason", "layer", "from", "whole", "retained",
                     "review", "levels"}));
    // Which levels there are is known before one of them is named.
    for (const bool of_levels : {true, false}) {
      for (const base::BlockLine& line : block.lines) {
        if ((line.word == "levels") == of_levels) TRY(head_line(line));
      }
    }
    if (made_.code.empty() || made_.title.empty() || made_.version.empty() ||
        made_.from == base::Date()) {
      return bad(block.line, "a scheme needs code, title, version and from");
    }
    return {};
  }

  // "F15, F16", "domain finance" or "all"
  base::Status on(const base::BlockLine& line, std::vector<int>& decisions, std::string& domain) {
    const std::string_view text = line.value;
    if (text == "all") return {};
    if (text.starts_with("domain ")) {
      domain = base::trim(text.substr(7));
      if (catalogue_.domain_called(domain)) return {};
      return bad(line.line, "there is no domain \"" + domain + "\"");
    }
    for (const std::string_view each : base::split(text, ',')) {
      const int found = catalogue_.decision_called(base::trim(each));
      if (found < 0) {
        return bad(line.line, "there is no decision \"" + std::string(base::trim(each)) + "\"");
      }
      decisions.push_back(found);
    }
    return {};
  }

  // "consulted 5 days", "reports 14 days to board"
  base::Result<Cell> cell(const base::BlockLine& line, int level, std::string_view text) const {
    text = base::trim(text);
    for (const PartWords& each : part_words) {
      if (!text.starts_with(each.word)) continue;
      Cell made{level, each.part, 0, -1};
      std::string_view rest = base::trim(text.substr(each.word.size()));
      if (const std::size_t end = rest.find(" day"); end != std::string_view::npos) {
        const auto days = base::parse_integer(rest.substr(0, end));
        if (!days || *days < 1 || *days > 400) break;
        made.days = static_cast<int>(*days);
        rest = base::trim(rest.substr(end + (rest.substr(end).starts_with(" days") ? 5 : 4)));
      }
      if (rest.starts_with("to ")) {
        made.to = TRY(this->level(line.line, rest.substr(3)));
        rest = {};
      }
      const bool timed = each.part == Part::Consulted || each.part == Part::Reports ||
                         each.part == Part::Recommends;
      if (!rest.empty() || (made.days != 0 && !timed) ||
          (made.to >= 0 && each.part != Part::Reports)) {
        break;
      }
      return made;
    }
    return bad(line.line, "\"" + std::string(text) +
                              "\" is no part: write decides, recommends, consulted 5 days, "
                              "informed, carries out, or reports 14 days to board");
  }

  base::Status new_code(int line, const std::string& code) {
    if (code.empty() || !codes_.insert(code).second) {
      return bad(line, "each clause needs a code of its own");
    }
    if (codes_.size() > clauses_of_scheme_max) return bad(line, "there are too many clauses");
    return {};
  }

  // What is said once is not said again further down, where it would be overlooked.
  static base::Status once(const base::Block& block, const std::vector<std::string_view>& words) {
    for (const base::BlockLine& line : block.lines) {
      const bool single = std::ranges::find(words, line.word) != words.end();
      if (single && std::ranges::count(block.lines, line.word, &base::BlockLine::word) > 1) {
        return bad(line.line, "\"" + line.word + "\" is said twice");
      }
    }
    return {};
  }

  base::Status clause_line(const base::BlockLine& line, Clause& made, bool& placed) {
    if (line.word == "on") {
      placed = true;
      return on(line, made.decisions, made.domain);
    }
    if (line.word == "says") {
      made.says = line.value;
    } else if (line.word == "when") {
      ReadCondition when = read_condition(catalogue_.facts, line.value);
      if (when.error) return bad(line.line, *when.error);
      made.when = std::move(when.condition);
    } else {
      const int of = TRY(level(line.line, line.word));
      for (const std::string_view each : base::split(line.value, ',')) {
        made.cells.push_back(TRY(cell(line, of, each)));
      }
    }
    return {};
  }

  // One of a level's parts is said once, and one level decides.
  base::Status check_cells(int line, const Clause& clause) const {
    int deciders = 0;
    for (std::size_t at = 0; at < clause.cells.size(); ++at) {
      const Cell& cell = clause.cells[at];
      deciders += cell.part == Part::Decides ? 1 : 0;
      for (std::size_t other = 0; other < at; ++other) {
        if (clause.cells[other].level == cell.level && clause.cells[other].part == cell.part) {
          return bad(line, "a part of a level is said twice");
        }
      }
    }
    if (deciders > 1) return bad(line, "one level decides by one clause; write two clauses");
    if (clause.cells.empty()) return bad(line, "a clause gives a part to a level");
    return {};
  }

  // A condition on what nobody is asked could never be judged.
  base::Status check_facts(int line, const Clause& clause) const {
    for (const int decision : clause.decisions) {
      for (const Atom& atom : clause.when) {
        if (catalogue_.has(decision, atom.fact)) continue;
        return bad(line, "the decision " +
                             catalogue_.decisions[static_cast<std::size_t>(decision)].code +
                             " does not ask for \"" +
                             catalogue_.facts[static_cast<std::size_t>(atom.fact)].code +
                             "\"; let the catalogue say that it does");
      }
    }
    return {};
  }

  base::Status clause(const base::Block& block) {
    Clause made;
    made.code = block.name;
    TRY(new_code(block.line, made.code));
    TRY(once(block, {"on", "when", "says"}));
    bool placed = false;
    for (const base::BlockLine& line : block.lines) TRY(clause_line(line, made, placed));
    if (!placed) return bad(block.line, "a clause says what it is on");
    TRY(check_facts(block.line, made));
    TRY(check_cells(block.line, made));
    made_.clauses.push_back(std::move(made));
    return {};
  }

  // A matrix: "rows members, board, cluster" and then "F01: -DC" with one letter for each level.
  base::Status rows(const base::Block& block) {
    std::vector<int> columns;
    for (const std::string_view each : base::split(block.name, ',')) {
      columns.push_back(TRY(level(block.line, each)));
    }
    for (const base::BlockLine& line : block.lines) {
      Clause made;
      made.code = line.word;
      TRY(new_code(line.line, made.code));
      const int decision = catalogue_.decision_called(line.word);
      if (decision < 0) return bad(line.line, "there is no decision \"" + line.word + "\"");
      made.decisions = {decision};
      if (line.value.size() != columns.size()) {
        return bad(line.line, "a row has one letter for each level");
      }
      for (std::size_t at = 0; at < columns.size(); ++at) {
        const char letter = line.value[at];
        if (letter == '-') continue;
        const auto found =
            std::ranges::find(part_words, std::string_view(&letter, 1), &PartWords::letter);
        if (found == std::end(part_words)) {
          return bad(line.line, "the letters of a row are D, R, C, I, E, B and -");
        }
        made.cells.push_back({columns[at], found->part, 0, -1});
      }
      TRY(check_cells(line.line, made));
      made_.clauses.push_back(std::move(made));
    }
    return {};
  }

  base::Status withdrawal(const base::Block& block) {
    Withdrawal made;
    made.code = block.name;
    TRY(once(block, {"of", "to", "on", "from", "until", "why", "ends when"}));
    bool from = false;
    bool to = false;
    base::Date begins = base::Date::distant_past();
    base::Date ends = base::Date::distant_future();
    for (const base::BlockLine& line : block.lines) {
      if (line.word == "of") {
        made.from_level = TRY(level(line.line, line.value));
        from = true;
      } else if (line.word == "to") {
        made.to_level = TRY(level(line.line, line.value));
        to = true;
      } else if (line.word == "on") {
        TRY(on(line, made.decisions, made.domain));
      } else if (line.word == "from") {
        TRY(day(line, begins));
      } else if (line.word == "until") {
        TRY(day(line, ends));
      } else if (line.word == "why") {
        made.why = line.value;
      } else if (line.word == "ends when") {
        made.ends_when = line.value;
      } else {
        return bad(line.line, "a withdrawal has no \"" + line.word + "\"");
      }
    }
    const auto period = base::Period::between(begins, ends);
    if (!period) return bad(block.line, "it would end before it begins");
    made.period = *period;
    if (!from || !to || made.from_level == made.to_level || made.why.empty()) {
      return bad(block.line, "a withdrawal says of whom, to whom else, and why");
    }
    if (made.ends_when.empty() && period->open_end()) {
      return bad(block.line, "a withdrawal says when it ends: \"until\" or \"ends when\"");
    }
    made_.withdrawals.push_back(std::move(made));
    return {};
  }

  const Catalogue& catalogue_;
  Scheme& made_;
  std::set<std::string> codes_;
  bool begun_ = false;
};

std::string cell_words(const Catalogue& catalogue, const Cell& cell) {
  std::string words(word_of(cell.part));
  if (cell.days != 0) {
    words += " " + std::to_string(cell.days) + (cell.days == 1 ? " day" : " days");
  }
  if (cell.to >= 0) words += " to " + catalogue.levels[static_cast<std::size_t>(cell.to)].code;
  return words;
}

class Writer {
 public:
  explicit Writer(const Catalogue& catalogue) : catalogue_(catalogue) {}

  std::string write(const Scheme& scheme) {
    head(scheme);
    for (const Clause& clause : scheme.clauses) write_clause(clause);
    for (const Withdrawal& each : scheme.withdrawals) write_withdrawal(each);
    return std::move(text_);
  }

 private:
  void line(std::string_view word, std::string_view value) {
    if (value.empty()) return;
    text_ += std::string(word) + ": " + std::string(value) + "\n";
  }

  const std::string& level(int index) const {
    return catalogue_.levels[static_cast<std::size_t>(index)].code;
  }

  std::string levels_listed(LevelSet set) const {
    std::vector<std::string> all;
    for (int at = 0; at < static_cast<int>(catalogue_.levels.size()); ++at) {
      if ((set & level_bit(at)) != 0) all.push_back(level(at));
    }
    return base::join(all, ", ");
  }

  void head(const Scheme& scheme) {
    text_ += "scheme " + scheme.code + "\n";
    line("title", scheme.title);
    line("layer",
         std::string(word_of(scheme.kind)) + (scheme.which.empty() ? "" : " " + scheme.which));
    if (scheme.whole) line("whole", "yes");
    line("version", scheme.version);
    line("from", scheme.from.iso());
    line("adopted", scheme.adopted);
    line("reason", scheme.reason);
    if (scheme.review) line("review", scheme.review->iso());
    line("levels", levels_listed(scheme.levels));
    if (scheme.retained >= 0) line("retained", level(scheme.retained));
    for (int from = 0; from < levels_max; ++from) {
      const int to = scheme.falls[static_cast<std::size_t>(from)];
      if (to >= 0) line("falls", level(from) + " to " + level(to));
    }
  }

  std::string on(const std::vector<int>& decisions, const std::string& domain) const {
    std::vector<std::string> codes;
    for (const int each : decisions) {
      codes.push_back(catalogue_.decisions[static_cast<std::size_t>(each)].code);
    }
    if (!codes.empty()) return base::join(codes, ", ");
    return domain.empty() ? "all" : "domain " + domain;
  }

  void write_clause(const Clause& clause) {
    text_ += "\nclause " + clause.code + "\n";
    line("on", on(clause.decisions, clause.domain));
    line("when", condition_text(catalogue_.facts, clause.when));
    for (const Cell& cell : clause.cells) line(level(cell.level), cell_words(catalogue_, cell));
    line("says", clause.says);
  }

  void write_withdrawal(const Withdrawal& each) {
    text_ += "\nwithdrawal " + each.code + "\n";
    line("of", level(each.from_level));
    line("to", level(each.to_level));
    line("on", on(each.decisions, each.domain));
    if (!each.period.open_start()) line("from", each.period.from().iso());
    if (!each.period.open_end()) line("until", each.period.until().iso());
    line("why", each.why);
    line("ends when", each.ends_when);
  }

  const Catalogue& catalogue_;
  std::string text_;
};

}  // namespace

std::string level_words(const Catalogue& catalogue, const Clause& clause, int level) {
  std::vector<std::string> words;
  for (const Cell& cell : clause.cells) {
    if (cell.level == level) words.push_back(cell_words(catalogue, cell));
  }
  return base::join(words, ", ");
}

std::string_view word_of(Part part) { return part_words[static_cast<std::size_t>(part)].word; }

std::string_view label_of(Part part) { return part_words[static_cast<std::size_t>(part)].label; }

std::string_view letter_of(Part part) { return part_words[static_cast<std::size_t>(part)].letter; }

std::string_view word_of(LayerKind kind) {
  return layer_words[static_cast<std::size_t>(kind)].word;
}

std::string_view label_of(LayerKind kind) {
  return layer_words[static_cast<std::size_t>(kind)].label;
}

std::string_view fact_of(LayerKind kind) {
  const bool hangs = kind == LayerKind::Category || kind == LayerKind::Rating;
  return hangs ? word_of(kind) : std::string_view();
}

int Clause::decider() const {
  const auto found = std::ranges::find(cells, Part::Decides, &Cell::part);
  return found == cells.end() ? -1 : found->level;
}

bool Clause::about(const Catalogue& catalogue, int decision) const {
  return covers(catalogue, decisions, domain, decision);
}

bool Withdrawal::about(const Catalogue& catalogue, int decision) const {
  return covers(catalogue, decisions, domain, decision);
}

base::Result<Scheme> read_scheme(const Catalogue& catalogue, std::string_view text) {
  Scheme made;
  Reader reader(catalogue, made);
  for (const base::Block& block : base::read_blocks(text)) TRY(reader.block(block));
  TRY(reader.finish());
  return made;
}

std::string scheme_text(const Catalogue& catalogue, const Scheme& scheme) {
  return Writer(catalogue).write(scheme);
}

}  // namespace delegation
