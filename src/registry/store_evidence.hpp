// Evidence in the database: what sources there are, what each contains.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "registry/evidence.hpp"
#include "registry/gias.hpp"
#include "sql/database.hpp"

namespace registry {

// All evidence of the database in memory, with what is needed to add to it.
class EvidenceStore {
 public:
  // Reads everything. One at a time in a writing transaction. What is known already need not be
  // read again.
  static base::Result<EvidenceStore> load(sql::Connection& connection);
  static base::Result<EvidenceStore> load(sql::Connection& connection, EvidenceStore known);
  // Reads the rows that are not known yet, most of the work of load(). Rows are never changed, so
  // this may be done before the transaction, while others write.
  base::Status read_rows(sql::Connection& connection);

  // Something in force has this content for this day. A file of which other rows are good now
  // than were then (clusters whose schools were not known yet) counts as new.
  bool has(const SourceFile& file) const;
  // Adds a file: takes the rows that are new, notes which it contains. The file must outlive the
  // store, for its rows are not copied. Returns how many rows were new.
  base::Result<std::int64_t> add(sql::Connection& connection, const SourceFile& file,
                                 std::int64_t import_id);
  // Stores the rows of all files that were added, at once: nothing is stored before.
  base::Status flush();
  // Takes a source out of force, in memory and in the database.
  base::Status withdraw(sql::Connection& connection, std::int64_t source_id);

  // What is in force, sorted; good until the next add or withdraw.
  Evidence in_force() const;
  bool empty() const { return sources_.empty(); }

 private:
  struct Row {
    Family family;
    std::int64_t layout_id;
    std::int64_t subject;
    std::string_view cells;
  };
  struct Run {
    std::int64_t first;
    std::int64_t last;
  };
  struct StoredSource {
    Source source;
    std::string digest;
    std::int64_t rows_bad = 0;
    bool in_force = true;
    std::vector<Run> runs;
  };
  class Known;  // finds equal evidence

  base::Result<std::int64_t> layout_id(sql::Connection& connection, const Layout& layout);
  base::Result<std::int64_t> add_batch(sql::Connection& connection, const Batch& batch,
                                       std::vector<Run>& runs);
  base::Status store_source(sql::Connection& connection, const SourceFile& file,
                            std::int64_t import_id, const StoredSource& stored);

  std::int64_t next_evidence_ = 1;
  std::int64_t next_source_ = 1;
  std::deque<StoredSource> sources_;
  std::map<std::int64_t, std::shared_ptr<const Layout>> layouts_;
  std::vector<Row> rows_;                  // by id, from 1
  std::deque<std::string> arenas_;         // the cells of rows that were loaded
  std::optional<sql::BulkWriter> writer_;  // of rows that were added
};

}  // namespace registry
