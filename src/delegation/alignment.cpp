// Names, and the text both ways.
#include "delegation/alignment.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <tuple>

#include "base/months.hpp"
#include "base/text.hpp"

namespace delegation {

namespace {

struct Name {
  std::string_view code;
  std::string_view label;
};

constexpr std::array<Name, areas> area_names = {{
    {"standards", "Standards"},
    {"inclusion", "Behaviour and inclusion"},
    {"finance", "Business management: finance"},
    {"services", "Business management: other services"},
    {"governance", "Governance"},
}};
constexpr std::array<Name, aligned_phases> phase_names = {{
    {"all", "All phases"},
    {"primary", "Primary"},
    {"secondary", "Secondary"},
    {"special", "Special"},
}};
constexpr std::array<Name, approaches> approach_names = {{
    {"central", "Held centrally"},
    {"common", "Common"},
    {"in_some", "Common in some schools"},
    {"individual", "Individual"},
    {"delegated", "Delegated"},
    {"ended", "No longer kept"},
}};
constexpr std::array<Name, 2> direction_names = {
    {{"maintain", "Maintain"}, {"develop", "Develop"}}};
constexpr std::array<Name, adoption_levels> level_names = {{
    {"adopted", "Adopted"},
    {"partly", "Partly adopted"},
    {"own_way", "Own way agreed"},
    {"not_yet", "Not yet"},
}};

template <typename Kind>
std::optional<Kind> find(std::span<const Name> names, std::string_view code) {
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (names[at].code == code) return static_cast<Kind>(at);
  }
  return std::nullopt;
}

std::string codes_of(std::span<const Name> names) {
  std::vector<std::string> codes;
  for (const Name& each : names) codes.emplace_back(each.code);
  return base::join(codes, ", ");
}

constexpr std::size_t text_max = 2000;

// One block, with what is wrong said at its line.
class Reading {
 public:
  Reading(const base::Block& block, base::Date start) : block_(block), start_(start) {}

  static base::Error wrong(int line, std::string message, std::string_view word) {
    if (line != 0) message = "Line " + std::to_string(line) + ": " + message;
    return base::make_error("bad_alignment", std::move(message), std::string(word));
  }
  base::Error wrong(std::string_view word, std::string message) const {
    const auto found = std::ranges::find(block_.lines, word, &base::BlockLine::word);
    return wrong(found == block_.lines.end() ? block_.line : found->line, std::move(message), word);
  }

  base::Status only(std::initializer_list<std::string_view> words) const {
    std::set<std::string_view> seen;
    for (const base::BlockLine& line : block_.lines) {
      if (std::ranges::find(words, line.word) == words.end()) {
        return wrong(line.line, "\"" + line.word + "\" is not known here.", line.word);
      }
      if (!seen.insert(line.word).second) {
        return wrong(line.line, "\"" + line.word + "\" is given twice.", line.word);
      }
      if (line.value.size() > text_max) {
        return wrong(line.line, "It is longer than " + std::to_string(text_max) + " characters.",
                     line.word);
      }
      // What is written must be read as the same: one line, and no characters that steer.
      const auto steers = [](char c) { return static_cast<unsigned char>(c) < ' '; };
      if (!base::is_utf8(line.value) || std::ranges::any_of(line.value, steers)) {
        return wrong(line.line, "It holds characters that are no text.", line.word);
      }
    }
    return {};
  }

  base::Result<std::string> code() const {
    const std::string& code = block_.name;
    const bool letters = std::ranges::all_of(
        code, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    if (code.empty() || code.size() > function_code_max || !letters) {
      return wrong("code", "\"" + code +
                               "\" is no code of a function: up to 24 small letters, digits "
                               "and _, such as payroll.");
    }
    return code;
  }

  const std::string& text(std::string_view word) const { return block_.value(word); }

  base::Result<std::string> wanted(std::string_view word, std::string_view what) const {
    if (text(word).empty()) return wrong(word, "Say " + std::string(what) + ".");
    return text(word);
  }

  template <typename Kind>
  base::Result<Kind> one_of(std::span<const Name> names, std::string_view word,
                            std::string_view otherwise) const {
    const std::string_view said = text(word).empty() ? otherwise : std::string_view(text(word));
    if (const auto found = find<Kind>(names, said)) return *found;
    return wrong(word, (said.empty() ? "Say \"" + std::string(word) + "\""
                                     : "\"" + std::string(said) + "\" is no " + std::string(word)) +
                           ": one of " + codes_of(names) + ".");
  }

  base::Result<std::optional<base::Date>> day(std::string_view word) const {
    const std::string& said = text(word);
    if (said.empty()) return std::optional<base::Date>();
    if (const auto relative = from_start(said)) return relative;
    if (const auto day = base::Date::parse(said)) return std::optional(*day);
    return wrong(word, "\"" + said +
                           "\" is no day: write 2026-09-01, 1 September 2026, or \"start plus 12 "
                           "months\".");
  }

 private:
  std::optional<base::Date> from_start(std::string_view said) const {
    if (said == "start") return start_;
    constexpr std::string_view before = "start plus ";
    constexpr std::string_view after = " months";
    constexpr std::int64_t months_max = 120;
    if (!said.starts_with(before) || !said.ends_with(after)) return std::nullopt;
    if (said.size() <= before.size() + after.size()) return std::nullopt;
    const auto months =
        base::parse_integer(said.substr(before.size(), said.size() - before.size() - after.size()));
    if (!months || *months < 0 || *months > months_max) return std::nullopt;
    return base::plus_months(start_, static_cast<int>(*months));
  }

  const base::Block& block_;
  base::Date start_;
};

std::vector<std::string> list_of(const std::string& text) {
  std::vector<std::string> list;
  for (const std::string_view each : base::split(text, ',')) {
    const std::string_view item = base::trim(each);
    if (!item.empty()) list.emplace_back(item);
  }
  return list;
}

void line(std::string& text, std::string_view word, std::string_view value) {
  if (value.empty()) return;
  text.append(word).append(": ").append(value).append("\n");
}

void write_function(std::string& text, const FunctionState& state) {
  text += "\nfunction " + state.code + "\n";
  line(text, "area", code_of(state.area));
  line(text, "title", state.title);
  line(text, "phase", code_of(state.phase));
  line(text, "from", state.from.iso());
  line(text, "approach", code_of(state.approach));
  line(text, "says", state.says);
  line(text, "provider", state.provider);
  line(text, "direction", code_of(state.direction));
  line(text, "target", state.target);
  line(text, "by", state.by ? state.by->iso() : "");
  line(text, "lead", state.lead);
  line(text, "person", state.person);
  line(text, "policy", state.policy);
  line(text, "link", state.link);
  line(text, "decisions", base::join(state.decisions, ", "));
  line(text, "services", base::join(state.services, ", "));
}

void write_adoption(std::string& text, const AdoptionEntry& adoption) {
  text += "\nadoption " + adoption.code + "\n";
  line(text, "school", std::to_string(adoption.school));
  line(text, "since", adoption.since.iso());
  line(text, "level", code_of(adoption.level));
  line(text, "evidence", adoption.evidence);
  line(text, "judged_by", adoption.by);
  line(text, "judged", adoption.judged ? adoption.judged->iso() : "");
}

}  // namespace

std::string_view code_of(Area area) { return area_names[static_cast<std::size_t>(area)].code; }
std::string_view label_of(Area area) { return area_names[static_cast<std::size_t>(area)].label; }
std::string_view code_of(AlignedPhase phase) {
  return phase_names[static_cast<std::size_t>(phase)].code;
}
std::string_view label_of(AlignedPhase phase) {
  return phase_names[static_cast<std::size_t>(phase)].label;
}
std::string_view code_of(Approach approach) {
  return approach_names[static_cast<std::size_t>(approach)].code;
}
std::string_view label_of(Approach approach) {
  return approach_names[static_cast<std::size_t>(approach)].label;
}
std::string_view code_of(Direction direction) {
  return direction_names[static_cast<std::size_t>(direction)].code;
}
std::string_view label_of(Direction direction) {
  return direction_names[static_cast<std::size_t>(direction)].label;
}
std::string_view code_of(AdoptionLevel level) {
  return level_names[static_cast<std::size_t>(level)].code;
}
std::string_view label_of(AdoptionLevel level) {
  return level_names[static_cast<std::size_t>(level)].label;
}
std::optional<Area> area_of(std::string_view code) { return find<Area>(area_names, code); }
std::optional<AlignedPhase> aligned_phase_of(std::string_view code) {
  return find<AlignedPhase>(phase_names, code);
}
std::optional<Approach> approach_of(std::string_view code) {
  return find<Approach>(approach_names, code);
}
std::optional<Direction> direction_of(std::string_view code) {
  return find<Direction>(direction_names, code);
}
std::optional<AdoptionLevel> adoption_level_of(std::string_view code) {
  return find<AdoptionLevel>(level_names, code);
}

base::Status read_heading(const base::Block& block, AlignmentMatrix& matrix) {
  const Reading read(block, {});
  TRY(read.only({"title", "evidence_months"}));
  if (!block.name.empty()) return read.wrong("matrix", "A matrix has no code.");
  if (!read.text("title").empty()) matrix.title = read.text("title");
  const std::string& months = read.text("evidence_months");
  if (months.empty()) return {};
  const auto number = base::parse_integer(months);
  if (!number || *number < 1 || *number > evidence_months_max) {
    return read.wrong("evidence_months", "\"" + months + "\" is no number of months from 1 to " +
                                             std::to_string(evidence_months_max) + ".");
  }
  matrix.evidence_months = static_cast<int>(*number);
  return {};
}

base::Result<FunctionState> read_function(const base::Block& block, base::Date start) {
  const Reading read(block, start);
  TRY(read.only({"area", "title", "phase", "from", "approach", "says", "provider", "direction",
                 "target", "by", "lead", "person", "policy", "link", "decisions", "services"}));
  FunctionState state;
  state.code = TRY(read.code());
  state.area = TRY(read.one_of<Area>(area_names, "area", ""));
  state.title = TRY(read.wanted("title", "what the function is called"));
  state.phase = TRY(read.one_of<AlignedPhase>(phase_names, "phase", "all"));
  state.from = TRY(read.day("from")).value_or(start);
  state.approach = TRY(read.one_of<Approach>(approach_names, "approach", ""));
  state.says = read.text("says");
  state.provider = read.text("provider");
  state.direction = TRY(read.one_of<Direction>(direction_names, "direction", "maintain"));
  state.target = read.text("target");
  state.by = TRY(read.day("by"));
  state.lead = read.text("lead");
  state.person = read.text("person");
  state.policy = read.text("policy");
  state.link = read.text("link");
  state.decisions = list_of(read.text("decisions"));
  state.services = list_of(read.text("services"));
  if (state.direction == Direction::Develop && state.target.empty()) {
    return read.wrong("target", "Say what is to be developed: a target.");
  }
  if (state.direction == Direction::Maintain && (!state.target.empty() || state.by)) {
    return read.wrong("direction",
                      "What is maintained has no target: say develop, or leave the "
                      "target out.");
  }
  if (state.by && *state.by < state.from) {
    return read.wrong("by", "The target would be due before the entry begins.");
  }
  if (!state.link.empty() && !state.link.starts_with("https://")) {
    return read.wrong("link", "An address begins with https://.");
  }
  return state;
}

base::Result<AdoptionEntry> read_adoption(const base::Block& block, base::Date start) {
  const Reading read(block, start);
  TRY(read.only({"school", "since", "level", "evidence", "judged_by", "judged"}));
  AdoptionEntry adoption;
  adoption.code = TRY(read.code());
  const auto urn = base::parse_integer(TRY(read.wanted("school", "the URN of the school")));
  if (!urn || *urn < 1) return read.wrong("school", "It is no URN, which has six digits.");
  adoption.school = *urn;
  adoption.since = TRY(read.day("since")).value_or(start);
  adoption.level = TRY(read.one_of<AdoptionLevel>(level_names, "level", ""));
  adoption.evidence = read.text("evidence");
  adoption.by = read.text("judged_by");
  adoption.judged = TRY(read.day("judged"));
  if (adoption.judged && *adoption.judged < adoption.since) {
    return read.wrong("judged", "It was judged before the day since which it is to hold.");
  }
  return adoption;
}

base::Result<AlignmentMatrix> read_alignment(std::string_view text, base::Date start) {
  AlignmentMatrix matrix;
  matrix.title = alignment_title;
  std::set<std::tuple<std::string, AlignedPhase, base::Date>> states;
  std::set<std::tuple<std::string, std::int64_t, base::Date>> adoptions;
  bool head = false;
  for (const base::Block& block : base::read_blocks(text)) {
    if (block.kind == "matrix") {
      if (std::exchange(head, true)) {
        return Reading::wrong(block.line, "The matrix has its heading already.", "matrix");
      }
      TRY(read_heading(block, matrix));
    } else if (block.kind == "function") {
      FunctionState state = TRY(read_function(block, start));
      if (!states.emplace(state.code, state.phase, state.from).second) {
        return Reading::wrong(
            block.line, "The function has an entry of this phase and day already.", "function");
      }
      matrix.states.push_back(std::move(state));
    } else if (block.kind == "adoption") {
      AdoptionEntry adoption = TRY(read_adoption(block, start));
      if (!adoptions.emplace(adoption.code, adoption.school, adoption.since).second) {
        return Reading::wrong(
            block.line, "The school has an entry of this function and day already.", "adoption");
      }
      matrix.adoptions.push_back(std::move(adoption));
    } else {
      return Reading::wrong(
          block.line, "A block begins with matrix, function CODE or adoption CODE.", block.kind);
    }
  }
  for (const AdoptionEntry& each : matrix.adoptions) {
    if (std::ranges::find(matrix.states, each.code, &FunctionState::code) == matrix.states.end()) {
      return Reading::wrong(
          0, "No function is called \"" + each.code + "\", which a school adopts.", "adoption");
    }
  }
  return matrix;
}

std::string alignment_text(const AlignmentMatrix& matrix) {
  std::string text = "matrix\n";
  line(text, "title", matrix.title);
  line(text, "evidence_months", std::to_string(matrix.evidence_months));
  for (const FunctionState& each : matrix.states) {
    if (each.withdrawn_at == 0) write_function(text, each);
  }
  for (const AdoptionEntry& each : matrix.adoptions) {
    if (each.withdrawn_at == 0) write_adoption(text, each);
  }
  return text;
}

}  // namespace delegation
