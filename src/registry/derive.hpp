// From all evidence in force to all timelines: a pure function, so files may arrive in any order,
// an import may be undone, and the same file twice changes nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "registry/clusters.hpp"
#include "registry/entry.hpp"
#include "registry/evidence.hpp"
#include "registry/model.hpp"
#include "registry/organisations.hpp"
#include "registry/succession.hpp"

namespace registry {

struct DerivedSchool {
  std::vector<std::int64_t> urns;  // its entries in the register, oldest first
  // Organisations and clusters are numbered by their places in Derived.
  SchoolRecord record;
};

struct Derived {
  std::vector<OrganisationRecord> organisations;
  std::vector<ClusterRecord> clusters;
  Clusters stated;  // clusters before edits
  std::vector<Succession> successions;
  std::vector<DerivedSchool> schools;
  SchoolTypes types;  // as given, and those learnt from evidence
};

// `evidence` must be sorted. `progress` is told the share that is done, 0 to 1; may be empty.
Derived derive(const Evidence& evidence, SchoolTypes types,
               const std::function<void(double)>& progress = {});

}  // namespace registry
