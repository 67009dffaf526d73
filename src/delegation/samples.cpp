// One line for each text of data/delegation that is a scheme.
#include "delegation/samples.hpp"

#include <algorithm>

#include "delegation/texts.hpp"

namespace delegation {

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = {
      {"trust", "a whole trust with clusters: 77 decisions", shipped_trust_text()},
      {"harbour", "overlay of a cluster that decides more for itself", shipped_harbour_text()},
      {"bespoke", "overlay of schools that are rated bespoke", shipped_bespoke_text()},
      {"reduced", "overlay of schools that are rated reduced", shipped_reduced_text()},
  };
  return all;
}

std::optional<std::string_view> sample_called(std::string_view name) {
  if (name == "shipped") return samples().front().text;
  const auto found = std::ranges::find(samples(), name, &Sample::name);
  if (found == samples().end()) return std::nullopt;
  return found->text;
}

}  // namespace delegation
