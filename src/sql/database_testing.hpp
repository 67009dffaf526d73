// For the tests of every room that keeps rows: a fresh database on each engine, gone afterwards.
// PostgreSQL is there only inside tools/with_postgres; elsewhere its tests are skipped.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>

#include "sql/database.hpp"

namespace sql {

// The value of a result that a test counts on; the error's words otherwise.
template <typename T>
T must(base::Result<T> result) {
  if (!result.ok()) {
    throw std::runtime_error(result.error().code + ": " + result.error().message + " [" +
                             result.error().detail + "]");
  }
  if constexpr (!std::is_void_v<T>) return std::move(result).value();
}

// "" for success, so that a test reads EXPECT_EQ(code_of(...), "database_busy").
template <typename T>
std::string code_of(const base::Result<T>& result) {
  return result.ok() ? std::string() : result.error().code;
}

enum class TestEngine { SqliteFile, SqliteMemory, Postgres };

inline std::string name_of(TestEngine engine) {
  constexpr const char* names[] = {"SqliteFile", "SqliteMemory", "Postgres"};
  return names[static_cast<int>(engine)];
}
inline std::string test_engine_name(const testing::TestParamInfo<TestEngine>& info) {
  return name_of(info.param);
}
// GoogleTest looks for this name to print a parameter.
inline void PrintTo(TestEngine engine, std::ostream* out) { *out << name_of(engine); }  // NOLINT

// An empty place for a database: a file in a folder, nothing at all, or a schema on the server.
class TestPlace {
 public:
  explicit TestPlace(TestEngine engine) {
    static std::atomic<int> count = 0;
    const std::string name =
        "guildhall_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    if (engine == TestEngine::SqliteMemory) url_ = ":memory:";
    if (engine == TestEngine::SqliteFile) {
      folder_ = std::filesystem::temp_directory_path() / name;
      std::filesystem::create_directories(folder_);
      url_ = (folder_ / "test.db").string();
    }
    if (engine == TestEngine::Postgres) {
      schema_ = name;
      must(must(must(Database::open(server())).write())->script("CREATE SCHEMA " + schema_));
      url_ = server() + "?options=-csearch_path%3D" + schema_;
    }
  }
  TestPlace(const TestPlace&) = delete;
  TestPlace& operator=(const TestPlace&) = delete;
  ~TestPlace() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    if (schema_.empty()) return;
    auto server_now = Database::open(server());
    if (!server_now.ok()) return;
    auto lease = server_now.value().write();
    if (lease.ok()) (void)lease.value()->script("DROP SCHEMA " + schema_ + " CASCADE");
  }

  static bool available(TestEngine engine) {
    return engine != TestEngine::Postgres || std::getenv("GUILDHALL_TEST_POSTGRES") != nullptr;
  }
  const std::string& url() const { return url_; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  static std::string server() { return std::getenv("GUILDHALL_TEST_POSTGRES"); }

  std::string url_;
  std::string schema_;
  std::filesystem::path folder_;
};

// A test on each engine: TEST_P(MyStore, does_this) with
// INSTANTIATE_TEST_SUITE_P(Engines, MyStore, all_engines(), test_engine_name).
class EngineTest : public testing::TestWithParam<TestEngine> {
 protected:
  void SetUp() override {
    if (!TestPlace::available(GetParam())) GTEST_SKIP() << "run me inside tools/with_postgres";
    place_.emplace(GetParam());
    database_.emplace(open());
  }
  void TearDown() override {
    database_.reset();
    place_.reset();
  }

  Database open(Options options = {}) { return must(Database::open(place_->url(), options)); }
  Database& database() { return *database_; }
  const TestPlace& place() const { return *place_; }

 private:
  std::optional<TestPlace> place_;
  std::optional<Database> database_;
};

inline auto all_engines() {
  return testing::Values(TestEngine::SqliteFile, TestEngine::SqliteMemory, TestEngine::Postgres);
}
// Those on which readers and a writer work side by side.
inline auto shared_engines() {
  return testing::Values(TestEngine::SqliteFile, TestEngine::Postgres);
}

}  // namespace sql
