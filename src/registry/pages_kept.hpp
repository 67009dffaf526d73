// What takes longer to work out than a page may: kept until the registry changes. Safe from any
// thread; two threads may work out the same thing at once, which costs time and nothing else.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "registry/store_reference.hpp"
#include "web/svg.hpp"

namespace registry {

class Kept {
 public:
  // The value of that key and type for this version of the registry, or what `make` returns.
  template <typename T, typename Make>
  base::Result<std::shared_ptr<const T>> of(std::int64_t version, const std::string& key,
                                            const Make& make) {
    if (std::shared_ptr<const void> found = find(version, key)) {
      return std::static_pointer_cast<const T>(found);
    }
    auto made = std::make_shared<const T>(TRY(make()));
    keep(version, key, made);
    return std::shared_ptr<const T>(made);
  }

 private:
  std::shared_ptr<const void> find(std::int64_t version, const std::string& key);
  void keep(std::int64_t version, const std::string& key, std::shared_ptr<const void> value);

  std::mutex mutex_;
  std::int64_t version_ = -1;
  std::map<std::string, std::shared_ptr<const void>> values_;
};

// The newest Reference that a page has seen, whether or not the registry has changed since.
class Newest {
 public:
  struct Known {
    std::int64_t version = -1;
    std::shared_ptr<const Reference> reference;
  };
  // Of this version.
  base::Result<Known> of(sql::Connection& connection, std::int64_t version);
  Known known() const;

 private:
  mutable std::mutex mutex_;
  Known known_;
};

// The version of the registry that is good enough for the surroundings of what a page shows: it
// follows files at once, and edits in a whole country every minute.
class LateVersion {
 public:
  std::int64_t of(const Reference& reference, std::int64_t version);

 private:
  std::mutex mutex_;
  std::int64_t version_ = -1;
  std::int64_t settled_ = -1;
  std::chrono::steady_clock::time_point taken_;
};

// An authority on the map: its outline, and where its open state-funded schools lie.
struct Shape {
  struct Place {
    std::int64_t easting = 0;
    std::int64_t northing = 0;
  };
  std::vector<web::MapOutline> outlines;
  std::vector<SchoolRow> schools;
  std::vector<Place> places;  // of the schools, in their order
};
base::Result<Shape> make_shape(Store& store, const Reference& reference, OrganisationId authority,
                               base::Date on);

}  // namespace registry
