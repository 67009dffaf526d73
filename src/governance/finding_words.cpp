// What kinds of findings are called, and who sees which.
#include "governance/findings.hpp"

namespace governance {

namespace {

constexpr std::string_view finding_codes[] = {"breach",  "vacancy", "overdue", "missing",
                                              "unclear", "soon",    "look",    "own_rule"};
constexpr std::string_view finding_labels[] = {"Rule broken", "Vacancy", "Overdue",    "Missing",
                                               "Unclear",     "Soon",    "Look at it", "Own rule"};
static_assert(std::size(finding_codes) == finding_kinds);
static_assert(std::size(finding_labels) == finding_kinds);

}  // namespace

std::string_view code_of(FindingKind kind) { return finding_codes[static_cast<int>(kind)]; }
std::string_view label_of(FindingKind kind) { return finding_labels[static_cast<int>(kind)]; }

void keep_seen(std::vector<Finding>& findings, Sight sight) {
  std::erase_if(findings, [&](const Finding& each) { return each.sight > sight; });
}

}  // namespace governance
