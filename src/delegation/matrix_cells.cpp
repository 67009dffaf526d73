// A cell falls into pieces, and each piece into a mark, days, whom it reports to and limits.
#include "delegation/matrix_cells.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace delegation {

namespace {

bool upper(char byte) { return byte >= 'A' && byte <= 'Z'; }
bool digit(char byte) { return byte >= '0' && byte <= '9'; }

bool numeric_beside(std::string_view text, std::size_t at) {
  return at > 0 && at + 1 < text.size() && digit(text[at - 1]) && digit(text[at + 1]);
}

// At ; : / & + and commas, but not inside of a number, nor inside of brackets.
std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> all;
  std::string piece;
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char byte = text[at];
    depth += byte == '(' ? 1 : byte == ')' && depth > 0 ? -1 : 0;
    const bool joins = text.substr(at).starts_with(" and ") && at + 5 < text.size() &&
                       !digit(text[at + 5]) && !text.substr(at + 5).starts_with("£");
    const bool separates =
        depth == 0 && (byte == ';' || byte == ':' || byte == '&' ||
                       ((byte == ',' || byte == '/') && !numeric_beside(text, at)) ||
                       (byte == '+' && at + 1 < text.size() && !digit(text[at > 0 ? at - 1 : 0])));
    const bool word = depth == 0 && joins && !text.substr(at + 5).starts_with("above") &&
                      !text.substr(at + 5).starts_with("over") &&
                      !text.substr(at + 5).starts_with("up to") &&
                      !text.substr(at + 5).starts_with("below");
    if (!separates && !word) {
      piece += byte;
      continue;
    }
    all.push_back(std::move(piece));
    piece.clear();
    if (word) at += 4;
  }
  all.push_back(std::move(piece));
  std::erase_if(all, [](const std::string& each) { return base::trim(each).empty(); });
  return all;
}

std::string_view bare(std::string_view text) {
  constexpr std::string_view around = " .,;-()";
  while (!text.empty() && around.find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  while (!text.empty() && around.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

class Reader {
 public:
  Reader(const Catalogue& catalogue, const Mapping& mapping)
      : catalogue_(catalogue),
        mapping_(mapping),
        style_(MatrixWords::shipped().style_called(mapping.style)) {}

  CellReading read(std::string_view text) {
    text = base::trim(text);
    if (text.empty()) return std::move(made_);
    if (const auto whole = meaning(text)) {
      add({*whole});
      return std::move(made_);
    }
    const std::vector<std::string> all = pieces_of(text);
    if (all.empty()) made_.unknown.emplace_back(text);
    for (const std::string& each : all) piece(base::trim(each));
    return std::move(made_);
  }

 private:
  void add(CellPiece piece) {
    if (piece.parts != 0) made_.pieces.push_back(std::move(piece));
  }

  std::optional<PartSet> meaning(std::string_view text) {
    const std::string key = base::lower_ascii(text);
    if (const auto said = mapping_.marks.find(key); said != mapping_.marks.end()) {
      if (!said->second.known) made_.unknown.push_back(key);
      made_.blocked = made_.blocked || said->second.blocked;
      return said->second.known ? said->second.parts : PartSet{0};
    }
    if (style_) {
      const auto letter = style_->letters.find(key);
      if (letter != style_->letters.end()) return letter->second;
    }
    if (MatrixWords::shipped().blocked(key)) {
      made_.blocked = true;
      return PartSet{0};
    }
    if (const auto word = MatrixWords::shipped().mark(key)) return word;
    return run(text);
  }

  // "AR": letters of the style without anything between.
  std::optional<PartSet> run(std::string_view text) const {
    if (!style_ || text.size() < 2 || text.size() > 4) return std::nullopt;
    PartSet set = 0;
    for (const char byte : text) {
      const auto found = style_->letters.find(base::lower_ascii(std::string_view(&byte, 1)));
      if (!upper(byte) || found == style_->letters.end()) return std::nullopt;
      set = static_cast<PartSet>(set | found->second);
    }
    return set;
  }

  // A level in brackets has the part; anything else there is kept as words.
  void take_brackets(std::string& text, CellPiece& piece) {
    const std::size_t open = text.find('(');
    const std::size_t close = text.find(')', std::min(open, text.size()));
    if (open == std::string::npos || close == std::string::npos) return;
    const std::string inside = text.substr(open + 1, close - open - 1);
    piece.level = MatrixWords::shipped().level(catalogue_, inside, false);
    if (piece.level < 0) made_.kept = true;
    text.erase(open, close - open + 1);
  }

  // "within 10 days", "5 working days"
  void take_days(std::string& text, CellPiece& piece) {
    const std::size_t day = text.find(" day");
    if (day == std::string::npos) return;
    std::size_t end = day;
    if (text.substr(0, day).ends_with(" working") || text.substr(0, day).ends_with(" school")) {
      end = text.rfind(' ', day - 1);
      made_.kept = true;
    }
    std::size_t begin = end;
    while (begin > 0 && digit(text[begin - 1])) --begin;
    const auto days = base::parse_integer(text.substr(begin, end - begin));
    if (!days || *days < 1 || *days > 400) return;
    piece.days = static_cast<int>(*days);
    if (std::string_view(text).substr(0, begin).ends_with("within ")) begin -= 7;
    const bool many = text.substr(day).starts_with(" days");
    text.erase(begin, day + (many ? 5 : 4) - begin);
  }

  void take_to(std::string& text, CellPiece& piece) const {
    const std::size_t to = text.rfind("to ");
    if (to == std::string::npos || (to > 0 && text[to - 1] != ' ')) return;
    std::string_view whom = std::string_view(text).substr(to + 3);
    if (whom.starts_with("the ")) whom.remove_prefix(4);
    piece.to = MatrixWords::shipped().level(catalogue_, whom, true);
    if (piece.to >= 0) text.erase(to);
  }

  void piece(std::string_view given) {
    if (const auto whole = meaning(given)) return add({*whole});
    CellPiece made;
    std::string text(given);
    take_brackets(text, made);
    const Limits limits = limits_in(text, true);
    made.limits = limits.all;
    if (!limits.all.empty()) text = limits.rest;
    take_days(text, made);
    take_to(text, made);
    std::string_view rest = bare(text);
    if (rest.ends_with('*') && rest.size() > 1) {
      rest.remove_suffix(1);
      made_.kept = true;
    }
    if (const auto parts = meaning_of_rest(rest, made)) {
      made.parts = *parts;
      timed_alone(made);
      return add(std::move(made));
    }
    made_.unknown.push_back(base::lower_ascii(given));
  }

  std::optional<PartSet> meaning_of_rest(std::string_view rest, const CellPiece& made) {
    if (rest.empty() && !made.limits.empty()) return part_bit(Part::Decides);
    if (rest.empty()) return std::nullopt;
    if (auto known = meaning(base::trim(rest))) return known;
    // A sentence that begins with a word that is known: the rest of it is kept.
    const std::string_view first = rest.substr(0, rest.find(' '));
    if (first.size() < 3 || first.size() == rest.size()) return std::nullopt;
    const auto known = MatrixWords::shipped().mark(first);
    if (!known || *known == 0) return std::nullopt;
    made_.kept = true;
    return known;
  }

  // Only who recommends, is consulted or reports has so many days for it.
  void timed_alone(CellPiece& piece) {
    const PartSet timed = static_cast<PartSet>(part_bit(Part::Consulted) | part_bit(Part::Reports) |
                                               part_bit(Part::Recommends));
    if (piece.days != 0 && (piece.parts & timed) == 0) {
      piece.days = 0;
      made_.kept = true;
    }
    if (piece.to >= 0 && (piece.parts & part_bit(Part::Reports)) == 0) {
      piece.to = -1;
      made_.kept = true;
    }
  }

  const Catalogue& catalogue_;
  const Mapping& mapping_;
  const MarkStyle* style_;
  CellReading made_;
};

// What stands in a column of conditions where there is none.
bool unlimited(std::string_view when) {
  constexpr std::string_view words[] = {"any",       "all",       "any amount",
                                        "any value", "unlimited", "no limit"};
  const std::string folded = base::fold(when);
  const auto mark = MatrixWords::shipped().mark(when);
  return (mark && *mark == 0) || std::ranges::find(words, folded) != std::end(words);
}

}  // namespace

CellReading read_cell(const Catalogue& catalogue, const Mapping& mapping, std::string_view text) {
  return Reader(catalogue, mapping).read(text);
}

std::vector<std::string> letters_in(std::string_view text) {
  std::vector<std::string> all;
  for (const std::string& each : pieces_of(text)) {
    std::string_view piece = base::trim(each);
    piece = base::trim(piece.substr(0, piece.find('(')));
    piece = piece.substr(0, piece.find(' '));
    if (piece.size() > 4 || !std::ranges::all_of(piece, upper)) continue;
    for (const char byte : piece) all.push_back(base::lower_ascii(std::string_view(&byte, 1)));
  }
  return all;
}

std::optional<OnWhat> on_what(const Catalogue& catalogue, std::string_view text) {
  OnWhat made;
  text = base::trim(text);
  if (text == "all") return made;
  if (text.starts_with("domain ")) {
    made.domain = base::trim(text.substr(7));
    if (catalogue.domain_called(made.domain)) return made;
    return std::nullopt;
  }
  for (const std::string_view each : base::split(text, ',')) {
    const int decision = catalogue.decision_called(base::trim(each));
    if (decision < 0) return std::nullopt;
    made.decisions.push_back(decision);
  }
  return made;
}

RowCondition condition_of_row(const Catalogue& catalogue, int decision, std::string_view wording,
                              std::string_view when) {
  RowCondition made;
  made.rest = base::lower_ascii(wording);
  if (!when.empty()) {
    const ReadCondition read = read_condition(catalogue.facts, when);
    if (!read.error) {
      made.when = condition_text(catalogue.facts, read.condition);
      return made;
    }
  }
  // What the decision's own title says is no condition of the row.
  if (decision >= 0) {
    const std::string& title = catalogue.decisions[static_cast<std::size_t>(decision)].title;
    if (base::starts_with_ignoring_case(wording, title)) wording.remove_prefix(title.size());
  }
  std::vector<std::string> parts;
  const auto take = [&](const Limits& limits) {
    for (const Limit& limit : limits.all) {
      const std::string part = decision < 0 ? "" : condition_of(catalogue, decision, limit);
      const bool twice = std::ranges::find(parts, part) != parts.end();
      if (!part.empty() && !twice) parts.push_back(part);
      if (part.empty()) {
        made.told.push_back("\"" + limit.bounds +
                            "\" is a limit of what the decision does not ask for; let the "
                            "catalogue say that it asks for it");
      }
      made.moved = made.moved || limit.moved;
    }
  };
  const Limits of_wording = limits_in(wording, false);
  take(of_wording);
  made.rest = of_wording.rest;
  for (const LooseNumber& each : of_wording.loose) {
    const bool asked =
        decision >= 0 && !condition_of(catalogue, decision, {each.type, false, "", false}).empty();
    if (!asked && each.type != FactType::Money) continue;
    made.told.push_back("\"" + each.text +
                        "\" has no bound such as \"up to\", so it is no condition");
  }
  if (!when.empty() && !unlimited(when)) {
    const Limits of_when = limits_in(when, true);
    take(of_when);
    const std::string_view rest = bare(of_when.rest);
    if (!rest.empty() || of_when.all.empty()) {
      made.told.push_back("\"" + std::string(when) +
                          "\" is not wholly a condition; write it in the mapping, such as \"when "
                          "amount over 5000 up to 25000\"");
    }
  }
  const std::string all = base::join(parts, "; ");
  const ReadCondition read = read_condition(catalogue.facts, all);
  if (read.error) {
    made.told.push_back("its limits \"" + all + "\" cannot be read together: " + *read.error);
  } else {
    made.when = condition_text(catalogue.facts, read.condition);
  }
  return made;
}

}  // namespace delegation
