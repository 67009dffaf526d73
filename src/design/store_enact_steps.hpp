// The edits that make a plan true, in order, each with what it is to do in words.
#pragma once

#include <string>
#include <vector>

#include "design/store_enact.hpp"

namespace design {

struct EnactStep {
  std::string what;  // for when it cannot be made: "Move Oak Primary School to Moor"
  registry::MakeRequest request;
};
// Clusters are renamed and made, schools move, clusters end.
std::vector<EnactStep> enact_steps(const PlanOnDay& day, const EnactOptions& options);

}  // namespace design
