// The registry as a running program holds it: the database, and a search index that follows it.
#pragma once

#include <chrono>
#include <cstdint>
#include <future>
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
inline constexpr std::chrono::seconds rest_of_shapes(60);  // of the maps round what a page shows

class Catalogue {
 public:
  explicit Catalogue(sql::Database& database, std::chrono::seconds rest = rest_of_makers)
      : database_(database), rest_(rest) {}

  sql::Database& database() { return database_; }
  // The index of what the database holds now; made anew after a change. Safe from any thread.
  // While one thread makes it anew, others are given the one before. That of a whole country takes
  // some tenths of a second to make, so it follows edits beside the requests, by a thread that
  // leaves the processor to them, and rests in between.
  base::Result<std::shared_ptr<const SearchIndex>> index();
  // For what is shown while somebody types: as index(), but asks the database for the version only
  // ten times a second, and so may be a tenth of a second behind.
  base::Result<std::shared_ptr<const SearchIndex>> index_of_late();
  // For who has a connection and has asked it for the version already.
  base::Result<std::shared_ptr<const SearchIndex>> index(sql::Connection& connection,
                                                         std::int64_t version);

 private:
  // For both mutex_ is held, and there is an index.
  bool good_enough(std::int64_t version);
  void make_beside();
  base::Status make_anew(sql::Connection& connection, std::int64_t version);

  sql::Database& database_;
  const std::chrono::seconds rest_;  // of the index of a whole country
  std::mutex mutex_;
  std::mutex building_;
  std::int64_t version_ = -1;
  std::shared_ptr<const SearchIndex> index_;
  std::chrono::steady_clock::time_point made_;   // when index_ was
  std::chrono::steady_clock::time_point asked_;  // when index_of_late() did
  std::future<void> beside_;  // the last member: its thread uses the others until it ends
};

// Everything that can be found, read from the database.
base::Result<std::vector<SearchDocument>> search_documents(sql::Connection& connection);

}  // namespace registry
