// For the store tests of this room: a county of twelve schools in three clusters on each engine.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "design/store_facts.hpp"
#include "design/store_run.hpp"
#include "registry/store_import.hpp"
#include "sql/database_testing.hpp"
#include "sql/migrate.hpp"

namespace design {

class StoreTest : public sql::EngineTest {
 protected:
  void SetUp() override {
    EngineTest::SetUp();
    if (IsSkipped()) return;
    sql::must(sql::migrate(*lease()));
    folder_.emplace(sql::TestEngine::SqliteFile);
    std::string schools =
        "URN,EstablishmentName,EstablishmentStatus (name),LA (code),LA (name),NumberOfPupils,"
        "PhaseOfEducation (name),Easting,Northing,TypeOfEstablishment (name),"
        "EstablishmentTypeGroup (name),OfstedRating (name),DistrictAdministrative (name)\n";
    std::string clusters = "owner,cluster,letter,kind,urn,school,joined,left,funding,lead\n";
    const char* names[] = {"Harbour", "Moor", "Fen"};
    for (int at = 0; at < 12; ++at) {
      const std::string urn = std::to_string(990001 + at);
      schools += urn + ",School " + std::string(1, static_cast<char>('A' + at)) +
                 ",Open,918,Eastmarch,100," + (at % 4 == 0 ? "Secondary" : "Primary") + "," +
                 std::to_string(600000 + 5000 * at) +
                 ",300000,Community school,Local authority maintained schools,Good," +
                 (at < 7 ? "West March\n" : "East March\n");
      // The first and the last of neighbouring clusters are the wrong way round.
      const int cluster = at == 3 ? 1 : at == 4 ? 0 : at / 4;
      clusters += std::string("Eastmarch,") + names[cluster] + "," +
                  std::string(1, static_cast<char>('A' + cluster)) + ",cluster," + urn +
                  ",,2018-09-01,,yes," + (at % 4 == 0 ? "yes" : "no") + "\n";
    }
    import("edubasealldata20240101.csv", schools, false);
    import("clusters.csv", clusters, true);
  }

  void import(const std::string& name, const std::string& text, bool clusters) {
    const std::string path = (folder_->folder() / name).string();
    std::ofstream(path) << text;
    registry::ImportOptions options;
    options.clusters = clusters;
    options.today = today;
    options.now_s = now_s;
    if (clusters) options.as_of = base::Date::from_iso("2024-02-01");
    const auto report = sql::must(registry::import_files(database(), {path}, options));
    for (const auto& file : report.files) {
      for (const auto& each : file.remarks) ADD_FAILURE() << each.reason;
    }
  }

  sql::Lease lease() { return sql::must(database().write()); }
  Writing by(std::string name) const {
    guard::Doer doer = guard::command_doer("because");
    doer.name = std::move(name);
    return {doer, now_s};
  }
  // Eastmarch, in straight lines, clusters of 3 to 5.
  Scenario county() const {
    return sql::must(
        read_scenario("name: Eastmarch\non: 2026-09-01\nauthority: 918\n"
                      "schools: 3 to 5, kept\ntravel: straight\n"));
  }
  ScenarioId made() { return sql::must(make_scenario(*lease(), county(), by("Ada Marsh"))); }
  Facts facts() { return sql::must(load_facts(*lease(), county(), {})); }

  base::Date today = *base::Date::from_iso("2026-01-01");
  std::int64_t now_s = 1'770'000'000;

 private:
  std::optional<sql::TestPlace> folder_;
};

}  // namespace design
