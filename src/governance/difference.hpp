// What was taken out of a text and what was put in, in words. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace governance {

enum class PartKind { Same, Removed, Added };
std::string_view code_of(PartKind kind);  // "removed"

struct DifferencePart {
  PartKind kind = PartKind::Same;
  std::string text;  // with its line breaks
  friend bool operator==(const DifferencePart&, const DifferencePart&) = default;
};

// In the order of reading; no two parts of one kind stand together. INVARIANT: those that are not
// added make up `before`, those that are not removed make up `after`. Lines that stay are found
// first, then words within those that changed; where little of them stays, they are told as a
// whole. Texts with very many lines that differ are told as one that goes and one that comes.
std::vector<DifferencePart> difference(std::string_view before, std::string_view after);
bool differs(const std::vector<DifferencePart>& parts);

// "The board meets [-three-]{+four+} times."
std::string difference_text(const std::vector<DifferencePart>& parts);

}  // namespace governance
