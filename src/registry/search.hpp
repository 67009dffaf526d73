// Finding schools, groups, authorities and clusters by what somebody types: names, former names,
// numbers, postcodes, towns. The index is built once and never changed, so any number of threads
// may call find() at the same time. How it ranks is told in search.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace registry {

enum class FoundKind { School, Group, Authority, Cluster };

struct SearchDocument {
  FoundKind kind = FoundKind::School;
  std::string ref;  // schools: URN; groups: UID or our number; authorities: code; clusters: number
  std::string name;
  std::vector<std::string> other_names;  // former names, a few at most
  std::vector<std::int64_t> numbers;     // URNs, LAESTAB, UKPRN, UID, Companies House
  std::string postcode;
  std::string town;
  std::string detail;  // shown under the name, and searched with less weight
  bool open = true;
  std::int64_t size = 0;  // pupils or member schools; breaks ties
};

struct Found {
  FoundKind kind = FoundKind::School;
  std::string ref;
  std::string name;
  std::string detail;
  std::string town;
  std::string postcode;
  bool open = true;
  std::string matched_name;  // a former name when that is what matched, else ""
  bool corrected = false;    // only found by forgiving a typing error
};

class SearchTables;

class SearchIndex {
 public:
  explicit SearchIndex(const std::vector<SearchDocument>& documents);
  // The best first; at most `results_max`. Thread-safe.
  std::vector<Found> find(std::string_view query, std::size_t results_max) const;
  std::size_t size() const;
  std::size_t memory_bytes() const;

 private:
  std::shared_ptr<const SearchTables> tables_;
};

}  // namespace registry
