// Any bytes are refused or read as posts of the register; what was read is written so that it is
// read as the same again, and a plan for a country without schools has nothing to do.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "governance/gias_plan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = governance::read_gias_layout(text);
  if (!file.ok()) {
    CHECK(file.error().code == "file_not_gias" || file.error().code == "file_truncated");
    return 0;
  }
  const std::string written = governance::write_gias_layout(file.value().rows);
  const auto again = governance::read_gias_layout(written);
  CHECK(again.ok() && again.value().remarks.empty());
  CHECK(again.value().rows.size() == file.value().rows.size());
  CHECK(governance::write_gias_layout(again.value().rows) == written);

  governance::Facts facts;
  facts.index();
  governance::GiasKnown known;
  known.facts = &facts;
  known.book = &governance::shipped_rules();
  known.today = *base::Date::from_ymd(2026, 1, 1);
  const governance::GiasPlan plan = governance::plan_gias(known, file.value().rows);
  CHECK(plan.empty() && plan.remarks.size() == file.value().rows.size());
  return 0;
}
