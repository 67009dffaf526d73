// A connection that only reads: what would be written is dropped. For who wants to see what a
// change would do without making others wait for it.
#pragma once

#include "sql/database.hpp"

namespace sql {

// INVARIANT: who works through it never reads back what it has written, for nothing was. A
// statement that writes and returns rows, or a script, is a CHECK.
class Rehearsal final : public Connection {
 public:
  // `connection` must outlive it.
  explicit Rehearsal(Connection& connection) : connection_(connection) {}

  Engine engine() const override { return connection_.engine(); }
  base::Result<Rows> query(std::string_view sql, Values values) override;
  base::Result<std::vector<Rows>> query_all(const std::vector<Question>& questions) override;
  base::Result<std::int64_t> run(std::string_view sql, Values values) override;
  base::Status script(std::string_view sql) override;
  base::Result<BulkWriter> bulk(std::string_view table,
                                const std::vector<std::string_view>& columns) override;
  base::Status analyse() override { return {}; }

 private:
  base::Status begin(bool write) override;
  base::Status finish(bool commit) override;

  Connection& connection_;
};

}  // namespace sql
