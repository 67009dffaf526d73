// Outlines of authorities, worked out from where their schools lie, kept until the registry
// changes: working one out takes longer than a page may.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "registry/store.hpp"
#include "web/svg.hpp"

namespace registry {

// An authority on the map: its outline, and where its open schools lie.
struct Shape {
  std::vector<web::MapOutline> outlines;
  std::vector<SchoolRow> schools;
};

class Shapes {
 public:
  // Safe from any thread.
  base::Result<std::shared_ptr<const Shape>> of(Store& store, OrganisationId authority,
                                                base::Date on);

 private:
  std::mutex mutex_;
  std::int64_t version_ = -1;
  std::map<std::pair<std::int64_t, std::int64_t>, std::shared_ptr<const Shape>> kept_;
};

}  // namespace registry
