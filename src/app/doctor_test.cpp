// The doctor on sound and on spoilt installations.
#include "app/doctor.hpp"

#include <gtest/gtest.h>

#include <map>

#include "app/settings.hpp"
#include "sql/database_testing.hpp"
#include "sql/migrate.hpp"

namespace app {

namespace {

using Level = base::Finding::Level;

class DoctorTest : public sql::EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (IsSkipped()) return;
    change([](sql::Connection& connection) { sql::must(sql::migrate(connection)); });
  }

  template <typename Work>
  void change(Work work) {
    sql::Lease lease = sql::must(database().write());
    work(*lease);
  }
  void set(const std::string& name, const std::string& text) { sources_.environment[name] = text; }

  // The worst finding of each name, and the sentence.
  std::map<std::string, base::Finding> examined(const std::string& url = "") {
    base::Invocation call;
    call.environment = sources_.environment;
    call.settings = sql::must(read_settings(sources_));
    call.database = url.empty() ? place().url() : url;
    call.now_s = [] { return std::int64_t{1'790'000'000}; };
    std::map<std::string, base::Finding> found;
    for (const base::Finding& each : examine(call)) {
      auto [at, fresh] = found.emplace(each.name, each);
      if (!fresh && each.level > at->second.level) at->second = each;
      EXPECT_EQ(each.level == Level::Ok, each.mend.empty()) << each.what;
      EXPECT_TRUE(each.what.ends_with(".")) << each.what;
    }
    return found;
  }

  SettingSources sources_;
};

TEST_P(DoctorTest, FindsASoundInstallationSound) {
  for (const auto& [name, finding] : examined()) {
    // How much room the machine has is not ours to test.
    if (name == "disk") continue;
    EXPECT_EQ(finding.level, Level::Ok) << name << ": " << finding.what;
  }
  const auto found = examined();
  for (const char* name : {"database", "engine", "schema", "integrity", "rights", "clock", "audit",
                           "settings", "versions"}) {
    EXPECT_TRUE(found.contains(name)) << name;
  }
  EXPECT_EQ(found.contains("wal"), GetParam() == sql::TestEngine::SqliteFile);
}

TEST_P(DoctorTest, FindsAClockThatWasSetBack) {
  change([](sql::Connection& connection) {
    sql::must(
        connection.run("INSERT INTO import (action, undoes, recorded_at) VALUES ('import',"
                       " NULL, $1)",
                       {std::int64_t{1'790'000'200}}));
  });
  EXPECT_EQ(examined()["clock"].level, Level::Ok);  // machines differ by minutes
  change([](sql::Connection& connection) {
    sql::must(connection.run("UPDATE import SET recorded_at = $1", {std::int64_t{1'790'009'000}}));
  });
  EXPECT_EQ(examined()["clock"].level, Level::Bad);
}

TEST_P(DoctorTest, FindsAnotherSchema) {
  change([](sql::Connection& connection) {
    sql::must(connection.run("DELETE FROM schema_version WHERE number > 1"));
  });
  EXPECT_EQ(examined()["schema"].level, Level::Warn);
  change([](sql::Connection& connection) {
    sql::must(connection.run("UPDATE schema_version SET number = 1000"));
  });
  EXPECT_EQ(examined()["schema"].level, Level::Bad);
}

TEST_P(DoctorTest, FindsAnAuditTrailThatLostItsEnd) {
  EXPECT_EQ(examined()["audit"].level, Level::Ok);
  change([](sql::Connection& connection) {
    sql::must(connection.run("UPDATE audit_head SET seq = seq + 1"));
  });
  const base::Finding found = examined()["audit"];
  EXPECT_EQ(found.level, Level::Bad);
  EXPECT_NE(found.what.find("in 1 place"), std::string::npos) << found.what;
}

TEST_P(DoctorTest, FindsARowThatPointsNowhere) {
  if (GetParam() != sql::TestEngine::SqliteFile) return;  // PostgreSQL does not let it be
  change([](sql::Connection& connection) {
    sql::must(
        connection.script("PRAGMA foreign_keys = OFF; INSERT INTO import_count (import_id,"
                          " name, number) VALUES (7, 'schools_new', 1)"));
  });
  const auto found = examined();
  EXPECT_EQ(found.at("integrity").level, Level::Bad);
  EXPECT_NE(found.at("integrity").what.find("a row of import_count points at a row of import"),
            std::string::npos);
}

TEST_P(DoctorTest, FindsNoDatabaseAndMakesNone) {
  const sql::TestPlace none(sql::TestEngine::SqliteFile);
  const auto found = examined(none.url());
  EXPECT_EQ(found.at("database").level, Level::Bad);
  EXPECT_FALSE(found.contains("schema"));
  EXPECT_FALSE(std::filesystem::exists(none.url()));
}

TEST_P(DoctorTest, FindsSettingsThatDoNotGoTogether) {
  set("GUILDHALL_SERVER_ADDRESS", "0.0.0.0");
  EXPECT_EQ(examined()["settings"].level, Level::Warn);
  set("GUILDHALL_SERVER_PUBLIC_ADDRESS", "https://guildhall.example");
  EXPECT_NE(examined()["settings"].what.find("no trusted proxy"), std::string::npos);
  set("GUILDHALL_SERVER_TRUSTED_PROXIES", "10.0.0.1");
  EXPECT_EQ(examined()["settings"].level, Level::Ok);
  set("GUILDHALL_PROT", "80");
  EXPECT_NE(examined()["settings"].what.find("GUILDHALL_PROT"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, DoctorTest, sql::shared_engines(), sql::test_engine_name);

}  // namespace

}  // namespace app
