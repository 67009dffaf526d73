// Any bytes are refused with an error or are a file of the register with sound rows, from which
// timelines can be derived.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "registry/derive.hpp"
#include "registry/gias.hpp"

namespace {

void derive_from(const registry::SourceFile& file) {
  registry::Evidence evidence;
  registry::Source& source = evidence.sources.emplace_back();
  source = {1, file.kind, file.name, file.as_of, file.coverage};
  for (const registry::Batch& batch : file.batches) {
    for (const registry::EvidenceRow& row : batch.rows) {
      const std::string_view cells = batch.cells(row);
      const auto separators = std::count(cells.begin(), cells.end(), registry::cell_separator);
      CHECK(static_cast<std::size_t>(separators) + 1 == batch.layout.attributes().size());
      evidence.sightings.push_back({row.subject, batch.family, &source, &batch.layout, cells});
    }
  }
  evidence.sort();
  const registry::Derived derived = registry::derive(evidence, registry::SchoolTypes());
  for (const registry::DerivedSchool& school : derived.schools) {
    const auto& states = school.record.states;
    for (std::size_t i = 1; i < states.size(); ++i) {
      CHECK(states[i - 1].period.until() <= states[i].period.from());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  registry::ReadOptions options;
  options.today = *base::Date::from_ymd(2026, 1, 1);
  options.as_of = base::Date::from_ymd(2024, 1, 1);
  options.clusters = data[0] == 'o';  // as the heading "owner" begins
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto file = registry::read_gias(bytes, "fuzz.csv", options);
  if (!file.ok()) {
    CHECK(!file.error().message.empty());
    return 0;
  }
  const registry::SourceFile& read = file.value();
  CHECK(read.rows_read > 0 && read.rows_bad + read.rows_left_out <= read.rows_read);
  CHECK(registry::Coverage::from_text(read.coverage.text()).text() == read.coverage.text());
  derive_from(read);
  return 0;
}
