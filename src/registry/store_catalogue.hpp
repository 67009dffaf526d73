// The registry as a running program holds it: the database, and a search index that follows it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "registry/search.hpp"
#include "sql/database.hpp"

namespace registry {

// Where so many things are known, what takes long to make follows edits every so often, not at
// once.
inline constexpr std::size_t whole_country = 10'000;
inline constexpr std::chrono::seconds rest_of_makers(5);

class Catalogue {
 public:
  explicit Catalogue(sql::Database& database) : database_(database) {}

  sql::Database& database() { return database_; }
  // The index of what the database holds now; made anew after a change. Safe from any thread.
  // While one thread makes it anew, others are given the one before. That of a whole country takes
  // some tenths of a second to make, so while many edit it rests in between.
  base::Result<std::shared_ptr<const SearchIndex>> index();
  // For what is shown while somebody types: as index(), but asks the database for the version only
  // ten times a second, and so may be a tenth of a second behind.
  base::Result<std::shared_ptr<const SearchIndex>> index_of_late();
  // For who has a connection and has asked it for the version already.
  base::Result<std::shared_ptr<const SearchIndex>> index(sql::Connection& connection,
                                                         std::int64_t version);

 private:
  bool rests() const;  // mutex_ is held, and there is an index

  sql::Database& database_;
  std::mutex mutex_;
  std::mutex building_;
  std::int64_t version_ = -1;
  std::shared_ptr<const SearchIndex> index_;
  std::chrono::steady_clock::time_point made_;   // when index_ was
  std::chrono::steady_clock::time_point asked_;  // when index_of_late() did
};

// Everything that can be found, read from the database.
base::Result<std::vector<SearchDocument>> search_documents(sql::Connection& connection);

}  // namespace registry
