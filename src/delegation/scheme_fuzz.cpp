// Whatever a catalogue or a scheme says, it is read or refused with the line; what is read is
// written and read again as the same, and every question about it has an answer.
#include <cstdint>
#include <string_view>

#include "delegation/analysis.hpp"

namespace delegation {
namespace {

void ask(const Catalogue& catalogue, const Layer& layer) {
  const Layer* const layers[] = {&layer};
  const auto unit = make_unit(catalogue, layers, layer.scheme().from,
                              std::array<Filled, levels_max>{}, FactValues());
  if (!unit.ok()) {
    CHECK(unit.error().code == "bad_scheme");
    return;
  }
  for (int at = 0; at < static_cast<int>(catalogue.decisions.size()); ++at) {
    const Ruling ruling = decide(catalogue, unit.value(), at, FactValues());
    const Answer answer = who_decides(catalogue, unit.value(), at, FactValues());
    CHECK(ruling.outcome == answer.outcome && ruling.decider == answer.decider);
  }
}

}  // namespace
}  // namespace delegation

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace delegation;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto catalogue = read_catalogue(text);
  CHECK(catalogue.ok() || catalogue.error().code == "bad_catalogue");
  auto scheme = read_scheme(shipped_catalogue(), text);
  if (!scheme.ok()) {
    CHECK(scheme.error().code == "bad_scheme");
    return 0;
  }
  const std::string written = scheme_text(shipped_catalogue(), scheme.value());
  const auto again = read_scheme(shipped_catalogue(), written);
  CHECK(again.ok() && scheme_text(shipped_catalogue(), again.value()) == written);
  ask(shipped_catalogue(), Layer(shipped_catalogue(), std::move(scheme).value()));
  return 0;
}
