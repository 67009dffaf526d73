// Any text is read as rules or refused with the line; what is read judges an empty body without
// trouble. A file of changes the same: each row is a change or an error of ours.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "governance/change.hpp"
#include "governance/findings.hpp"

namespace {

void judge(std::vector<governance::RuleSet> sets) {
  const governance::RuleBook book(std::move(sets));
  governance::Facts facts;
  governance::Body body;
  body.id = governance::BodyId{1};
  body.place = {governance::PlaceKind::School, 1};
  facts.bodies.push_back(body);
  facts.index();
  for (const governance::RuleSet& set : book.sets()) {
    governance::Body of = body;
    of.rule_set = set.code;
    for (const governance::Finding& each : governance::findings(facts, book, of, set.from)) {
      CHECK(!each.what.empty());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const char* rule : {"nine", "seat parent", "quorum"}) {
    const auto made = governance::overridden(
        *governance::shipped_rules().set("sponsored_lgb", base::Date::distant_future()),
        {1, rule, std::string(text), "", "", {}});
    CHECK(made.ok() || made.error().code == "bad_rules");
  }
  auto rules = governance::read_rules(text);
  if (rules.ok()) {
    judge(std::move(rules).value());
  } else {
    CHECK(rules.error().code == "bad_rules");
  }
  const auto changes = governance::read_changes(text);
  if (!changes.ok()) {
    CHECK(changes.error().code == "bad_governance");
    return 0;
  }
  for (const governance::ChangeRow& row : changes.value()) {
    CHECK(row.change.ok() || row.change.error().code == "bad_governance");
  }
  return 0;
}
