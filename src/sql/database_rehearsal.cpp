// Reading passes through, writing ends here.
#include "sql/database_rehearsal.hpp"

#include "base/check.hpp"
#include "base/text.hpp"
#include "sql/database_engine.hpp"

namespace sql {
namespace {

class Dropped final : public BulkWriter::Sink {
 public:
  explicit Dropped(std::size_t columns) : columns_(columns) {}
  base::Status add(std::span<const Value> values) override {
    CHECK(values.size() == columns_);
    return {};
  }
  base::Status flush() override { return {}; }

 private:
  std::size_t columns_;
};

bool reads(std::string_view sql) {
  return base::starts_with_ignoring_case(base::trim(sql), "SELECT");
}

}  // namespace

base::Result<Rows> Rehearsal::query(std::string_view sql, Values values) {
  CHECK(reads(sql));
  return connection_.query(sql, values);
}

base::Result<std::vector<Rows>> Rehearsal::query_all(const std::vector<Question>& questions) {
  return connection_.query_all(questions);
}

base::Result<std::int64_t> Rehearsal::run(std::string_view sql, Values) {
  CHECK(!reads(sql));
  return std::int64_t{0};
}

base::Result<BulkWriter> Rehearsal::bulk(std::string_view,
                                         const std::vector<std::string_view>& columns) {
  return BulkWriter(std::make_unique<Dropped>(columns.size()));
}

base::Status Rehearsal::script(std::string_view) {
  CHECK(false);
  return {};
}

// It is wrapped around a connection whose transaction is under way.
base::Status Rehearsal::begin(bool) {
  CHECK(false);
  return {};
}

base::Status Rehearsal::finish(bool) {
  CHECK(false);
  return {};
}

}  // namespace sql
