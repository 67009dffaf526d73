// For the tests of this room: a registry in memory or on an engine, filled from files that are
// given as text, asked questions that are answered in lines a clerk can read.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "registry/store_edit_words.hpp"
#include "registry/store_import.hpp"
#include "sql/database_testing.hpp"

namespace registry {

// A file to import, as a test states it.
struct GivenFile {
  std::string name;
  std::string text;
  std::optional<base::Date> as_of;
  bool partial = false;
  bool clusters = false;
};

class World {
 public:
  explicit World(sql::TestEngine engine = sql::TestEngine::SqliteMemory);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // One import. The options of the first file hold for all. Throws what goes wrong.
  ImportReport import(const std::vector<GivenFile>& files, bool dry_run = false);
  base::Result<ImportReport> try_import(const std::vector<GivenFile>& files,
                                        const ImportOptions& options);
  ImportReport undo(std::int64_t import_id);
  // One edit, saved by "Ada Marsh"; its number.
  base::Result<std::int64_t> edit(const EditWords& words);
  base::Result<std::int64_t> withdraw(std::int64_t edit);
  // A file of edits. Throws what goes wrong, but for rows that cannot be used.
  EditsReport edit_file(std::string_view text, bool dry_run = false,
                        const std::vector<std::string>& versions = {});
  // What `db rebuild` would change: nothing, ever.
  Changes rebuild();
  Changes rebuild_for_good();
  // The derived tables without the ids that depend on the order of arrival.
  std::string dump();
  // The lines of the answer, each with its new line. The questions: docs in cases/README.md.
  std::string answer(std::string_view question);

  sql::Database& database() { return *database_; }
  base::Date today = *base::Date::from_ymd(2026, 1, 1);

 private:
  ImportOptions options(const GivenFile& file, bool dry_run) const;
  SaveOptions save_options(bool dry_run = false);

  sql::TestPlace place_;
  std::optional<sql::Database> database_;
  std::string folder_;
  std::int64_t now_s_ = 1'760'000'000;
  std::map<std::string, std::vector<Remark>> remarks_;
};

// Every count of it is nought.
bool nothing(const Changes& changes);

}  // namespace registry
