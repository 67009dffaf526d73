// Changes of an alignment matrix: the same for forms, the API and the command line.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "delegation/alignment.hpp"

namespace delegation {

// The codes are the last segments of addresses: /alignment/of/1/change/function.
enum class AlignmentChangeKind { Function, Adoption, WithdrawFunction, WithdrawAdoption, Heading };
inline constexpr int alignment_change_kinds = 5;

struct AlignmentField {
  std::string_view name;  // as in the text of a matrix
  std::string_view label;
  std::string_view hint;
  enum class Asked { Line, Text, Day, Choice, Hidden } asked = Asked::Line;
};
struct AlignmentChangeInfo {
  AlignmentChangeKind kind = AlignmentChangeKind::Function;
  std::string_view code;
  std::string_view label;
  std::vector<AlignmentField> fields;
};
const AlignmentChangeInfo& info_of(AlignmentChangeKind kind);
const AlignmentChangeInfo* alignment_change_info(std::string_view code);  // null: none

struct AlignmentChange {
  AlignmentChangeKind kind = AlignmentChangeKind::Function;
  FunctionState state;
  AdoptionEntry adoption;   // `school` is a URN
  AlignmentMatrix heading;  // its title, and for how long evidence is fresh
  std::int64_t number = 0;  // of the entry that is withdrawn
  // The newest entry of the same function and phase, or function and school, when it was shown;
  // 0: there was none. Left out: whatever stands there is taken as seen. Of a
  // heading it is heading_seen().
  std::optional<std::int64_t> seen;
};

using AlignmentWords = std::map<std::string, std::string>;
// The words "change", the fields, and "seen". What is typed over several lines becomes one. Without
// a first day it is `today`. Error: bad_alignment, with the field.
base::Result<AlignmentChange> read_alignment_change(const AlignmentWords& words, base::Date today);
// The fields that make the same entry; for a form that begins from it.
AlignmentWords words_of(const FunctionState& state);

}  // namespace delegation
