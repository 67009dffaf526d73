// Words become a block, which is read as one of the text.
#include "delegation/alignment_change.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace delegation {

namespace {

using Asked = AlignmentField::Asked;

const std::array<AlignmentChangeInfo, alignment_change_kinds>& infos() {
  static const std::array<AlignmentChangeInfo, alignment_change_kinds> all = {{
      {AlignmentChangeKind::Function,
       "function",
       "How a function is done",
       {{"code", "Code", "Small letters, digits and _: payroll"},
        {"title", "Function", "What people call it: Payroll"},
        {"area", "Area", "", Asked::Choice},
        {"phase", "Phase", "", Asked::Choice},
        {"from", "From", "The first day on which it is so; it may be ahead", Asked::Day},
        {"approach", "Approach", "", Asked::Choice},
        {"says", "How it is done", "In a sentence", Asked::Text},
        {"provider", "Who provides it", "Where it is bought or moves: Payroll bureau"},
        {"direction", "Direction of travel", "", Asked::Choice},
        {"target", "Target", "What is to be reached, where it is developed", Asked::Text},
        {"by", "Due on", "Until when the target is to be reached", Asked::Day},
        {"lead", "Lead", "chief_executive, finance_director or another office; or a role in words"},
        {"person", "Person", "Who that is, by name or number, where no office says it"},
        {"policy", "Policy", "Its title"},
        {"link", "Address of the policy", "It begins with https://"},
        {"decisions", "Decisions", "Codes of the catalogue, parted by commas: F15, F16"},
        {"services", "Services", "Of the centre, parted by commas"}}},
      {AlignmentChangeKind::Adoption,
       "adoption",
       "How far a school has come",
       {{"code", "Function", "", Asked::Choice},
        {"school", "School", "", Asked::Choice},
        {"level", "How far it has come", "", Asked::Choice},
        {"since", "Since", "The first day on which it is so", Asked::Day},
        {"evidence", "Evidence", "What shows it; no names of people", Asked::Text},
        {"judged_by", "Judged by", "A role, such as Director of education"},
        {"judged", "Judged on", "", Asked::Day}}},
      {AlignmentChangeKind::WithdrawFunction,
       "withdraw_function",
       "An entry of a function was made by mistake",
       {{"number", "Number of the entry", "", Asked::Hidden}}},
      {AlignmentChangeKind::WithdrawAdoption,
       "withdraw_adoption",
       "An entry of a school was made by mistake",
       {{"number", "Number of the entry", "", Asked::Hidden}}},
      {AlignmentChangeKind::Heading,
       "heading",
       "Its title, and when evidence is old",
       {{"title", "Title", "What it is called here, as in: Aligned autonomy"},
        {"evidence_months", "Months",
         "After so many months what was judged of a school counts as old"}}},
  }};
  return all;
}

std::string word(const AlignmentWords& words, const std::string& name) {
  const auto found = words.find(name);
  return found == words.end() ? "" : std::string(base::trim(found->second));
}

// Lines of a box become one, for a text has one line for each word.
std::string on_one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\r' || c == '\n' || c == '\t'; }, ' ');
  return text;
}

base::Error wrong(std::string message, std::string field) {
  return base::make_error("bad_alignment", std::move(message), std::move(field));
}

base::Result<std::optional<std::int64_t>> whole(const AlignmentWords& words, const char* name) {
  const std::string text = word(words, name);
  if (text.empty()) return std::optional<std::int64_t>();
  const auto number = base::parse_integer(text);
  if (!number || *number < 0) return wrong("\"" + text + "\" is no number.", name);
  return number;
}

}  // namespace

const AlignmentChangeInfo& info_of(AlignmentChangeKind kind) {
  return infos()[static_cast<std::size_t>(kind)];
}

const AlignmentChangeInfo* alignment_change_info(std::string_view code) {
  const auto found = std::ranges::find(infos(), code, &AlignmentChangeInfo::code);
  return found == infos().end() ? nullptr : &*found;
}

base::Result<AlignmentChange> read_alignment_change(const AlignmentWords& words, base::Date today) {
  const AlignmentChangeInfo* info = alignment_change_info(word(words, "change"));
  if (!info) {
    return wrong("There is no change \"" + word(words, "change") +
                     "\": function, adoption, withdraw_function, withdraw_adoption or heading.",
                 "change");
  }
  AlignmentChange change;
  change.kind = info->kind;
  change.seen = TRY(whole(words, "seen"));
  base::Block block;
  block.kind = info->code;
  block.name = word(words, "code");
  for (const auto& [name, value] : words) {
    if (name == "change" || name == "seen") continue;
    if (std::ranges::find(info->fields, name, &AlignmentField::name) == info->fields.end()) {
      return wrong("\"" + name + "\" is not known here.", name);
    }
    if (name != "code" && !base::trim(value).empty()) {
      block.lines.push_back({0, name, on_one_line(std::string(base::trim(value)))});
    }
  }
  if (info->kind == AlignmentChangeKind::Function) {
    change.state = TRY(read_function(block, today));
  } else if (info->kind == AlignmentChangeKind::Adoption) {
    change.adoption = TRY(read_adoption(block, today));
  } else if (info->kind == AlignmentChangeKind::Heading) {
    for (const AlignmentField& field : info->fields) {
      if (word(words, std::string(field.name)).empty()) {
        return wrong("Say it: " + std::string(field.label) + ".", std::string(field.name));
      }
    }
    TRY(read_heading(block, change.heading));
  } else {
    const auto number = TRY(whole(words, "number"));
    if (!number) return wrong("Say the number of the entry.", "number");
    change.number = *number;
  }
  return change;
}

AlignmentWords words_of(const FunctionState& state) {
  return {{"code", state.code},
          {"title", state.title},
          {"area", std::string(code_of(state.area))},
          {"phase", std::string(code_of(state.phase))},
          {"from", state.from.long_form()},
          {"approach", std::string(code_of(state.approach))},
          {"says", state.says},
          {"provider", state.provider},
          {"direction", std::string(code_of(state.direction))},
          {"target", state.target},
          {"by", state.by ? state.by->long_form() : ""},
          {"lead", state.lead},
          {"person", state.person},
          {"policy", state.policy},
          {"link", state.link},
          {"decisions", base::join(state.decisions, ", ")},
          {"services", base::join(state.services, ", ")}};
}

}  // namespace delegation
